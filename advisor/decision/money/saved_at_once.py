"""What can be saved at once, and on which model: by caching, and by a cheaper tier for calls that may wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from advisor.costing.line_items import total
from advisor.costing.longest_prefix import PASTED, PREFIX, longest_prefix
from advisor.costing.models.availability import rates_of
from advisor.costing.routes.untrained import list_bills, other_model
from advisor.costing.said_bill import still_saved, times_apart
from advisor.costing.token_prices import call_lines
from advisor.decision.model_facts import dearer_replacement, ends_at_once, moves_now
from advisor.decision.money.money_words import a_month
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.costing.token_prices import Tier, TokenRates
    from advisor.costing.workload import RequestShape

How = tuple["Tier", bool]
"""In which tier the calls are sent, and whether their prefix is cached."""
_LEAST = 0.5
"""USD that are no longer rounded to nothing."""
_COUNTED = " (the costs here count that)"
_LEAST_COUNTED = " (the costs here count the least of it)"


class SavedAtOnce(NamedTuple):
    """USD a month saved `out_of` what is paid without the step; `later`: the saving on the replacement.

    `later` is None while today's model goes on; `usd` is None if that has ended, or saves nothing this way.
    `model`: the one that the work moves to now; None if today's goes on being called. `least`: what is saved
    at least where the bill that was said may hold the saving already; None if it does not.
    """

    usd: float | None
    out_of: float
    later: float | None = None
    model: str | None = None
    least: float | None = None

    @property
    def share(self) -> float:
        """The saved fraction of the bill, on the model that is called first."""
        saved = self.later if self.usd is None else self.usd
        return max((saved or 0.0) / self.out_of, 0.0) if self.out_of else 0.0


def cache_saving(money: Comparison) -> SavedAtOnce | None:
    """What caching the prefix saves; None if it is cached already, or nothing is known about it."""
    if "cache_hit_rate" in money.inputs.said or PREFIX not in money.inputs.said:
        return None
    return _saved(money, before=("list", False), after=("list", True))


def paste_saving(money: Comparison) -> SavedAtOnce | None:
    """What caching the pasted text would save if it is the same in every call.

    Of a bill that was said, what its price by the tokens leaves, counted as retrieval in its place is.
    None if nothing is pasted, a shared prefix was said, or another model takes over.
    """
    load, now, pasted = money.load, money.now, money.inputs.number(PASTED)
    if load is None or now is None or now.moved or not pasted or PREFIX in money.inputs.said:
        return None
    shape = replace(load.today, prefix=longest_prefix(money.inputs.facts))
    before, after = (_month(money, now.rates, load.tier, caching, shape) for caching in (False, True))
    if before is None or after is None or now.rates is None:
        return None
    if load.said_bill is None:
        return SavedAtOnce(before - after, before)
    said = float(load.said_bill)
    left = after * float(times_apart(said, *list_bills(money.inputs, load, now.serving, now.rates)))
    return SavedAtOnce(said - left, said)


def tier_saving(money: Comparison, verdict: Bill | None = None) -> SavedAtOnce | None:
    """What the batch or flex tier of the vendor saves; None if no call may wait.

    Of a job done once, on the model of the `verdict`.
    """
    load, own, now = money.load, money.chosen.get("prompt"), money.now
    if load is not None and load.tier != "list" and _moved(money, verdict):
        return _moved_saving(money, verdict, load.tier)
    if load is None or load.tier == "list" or own is None or not own.lines or now is None or now.own:
        return None
    return _saved(money, before=("list", True), after=(load.tier, True))


def _moved(money: Comparison, verdict: Bill | None) -> bool:
    """Whether a one-off job leaves today's model."""
    stays = verdict is None or verdict.route in ("prompt", "rag")
    return money.inputs.facts.get("one_off") is True and not stays


def wait_saving(money: Comparison, verdict: Bill | None = None) -> SavedAtOnce | None:
    """What batch calls would save of a one-off job, if nobody stated how soon it is needed; else None.

    On the model of the `verdict`.
    """
    load, now, facts = money.load, money.now, money.inputs
    if (
        load is None
        or now is None
        or now.own
        or "turnaround" in facts.said
        or facts.facts.get("one_off") is not True
    ):
        return None
    if _moved(money, verdict):
        return _moved_saving(money, verdict, "batch")
    sold = now.rates is not None and "batch" in now.rates.tiers
    return _saved(money, before=("list", True), after=("batch", True)) if sold else None


def _moved_saving(money: Comparison, moved: Bill | None, tier: Tier) -> SavedAtOnce | None:
    """What `tier` saves of a job on the model it is `moved` to; None if the tier is not sold there."""
    listed, less = (_on(money, moved, each) for each in ("list", tier))
    if moved is None or listed is None or less is None or listed - less <= 0:
        return None
    return SavedAtOnce(listed - less, listed, model=moved.model)


def _on(money: Comparison, moved: Bill | None, tier: str) -> float | None:
    """USD of the job on another model with all calls in `tier`; None if it cannot be called."""
    load = money.load
    if load is None or moved is None or moved.route != "other-model":
        return None
    ways = other_model(money.inputs, replace(load, tier=tier), money.now)
    found = next((way for way in ways if way.model == moved.model and way.lines), None)
    return None if found is None else float(found.monthly(load.first_volume))


def saved_words(money: Comparison, saved: SavedAtOnce | None, counted: str = _COUNTED) -> str:
    """`$4,750 a month less on gpt-4o until it shuts down on 2027-01-14, then $200 on gpt-6-luna`.

    `counted`: that the rows count it.
    """
    now = money.now
    if counted and saved is not None and saved.least is not None:
        counted = _LEAST_COUNTED
    if saved is not None and saved.later is None and (on := saved.model or (now and now.serving.id)):
        return f"{_from_to(money, saved)} less on {on}{_held(saved)}{counted}"
    if saved is None or now is None:
        return ""
    if saved.usd is None or now.end is None:
        return f"{a_month(money, saved.later)} less on {now.serving.id}, once that serves{counted}"
    goes_on = (saved.later or 0.0) >= _LEAST
    then = f", and {a_month(money, saved.later)} on {now.serving.id} once that serves" if goes_on else ""
    ends = f"until it {now.end.in_words(money.inputs.as_of)}"
    return f"{_from_to(money, saved)} less on {now.model.id} {ends}{then}{counted}{_held(saved)}"


def _from_to(money: Comparison, saved: SavedAtOnce) -> str:
    """The saving as a range, `$450 to $1,907 a month`, if the bill may include a part of it already."""
    most = a_month(money, saved.usd)
    return most if saved.least is None else f"{words.dollars(saved.least)} to {most}"


def _held(saved: SavedAtOnce) -> str:
    return (
        "" if saved.least is None else ", by how much of it your bill holds already: it is below list price"
    )


def _saved(money: Comparison, before: How, after: How) -> SavedAtOnce | None:
    """The saving on today's model and on its replacement; None if neither has a price.

    On what is named in its place alone, where the work moves there within weeks.
    """
    now, coming = money.now, dearer_replacement(money) if moves_now(money) else None
    if coming is not None:
        dear, less = (_month(money, rates_of(money.inputs, coming), *how) for how in (before, after))
        return None if dear is None or less is None else SavedAtOnce(dear - less, dear, model=coming.id)
    first, last = (_month(money, now.rates if now else None, *how) for how in (before, after))
    if now is None or first is None or last is None:
        return None
    if not now.moved:
        return of_what_is_paid(money, first, last)
    rates = None if ends_at_once(money) else now.rates_today
    paid, less = (_month(money, rates, *how) for how in (before, after))
    if paid is None or less is None or paid - less <= 0:
        return SavedAtOnce(None, first, first - last)
    return of_what_is_paid(money, paid, less)._replace(later=first - last)


def of_what_is_paid(money: Comparison, before: float, after: float) -> SavedAtOnce:
    """The saving of a step on today's model: by list price, or by the same ratio of the stated bill.

    Nothing where that bill is what the calls cost with the step, so that it was taken already.
    """
    load, runs = money.load, "cache_hit_rate" in money.inputs.said
    listed = _month(money, money.now.rates_today if money.now else None, "list", runs)
    if load is None or load.said_bill is None or not listed:
        return SavedAtOnce(before - after, before)
    said, beside = float(load.said_bill), money.inputs.knowledge.assumption("bill_beside").likely
    if abs(said - after) <= beside * after and said < before * (1 - beside):
        return SavedAtOnce(0.0, said)
    found = still_saved(said, listed, before, after)
    least = found.least if found.least < found.most else None
    return SavedAtOnce(found.most, said * before / listed, least=least)


def _month(
    money: Comparison, rates: TokenRates | None, tier: Tier, caching: bool, shape: RequestShape | None = None
) -> float | None:
    """USD a month of calls of `shape` (today's by default) at `rates`; None without rates."""
    load = money.load
    if load is None or rates is None:
        return None
    lines = call_lines(rates, shape or load.today, load.hit_rate, tier=tier, caching=caching)
    return float(total(lines, "call")) * float(load.first_volume)
