"""In which currency a table of one's own has its spend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.case.numerals.currency_words import CURRENCIES, named_in
from advisor.usage.formats.export_formats import Place
from advisor.usage.tables.role_names import RoleColumn, currency_in

_CODE = 3
"""Letters of a currency's code."""


def mixed_spend(taken: Mapping[str, RoleColumn], samples: Mapping[str, Sequence[str]]) -> str:
    """The currencies that the cells of the spend name, where they are several and no column tells them apart."""
    if "spend" not in taken or "currency" in taken:
        return ""
    named = {named_in(cell).upper() for cell in samples.get(taken["spend"].name, ())} - {""}
    return " and ".join(sorted(named)) if len(named) > 1 else ""


def spend_currency(taken: Mapping[str, RoleColumn], samples: Mapping[str, Sequence[str]]) -> Place:
    """Where the currency of the spend stands: in a column of its own, in the column's name, or in its cells."""
    if "currency" in taken:
        return Place(first=(taken["currency"].name,))
    if "spend" not in taken:
        return Place()
    column = taken["spend"].name
    unit = taken["cost_unit"].name if "cost_unit" in taken else ""
    if unit and all(len(c) == _CODE and c.casefold() in CURRENCIES for c in samples.get(unit, ())):
        return Place(first=(unit,))
    code = currency_in(column) or named_in(" ".join(samples.get(column, ())[:1]))
    return Place(first=(f"={code.upper()}",)) if code else Place()
