"""Figures: numbers of the domain that rules share, each named once with its unit and its citation."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from advisor.text import words

NAME = r"[a-z][a-z0-9_]*"
"""What a figure may be called."""
_NUMBER = r"\d+(?:\.\d+)?"
EXPRESSION = rf"(?:({_NUMBER})\s*\*\s*)?({NAME})(?:\s*\*\s*({_NUMBER}))?(?:\s*([-+])\s*({_NUMBER}))?"
"""A figure as conditions and cases may name it."""
_BLANK = re.compile(r"\{([^{}]*)\}")


class Figure(Struct, frozen=True):
    """One number that rules share. `unit` is that of the facts it may be held against; `file` and `line` its place."""

    name: str
    value: float
    unit: str
    says: str
    cites: tuple[str, ...]
    file: str
    line: int

    @property
    def shown(self) -> str:
        """The number as a sentence says it: `100,000`, `90 %`, `$150`."""
        if self.unit == "fraction":
            return words.share(self.value)
        return words.dollars(self.value) if self.unit.startswith("USD") else words.count(self.value)


Figures = Mapping[str, Figure]


class Expression(NamedTuple):
    """A figure by its name, times a number, plus a number."""

    name: str
    times: Decimal = Decimal(1)
    plus: Decimal = Decimal(0)

    def value(self, figure: Figure) -> float:
        """What it comes to, in decimal arithmetic, so that 0.9 - 0.01 is 0.89; whole where it is whole."""
        found = Decimal(str(figure.value)) * self.times + self.plus
        return int(found) if found == found.to_integral_value() else float(found)


def expression(text: str) -> Expression | None:
    """`volume_floor`, `volume_floor - 1`, `5 * band_stay - 0.01`; None for other text."""
    found = re.fullmatch(EXPRESSION, text.strip())
    if found is None:
        return None
    before, name, after, sign, by = found.groups()
    times = Decimal(before or 1) * Decimal(after or 1)
    return Expression(name, times, Decimal(f"{sign}{by}") if by else Decimal(0))


def blanks(text: str) -> tuple[str, ...]:
    """The names that stand in braces in a sentence."""
    return tuple(dict.fromkeys(_BLANK.findall(text)))


def filled(text: str, figures: Figures) -> str:
    """`text` with the figures it names put in as people read them; other blanks stay."""
    return _BLANK.sub(lambda m: figures[m[1]].shown if m[1] in figures else m[0], text)
