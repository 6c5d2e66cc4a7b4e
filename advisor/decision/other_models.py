"""The untrained models other than today's: which were measured, which meet the bar, which is stronger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.case.facts import TRIED
from advisor.case.models_tried import ModelsTried
from advisor.costing.models.missed_models import smaller_siblings
from advisor.costing.models.model_line import step_up

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.knowledge.market import Model


def next_stronger_model(money: Comparison) -> Model | None:
    """The next larger model of today's vendor that nobody measured; None if there is none."""
    return money.ask_once(_next_stronger_model)


def _next_stronger_model(money: Comparison) -> Model | None:
    if money.now is None:
        return None
    tried, seen = models_tried(money), {money.now.serving.id}
    out = smaller_siblings(money.inputs)
    model = step_up(money.inputs, money.now.serving)
    while model is not None and model.id not in seen:
        if tried.gap(model.id) is None and model.id not in out:
            return model
        seen.add(model.id)
        model = step_up(money.inputs, model)
    return None


def misses_bar(money: Comparison) -> bool:
    """Whether the prompt misses the bar and no measured model meets it."""
    return money.inputs.facts.get("prompt_meets_bar") is False and not measured_model_meets_bar(money)


def models_tried(money: Comparison) -> ModelsTried:
    """The measured models, each with its gap to the bar."""
    tried = money.inputs.facts.get(TRIED)
    return tried if isinstance(tried, ModelsTried) else ModelsTried()


def measured_model_meets_bar(money: Comparison) -> bool | None:
    """Whether a measured model meets the bar; None while that is open."""
    tried = models_tried(money)
    bills = [b for bills in money.ways.values() for b in bills if b.measured is not None and not b.trained]
    if any(b.measured == "none" and not b.closed for b in bills):
        return True
    if money.load is None and tried.best == "none":
        return True
    return False if tried and all(tried.gap(m) is not None for m in tried) else None


def other_model_bills(money: Comparison) -> tuple[Bill, ...]:
    """The bills of other untrained models."""
    return money.ways.get("other-model", ())


def stated_causes(money: Comparison) -> tuple[str, ...]:
    """The stated causes why today's output falls short; empty if nobody stated any."""
    causes = money.inputs.facts.get("failure_cause")
    return causes if isinstance(causes, tuple) else ()
