"""What to find out first, and what it leads to: nobody leaves with "it depends"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from advisor.case.answer import Answer
from advisor.case.facts import ASKED, TRIED, VOCABULARY
from advisor.case.models_tried import UNNAMED, ModelsTried
from advisor.costing.comparison import compare
from advisor.costing.measured import tried_models
from advisor.costing.routes.cascade import SHARE
from advisor.costing.tuned_base import large_gap
from advisor.decision.decision import Next
from advisor.decision.defaults import fill
from advisor.decision.model_facts import could_do, unmeasured, worth_measuring
from advisor.decision.money_words import a_month, monthly
from advisor.decision.open_questions import (
    MOST_NAMED,
    PASSED,
    asked_again,
    clause,
    needed,
    price_waits,
)
from advisor.decision.shared_work import action, cheaper, measure_share, passes_on, shares_the_work
from advisor.decision.verdict import Ruling, verdict_bill
from advisor.rules import Conclude
from advisor.text import words

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.decision.assess import Assessment, Judgement
    from advisor.rules import Rule

MENDABLE = ("gate_baseline", "gate_evals", "gate_labels", "gate_structured")
"""Failed gates that work on the project mends; a moving specification, shift or scope is not mended by it."""
_BOUGHT = ("labelled_examples", "eval_infra")
"""What a gate may still lack and money buys: priced as still to be bought."""
_GAPS = ("small", "large")
"""How far candidates that miss fall short: far where models of their size did, else as the best that was measured."""
_DONE_FIRST = ("start", "shortlist", "structure", "split", "measure-inside")
"""Actions that are tried, with what they scored known, before anything else is asked or measured."""
LEADS, LEADS_WHEN = "leads_to", "leads_when"
"""What a rule says that stays untrained and leans to the tuned route all the same: that it does, and when."""
MOOT = "moot"
"""What a rule says in place of its headline where nothing that is open leads elsewhere."""


class Ahead:
    """What lies ahead of a verdict. `said`: the words for blanks; without them no sentence is written."""

    def __init__(self, found: Assessment, said: Mapping[str, str] | None) -> None:
        self._found, self._said = found, said

    @cached_property
    def later(self) -> Judgement:
        """The verdict once candidates miss and what can pass has passed."""
        return _later(self._found)

    @cached_property
    def moot(self) -> bool:
        """Whether that later verdict is the same, so that what is open changes nothing."""
        own = verdict_bill(self._found.money, self._found.ruling)
        priced = own is not None and bool(own.lines or own.fleets)
        passed = self.later.evaluation.facts.get("gates") == PASSED
        return priced and passed and _where(self.later) == _where(self._found)

    @property
    def then(self) -> Next | None:
        """The later verdict and what it waits for; None where the volume decides."""
        led = _led(self.later)
        shared = shares_the_work(self.later) if led is None else None
        if shared is not None and self._said is not None and self._named(shared):
            return self._share_later(shared)
        if led is None or self._said is None:
            return _then(self._found, self.later, led)
        values = led.rule.then.values if isinstance(led.rule.then, Conclude) else {}
        return _then(self._found, self.later, led, str(values[LEADS_WHEN]).format_map(self._said))

    def _named(self, shared: Bill) -> bool:
        """Whether the cheap model was measured or is worth measuring, beside a model that goes on."""
        found = self._found
        if self.next.route == "cascade":
            return True
        worth = {b.model for b in unmeasured(found.money) if could_do(found.money, b)}
        return not found.facts.get("model_retires") and shared.model in worth | {
            *tried_models(found.inputs.facts)
        }

    def _share_later(self, later: Bill) -> Next | None:
        """The cascade that takes over once candidates miss; what stays where one to measure passes too much on."""
        found = self._found
        if self.next.route == "cascade" and (first := shares_the_work(found)) is not None:
            return _then(found, self.later, None, passes_on(found.money, first, more=True))
        when = (*_misses(found), passes_on(found.money, later, more=False))
        return Next("cascade", f"If {words.listed(when)}.", False, (SHARE,))

    @property
    def next(self) -> Next:
        """The step after the verdict."""
        found = self._found
        money, verdict = found.money, found.ruling
        if again := asked_again(found):
            return Next(self.later.ruling.route, self._revisit, self.later.ruling.trained, again)
        own = verdict_bill(money, verdict)
        candidate = worth_measuring(money, own if verdict.trained else money.reference)
        same = candidate is not None and own is not None and candidate.model == own.model
        if same or action(found) in _DONE_FIRST:
            return Next(verdict.route, self._revisit, verdict.trained, ())
        if measured := _to_measure(found, candidate, own):
            return measured
        if price_waits(money, own):
            return _answer_first(money, verdict)
        gate = _first_gate(found) if _where(self.later) != _where(found) else None
        if gate is None:
            led = _led(found) or verdict
            return Next(led.route, self._revisit, led.trained, ())
        rule, asked = gate
        when = f"Mend this first. {rule.says}" if not asked else f"Find out: {_asked(asked)}"
        return Next(self.later.ruling.route, when, self.later.ruling.trained, asked)

    @property
    def _revisit(self) -> str:
        """When to look again, in the words of the rule that concluded."""
        then = self._found.ruling.rule.then
        if self._said is None or not isinstance(then, Conclude):
            return ""
        key = "moot_when" if self.moot and MOOT in then.values else "next_when"
        return str(then.values.get(key, "")).format_map(self._said)


def _to_measure(found: Judgement, candidate: Bill | None, own: Bill | None) -> Next | None:
    """The cascade or the candidate that is measured next, the cheaper one; None where there is neither."""
    money, shared = found.money, shares_the_work(found)
    if shared is not None and cheaper(money, shared, candidate):
        return Next("cascade", measure_share(money, shared, own), False, (SHARE,))
    if candidate is not None and "prompt" not in found.closed:
        return Next("other-model", _measure(money, candidate, own), False, ())
    return None


def _answer_first(money: Comparison, verdict: Ruling) -> Next:
    """What no price can do without."""
    lacking = "; ".join(map(words.question, money.missing))
    return Next(verdict.route, f"Answer what every price needs: {lacking}.", verdict.trained, money.missing)


def _measure(money: Comparison, candidate: Bill, own: Bill | None) -> str:
    staying, cost = monthly(money, own), monthly(money, candidate)
    against = f" instead of {words.dollars(staying)}" if staying is not None else ""
    told = f"{a_month(money, cost)}{against}"
    if (
        own is not None
        and money.load is not None
        and staying is not None
        and cost is not None
        and cost >= staying
    ):
        both = (words.dollars(float(money.horizon_cost(b))) for b in (candidate, own))
        told = f"{' instead of '.join(both)} over {words.months(float(money.load.horizon))}"
    return f"Measure {candidate.model} on your evaluation set: {told} if it is good enough."


def _where(found: Judgement) -> tuple[str, bool]:
    return found.ruling.route, found.ruling.trained


def _led(found: Judgement) -> Ruling | None:
    """The tuned route that a verdict leans to without concluding it; None where it leans to none."""
    then = found.ruling.rule.then
    leans = isinstance(then, Conclude) and LEADS in then.values
    return Ruling(found.ruling.rule, found.tuned, True) if leans and found.tuned is not None else None


def _then(found: Assessment, later: Judgement, led: Ruling | None = None, led_when: str = "") -> Next | None:
    facts = found.facts
    if (
        facts.get("requests_per_month") is None
        and not later.ruling.trained
        and later.ruling.route == "prompt"
    ):
        return None
    waits = tuple(q for name in found.rules.gates if facts.get(name) != PASSED for q in _behind(found, name))
    parts = _misses(found)
    still = [name for name in found.rules.gates if later.evaluation.facts.get(name) == "failed"]
    mended = [n for n in found.rules.gates if facts.get(n) != PASSED and n not in still and n != "gate_rival"]
    parts += [clause(n, found.rules) for n in mended[:MOST_NAMED]]
    if len(mended) > MOST_NAMED:
        parts.append("the rest of what is open holds")
    if led_when:
        parts.append(led_when)
    outcome = led or later.ruling
    if not parts and _where(later) != _where(found):  # what alone is open is how other models do
        parts.append("no other untrained model meets your bar")
    when = f"If {words.listed(parts)}." if parts else "Nothing that is open leads elsewhere."
    return Next(outcome.route, when, outcome.trained, tuple(dict.fromkeys(waits)))


def _misses(found: Assessment) -> list[str]:
    """That the candidates miss the bar; nothing where there are none."""
    missing = [str(b.model) for b in unmeasured(found.money) if could_do(found.money, b)]
    return [f"{words.listed(missing)} miss{'es' if len(missing) == 1 else ''} your bar"] if missing else []


def _asked(names: tuple[str, ...]) -> str:
    """The questions, the last with its mark or a full stop."""
    told = "; ".join(map(_whether, names))
    return told if told.endswith("?") else f"{told}."


def _whether(name: str) -> str:
    flag, asked = name in VOCABULARY and VOCABULARY[name].kind == "bool", words.question(name)
    if flag:
        return f"whether {asked}"
    return f"{asked}?" if asked.startswith(("is ", "are ", "does ")) else asked


def _first_gate(found: Assessment) -> tuple[Rule, tuple[str, ...]] | None:
    """The first gate that is open or can be mended, and the answers that it waits for."""
    for name in found.rules.gates:
        state = found.facts.get(name)
        if state == PASSED or (state is not None and name not in MENDABLE):
            continue
        makers = found.rules.makers[name]
        rule = next((m for m in makers if found.evaluation.state(m.id)), makers[0])
        return rule, _behind(found, name)
    return None


def _behind(found: Assessment, gate: str) -> tuple[str, ...]:
    return needed(found, found.rules, found.rules.makers[gate])


def _later(found: Assessment) -> Judgement:
    """The case once the candidates miss, the open gates pass, and failed ones that can be mended are.

    Its money pays for what is mended, as the table does.
    """
    from advisor.decision.assess import judged

    case = _completed(found)
    facts, _ = fill(case, found.inputs.knowledge)
    inputs = replace(found.inputs, facts=facts, said=frozenset(case.answers), used={})
    money = compare(replace(inputs, facts={**facts, **{n: found.inputs.facts.get(n) for n in _BOUGHT}}))
    passing = {**money.inputs.facts, **{n: facts[n] for n in _BOUGHT if n in facts}}
    return judged(found.rules.policy, replace(money, inputs=replace(money.inputs, facts=passing)))


def _completed(found: Assessment) -> Case:
    given: dict[str, Any] = dict(found.case.facts)
    now = found.money.now
    if now is not None and now.retires:
        given["model"] = now.serving.id
    for gate in found.rules.gates:
        state = found.facts.get(gate)
        if state != PASSED and (state is None or gate in MENDABLE):
            given.update(_passing(found, gate, given, mends=state is not None))
    given[TRIED] = _all_missed(found, given.get(TRIED))
    answers = {n: found.case.answers.get(n) for n in given}
    kept = {n: a if a is not None and a.value == given[n] else Answer(given[n]) for n, a in answers.items()}
    return replace(found.case, answers=kept)


def _passing(found: Assessment, gate: str, given: dict[str, Any], *, mends: bool) -> dict[str, Any]:
    """Answers that pass `gate`: of the cases beside its rule the first that fits what is said."""
    for maker in found.rules.makers[gate]:
        if maker.derives()[gate] != PASSED:
            continue
        for one in maker.fires:
            facts = dict(one.facts)
            fits = all(given.get(n) in (None, v) for n, v in facts.items())
            if all(n in ASKED for n in facts) and (mends or fits):
                return facts
    return {}


def _all_missed(found: Assessment, tried: object) -> ModelsTried:
    """The models tried, with every candidate among those that miss."""
    known = dict(tried) if isinstance(tried, ModelsTried) else {}
    best = tried.best if isinstance(tried, ModelsTried) else None
    missed = _GAPS[-1] if large_gap(found.inputs) else best if best in _GAPS else _GAPS[0]
    for bill in found.money.candidates:
        if bill.model is not None and len(known.get(bill.model, ())) != 1:
            known[bill.model] = (missed,)
    return ModelsTried.of(known or {UNNAMED: missed})
