"""Remarks on the figures of a row: changes within the horizon, and why its month is cheaper than today's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from advisor.costing.arrays import largest
from advisor.costing.models.model_class import SMALL, level, level_of
from advisor.costing.models.open_weights import same_weights
from advisor.costing.models.tuned_base import only_too_long
from advisor.costing.routes.untrained import cache_runs
from advisor.decision.money.billed_row import people_beside
from advisor.decision.money.bought import bought_words
from advisor.decision.money.paid_today import (
    CACHED,
    TIERS,
    WITH_CACHE,
    listed_words,
    paid_today,
    replaced_today,
)
from advisor.decision.region_words import region_doubt, unsigned_gpus
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison

_IN_TIER = "X.batch"
"""What a line cites that is counted in a cheaper tier."""
_CITED = r"\s*\[[^\]]*\]$"


def asides(money: Comparison, bill: Bill) -> tuple[str, ...]:
    """Why the total of a row is not its month times the months, and what today's model costs as it is paid now."""
    if money.load is None or not (bill.lines or bill.fleets):
        return ()
    sentences = [*_changes(bill), *bought_words(money, bill)]
    usable = largest(bill.usable)
    if bill.trained and usable < money.load.horizon:
        after = ", and what is untrained is paid after that" if money.lasts(bill) else ""
        sentences.append(f"it lasts {words.months(float(usable))}{after}")
    if bill.route == "prompt" and (paid := paid_today(money) or replaced_today(money)):
        period = "in all" if money.inputs.facts.get("one_off") is True else "a month"
        sentences.append(
            f"counted {paid.how}; {listed_words(money)} it is {words.dollars(paid.paid)} {period}"
        )
    elif how := ", ".join(filter(None, (_cached(money, bill), _tier(money, bill)))):
        sentences.append(f"counted {how}")
    if _same_weights(money, bill):
        sentences.append(
            "the weights that run on your GPUs, so measured with them; a vendor may serve them in fewer bits"
        )
    if bill.route == "prompt" and (long := _none_small(money)):
        sentences.append(long)
    doubts = [d for d in (region_doubt(money, bill), unsigned_gpus(money, bill)) if d]
    today = bill.route == "prompt" or _runs_today(money, bill)
    return (*sentences, *(people_beside(money) if today else ()), *doubts)


def _none_small(money: Comparison) -> str:
    """Why no small model is listed, if only the length of the requests rules it out; else empty."""
    now, inputs = money.now, money.inputs
    if now is None or now.own or inputs.facts.get("prompt_meets_bar") is False or not only_too_long(inputs):
        return ""
    ours = level(inputs, now.serving)
    shown = (b.model for b in money.ways.get("other-model", ()) if b.lines and b.model is not None)
    if ours is None or ours <= SMALL or any(level_of(inputs, name) == SMALL for name in shown):
        return ""
    reads = words.count(inputs.knowledge.assumption("small_model_reads").likely)
    longest = words.count(float(inputs.facts["input_tokens"]))
    return (
        f"no small model is in the table: a request has {longest} tokens, and one is relied on up to {reads}"
    )


def _same_weights(money: Comparison, bill: Bill) -> bool:
    """Whether this is the self-hosted model of today, sold by a vendor and not measured there."""
    now = money.now
    if now is None or not now.own or bill.route != "other-model" or bill.measured is None:
        return False
    return "models_tried" not in money.inputs.said and same_weights(now.model.id, str(bill.model))


def _cached(money: Comparison, bill: Bill) -> str | None:
    """That an untrained row counts a cached prefix, where today's bill does not hold one yet; None elsewhere."""
    cached = any(line.period == "call" and line.item.startswith(CACHED) for line in bill.lines)
    return WITH_CACHE if cached and not bill.trained and not cache_runs(money.inputs) else None


def _tier(money: Comparison, bill: Bill) -> str | None:
    """The cheaper tier in which the calls of a row are sent; None if they are not."""
    assert money.load is not None
    cheaper = any(line.period == "call" and _IN_TIER in line.cites for line in bill.lines)
    return TIERS.get(money.load.tier) if cheaper else None


def _changes(bill: Bill) -> tuple[str, ...]:
    """Each change of price or model within the horizon, in the words of the route."""
    if not bill.later:
        return ()
    return tuple(re.sub(_CITED, "", n) for n in bill.notes if n.startswith("from ") or " from " in n)


def _runs_today(money: Comparison, bill: Bill) -> bool:
    """Whether this row is the model that runs on own GPUs today, under whichever route."""
    own = money.now is not None and money.now.own
    return (
        own
        and not bill.trained
        and bill.route == "self-host"
        and bill.model == money.inputs.facts.get("model")
    )
