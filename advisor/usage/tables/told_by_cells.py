"""The column of a role, told by what stands in its cells, where no name tells it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from advisor.files.heading_words import in_english
from advisor.usage.tables.cell_words import cell_words
from advisor.usage.tables.model_texts import names_model
from advisor.usage.tables.role_names import plain_name, role_words
from advisor.usage.tables.time_column import time_column

Samples = Mapping[str, Sequence[str]]


def column_by_cells(role: str, samples: Samples, taken: Collection[str]) -> str | None:
    """The first column, of those not `taken`, whose cells are of this role; None where cells alone do not tell it."""
    if role == "time":
        return time_column(samples, taken)
    if role == "model":
        return _model_column(samples, taken)
    if role in role_words()["bare"]:
        return _bare_side(role_words()["bare"][role], samples, taken)
    return _state_column(samples, taken) if role == "status" else None


def _bare_side(names: Collection[str], samples: Samples, taken: Collection[str]) -> str | None:
    """The first column that is called so and has a number in every cell, where a text could stand."""
    for name, cells in samples.items():
        filled = [c for c in cells if c]
        if (
            name not in taken
            and plain_name(in_english(name)) in names
            and filled
            and all(map(str.isdecimal, filled))
        ):
            return name
    return None


def _model_column(samples: Samples, taken: Collection[str]) -> str | None:
    """The column of which every cell, totals aside, is called as models are."""
    totals = cell_words()["totals"]
    for name, cells in samples.items():
        filled = {c.casefold() for c in cells if c and c.casefold() not in totals}
        if name not in taken and filled and all(map(names_model, filled)):
            return name
    return None


def _state_column(samples: Samples, taken: Collection[str]) -> str | None:
    """The column of which every cell is a state of HTTP, and whose name has a word of such a state."""
    words, codes = set(role_words()["of_states"]), set(cell_words()["http_states"])
    for name, cells in samples.items():
        filled = {c for c in cells if c}
        if name not in taken and words & set(plain_name(name).split("_")) and filled and filled <= codes:
            return name
    return None
