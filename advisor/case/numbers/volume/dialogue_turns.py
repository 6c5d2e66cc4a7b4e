"""The turns of a dialogue, each of which is a call."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from msgspec.structs import replace

from advisor.case.numbers import counted_kinds, mentions
from advisor.case.numbers.mentions import Mention
from advisor.case.reading_bounds import bound

_MOST_TURNS = bound("most_dialogue_turns")


def for_each(counted: Sequence[Mention]) -> Sequence[Mention]:
    """`counted`, in which the turns are those of each dialogue: "25k conversations a month with 5 turns"."""
    turns = [
        m
        for talk, m in itertools.pairwise(counted)
        if counted_kinds.counts(talk, "dialogues") and _is_of_turns(m)
    ]
    if len(turns) != 1:
        return counted
    return [replace(m, each=True, doubt=m.doubt or mentions.APART) if m is turns[0] else m for m in counted]


def _is_of_turns(m: Mention) -> bool:
    return (
        counted_kinds.counts(m, "turns")
        and m.high <= _MOST_TURNS
        and not (m.per or m.each or counted_kinds.counts(m, "dialogues"))
    )
