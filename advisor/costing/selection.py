"""Which way of a route is taken, and which untrained route is the reference: keys, of which the least wins.

A key's numbers may be arrays; the same preference then holds sample by sample.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from advisor.case.facts import INSIDE
from advisor.case.models_tried import SHORT
from advisor.case.routes import ROUTES
from advisor.costing.arrays import Num, is_plain, one_value, where
from advisor.costing.bill import Bill, cost_over_horizon, cost_while_usable, open_bills
from advisor.costing.breakeven import Crossing, crossing
from advisor.costing.inputs import Inputs
from advisor.costing.models.availability import CurrentModel
from advisor.costing.models.measured_gaps import GOOD, tried_models
from advisor.costing.routes.cascade import SHARE
from advisor.costing.routes.hosted_ft import own_vendor
from advisor.costing.routes.own_today import good_inside, inside_model, runs_inside
from advisor.costing.workload import Workload

Key = tuple[Num, ...]
_SHORTFALLS = (GOOD, "small", None, SHORT, "large")
"""Gaps of own models, the first to take first; one that was not measured may be better than one far short."""
TEXT_IS_GIVEN = ("summarisation", "translation")
"""Tasks whose text is in the prompt: what is wrong about it is no missing knowledge."""


def acceptable_routes(inputs: Inputs) -> tuple[str, ...]:
    """The untrained routes that meet the bar as far as is known, whichever model serves them."""
    facts = inputs.facts
    if facts.get("data_boundary") in INSIDE:
        return ("self-host",)
    found = []
    if facts.get("prompt_meets_bar") is not False:
        found.append("prompt")
    if tried_models(facts).best == GOOD:
        found += ["other-model", "self-host"]
    if found and facts.get(SHARE) is not None:
        found.append("cascade")
    if _retrieval_helps(facts):
        found.append("rag")
    return tuple(found)


def meets_bar(inputs: Inputs, bill: Bill) -> bool:
    """Whether the untrained `bill` meets the bar as far as is known.

    Inside the network any own model may, unless a measured one does.
    """
    if bill.trained or bill.route not in acceptable_routes(inputs):
        return False
    if bill.route == "prompt" and bill.candidate:
        return tried_models(inputs.facts).best != GOOD
    if bill.route == "cascade":
        return not bill.candidate
    if bill.route in ("other-model", "self-host"):
        inside = inputs.facts.get("data_boundary") in INSIDE
        return bill.measured == GOOD or (inside and not good_inside(inputs))
    return True


def reference_candidates(inputs: Inputs, ways: Mapping[str, Sequence[Bill]]) -> list[Bill]:
    """The bills among which the reference is the cheapest: the acceptable ones, else the prompt; empty if unpriced."""
    able = [b for bills in ways.values() for b in bills if b.lines and not b.closed and meets_bar(inputs, b)]
    if inputs.facts.get("data_boundary") in INSIDE:
        runs = runs_inside(inputs) and inputs.facts.get("prompt_meets_bar") is not False
        best = 0 if runs else min((_inside_rank(inputs, b) for b in able), default=0)
        able = [b for b in able if _inside_rank(inputs, b) == best]
    return able or [b for b in ways.get("prompt", ()) if b.lines][:1]


def reference_key(bill: Bill, load: Workload, inputs: Inputs) -> Key:
    """The cheapest over the horizon; of equals what runs or was measured, then the first of ROUTES."""
    return cost_while_usable(bill, load), _untried(inputs, bill), ROUTES.index(bill.route)


def _untried(inputs: Inputs, bill: Bill) -> bool:
    """Whether nobody measured what serves in place of today's model."""
    facts = inputs.facts
    takes_over = bill.route in ("prompt", "rag") and bill.model != facts.get("model")
    return takes_over and bill.measured != GOOD and facts.get("prompt_meets_bar") is not True


def untrained_key(bill: Bill, load: Workload, inputs: Inputs) -> Key:
    """Open before closed, priced before not, what meets the bar, what was measured, then the cheapest.

    Of own models the one that falls short least.
    """
    return (
        bool(bill.closed),
        not bill.lines,
        not meets_bar(inputs, bill),
        _inside_rank(inputs, bill) if bill.route == "self-host" else bill.measured is None,
        cost_while_usable(bill, load),
    )


def _inside_rank(inputs: Inputs, bill: Bill) -> int:
    """How soon an own model is taken inside: the one that runs there first, then by how far each falls short."""
    now = inside_model(inputs)
    model = None if now is None else now.id
    here = now is not None or runs_inside(inputs)
    return 0 if here and bill.model == model else 1 + _SHORTFALLS.index(bill.measured)


def horizon_cost(bill: Bill, reference: Bill | None, load: Workload, inputs: Inputs) -> Num:
    """USD of a tuned `bill` over the horizon; the reference serves on after its end."""
    if reference is None:
        return cost_while_usable(bill, load)
    return inputs.pair_result(cost_over_horizon, bill, reference, load)


def outlives(bill: Bill, found: Crossing, load: Workload) -> Num:
    """1 where `bill` lasts the horizon or until it has paid back, else 0."""
    lasting: Num = where(found.payback <= bill.usable, 1, 0)
    return where(bill.usable >= load.horizon, 1, lasting)


def lasts_horizon(bill: Bill, load: Workload) -> bool:
    """Whether `bill` surely lasts the horizon, whatever its payback."""
    return is_plain(bill.usable, load.horizon) and bool(bill.usable >= load.horizon)


def tuned_pool(bills: Sequence[Bill]) -> list[Bill]:
    """The ways of a tuned route that are weighed: the open ones, or all of a route that is closed."""
    trained = [b for b in bills if b.trained]
    return open_bills(trained) or trained


def tuned_key(
    bill: Bill, reference: Bill | None, load: Workload, inputs: Inputs, now: CurrentModel | None
) -> Key:
    """Lasting before not; the own vendor's hosted tune before another's; priced before not; then the cheapest.

    For the bills of one `tuned_pool`. Of equals the first by label.
    """
    short: Num = 0
    if reference is not None and not bill.closed and not lasts_horizon(bill, load):
        short = 1 - outlives(bill, inputs.pair_result(crossing, bill, reference, load), load)
    foreign = bill.route == "hosted-ft" and not _own(bill, inputs, now)
    return short, foreign, not bill.lines, horizon_cost(bill, reference, load, inputs)


def _own(bill: Bill, inputs: Inputs, now: CurrentModel | None) -> bool:
    """Whether today's vendor sells this tune."""
    usable = bool(bill.lines) or not bill.closed
    return now is not None and usable and bool(own_vendor([bill], now, inputs))


def _retrieval_helps(facts: Mapping[str, object]) -> bool:
    """Whether retrieval closes the gap, or replaces knowledge that is pasted into every prompt."""
    causes = facts.get("failure_cause")
    missing = isinstance(causes, tuple) and "missing-knowledge" in causes
    missing = missing and not facts.get("retrieval_good") and facts.get("task") not in TEXT_IS_GIVEN
    pasted: Any = facts.get("corpus_in_prompt_tokens")
    return missing or (pasted is not None and bool(one_value(pasted > 0)))
