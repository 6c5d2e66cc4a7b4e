"""The inputs behind the money of page one, and how a stated bill compares with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.text import words

if TYPE_CHECKING:
    from advisor.decision.decision import Decision

_NEEDED = ("requests_per_month", "input_tokens", "output_tokens")
_WHY = {
    "above": ": tax, a dearer tier, other work or retries? Savings are counted against it, with other models at list"
    " price: what is in it beside these calls stays.",
    "below": ": a negotiated price, or work that it leaves out? Savings are counted against it, with other models at"
    " list price: ask for the same terms.",
}


def inputs_sentence(decision: Decision) -> str:
    """Calls a month, tokens, model and what the region adds; empty while one of them is not known."""
    known = [decision.facts.get(name) for name in _NEEDED]
    numbers = [value for value in known if isinstance(value, int | float)]
    if len(numbers) < len(_NEEDED):
        return ""
    calls, tokens, answer = map(words.count, numbers)
    model = decision.facts.get("model")
    today = "" if decision.facts.get("serving_today") == "nothing-yet" else " today"
    on = f", on {model}{today}" if model is not None else ""
    return f"From {calls} calls {_period(decision)}, {tokens} tokens in and {answer} out a call{on}{_region(decision)}."


def bill_sentence(decision: Decision) -> str:
    """That the bill is noticeably off list price, and what savings are counted against; empty if it is not."""
    off = decision.known.get("bill_over_list")
    if not isinstance(off, int | float) or decision.known.get("bill_odd") is True:
        return ""
    how = "below" if off < 0 else "above"
    return f"Your bill is {words.share(abs(round(off, 2)))} {how} these volumes at list price{_WHY[how]}"


def _period(decision: Decision) -> str:
    days = decision.known.get("month_days")
    if decision.facts.get("one_off") is True:
        return "in all"
    return f"in a month of {days:g} days" if isinstance(days, int | float) else "a month"


def _region(decision: Decision) -> str:
    where, more = decision.facts.get("residency"), decision.known.get("region_premium")
    if not isinstance(where, str) or where == "none":
        return ""
    region, model = where.upper(), decision.verdict_row.model
    rates = decision.case.prices.get(decision.now.model.id, {}) if decision.now is not None else {}
    given = {"input", "output"} <= {*rates}
    taken = f"; the price you gave is taken as the one you pay in the {region}" if given else ""
    runs = decision.now is not None and model == decision.now.model.id
    if not isinstance(more, int | float) or (given and runs):
        return taken
    whose = (
        "what you gave" if rates and runs else f"the list price{f' of {model}' if rates and model else ''}"
    )
    return f"{taken}; keeping data in the {region} adds {words.share(more)} to {whose}"
