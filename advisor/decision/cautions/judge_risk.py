"""The risk of scores given by a model: known biases of such judges, and how to check them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.case.facts import TRIED
from advisor.text.escape import one_line

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.knowledge.store import Knowledge

_RESTING = (TRIED, "prompt_meets_bar", "few_shot_vs_tuned")
_SHOWN = 3


def judge_risk(case: Case, book: Knowledge) -> tuple[str, ...]:
    """A sentence if answers rest on scores of a judge that was not checked against people's labels."""
    measured = [n for n in _RESTING if n in case.answers and case.answers[n].source == "measured"]
    judges = tuple(dict.fromkeys(j for r in case.evaluations for j in r.judges)) if measured else ()
    if not judges:
        return ()
    named = ", ".join(one_line(j, 60) for j in judges[:_SHOWN])
    labels = book.assumption("evals_judge_labels").likely
    return (
        f"Quality was scored by a model as judge ({named}) and not checked against people; such judges favour longer"
        f" answers and those of their own kind [judge-bias]. {labels:g} answers scored by hand would show it.",
    )
