"""What a tuned route costs beyond its calls: training, labels, evaluation, engineering, retraining.

The same for every tuned route unless a source says otherwise [P.hours, C.tco]; a route brings its own training run.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

from advisor.costing import retrieval
from advisor.costing.arrays import (
    Num,
    is_plain,
    larger,
    largest,
    smaller,
    where,
)
from advisor.costing.inputs import Inputs
from advisor.costing.line_items import SECONDS_AN_HOUR, Factor, LineItem
from advisor.costing.workload import Workload

if TYPE_CHECKING:
    from advisor.knowledge.market import TuningPrice

PEOPLE = "maintenance"
"""The line of the people who keep a model running."""
_MOST_GPUS = "training_gpus_most"
_MOST_EXAMPLES = "training_examples_most"
_LABEL_PRICE = {
    "production": "bought_label",
    "synthetic": "synthetic_label",
    "model-outputs": "model_label",
}


def _training_tokens(inputs: Inputs, load: Workload) -> tuple[Factor, ...]:
    """The training set in tokens, and the passes over it: as said, else labels times tokens of a tuned call.

    More labels than a run takes are left to the evaluation [G3.runs].
    """
    epochs = Factor(inputs.facts["epochs"], "epochs")
    said = inputs.number("training_tokens")
    if said is not None:
        return Factor(said, "training tokens"), epochs
    held = inputs.number("labelled_examples")
    target = inputs.use_assumption("labels_target").value
    examples = target if held is None else larger(held, target)
    if held is not None and not _usual(inputs, held):
        examples = smaller(examples, inputs.use_assumption(_MOST_EXAMPLES).value)
    return (
        Factor(examples, "examples"),
        Factor(load.tuned.input + load.tuned.output, "tokens/example"),
        epochs,
    )


def _usual(inputs: Inputs, held: Num) -> bool:
    """Whether one run surely takes as many examples."""
    return is_plain(held) and bool(held <= inputs.knowledge.assumption(_MOST_EXAMPLES).low)


def labels_to_get(inputs: Inputs) -> Num:
    """Labelled examples still missing to the target; none held is assumed while it is not known."""
    held = inputs.number("labelled_examples")
    return larger(inputs.use_assumption("labels_target").value - (0.0 if held is None else held), 0.0)


class TuningProject:
    """The project of a tuned route for one workload: what does not hang on its training run is worked out once."""

    def __init__(self, inputs: Inputs, load: Workload) -> None:
        self._inputs, self._load = inputs, load

    def lines(
        self, run: tuple[Factor, ...], run_cites: tuple[str, ...], as_of: str | None, *, own: bool = False
    ) -> list[LineItem]:
        """Lines once, then a month. `run`: the factors of one training run in USD.

        `own`: it runs on GPUs of one's own or rented ones, which takes more people.
        """
        return self._once(run, run_cites, as_of) + self._monthly(run, run_cites, as_of, own=own)

    def upkeep(self, price: TuningPrice, cites: tuple[str, ...]) -> list[LineItem]:
        """Lines a month of a tune at a vendor that runs already; without retraining where that has no price."""
        if price.training is not None and price.currency == "USD":
            return self._monthly(self.run(price), cites, price.as_of_text, own=False)
        return [] if self._inputs.facts.get("one_off") is True else [self._maintenance]

    def run(self, price: TuningPrice) -> tuple[Factor, ...]:
        """The factors of one training run at a vendor, in USD, or its minimum a job where that is more."""
        assert price.training is not None
        return _usable_run(
            (*self._tokens, Factor(price.training, "USD/1M tokens")), price.minimum_per_job_low
        )

    @cached_property
    def retrieval(self) -> list[LineItem]:
        """The lines of retrieval that has to come along."""
        return retrieval.retrieval_lines_of_tune(self._inputs)

    @cached_property
    def _tokens(self) -> tuple[Factor, ...]:
        return _training_tokens(self._inputs, self._load)

    def _once(self, run: tuple[Factor, ...], run_cites: tuple[str, ...], as_of: str | None) -> list[LineItem]:
        runs = self._inputs.use_assumption("iterations")
        factors = (*run, runs.as_factor("runs"))
        cites = (*run_cites, *runs.cites)
        return [LineItem("training, failed runs included", "once", factors, cites, as_of), *self._prepared]

    @cached_property
    def _prepared(self) -> list[LineItem]:
        """What is paid once beside training: labels, evaluation, engineering."""
        inputs, lines = self._inputs, []
        rate = _engineer(inputs)
        wanted = labels_to_get(inputs)
        if not (is_plain(wanted) and wanted == 0):
            priced = (Factor(wanted, "labels"), *_label_price(inputs))
            lines.append(LineItem("labelled examples", "once", priced, *_label_origin(inputs)))
        if inputs.facts.get("eval_infra") != "automated":
            weeks = inputs.use_assumption("eval_setup_hours")
            factors = (weeks.as_factor("hours"), rate)
            lines.append(LineItem("evaluation set-up", "once", factors, weeks.cites, weeks.as_of))
        hours = inputs.use_assumption("setup_hours")
        factors = (hours.as_factor("hours"), rate)
        return [*lines, LineItem("engineering set-up", "once", factors, hours.cites, hours.as_of)]

    def _monthly(
        self, run: tuple[Factor, ...], run_cites: tuple[str, ...], as_of: str | None, *, own: bool
    ) -> list[LineItem]:
        """Maintenance, retraining over its cadence, evaluation; none for a job done once."""
        inputs = self._inputs
        if inputs.facts.get("one_off") is True:
            return []
        factors, cites = (*run, _cadence(inputs)), (*run_cites, "G9.retrain", "P.recurring")
        return [
            own_inference(inputs) if own else self._maintenance,
            LineItem("retraining", "month", factors, cites, as_of, "overhead"),
            self._fresh_labels,
            _evaluation(inputs, run, as_of),
        ]

    @cached_property
    def _maintenance(self) -> LineItem:
        return _maintenance(self._inputs)

    @cached_property
    def _fresh_labels(self) -> LineItem:
        return _fresh_labels(self._inputs, _cadence(self._inputs))


def own_inference(inputs: Inputs) -> LineItem:
    """People who run one's own inference, once for all use cases on one base [T.staff]."""
    hours = inputs.use_assumption("inference_hours")
    factors = [hours.as_factor("hours/month"), _engineer(inputs)]
    shared = inputs.facts["tuned_use_cases"]
    if not (is_plain(shared) and shared == 1):
        factors.append(Factor(shared, "use cases on one base", divides=True))
    return LineItem(PEOPLE, "month", tuple(factors), hours.cites, hours.as_of, "overhead")


def _maintenance(inputs: Inputs) -> LineItem:
    hours = inputs.use_assumption("maintenance_hours")
    upkeep = (hours.as_factor("hours/month"), _engineer(inputs))
    return LineItem(PEOPLE, "month", upkeep, hours.cites, hours.as_of, "overhead")


def _cadence(inputs: Inputs) -> Factor:
    return Factor(inputs.facts["retrain_every_months"], "months", divides=True)


def _fresh_labels(inputs: Inputs, cadence: Factor) -> LineItem:
    """The labels that each retraining replaces."""
    fresh = inputs.use_assumption("retrain_fresh_label_share")
    cites, as_of = _label_origin(inputs)
    factors = (
        inputs.use_assumption("labels_target").as_factor("labels"),
        fresh.as_factor("fresh"),
        *_label_price(inputs),
        cadence,
    )
    item = "fresh labels for each retraining"
    return LineItem(item, "month", factors, (*fresh.cites, *cites), as_of, "overhead")


def _evaluation(inputs: Inputs, run: tuple[Factor, ...], as_of: str | None) -> LineItem:
    """Evaluation runs, priced as a share of a training run."""
    often, share = (
        inputs.use_assumption("evaluations_per_year"),
        inputs.use_assumption("eval_run_vs_training"),
    )
    factors = (
        *run,
        share.as_factor("of a training run"),
        often.as_factor("a year"),
        Factor(12.0, "months/year", divides=True),
    )
    return LineItem("evaluation runs", "month", factors, (*share.cites, *often.cites), as_of, "overhead")


def _usable_run(run: tuple[Factor, ...], least: Num | None) -> tuple[Factor, ...]:
    """`run` in USD, or the vendor's minimum a job where that is more."""
    if least is None:
        return run
    product: Num = 1.0
    for factor in run:
        product = product * factor.amount
    if is_plain(product, least):
        return (Factor(least, "USD minimum a job"),) if product < least else run
    return (Factor(where(product < least, least, product), "USD a job"),)


def gpu_training(
    inputs: Inputs, load: Workload, params_b: Num
) -> tuple[tuple[Factor, ...], tuple[str, ...], str | None] | None:
    """One LoRA run on the cheapest rented GPUs whose memory holds it: factors in USD, citations, price date.

    Memory need: the highest of the sources' figures for the nearest size; speed: inverse to parameters. On several GPUs
    it takes as many hours of all together.
    """
    need, most = lora_memory_gb(inputs, largest(params_b)), inputs.knowledge.assumption(_MOST_GPUS).likely
    tokens = _training_tokens(inputs, load)
    found = []
    for speed in inputs.knowledge.training_speeds:
        gpu = inputs.knowledge.gpu(speed.gpu)
        hour = inputs.gpu_hour(gpu)
        count = math.ceil(need / gpu.vram_gb)
        if hour is None or count > most:
            continue
        rate = speed.tokens_per_s * speed.params_b / params_b
        factors = (
            *tokens,
            Factor(rate, "tokens/s", divides=True),
            SECONDS_AN_HOUR,
            hour.as_factor(f"USD/h {gpu.name}{f', {count} at once' if count > 1 else ''}"),
        )
        found.append((hour.value / rate, factors, (*speed.cites, speed.source, *hour.cites), hour.as_of))
    if not found:
        return None
    if not is_plain(*(f[0] for f in found)):
        per_token = found[0][0]
        for other in found[1:]:
            per_token = smaller(per_token, other[0])
        cheapest = Factor(per_token, "USD/h per token/s")
        return (*tokens, cheapest, SECONDS_AN_HOUR), found[0][2], found[0][3]
    best = min(found, key=lambda f: f[0])
    return best[1], best[2], best[3]


def lora_memory_gb(inputs: Inputs, params_b: float) -> float:
    """GB that LoRA training of `params_b` billion parameters takes, from the nearest size [G2.vram, T.vram]."""
    rows = [v for v in inputs.knowledge.vram if v.method == "lora"]
    nearest = min(rows, key=lambda v: (abs(v.params_b - params_b), -v.high_gb))
    return nearest.high_gb * max(params_b / nearest.params_b, 1.0)


def _engineer(inputs: Inputs) -> Factor:
    return Factor(inputs.facts["engineer_usd_per_hour"], "USD/h")


def _label_price(inputs: Inputs) -> tuple[Factor, ...]:
    source = inputs.facts.get("label_source")
    if source == "expert":
        return (
            inputs.use_assumption("label_minutes_expert").as_factor("minutes"),
            Factor(60.0, "minutes/h", divides=True),
            inputs.use_assumption("domain_annotator_hour").as_factor("USD/h"),
        )
    return (inputs.use_assumption(_LABEL_PRICE.get(str(source), "bought_label")).as_factor("USD/label"),)


def _label_origin(inputs: Inputs) -> tuple[tuple[str, ...], str | None]:
    """What the price of a label rests on, and its date."""
    source = inputs.facts.get("label_source")
    name = "domain_annotator_hour" if source == "expert" else _LABEL_PRICE.get(str(source), "bought_label")
    figure = inputs.use_assumption(name)
    return figure.cites, figure.as_of
