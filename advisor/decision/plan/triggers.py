"""When to decide again: triggers as data that can be checked later."""

from __future__ import annotations

import calendar
import datetime
import math
from typing import TYPE_CHECKING, Any

from advisor.costing.gpus.gpu_serving import cheapest_fleet
from advisor.costing.models.availability import announced
from advisor.decision.decision import Trigger, Verdict
from advisor.decision.money.bought import cards_priced
from advisor.decision.money.volumes import todays_volume
from advisor.text import fact_words, words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison

_VOLUME = "requests_per_month"
_IF_ASKED = "training then pays where latency, determinism or privacy asks for it"
_ABOVE = (_IF_ASKED, "the money then speaks for training, once its gates pass")
_BELOW = ("training then pays no more", _IF_ASKED)
"""What passing the lower and the upper edge of the bands changes."""


def triggers(money: Comparison, verdict: Verdict, tuned: str | None) -> tuple[Trigger, ...]:
    """All triggers: a date, volumes at the edges of the band, retirements and prices behind the verdict, its rule."""
    return (
        *_retirements(money),
        *_volumes(money, tuned),
        *_date(money),
        *_prices(money, verdict, tuned),
        Trigger(f"the rule {verdict.concluded_by} changes", "rule", subject=verdict.concluded_by),
    )


def review_day(money: Comparison) -> datetime.date:
    """The day of the next review: at the end of the horizon at the latest."""
    return months_later(money.inputs.as_of, _review_months(money))


def _review_months(money: Comparison) -> int:
    horizon: Any = money.inputs.facts["horizon_months"]
    often = float(money.inputs.use_assumption("revisit_months").value)
    return int(often if money.inputs.facts.get("one_off") is True else max(min(often, float(horizon)), 1.0))


def _date(money: Comparison) -> list[Trigger]:
    """The trigger for the next review; none for a one-off job, which is done by then."""
    if money.inputs.facts.get("one_off") is True:
        return []
    on = review_day(money)
    return [Trigger(f"{on} has come ({words.months(_review_months(money))} on)", "date", on=on)]


def _volumes(money: Comparison, tuned: str | None) -> list[Trigger]:
    bill = money.chosen.get(tuned) if tuned else None
    crossing = money.crossing(bill) if bill is not None and bill.lines else None
    bands = money.inputs.bands
    if crossing is None or money.volume is None or bands is None:
        return []
    edges = [(float(crossing.volume) * times, times) for times in bands]
    edges = [e for e in edges if 0 < e[0] < float("inf")]
    above = min((e for e in edges if e[0] > money.volume), default=None)
    below = max((e for e in edges if e[0] <= money.volume), default=None)
    made = []
    if above is not None:
        when = f"volume rises above {_edge(money, *above)}{_reached(money, above[0], _ABOVE[bands.index(above[1])])}"
        made.append(Trigger(when, "volume", _VOLUME, above=round(above[0])))
    if below is not None:
        when = f"volume falls below {_edge(money, *below)}{_reached(money, below[0], _BELOW[bands.index(below[1])])}"
        made.append(Trigger(when, "volume", _VOLUME, below=round(below[0])))
    return made


def _reached(money: Comparison, edge: float, then: str) -> str:
    """When the stated growth brings the volume to `edge`, and what changes then; empty if after the horizon."""
    load, volume = money.load, money.volume
    growth = money.inputs.number("growth_per_month")
    if load is None or not volume or not growth or growth <= -1:
        return ""
    months = math.log(edge / float(volume)) / math.log1p(float(growth))
    if not 0 <= months <= float(load.horizon):
        return ""
    days = math.ceil(months * float(money.inputs.use_assumption("days_per_month").value))
    return f"; it does in {money.inputs.as_of + datetime.timedelta(days=days):%B %Y}: {then}"


def _edge(money: Comparison, mean: float, times: float) -> str:
    """The edge of a band at the `mean` volume over the horizon, as the volume of this month."""
    at = f"{words.count(times)} times break-even"
    if money.inputs.facts.get("one_off") is True:
        return f"{words.count(round(mean))} requests in all ({at})"
    return f"{fact_words.value(_VOLUME, round(todays_volume(money, mean)))} ({at}{_from_there_on(money)})"


def _from_there_on(money: Comparison) -> str:
    """That a volume is that of a single month; empty if the volume stays the same."""
    growth = money.load.growth if money.load is not None else 0.0
    return f", {'growing' if growth > 0 else 'falling'} on as you say" if growth else ""


def _retirements(money: Comparison) -> list[Trigger]:
    now = money.now
    if now is None or now.own:  # nobody but its owner ends a model on one's own GPUs
        return []
    found = []
    for model in {m.id: m for m in (now.model, now.serving)}.values():
        end = announced(money.inputs, model)
        if end is not None:
            found.append(
                Trigger(f"{model.id} {end.in_words(money.inputs.as_of)}", "retirement", model.id, on=end.on)
            )
        else:
            found.append(Trigger(f"a shutdown of {model.id} is announced", "retirement", model.id))
    return found


def _prices(money: Comparison, verdict: Verdict, tuned: str | None) -> list[Trigger]:
    names: dict[str, None] = {}
    for bill in (_verdicts_row(money, verdict), money.chosen.get(tuned) if tuned else None):
        for name in bill.price_entries if bill is not None and not bill.closed else ():
            names[name] = None
        if bill is not None and cards_priced(money, bill) and money.volume is not None:
            names[cheapest_fleet(bill.fleets, money.volume).gpu] = None
    return [Trigger(f"the price of {_called(money, name)} changes", "price", name) for name in names]


def _verdicts_row(money: Comparison, verdict: Verdict) -> Bill | None:
    """The bill of the verdict; of other models the one that it names."""
    own = (verdict.route, verdict.trained, verdict.model)
    rows = (b for b in money.rows if (b.route, b.trained, b.model) == own)
    return next(rows, money.chosen.get(verdict.route))


def _called(money: Comparison, name: str) -> str:
    """A price entry as the table names it: a GPU by its name, a tune by its base and platform."""
    book = money.inputs.knowledge
    gpu = next((g.name for g in book.gpus if g.id == name), None)
    offer = next((f"{o.base} at {o.provider}" for o in book.offers if o.id == name), None)
    return gpu or offer or name


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day `months` later, or the last day of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    year += day.year
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
