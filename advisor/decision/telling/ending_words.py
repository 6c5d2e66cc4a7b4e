"""The end of today's model in words: what ends, when, and what replaces it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.models.availability import named_successor, rates_of
from advisor.costing.models.measured_gaps import GOOD, measured_gap
from advisor.costing.routes.untrained import by_tokens
from advisor.decision.model_facts import (
    costs_little_beside,
    dearer_replacement,
    ends_at_once,
    first_to_measure,
    measured_landing,
    replacement_peer,
)
from advisor.decision.money.by_ratio import ratio_to
from advisor.decision.money.money_words import a_month, at_least, monthly_usd
from advisor.decision.money.paid_today import paid_today, today_usd
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.knowledge.lifecycle import Lifecycle


_YOUR = "your "


def ending_words(money: Comparison) -> dict[str, str]:
    """The words for the blanks about a model that ends and what takes its place."""
    nothing = money.inputs.facts.get("serving_today") == "nothing-yet" or _over(money)
    return {
        **_ending(money),
        **_falling_back(money),
        **_landing(money),
        "today_bill": _today_bill(money),
        "beside": "" if nothing else " beside what runs today",
    }


def _landing(money: Comparison) -> dict[str, str]:
    """The model to move to if the one measured in place of today's misses the bar."""
    good, now, after = measured_landing(money), money.now, money.chosen.get("prompt")
    cost = f"costs {a_month(money, monthly_usd(money, after))}"
    named = f"{now.serving.id if now is not None else 'what is named'}, named in its place, {cost}"
    if good is None:
        return {"landing": _cheaper(money, after), "fall_back": f"{named} and is what to fall back on"}
    safe = f"{good.model} ({a_month(money, monthly_usd(money, good))}) meets your bar"
    return {"landing": f" If it misses, {safe}.", "fall_back": f"{safe} and is what to fall back on"}


def _cheaper(money: Comparison, after: Bill | None) -> str:
    """A much cheaper model to measure beside the replacement of today's; empty if there is none."""
    found = first_to_measure(money, money.reference)
    cost, beside = monthly_usd(money, found), monthly_usd(money, after)
    if found is None or cost is None or beside is None or not costs_little_beside(money, cost, beside):
        return ""
    told = f"{found.model} ({at_least(money, found)}{a_month(money, cost)})"
    return f" {told}, measured in the same run, is taken instead where it meets your bar."


def until(money: Comparison) -> str:
    """When today's bill is paid, or was paid if the model has ended."""
    return "before it ended" if _over(money) else "today"


def _today_bill(money: Comparison) -> str:
    """Today's bill as paid and as its row counts it: ` ($18,200 a month today, $4,398 as batch jobs)`."""
    today, found = today_usd(money), paid_today(money)
    if today is None:
        return ""
    less = "" if found is None or _over(money) else f", {words.dollars(found.counted)} {found.how}"
    return f" ({a_month(money, today)} {until(money)}{less})"


def _over(money: Comparison) -> bool:
    now = money.now
    return now is not None and now.has_ended(money.inputs.as_of)


def _ending(money: Comparison) -> dict[str, str]:
    now, prompt, over = money.now, money.chosen.get("prompt"), _over(money)
    on = now.end.in_words(money.inputs.as_of) if now and now.end else "ends"
    moved = now is not None and now.moved
    after = named_successor(money.inputs, now.model) if now is not None else None
    named = _what_ends(money)
    ends = f" {_first(named)} {on}{_in_its_place(now.end, after)}." if now and now.end else out_words(money)
    hurried = ends_at_once(money)
    return {
        "today_why": prompt.closed[0] if prompt is not None and prompt.closed else "",
        "ends": ends,
        "ends_later": "" if hurried else ends,
        "which_misses": "today's prompt"
        if now is None or not now.retires or not moved
        else f"{now.serving.id}, named in place of {named},",
        "roll_back": "" if out_words(money) or over or hurried else _roll_back(money),
        "model": named,
        "replacement": now.serving.id if moved and now else "another model (none is named in its place)",
        "retires_on": on,
        "unreplaced": _unreplaced(money, after),
        "by_then": " now" if over else " before then",
    }


def _what_ends(money: Comparison) -> str:
    """The thing that ends: today's model, or the tune of it if that ends on another day."""
    now = money.now
    if now is None:
        return "today's model"
    apart = now.end is not None and now.tune is not None and now.tune.offer.tuned_until is not None
    return f"{_YOUR}tune of {now.model.id}" if apart else now.model.id


def _first(named: str) -> str:
    """The thing that ends, capitalised for the start of a sentence unless it is a model id."""
    return f"{named[0].upper()}{named[1:]}" if named.startswith(_YOUR) else named


def _roll_back(money: Comparison) -> str:
    """What to keep for a while after a move so that it can be undone."""
    own = money.now is not None and money.now.own
    kept = "Keep the GPUs until that is done" if own else "Keep the old model callable as long as it is sold"
    if money.inputs.facts.get("serving_today") == "not-an-llm":
        kept = "Keep what does it today until that is done"
    return f" {kept}, to roll back."


def _in_its_place(end: Lifecycle, after: str | None) -> str:
    """The named replacement: `; gpt-6-luna is named in its place`; empty if the sentence says it already."""
    if after is None:
        return "; no replacement is named in its place"
    return "" if end.what == "rerouted" and after == end.replacement else f"; {after} is named in its place"


def _unreplaced(money: Comparison, after: str | None) -> str:
    """Why today's model has no replacement: none is named, it missed the bar, or it is closed."""
    if after is None:
        return "no replacement is named"
    missed = measured_gap(money.inputs.facts, after) not in (None, GOOD)
    return f"{after}, named in its place, {'missed your bar' if missed else 'is closed to you'}"


def out_words(money: Comparison) -> str:
    """Why today's model cannot go on although it does not end: ` deepseek-v4-pro is out: ...`; empty if it can."""
    now, prompt = money.now, money.chosen.get("prompt")
    if now is None or now.own or now.retires or prompt is None or not prompt.closed:
        return ""
    return f" {now.model.id} is out: {prompt.closed[0]}."


def _falling_back(money: Comparison) -> dict[str, str]:
    """The dearer replacement of an ending model, with its bill as the rows count it."""
    after = dearer_replacement(money)
    ratio = ratio_to(money, after)
    rates = rates_of(money.inputs, after) if after is not None else None
    bill = by_tokens(money.load, after, rates, savings=True) if money.load and after and rates else None
    named = after.id if after is not None else "what is named"
    month = a_month(money, monthly_usd(money, bill)) if ratio is None else ratio.month
    return {
        "fallback": named,
        "fallback_month": month,
        "falls_back": f"{named}, named in its place, costs {month}{_peer_words(money)}",
    }


def _peer_words(money: Comparison) -> str:
    """What to fall back on: what is named in place of today's model, or what costs less of its vendor and class."""
    peer = replacement_peer(money)
    if peer is None:
        return " and is what to fall back on"
    return f"; {peer.model}, of its vendor and class, {a_month(money, monthly_usd(money, peer))}: fall back on that"
