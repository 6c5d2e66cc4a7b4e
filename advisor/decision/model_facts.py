"""The facts about untrained models that rules may test: which were measured, whether moving or measuring pays."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from advisor.case.fact_type import Value
from advisor.case.facts import RUNS_NO_MODEL
from advisor.case.models_tried import MISSED, UNNAMED
from advisor.costing.bill import cost_until
from advisor.costing.models.candidates import dearer_successor
from advisor.costing.models.measured_gaps import GOOD
from advisor.costing.models.model_class import MID, SMALL, level, level_of, older
from advisor.costing.models.open_weights import same_weights
from advisor.costing.models.tuned_base import needs_large_base
from advisor.costing.routes.own_today import paid_months, runs_inside
from advisor.decision.candidate_doubt import candidate_doubt, missed_level
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
    from advisor.knowledge.market import Model


def model_facts(money: Comparison) -> dict[str, Value]:
    """The known facts about untrained models; an unknown one is absent."""
    own, lora = money.untrained_own, money.chosen.get("lora")
    worth = money.load is not None and first_to_measure(money, money.reference) is not None
    known: dict[str, Value | None] = {
        "rival_tried": _rival(money) or None,
        "good_model_tried": measured_model_meets_bar(money),
        "switch_pays": (pays := _switch_pays(money)),
        "contract_holds": _contract_holds(money) if pays is False else None,
        "stronger_model": _stronger(money),
        "cheap_candidate": _cheap(money),
        **_of_the_end(money),
        "candidate_known": worth or None,
        "own_row_open": None if own is None else _own_row_open(money, own),
        **_of_today(money),
        "lora_dedicated": bool(lora.fleets) if lora is not None and lora.lines else None,
    }
    return {name: value for name, value in known.items() if value is not None}


def _of_the_end(money: Comparison) -> dict[str, Value]:
    """If today's model ends within the horizon: what replaces it, and when."""
    now, prompt = money.now, money.chosen.get("prompt")
    if now is None or not now.retires:
        return {}
    moved, landing = now.moved, measured_landing(money)
    return {
        "replacement_named": moved and not (prompt is not None and prompt.closed),
        "replacement_dearer": not moved and dearer_replacement(money) is not None,
        "move_now": moves_now(money),
        "ends_at_once": ends_at_once(money),
        "replacement_jumps": now.jumps,
        "landing_known": landing is not None,
        "landing_first": landing is not None and not _repays_beside(money, landing),
    }


def _of_today(money: Comparison) -> dict[str, Value]:
    """Where today's model runs and whether it may go on; if no model runs, whether one can start."""
    now, prompt, first, today = money.now, money.chosen.get("prompt"), money.reference, money.today
    if now is not None:
        elsewhere = not (now.retires or now.own)
        return {
            "runs_inside": now.own,
            "today_closed": prompt is not None and bool(prompt.closed) and elsewhere,
        }
    if runs_inside(money.inputs):
        return {"runs_inside": True}
    if money.load is None or money.inputs.facts.get("serving_today") not in RUNS_NO_MODEL:
        return {}
    if today is None or first is None:
        return {"start_open": first is not None}
    volume, hours = (
        money.load.first_volume,
        "switch_hours" if first.measured == GOOD else "unmeasured_switch_hours",
    )
    return {
        "start_open": True,
        "start_dearer": float(today.monthly(volume)) <= float(first.monthly(volume)),
        "start_repays": repays(money, today, first, hours),
    }


def _own_row_open(money: Comparison, own: Bill) -> bool:
    """Whether an open model on own GPUs is worth measuring: priced, open, and no model of its class missed the bar."""
    size = MID if needs_large_base(money.inputs) else SMALL
    able = own.measured in (None, GOOD) and missed_level(money) < size and not misses_bar(money)
    return bool(own.lines) and not own.closed and able


def moves_now(money: Comparison) -> bool:
    """Whether to leave an ending model now: waiting saves almost nothing, or the model misses the bar."""
    now = money.now
    if now is None or not now.retires:
        return False
    missed = models_tried(money).gap(now.model.id) in MISSED or stated_causes(money) == ("latency",)
    left = (now.end.on - money.inputs.as_of).days if now.end is not None else 0
    return missed or left <= money.inputs.knowledge.estimate("last_weeks_days").likely


def ends_at_once(money: Comparison) -> bool:
    """Whether today's model has ended, or ends before a measurement could be finished."""
    end = money.now.end if money.now is not None else None
    least = money.inputs.knowledge.estimate("baseline_weeks").low
    return end is not None and end.on - money.inputs.as_of < datetime.timedelta(weeks=least)


def dearer_replacement(money: Comparison) -> Model | None:
    """The named replacement of an ending model, if it costs more and could do the work; else None."""
    return dearer_successor(money.inputs, money.now)


def replacement_peer(money: Comparison) -> Bill | None:
    """What costs less of the vendor and class of the dearer model named in place of today's, and is no older.

    Neither was measured, so the cheaper is what to fall back on. None if there is none, or the named one was.
    """
    named = dearer_replacement(money)
    if named is None or models_tried(money).gap(named.id) is not None:
        return None
    open_ = (b for b in other_model_bills(money) if b.lines and not b.closed and b.measured in (None, GOOD))
    rows = {
        b.model: b for b in open_ if b.model is not None and _peers(money, money.inputs.model(b.model), named)
    }
    own = rows.get(named.id)
    best = min(rows.values(), key=lambda b: float(money.horizon_cost(b)), default=own)
    return None if own is None or best is own else best


def _peers(money: Comparison, model: Model, named: Model) -> bool:
    """Whether `model` is `named`, or of its vendor and class and no older."""
    alike = (model.provider, model.tier) == (named.provider, named.tier)
    return model.id == named.id or (alike and not older(money.inputs, model.id, named.id))


def measured_landing(money: Comparison) -> Bill | None:
    """The cheapest measured model that meets the bar, beside a replacement of today's that was not; else None."""
    now, after = money.now, money.chosen.get("prompt")
    if now is None or not now.retires or not now.moved or after is None:
        return None
    if not after.lines or after.closed or models_tried(money).gap(now.serving.id) is not None:
        return None
    good = (b for b in other_model_bills(money) if b.measured == GOOD and b.lines and not b.closed)
    return min(good, key=lambda b: float(money.horizon_cost(b)), default=None)


def _repays_beside(money: Comparison, landing: Bill) -> bool:
    """Whether what is named in place of today's model saves more against `landing` than measuring it costs."""
    return repays(money, landing, money.chosen["prompt"], "unmeasured_switch_hours", "switch_hours")


def unmeasured_models(money: Comparison) -> tuple[Bill, ...]:
    """Other models that are priced, open and not measured, the first to measure first.

    What was named, or replaces a model that was measured; then the weights that run on one's own GPUs, sold by
    somebody; then those of today's vendor; then the cheapest.
    """
    if money.load is None:
        return ()
    rows = (b for b in other_model_bills(money) if b.measured is None and b.lines and not b.closed)
    by_model = {b.model: b for b in rows if b.model is not None}
    vendor = money.now.serving.provider if money.now is not None else None
    book = money.inputs.knowledge

    now = money.now

    def order(bill: Bill) -> tuple[bool, bool, bool, float]:
        other = book.model(str(bill.model)).provider != vendor
        same = now is not None and now.own and same_weights(now.model.id, str(bill.model))
        return bill.candidate, not same, other, float(money.horizon_cost(bill))

    return tuple(sorted(by_model.values(), key=order))


def plausible_candidates(money: Comparison) -> tuple[Bill, ...]:
    """The unmeasured models that a practitioner would measure, the first to measure first."""
    return money.ask_once(_plausible_candidates)


def _plausible_candidates(money: Comparison) -> tuple[Bill, ...]:
    return tuple(b for b in unmeasured_models(money) if is_plausible_candidate(money, b))


def first_to_measure(money: Comparison, staying: Bill | None) -> Bill | None:
    """The model to measure first: one that could do the work and repays that measuring against `staying`.

    Where today's model cannot go on and nothing is named in its place, or the bar is missed and nothing is trained,
    any that could do the work.
    """
    found, now = plausible_candidates(money), money.now
    forced = dearer_replacement(money) is not None
    unreplaced = now is not None and now.retires and not now.moved and not forced
    if staying is None or not staying.lines or staying.closed or unreplaced:
        return found[0] if found else None
    if misses_bar(money) and not staying.trained:
        return found[0] if found else None
    once = money.inputs.facts.get("one_off") is True
    spared = ("switch_hours",) if forced or once else ()  # it is made in any case, or nothing runs that moves
    return next((b for b in found if repays(money, staying, b, "unmeasured_switch_hours", *spared)), None)


def is_plausible_candidate(money: Comparison, bill: Bill) -> bool:
    """Whether a practitioner would measure this model: always if it was named, else by its class."""
    return not candidate_doubt(money, bill)


def repays(money: Comparison, staying: Bill, other: Bill, hours: str, *spared: str) -> bool:
    """Whether moving from `staying` to `other` saves more over the horizon than so many hours, less `spared`, cost."""
    rate: Any = money.inputs.facts["engineer_usd_per_hour"]
    taken = float(money.inputs.use_assumption(hours).value) - sum(
        float(money.inputs.use_assumption(s).value) for s in spared
    )
    return _saved_by(money, staying, other) > taken * float(rate)


def _saved_by(money: Comparison, staying: Bill, other: Bill) -> float:
    """USD that `other` saves over the horizon: nothing while reserved GPUs are paid anyway."""
    load, paid = money.load, paid_months(money.inputs, money.load)
    one, two = (
        float(money.horizon_cost(b))
        - (float(cost_until(b, load, paid)) if load is not None and paid else 0.0)
        for b in (staying, other)
    )
    return one - two


def _rival(money: Comparison) -> bool:
    """Whether a model at most one class from today's or its replacement was measured, whatever came out.

    The replacement itself stands for today's; of a tune it is another, untrained model.
    """
    now, tuned = money.now, money.inputs.facts.get("model_is_tuned") is True
    ours = {} if now is None else {m.id: level(money.inputs, m) for m in (now.model, now.serving)}
    for name in models_tried(money):
        stands_for_it = now is not None and name == now.serving.id and not tuned
        if models_tried(money).gap(name) is None or stands_for_it:
            continue
        other = level_of(money.inputs, name)
        if name == UNNAMED or other is None or not ours:
            return True
        if any(own is None or abs(other - own) <= 1 for own in ours.values()):
            return True
    return False


def _switch_pays(money: Comparison) -> bool | None:
    """None while nothing is priced; a model that ends is always worth leaving.

    Of what runs without a model it is today's bill that is left.
    """
    to, staying = money.reference, money.chosen.get("prompt")
    if to is None or money.load is None:
        return None
    if money.inputs.facts.get("serving_today") == "not-an-llm" and money.today is not None:
        return to.measured == GOOD and repays(money, money.today, to, "switch_hours")
    if to.route not in ("other-model", "self-host", "cascade") or (
        to.measured != "none" and to.route != "cascade"
    ):
        return False
    ends = money.now is not None and money.now.retires
    if staying is None or not (staying.lines or staying.fleets) or staying.candidate or ends:
        return True
    return repays(money, staying, to, "switch_hours")


def _contract_holds(money: Comparison) -> bool | None:
    """Whether only the months for which reserved GPUs are paid keep a move from repaying; None if none are."""
    to, staying, load = money.reference, money.chosen.get("prompt"), money.load
    if to is None or staying is None or load is None or not paid_months(money.inputs, load):
        return None
    rate, work = (
        money.inputs.number("engineer_usd_per_hour"),
        money.inputs.use_assumption("switch_hours").value,
    )
    saved = float(money.horizon_cost(staying)) - float(money.horizon_cost(to))
    return to.measured == GOOD and saved > float(work) * float(rate or 0.0)


def _stronger(money: Comparison) -> bool | None:
    """None while nothing is priced or today's model is not known; where none runs, none is stronger than it."""
    if money.now is None:
        starts = money.inputs.facts.get("serving_today") in RUNS_NO_MODEL
        return False if starts and money.load is not None else None
    if money.load is None:
        return next_stronger_model(money) is not None
    up = next_stronger_model(money)
    return up is not None and any(
        b.model == up.id and b.lines and not b.closed for b in other_model_bills(money)
    )


def _cheap(money: Comparison) -> bool | None:
    if money.load is None:
        return None
    staying, other = money.reference, first_to_measure(money, money.reference)
    if other is None:
        return False
    volume, said = money.load.volume, money.inputs.number("bill_today")
    if staying is None or not (staying.lines or staying.fleets):
        if said is None:  # nothing is known to be saved against own GPUs that have no price
            return not (money.now is not None and money.now.own)
        return costs_little_beside(money, float(other.monthly(volume)), float(said))
    return costs_little_beside(money, float(other.monthly(volume)), float(staying.monthly(volume)))


def costs_little_beside(money: Comparison, usd: float, bill: float) -> bool:
    """Whether `usd` a month is so much less than `bill` that a model nobody measured is worth a headline."""
    return usd <= money.inputs.knowledge.assumption("headline_share").likely * bill
