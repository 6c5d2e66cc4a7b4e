"""Fills the blanks of the policy's sentences: models, money, dates, gates, questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.case.facts import RUNS_NO_MODEL
from advisor.costing.models.todays_tune import YOUR_TUNE
from advisor.costing.routes.own_today import runs_inside
from advisor.decision.cautions.tune_words import tune_blanks
from advisor.decision.model_facts import dearer_replacement, first_to_measure
from advisor.decision.money.bill_check import odd_bill
from advisor.decision.money.bill_pays_for import paid_for_words
from advisor.decision.money.by_ratio import by_ratio, ratio_words
from advisor.decision.money.card_rent import week_words
from advisor.decision.money.later_bills import forecast, in_brackets, month_and_later, months_ahead
from advisor.decision.money.money_words import a_month, at_least, monthly_usd
from advisor.decision.money.paid_today import TIERS, WAITS, as_paid, counted_words, same_bill, today_usd
from advisor.decision.money.saved_at_once import (
    cache_saving,
    paste_saving,
    saved_words,
    tier_saving,
    wait_saving,
)
from advisor.decision.money.volumes import volume_words
from advisor.decision.open_questions import failed_clauses, failing_rules, open_clauses, price_is_missing
from advisor.decision.other_models import next_stronger_model
from advisor.decision.plan.going_live import going_live
from advisor.decision.plan.plan_facts import (
    bill_to_measure,
    how_to_measure,
    peak_load,
    period_usd,
)
from advisor.decision.plan.rivals import rival_words
from advisor.decision.plan.same_run import same_run
from advisor.decision.plan.unsaid_prefix import prefix_words
from advisor.decision.telling.ending_words import ending_words, until
from advisor.decision.telling.retrieval_words import retrieval_words
from advisor.decision.telling.staying import rest_on
from advisor.decision.verdict import stays_inside, verdict_bill
from advisor.text import fact_words, words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.decision.assess import Judgement
    from advisor.rules import RuleSet

_MOST = "training_examples_most"


def sentence_blanks(judgement: Judgement, rules: RuleSet) -> dict[str, str]:
    """Blank -> its words, for every sentence of the policy."""
    money, bill = judgement.money, verdict_bill(judgement.money, judgement.ruling)
    facts, peak = judgement.evaluation.facts, peak_load(money, bill)
    return {
        **_routes(judgement),
        **_money(money, bill),
        "verdict_model": bill_name(money, bill, judgement.ruling.route),
        "prefix_model": _called_first(money, bill, judgement.ruling.route),
        "timed": _timed(judgement, bill_name(money, bill, judgement.ruling.route)),
        "limited_model": _limited(judgement, _called_first(money, bill, judgement.ruling.route)),
        **_inside(money),
        **tune_blanks(money),
        **retrieval_words(judgement),
        "labels": _count(facts.get("label_count")),
        "train_on": _train_on(money),
        "prefix": _count(facts.get("shared_prefix_tokens")),
        "pasted": _count(facts.get("corpus_in_prompt_tokens")),
        "peak_requests": _count(peak.get("peak_requests_per_minute")),
        "peak_tokens": _count(peak.get("peak_tokens_per_minute")),
        **ending_words(money),
        **_to_measure(judgement),
        **volume_words(judgement, rules),
        "failed_gates": failed_clauses(judgement, rules),
        "failed_says": " ".join(rule.says for rule in failing_rules(judgement, rules)),
        "open_gates": open_clauses(judgement, rules),
        "missing": "; ".join(map(fact_words.question, money.missing)),
        **ratio_words(money),
    }


def _called_first(money: Comparison, bill: Bill | None, route: str) -> str:
    """The model of a route; of a cascade the one that answers every request first."""
    return bill_name(money, bill, "prompt" if route == "cascade" else route)


def _limited(judgement: Judgement, model: str) -> str:
    """The model whose vendor limits matter: the one to measure if the verdict stays on own GPUs.

    Where today's model goes on until it ends, what the traffic moves to then.
    """
    if stays_inside(judgement.money, judgement.ruling.route):
        return _to_measure(judgement)["to_measure"]
    after = dearer_replacement(judgement.money) if judgement.ruling.route == "prompt" else None
    return model if after is None else after.id


def _timed(judgement: Judgement, model: str) -> str:
    """The models whose time to first token matters: the serving one and the one measured to replace it."""
    bill = bill_to_measure(judgement)
    other = bill.model if bill is not None else None
    return model if other is None or other in model else f"{model} and {other}"


OFFERED_TUNES = ("lora", "hosted-ft")
"""Tunes that are called by their offer, as every row calls them."""


def bill_name(money: Comparison, bill: Bill | None, route: str) -> str:
    """What the model of a bill is called, in a few words."""
    model = bill.model or bill.label.removesuffix(", as said") if bill is not None else None
    own = money.now is not None and money.now.own
    if model is not None and own and money.now is not None and model == money.now.model.id:
        return f"{'retrieval on ' if route == 'rag' else ''}{plain_name(model)} on own GPUs"
    if model is None:
        today = money.now.serving.id if money.now is not None else _unnamed_today(money)
        return today if route == "prompt" else words.route(route)
    if bill is not None and bill.trained and route in OFFERED_TUNES:
        return bill.label.removesuffix(", adapter by token")
    if bill is not None and bill.label.endswith(YOUR_TUNE):
        return f"your tune of {model}"
    forms = {"rag": f"retrieval on {model}", "cascade": f"a cascade with {model} first"}
    forms["self-host"] = f"{plain_name(model)} on own GPUs"
    tuned = bill is not None and bill.trained and bill.label == model
    return forms.get(route, f"{model}, tuned" if tuned else model)


def plain_name(model: str) -> str:
    """A model's name without its vendor: a self-hosted model has none."""
    return model.rpartition("/")[2]


def _routes(judgement: Judgement) -> dict[str, str]:
    money, tuned = judgement.money, judgement.tuned
    other, candidate = next_stronger_model(money), first_to_measure(money, money.reference)
    reference = money.reference
    if reference is not None and judgement.ruling.route == "prompt" != reference.route:
        reference = money.chosen.get("prompt")
    chosen = money.chosen.get(tuned) if tuned else None
    candidate_usd = monthly_usd(money, candidate)
    return {
        "reference": bill_name(money, reference, reference.route if reference is not None else "prompt"),
        "cheap": (reference.model if reference is not None else None) or "a cheap model",
        "passed_to": rest_on(money.now, reference) or (money.now.model.id if money.now else "today's model"),
        "tuned": _tuned(tuned, chosen),
        "tuned_once": words.dollars(float(chosen.once)) if chosen is not None and chosen.lines else "",
        "tuned_saving": _saved(money, chosen),
        "own": plain_name(
            (money.untrained_own.model if money.untrained_own is not None else None) or _nameless(money)
        ),
        "stronger": other.id if other is not None else "a stronger model",
        "candidate": (candidate.model if candidate is not None else None) or "a cheaper model",
        "candidate_month": f"{at_least(money, candidate)}{months_ahead(money, candidate, candidate_usd)}",
        "candidate_costs": f"{at_least(money, candidate)}{month_and_later(money, candidate, candidate_usd)}",
        "reference_month": month_and_later(money, reference, monthly_usd(money, reference)),
        "instead_of_reference": _instead_of(
            monthly_usd(money, reference) or today_usd(money),
            as_paid(money, reference) or in_brackets(money, reference),
        ),
    }


def _nameless(money: Comparison) -> str:
    """What a self-hosted model without a known name is called."""
    return "what runs" if runs_inside(money.inputs) else "an open model"


def _to_measure(judgement: Judgement) -> dict[str, str]:
    """The blanks about measuring: the model, how it is measured, and what may follow."""
    money, bill = judgement.money, bill_to_measure(judgement)
    cost, verdict = monthly_usd(money, bill), verdict_bill(money, judgement.ruling)
    return {
        "to_measure": (bill.model if bill is not None else None) or _replacement(money) or "another model",
        "to_measure_month": ""
        if cost is None
        else f" ({at_least(money, bill)}{months_ahead(money, bill, cost)})",
        "measuring": how_to_measure(money, bill),
        "same_run": same_run(money, bill),
        **rival_words(money, verdict),
        "cache_saving": saved_words(money, cache_saving(money)),
        **_waiting(money, verdict),
        **prefix_words(money, verdict),
        **paid_for_words(money),
        **going_live(
            judgement, bill_name(money, verdict_bill(money, judgement.ruling), judgement.ruling.route)
        ),
        "odd_bill": " ".join(odd_bill(money)),
        "margin": f"{money.inputs.knowledge.assumption('evals_margin').likely * 100:g} points",
    }


def _replacement(money: Comparison) -> str | None:
    """The model that replaces today's; None if today's goes on."""
    now = money.now
    return now.serving.id if now is not None and now.moved else None


def _waiting(money: Comparison, verdict: Bill | None) -> dict[str, str]:
    """The blanks about savings: caching, and the tier for calls that may wait."""
    load, period, pasted = money.load, period_usd(money), paste_saving(money)
    return {
        "paste_cached": "" if pasted is None else a_month(money, pasted.out_of - (pasted.usd or 0.0)),
        "period_bill": "" if period is None else words.dollars(period),
        "tier": TIERS.get(load.tier, "") if load is not None else "",
        "waits": WAITS.get(load.tier, "") if load is not None else "",
        "tier_saving": saved_words(money, tier_saving(money, verdict)),
        "wait_saving": saved_words(money, wait_saving(money, verdict), counted=""),
        "moves": "before the job is run, should a price or your bar move"
        if money.inputs.facts.get("one_off") is True
        else "when the volume, a price or your bar moves",
    }


def _inside(money: Comparison) -> dict[str, str]:
    """The blanks for a verdict inside the own network: today's vendor, and an open model without a price."""
    now, own = money.now, money.untrained_own
    out = now is not None and not now.own
    bare = own is not None and not (own.lines or own.fleets)
    why = own.closed[0].removeprefix("not priced: ") if own is not None and own.closed else ""
    return {
        "outside": f", and {now.model.id} is called outside it" if now is not None and out else "",
        "card_week": week_words(money, own),
        "own_assumed": f", {plain_name(own.model)} assumed" if own is not None and own.model else "",
        "unpriced": f" It has no price here: {why}." if bare else "",
    }


def _train_on(money: Comparison) -> str:
    """The part of the labels for a first training run: most of them, up to the number a run is priced on."""
    held, most = money.inputs.number("labelled_examples"), money.inputs.knowledge.assumption(_MOST).likely
    if held is not None and float(held) > most:
        return f"{words.count(most)} of the labels, as many as a usual run takes"
    return "four fifths of the labels"


def _count(value: object) -> str:
    return words.count(float(f"{value:.3g}")) if isinstance(value, int | float) else ""


def _saved(money: Comparison, chosen: Bill | None) -> str:
    """The saving of the tuned route over the horizon: `$60k over 12 months`."""
    if chosen is None or not chosen.lines or money.reference is None or money.load is None:
        return "nothing that is known"
    saved = float(money.horizon_cost(money.reference)) - float(money.horizon_cost(chosen))
    return f"{words.dollars(saved)} over {words.months(float(money.load.horizon))}"


def _tuned(tuned: str | None, chosen: Bill | None) -> str:
    if tuned is None:
        return "a tuned route"
    if chosen is None:
        return words.route(tuned)
    if tuned == "encoder":
        return f"a {chosen.label}"
    own = chosen.model if tuned == "self-host" else None
    return words.phrase(tuned, own or chosen.label, trained=True)


def _instead_of(usd: float | None, as_paid: str) -> str:
    return "" if usd is None else f" instead of {words.dollars(usd)}{as_paid}"


def _money(money: Comparison, bill: Bill | None) -> dict[str, str]:
    own = None if bill is not None and bill.closed else monthly_usd(money, bill)
    today = today_usd(money)
    differs = own is not None and today is not None and not same_bill(money, own, today)
    unpriced = _not_priced(money, bill) if own is None else ""
    instead = f" instead of {words.dollars(today)} {until(money)}{counted_words(money)}" if differs else ""
    return {
        "once": words.dollars(float(bill.once)) if bill is not None else "",
        "verdict_month": unpriced
        if own is None
        else f" ({at_least(money, bill)}{months_ahead(money, bill, own)})",
        "forecast": "" if own is None else f" ({forecast(money, bill, own)})",
        "instead": instead,
        "beside_month": unpriced
        if own is None
        else f": {month_and_later(money, bill, own)}{instead} if it is good enough",
        "today": a_month(money, today),
    }


def _unnamed_today(money: Comparison) -> str:
    """What a prompt is said to run on while no model is known."""
    runs = money.inputs.facts.get("serving_today") not in RUNS_NO_MODEL
    return "what runs today" if runs else "a vendor's model"


def _not_priced(money: Comparison, bill: Bill | None) -> str:
    """That the verdict has no price, and which answers it needs; empty if its sentence says why."""
    own = money.now is not None and money.now.own
    if own and bill is not None and bill.route == "prompt" and bill.closed:
        return f" ({bill.closed[0]})"
    if not price_is_missing(money, bill):
        return ""
    after, ratio = _replacement(money), by_ratio(money)
    if after is not None and ratio is not None and ratio.model == after:
        return f" ({ratio.month} by list prices, whatever share of the tokens is output)"
    asked = words.listed([fact_words.question(name).partition(",")[0] for name in money.missing])
    said = today_usd(money) if after is None else None
    paid = "" if said is None else f"{a_month(money, said)} as you say; "
    return f" ({paid}no price until you say {asked})"
