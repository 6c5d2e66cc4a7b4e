"""Other libraries' prices beside ours, where they are installed: a second opinion, from which nothing is taken."""

from __future__ import annotations

import datetime
import importlib.util
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.errors import BadInput

if TYPE_CHECKING:
    from advisor.knowledge.market import Model
    from advisor.knowledge.store import Knowledge

Rates = tuple[float, float]
"""USD per 1M tokens, in and out."""
Table = Mapping[str, Mapping[str, Rates]]
"""Provider -> name of a model -> its rates."""

_SAME = 1e-6
_SAMPLE = 1000
"""Tokens that a library is asked the price of: few, so that no rate of long prompts counts."""
_MILLION = 1_000_000


@dataclass(frozen=True)
class OtherLibrary:
    """One library against our own layer: names that agree, that are missing there, and what differs."""

    name: str
    day: str
    agree: list[str] = field(default_factory=list)
    differ: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def row(self) -> tuple[str, ...]:
        """Its name and day, and how many were compared, agree, differ and are missing."""
        counts = (len(self.agree), len(self.differ), len(self.missing))
        return (f"{self.name}, {self.day}", *map(str, (counts[0] + counts[1], *counts)))


def other_libraries(book: Knowledge, on: datetime.date) -> tuple[OtherLibrary, ...]:
    """Every installed reference against the prices that are in force on `on`. Raises BadInput for a broken one."""
    found = ((name, read(book, on)) for name, read in _READERS.items() if importlib.util.find_spec(name))
    return tuple(_compared(book, on, name, day, table) for name, (day, table) in found)


def _compared(book: Knowledge, on: datetime.date, name: str, day: str, table: Table) -> OtherLibrary:
    made = OtherLibrary(name.replace("_", "-"), day)
    for model in book.models:
        price = model.at(on)
        if model.provider not in table or price is None or price.input is None or price.output is None:
            continue
        theirs = _rates(model, table[model.provider])
        if theirs is None:
            made.missing.append(model.id)
        elif all(abs(a - b) < _SAME for a, b in zip(theirs, (price.input, price.output), strict=True)):
            made.agree.append(model.id)
        else:
            made.differ[model.id] = (
                f"{price.input:g}/{price.output:g} here, {theirs[0]:g}/{theirs[1]:g} there"
            )
    return made


def _rates(model: Model, names: Mapping[str, Rates]) -> Rates | None:
    spelled = (model.id, model.id.removeprefix(f"{model.provider}/"), *model.aliases)
    return next((names[n.casefold()] for n in spelled if n.casefold() in names), None)


def _model_prices(book: Knowledge, on: datetime.date) -> tuple[str, Table]:
    """model-prices: a snapshot of models.dev with its history."""
    spec = importlib.util.find_spec("model_prices")
    assert spec is not None and spec.submodule_search_locations
    file = Path(spec.submodule_search_locations[0]) / "snapshot.json"
    try:
        data = json.loads(file.read_text("utf-8"))
        sellers = book.name_words["sellers"]
        table = {sellers.get(p, p): dict(_standard(models, on)) for p, models in data["prices"].items()}
        return str(data["updated_at"])[:10], table
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as e:
        raise BadInput("the table of model-prices cannot be read", file=str(file), text=e) from None


def _standard(models: Mapping[str, Any], on: datetime.date) -> Iterator[tuple[str, Rates]]:
    for name, tiers in models.items():
        begun = [p for p in tiers.get("standard", ()) if (p["start"] or "")[:10] <= on.isoformat()]
        rates = max(begun, key=lambda p: p["start"] or "")["rates"] if begun else {}
        if rates.get("input") is not None and rates.get("output") is not None:
            yield name.casefold(), (rates["input"], rates["output"])


def _azure(book: Knowledge, on: datetime.date) -> tuple[str, Table]:
    """azure-genai-prices: Azure's retail list; its global deployments cost what OpenAI itself asks."""
    import azure_genai_prices as azure

    table: dict[str, Rates] = {}
    for name in azure.list_models():
        try:
            price = azure.calc_price(azure.Usage(input_tokens=_SAMPLE, output_tokens=_SAMPLE), model=name)
        except azure.AzurePricesError:
            continue
        times = _MILLION / _SAMPLE
        table[name] = (float(price.input_cost) * times, float(price.output_cost) * times)
    read = re.search(r"\d{4}-\d\d-\d\d", azure.get_source())
    return read[0] if read else "undated", {"openai": table, "azure": table}


_READERS: Mapping[str, Callable[[Knowledge, datetime.date], tuple[str, Table]]] = {
    "model_prices": _model_prices,
    "azure_genai_prices": _azure,
}
