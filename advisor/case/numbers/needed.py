"""Of two figures of one thing the one that is needed: "p95 is 900 ms, target 500 ms", "now 3 s, should be 2"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from advisor.case.lexicon.word_lists import says
from advisor.case.numbers.mentions import Mention

_JOINTS = frozenset({"and", "but", "while", "whereas", "yet", "vs", "versus", "against"})
_ENDS = _JOINTS | {"down", "to"}
"""Words of the next number begin there: "from 900 ms down to 500 ms"."""


def of(fits: Sequence[Mention]) -> list[Mention]:
    """The figures that are named as needed, else those that are not named as measured; all where that leaves none."""
    needed = [m for m in fits if is_needed(m)]
    return needed or [m for m in fits if not is_measured(m)] or list(fits)


def with_units(said: Sequence[Mention]) -> list[Mention]:
    """`said`, where one without a unit has that of the others: "around 4 seconds, should be within 1.5"."""
    units = {m.noun[:1] for m in said if m.noun}
    return [replace(m, noun=next(iter(units))) if not m.noun and len(units) == 1 else m for m in said]


def is_needed(m: Mention) -> bool:
    """Whether the words beside a figure ask for it: "target 500 ms", "500 ms is what we want"."""
    return says(_beside(m), "targets")


def is_measured(m: Mention) -> bool:
    """Whether the words beside a figure tell that it is what there is today: "p95 is 900 ms", "3 s now"."""
    return not is_needed(m) and says(_beside(m), "measured_now")


def _beside(m: Mention) -> str:
    """The words around a number that are not those of the next one."""
    lead, tail = list(m.lead), list(m.tail)
    behind = max((i for i, w in enumerate(lead) if w in _JOINTS), default=-1)
    until = next((i for i, w in enumerate(tail) if w in _ENDS), len(tail))
    return f"{' '.join(lead[behind + 1 :])} 1 {' '.join(tail[:until])}"
