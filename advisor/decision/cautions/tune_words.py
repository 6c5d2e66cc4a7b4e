"""What to say if a tuned model runs today: its upkeep, its short prompt, that training means training anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.case.routes import UNTRAINED
from advisor.costing.line_items import total
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison


def tune_blanks(money: Comparison) -> dict[str, str]:
    """The words for the blanks of sentences about training, with or without a tuned model today."""
    runs = money.inputs.facts.get("model_is_tuned") is True
    return {
        "anew": " anew" if runs else "",
        "leave": f"Keep the tune that runs{_until(money)}" if runs else "Leave training alone",
    }


def _until(money: Comparison) -> str:
    """Until when the tuned model runs, if it ends within the horizon."""
    end = money.now.end if money.now is not None else None
    return "" if end is None else f" until {end.on}, when it ends"


def tune_words(money: Comparison) -> tuple[str, ...]:
    """What today's bill includes beside the vendor's, and that untrained rows use the tune's short prompt."""
    if money.inputs.facts.get("model_is_tuned") is not True or money.load is None:
        return ()
    return (*_upkeep(money), *_short_prompt(money))


def _upkeep(money: Comparison) -> tuple[str, ...]:
    now, today = money.now, money.today
    if now is None or now.own or today is None or money.load is None:
        return ()
    if now.tune is None:
        return (
            f"What a tune of {now.model.id} costs is not known here: it is counted as its base, without upkeep.",
        )
    people = float(total([x for x in today.lines if x.kind == "overhead"], "month"))
    vendor = float(today.monthly(money.load.first_volume)) - people
    if not people:
        return ()
    return (
        f"Today's tune is counted with {words.dollars(people)} a month for its upkeep, as every other tune, beside"
        f" {words.dollars(vendor)} for its calls and hosting.",
    )


def _short_prompt(money: Comparison) -> tuple[str, ...]:
    """That an untrained model needs a longer prompt than the stated one."""
    now = money.now
    rows = [b for b in money.rows if b.route in UNTRAINED and not b.trained and b.lines and not b.closed]
    if not any(now is None or now.tune is None or b.model != now.model.id for b in rows):
        return ()
    return (
        "The prompt that was said is the tune's. An untrained model needs a longer one, so the bills of untrained rows"
        " are the least they can be.",
    )
