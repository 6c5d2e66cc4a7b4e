"""Words that cells hold: months, totals, states and kinds of records."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from advisor.files import yaml_file
from advisor.usage.lines.raw_lines import literal


def cell_words() -> Mapping[str, Any]:
    """Every list of words, by its name."""
    return yaml_file.beside(__file__, "cell_words.yaml")


def month_macro() -> str:
    """The statement that makes the macro `month_of`: the number of a month by its name, in two digits."""
    months = enumerate(cell_words()["months"], start=1)
    numbers = {name: f"{number:02d}" for number, known in months for name in known}
    return f"CREATE MACRO month_of(word) AS {_looked_up('strip_accents(lower(word))', numbers)}"


def zone_macro() -> str:
    """The statement that makes the macro `zone_of`: the hours from UTC of a zone by its name."""
    return f"CREATE MACRO zone_of(name) AS {_looked_up('upper(name)', cell_words()['zones'])}::DOUBLE"


def windows_macro() -> str:
    """The statement that makes the macro `place_of`: the place of a zone by the name that Windows has for it."""
    places = {name.upper(): place for name, place in cell_words()["windows_zones"].items()}
    return f"CREATE MACRO place_of(name) AS {_looked_up('upper(name)', places)}"


def _looked_up(word: str, table: Mapping[str, Any]) -> str:
    """SQL for what stands beside a word, NULL for an unknown one; a text is planned at once, a map slowly."""
    text = "".join(f"|{name}:{value}" for name, value in table.items()) + "|"
    return f"string_split(string_split({literal(text)}, '|' || {word} || ':')[2], '|')[1]"


def tidied(cell: str) -> str:
    """A time as most programs write it: Thu 01/10/2026 at 14h05 as 01/10/2026 14:05."""
    for sought, put in _tidying():
        cell = sought.sub(put, cell)
    return cell


def tidied_macro() -> str:
    """The statement that makes the macro `tidied`: the same in SQL."""
    text = "t"
    for sought, put in cell_words()["tidied_times"]:
        text = f"regexp_replace({text}, {literal(f'(?i){sought}')}, {literal(put)})"
    return f"CREATE MACRO tidied(t) AS {text}"


@functools.cache
def _tidying() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(sought, re.IGNORECASE), put) for sought, put in cell_words()["tidied_times"])
