"""That rented GPUs are a vendor's too: who has to be under contract before data goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison


def unsigned_gpus(money: Comparison, bill: Bill) -> str:
    """That the GPUs of a row are rented from nobody under contract; empty where they are, or need not be."""
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
