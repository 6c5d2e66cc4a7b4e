"""Random workloads within the vocabulary, for property tests; and the shipped rules and knowledge, loaded once."""

from __future__ import annotations

import datetime
import functools
from pathlib import Path

from hypothesis import strategies as st

from advisor.case.answer import Answer
from advisor.case.case import Case, load
from advisor.case.fact_type import Fact
from advisor.case.facts import ASKED, PRICED_BY, VOCABULARY
from advisor.case.models_tried import GAPS, UNNAMED, ModelsTried
from advisor.costing.comparison import Comparison
from advisor.decide import decide, load_basis
from advisor.decision.assess import assess
from advisor.decision.basis import DecisionBasis
from advisor.decision.decision import Decision

CASES = Path(__file__).parents[1] / "cases"
APRIL, NOVEMBER = datetime.date(2026, 4, 30), datetime.date(2026, 11, 21)
MODELS = (
    "gpt-4o",
    "gpt-4o-mini",
    "gpt-4.1",
    "gpt-6-luna",
    "claude-haiku-5-5",
    "gemini-2.5-flash",
    "nova-pro",
)
TELLING = {
    "requests_per_month": (0, 1, 99_999, 100_000, 499_999, 500_000, 4_999_999, 5_000_000, 1e9, 1e12),
    "labelled_examples": (0, 499, 500, 1_000, 50_000),
    "few_shot_vs_tuned": (0.5, 0.89, 0.9, 1.0),
    "input_tokens": (1, 50, 1_500, 8_000, 200_000),
    "output_tokens": (0, 20, 500, 4_000),
    "horizon_months": (1, 6, 12, 36),
    "retrain_every_months": (0.5, 1, 3, 6, 12),
}


@functools.cache
def shipped_basis() -> DecisionBasis:
    """The shipped rules and knowledge."""
    return load_basis()


def decided(case: Case, on: datetime.date = NOVEMBER) -> Decision:
    """`case` decided with what is shipped."""
    return decide(case, shipped_basis(), on)


def priced(case: Case, on: datetime.date = NOVEMBER) -> Comparison:
    """The money behind the decision."""
    return assess(case, shipped_basis(), on).money


def shipped(name: str) -> Case:
    """A case of tests/cases."""
    return load(CASES / f"{name}.case.yaml")


def case(**answers: object) -> Case:
    """A case with these answers."""
    return Case("a workload", {k: Answer(v) for k, v in answers.items()})  # type: ignore[arg-type]


@functools.cache
def all_missed(but: tuple[str, ...] = ()) -> ModelsTried:
    """Every model of our own price list was tried and missed the bar, these apart."""
    return ModelsTried.of({m.id: "small" for m in shipped_basis().knowledge.models if m.id not in but})


def _values(fact: Fact) -> st.SearchStrategy[object]:
    match fact.kind:
        case "bool":
            return st.booleans()
        case "choice":
            return st.sampled_from(fact.values)
        case "choices":
            values = fact.values or ("openai", "azure", "aws")
            return st.lists(st.sampled_from(values), unique=True, max_size=2).map(tuple)
        case "model":
            return st.sampled_from(MODELS)
        case "gaps":
            gaps = st.dictionaries(st.sampled_from((*MODELS, UNNAMED)), st.sampled_from(GAPS), max_size=2)
            return gaps.map(ModelsTried.of)
    if fact.name in TELLING:
        return st.sampled_from(TELLING[fact.name])
    top = min(fact.high, 50_000.0)
    low = fact.low + (0.01 if fact.above_low else 0)
    return st.integers(int(low), int(top)) if fact.whole else st.floats(low, top, allow_nan=False)


ANSWERS = st.fixed_dictionaries({}, optional={name: _values(VOCABULARY[name]) for name in ASKED})
"""Any subset of the asked facts with any values."""

PRICED = st.fixed_dictionaries(
    {name: _values(VOCABULARY[name]) for name in PRICED_BY},
    optional={name: _values(VOCABULARY[name]) for name in ASKED if name not in PRICED_BY},
)
"""Answers that can be priced."""
DATES = st.sampled_from((APRIL, datetime.date(2026, 8, 1), NOVEMBER, datetime.date(2027, 3, 1)))
