"""Facts and words for the plan: what caching saves, how busy the peak is, what to measure and at what price."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from advisor.case.fact_type import Value
from advisor.case.facts import RUNS_NO_MODEL
from advisor.costing.routes.untrained import by_tokens
from advisor.costing.routes.with_retrieval import retrieved
from advisor.decision.model_facts import first_to_measure
from advisor.decision.money.bill_check import bill_over_list, odd_bill
from advisor.decision.money.by_ratio import by_ratio
from advisor.decision.money.card_rent import rent
from advisor.decision.money.paid_today import today_usd
from advisor.decision.money.saved_at_once import cache_saving, paste_saving, tier_saving, wait_saving
from advisor.decision.other_models import next_stronger_model
from advisor.decision.plan.rivals import unmeasured_rivals
from advisor.decision.plan.unsaid_prefix import could_cache
from advisor.decision.region_words import region_premium
from advisor.decision.verdict import SELF_HOST, STRONGER
from advisor.rules import Conclude
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.costing.workload import RequestShape, Workload
    from advisor.decision.assess import Judgement

_MINUTES_A_DAY = 24 * 60
_TWO_DIGITS = -1


def plan_facts(money: Comparison, verdict: Bill | None = None) -> dict[str, Value]:
    """The known facts about caching, the peak and unmeasured rivals; an unknown one is absent."""
    found: dict[str, Value] = {"few_requests": few_requests(money)}
    if money.load is None:
        return {**found, "cheaper_by_ratio": True} if by_ratio(money) is not None else found
    if (saved := cache_saving(money)) is not None:
        found["cache_saving_share"] = saved.share
    if (slower := tier_saving(money, verdict)) is not None:
        found["tier_saving_share"] = slower.share
        found["tier_after_move"] = slower.usd is None or _left_soon(money)
    if (waits := wait_saving(money, verdict)) is not None:
        found["wait_saving_share"] = waits.share
    if (pasted := paste_saving(money)) is not None:
        found["paste_saving_share"] = pasted.share
    untrained = money.reference if verdict is not None and verdict.trained else verdict
    if (cached := could_cache(money, untrained)) is not None:
        found["prefix_month_usd"] = cached
    if (dear := _evaluation_dear(money)) is not None:
        found["evaluation_dear"] = dear
    if unmeasured_rivals(money, verdict):
        found["rival_unmeasured"] = True
    if _repays_at_once(money):
        found["switch_meanwhile"] = True
    if _dearer(money, verdict):
        found["verdict_dearer"] = True
    if odd_bill(money):
        found["bill_odd"] = True
    return {**found, **_beside_the_bill(money, verdict), **peak_load(money, verdict)}


def _beside_the_bill(money: Comparison, verdict: Bill | None) -> dict[str, Value]:
    """Figures behind the prices other than the answers, and how far a stated bill is off."""
    found: dict[str, Value] = {"month_days": money.inputs.knowledge.estimate("days_per_month").likely}
    if (off := bill_over_list(money)) is not None:
        found["bill_over_list"] = off
    if (premium := region_premium(money, verdict)) > 0:
        found["region_premium"] = premium
    return found


def _repays_at_once(money: Comparison) -> bool:
    """Whether the reference is called at a vendor, is cheaper, and repays the move within a month."""
    to, staying = money.reference, money.chosen.get("prompt")
    rate, load = money.inputs.number("engineer_usd_per_hour"), money.load
    if to is None or staying is None or to.route not in ("other-model", "cascade") or not staying.lines:
        return False
    if rate is None or load is None or staying.candidate or staying.closed:
        return False
    work = money.inputs.knowledge.estimate("switch_hours").likely * float(rate)
    return float(staying.monthly(load.first_volume)) - float(to.monthly(load.first_volume)) > work


def _left_soon(money: Comparison) -> bool:
    """Whether today's model ends so soon that it is left now."""
    end = money.now.end if money.now is not None and money.now.retires else None
    last = money.inputs.knowledge.estimate("last_weeks_days").likely
    return end is not None and (end.on - money.inputs.as_of).days <= last


def _dearer(money: Comparison, verdict: Bill | None) -> bool:
    """Whether the `verdict` costs more a month than today's model with caching and its cheaper tier."""
    staying, load = money.chosen.get("prompt"), money.load
    if load is None or verdict is None or not verdict.lines or staying is None or not staying.lines:
        return False
    return not staying.closed and float(verdict.monthly(load.first_volume)) > float(
        staying.monthly(load.first_volume)
    )


def _evaluation_dear(money: Comparison) -> bool | None:
    """Whether a first evaluation set costs more than all calls of the reference; None if either is unknown.

    Where occasional errors matter it is worth its price.
    """
    if money.inputs.facts.get("error_tolerance") == "strict":
        return False
    rate, calls = money.inputs.number("engineer_usd_per_hour"), period_usd(money)
    if rate is None or calls is None:
        return None
    return calls < money.inputs.knowledge.estimate("eval_setup_hours").likely * float(rate)


def period_usd(money: Comparison) -> float | None:
    """USD of the reference over the horizon; None if it has no price."""
    if money.reference is None or not money.reference.lines:
        return None
    return float(money.horizon_cost(money.reference))


def output_usd(bill: Bill | None) -> float:
    """USD a call for the output tokens of `bill`; 0 if it does not pay by token."""
    lines = bill.lines if bill is not None else ()
    return float(sum(line.usd for line in lines if line.period == "call" and line.item.startswith("output")))


def bill_to_measure(judgement: Judgement) -> Bill | None:
    """The bill of the model to measure by the verdict or by its next step; None if there is none."""
    money, then = judgement.money, judgement.ruling.rule.then
    values = then.values if isinstance(then, Conclude) else {}
    up = next_stronger_model(money) if values.get("model") == STRONGER else None
    if up is not None:
        return next((b for b in money.ways.get("other-model", ()) if b.model == up.id), None)
    if values.get("action") == "measure" and values.get("route") == SELF_HOST:
        return money.untrained_own
    facts = judgement.evaluation.facts
    starts = facts.get("serving_today") in RUNS_NO_MODEL
    moved = facts.get("replacement_named") is True
    if values.get("action") == "measure" and values.get("route") == "prompt" and (starts or moved):
        return money.chosen.get("prompt") or first_to_measure(money, money.reference)
    return first_to_measure(money, money.reference)


def few_requests(money: Comparison) -> bool:
    """Whether a first share of the traffic yields too few answers a month to tell anything."""
    volume = money.inputs.number("requests_per_month")
    return (
        volume is not None and float(volume) < money.inputs.knowledge.assumption("first_share_least").likely
    )


def assumed_count(money: Comparison, assumption: str) -> str:
    """The count that is assumed, in words: `50`."""
    return words.count(money.inputs.knowledge.assumption(assumption).likely)


def how_to_measure(money: Comparison, bill: Bill | None) -> str:
    """How to measure a model beside today's: the command, the examples, the cost of calls and work."""
    if bill is None or not bill.lines or money.load is None:
        return "`advisor evals --config CASE --out DIR` writes the evaluation."
    today = _runs_beside(money)
    both = [bill, *([today] if today is not None and today.lines and today.model != bill.model else [])]
    many, hours = examples_needed(money), _hours(money)
    each = float(money.inputs.number("calls_per_task") or 1.0)
    calls = sum(float(b.per_call) for b in both) * many * each
    work = hours * float(money.inputs.number("engineer_usd_per_hour") or 0.0)
    strict = money.inputs.facts.get("error_tolerance") == "strict"
    if not strict and (short := _in_place_of_it(money, bill, work)):
        return short
    cost = words.dollars(calls) if calls >= 1 else "under $1"
    rented = rent(money, bill, hours)
    card = "" if rented is None else f" {words.dollars(rented[1])} for a rented {rented[0]} meanwhile,"
    return (
        "`advisor evals --config CASE --out DIR` writes the evaluation:"
        f" about {words.count(many)} {_examples_are(each)}, {cost} for the calls,{card}"
        f" {words.count(hours)} hours of work ({words.dollars(work)})."
    )


def _examples_are(calls: float) -> str:
    """The thing that is scored: an answer, or a task of several calls."""
    return f"tasks of {words.count(calls)} calls each" if calls > 1 else "examples"


def _in_place_of_it(money: Comparison, bill: Bill, work: float) -> str:
    """What to do instead if an evaluation, at `work` USD, costs more than all the calls; empty if it does not."""
    assert money.load is not None
    formal = f"a formal evaluation ({words.dollars(work)} of work)"
    if money.inputs.facts.get("one_off") is True and float(bill.monthly(money.load.first_volume)) < work:
        return f"The whole job costs less than {formal}: do {assumed_count(money, 'first_pieces')} first and read them."
    if (
        float(money.horizon_cost(bill)) >= work
        or (period_usd(money) or 0.0) >= work
        or _replaces(money, work)
    ):
        return ""
    runs = money.inputs.facts.get("eval_infra") == "automated"
    few = f"run {assumed_count(money, 'first_inputs')} real inputs and read what comes out"
    how = "run the set you have on it" if runs else few
    return f"The calls of the whole period cost less than {formal}: {how}."


def _replaces(money: Comparison, work: float) -> bool:
    """Whether the work is done without a model today and costs more over the horizon than `work` USD."""
    if money.inputs.facts.get("serving_today") != "not-an-llm":
        return False
    return (today_usd(money) or 0.0) * float(money.inputs.number("horizon_months") or 0.0) >= work


def _runs_beside(money: Comparison) -> Bill | None:
    """Today's model, to be measured beside another: at list price if its row prices a replacement.

    By its tokens too where the bill that was said is far from what they cost.
    """
    now, row = money.now, money.chosen.get("prompt")
    if money.load is not None and now is not None and now.rates_today is not None and odd_bill(money):
        return by_tokens(money.load, now.model, now.rates_today)
    moved = now is not None and not now.own and (row is None or row.model != now.model.id)
    over = now is not None and now.has_ended(money.inputs.as_of)
    return (None if over else money.today) if moved else row


def examples_needed(money: Comparison) -> float:
    """The number of examples that shows whether a model is worse by more than the margin, to two digits."""
    book = money.inputs.knowledge
    error, power, margin, differ = (
        book.assumption(f"evals_{n}").likely for n in ("error", "power", "margin", "discordance")
    )
    from statistics import NormalDist

    quantile = NormalDist().inv_cdf
    needed = math.ceil(((quantile(1 - error) + quantile(power)) * math.sqrt(differ) / margin) ** 2)
    return float(round(needed, _TWO_DIGITS))


def _hours(money: Comparison) -> float:
    """Hours of measuring alone: the hours of an unmeasured move minus those of a measured one."""
    names = ("unmeasured_switch_hours", "switch_hours")
    unmeasured_, measured = (float(money.inputs.knowledge.estimate(n).likely) for n in names)
    return unmeasured_ - measured


def peak_load(money: Comparison, verdict: Bill | None) -> dict[str, Value]:
    """Requests and input tokens a minute at the peak; empty if the work can wait or is unknown."""
    load = money.load
    if load is None or load.overnight:
        return {}
    minutes = float(money.inputs.knowledge.estimate("days_per_month").likely) * _MINUTES_A_DAY
    requests = float(load.first_volume) / minutes * float(load.peak_factor)
    return {
        "peak_requests_per_minute": requests,
        "peak_tokens_per_minute": requests * float(_asked_of(money, load, verdict).input),
    }


def _asked_of(money: Comparison, load: Workload, verdict: Bill | None) -> RequestShape:
    """The input and output of one call of the verdict."""
    if verdict is None or not (verdict.trained or verdict.route == "rag"):
        return load.today
    runs = money.inputs.facts.get("retrieval_in_place") is True
    return load.tuned if verdict.trained else load.today if runs else retrieved(money.inputs, load)
