"""That the vendor guarantees the verdict's model only until a certain day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.models.availability import horizon_end, kept_until, seller

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison

_CALLED = ("prompt", "other-model", "cascade", "rag")


def kept_words(money: Comparison, bill: Bill | None) -> tuple[str, ...]:
    """The day until which the vendor guarantees the model of `bill`, if it is past or within the horizon."""
    model = money.inputs.known_model(str(bill.model)) if bill is not None and bill.route in _CALLED else None
    own = money.now is not None and money.now.own
    if model is None or own or (said := kept_until(money.inputs, model)) is None:
        return ()
    if said.on > horizon_end(money.inputs):
        return ()
    past = said.on <= money.inputs.as_of
    who, after = seller(money.inputs, model), said.replacement
    told = (
        "and that day has passed: its end may be announced any day"
        if past
        else "which is before the horizon ends"
    )
    named = f"; {after} is named in its place" if after is not None else ""
    return (f"{who} keeps {model.id} until {said.on} at the least, {told}{named}. [{said.id}]",)
