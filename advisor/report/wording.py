"""The sentences that all renderings of a decision share."""

from __future__ import annotations

import math

from msgspec.structs import replace

from advisor.case.facts import RUNS_NO_MODEL
from advisor.case.models_tried import gap_of
from advisor.case.routes import BandEdges
from advisor.costing.models.measured_gaps import GOOD, tried_models
from advisor.costing.routes.own_today import PAID_ANYWAY
from advisor.decision.decision import (
    BreakEven,
    Decision,
    Finding,
    Next,
    Step,
    Trigger,
)
from advisor.decision.telling.staying import STANDS, rest_on, staying
from advisor.report.route_names import route_phrase, row_name
from advisor.text import fact_words, words


def chosen_name(decision: Decision) -> str:
    """What the verdict runs on, in a few words."""
    return row_name(decision.verdict_row)


def range_name(decision: Decision, route: str) -> str:
    """What the range of a route is of: of the verdict's route the model that the verdict names."""
    return chosen_name(decision) if route == decision.verdict.route else row_name(decision.route(route))


def horizon(decision: Decision) -> float | None:
    """Months over which the routes are compared."""
    months = decision.facts.get("horizon_months")
    return float(months) if isinstance(months, int | float) else None


def model_gone(decision: Decision) -> bool:
    """Whether the model said to run today was shut down by the day of the decision."""
    now = decision.now
    return now is not None and now.has_ended(decision.as_of)


def done_once(decision: Decision) -> bool:
    """Whether the work is done once, so that nothing is counted by the month."""
    return decision.facts.get("one_off") is True


def a_month(decision: Decision, usd: float) -> str:
    """Money a month: `$1,800 a month`; `$1,800 in all` where the work is done once."""
    return f"{words.dollars(usd)} {'in all' if done_once(decision) else 'a month'}"


def less_a_month(decision: Decision, one: float, other: float) -> str:
    """What `one` is more than `other`, as both are told: `$1,147 a month`."""
    return f"{words.dollars_less(one, other)} {'in all' if done_once(decision) else 'a month'}"


def month_heading(decision: Decision) -> str:
    """Column heading of the monthly cost: `month`, or `job` where it is done once."""
    return "job" if done_once(decision) else "month"


def total_heading(decision: Decision) -> str:
    """Column heading of the horizon cost: `12 months`, or `in all` where it is done once."""
    return "in all" if done_once(decision) else horizon_heading(decision)


def horizon_heading(decision: Decision) -> str:
    """The period that is compared: `12 months`."""
    months = horizon(decision)
    return words.months(months) if months is not None else "horizon"


def leads_to(decision: Decision, step: Next) -> str:
    """What a later step would have you do: this verdict again, or what takes its place."""
    if step.route == "prompt" and not step.trained and (told := _prompted_later(decision)) is not None:
        return told
    verdict = decision.verdict
    if step.calls is not None and step.calls != verdict.model:
        good = gap_of(tried_models(decision.facts).get(step.calls)) == GOOD
        return f"{'move to' if good else 'measure'} {step.calls}"
    if step.passed_to is not None:
        return words.outcome(str(step.route), step.trained, step.passed_to)
    if (step.route, step.trained) != (verdict.route, verdict.trained):
        return outcome(decision, str(step.route), trained=step.trained)
    if _measured_next(decision):
        return "measure the next model"
    stays = verdict.route == "prompt" and verdict.next.route == "other-model" and verdict.model is not None
    return f"stay on {_serving(decision)}" if stays else STANDS


def _prompted_later(decision: Decision) -> str | None:
    """What a later prompt means where today's model is not what goes on, or none runs; None elsewhere."""
    verdict, facts = decision.verdict, decision.facts
    if verdict.model is not None and _has_moved(decision):
        return STANDS if facts.get("prompt_meets_bar") is False else f"stay on {verdict.model}"
    other = staying(facts, decision.route("prompt").model)
    if facts.get("serving_today") in RUNS_NO_MODEL and decision.known.get("verdict_action") == "measure":
        return other
    waits = facts.get("model_retires") is True or verdict.next.route == "other-model"
    stands = facts.get("replacement_dearer") is True or (other is not None and not waits)
    return STANDS if verdict.route == "prompt" and stands else other


def outcome(decision: Decision, route: str, *, trained: bool) -> str:
    """What a verdict of `route` would have one do, in a few words; of a prompt on another model that it is a move."""
    if route == "prompt" and not trained:
        if decision.facts.get("serving_today") == "nothing-yet":
            return "prompt a vendor's model"
        if told := staying(decision.facts, decision.route("prompt").model):
            return told
    return words.outcome(route, trained, rest_on(decision.now, decision.bills.get("cascade")))


def verdict_outcome(decision: Decision) -> str:
    """What the verdict would have one do, in a few words."""
    return outcome(decision, decision.verdict.route, trained=decision.verdict.trained)


def _has_moved(decision: Decision) -> bool:
    """Whether the verdict leaves a model that ends for one that it does not have measured before the move."""
    facts, moves = decision.facts, decision.verdict.route in ("prompt", "other-model")
    named = facts.get("replacement_named") is True and facts.get("replacement_dearer") is not True
    return facts.get("model_retires") is True and named and moves and not _measured_next(decision)


def later(decision: Decision, step: Next) -> str:
    """A later step in one sentence: where it leads, and in what case."""
    leads, if_ = leads_to(decision, step), "If "
    when = step.when
    return f"{leads}, if {when.removeprefix(if_)}" if when.startswith(if_) else f"{leads}. {when}"


def _serving(decision: Decision) -> str:
    """What answers under the verdict: its model, or an open one without the vendor who sells it to others."""
    name, own = str(decision.verdict.model), decision.facts.get("runs_inside") is True
    return f"{name.rpartition('/')[2]} on own GPUs" if own else name


def _measured_next(decision: Decision) -> bool:
    """Whether the verdict has one measure another model: once that missed, it cannot stand."""
    verdict = decision.verdict
    rows = (r for r in decision.routes if (r.id, r.trained, r.model) == (verdict.route, False, verdict.model))
    return verdict.route == "other-model" and any(r.measured is None for r in rows)


def state(decision: Decision) -> str:
    """The verdict's standing in three words or so."""
    return "settled" if decision.verdict.settled else "for now, not settled"


def unpriced(decision: Decision) -> bool:
    """True when an available route has no horizon cost."""
    return any(r.available and r.horizon_usd is None for r in decision.weighed)


def cites(ids: tuple[str, ...]) -> str:
    """Citations as ` [G1.a, P.b]`, empty without any."""
    return f" [{', '.join(ids)}]" if ids else ""


def break_even(decision: Decision, b: BreakEven) -> str:
    """One break-even of the decision, against the reference route or today's bill, as a sentence or two."""
    if b.tuned_route is None:
        return "There is no tuned route to compare."
    tuned = route_phrase(decision, b.tuned_route, trained=True)
    today = b is decision.against_today
    other = (
        f"today's bill{_paid_until(decision)}"
        if today
        else route_phrase(decision, b.reference_route or "prompt")
    )
    if b.band is None:
        return _no_break_even(decision, today=today)
    if b.band == "never":
        return f"{begun(tuned)} is not cheaper than {other} at this volume or at a larger one, so no volume repays it."
    own = today or decision.route(b.reference_route or "prompt").kept_gpus
    pays = _while_paid(decision, tuned=b.tuned_route) if own else ""
    pays = pays or ("" if done_once(decision) else _payback(b))
    if b.requests_per_month is None or b.multiple is None:
        return f"{begun(tuned)} costs less than {other} at every volume.{pays}"
    unit = "requests in all" if done_once(decision) else "requests/month"
    return (
        f"{begun(tuned)} costs less than {other} from {words.count(b.requests_per_month)} "
        f"{unit} (break-even); this workload is at {words.times(b.multiple)} of that "
        f"({words.band(b.band, decision.bands)}).{pays}"
    )


def _while_paid(decision: Decision, tuned: str) -> str:
    """That nothing is saved of today's bill while own GPUs are paid for; empty if the tuned route runs on them."""
    facts, row = decision.facts, decision.route(tuned)
    if facts.get("serving_today") != "own-gpus" or facts.get("gpus") not in PAID_ANYWAY or row.kept_gpus:
        return ""
    return " None of it is saved while the GPUs that run today are paid for."


def _no_break_even(decision: Decision, *, today: bool) -> str:
    """Why no break-even is known."""
    if lacking := "; ".join(fact_words.question(n) for n in decision.missing):
        return f"Break-even is not known without an answer to: {lacking}."
    if today and model_gone(decision):
        return "Today's bill is paid no more, since its model has ended: no volume is held against it."
    return "Break-even is not known: there is no untrained route to compare with."


def _paid_until(decision: Decision) -> str:
    """The day until which today's bill is paid at all; empty if no end is known."""
    now = decision.now
    return "" if now is None or now.end is None else f" (paid until {now.end.on})"


def break_evens(decision: Decision) -> tuple[tuple[str, str], ...]:
    """What a tuned route is compared with, and the break-even against it; once where both say the same."""
    reference = break_even(decision, decision.break_even)
    today = break_even(decision, decision.against_today)
    if reference == today:
        return (("", reference),)
    if (
        replace(decision.against_today, reference_route=decision.break_even.reference_route)
        == decision.break_even
    ):
        return (("Against today's bill and the cheapest acceptable untrained route alike: ", reference),)
    return (
        ("Against the cheapest acceptable untrained route: ", reference),
        ("Against today's bill, as the sources count: ", today),
    )


def total_saving(decision: Decision) -> float:
    """USD a month between today's bill and the tuned route's; negative when the tuned one costs more."""
    return math.fsum(s.usd_per_month for s in decision.attribution)


def largest_step(decision: Decision) -> tuple[Step, float] | None:
    """The step that saves most, and its share of the whole saving; None when nothing is saved."""
    total = total_saving(decision)
    if total <= 0:
        return None
    step = max(decision.attribution, key=lambda s: s.usd_per_month)
    return step, step.usd_per_month / total


def attribution_sentence(decision: Decision) -> str | None:
    """Where the saving over today's bill comes from, in one sentence."""
    found = largest_step(decision)
    route = decision.against_today.tuned_route or decision.break_even.tuned_route
    if found is None or route is None:
        return None
    tuned = route_phrase(decision, route, trained=True)
    step, part = found
    total, alone = total_saving(decision), step.usd_per_month
    period = "on the job, what is paid once apart" if done_once(decision) else "a month"
    bill = "what was paid before the model ended" if model_gone(decision) else "today's bill"
    saves = f"Against {bill} {tuned} saves {words.dollars(total)} {period}"
    paid = _while_paid(decision, tuned=route)
    if part > 1:
        back = words.dollars_less(alone, total)
        return f"{saves}: {words.dollars(alone)} by one step ({step.step}), less {back} that the others cost.{paid}"
    return f"{saves}; {words.share(part)} of that comes from one step: {_named(step)}.{paid}"


def begun(text: str) -> str:
    """`text` as a sentence begins: `A LoRA adapter`; an id of a model stays as it is."""
    return f"A{text[1:]}" if text.startswith("a ") else text


def sentence(text: str) -> str:
    """`text` with one full stop at its end, or as it is where it ends on citations."""
    return text if text.endswith("]") else text.rstrip(" .") + "."


def rule_why(finding: Finding, bands: BandEdges) -> str:
    """Why a rule fired: `9,000,000 requests/month is at least 500,000`."""
    return fact_words.reasons([(b.fact, b.test, b.value) for b in finding.because], bands)


def trigger_check(trigger: Trigger) -> str:
    """What a replay compares for this trigger, as `kind subject bound`."""
    parts: list[str] = [trigger.kind]
    if trigger.subject:
        parts.append(trigger.subject)
    if trigger.above is not None:
        parts.append(f"above {words.count(trigger.above)}")
    if trigger.below is not None:
        parts.append(f"below {words.count(trigger.below)}")
    if trigger.on is not None:
        parts.append(f"on {trigger.on.isoformat()}")
    return " ".join(parts)


def _named(step: Step) -> str:
    return step.step.replace(": ", ", ")


def _payback(b: BreakEven) -> str:
    if b.payback_months is None:
        return " At this volume it does not pay back."
    if b.payback_months <= 0:
        return " There is nothing to pay back."
    if b.payback_months > b.usable_months:
        return (
            f" It would take {words.months(b.payback_months)} to pay back, longer than the"
            f" {words.months(b.usable_months)} it can run."
        )
    return (
        f" It pays back in {words.months(b.payback_months)}; it can run for {words.months(b.usable_months)}."
    )
