"""Words that cells hold: months, totals, states and kinds of records."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from advisor.files import yaml_file
from advisor.usage.raw_lines import literal


@functools.cache
def cell_words() -> Mapping[str, Any]:
    """Every list of words, by its name."""
    data: Mapping[str, Any] = yaml_file.read(Path(__file__).with_name("cell_words.yaml")).data
    return data


def month_macro() -> str:
    """The statement that makes the macro `month_of`: the number of a month by its name, in two digits."""
    names = (
        f"{literal(name)}: '{number:02d}'"
        for number, known in enumerate(cell_words()["months"], start=1)
        for name in known
    )
    # A map, as every branch of a CASE would hold the word anew, and the macros above it all of them.
    return f"CREATE MACRO month_of(word) AS (MAP {{{', '.join(names)}}})[strip_accents(lower(word))]"


def zone_macro() -> str:
    """The statement that makes the macro `zone_of`: the hours from UTC of a zone by its name."""
    hours = (f"{literal(name)}: {number}::DOUBLE" for name, number in cell_words()["zones"].items())
    return f"CREATE MACRO zone_of(name) AS (MAP {{{', '.join(hours)}}})[upper(name)]"
