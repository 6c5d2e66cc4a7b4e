"""What to say about where data may go: who keeps it in its region, and who rents out the GPUs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.case.facts import INSIDE
from advisor.costing.models.availability import seller, whatever_the_region
from advisor.costing.models.data_region import NOWHERE, place, region, tuning_kept

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.knowledge.market import Model

_OWN = ("self-host", "encoder")


def region_doubt(money: Comparison, bill: Bill) -> str:
    """That nobody knows whether data of a row stays in the region; empty if known, or no region is required."""
    inputs, where = money.inputs, region(money.inputs)
    if where is None or bill.route in _OWN or bill.closed:
        return ""
    if bill.trained:
        who = inputs.knowledge.offer(bill.price_entries[0]).provider
        kept = tuning_kept(inputs, who)
    elif (model := _called(money, bill)) is not None:
        who = seller(inputs, model)
        kept = place(inputs, model, who).kept
    else:
        return ""
    return "" if kept is not None else f"whether {who} keeps data in the {where.upper()} is not known: ask"


def region_words(money: Comparison, bill: Bill | None) -> tuple[str, ...]:
    """The same of the verdict's row, as a sentence, and where a model is counted that its own vendor may not serve."""
    if bill is None or not bill.lines:
        return ()
    if unsigned := unsigned_gpus(money, bill):
        return (f"{unsigned[0].upper()}{unsigned[1:]}.",)
    if doubt := region_doubt(money, bill):
        return (f"{doubt[0].upper()}{doubt[1:]} before you rely on it.",)
    model = _called(money, bill) if not bill.trained else None
    return _moved(money, model) if model is not None else ()


def region_premium(money: Comparison, bill: Bill | None) -> float:
    """The surcharge for keeping data in the region, as a fraction; 0 if unknown."""
    model = _called(money, bill) if bill is not None and bill.lines and not bill.trained else None
    return 0.0 if model is None else place(money.inputs, model, seller(money.inputs, model)).times - 1


def _moved(money: Comparison, model: Model) -> tuple[str, ...]:
    """That `model` is counted at a cloud which keeps data in the region, since its vendor is not known to."""
    inputs, where = money.inputs, region(money.inputs)
    who = seller(inputs, model)
    home = place(inputs, model, model.provider)
    if where is None or who in (model.provider, whatever_the_region(inputs, model)) or home.kept:
        return ()
    why = "does not" if home.kept is False else "is not known to"
    signs = inputs.facts.get("data_boundary") == "contracted-vendor" and who not in inputs.contracted()
    first = f" A contract with {who} comes first." if signs else ""
    kept = f"{model.id} is counted at {who}, which keeps data in the {where.upper()}"
    return (f"{kept}; {model.provider} itself {why}.{first}",)


def _called(money: Comparison, bill: Bill) -> Model | None:
    """The vendor's model that a row calls; None if none is, or it runs on own GPUs."""
    now, inside = money.now, money.inputs.facts.get("data_boundary") in INSIDE
    model = money.inputs.known_model(str(bill.model)) if bill.model is not None and not inside else None
    if (
        model is None
        or model.provider in NOWHERE
        or (now is not None and now.own and model.id == now.model.id)
    ):
        return None
    return model


def unsigned_gpus(money: Comparison, bill: Bill) -> str:
    """That the GPUs of a row are rented from nobody under contract; empty if they are, or need not be."""
    inputs = money.inputs
    bound = inputs.facts.get("data_boundary") == "contracted-vendor" and not inputs.gpu_clouds()
    rented = inputs.facts.get("gpus", "rented") != "owned"
    runs = money.now is not None and money.now.own and bill.route == "prompt"
    on_gpus = bool(bill.fleets) or any(line.kind == "gpu" for line in bill.lines)
    if not (bound and rented and on_gpus) or runs or bill.closed:
        return ""
    return (
        "its GPUs are rented, and nobody you have a contract with rents any: sign with one first, or buy them"
    )
