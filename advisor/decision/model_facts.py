"""What rules may ask of untrained models: which were measured, whether moving or measuring repays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from advisor.case.fact_type import Value
from advisor.case.facts import TRIED
from advisor.case.models_tried import UNNAMED, ModelsTried
from advisor.costing.availability import successor
from advisor.costing.candidates import least_class, smaller_siblings, step_up, steps_down
from advisor.costing.fitness import objections
from advisor.costing.measured import GOOD
from advisor.costing.model_class import MID, level, level_of
from advisor.costing.open_weights import same_weights
from advisor.costing.routes.own_today import NO_MODEL, NOTHING

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.knowledge.market import Model

SMALL_FOR_IT, NO_STRONGER = "small for this work", "no stronger than what missed"
DEARER, NO_FASTER = "dearer than what is good enough", "not known to be faster than what missed"
NOT_THE_CAUSE = "strength is not what is missing"
HALF = 0.5
"""An unmeasured model is worth a headline where it costs at most this share of the bill."""


def model_facts(money: Comparison) -> dict[str, Value]:
    """The facts about untrained models that are known. Unknown is absent."""
    found: dict[str, Value] = {}
    if _rival(money):
        found["rival_tried"] = True
    for name, value in (
        ("good_model_tried", _good(money)),
        ("switch_pays", _switch_pays(money)),
        ("stronger_model", _stronger(money)),
        ("cheap_candidate", _cheap(money)),
    ):
        if value is not None:
            found[name] = value
    if money.now is not None and money.now.retires:
        prompt = money.chosen.get("prompt")
        moved = money.now.serving.id != money.now.model.id
        found["replacement_named"] = moved and not (prompt is not None and prompt.closed)
        found["replacement_dearer"] = not moved and fallback(money) is not None
        found["move_now"] = moves_now(money)
    if money.load is not None and worth_measuring(money, money.reference) is not None:
        found["candidate_known"] = True
    if money.untrained_own is not None:
        found["own_row_open"] = _own_row_open(money, money.untrained_own)
    if money.now is not None:
        found["runs_inside"] = money.now.own
        prompt = money.chosen.get("prompt")
        elsewhere = not (money.now.retires or money.now.own)
        found["today_closed"] = prompt is not None and bool(prompt.closed) and elsewhere
    elif money.load is not None and money.inputs.facts.get("serving_today") in (NO_MODEL, NOTHING):
        found["start_open"] = money.reference is not None
        if money.today is not None and money.reference is not None:
            volume = money.load.first
            found["start_dearer"] = float(money.today.monthly(volume)) <= float(
                money.reference.monthly(volume)
            )
    lora = money.chosen.get("lora")
    if lora is not None and lora.lines:
        found["lora_dedicated"] = bool(lora.fleets)
    return found


def _own_row_open(money: Comparison, own: Bill) -> bool:
    """Whether an open model on own GPUs is worth a measurement: priced, open, and nothing of its size missed."""
    return bool(own.lines) and not own.closed and own.measured in (None, GOOD) and not _misses(money)


def moves_now(money: Comparison) -> bool:
    """Whether a model that ends is left now: waiting saves next to nothing, or keeps what misses the bar."""
    now = money.now
    if now is None or not now.retires:
        return False
    missed = _tried(money).gap(now.model.id) in ("small", "large") or _causes(money) == ("latency",)
    left = (now.end.on - money.inputs.as_of).days if now.end is not None else 0
    return missed or left <= money.inputs.knowledge.estimate("last_weeks_days").likely


def fallback(money: Comparison) -> Model | None:
    """What is named in place of today's model that ends, where it costs more and could do this work; else None."""
    now = money.now
    if now is None or not now.retires or now.serving.id != now.model.id:
        return None
    after = successor(money.inputs, now.model)
    return after if after is not None and not objections(money.inputs, after) else None


def stronger(money: Comparison) -> Model | None:
    """The next model up the line of today's vendor that nobody measured; None where there is none."""
    if money.now is None:
        return None
    tried, seen = _tried(money), {money.now.serving.id}
    out = smaller_siblings(money.inputs)
    model = step_up(money.inputs, money.now.serving)
    while model is not None and model.id not in seen:
        if tried.gap(model.id) is None and model.id not in out:
            return model
        seen.add(model.id)
        model = step_up(money.inputs, model)
    return None


def unmeasured(money: Comparison) -> tuple[Bill, ...]:
    """Other models that are priced, open and not measured, the first to measure first.

    What was named, or replaces a model that was measured; then the weights that run on one's own GPUs, sold by
    somebody; then those of today's vendor; then the cheapest.
    """
    if money.load is None:
        return ()
    rows = (b for b in _others(money) if b.measured is None and b.lines and not b.closed)
    found = {b.model: b for b in rows if b.model is not None}
    vendor = money.now.serving.provider if money.now is not None else None
    book = money.inputs.knowledge

    now = money.now

    def order(bill: Bill) -> tuple[bool, bool, bool, float]:
        other = book.model(str(bill.model)).provider != vendor
        same = now is not None and now.own and same_weights(now.model.id, str(bill.model))
        return bill.candidate, not same, other, float(money.horizon_cost(bill))

    return tuple(sorted(found.values(), key=order))


def worth_measuring(money: Comparison, staying: Bill | None) -> Bill | None:
    """The model to measure first: one that could do the work and repays that measuring against `staying`.

    Where today's model cannot go on and nothing is named in its place, or the bar is missed and nothing is trained,
    any that could do the work.
    """
    found = [b for b in unmeasured(money) if could_do(money, b)]
    now = money.now
    forced = fallback(money) is not None
    unreplaced = now is not None and now.retires and now.serving.id == now.model.id and not forced
    if staying is None or not staying.lines or staying.closed or unreplaced:
        return found[0] if found else None
    if _misses(money) and not staying.trained:
        return found[0] if found else None
    once = money.inputs.facts.get("one_off") is True
    spared = ("switch_hours",) if forced or once else ()  # it is made in any case, or nothing runs that moves
    return next((b for b in found if repays(money, staying, b, "unmeasured_switch_hours", *spared)), None)


def _misses(money: Comparison) -> bool:
    """Whether the prompt misses the bar and no measured model meets it."""
    return money.inputs.facts.get("prompt_meets_bar") is False and not _good(money)


def could_do(money: Comparison, bill: Bill) -> bool:
    """Whether a practitioner would measure this model: whoever was named; else by its class beside today's."""
    return not doubt(money, bill)


def doubt(money: Comparison, bill: Bill) -> str:
    """Why a practitioner would not measure a candidate, in words; empty where one would."""
    own = level_of(money.inputs, str(bill.model))
    if not bill.candidate or own is None:
        return ""
    today = level(money.inputs, money.now.serving) if money.now is not None else None
    if own < least_class(money.inputs, today or MID) and not _of_todays_vendor(money, bill):
        return SMALL_FOR_IT
    if not _misses(money):
        line = {m.id for m in steps_down(money.inputs, money.now.serving)} if money.now is not None else set()
        fits = own >= (today or MID) - 1 or bill.model in line
        if not (fits and _above_what_missed(money, bill, own)):
            return NO_STRONGER if _missed_level(money) else SMALL_FOR_IT
        return DEARER if _dearer(money, bill) else ""
    return _doubt_below_the_bar(money, bill, own, today)


def _doubt_below_the_bar(money: Comparison, bill: Bill, own: int, today: int | None) -> str:
    """The same where what runs misses the bar: what is missing decides which models are worth a look."""
    causes = set(_causes(money))
    if causes == {"latency"}:
        return "" if today is None or own < today else NO_FASTER
    if causes and not causes & _mended_by_strength(money):
        return NOT_THE_CAUSE
    up = stronger(money)
    able = own >= MID if today is None else own > today or (up is not None and up.id == bill.model)
    return "" if able else NO_STRONGER


def _dearer(money: Comparison, bill: Bill) -> bool:
    """Whether a model costs more than what is good enough already, so that measuring it can lead nowhere."""
    own = money.reference
    if own is None or not own.lines or own.closed or money.inputs.facts.get("prompt_meets_bar") is not True:
        return False
    return float(money.horizon_cost(bill)) >= float(money.horizon_cost(own))


def _of_todays_vendor(money: Comparison, bill: Bill) -> bool:
    now = money.now
    return now is not None and money.inputs.model(str(bill.model)).provider == now.serving.provider


WEAK = frozenset({"behaviour", "reasoning"})
"""Causes that a stronger model may mend."""


def _mended_by_strength(money: Comparison) -> frozenset[str]:
    """Causes that a stronger model may mend: format too, where enforcing it did not."""
    return WEAK | {"format"} if money.inputs.facts.get("structured_output_tried") is True else WEAK


def _causes(money: Comparison) -> tuple[str, ...]:
    found = money.inputs.facts.get("failure_cause")
    return found if isinstance(found, tuple) else ()


def _above_what_missed(money: Comparison, bill: Bill, own: int) -> bool:
    """Whether a model is of a higher class than those that missed, or of the same and dearer than each of it."""
    missed, top = _tried(money), _missed_level(money)
    same = [
        b
        for b in _others(money)
        if b.measured in ("small", "large") and level_of(money.inputs, str(b.model)) == own
    ]
    if own != top or not missed:
        return own > top
    return bool(same) and all(
        float(money.horizon_cost(bill)) > float(money.horizon_cost(b)) for b in same if b.lines
    )


def _missed_level(money: Comparison) -> int:
    """The class of the largest model that was measured and missed the bar; 0 for none."""
    tried = _tried(money)
    missed = (n for n in tried if tried.gap(n) in ("small", "large"))
    return max((level_of(money.inputs, n) or 0 for n in missed), default=0)


def repays(money: Comparison, staying: Bill, other: Bill, hours: str, *spared: str) -> bool:
    """Whether moving from `staying` to `other` saves more over the horizon than so many hours, less `spared`, cost."""
    rate: Any = money.inputs.facts["engineer_usd_per_hour"]
    taken = float(money.inputs.assume(hours).value) - sum(float(money.inputs.assume(s).value) for s in spared)
    work = taken * float(rate)
    return float(money.horizon_cost(staying)) - float(money.horizon_cost(other)) > work


def _tried(money: Comparison) -> ModelsTried:
    found = money.inputs.facts.get(TRIED)
    return found if isinstance(found, ModelsTried) else ModelsTried()


def _rival(money: Comparison) -> bool:
    """Whether a model at most one class from today's or its replacement was measured, whatever came out."""
    now = money.now
    ours = {} if now is None else {m.id: level(money.inputs, m) for m in (now.model, now.serving)}
    for name in _tried(money):
        if _tried(money).gap(name) is None or (now is not None and name == now.serving.id):
            continue
        other = level_of(money.inputs, name)
        if name == UNNAMED or other is None or not ours:
            return True
        if any(own is None or abs(other - own) <= 1 for own in ours.values()):
            return True
    return False


def _good(money: Comparison) -> bool | None:
    tried = _tried(money)
    bills = [b for bills in money.ways.values() for b in bills if b.measured is not None and not b.trained]
    if any(b.measured == "none" and not b.closed for b in bills):
        return True
    if money.load is None and tried.best == "none":
        return True
    return False if tried and all(tried.gap(m) is not None for m in tried) else None


def _switch_pays(money: Comparison) -> bool | None:
    """None while nothing is priced; a model that ends is always worth leaving."""
    to, staying = money.reference, money.chosen.get("prompt")
    if to is None or money.load is None:
        return None
    if to.route not in ("other-model", "self-host", "cascade") or (
        to.measured != "none" and to.route != "cascade"
    ):
        return False
    ends = money.now is not None and money.now.retires
    if staying is None or not (staying.lines or staying.fleets) or staying.candidate or ends:
        return True
    return repays(money, staying, to, "switch_hours")


def _stronger(money: Comparison) -> bool | None:
    """None while nothing is priced or today's model is not known; where none runs, none is stronger than it."""
    if money.now is None:
        starts = money.inputs.facts.get("serving_today") in (NO_MODEL, NOTHING)
        return False if starts and money.load is not None else None
    if money.load is None:
        return stronger(money) is not None
    up = stronger(money)
    return up is not None and any(b.model == up.id and b.lines and not b.closed for b in _others(money))


def _others(money: Comparison) -> tuple[Bill, ...]:
    return money.ways.get("other-model", ())


def _cheap(money: Comparison) -> bool | None:
    if money.load is None:
        return None
    staying, other = money.reference, worth_measuring(money, money.reference)
    if other is None:
        return False
    volume, said = money.load.volume, money.inputs.number("bill_today")
    if staying is None or not (staying.lines or staying.fleets):
        if said is None:  # nothing is known to be saved against own GPUs that have no price
            return not (money.now is not None and money.now.own)
        return float(other.monthly(volume)) <= HALF * float(said)
    return float(other.monthly(volume)) <= HALF * float(staying.monthly(volume))
