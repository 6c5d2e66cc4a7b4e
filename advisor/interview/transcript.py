"""The talk as it is shown: what was asked, said and understood, from the entries that count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from advisor.decision.checklist import Checklist
from advisor.interview.said_back import echo
from advisor.interview.state import State, View


@dataclass(frozen=True)
class ConversationTurn:
    """One bubble of the transcript. `facts`: what an answer set.

    `aside`: its question is no longer asked; `replaced`: answered again since, in full.
    """

    who: Literal["advisor", "you"]
    text: str
    facts: tuple[str, ...] = ()
    aside: bool = False
    replaced: bool = False


def transcript(state: State, view: View, checklist: Checklist) -> list[ConversationTurn]:
    """Every turn in order; what was undone is gone."""
    turns = []
    for entry in state.entries:
        if entry.asked:
            turns.append(ConversationTurn("advisor", entry.asked))
        stale = all(state.answers.get(n) != entry.answers.get(n) for n in entry.facts)
        aside = all(n in view.aside for n in entry.facts) and not stale
        turns.append(ConversationTurn("you", entry.text, entry.facts, aside, stale and bool(entry.facts)))
        turns.append(ConversationTurn("advisor", echo(entry.answers, entry.facts, checklist), entry.facts))
    return turns
