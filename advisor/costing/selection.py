"""Sort keys that choose the bill of each route and the reference: the smallest key wins.

The numbers of a key may be arrays of samples; the choice is then made sample by sample.
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
"""Gaps of self-hosted models in order of preference; an unmeasured one may be better than one that is far short."""
TEXT_IS_GIVEN = ("summarisation", "translation")
"""Tasks whose text is in the prompt: wrong statements about it are not missing knowledge."""


def acceptable_routes(inputs: Inputs) -> tuple[str, ...]:
    """The untrained routes that meet the bar as far as is known, with whichever model."""
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

    Inside the own network any self-hosted model may, unless a measured one does.
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
    """The bills among which the reference is chosen: the acceptable ones, else the prompt; empty if unpriced."""
    able = [b for bills in ways.values() for b in bills if b.lines and not b.closed and meets_bar(inputs, b)]
    if inputs.facts.get("data_boundary") in INSIDE:
        runs = runs_inside(inputs) and inputs.facts.get("prompt_meets_bar") is not False
        best = 0 if runs else min((_inside_rank(inputs, b) for b in able), default=0)
        able = [b for b in able if _inside_rank(inputs, b) == best]
    return able or [b for b in ways.get("prompt", ()) if b.lines][:1]


def reference_key(bill: Bill, load: Workload, inputs: Inputs) -> Key:
    """Orders by cost over the horizon; ties by what runs or was measured, then by ROUTES."""
    return cost_while_usable(bill, load), _untried(inputs, bill), ROUTES.index(bill.route)


def _untried(inputs: Inputs, bill: Bill) -> bool:
    """Whether the model that replaces today's was never measured."""
    facts = inputs.facts
    takes_over = bill.route in ("prompt", "rag") and bill.model != facts.get("model")
    return takes_over and bill.measured != GOOD and facts.get("prompt_meets_bar") is not True


def untrained_key(bill: Bill, load: Workload, inputs: Inputs) -> Key:
    """Orders open before closed, priced before unpriced, by meeting the bar, by being measured, then by cost.

    Self-hosted models are ordered by how far they fall short.
    """
    return (
        bool(bill.closed),
        not bill.lines,
        not meets_bar(inputs, bill),
        _inside_rank(inputs, bill) if bill.route == "self-host" else bill.measured is None,
        cost_while_usable(bill, load),
    )


def _inside_rank(inputs: Inputs, bill: Bill) -> int:
    """The preference of a self-hosted model: the one that runs today first, then by how far each falls short."""
    now = inside_model(inputs)
    model = None if now is None else now.id
    here = now is not None or runs_inside(inputs)
    return 0 if here and bill.model == model else 1 + _SHORTFALLS.index(bill.measured)


def horizon_cost(bill: Bill, reference: Bill | None, load: Workload, inputs: Inputs) -> Num:
    """USD of a tuned `bill` over the horizon; after its end the reference takes over."""
    if reference is None:
        return cost_while_usable(bill, load)
    return inputs.pair_result(cost_over_horizon, bill, reference, load)


def outlives(bill: Bill, crossing: Crossing, load: Workload) -> Num:
    """1 if `bill` lasts the whole horizon or until it has paid back, else 0."""
    lasting: Num = where(crossing.payback <= bill.usable, 1, 0)
    return where(bill.usable >= load.horizon, 1, lasting)


def lasts_horizon(bill: Bill, load: Workload) -> bool:
    """Whether `bill` lasts the whole horizon in every sample."""
    return is_plain(bill.usable, load.horizon) and bool(bill.usable >= load.horizon)


def tuned_pool(bills: Sequence[Bill]) -> list[Bill]:
    """The bills among which a tuned route is chosen: the open ones, or all if every one is closed."""
    trained = [b for b in bills if b.trained]
    return open_bills(trained) or trained


def tuned_key(
    bill: Bill, reference: Bill | None, load: Workload, inputs: Inputs, now: CurrentModel | None
) -> Key:
    """Orders lasting before not; hosted tunes of today's vendor first; priced before unpriced; then by cost.

    For the bills of one `tuned_pool`; ties are broken by label.
    """
    short: Num = 0
    if reference is not None and not bill.closed and not lasts_horizon(bill, load):
        short = 1 - outlives(bill, inputs.pair_result(crossing, bill, reference, load), load)
    foreign = bill.route == "hosted-ft" and not _own(bill, inputs, now)
    return short, foreign, not bill.lines, horizon_cost(bill, reference, load, inputs)


def _own(bill: Bill, inputs: Inputs, now: CurrentModel | None) -> bool:
    """Whether today's vendor offers this tune."""
    usable = bool(bill.lines) or not bill.closed
    return now is not None and usable and bool(own_vendor([bill], now, inputs))


def _retrieval_helps(facts: Mapping[str, object]) -> bool:
    """Whether retrieval closes the gap, or replaces knowledge pasted into every prompt."""
    causes = facts.get("failure_cause")
    missing = isinstance(causes, tuple) and "missing-knowledge" in causes
    missing = missing and not facts.get("retrieval_good") and facts.get("task") not in TEXT_IS_GIVEN
    pasted: Any = facts.get("corpus_in_prompt_tokens")
    return missing or (pasted is not None and bool(one_value(pasted > 0)))
