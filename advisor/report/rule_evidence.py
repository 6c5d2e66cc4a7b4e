"""The rules that fired, sorted by what they say on the verdict, and which of them a reader is told."""

from __future__ import annotations

from msgspec import Struct

from advisor.case.routes import TUNED, UNTRAINED
from advisor.decision.decision import Decision, Finding
from advisor.rules.condition import tests
from advisor.rules.rule import STRENGTHS

SHOWN = 3
"""Rules a side where the weightiest are shown."""
_STAY = "stay"
_STAYING = (_STAY, "train")
"""Actions beside which training is still the question."""
_ONE = {"break_even_multiple": "break_even_band", "boundary_closed": "data_boundary"}
"""Facts that say the same as another."""
_CARRIES = frozenset({"move_hangs_on", "band_hangs_on", "gates"})
"""What a verdict may hang on beside its own reason."""


class RuleEvidence(Struct, frozen=True):
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


def on_the_table(decision: Decision) -> RuleEvidence:
    """The evidence on the verdict, the runner-up, `next` and `then`, the strongest first.

    Where a switch, a move, a measurement or retrieval is the verdict and nothing that follows is trained, no rule
    argues about training.
    """
    found = evidence(decision)
    return RuleEvidence(
        _at_stake(decision, found.supporting), _at_stake(decision, found.opposing), found.elsewhere
    )


def relevant(decision: Decision) -> RuleEvidence:
    """The weightiest of what is on the table: at most three a side, each about something else."""
    found = on_the_table(decision)
    supporting, opposing = (_different(side)[:SHOWN] for side in (found.supporting, found.opposing))
    return RuleEvidence(supporting, opposing, found.elsewhere)


def reasons(decision: Decision) -> tuple[str, ...]:
    """Why the verdict is what it is: the relevant rules for it, else what the concluding rule says.

    Where it does more than stay or train, training is not on the table, or what runs misses the bar, what the
    concluding rule says comes first, and no rule that turns on a part of its answers says it again.
    """
    kept = _different(on_the_table(decision).supporting)
    asked = _action(decision) in _STAYING and not _training_is_beside(decision)
    misses = decision.facts.get("prompt_meets_bar") is False and not decision.verdict.trained
    if asked and not misses and any(not _turns_on(f) <= _CARRIES for f in kept):
        return tuple(f.says for f in kept)[:SHOWN]
    about = frozenset(_ONE.get(test.fact, test.fact) for test in tests(decision.concluded.when))
    others = (f.says for f in kept if not (own := _turns_on(f)) or not own <= about)
    return (concluded(decision), *others)[:SHOWN]


def concluded(decision: Decision) -> str:
    """What the concluding policy rule says."""
    return decision.concluded.says


def _different(side: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Of rules that turn on the same answers the first."""
    kept: list[Finding] = []
    for finding in side:
        own = _turns_on(finding)
        if not own or not any(other and (own <= other or other <= own) for other in map(_turns_on, kept)):
            kept.append(finding)
    return tuple(kept)


def _turns_on(finding: Finding) -> frozenset[str]:
    """The answers that made a rule fire; the multiple of break-even and its band are one."""
    return frozenset(_ONE.get(b.fact, b.fact) for b in finding.because)


def _about(decision: Decision, side: tuple[Finding, ...]) -> tuple[Finding, ...]:
    routes = _spoken_of(decision)
    return tuple(f for f in side if routes & {*f.supports, *f.opposes})


def _at_stake(decision: Decision, side: tuple[Finding, ...]) -> tuple[Finding, ...]:
    beside = _training_is_beside(decision)
    about = _about(decision, side)
    return tuple(f for f in about if not (beside and _on_training(f, decision.verdict.route)))


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
    return str(getattr(decision.concluded.then, "values", {}).get("action", _STAY))


def _on_training(finding: Finding, route: str) -> bool:
    """Whether a rule weighs training against the rest; one that speaks for this route alone does not."""
    if finding.supports == (route,) and route != "prompt":
        return False
    return any(r in TUNED and r != route for r in (*finding.supports, *finding.opposes))


def _rank(finding: Finding) -> int:
    return STRENGTHS.index(finding.strength) if finding.strength in STRENGTHS else len(STRENGTHS)
