"""Models and prices of the installed genai-prices, as records of the library layer."""

from __future__ import annotations

import datetime
import importlib.metadata
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from advisor.files.extras import missing

Record = dict[str, Any]

NAME = "genai-prices"
_RATES = {
    "input": "input_mtok",
    "cached_input": "cache_read_mtok",
    "cache_write": "cache_write_mtok",
    "output": "output_mtok",
}
_BATCH = {"processing": "batch"}
_FLEX = {"service_tier": "flex"}
_SPEED = {
    "batch": ("batch_input", "batch_cached_input", "batch_output"),
    "flex": ("flex_input", "flex_cached_input", "flex_output"),
}
_DAY = re.compile(r"20\d\d-\d\d-\d\d")


def providers() -> list[Any]:
    """The providers of the library. Raises BadInput when it is not installed."""
    try:
        from genai_prices.data import providers as found
    except ImportError:
        raise missing("prices", "genai-prices is not installed") from None
    return list(found)


def version() -> str:
    """The installed version. Raises BadInput when it is not installed."""
    try:
        return importlib.metadata.version(NAME)
    except importlib.metadata.PackageNotFoundError:
        raise missing("prices", "genai-prices is not installed") from None


def newest_day(limit: datetime.date) -> datetime.date | None:
    """The newest day that the library's own comments name, not after `limit`."""
    comments = (str(m.price_comments or "") for p in providers() for m in p.models)
    days = {datetime.date.fromisoformat(d) for text in comments for d in _DAY.findall(text) if _is_day(d)}
    return max((d for d in days if d <= limit), default=None)


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def records(released: datetime.date) -> Iterator[tuple[str, str, Record]]:
    """Provider, id and record of every model that is priced by text tokens in and out."""
    for provider in providers():
        for model in provider.models:
            prices = _prices(model, released)
            if prices:
                yield provider.id, model.id, _record(model, prices)


def _record(model: Any, prices: list[Record]) -> Record:
    first = _base(model.prices)
    record: Record = {"names": _names(model.match), "prices": prices}
    if long := _long_prompt(first):
        record["long_prompt"] = long
    if peak := _peak(model.prices):
        record["peak"] = peak
    if model.context_window:
        record["max_input_tokens"] = model.context_window
    if model.deprecated:
        record["notes"] = "Marked as deprecated in genai-prices."
    return record


def _names(match: Any) -> list[str]:
    """The names that the library matches as a whole or as a beginning."""
    parts = getattr(match, "or_", None) or getattr(match, "and_", None)
    if parts is not None:
        return [n for part in parts for n in _names(part)] if hasattr(match, "or_") else []
    name = getattr(match, "equals", None) or getattr(match, "starts_with", None)
    return [str(name).rstrip("-@")] if name else []


def _base(prices: Any) -> Any:
    return prices if not isinstance(prices, list) else _dated(prices)[-1][1]


def _dated(prices: list[Any]) -> list[tuple[datetime.date | None, Any]]:
    """The prices by the day they hold from, oldest first, without those of an hour of the day."""
    plain = [
        (getattr(p.constraint, "start_date", None), p.prices) for p in prices if not _hours(p.constraint)
    ]
    return sorted(plain, key=lambda pair: pair[0] or datetime.date.min)


def _hours(constraint: Any) -> tuple[float, float] | None:
    start, end = getattr(constraint, "start_time", None), getattr(constraint, "end_time", None)
    return (start.hour + start.minute / 60, end.hour + end.minute / 60) if start and end else None


def _prices(model: Any, released: datetime.date) -> list[Record]:
    steps = _dated(model.prices) if isinstance(model.prices, list) else [(None, model.prices)]
    found = []
    for number, (start, price) in enumerate(steps):
        after = steps[number + 1][0] if number + 1 < len(steps) else None
        rates = _rates(price)
        if "input" not in rates or "output" not in rates:
            continue
        entry: Record = {"as_of": _since(start, after, released)}
        if start and start <= released and not (after and after <= released):
            entry["checked"] = released
        if start and start > released:
            entry["scheduled"] = True
        current = not (after and after <= released)
        found.append({**entry, **rates, **(_speeds(model, start or released, released) if current else {})})
    return found


def _since(
    start: datetime.date | None, after: datetime.date | None, released: datetime.date
) -> datetime.date:
    """From when a price counts: its own day; the day before the next price; the day of the data."""
    if start is not None:
        return start
    return after - datetime.timedelta(days=1) if after and after <= released else released


def _rates(price: Any) -> dict[str, float]:
    found = {name: _number(getattr(price, key, None)) for name, key in _RATES.items()}
    return {name: value for name, value in found.items() if value is not None}


def _number(amount: Any) -> float | None:
    if amount is None:
        return None
    return float(amount if isinstance(amount, Decimal | int | float) else amount.base)


def _speeds(model: Any, start: datetime.date, released: datetime.date) -> dict[str, float]:
    """Rates of batch and flex in force with the price that holds from `start`."""
    found = {}
    for kind, when in (("batch", _BATCH), ("flex", _FLEX)):
        variant = _variant(model, when, max(start, released))
        if variant is None:
            continue
        for name, key in zip(_SPEED[kind], ("input_mtok", "cache_read_mtok", "output_mtok"), strict=True):
            if (value := _number(getattr(variant, key, None))) is not None:
                found[name] = value
    return found


def _variant(model: Any, when: Mapping[str, str], day: datetime.date) -> Any:
    fitting = [v for v in model.price_variants or () if v.when == when]
    dated = [(getattr(v.constraint, "start_date", None) or datetime.date.min, v.prices) for v in fitting]
    known = [pair for pair in dated if pair[0] <= day]
    return max(known, key=lambda pair: pair[0])[1] if known else None


def _long_prompt(price: Any) -> Record | None:
    input_, output = getattr(price, "input_mtok", None), getattr(price, "output_mtok", None)
    tiers = getattr(input_, "tiers", None)
    if not tiers:
        return None
    out = getattr(output, "tiers", None)
    return {
        "above_tokens": tiers[0].start,
        "input_times": _times(tiers[0].price, input_),
        "output_times": _times(out[0].price, output) if out else 1.0,
    }


def _times(price: Any, tiered: Any) -> float | None:
    return round(float(price / tiered.base), 4) if tiered.base else None


def _peak(prices: Any) -> Record | None:
    """Dearer hours, where every rate is the same multiple in them. Weekends count as off-peak: the vendors say so."""
    hours = [(h, p.prices) for p in prices if (h := _hours(p.constraint))] if isinstance(prices, list) else []
    if not hours:
        return None
    plain, dear = _rates(_base(prices)), _rates(hours[0][1])
    times = {round(dear[k] / plain[k], 4) for k in plain if plain[k]}
    if len(times) != 1:
        return None
    return {"times": times.pop(), "hours_utc": [list(h) for h, _ in hours], "weekdays": [1, 2, 3, 4, 5]}
