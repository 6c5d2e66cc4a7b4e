"""Which other models were measured: what is on offer and its price, and the model whose result is still to be said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.case.answer import is_not_sure
from advisor.case.answers import beside_today, meaning, untried
from advisor.case.facts import TRIED, VOCABULARY
from advisor.case.models_tried import GAPS, UNNAMED, ModelsTried
from advisor.decision.checklist import Checklist
from advisor.errors import BadInput
from advisor.text import words

if TYPE_CHECKING:
    from advisor.decision.decision import Decision
    from advisor.interview.conversation import Conversation

NONE_YET = "none yet"
MOST = 4
"""Models offered at once."""


@dataclass(frozen=True)
class OfferedModel:
    """An untrained model that may serve the work, and what a month of it costs, in words."""

    id: str
    price: str


def offered(decision: Decision | None) -> tuple[OfferedModel, ...]:
    """The cheapest models of this decision that nobody measured yet, the cheapest first.

    None that costs more than today, unless today's output is not good enough.
    """
    if decision is None:
        return ()
    found: dict[str, OfferedModel] = {}
    misses = decision.facts.get("prompt_meets_bar") is False
    most = None if misses else decision.today_usd
    priced = [(r.monthly_usd, r) for r in decision.routes if r.candidate and r.id != "cascade"]
    priced = [(usd, r) for usd, r in priced if usd is not None and (most is None or usd < most)]
    for usd, row in sorted(((usd, r) for usd, r in priced if usd is not None), key=lambda p: p[0]):
        where = " on own GPUs" if row.id == "self-host" else ""
        if row.model is not None:
            found.setdefault(row.model, OfferedModel(row.model, f"{words.money(usd)} a month{where}"))
    return tuple(found.values())[:MOST]


def undecided(conversation: Conversation, passed: Collection[str] = ()) -> str | None:
    """A model that was named without a word on how good it was, none of those `passed` over; None: there is none."""
    answer = conversation.answers.get(TRIED)
    tried = answer.value if answer is not None else None
    if not isinstance(tried, ModelsTried):
        return None
    return next((m for m, gaps in tried.entries if m not in (UNNAMED, *passed) and gaps == GAPS), None)


def how_good(model: str) -> str:
    """The question for one model's result."""
    return f"How good was {model} on this task?"


def result_labels(checklist: Checklist) -> Mapping[str, str]:
    """Gap -> its words, the best first."""
    return checklist.parts[TRIED].labels


def result_said(text: str, labels: Mapping[str, str], *, misses: bool = False) -> str:
    """The gap that is meant, said of one model; empty if it is left open. Raises BadInput.

    `misses`: today's model misses the bar, so that as good as that one says nothing of the bar.
    """
    if is_not_sure(text) or untried.none_tried(text) or text.strip().lower() == "not yet":
        return ""
    meant = meaning.of(text, VOCABULARY[TRIED], labels)
    if not (meant.sure and len(meant.values) == 1):
        raise BadInput("not understood", text=text, expected=", ".join(labels.values()))
    if misses and beside_today.left_open(text, meant.values) != meant.values:
        beside = "today's model misses your bar itself: does this one meet it"
        raise BadInput(beside, text=text, expected=", ".join(labels.values()))
    return meant.values[0]


def with_result(conversation: Conversation, model: str, gap: str) -> str:
    """The models tried, as they are said once the result of `model` is `gap`."""
    tried = conversation.answers[TRIED].value
    assert isinstance(tried, ModelsTried)
    said = {m: " or ".join(gaps) for m, gaps in tried.entries if m != UNNAMED} | {model: gap}
    return ", ".join(f"{m}: {gaps}" for m, gaps in said.items())
