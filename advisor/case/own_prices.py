"""Negotiated prices and dated exchange rates, as a case file and a log keep them."""

from __future__ import annotations

from typing import Any

from advisor.case.fact_type import Fact
from advisor.case.numerals import quantity
from advisor.errors import BadInput
from advisor.files import yaml_file

_LARGEST_RATE = 1e12
_DIVISORS = ("months",)


def parse(document: yaml_file.Document) -> dict[str, dict[str, float]]:
    """Own prices, as a case and a log keep them. Raises BadInput."""
    found: dict[str, dict[str, float]] = {}
    for entry, values in mapping(document, "prices").items():
        if not isinstance(values, dict) or not values:
            raise document.error(("prices", entry), "no rates", text=values, expected="value name: number")
        found[entry] = {n: _rate(document, ("prices", entry, n), n, v) for n, v in values.items()}
    return found


def mapping(document: yaml_file.Document, key: str) -> dict[str, Any]:
    """The mapping under `key`, empty where there is none. Raises BadInput where it is something else."""
    found = document.data.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise document.error((key,), f"{key} is not a mapping", text=found, expected="name: value lines")
    return found


def _rate(document: yaml_file.Document, place: yaml_file.Place, name: str, value: object) -> float:
    which = Fact(name, "number", "a negotiated rate", "USD", high=_LARGEST_RATE, above_low=name in _DIVISORS)
    try:
        return quantity.parse(value, which).value if isinstance(value, str) else quantity.number(value, which)
    except BadInput as e:
        raise e.at(document.file, document.line(place)) from None
