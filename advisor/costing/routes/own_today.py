"""Work that is not done by a vendor's model today: a self-hosted model, something that is no model, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from advisor.case.facts import INSIDE
from advisor.case.models_tried import ModelsTried, gap_of
from advisor.costing import tuning_project
from advisor.costing.arrays import Num, first_smallest, one_value
from advisor.costing.bill import Bill, cost_while_usable
from advisor.costing.gpus import gpu_serving
from advisor.costing.gpus.further_cards import with_further
from advisor.costing.gpus.gpu_hour import NOT_PRICED, at_kept_hour
from advisor.costing.line_items import Factor, LineItem
from advisor.costing.models.measured_gaps import GOOD, tried_models
from advisor.costing.models.open_weights import billions, may_run_inside, parameters, same_weights

if TYPE_CHECKING:
    from advisor.costing.gpus.gpu_serving import Fleet
    from advisor.costing.inputs import Inputs
    from advisor.costing.workload import RequestShape, Workload
    from advisor.knowledge.market import Model
    from advisor.knowledge.serving import Architecture
    from advisor.knowledge.store import Knowledge

OWN = "own-gpus"
PAID_ANYWAY = ("reserved", "owned")
PAID_MONTHS = "gpus_paid_months"
"""How GPUs are paid for that cost the same whatever runs on them."""
NO_GPU = "no priced GPU holds the model and one request of this length"
ROUNDED = "model_size_rounding"
"""The assumption that says how far the size in a model's name may lie from its parameters."""
_DONE = LineItem("set-up, done already", "once", (Factor(0.0, "USD"),), ("T.idle",))
"""What a job done once on GPUs that run anyway costs beside them."""


def on_own_gpus(inputs: Inputs) -> bool:
    """Whether today's model runs on the customer's own GPUs; one whose weights nobody has cannot."""
    if inputs.facts.get("serving_today") != OWN:
        return False
    today = inputs.said_model()
    return today is None or may_run_inside(today, inputs.knowledge)


def paid_anyway(inputs: Inputs) -> bool:
    """Whether today's model runs on own GPUs that are paid for whether used or not."""
    return inputs.facts.get("gpus") in PAID_ANYWAY and on_own_gpus(inputs)


def runs_usual_size(inputs: Inputs, usual: Architecture) -> bool:
    """Whether today's model runs on own GPUs and is about as large as `usual`."""
    size = parameters(inputs.said_model()) if on_own_gpus(inputs) else None
    return size is not None and abs(size / usual.params - 1) < inputs.knowledge.assumption(ROUNDED).likely


def inside_model(inputs: Inputs) -> Model | None:
    """The model that was said, where data stays within the own network and its size is known, or it runs there."""
    if inputs.facts.get("data_boundary") not in INSIDE:
        return None
    model = inputs.said_model()
    sized = model is not None and billions(model) is not None
    return model if sized or on_own_gpus(inputs) else None


def runs_inside(inputs: Inputs) -> bool:
    """Whether a model runs on own GPUs within the own network already, known by its name or not."""
    return inputs.facts.get("data_boundary") in INSIDE and on_own_gpus(inputs)


def measured_open(inputs: Inputs) -> list[tuple[Model, str | None]]:
    """The open models that were measured and may run on own GPUs, with their gap.

    Where data stays inside, all whose size is known; elsewhere those that no seller is meant of.
    """
    found: tuple[tuple[str, str | None], ...] = inputs.ask_once(_measured_open, inputs.knowledge)
    return [(inputs.model(name), gap) for name, gap in found]


def good_inside(inputs: Inputs) -> bool:
    """Whether a measured open model meets the bar within the own network."""
    within = inputs.facts.get("data_boundary") in INSIDE
    return within and any(gap == GOOD for _, gap in measured_open(inputs))


def _measured_open(facts: Mapping[str, Any], book: Knowledge) -> tuple[tuple[str, str | None], ...]:
    inside, found = facts.get("data_boundary") in INSIDE, []
    for name, zones in tried_models(facts).items():
        model = book.known_model(name)
        if model is not None and billions(model) is not None and (inside or model.provider == OWN):
            found.append((model.id, gap_of(zones)))
    return tuple(found)


def measured_weights(facts: Mapping[str, Any], book: Knowledge, model: str, params: float) -> str | None:
    """The measured gap of an open model of `params` parameters, whoever served it.

    Of several sellers the best; None if nobody measured it.
    """
    same = {
        n: z for n, z in tried_models(facts).items() if _same_model(book, book.known_model(n), model, params)
    }
    return ModelsTried.of(same).best if same else None


def _same_model(book: Knowledge, tried: Model | None, model: str, params: float) -> bool:
    """Whether a model that was tried has these weights: by its name, else of the family and as large."""
    if tried is None or (size := parameters(tried)) is None:
        return False
    family = model.partition("-")[0]
    rounding = book.assumption(ROUNDED).likely
    alike = tried.id.rpartition("/")[2].startswith(family) and abs(size / params - 1) < rounding
    return same_weights(model, tried.id) or alike


def own_bill(inputs: Inputs, load: Workload, route: str, shape: RequestShape) -> Bill:
    """The bill of today's self-hosted model: as stated, else its GPUs and the people who run them."""
    found = _gpus(inputs, load, route, shape)
    if found.fleets:
        people = _DONE if inputs.facts.get("one_off") is True else tuning_project.own_inference(inputs)
        found = replace(found, lines=(people, *found.lines))
    return _with_further(inputs, load, shape, found)


def _with_further(inputs: Inputs, load: Workload, shape: RequestShape, bill: Bill) -> Bill:
    """`bill` with the cards beyond those there, where they are paid for anyway or the bill for them was said."""
    grows = shape is not load.today or one_value(load.growth > 0)
    if bill.closed or not grows or not (bill.kept_gpus or (bill.lines and not bill.fleets)):
        return bill
    there = todays_fleets(inputs, load)
    shaped = _todays_architecture(inputs)
    if not there or shaped is None:
        return bill
    needed = (
        there
        if shape is load.today
        else gpu_serving.possible_fleets(inputs, load, shaped, shape, sharing=False)
    )
    return with_further(bill, load, needed, there, bill.fleets)


def todays_fleets(inputs: Inputs, load: Workload) -> list[Fleet]:
    """The GPUs that could carry today's calls of the self-hosted model; empty while its size is unknown."""
    shaped = _todays_architecture(inputs)
    return gpu_serving.possible_fleets(inputs, load, shaped, load.today, sharing=False) if shaped else []


WHAT_RUNS = "what runs today, as said"
"""The label of a bill for work that no language model does."""


def bill_today(inputs: Inputs, load: Workload) -> Bill | None:
    """The bill of what is paid today; None if nothing is paid, or if it is unknown."""
    if on_own_gpus(inputs):
        found = own_bill(inputs, load, "prompt", load.today)
        return found if found.lines or found.fleets else None
    said = inputs.number("bill_today")
    if said is None or inputs.facts.get("serving_today") != "not-an-llm":
        return None
    return Bill("prompt", WHAT_RUNS, (_said(said),), load.horizon, load.volume)


def first_model(load: Workload, others: Sequence[Bill]) -> tuple[list[Bill], list[Bill]]:
    """If no model runs yet: the prompt starts on the cheapest of `others` that did not miss the bar."""
    able = [b for b in others if b.lines and not b.closed and b.measured in (None, "none")]
    if not able:
        return [], list(others)
    first = able[first_smallest([(cost_while_usable(b, load),) for b in able])]
    return [replace(first, route="prompt")], [b for b in others if b is not first]


def _gpus(inputs: Inputs, load: Workload, route: str, shape: RequestShape) -> Bill:
    name = inputs.facts.get("model")
    label = str(name).rpartition("/")[2] if name is not None else "the model on your GPUs"
    paid = paid_anyway(inputs)
    found = Bill(route, label, (), load.horizon, load.volume, model=name, kept_gpus=paid)
    said = inputs.number("bill_today") if on_own_gpus(inputs) else None
    if said is not None:
        return replace(found, lines=(_said(said),))
    shaped = _todays_architecture(inputs)
    if shaped is None:
        return replace(found, closed=("neither its size nor its bill is known",))
    fleets = gpu_serving.possible_fleets(inputs, load, shaped, shape, sharing=False)
    if not fleets:
        return replace(found, closed=(_no_card(inputs),))
    if paid:
        there = fleets[first_smallest([(f.monthly(load.first_volume),) for f in fleets])]
        fleets = at_kept_hour(inputs, [there])
    return replace(found, fleets=tuple(fleets), fleet_cites=("T.idle",))


def _no_card(inputs: Inputs) -> str:
    if paid_anyway(inputs):
        return f"{NOT_PRICED}; or say what they cost a month"
    return NOT_PRICED if inputs.facts.get("gpus") == "owned" else NO_GPU


def _said(bill: Num) -> LineItem:
    return LineItem("today's bill, as said", "month", (Factor(bill, "USD/month"),), kind="gpu")


def _todays_architecture(inputs: Inputs) -> Architecture | None:
    today = inputs.said_model()
    return None if today is None else architecture_of(inputs, today)


def architecture_of(inputs: Inputs, model: Model) -> Architecture | None:
    """The architecture of `model`: its own, else that of the known model nearest in size."""
    book = inputs.knowledge
    params = parameters(model)
    if params is None:
        return None
    near = min(book.architectures, key=lambda a: max(a.params / params, params / a.params))
    return replace(near, id=model.id, params=params)


def paid_months(inputs: Inputs, load: Workload | None) -> float:
    """Months of the horizon for which the reserved GPUs that run today's model are paid anyway; 0 if nobody said."""
    reserved = inputs.facts.get("gpus") == "reserved" and on_own_gpus(inputs)
    months: Any = inputs.number(PAID_MONTHS) if reserved else None
    return 0.0 if months is None or load is None else min(float(months), float(load.horizon))
