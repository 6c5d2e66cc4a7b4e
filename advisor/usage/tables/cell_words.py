"""Words that cells hold: months, totals, states and kinds of records."""

from __future__ import annotations

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
