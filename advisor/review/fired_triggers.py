"""Which triggers of a memo hold today, each checked against data."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.decision.decision import Decision, Trigger
from advisor.report.carried.fingerprint import rule_fingerprint
from advisor.report.carried.record import Record
from advisor.text import fact_words, words

if TYPE_CHECKING:
    from advisor.decision.basis import DecisionBasis


@dataclass(frozen=True)
class Fired:
    """A trigger that holds, and what made it hold."""

    trigger: Trigger
    why: str


def fired_triggers(record: Record, now: Decision, basis: DecisionBasis) -> tuple[Fired, ...]:
    """The recorded triggers that hold on `now.as_of`, in their order."""
    found = []
    for recorded in record.revisit:
        trigger = recorded.trigger()
        if (why := _CHECKS[trigger.kind](trigger, record, now, basis)) is not None:
            found.append(Fired(trigger, why))
    return tuple(found)


def expected_volume(record: Record, now: Decision, basis: DecisionBasis) -> float | None:
    """Mean requests a month over the horizon from today on, as the break-even counts them.

    The answer is taken to have grown since the decision at the rate that was answered.
    """
    volume = now.volume
    if volume is None:
        return None
    growth = now.facts.get("growth_per_month")
    if not isinstance(growth, int | float) or isinstance(growth, bool):
        return float(volume)
    days = max((now.as_of - record.as_of).days, 0)
    months = days / basis.knowledge.assumption("days_per_month").likely
    try:
        return float(volume * (1 + growth) ** months)
    except OverflowError:
        return math.inf


def _date(trigger: Trigger, record: Record, now: Decision, basis: DecisionBasis) -> str | None:
    if trigger.on is None or now.as_of < trigger.on:
        return None
    return f"today is {now.as_of.isoformat()}"


def _volume(trigger: Trigger, record: Record, now: Decision, basis: DecisionBasis) -> str | None:
    if trigger.subject == "requests_per_month":
        value = expected_volume(record, now, basis)
    else:
        known = now.facts.get(trigger.subject)
        value = float(known) if isinstance(known, int | float) else None
    return None if value is None else _beyond(trigger, value, fact_words.value(trigger.subject, round(value)))


def _beyond(trigger: Trigger, value: float, shown: str) -> str | None:
    if trigger.above is not None and value > trigger.above:
        return f"{shown}, above {words.count(trigger.above)}"
    if trigger.below is not None and value < trigger.below:
        return f"{shown}, below {words.count(trigger.below)}"
    return None


def _price(trigger: Trigger, record: Record, now: Decision, basis: DecisionBasis) -> str | None:
    before = record.prices.get(trigger.subject)
    after = next((p for p in now.prices if p.entry == trigger.subject), None)
    if before is None or after is None or before[0] == after.values:
        return None
    return f"{trigger.subject}: {before[0]} -> {after.values}"


def _retirement(trigger: Trigger, record: Record, now: Decision, basis: DecisionBasis) -> str | None:
    on, says = _end(trigger, now, basis)
    if on is None:
        return None
    if trigger.on is None:
        return says
    if on != trigger.on:
        return f"{says}, not on {trigger.on.isoformat()}"
    return says if record.as_of < on <= now.as_of else None


def _end(trigger: Trigger, now: Decision, basis: DecisionBasis) -> tuple[datetime.date | None, str]:
    """When the model of a trigger ends and how, where this customer calls it as far as today's decision knows."""
    same = (t for t in now.revisit if t.kind == trigger.kind and t.subject == trigger.subject and t.on)
    if (known := next(same, None)) is not None:
        return known.on, known.when
    end = basis.knowledge.lifecycle(trigger.subject, None, now.as_of)
    if end is None:
        return trigger.on, trigger.when
    return end.on, f"{trigger.subject} {end.in_words(now.as_of)}"


def _rule(trigger: Trigger, record: Record, now: Decision, basis: DecisionBasis) -> str | None:
    before = record.rules.get(trigger.subject)
    rule = next((r for r in basis.rules.rules if r.id == trigger.subject), None)
    if rule is None:
        return f"{trigger.subject} is no longer a rule; {now.verdict.concluded_by} decides now"
    return None if before in (None, rule_fingerprint(rule)) else f"{trigger.subject} says something else now"


_CHECKS = {"date": _date, "volume": _volume, "price": _price, "retirement": _retirement, "rule": _rule}
