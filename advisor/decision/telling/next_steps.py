"""What to find out first, and what it leads to: nobody leaves with "it depends"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.case.facts import RUNS_NO_MODEL, TRIED, VOCABULARY
from advisor.costing.models.measured_gaps import tried_models
from advisor.costing.routes.cascade import SHARE, rest_elsewhere
from advisor.decision.decision import Next
from advisor.decision.later_case import MENDABLE, later_judgement
from advisor.decision.model_facts import first_to_measure, plausible_candidates
from advisor.decision.money.later_bills import month_and_later
from advisor.decision.money.money_words import at_least, monthly_usd
from advisor.decision.open_questions import (
    MOST_NAMED,
    PASSED,
    gate_clause,
    missing_answers,
    price_is_missing,
    question_asked_again,
)
from advisor.decision.plan.rivals import decisive_rivals
from advisor.decision.plan.shared_work import (
    concluded_action,
    is_cheaper,
    measure_share_words,
    pass_on_words,
    shared_work_bill,
)
from advisor.decision.verdict import Ruling, verdict_bill
from advisor.rules import Conclude
from advisor.text import fact_words, words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.decision.assess import Assessment, Judgement
    from advisor.rules import Rule, RuleSet

_DONE_FIRST = ("start", "shortlist", "structure", "split", "measure-inside", "faster")
"""Actions that are tried, with what they scored known, before anything else is asked or measured."""
_CALLED = ("prompt", "other-model")
LEADS, LEADS_WHEN = "leads_to", "leads_when"
"""What a rule says that stays untrained and leans to the tuned route all the same: that it does, and when."""
NOTHING_OPEN = "Nothing that is open leads elsewhere."
"""When the later verdict holds where it waits for nothing."""
HEADLINE, MOOT, BAR = "headline", "moot", "bar"
"""What a rule says: as a rule; where no gate of training matters; where one does only if the bar is missed."""
GOOD_ENOUGH = "prompt_meets_bar"


class NextSteps:
    """What follows a verdict. `said`: the words for blanks; without them no sentences are written."""

    def __init__(self, assessment: Assessment, said: Mapping[str, str] | None) -> None:
        self._assessment, self._said = assessment, said

    @property
    def speaks(self) -> bool:
        """Whether the steps are written as sentences."""
        return self._said is not None

    @cached_property
    def later(self) -> Judgement:
        """The judgement once the candidates miss the bar and every gate that can pass has passed."""
        return later_judgement(self._assessment)

    @property
    def trains(self) -> bool:
        """Whether training follows once the candidates miss the bar and every gate that can pass has passed."""
        return self.later.ruling.trained or _led(self.later) is not None

    @cached_property
    def form(self) -> str:
        """Which headline of the rule applies: MOOT, BAR or HEADLINE."""
        then, own = (
            self._assessment.ruling.rule.then,
            verdict_bill(self._assessment.money, self._assessment.ruling),
        )
        if not (isinstance(then, Conclude) and MOOT in then.values and own and (own.lines or own.fleets)):
            return HEADLINE
        known = self.later.evaluation.facts
        if known.get("gates") != PASSED or _leads_elsewhere(self._assessment, self.later):
            return HEADLINE
        waiting = _may_train(self.later, self._assessment.rules)
        if not waiting:
            return MOOT
        asked = all(GOOD_ENOUGH in self.later.evaluation.open_facts(rule.id) for rule in waiting)
        return BAR if asked and BAR in then.values else HEADLINE

    @property
    def moot(self) -> bool:
        """Whether gates do not matter: even with all of them passed nothing leads to training."""
        return self.form == MOOT

    @property
    def then(self) -> Next | None:
        """The later verdict and what it waits for; None if the volume decides."""
        led = _led(self.later)
        shared = shared_work_bill(self.later) if led is None else None
        if shared is not None and self._said is not None and self._named(shared):
            return self._share_later(shared)
        if self.moot:
            return _next(self._assessment, self.later.ruling, (), ())
        if led is None or self._said is None:
            return _then(self._assessment, self.later, led)
        values = led.rule.then.values if isinstance(led.rule.then, Conclude) else {}
        return _then(self._assessment, self.later, led, str(values[LEADS_WHEN]).format_map(self._said))

    def _named(self, shared: Bill) -> bool:
        """Whether today's model goes on and the cheap model was measured, or is worth measuring."""
        assessment = self._assessment
        if self.next.route == "cascade":
            return True
        worth = {b.model for b in plausible_candidates(assessment.money)}
        return not assessment.facts.get("model_retires") and shared.model in worth | {
            *tried_models(assessment.inputs.facts)
        }

    def _share_later(self, later: Bill) -> Next | None:
        """The cascade that follows once the candidates miss the bar, or what stays if it passes on too much."""
        assessment = self._assessment
        if self.next.route == "cascade" and (first := shared_work_bill(assessment)) is not None:
            return _then(assessment, self.later, None, pass_on_words(assessment.money, first, more=True))
        besides = (pass_on_words(assessment.money, later, more=False),)
        return Next("cascade", _when(assessment, besides), False, (SHARE,), besides, rest_elsewhere(later))

    @property
    def next(self) -> Next:
        """The step after the verdict."""
        assessment = self._assessment
        money, verdict = assessment.money, assessment.ruling
        if again := question_asked_again(assessment):
            return Next(self.later.ruling.route, self._revisit, self.later.ruling.trained, again)
        own = verdict_bill(money, verdict)
        candidate = first_to_measure(money, own if verdict.trained else money.reference)
        same = candidate is not None and own is not None and candidate.model == own.model
        if same or concluded_action(assessment) in _DONE_FIRST:
            return Next(verdict.route, self._revisit, verdict.trained, ())
        if measured := _to_measure(assessment, candidate, own):
            return measured
        if price_is_missing(money, own):
            return _answer_first(money, verdict)
        gate = _first_gate(assessment) if _leads_elsewhere(assessment, self.later) else None
        if gate is None:
            led = _led(assessment) or verdict
            return Next(led.route, self._revisit, led.trained, (GOOD_ENOUGH,) if self.form == BAR else ())
        rule, asked = gate
        when = f"Mend this first. {rule.says}" if not asked else f"Find out: {_asked(asked, assessment, own)}"
        return Next(self.later.ruling.route, when, self.later.ruling.trained, asked)

    @property
    def _revisit(self) -> str:
        """When to decide again, in the words of the concluding rule."""
        then = self._assessment.ruling.rule.then
        if self._said is None or not isinstance(then, Conclude):
            return ""
        key = "next_when" if self.form == HEADLINE else f"{self.form}_when"
        return str(then.values.get(key, "")).format_map(self._said)


def _to_measure(judgement: Judgement, candidate: Bill | None, own: Bill | None) -> Next | None:
    """The step of measuring a cascade or a candidate, whichever is cheaper; None if there is neither."""
    money, shared = judgement.money, shared_work_bill(judgement)
    if shared is not None and is_cheaper(money, shared, candidate):
        return Next("cascade", measure_share_words(money, shared, own), False, (SHARE,))
    if candidate is not None and "prompt" not in judgement.closed:
        return Next("other-model", _measure(money, candidate, own, concluded_action(judgement)), False, ())
    return None


def _answer_first(money: Comparison, verdict: Ruling) -> Next:
    """The step of answering what prices need."""
    lacking = "; ".join(map(fact_words.question, money.missing))
    return Next(verdict.route, f"Answer what every price needs: {lacking}.", verdict.trained, money.missing)


def _measure(money: Comparison, candidate: Bill, own: Bill | None, action_: object) -> str:
    staying, cost = monthly_usd(money, own), monthly_usd(money, candidate)
    against = f" instead of {words.dollars(staying)}" if staying is not None else ""
    told = f"{at_least(money, candidate)}{month_and_later(money, candidate, cost)}{against}"
    if (
        own is not None
        and money.load is not None
        and staying is not None
        and cost is not None
        and cost >= staying
    ):
        both = (words.dollars(float(money.horizon_cost(b))) for b in (candidate, own))
        told = f"{' instead of '.join(both)} over {words.months(float(money.load.horizon))}"
    goes_live = own.model if own is not None and action_ == "measure" else None
    measured = f"{candidate.model} beside {goes_live}" if goes_live else candidate.model
    return f"Measure {measured} on your evaluation set: {told} if it is good enough."


def _where(judgement: Judgement) -> tuple[str, bool]:
    return judgement.ruling.route, judgement.ruling.trained


def _leads_elsewhere(judgement: Judgement, later: Judgement) -> bool:
    """Whether the later verdict is another; the same model is the same, whichever row it then stands in."""
    if _where(judgement) == _where(later):
        return False
    called = all(not j.ruling.trained and j.ruling.route in _CALLED for j in (judgement, later))
    one, two = (verdict_bill(j.money, j.ruling) for j in (judgement, later))
    return not (called and one is not None and two is not None and one.model == two.model is not None)


def _led(judgement: Judgement) -> Ruling | None:
    """The tuned route that a verdict leans to without concluding it; None if it does not."""
    then = judgement.ruling.rule.then
    leans = isinstance(then, Conclude) and LEADS in then.values
    return (
        Ruling(judgement.ruling.rule, judgement.tuned, True)
        if leans and judgement.tuned is not None
        else None
    )


def _then(
    assessment: Assessment, later: Judgement, led: Ruling | None = None, led_when: str = ""
) -> Next | None:
    facts = assessment.facts
    if (
        facts.get("requests_per_month") is None
        and not later.ruling.trained
        and later.ruling.route == "prompt"
    ):
        return None
    waits = tuple(
        q for name in assessment.rules.gates if facts.get(name) != PASSED for q in _behind(assessment, name)
    )
    still = [name for name in assessment.rules.gates if later.evaluation.facts.get(name) == "failed"]
    trains = led is not None or later.ruling.trained  # no gate of training holds up anything else
    gates = assessment.rules.gates if trains else ()
    mended = [n for n in gates if facts.get(n) != PASSED and n not in still and n != "gate_rival"]
    besides = [gate_clause(n, assessment.rules) for n in mended[:MOST_NAMED]]
    if len(mended) > MOST_NAMED:
        besides.append("the rest of what is open holds")
    if led_when:
        besides.append(led_when)
    moves = _leads_elsewhere(assessment, later)
    if moves and not (besides or _misses(assessment)):  # how other models do is open alone
        besides.append("no other untrained model meets your bar")
    found = _next(assessment, led or later.ruling, besides, waits)
    other = verdict_bill(later.money, later.ruling) if found.route == "other-model" else None
    return found if other is None else replace(found, calls=other.model)


def _next(assessment: Assessment, outcome: Ruling, besides: Sequence[str], waits: Sequence[str]) -> Next:
    """The step after the candidates miss the bar and `besides` holds, with the answers it waits for."""
    opened = tuple(dict.fromkeys(waits))
    return Next(outcome.route, _when(assessment, besides), outcome.trained, opened, tuple(besides))


def _when(assessment: Assessment, besides: Sequence[str]) -> str:
    parts = [*_misses(assessment), *besides]
    return f"If {words.listed(parts)}." if parts else NOTHING_OPEN


def _trains(then: Conclude) -> bool:
    return bool(then.values.get("trained")) or LEADS in then.values


def _may_train(later: Judgement, rules: RuleSet) -> list[Rule]:
    """The open rules above the verdict that train or lean to training."""
    every = rules.concluding
    above = (r for r in every[: every.index(later.ruling.rule)] if later.evaluation.state(r.id) is None)
    return [r for r in above if isinstance(r.then, Conclude) and _trains(r.then)]


def _misses(assessment: Assessment) -> list[str]:
    """That the candidates which could change the verdict miss the bar; empty if there are none."""
    money, own = assessment.money, verdict_bill(assessment.money, assessment.ruling)
    measured = [str(own.model)] if own is not None and _starts_by_measuring(assessment) else []
    others = [str(b.model) for b in decisive_rivals(money, own) if _undercuts_today(money, b)]
    missing = [*measured, *others]
    return [f"{words.listed(missing)} miss{'es' if len(missing) == 1 else ''} your bar"] if missing else []


def _starts_by_measuring(assessment: Assessment) -> bool:
    """Whether no model runs yet and the verdict has its own measured: that one may miss too."""
    starts = assessment.facts.get("serving_today") in RUNS_NO_MODEL
    return starts and assessment.ruling.route == "prompt" and concluded_action(assessment) == "measure"


def _undercuts_today(money: Comparison, bill: Bill) -> bool:
    """Whether a model costs less than what does the work today, where that is none."""
    if money.today is None or money.inputs.facts.get("serving_today") != "not-an-llm":
        return True
    return float(money.horizon_cost(bill)) < float(money.horizon_cost(money.today))


def _asked(names: tuple[str, ...], assessment: Assessment, own: Bill | None) -> str:
    """The questions in one sentence; those that were answered are asked again about the verdict's model."""
    model = own.model if own is not None else None
    told = "; ".join(_whether(n, model if n in assessment.case.answers else None) for n in names)
    return told if told.endswith("?") else f"{told}."


def _whether(name: str, model: str | None) -> str:
    if name == TRIED:
        return "whether another untrained model meets your bar"
    asked = fact_words.question(name, again_of=model)
    flag = name in VOCABULARY and VOCABULARY[name].kind == "bool"
    if flag:
        return f"whether {asked}"
    return f"{asked}?" if asked.startswith(("is ", "are ", "does ")) else asked


def _first_gate(assessment: Assessment) -> tuple[Rule, tuple[str, ...]] | None:
    """The first gate that is open or can be mended, with the answers it waits for."""
    for name in assessment.rules.gates:
        state = assessment.facts.get(name)
        if state == PASSED or (state is not None and name not in MENDABLE):
            continue
        makers = assessment.rules.makers[name]
        rule = next((m for m in makers if assessment.evaluation.state(m.id)), makers[0])
        return rule, _behind(assessment, name)
    return None


def _behind(assessment: Assessment, gate: str) -> tuple[str, ...]:
    return missing_answers(assessment, assessment.rules, assessment.rules.makers[gate])
