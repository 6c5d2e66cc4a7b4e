"""Whose the share of a cascade is, where it was said and more than one model was tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.models.measured import tried_models
from advisor.costing.routes.cascade import SHARE

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison


def share_words(money: Comparison) -> tuple[str, ...]:
    """The model that the share is taken for; empty where it can be of one alone, or no cascade is held against."""
    own, tried = money.reference, tried_models(money.inputs.facts)
    if own is None or own.route != "cascade" or money.inputs.facts.get(SHARE) is None or len(tried) < 2:
        return ()
    return (
        f"The share you said is taken for {own.model}, the cheapest of the models you tried: say so where it was"
        " measured with another.",
    )
