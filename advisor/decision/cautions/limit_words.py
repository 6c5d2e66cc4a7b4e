"""Limits of the models that affect price or work: context windows, long-prompt tiers, dearer hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.costing.models.availability import rates_of
from advisor.costing.models.fitness import window_objection
from advisor.costing.routes.untrained import by_tokens
from advisor.decision.money.money_words import a_month
from advisor.text import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.knowledge.market import Model

_WORKING = (1, 2, 3, 4, 5)


def limit_words(money: Comparison, bill: Bill | None) -> tuple[str, ...]:
    """Sentences about the limits of the model of `bill`, and about the window of today's model."""
    model = money.inputs.known_model(str(bill.model)) if bill is not None and bill.model else None
    if money.load is None:
        return ()
    told = (*_long(money, model), *_hours(money, model)) if model is not None and not _trained(bill) else ()
    return (*_window(money), *told)


def _trained(bill: Bill | None) -> bool:
    return bill is not None and (bill.trained or bool(bill.fleets))


def _window(money: Comparison) -> Iterator[str]:
    """That today's model cannot read the longest request, if its own row does not say so."""
    now = money.now
    if now is None or now.own or not now.moved:
        return
    if why := window_objection(money.inputs, now.model.id, now.model.max_input_tokens):
        yield f"{why}: what runs today fails on those, or cuts them."


def _long(money: Comparison, model: Model) -> Iterator[str]:
    """That every request pays the long-prompt tier, and what it would cost just below."""
    load, rule, rates = money.load, model.long_prompt, rates_of(money.inputs, model)
    if load is None or rule is None or rates is None or float(load.today.input) <= rule.above_tokens:
        return
    shape = replace(
        load.today, input=rule.above_tokens, prefix=min(float(load.today.prefix), rule.above_tokens)
    )
    below = by_tokens(replace(load, today=shape), model, rates, savings=True)
    cost = a_month(money, float(below.monthly(load.first_volume)))
    yield (
        f"Above {rule.above_tokens:,.0f} tokens a request costs more for each token on {model.id}, and yours have"
        f" {float(load.today.input):,.0f}: cut to that length it is {cost}."
    )


def _hours(money: Comparison, model: Model) -> Iterator[str]:
    """The hours to avoid for the counted price, for work that may wait."""
    peak = model.peak
    if peak is None or money.load is None or not money.load.overnight:
        return
    hours = words.listed([f"{first:g}-{last:g}" for first, last in peak.hours_utc])
    days = "on weekdays" if peak.weekdays == _WORKING else "on some days"
    yield (
        f"This money holds outside {hours} UTC {days}: within those hours {model.id} costs {peak.times:g} times as"
        " much. Time the run so."
    )
