"""Sentences about own GPUs that are still paid after a move: how long, and how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.report import wording
from advisor.report.rows import upkeep_counted
from advisor.text import words

if TYPE_CHECKING:
    from advisor.decision.decision import Decision

_PAID_UNTIL = {
    "reserved": "The reserved GPUs are paid until their contract ends, or somebody else takes them",
    "owned": "The GPUs are bought: their part of today's bill is saved only once they are sold or do other work",
}


def still_paid(decision: Decision, usd: float, once: float = 0.0) -> str:
    """That GPUs which are paid for whether they work or not go on costing what they do after a move.

    `usd`: what is moved to, a month; `once`: what it costs before that.
    """
    facts = decision.facts
    if upkeep_counted(decision) and facts.get("gpus") == "owned":
        return " Today's figure counts no price of the GPUs: their worth is saved once they are sold or do other work."
    if (until := paid_until(decision)) is None:
        return ""
    return (
        f" {until}: {_over_all(decision, usd, once)}until then {wording.a_month(decision, usd)} comes on top."
    )


def paid_until(decision: Decision) -> str | None:
    """How long the GPUs that run today are paid for whatever runs on them; None if they are not."""
    facts = decision.facts
    if facts.get("serving_today") != "own-gpus":
        return None
    if months := _paid_months(decision):
        return (
            f"The reserved GPUs are paid for {words.months(months)} more, or until somebody else takes them"
        )
    return _PAID_UNTIL.get(str(facts.get("gpus")))


def _paid_months(decision: Decision) -> float:
    """Months for which reserved GPUs are still paid, as far as anybody said."""
    months = decision.facts.get("gpus_paid_months") if decision.facts.get("gpus") == "reserved" else None
    return float(months) if isinstance(months, int | float) else 0.0


def _over_all(decision: Decision, usd: float, once: float) -> str:
    """What the months come to where the move waits for the contract's end; empty if they differ, or none is left."""
    paid, horizon, today = _paid_months(decision), wording.horizon(decision), decision.today_usd
    if (
        not paid
        or horizon is None
        or today is None
        or paid >= horizon
        or decision.facts.get("growth_per_month")
    ):
        return ""
    staying, over = horizon * today, wording.horizon_heading(decision)
    if decision.facts.get("prompt_meets_bar") is False:
        return f"both together are {_beside(once + paid * today + horizon * usd, staying, over)}; "
    return f"moved then, it is {_beside(once + paid * today + (horizon - paid) * usd, staying, over)}; "


def _beside(whole: float, staying: float, over: str) -> str:
    more = f"{words.money(abs(whole - staying))} {'more' if whole > staying else 'less'} than staying"
    return f"{words.money(whole)} over {over}, {more}"
