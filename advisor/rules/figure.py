"""Figures: numbers of the domain that rules share, each named once with its unit and its citation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from advisor.text import words

NAME = r"[a-z][a-z0-9_]*"
"""What a figure may be called."""
_NUMBER = r"\d+(?:\.\d+)?"
_SUM = re.compile(rf"({NAME})(?:\s*([-+*])\s*({_NUMBER}))?")
_PRODUCT = re.compile(rf"({_NUMBER})\s*(\*)\s*({NAME})")
_BLANK = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Figure:
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


def parts(text: str) -> tuple[str, str, float] | None:
    """Name, operator and number of `volume_floor`, `volume_floor - 1` or `2 * volume_floor`; None for other text."""
    text = text.strip()
    if found := _PRODUCT.fullmatch(text):
        return found[3], "*", float(found[1])
    if found := _SUM.fullmatch(text):
        return found[1], found[2] or "+", float(found[3] or 0)
    return None


def number(figure: Figure, sign: str, by: float) -> float:
    """What an expression comes to, in decimal arithmetic, so that 0.9 - 0.01 is 0.89; whole where it is whole."""
    one, other = Decimal(str(figure.value)), Decimal(str(by))
    found = one * other if sign == "*" else one + other if sign == "+" else one - other
    return int(found) if found == found.to_integral_value() else float(found)


def blanks(text: str) -> tuple[str, ...]:
    """The names that stand in braces in a sentence."""
    return tuple(dict.fromkeys(_BLANK.findall(text)))


def filled(text: str, figures: Figures) -> str:
    """`text` with the figures it names put in as people read them; other blanks stay."""
    return _BLANK.sub(lambda m: figures[m[1]].shown if m[1] in figures else m[0], text)
