"""Words about retrieval: whether it seems to run already, and the model that answers from what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.decision.money.money_words import a_month, monthly_usd
from advisor.decision.telling.ending_words import out_words
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison
    from advisor.decision.assess import Judgement

BROUGHT, RUNS = "retrieved_tokens", "retrieval_in_place"


def retrieval_suspected(judgement: Judgement) -> bool:
    """Whether retrieval seems to run: its tokens were stated, but not whether it runs."""
    return BROUGHT in judgement.money.inputs.said and judgement.evaluation.facts.get(RUNS) is None


def retrieval_words(judgement: Judgement) -> dict[str, str]:
    """The words for the blanks about retrieval."""
    brought = judgement.money.inputs.number(BROUGHT)
    return {
        **_retrieving(judgement.money),
        "retrieved": "" if brought is None else words.count(float(brought)),
        "may_run": _may_run(judgement),
    }


def _may_run(judgement: Judgement) -> str:
    """What to do if retrieval runs already, with its cost; empty if nothing suggests that."""
    if not retrieval_suspected(judgement):
        return ""
    staying = judgement.money.chosen.get("prompt")
    cost = None if staying is None or staying.closed else monthly_usd(judgement.money, staying)
    shown = "" if cost is None else f" ({a_month(judgement.money, cost)})"
    return f" If retrieval runs already, mend that instead{shown}."


def _retrieving(money: Comparison) -> dict[str, str]:
    """The model that answers from retrieved text, and why it is not today's or has no price."""
    bill, now = money.chosen.get("rag"), money.now
    if bill is None or bill.closed or bill.model is None:
        why = bill.closed[0] if bill is not None and bill.closed else ""
        return {
            "retrieving": "a model that may serve it" if why else "what runs today",
            "retrieving_why": f" None is priced and open to you: {why}." if why else "",
        }
    today = next((b for b in money.ways["rag"] if now is not None and b.model == now.serving.id), None)
    out = (
        ""
        if today is None or not today.closed or out_words(money)
        else f" {today.model} is out: {today.closed[0]}."
    )
    return {"retrieving": bill.model, "retrieving_why": out}
