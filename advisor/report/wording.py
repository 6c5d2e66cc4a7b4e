"""What every rendering of a decision says, in words: picked from the decision, worded once."""

from __future__ import annotations

import math
from dataclasses import dataclass

from advisor.case.facts import TUNED, UNTRAINED, VOCABULARY, BandEdges
from advisor.decision.decision import (
    BreakEven,
    Decision,
    Finding,
    Next,
    RouteCost,
    Step,
    Trigger,
)
from advisor.decision.staying import staying
from advisor.text import words

SHOWN = 3
"""Rules a side where the weightiest are shown."""
_STRENGTHS = ("strong", "medium", "weak")
_INVERTED = ("is ", "are ", "does ")
_STAY = "stay"
_STAYING = (_STAY, "train", "structure", "find-cause")
"""Actions beside which training is still the question."""


@dataclass(frozen=True)
class RuleEvidence:
    """Fired rules sorted by what they say on the verdict's route, the strongest first."""

    supporting: tuple[Finding, ...]
    opposing: tuple[Finding, ...]
    elsewhere: tuple[Finding, ...]


def evidence(decision: Decision, route: str | None = None) -> RuleEvidence:
    """The fired rules for and against `route` (the verdict's when None), and those on other routes.

    A rule for training speaks against an untrained verdict, and the reverse, without naming its route.
    Where the verdict is an open model left untrained, a rule on tuned routes at large speaks on the training:
    what is against training is for this verdict, and the reverse.
    """
    verdict = decision.verdict
    route = route or verdict.route
    untrained = route == verdict.route and route in TUNED and not verdict.trained
    ranked = sorted(decision.findings, key=_rank)
    supporting: list[Finding] = []
    opposing: list[Finding] = []
    elsewhere: list[Finding] = []
    other_side = set(UNTRAINED if verdict.trained else TUNED)
    for f in ranked:
        if route not in (*f.supports, *f.opposes):
            (opposing if other_side & set(f.supports) else elsewhere).append(f)
            continue
        side = f.opposes if route in f.opposes else f.supports
        on_training = untrained and any(r in side for r in TUNED if r != route)
        (opposing if (side is f.opposes) is not on_training else supporting).append(f)
    return RuleEvidence(tuple(supporting), tuple(opposing), tuple(elsewhere))


def relevant(decision: Decision) -> RuleEvidence:
    """The evidence on the verdict, the runner-up, `next` and `then`: at most three a side, the strongest first."""
    found = evidence(decision)
    return RuleEvidence(
        _about(decision, found.supporting)[:SHOWN], _about(decision, found.opposing)[:SHOWN], found.elsewhere
    )


def reasons(decision: Decision) -> tuple[str, ...]:
    """Why the verdict is what it is: the relevant rules for it, else what the concluding rule says.

    Where a switch, a measurement or retrieval is the verdict and nothing that follows is trained, no reason
    argues about training, and what the concluding rule says comes first.
    """
    told, beside = _about(decision, evidence(decision).supporting), _training_is_beside(decision)
    kept = [f.says for f in told if not (beside and _on_training(f, decision.verdict.route))]
    first = concluded(decision) if beside or not kept else None
    return tuple(filter(None, (first, *kept)))[:SHOWN]


def concluded(decision: Decision) -> str | None:
    """What the concluding policy rule says."""
    return next(
        (f.rule.says for f in decision.evaluation.firings if f.rule.id == decision.verdict.concluded_by),
        None,
    )


def horizon(decision: Decision) -> float | None:
    """Months over which the routes are compared."""
    months = decision.facts.get("horizon_months")
    return float(months) if isinstance(months, int | float) else None


def horizon_heading(decision: Decision) -> str:
    """Column heading of the horizon cost: `12 months`."""
    months = horizon(decision)
    return words.months(months) if months is not None else "horizon"


def leads_to(decision: Decision, step: Next) -> str:
    """What a later step would have you do: this verdict again, or what takes its place."""
    verdict, prompted = decision.verdict, step.route == "prompt" and not step.trained
    other = staying(decision.facts, verdict.model) if prompted else None
    if other is not None and (decision.facts.get("model_retires") is True or verdict.route != "prompt"):
        return other
    if (step.route, step.trained) == (verdict.route, verdict.trained):
        if _measured_next(decision):
            return "measure the next model"
        stays = prompted and verdict.next.route == "other-model" and verdict.model is not None
        return other or f"stay on {verdict.model}" if stays else "this verdict stands"
    if other is not None:
        return other
    return words.outcome(str(step.route), step.trained)


def _measured_next(decision: Decision) -> bool:
    """Whether the verdict has one measure another model: once that missed, it cannot stand."""
    verdict = decision.verdict
    rows = (r for r in decision.routes if (r.id, r.trained, r.model) == (verdict.route, False, verdict.model))
    return verdict.route == "other-model" and any(r.measured is None for r in rows)


def state(decision: Decision) -> str:
    """The verdict's standing in three words or so."""
    return "settled" if decision.verdict.settled else "for now, not settled"


def money_cells(route: RouteCost) -> tuple[str, str, str]:
    """Once, month and horizon cost as table cells; a dash where the route is not available."""
    amounts = (route.one_time_usd, route.monthly_usd, route.horizon_usd)
    if not route.available and all(a is None for a in amounts):
        return (words.UNAVAILABLE,) * 3
    once, month, total = (words.money(a) for a in amounts)
    return once, month, total


def unpriced(decision: Decision) -> bool:
    """True when an available route has no horizon cost."""
    return any(r.available and r.horizon_usd is None for r in decision.weighed)


def cites(ids: tuple[str, ...]) -> str:
    """Citations as ` [G1.a, P.b]`, empty without any."""
    return f" [{', '.join(ids)}]" if ids else ""


def break_even(decision: Decision, b: BreakEven) -> str:
    """One break-even of the decision, against the reference route or today's bill, as a sentence or two."""
    other = "today's bill" if b is decision.against_today else b.reference_route
    if b.tuned_route is None:
        return "There is no tuned route to compare."
    if b.band is None:
        lacking = "; ".join(words.question(n) for n in decision.comparison.missing)
        if lacking:
            return f"Break-even is not known without an answer to: {lacking}."
        return "Break-even is not known: there is no untrained route to compare with."
    if b.band == "never":
        return f"{b.tuned_route} is not cheaper per call than {other}, so no volume repays it."
    if b.requests_per_month is None or b.multiple is None:
        return f"{b.tuned_route} costs less than {other} at every volume.{_payback(b)}"
    return (
        f"{b.tuned_route} costs less than {other} from {words.count(b.requests_per_month)} "
        f"requests/month; this workload is at {words.times(b.multiple)} of that "
        f"({words.band(b.band, decision.bands)}).{_payback(b)}"
    )


def break_evens(decision: Decision) -> tuple[tuple[str, str], ...]:
    """What a tuned route is compared with, and the break-even against it; once where both read the same."""
    reference = break_even(decision, decision.break_even)
    today = break_even(decision, decision.against_today)
    if reference == today:
        return (("", reference),)
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
    tuned = decision.against_today.tuned_route or decision.break_even.tuned_route
    if found is None or tuned is None:
        return None
    step, part = found
    total, alone = words.dollars(total_saving(decision)), words.dollars(step.usd_per_month)
    if part > 1:
        return (
            f"One step saves {alone} a month, more than the whole difference of {total} between today's bill "
            f"and {tuned}: {_named(step)}."
        )
    return (
        f"Of the {total} a month between today's bill and {tuned}, {words.share(part)} comes from one step: "
        f"{_named(step)}."
    )


def sentence(text: str) -> str:
    """`text` with one full stop at its end, or as it is where it ends on citations."""
    return text if text.endswith("]") else text.rstrip(" .") + "."


def questions(decision: Decision) -> tuple[str, ...]:
    """The open questions in words, each once, in the decision's order."""
    return tuple(_asked(f) for f in dict.fromkeys(decision.verdict.open_questions))


def rule_why(finding: Finding, bands: BandEdges) -> str:
    """Why a rule fired: `9,000,000 requests/month is at least 500,000`."""
    return words.reasons([(b.fact, b.test, b.value) for b in finding.because], bands)


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


def _asked(name: str) -> str:
    text = words.question(name)
    mark = "?" if text.startswith(_INVERTED) else ""
    if name in VOCABULARY and VOCABULARY[name].kind == "bool":
        mark = ": yes or no?"
    return f"{text[:1].upper()}{text[1:]}{mark}"


def _about(decision: Decision, side: tuple[Finding, ...]) -> tuple[Finding, ...]:
    routes = _spoken_of(decision)
    return tuple(f for f in side if routes & {*f.supports, *f.opposes})


def _spoken_of(decision: Decision) -> set[str]:
    """The routes of the verdict, of the cheapest other that is open, and of what comes next and then."""
    verdict = decision.verdict
    others = [
        (r.horizon_usd, r.id)
        for r in decision.weighed
        if r.available and r.horizon_usd is not None and r.id != verdict.route
    ]
    leads = (verdict.route, verdict.next.route, verdict.then.route if verdict.then else None)
    return {r for r in (*leads, min(others)[1] if others else None) if r is not None}


def _training_is_beside(decision: Decision) -> bool:
    """Whether a switch, a measurement or retrieval is the verdict and nothing that follows is trained."""
    verdict = decision.verdict
    trained = (verdict.trained, verdict.next.trained, verdict.then is not None and verdict.then.trained)
    moves = verdict.route != "prompt" or verdict.next.route not in (None, "prompt")
    return not any(trained) and (moves or _action(decision) not in _STAYING)


def _action(decision: Decision) -> str:
    """What the concluding rule has one do: `measure`, `switch`, `stay` and so on."""
    for firing in getattr(decision.evaluation, "firings", ()):
        if firing.rule.id == decision.verdict.concluded_by:
            return str(getattr(firing.rule.then, "values", {}).get("action", _STAY))
    return _STAY


def _on_training(finding: Finding, route: str) -> bool:
    """Whether a rule weighs training against the rest; one that speaks for this route alone does not."""
    if finding.supports == (route,) and route != "prompt":
        return False
    return any(r in TUNED and r != route for r in (*finding.supports, *finding.opposes))


def _named(step: Step) -> str:
    return step.step.replace(": ", ", ")


def _payback(b: BreakEven) -> str:
    if b.payback_months is None:
        return " At this volume it does not pay back."
    if b.payback_months <= 0:
        return " There is nothing to pay back."
    return (
        f" It pays back in {words.months(b.payback_months)}; it can run for {words.months(b.usable_months)}."
    )


def _rank(finding: Finding) -> int:
    return _STRENGTHS.index(finding.strength) if finding.strength in _STRENGTHS else len(_STRENGTHS)
