"""What a case lacks measurements of: today's model beside the candidates that its costs propose."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from advisor import knowledge
from advisor.case.case import Case
from advisor.case.model_answers import name_models
from advisor.case.models_tried import gap_of
from advisor.costing.arrays import is_plain
from advisor.costing.inputs import Inputs
from advisor.costing.models.availability import CurrentModel, current_model, rates_of
from advisor.costing.models.candidates import candidates
from advisor.costing.models.measured_gaps import tried_models
from advisor.costing.token_prices import call_usd
from advisor.costing.workload import RequestShape
from advisor.decision.defaults import with_defaults
from advisor.errors import BadInput
from advisor.evals.setup.plan import EvalPlan, SetupModel, check_of
from advisor.evals.statistics.sizes import agreeing_pairs_needed, pairs_needed
from advisor.knowledge.market import Model
from advisor.knowledge.store import Knowledge

_JUDGES = "frontier"


def measuring_plan(
    case: Case, as_of: datetime.date, prompt: Path | None = None, tests: Path | None = None
) -> EvalPlan:
    """The evaluation that `case` lacks. Raises BadInput if it names no model, or there is none to compare with."""
    case, book = name_models(case, knowledge.load())
    facts, _ = with_defaults(case, book)
    inputs = Inputs(book, as_of, facts, case.prices)
    now = current_model(inputs)
    if now is None:
        raise BadInput("the case names no model of today", expected="a case with a model")
    others = _candidates(inputs, now)
    if not others:
        raise BadInput(
            "no other model to measure", text=now.model.id, expected="one that is cheaper and allowed"
        )
    labels = ["today", *(f"candidate {n}" for n in range(1, len(others) + 1))]
    models = [_setup(label, m, inputs) for label, m in zip(labels, [now.model, *others], strict=True)]
    check = check_of(str(case.facts["task"]) if "task" in case.facts else None)
    return EvalPlan(
        title=case.title,
        as_of=as_of.isoformat(),
        models=tuple(models),
        check=check,
        judge=_judge(inputs, [now.model, *others]) if check == "judge" else None,
        prompt=prompt,
        tests=tests,
        examples=_examples(book),
    )


def _candidates(inputs: Inputs, now: CurrentModel) -> list[Model]:
    """Its replacement, those measured without a result yet, and what costs propose to measure, each once."""
    tried = tried_models(inputs.facts)
    undecided = [
        m for name, gaps in tried.items() if len(gaps) > 1 and (m := inputs.knowledge.find_model(name).model)
    ]
    replacement = [now.serving] if gap_of(tried.get(now.serving.id)) is None else []
    every = [*replacement, *undecided, *candidates(inputs, now, ())]
    most = int(inputs.knowledge.assumption("most_candidates").likely)
    return list({m.id: m for m in every if m.id != now.model.id}.values())[:most]


def _setup(label: str, model: Model, inputs: Inputs) -> SetupModel:
    return SetupModel(label, model.id, model.provider, _per_call(model, inputs), model.aliases)


def _per_call(model: Model, inputs: Inputs) -> float | None:
    """USD a call at the case's tokens, nothing cached; None if tokens or price are not known."""
    tokens = [inputs.facts.get(n) for n in ("input_tokens", "output_tokens")]
    rates = rates_of(inputs, model)
    if rates is None or not all(isinstance(t, int | float) for t in tokens):
        return None
    given, answered = (float(t) for t in tokens if isinstance(t, int | float))
    cost = call_usd(rates, RequestShape(given, answered, 0.0), 0.0)
    return float(cost) if is_plain(cost) else None


def _judge(inputs: Inputs, compared: Sequence[Model]) -> SetupModel | None:
    """A model of the highest class and, where there is one, of another vendor: none judges itself or its kin."""
    vendors = {m.provider for m in compared}
    able = [
        m for m in inputs.knowledge.models
        if m.tier == _JUDGES and m not in compared and inputs.model_price(m) is not None
    ]  # fmt: skip
    able.sort(key=lambda m: (m.provider in vendors, _per_call(m, inputs) or 0.0, m.id))
    return _setup("judge", able[0], inputs) if able else None


def _examples(book: Knowledge) -> tuple[int, int]:
    """How many examples tell within the margin: where the models answer alike, and where they differ as usual."""
    error, power, margin = (book.assumption(f"evals_{n}").likely for n in ("error", "power", "margin"))
    differ = book.assumption("evals_discordance").likely
    few, usual = agreeing_pairs_needed(margin, error), pairs_needed(differ**0.5, margin, error, power)
    assert few is not None
    assert usual is not None
    return few, usual
