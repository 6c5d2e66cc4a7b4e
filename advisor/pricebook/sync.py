"""Renewal of base prices from the installed genai-prices, as a diff of models.yaml for a person to review.

Only models whose price already comes from genai-prices are compared. A changed price is added as a new dated
entry; one that is due to be read again and unchanged gets `checked`. Tuned rates are left alone: the library
bills their cached input at the full rate.
"""

from __future__ import annotations

import datetime
import difflib
import re
import textwrap
from collections.abc import Callable
from typing import Any

from advisor.files import atomic
from advisor.files.extras import missing
from advisor.knowledge.market import Model
from advisor.knowledge.model_price import ModelPrice
from advisor.knowledge.store import Knowledge

LIBRARY = "genai-prices"
_REQUEST = 1000
_PER = 1_000_000
_DIGITS = 9
_WIDTH = 116
_USAGES: dict[str, tuple[dict[str, int], str]] = {
    "input": ({"input_tokens": _REQUEST}, "standard"),
    "cached_input": ({"input_tokens": _REQUEST, "cache_read_tokens": _REQUEST}, "standard"),
    "output": ({"output_tokens": _REQUEST}, "standard"),
    "batch_input": ({"input_tokens": _REQUEST}, "batch"),
    "batch_output": ({"output_tokens": _REQUEST}, "batch"),
}


def sync(book: Knowledge, on: datetime.date, *, write: bool = False) -> str:
    """The unified diff that brings models.yaml up to the library on `on`; empty when it agrees.

    A request of a thousand tokens is priced, not a million: one usage is one request, and long prompts cost more.
    With `write` the file is changed as the diff says. Raises BadInput when the library is not installed.
    """
    price = _library(on)
    document = book.document("models")
    before = (book.folder / "models.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    after, missing = list(before), []
    for index in reversed(range(len(book.models))):
        model = book.models[index]
        ours = _from_library(model, on)
        if ours is None:
            continue
        found = price(model)
        if found is None:
            missing.append(model.id)
        elif _differs(ours, found):
            at = _end(after, document.line(("models", index, "prices", len(model.prices) - 1)) - 1)
            after[at:at] = _entry(found, on)
        elif _due(book, ours, on):
            start = document.line(("models", index, "prices", model.prices.index(ours))) - 1
            after[start : _end(after, start)] = _checked(after[start : _end(after, start)], on)
    if write and after != before:
        atomic.write(book.folder / "models.yaml", "".join(after))
    diff = "".join(difflib.unified_diff(before, after, "models.yaml", f"models.yaml, {LIBRARY} {on}"))
    return "".join(f"# not in {LIBRARY}: {name}\n" for name in reversed(missing)) + diff


def _from_library(model: Model, on: datetime.date) -> ModelPrice | None:
    known = [p for p in model.prices if p.as_of <= on and p.source == LIBRARY and not p.scheduled]
    return max(known, key=lambda p: p.as_of, default=None)


def _differs(ours: ModelPrice, theirs: dict[str, float]) -> bool:
    return any(getattr(ours, name) not in (None, value) for name, value in theirs.items())


def _due(book: Knowledge, ours: ModelPrice, on: datetime.date) -> bool:
    read = max(ours.as_of, ours.checked or ours.as_of)
    return (on - read).days > book.assumption("stale_after_days").likely


def _entry(found: dict[str, float], on: datetime.date) -> list[str]:
    figures = ", ".join(f"{name}: {value:.{_DIGITS}g}" for name, value in found.items())
    return _wrapped(f"- {{as_of: {on}, {figures}, source: {LIBRARY}, grade: library}}")


def _checked(entry: list[str], on: datetime.date) -> list[str]:
    text = re.sub(r", checked: [^,}]+", "", " ".join(line.strip() for line in entry))
    return _wrapped(re.sub(r"(as_of: [^,}]+)", rf"\1, checked: {on}", text, count=1))


def _wrapped(entry: str) -> list[str]:
    """Lines of a flow mapping, broken between its keys only."""
    entry = entry.replace(": ", ":\N{NO-BREAK SPACE}")
    lines = textwrap.wrap(
        entry, _WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 9, break_long_words=False
    )
    return [line.replace("\N{NO-BREAK SPACE}", " ") + "\n" for line in lines]


def _end(lines: list[str], start: int) -> int:
    """Index of the line after the flow mapping that starts at index `start`."""
    end = start + 1
    while end < len(lines) and re.match(r" {7,}\S", lines[end]):
        end += 1
    return end


def _library(on: datetime.date) -> Callable[[Model], dict[str, float] | None]:
    try:
        import genai_prices
    except ImportError:
        raise missing("prices", "genai-prices is not installed") from None
    noon = datetime.datetime.combine(on, datetime.time(12), datetime.UTC)

    def cost(model: Model, name: str, tokens: dict[str, int], processing: str) -> float | None:
        context: Any = None if processing == "standard" else {"processing": processing}
        try:
            priced = genai_prices.calc_price(
                genai_prices.Usage(**tokens),
                name,
                provider_id=model.provider,
                genai_request_timestamp=noon,
                price_context=context,
            )
        except LookupError:
            return None
        return round(float(priced.total_price) * _PER / _REQUEST, _DIGITS)

    def prices(model: Model) -> dict[str, float] | None:
        for name in (*model.aliases, model.id):
            found = {v: cost(model, name, tokens, how) for v, (tokens, how) in _USAGES.items()}
            if found["input"] is not None:
                kept = {k: v for k, v in found.items() if v is not None}
                if kept.get("batch_input") == kept["input"] and kept.get("batch_output") == kept.get(
                    "output"
                ):
                    kept = {k: v for k, v in kept.items() if not k.startswith("batch")}
                if kept.get("cached_input") == kept["input"]:
                    del kept["cached_input"]
                return kept
        return None

    return prices
