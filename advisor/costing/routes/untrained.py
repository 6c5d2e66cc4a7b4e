"""The prompt and other-model routes: per-token calls on a model as it is, with caching and batch prices."""

from __future__ import annotations

from advisor.costing.availability import CurrentModel, alternative, rates_of
from advisor.costing.bill import Bill
from advisor.costing.inputs import Inputs
from advisor.costing.token_prices import TokenRates, call_lines
from advisor.costing.workload import Workload


def prompt(inputs: Inputs, load: Workload, now: CurrentModel) -> list[Bill]:
    """Today's model, or its replacement where it is shut down within the horizon [L.two-bills]."""
    if now.rates is None:
        return [_closed("prompt", load, f"{now.serving.id} has no known price on {inputs.as_of}")]
    notes: tuple[str, ...] = ()
    if now.end is not None:
        notes = (
            f"{now.model.id} shuts down on {now.end.on}"
            + (f"; priced on its replacement {now.serving.id}" if now.serving.id != now.model.id else "")
            + f" [{now.end.id}]",
        )
    return [bill("prompt", now.serving.id, now.rates, load, notes)]


def other_model(inputs: Inputs, load: Workload, now: CurrentModel) -> list[Bill]:
    """Another model, untrained, with the same prompt."""
    model, why = alternative(inputs, now)
    if model is None:
        return [_closed("other-model", load, why)]
    rates = rates_of(inputs, model)
    if rates is None:
        return [_closed("other-model", load, f"{model.id} has no known price on {inputs.as_of}")]
    return [bill("other-model", model.id, rates, load)]


def today(load: Workload, now: CurrentModel) -> Bill | None:
    """Today's bill as the documents count it: today's model at list price, neither cached nor in batch."""
    if now.rates_today is None:
        return None
    return bill("prompt", now.model.id, now.rates_today, load, savings=False)


def bill(
    route: str,
    label: str,
    rates: TokenRates,
    load: Workload,
    notes: tuple[str, ...] = (),
    *,
    savings: bool = True,
) -> Bill:
    """A route that only pays for calls at `rates`."""
    lines = call_lines(rates, load.today, load.hit_rate, overnight=load.overnight, savings=savings)
    return Bill(route, label, tuple(lines), load.horizon, load.volume, notes=notes, price_entries=(label,))


def _closed(route: str, load: Workload, why: str) -> Bill:
    return Bill(route, route, (), load.horizon, load.volume, closed=(why,))
