"""That the model said to run today was shut down before the day of the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison


def gone_model(money: Comparison) -> tuple[str, ...]:
    """A sentence where it was: something else must do the work by now, and that was not said."""
    now = money.now
    if now is None or now.end is None or not now.has_ended(money.inputs.as_of):
        return ()
    return (
        f"{now.model.id} was shut down on {now.end.on}, so it is not what runs today: say which model does the work"
        f" now. [{now.end.id}]",
    )
