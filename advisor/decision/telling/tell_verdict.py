"""The verdict in words: its headline, the next step, the open questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from advisor.case.facts import TRIED
from advisor.decision.decision import Doubt, Next, Verdict
from advisor.decision.later_case import passing_answers
from advisor.decision.model_facts import dearer_replacement, measured_landing, moves_now
from advisor.decision.money.bill_check import before_all
from advisor.decision.money.by_ratio import ratio_rows
from advisor.decision.money.money_words import a_month, monthly_usd
from advisor.decision.open_questions import deciding_question, open_questions, price_is_missing
from advisor.decision.plan.next_models import next_models_words
from advisor.decision.plan.plan_facts import bill_to_measure, output_usd, plan_facts
from advisor.decision.plan.platforms import new_platform, platform_words
from advisor.decision.plan.shared_work import concluded_action
from advisor.decision.telling.next_steps import NOTHING_OPEN, NextSteps
from advisor.decision.telling.retrieval_words import retrieval_suspected
from advisor.decision.telling.staying import rest_on, staying
from advisor.decision.verdict import stays_inside, verdict_bill
from advisor.rules import Conclude
from advisor.text import words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from typing import TypeAlias

    from advisor.case.fact_type import Value
    from advisor.decision.assess import Assessment

    Proof: TypeAlias = Callable[[Assessment, Collection[str], Mapping[str, Any]], Doubt | None]


_TENTH = 10
_YOUR = "your"


def tell_verdict(assessment: Assessment, said: Mapping[str, str], doubts: Proof) -> Verdict:
    """The ruling in words; `said` fills the blanks of its sentences, `doubts` says why it is not settled.

    What is open cannot change a settled verdict, so nothing is asked then.
    """
    rule, route, trained = assessment.ruling
    assert isinstance(rule.then, Conclude)
    bill = verdict_bill(assessment.money, assessment.ruling)
    steps = NextSteps(assessment, said)
    following, asked, doubt = next_step(assessment, steps, doubts)
    return Verdict(
        route=route,
        trained=trained,
        headline=_headline(
            steps, str(rule.then.values[steps.form]).format_map(said), before_all(assessment.money)
        ),
        concluded_by=rule.id,
        next=following,
        settled=doubt is None,
        open_questions=asked,
        then=_then(steps, asked, doubt),
        model=bill.model if bill is not None else _model_by_ratio(assessment),
        doubt=doubt,
    )


def _model_by_ratio(assessment: Assessment) -> str | None:
    """The model of the verdict's row if only a bill is known; None without such a row."""
    rows = (
        r
        for r in ratio_rows(assessment.money)
        if r.id == assessment.ruling.route and r.id not in assessment.closed
    )
    return next((r.model for r in rows), None)


def _headline(steps: NextSteps, sentence: str, before: str) -> str:
    """The headline: the sentence of the rule, behind a condition `before` that has to hold first."""
    told = " ".join((sentence, *_why_moot(steps)))
    first = told.split(maxsplit=1)[0]
    if before and first.istitle():
        return f"{before}{told[0].lower()}{told[1:]}"
    return f"{before}{told}" if before or first != _YOUR else f"{told[0].upper()}{told[1:]}"


def _why_moot(steps: NextSteps) -> tuple[str, ...]:
    """Why training does not pay whatever the gates say: the rule that concludes once all are passed."""
    return (
        (steps.later.ruling.rule.says,) if steps.moot and concluded_action(steps.later) != "measure" else ()
    )


def _then(steps: NextSteps, asked: tuple[str, ...], doubt: Doubt | None) -> Next | None:
    """The later verdict, with a reservation if questions are open."""
    then = steps.then
    if then is not None and asked and then.when == NOTHING_OPEN:
        return replace(then, when="If no answer to an open question leads elsewhere.")
    if then is not None and doubt is not None and then.when == NOTHING_OPEN:
        return replace(then, when="If what was assumed holds.")
    return then


def next_step(
    assessment: Assessment, steps: NextSteps, doubts: Proof
) -> tuple[Next, tuple[str, ...], Doubt | None]:
    """The next step, the open questions, and why the verdict is not settled, as `doubts` says.

    Nothing is asked of a settled one.
    """
    following = steps.next
    measures_first = following.route == "other-model" and bool(assessment.money.candidates)
    moot = (steps.speaks or not measures_first) and steps.moot
    asked = sorted(
        open_questions(assessment, assessment.rules, moot=moot), key=lambda name: name not in following.open
    )
    if measures_first:
        return following, tuple(asked), Doubt("candidate")
    if turned := deciding_question(assessment):
        return following, tuple(asked), Doubt("answers", turned)
    doubt = doubts(assessment, asked, passing_answers(assessment) if moot else {})
    return following, tuple(asked) if doubt else (), doubt


def facts_with_verdict(assessment: Assessment, verdict: Verdict) -> dict[str, Value]:
    """The known facts including the verdict: rules for the plan and the risks test these."""
    then = assessment.ruling.rule.then
    told: dict[str, Value] = {"verdict_route": verdict.route, "verdict_trained": verdict.trained}
    if isinstance(then, Conclude) and "action" in then.values:
        told["verdict_action"] = str(then.values["action"])
    bill = verdict_bill(assessment.money, assessment.ruling)
    told["price_waits"] = price_is_missing(assessment.money, bill)
    inside = stays_inside(assessment.money, verdict.route)
    none = told.get("verdict_action") == "keep"
    closed = bill is not None and bool(bill.closed)
    told["vendor_called"] = not (inside or none or closed) or verdict.next.route == "other-model"
    if verdict.next.route is not None:
        told["next_route"] = verdict.next.route
    if verdict.then is not None:
        told["training_ahead"] = verdict.trained or verdict.then.trained
    told["retrieval_suspected"] = retrieval_suspected(assessment)
    told["runs_elsewhere"] = new_platform(assessment) is not None
    if output := _output_month(assessment):
        told["output_month_usd"] = output
    planned = plan_facts(assessment.money, bill)
    if output and "prefix_month_usd" in planned:
        told["output_outweighs"] = output / _TENTH > float(str(planned["prefix_month_usd"]))
    return {**assessment.known, **planned, **told}


_UNTRAINED_MOVES = "prompt", "other-model"


def plan_blanks(assessment: Assessment, verdict: Verdict) -> dict[str, str]:
    """Blank -> its words, for blanks of the plan that depend on the verdict."""
    return {
        "later_outcome": _later(assessment, verdict),
        "next_step": f"{verdict.next.when}{_trained_then(assessment, verdict)}",
        "output_tenth": a_month(assessment.money, _output_month(assessment) / _TENTH),
        **platform_words(assessment),
    }


def _output_month(assessment: Assessment) -> float:
    """USD a month for the verdict's output tokens at today's volume."""
    load, bill = assessment.money.load, verdict_bill(assessment.money, assessment.ruling)
    each = output_usd(bill)
    return 0.0 if load is None or (bill is not None and bill.closed) else float(load.first_volume) * each


def _later(assessment: Assessment, verdict: Verdict) -> str:
    """What follows if the measured model misses the bar."""
    then, landing = verdict.then, measured_landing(assessment.money)
    if landing is not None:
        cost = a_month(assessment.money, monthly_usd(assessment.money, landing))
        return f"move to {landing.model} ({cost}), which meets your bar"
    if then is None or then.route is None:
        return "decide again"
    outcome = _outcome(assessment, verdict, then)
    if not then.trained:
        return _next_model(assessment, then) or _behind_stronger_models(assessment, outcome)
    more = next_models_words(assessment.money, bill_to_measure(assessment))
    return f"{more}look at training ({outcome}{_trained_money(assessment, then)}){_besides(then)}"


def _next_model(assessment: Assessment, then: Next) -> str:
    """The untrained model to stay on or to measure next, as the later verdict `then` leads to it; else empty."""
    after = dearer_replacement(assessment.money)
    if after is not None and then.route in _UNTRAINED_MOVES:
        if moves_now(assessment.money):
            return f"stay on {after.id}"
        return f"measure {after.id}, named in its place, since today's model ends"
    if then.route == "other-model":
        return f"measure {then.calls or 'the next larger one'}"
    retires = then.route == "prompt" and assessment.facts.get("model_retires")
    return "measure the next one, since today's model ends" if retires else ""


def _behind_stronger_models(assessment: Assessment, outcome: str) -> str:
    """`outcome` behind the stronger models to measure before it, which an ending model has no time for."""
    if assessment.facts.get("model_retires"):
        return outcome
    return f"{next_models_words(assessment.money, bill_to_measure(assessment))}{outcome}"


def _outcome(assessment: Assessment, verdict: Verdict, then: Next) -> str:
    """What the later verdict `then` means for this workload, in words."""
    if then.route == "prompt" and not then.trained and (stays := staying(assessment.facts, verdict.model)):
        return stays
    rest = then.passed_to or rest_on(assessment.money.now, assessment.money.chosen.get("cascade"))
    return words.outcome(str(then.route), then.trained, rest)


def _trained_then(assessment: Assessment, verdict: Verdict) -> str:
    """What is trained after the step: ` If no other model meets your bar: train a small encoder (...).`"""
    then, first = verdict.then, verdict.next
    leads = then is not None and then.trained and (first.route, first.trained) == (then.route, True)
    if then is None or not leads or not then.when.startswith("If "):
        return ""
    told = words.outcome(str(then.route), trained=True)
    return f" {then.when.rstrip('.')}: {told}{_trained_money(assessment, then).replace(': ', ' (', 1)})."


def _trained_money(assessment: Assessment, then: Next) -> str:
    """The cost of a tuned route that follows: `: $1,426 a month, $8,280 once`."""
    bill = assessment.money.chosen.get(str(then.route))
    if bill is None or (month := monthly_usd(assessment.money, bill)) is None:
        return ""
    return f": {a_month(assessment.money, month)}, {words.dollars(float(bill.once))} once"


def _besides(then: Next) -> str:
    """What else has to hold before it: that the models miss the bar is said by the step itself. Empty for nothing."""
    if then.besides:
        return f" once {words.listed(then.besides)}"
    return " once what is open passes" if set(then.open) - {TRIED} else ""
