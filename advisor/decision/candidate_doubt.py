"""Why a practitioner would not measure an unmeasured model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.case.models_tried import MISSED
from advisor.costing.models.candidates import least_class
from advisor.costing.models.model_class import FRONTIER, MID, level, level_of, succeeds
from advisor.costing.models.model_line import in_its_place, steps_down
from advisor.decision.other_models import (
    measured_model_meets_bar,
    misses_bar,
    models_tried,
    next_stronger_model,
    other_model_bills,
    stated_causes,
)

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison

SMALL_FOR_IT, NO_STRONGER = "small for this work", "no stronger than what missed"
DEARER, NO_FASTER = "dearer than what is good enough", "not known to be faster than what missed"
OF_ITS_CLASS = "in the class of what missed"
NOT_THE_CAUSE = "strength is not what is missing"
WEAK = frozenset({"behaviour", "reasoning"})
"""Causes that a stronger model may mend."""


def candidate_doubt(money: Comparison, bill: Bill) -> str:
    """Why a practitioner would not measure the model of `bill`, in words; empty if one would."""
    own = level_of(money.inputs, str(bill.model))
    if not bill.candidate or own is None:
        return ""
    today = level(money.inputs, money.now.serving) if money.now is not None else None
    if own < least_class(money.inputs, today or MID) and not _of_todays_vendor(money, bill):
        return SMALL_FOR_IT
    if not misses_bar(money):
        fits = own >= (today or MID) - 1 or bill.model in _line_below(money)
        if not (fits and _above_what_missed(money, bill, own)):
            return NO_STRONGER if missed_level(money) else SMALL_FOR_IT
        return DEARER if _dearer(money, bill) else ""
    return _doubt_below_the_bar(money, bill, own, today)


def _doubt_below_the_bar(money: Comparison, bill: Bill, own: int, today: int | None) -> str:
    """The same if today's output misses the bar: the cause decides which models are worth measuring."""
    causes = set(stated_causes(money))
    if causes == {"latency"}:
        return "" if today is None or own < today else NO_FASTER
    if causes and not causes & _mended_by_strength(money):
        return NOT_THE_CAUSE
    up = next_stronger_model(money)
    able = own >= MID if today is None else own > today or (up is not None and up.id == bill.model)
    if up is None and own == FRONTIER and not _of_todays_vendor(money, bill):
        return ""
    newer = money.now is not None and succeeds(money.inputs, str(bill.model), money.now.serving.id)
    return "" if able or (own == today and newer) else OF_ITS_CLASS if own == today else NO_STRONGER


def _line_below(money: Comparison) -> set[str]:
    """The next smaller models of today's line, or their replacements."""
    if money.now is None:
        return set()
    return {in_its_place(money.inputs, m).id for m in steps_down(money.inputs, money.now.serving)}


def _dearer(money: Comparison, bill: Bill) -> bool:
    """Whether a model costs more than one that meets the bar, so that measuring it would change nothing."""
    own = money.reference
    meets = money.inputs.facts.get("prompt_meets_bar") is True or measured_model_meets_bar(money) is True
    if own is None or not own.lines or own.closed or not meets:
        return False
    return float(money.horizon_cost(bill)) >= float(money.horizon_cost(own))


def _of_todays_vendor(money: Comparison, bill: Bill) -> bool:
    now = money.now
    return now is not None and money.inputs.model(str(bill.model)).provider == now.serving.provider


def _mended_by_strength(money: Comparison) -> frozenset[str]:
    """The causes that a stronger model may mend; format too, if structured output did not mend it."""
    return WEAK | {"format"} if money.inputs.facts.get("structured_output_tried") is True else WEAK


def _above_what_missed(money: Comparison, bill: Bill, own: int) -> bool:
    """Whether a model is of a higher class than those that missed the bar, or of the same class and dearer."""
    top = missed_level(money)
    if own != top:
        return own > top
    missed = [name for name in _missed(money) if level_of(money.inputs, name) == top]
    if all(succeeds(money.inputs, str(bill.model), name) for name in missed):
        return True
    costs = [float(money.horizon_cost(b)) for b in _rows_of(money, missed)]
    return bool(costs) and float(money.horizon_cost(bill)) > max(costs)


def _rows_of(money: Comparison, names: list[str]) -> list[Bill]:
    """The priced rows of these untrained models, today's among them."""
    rows = (*other_model_bills(money), *filter(None, [money.chosen.get("prompt")]))
    return [b for b in rows if b.model in names and b.lines]


def _missed(money: Comparison) -> list[str]:
    """The measured models that missed the bar; today's too, unless it only misses on latency."""
    tried, now = models_tried(money), money.now
    todays = [now.model.id] if now is not None and not now.moved and _falls_short(money) else []
    return [*(name for name in tried if tried.gap(name) in MISSED), *todays]


def _falls_short(money: Comparison) -> bool:
    return money.inputs.facts.get("prompt_meets_bar") is False and stated_causes(money) != ("latency",)


def missed_level(money: Comparison) -> int:
    """The class of the largest measured model that missed the bar; 0 if none did."""
    return money.ask_once(_missed_level)


def _missed_level(money: Comparison) -> int:
    return max((level_of(money.inputs, name) or 0 for name in _missed(money)), default=0)
