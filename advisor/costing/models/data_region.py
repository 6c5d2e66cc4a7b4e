"""Whether data stays in the required region: who keeps it there, at which price, and who does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.knowledge.market import Model
    from advisor.knowledge.residency import Residency

NOWHERE = ("own-gpus", "case")
"""Providers that are no seller whose region could be known: one's own GPUs, a model with a price of the case."""

_CALLS = {"input", "output"}


class KeptData(NamedTuple):
    """Whether a seller keeps calls in the region (None if unknown), and its multiple of the list price."""

    kept: bool | None
    times: float = 1.0
    why: str = ""


def region(inputs: Inputs) -> str | None:
    """The region in which data must stay; None if none is required."""
    found = inputs.facts.get("residency")
    return None if found == "none" else found


def place(inputs: Inputs, model: Model, seller: str) -> KeptData:
    """Whether calls of `model` at `seller` stay in the required region, and their price.

    What was negotiated for input and output is what is paid there: nothing comes on top of it.
    """
    where = region(inputs)
    if where is None:
        return KeptData(True)
    found = _listed(inputs, model, seller, where)
    return found._replace(times=1.0) if inputs.rates.get(model.id, {}).keys() >= _CALLS else found


def _listed(inputs: Inputs, model: Model, seller: str, where: str) -> KeptData:
    own = model.region_times(where, seller)
    if own is not None:
        return KeptData(True, own)
    said = inputs.knowledge.residency(seller, where, "calls", inputs.as_of)
    if said is None or (said.makers and model.provider not in said.makers):
        return KeptData(True if seller in NOWHERE else None)
    return KeptData(said.kept, said.times, _because(said))


def kept_elsewhere(inputs: Inputs, model: Model, first: str | None) -> str | None:
    """The cloud that keeps `model` in the region if its own vendor is not known to; else None.

    `first`: the cloud that is asked before the others.
    """
    if region(inputs) is None or place(inputs, model, model.provider).kept:
        return None
    sold = [c for c in _sellers(inputs, model, first) if place(inputs, model, c).kept]
    return sold[0] if sold else None


def objection(inputs: Inputs, model: Model, seller: str) -> str:
    """Why calls of `model` at `seller` would leave the region; empty if they stay, or if it is unknown."""
    found = place(inputs, model, seller)
    return found.why if found.kept is False else ""


def tuning_objection(inputs: Inputs, platform: str) -> str:
    """Why training examples at `platform` would leave the region; empty if they stay, or if it is unknown."""
    said = _said_of_tuning(inputs, platform)
    return _because(said) if said is not None and not said.kept else ""


def tuning_kept(inputs: Inputs, platform: str) -> bool | None:
    """Whether training examples at `platform` stay in the region; None if unknown."""
    said = _said_of_tuning(inputs, platform)
    return said.kept if said is not None else (True if region(inputs) is None else None)


def _said_of_tuning(inputs: Inputs, platform: str) -> Residency | None:
    where = region(inputs)
    return inputs.knowledge.residency(platform, where, "tuning", inputs.as_of) if where is not None else None


def _sellers(inputs: Inputs, model: Model, first: str | None) -> Iterator[str]:
    """The clouds that sell models of this maker to this customer, those under contract first.

    A contract with the maker itself leaves all of them, since no other would do.
    """
    vendors = inputs.contracted() if inputs.facts.get("data_boundary") == "contracted-vendor" else ()
    every = inputs.knowledge.name_words["clouds"]
    named = [c["platform"] for c in every.values() if model.provider in c["makers"]]
    for cloud in sorted(named, key=lambda c: (c not in vendors, c != first)):
        if not vendors or cloud in vendors or model.provider in vendors:
            yield str(cloud)


def _because(said: Residency) -> str:
    return f"data must stay in the {said.region.upper()}, and {said.says} [{said.source}]"
