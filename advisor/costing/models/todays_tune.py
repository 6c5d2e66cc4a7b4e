"""The tune that runs today: whose offer it is, and the day on which its calls end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from advisor.knowledge.lifecycle import Lifecycle

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.knowledge.market import Model, Offer, TuningPrice


YOUR_TUNE = ", your tune"
"""How the row of a tune that runs today ends, after its base."""


class RunningTune(Struct, frozen=True):
    """The offer that today's tune was trained on, at its price of the date."""

    offer: Offer
    price: TuningPrice


def sold_by(inputs: Inputs, offer: Offer) -> str:
    """Who answers calls of a tune of `offer`: the platform where its base is called."""
    return inputs.knowledge.platform(offer.provider).lifecycle or offer.provider


def todays_tune(inputs: Inputs, model: Model, seller: str) -> RunningTune | None:
    """The tune of `model` that runs today, where `seller` answers calls of it; None if none runs or is priced."""
    if not inputs.facts.get("model_is_tuned"):
        return None
    today = inputs.said_model()
    if today is None or today.id != model.id:
        return None
    offers = [o for o in inputs.knowledge.offers if o.base_model == model.id]
    for own in (seller, model.provider):
        for offer in offers:
            price = inputs.offer_price(offer) if own in (sold_by(inputs, offer), offer.provider) else None
            if price is not None:
                return RunningTune(offer, price)
    return None


def end_of_tune(inputs: Inputs, offer: Offer, platform: str) -> Lifecycle | None:
    """The day on which calls of a tune of `offer` end, where that is not the end of its base; None if it is."""
    until, base = offer.tuned_until, offer.base_model
    if until is None or base is None or until.known_since > inputs.as_of:
        return None
    return Lifecycle(
        id=offer.id,
        platform=platform,
        models=(base,),
        announced=until.announced,
        shutdown=until.on,
        as_of=until.as_of,
        source=until.source,
        grade=until.grade,
    )
