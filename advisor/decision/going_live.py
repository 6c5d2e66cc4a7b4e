"""How what is new takes over from what runs: a share of the traffic first, where a share tells anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison
    from advisor.decision.assess import Judgement


def going_live(found: Judgement, model: str) -> dict[str, str]:
    """How the verdict's `model` and what else is new goes live, and with what prompt.

    Where nothing runs there is no old way to keep.
    """
    facts = found.evaluation.facts
    nothing = facts.get("serving_today") == "nothing-yet"
    runs = not nothing and facts.get("serving_today") != "not-an-llm"
    canary = (
        "Go live on 5 % of the traffic, compare scores and complaints for a week, then half, then all; keep today's"
        " way callable."
    )
    if facts.get("one_off") is True:
        canary = "Do the first twentieth, read a sample of it, then do the rest."
    elif _few_requests(found.money):
        canary = "Go live, read the first answers one by one, and keep today's way callable."
    elif nothing:
        canary = "Go live with a twentieth of the users, read scores and complaints for a week, then half, then all."
    return {
        "canary": canary,
        "moving": _moving(found, model),
        "roll_out": _rolled_out(found),
        "first_prompt": "today's prompt" if runs else "a first prompt",
    }


def _moving(found: Judgement, model: str) -> str:
    """How a measured model takes the traffic over: a share first, all of it where a share would tell nothing."""
    if _few_requests(found.money):
        return f"Move to {model} and read its first answers one by one: a share of this traffic is too little to tell."
    first = f"Move 5 % of the traffic to {model}"
    return f"{first}; after a week of equal scores and no more complaints 50 %, then all."


def _rolled_out(found: Judgement) -> str:
    """How a model that meets the bar takes over: from what runs, from nothing, or a job that is done once."""
    facts = found.evaluation.facts
    if facts.get("one_off") is True:
        return "do the first twentieth with it, read a sample, then do the rest"
    if facts.get("serving_today") == "nothing-yet":
        return "go live with a twentieth of the users, then half, then all"
    if _few_requests(found.money):
        return "move to it and read its first answers"
    return "move 5 % of the traffic to it, then half, then all"


def _few_requests(money: Comparison) -> bool:
    """Whether a first share of the traffic brings too few answers a month to tell anything."""
    volume = money.inputs.number("requests_per_month")
    return (
        volume is not None and float(volume) < money.inputs.knowledge.assumption("first_share_least").likely
    )
