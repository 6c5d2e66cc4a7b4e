"""The case as it would be once open gates have passed: a later verdict is judged on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from advisor.case.answer import Answer
from advisor.case.facts import ASKED, TRIED
from advisor.case.models_tried import UNNAMED, ModelsTried
from advisor.costing.comparison import compare_routes
from advisor.costing.models.tuned_base import large_gap
from advisor.costing.routes.cascade import SHARE
from advisor.decision.defaults import with_defaults
from advisor.decision.model_facts import is_plausible_candidate
from advisor.decision.open_questions import PASSED

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.decision.assess import Assessment, Judgement

MENDABLE = ("gate_baseline", "gate_evals", "gate_labels", "gate_structured")
"""Failed gates that work on the project can mend; a changing specification, shift or scope cannot be mended."""
_BOUGHT = ("labelled_examples", "eval_infra")
"""What a gate may lack and money can buy: it is priced as still to be bought."""
_GAPS = ("small", "large")
"""How far candidates that miss fall short: far where models of their size did, else as the best that was measured."""


def later_judgement(assessment: Assessment) -> Judgement:
    """The judgement once candidates miss the bar, open gates pass, and failed gates are mended where possible.

    Its prices include what has to be bought for that, as the table does.
    """
    from advisor.decision.assess import judge

    case = _completed(assessment)
    facts, _ = with_defaults(case, assessment.inputs.knowledge)
    inputs = replace(assessment.inputs, facts=facts, said=frozenset(case.answers), used={})
    money = compare_routes(
        replace(inputs, facts={**facts, **{n: assessment.inputs.facts.get(n) for n in _BOUGHT}})
    )
    passing = {**money.inputs.facts, **{n: facts[n] for n in _BOUGHT if n in facts}}
    money = replace(money, inputs=replace(money.inputs, facts=passing))
    return judge(assessment.rules.policy, money, assessment.evaluation)


def _completed(assessment: Assessment) -> Case:
    given: dict[str, Any] = dict(assessment.case.facts)
    now = assessment.money.now
    if now is not None and now.retires:
        given["model"] = now.serving.id
        if now.moved:
            given.pop(SHARE, None)
    given = _passed(assessment, given, mended=True)
    given[TRIED] = _all_missed(assessment, given.get(TRIED))
    answers = {n: assessment.case.answers.get(n) for n in given}
    kept = {n: a if a is not None and a.value == given[n] else Answer(given[n]) for n, a in answers.items()}
    return replace(assessment.case, answers=kept)


def passing_answers(assessment: Assessment) -> dict[str, Any]:
    """Answers that would pass the open gates: of the cases beside each rule the first that fits the answers."""
    given = dict(assessment.case.facts)
    return {n: v for n, v in _passed(assessment, given, mended=False).items() if n not in given}


def _passed(assessment: Assessment, given: dict[str, Any], *, mended: bool) -> dict[str, Any]:
    """`given` with answers that pass the open gates, and the failed ones that can be `mended`."""
    answered = dict(given)
    for gate in assessment.rules.gates:
        state = assessment.facts.get(gate)
        if state is None or (mended and state != PASSED and gate in MENDABLE):
            answered.update(_passing(assessment, gate, answered, mends=state is not None))
    return answered


def _passing(assessment: Assessment, gate: str, given: dict[str, Any], *, mends: bool) -> dict[str, Any]:
    """Answers that would pass `gate`: of the cases beside its rule the first that fits the answers."""
    for maker in assessment.rules.makers[gate]:
        if maker.derives()[gate] != PASSED:
            continue
        for one in maker.fires:
            facts = dict(one.facts)
            fits = all(given.get(n) in (None, v) for n, v in facts.items())
            if all(n in ASKED for n in facts) and (mends or fits):
                return facts
    return {}


def _all_missed(assessment: Assessment, tried: object) -> ModelsTried:
    """The models tried, plus every plausible candidate as one that misses the bar."""
    known = dict(tried) if isinstance(tried, ModelsTried) else {}
    best = tried.best if isinstance(tried, ModelsTried) else None
    missed = _GAPS[-1] if large_gap(assessment.inputs) else best if best in _GAPS else _GAPS[0]
    for bill in assessment.money.candidates:
        worth = bill.route != "cascade" and is_plausible_candidate(assessment.money, bill)
        if worth and bill.model is not None and len(known.get(bill.model, ())) != 1:
            known[bill.model] = (missed,)
    return ModelsTried.of(known or {UNNAMED: missed})
