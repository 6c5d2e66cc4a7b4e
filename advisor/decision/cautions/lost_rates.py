"""That a negotiated price of a model that ends does not carry over to what takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.models.availability import successor

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison


def lost_rates(money: Comparison) -> tuple[str, ...]:
    """A sentence where today's model ends, has a price of the case's own, and its replacement has none."""
    now, rates = money.now, money.inputs.rates
    if now is None or now.end is None or now.model.id not in rates:
        return ()
    after = successor(money.inputs, now.model)
    ends = f"Your price of {now.model.id} ends with it on {now.end.on}"
    if after is None:
        return (f"{ends}: ask for the same terms on what you move to.",)
    if after.id in rates:
        return ()
    return (f"{ends}: {after.id} is counted at list price. Ask for the same terms there before you move.",)
