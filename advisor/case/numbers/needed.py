"""Of two figures of one thing the one that is needed: "p95 is 900 ms, target 500 ms", "now 3 s, should be 2"."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.case.lexicon.word_lists import says
from advisor.case.numbers.mentions import Mention

_JOINTS = frozenset({"and", "but", "while", "whereas", "yet", "vs", "versus", "against"})


def of(fits: Sequence[Mention]) -> list[Mention]:
    """The figures that are named as needed, else those that are not named as measured; all where that leaves none."""
    needed = [m for m in fits if is_needed(m)]
    return needed or [m for m in fits if not is_measured(m)] or list(fits)


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
    until = next((i for i, w in enumerate(tail) if w in _JOINTS), len(tail))
    return f"{' '.join(lead[behind + 1 :])} 1 {' '.join(tail[:until])}"
