"""How a new model takes over: with a share of the traffic first, if a share is large enough to tell anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from advisor.case.facts import RUNS_NO_MODEL
from advisor.costing.models.measured_gaps import GOOD, measured_gap
from advisor.costing.routes.own_today import PAID_MONTHS, paid_months
from advisor.decision.model_facts import dearer_replacement, ends_at_once, moves_now, replacement_peer
from advisor.decision.money.money_words import monthly_usd
from advisor.decision.plan.plan_facts import assumed_count, bill_to_measure, few_requests
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison
    from advisor.decision.assess import Judgement


def going_live(judgement: Judgement, model: str) -> dict[str, str]:
    """The words for how the verdict's `model` takes over: how much of the traffic first, and with which prompt."""
    runs = judgement.evaluation.facts.get("serving_today") not in RUNS_NO_MODEL
    return {
        "first_share": first_share(judgement.money),
        "first_inputs": assumed_count(judgement.money, "first_inputs"),
        "before_end": _before_end(judgement.money),
        "roll_out": _rolled_out(judgement),
        "in_time": _in_time(judgement, model),
        "first_prompt": "today's prompt" if runs else "a first prompt",
        **_contract(judgement.money),
    }


def _contract(money: Comparison) -> dict[str, str]:
    """The words for the end of a contract for reserved GPUs, and what to find out about it first."""
    months = paid_months(money.inputs, money.load)
    if not months:
        first = "Find out when the contract of your reserved GPUs ends, with its notice"
        return {"contract_end": "", "contract_first": first, "contract_for": ""}
    when = f" in {words.months(months)}"
    first = f"Find out by when the contract of your reserved GPUs, which ends{when}, is given notice"
    said: Any = money.inputs.number(PAID_MONTHS)
    return {"contract_end": when, "contract_first": first, "contract_for": words.months(float(said))}


def _rolled_out(judgement: Judgement) -> str:
    """How a model that meets the bar takes over: from today's model, from nothing, or for a one-off job."""
    facts = judgement.evaluation.facts
    if facts.get("one_off") is True:
        return f"do the first {first_share(judgement.money)} with it, read a sample, then do the rest"
    if ends_at_once(judgement.money) and _measured(judgement) == _goes_live(judgement, ""):
        return "let it serve on"
    if facts.get("serving_today") == "nothing-yet":
        return f"go live with {first_share(judgement.money)} of the users, then half, then all"
    if few_requests(judgement.money):
        return "move to it and read its first answers"
    share = f"move {first_share(judgement.money)} of the traffic to it, then half, then all"
    if facts.get("reserved_suffice") is True:
        return f"{share}, when the contract of your reserved GPUs is about to end"
    return f"{share}, in the last weeks: until then what runs costs less" if _waits(judgement) else share


def _waits(judgement: Judgement) -> bool:
    """Whether today's model, which ends and meets the bar, is cheaper than the model measured in its place."""
    money, first = judgement.money, judgement.money.chosen.get("prompt")
    if money.now is None or not money.now.retires or moves_now(money):
        return False
    if first is None or first.model != money.now.model.id:
        return False
    runs, measured = (monthly_usd(money, bill) for bill in (first, bill_to_measure(judgement)))
    return runs is not None and measured is not None and runs < measured


def _in_time(judgement: Judgement, model: str) -> str:
    """What to do if a model ends within days or has ended: move first, measure afterwards."""
    money, now = judgement.money, judgement.money.now
    if now is None or now.end is None:
        return ""
    to, ends = _goes_live(judgement, model), f"{now.model.id} {now.end.in_words(money.inputs.as_of)}"
    if now.has_ended(money.inputs.as_of):
        return f"Move what still calls {now.model.id} to {to} today and read its first answers one by one: {ends}."
    move = f"Move all calls to {to} {_days_left(money)}{_unless_better(judgement, to)}: {ends}."
    if now.end.what == "rerouted" and to == now.end.replacement:
        move = f"Call {to} by its name {_days_left(money)}{_unless_better(judgement, to)}: {ends}, measured or not."
    few = assumed_count(money, "first_inputs")
    return (
        f"{move} Run {few} real inputs through {to} today and read what comes out; there is no time for a share of"
        f" the traffic first. Keep what {now.model.id} answers to them: later nobody can ask it."
    )


def _unless_better(judgement: Judgement, to: str) -> str:
    """That the measured model may go live instead of `to`, if it is another one."""
    other = _measured(judgement)
    return "" if other is None or other == to else f" (or {other}, where that has met your bar by then)"


def _goes_live(judgement: Judgement, model: str) -> str:
    """What takes the calls of a model that ends: what is named in its place, else what is measured, else `model`.

    What is named and was measured short of the bar, or is closed to these data, gives way to what is measured.
    """
    now, after = judgement.money.now, dearer_replacement(judgement.money)
    moved = now is not None and now.moved
    named = after.id if after is not None else now.serving.id if now is not None and moved else None
    missed = named is not None and measured_gap(judgement.evaluation.facts, named) not in (None, GOOD)
    first = judgement.money.chosen.get("prompt")
    shut = moved and first is not None and bool(first.closed)
    if (peer := replacement_peer(judgement.money)) is not None:
        named = peer.model
    return (_measured(judgement) if missed or shut or named is None else named) or named or model


def _measured(judgement: Judgement) -> str | None:
    bill = bill_to_measure(judgement)
    return bill.model if bill is not None else None


def _days_left(money: Comparison) -> str:
    """The time left for today's model in words: `within 2 days`."""
    end = money.now.end if money.now is not None else None
    days = (end.on - money.inputs.as_of).days if end is not None else 0
    return "today" if days <= 1 else f"within {days} days"


def _before_end(money: Comparison) -> str:
    end = money.now.end if money.now is not None else None
    return " now" if end is None or end.on <= money.inputs.as_of else f" before {end.on}"


def first_share(money: Comparison) -> str:
    """The share of the traffic that a new model serves first: `5 %`."""
    return words.share(money.inputs.knowledge.assumption("first_share").likely)
