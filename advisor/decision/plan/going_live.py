"""How what is new takes over from what runs: a share of the traffic first, where a share tells anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.models.measured import GOOD, measured_gap
from advisor.decision.model_facts import ends_at_once, fallback
from advisor.decision.money.money_words import monthly
from advisor.decision.plan.plan_facts import counted, to_measure
from advisor.text import words

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
    share = first_share(found.money)
    canary = (
        f"Go live on {share} of the traffic, compare scores and complaints for a week, then half, then all; keep"
        " today's way callable."
    )
    if facts.get("one_off") is True:
        canary = f"Do the first {share}, read a sample of it, then do the rest."
    elif _few_requests(found.money):
        canary = "Go live, read the first answers one by one, and keep today's way callable."
    elif nothing:
        canary = (
            f"Go live with {share} of the users, read scores and complaints for a week, then half, then all."
        )
    return {
        "canary": canary,
        "moving": _moving(found, model),
        "roll_out": _rolled_out(found),
        "in_time": _in_time(found, model),
        "first_prompt": "today's prompt" if runs else "a first prompt",
    }


def _moving(found: Judgement, model: str) -> str:
    """How a measured model takes the traffic over: a share first, all of it where a share would tell nothing."""
    if _few_requests(found.money):
        return f"Move to {model} and read its first answers one by one: a share of this traffic is too little to tell."
    if ends_at_once(found.money):
        move = f"Move all of the traffic to {model}{_by_then(found.money)} and read its first answers"
        return f"{move}: there is no time for a share of it first."
    first = f"Move {first_share(found.money)} of the traffic to {model}"
    return f"{first}; after a week of equal scores and no more complaints half, then all."


def _rolled_out(found: Judgement) -> str:
    """How a model that meets the bar takes over: from what runs, from nothing, or a job that is done once."""
    facts = found.evaluation.facts
    if facts.get("one_off") is True:
        return f"do the first {first_share(found.money)} with it, read a sample, then do the rest"
    if ends_at_once(found.money) and _measured(found) == _goes_live(found, ""):
        return "let it serve on"
    if facts.get("serving_today") == "nothing-yet":
        return f"go live with {first_share(found.money)} of the users, then half, then all"
    if _few_requests(found.money):
        return "move to it and read its first answers"
    share = f"move {first_share(found.money)} of the traffic to it, then half, then all"
    return f"{share}, in the last weeks: until then what runs costs less" if _waits(found) else share


def _waits(found: Judgement) -> bool:
    """Whether today's model, which ends, costs less a month than what is measured in its place."""
    money, first = found.money, found.money.chosen.get("prompt")
    if money.now is None or not money.now.retires or first is None or first.model != money.now.model.id:
        return False
    runs, measured = (monthly(money, bill) for bill in (first, to_measure(found)))
    return runs is not None and measured is not None and runs < measured


def _in_time(found: Judgement, model: str) -> str:
    """What is done before a model ends within days, or now that it has: the move comes first, the numbers follow."""
    money, now = found.money, found.money.now
    if now is None or now.end is None:
        return ""
    to, ends = _goes_live(found, model), f"{now.model.id} {now.end.told(money.inputs.as_of)}"
    if now.has_ended(money.inputs.as_of):
        return f"Move what still calls {now.model.id} to {to} today and read its first answers one by one: {ends}."
    move = f"Move all calls to {to} {_days_left(money)}{_unless_better(found, to)}: {ends}."
    if now.end.what == "rerouted" and to == now.end.replacement:
        move = (
            f"Call {to} by its name {_days_left(money)}{_unless_better(found, to)}: {ends}, measured or not."
        )
    few = counted(money, "first_inputs")
    return (
        f"{move} Run {few} real inputs through {to} today and read what comes out; there is no time for a share of"
        f" the traffic first. Keep what {now.model.id} answers to them: later nobody can ask it."
    )


def _unless_better(found: Judgement, to: str) -> str:
    """That what is measured may go live instead of `to`, where it is another."""
    other = _measured(found)
    return "" if other is None or other == to else f" (or {other}, where that has met your bar by then)"


def _goes_live(found: Judgement, model: str) -> str:
    """What takes the calls of a model that ends: what is named in its place, else what is measured, else `model`.

    What is named and was measured short of the bar, or is closed to these data, gives way to what is measured.
    """
    now, after = found.money.now, fallback(found.money)
    moved = now is not None and now.serving.id != now.model.id
    named = after.id if after is not None else now.serving.id if now is not None and moved else None
    missed = named is not None and measured_gap(found.evaluation.facts, named) not in (None, GOOD)
    first = found.money.chosen.get("prompt")
    shut = moved and first is not None and bool(first.closed)
    return (_measured(found) if missed or shut or named is None else named) or named or model


def _measured(found: Judgement) -> str | None:
    bill = to_measure(found)
    return bill.model if bill is not None else None


def _days_left(money: Comparison) -> str:
    """How long today's model is left: `within 2 days`."""
    end = money.now.end if money.now is not None else None
    days = (end.on - money.inputs.as_of).days if end is not None else 0
    return "today" if days <= 1 else f"within {days} days"


def _by_then(money: Comparison) -> str:
    end = money.now.end if money.now is not None else None
    return " now" if end is None or end.on <= money.inputs.as_of else f" before {end.on}"


def first_share(money: Comparison) -> str:
    """The share that what is new serves first: `5 %`."""
    return words.share(money.inputs.knowledge.assumption("first_share").likely)


def _few_requests(money: Comparison) -> bool:
    """Whether a first share of the traffic brings too few answers a month to tell anything."""
    volume = money.inputs.number("requests_per_month")
    return (
        volume is not None and float(volume) < money.inputs.knowledge.assumption("first_share_least").likely
    )
