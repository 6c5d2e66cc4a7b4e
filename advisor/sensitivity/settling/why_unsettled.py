"""Whether a verdict is settled: nothing unanswered, unmeasured or assumed can change it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from advisor.case.facts import ASKED, TRIED
from advisor.case.models_tried import ModelsTried
from advisor.decision import checklist
from advisor.decision.decision import Doubt
from advisor.decision.money.bill_check import odd_bill
from advisor.sensitivity.base_case import BaseCase, base_case_of_assessment
from advisor.sensitivity.settling.settle import is_settled, settled_as_priced

if TYPE_CHECKING:
    from advisor.decision.assess import Assessment

SAMPLES = 2_000
_COMPUTED = "bill_today"
"""Where it was not said, it is what the tokens cost."""
_GOOD = "none"


def why_unsettled(assessment: Assessment, asked: Collection[str], passing: Mapping[str, Any]) -> Doubt | None:
    """Why the verdict of `assessment` is not settled, None if it is; `asked`: the questions that rules still have.

    It is settled where the bill that was said is no riddle, no candidate that turned out good would change it, no
    answers to open core questions can (proved), and it holds in most samples of what is uncertain. A default that was
    shown counts as an answer. `passing`: answers that pass every open gate, where the verdict says that none matters.
    """
    if odd_bill(assessment.money):
        return Doubt("bill")
    base_case = base_case_of_assessment(assessment)
    if _hangs_on_a_candidate(base_case):
        return Doubt("candidate")
    open_ = _open(base_case, asked)
    if not _proved(base_case, open_, passing):
        return Doubt("answers", () if asked else _each_unproved(base_case, open_, passing))
    return None if _mostly(base_case) else Doubt("samples")


def _each_unproved(base_case: BaseCase, open_: frozenset[str], passing: Mapping[str, Any]) -> tuple[str, ...]:
    """The answers that are not proved to change nothing, each by itself; all where only several together are not."""
    single = tuple(n for n in ASKED if n in open_ and not _proved(base_case, frozenset({n}), passing))
    return single or tuple(n for n in ASKED if n in open_)


def _proved(base_case: BaseCase, open_: frozenset[str], passing: Mapping[str, Any]) -> bool:
    """Whether no answers to what is `open_` change the verdict: with the gates as they are, or with all of them passed.

    The money of training matters only once they are. No candidate would change it, so no measurement is waited for.
    """
    if is_settled(base_case, open_):
        return True
    if not passing or not settled_as_priced(base_case, open_):
        return False
    passed = base_case.answered(passing)
    return passed.outcome == base_case.outcome and is_settled(passed, open_ - {*passing, TRIED})


def _open(base_case: BaseCase, asked: Collection[str]) -> frozenset[str]:
    core = checklist.load().open_core(base_case.inputs.facts, base_case.case.answers)
    defaults = base_case.inputs.knowledge.default
    return frozenset(asked).union(n for n in core if n != _COMPUTED and defaults(n) is None)


def _hangs_on_a_candidate(base_case: BaseCase) -> bool:
    """Whether the cheapest candidate, found to be good, would change the verdict: where it does not, none does."""
    model = next((b.model for b in base_case.money.candidates if b.model is not None), None)
    if model is None:
        return False
    tried = base_case.inputs.facts.get(TRIED)
    known = dict(tried) if isinstance(tried, ModelsTried) else {}
    good = base_case.answered({TRIED: ModelsTried.of({**known, model: _GOOD})})
    return good.outcome != base_case.outcome


def _mostly(base_case: BaseCase) -> bool:
    """Whether the verdict holds in most of the samples, or nothing is priced that could be sampled."""
    if not base_case.priced:
        return True
    from advisor.sensitivity.monte_carlo import SEED, sampled_ranges

    held = sampled_ranges(base_case, SAMPLES, SEED).holds
    return held is None or held >= base_case.inputs.knowledge.estimate("settled_share").likely
