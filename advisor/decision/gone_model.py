"""That the model said to run today was shut down before the day of the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison


def has_ended(money: Comparison) -> bool:
    """Whether today's model was shut down by the day of the decision."""
    now = money.now
    return now is not None and not now.own and now.end is not None and now.end.on <= money.inputs.as_of


def gone_model(money: Comparison) -> tuple[str, ...]:
    """A sentence where it was: something else must do the work by now, and that was not said."""
    now = money.now
    if now is None or now.end is None or not has_ended(money):
        return ()
    return (
        f"{now.model.id} was shut down on {now.end.on}, so it is not what runs today: say which model does the work"
        f" now. [{now.end.id}]",
    )
