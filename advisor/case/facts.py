"""The vocabulary: every fact once, with its type, unit, bounds and allowed values.

A fact that is neither answered nor defaulted is *unknown*: it is absent from a facts mapping.
Defaults are numbers of the domain and live in knowledge/assumptions.yaml.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from advisor.case.fact_type import LARGEST, Fact
from advisor.case.models_tried import GAPS
from advisor.case.routes import BANDS, ROUTES, TUNED, UNTRAINED
from advisor.errors import BadInput, near


def _number(name: str, unit: str, says: str, low: float = 0, high: float = LARGEST, **more: Any) -> Fact:
    return Fact(name, "number", says, unit, low, high, **more)


def _flag(name: str, says: str, **more: Any) -> Fact:
    return Fact(name, "bool", says, **more)


def _choice(name: str, says: str, *values: str, **more: Any) -> Fact:
    return Fact(name, "choice", says, values=values, **more)


_ASKED = (
    _number("requests_per_month", "requests/month", "billed model calls a month"),
    _number(
        "calls_per_task",
        "calls/task",
        "model calls that one task makes; already in the volume",
        low=1,
        high=1e6,
    ),
    _flag("one_off", "the job is done once; volume is its total"),
    _choice("traffic", "is the traffic even over day and week", "steady", "variable"),
    _number("peak_factor", "peak / average", "busiest load over the average", low=1, high=1000),
    _number("growth_per_month", "fraction/month", "growth of the volume a month", low=-0.9, high=10),
    _choice("turnaround", "how soon an answer is needed", "interactive", "minutes", "overnight"),
    _choice(
        "serving_today", "what runs the work today", "vendor-api", "own-gpus", "not-an-llm", "nothing-yet"
    ),
    _number("bill_today", "USD/month", "what is paid for this workload today"),
    Fact("model", "model", "the model that runs today"),
    _flag("model_is_tuned", "today's model is already a fine-tune"),
    _number(
        "input_tokens", "tokens/request", "billed input tokens, the whole prompt", high=1e8, above_low=True
    ),
    _number(
        "longest_input_tokens",
        "tokens/request",
        "input tokens of the longest requests",
        high=1e8,
        above_low=True,
    ),
    _number("output_tokens", "tokens/request", "billed output tokens, reasoning included", high=1e8),
    _number("shared_prefix_tokens", "tokens/request", "leading prompt tokens that never change", high=1e8),
    _number("cache_hit_rate", "fraction", "share of requests that find the prefix cached", high=1),
    _number(
        "payload_tokens", "tokens/request", "the request's own text or image, new in each call", high=1e8
    ),
    _number("corpus_in_prompt_tokens", "tokens/request", "knowledge pasted into every prompt", high=1e8),
    _number("few_shot_examples", "examples", "worked examples in the prompt", high=1e6, whole=True),
    _number("tuned_input_tokens", "tokens/request", "input tokens after tuning", high=1e8, above_low=True),
    _number("tuned_output_tokens", "tokens/request", "output tokens after tuning", high=1e8),
    _choice(
        "task",
        "what the model does",
        "classification",
        "extraction",
        "structured-generation",
        "generation",
        "summarisation",
        "question-answering",
        "chat",
        "agent",
        "translation",
        "reasoning",
        "code",
    ),
    _choice("label_set", "are the labels a fixed list", "fixed", "open"),
    _number("label_count", "labels", "labels to choose from", low=1, high=1e9, whole=True),
    Fact("modalities", "choices", "what the input is made of", values=("text", "image", "audio")),
    _choice("task_scope", "one narrow task or many", "narrow", "broad"),
    _choice("spec_stability", "does the task's specification hold still", "stable", "evolving", "unclear"),
    _choice(
        "input_shift", "how often the inputs change", "rarely", "yearly", "quarterly", "monthly", "weekly"
    ),
    _number("retrain_every_months", "months", "the retraining cadence the team can hold", low=0.03, high=600),
    _flag("prompt_baseline", "a measured prompt-engineering baseline exists"),
    _flag("prompt_meets_bar", "the best prompt on today's model is good enough"),
    Fact(
        "failure_cause",
        "choices",
        "why the output falls short",
        values=("missing-knowledge", "format", "behaviour", "reasoning", "latency"),
    ),
    _flag("retrieval_in_place", "retrieval already runs"),
    _flag("retrieval_good", "retrieval brings the right text"),
    _choice(
        "knowledge_changes",
        "how often the needed knowledge changes",
        "rarely",
        "quarterly",
        "monthly",
        "weekly",
        "daily",
    ),
    _number("retrieved_tokens", "tokens/request", "context tokens that retrieval adds", high=1e8),
    _number("corpus_tokens", "tokens", "size of the text to index"),
    _choice("output_format", "what the output must look like", "free", "schema", "hard-to-state"),
    _flag("structured_output_tried", "structured output or tool schemas were tried"),
    _flag("describable", "the behaviour can be put into instructions"),
    _flag("reproducible_output", "output must be precisely reproducible (regulated)"),
    _choice("error_tolerance", "do occasional errors matter", "tolerant", "strict"),
    Fact("models_tried", "gaps", "untrained models measured on this task, and how far each falls short"),
    _number("few_shot_vs_tuned", "fraction", "few-shot accuracy over tuned accuracy", high=1),
    _number(
        "escalation_share", "fraction", "share of a cascade's requests that the cheap model passes on", high=1
    ),
    _choice("eval_infra", "how quality is measured", "none", "manual", "automated"),
    _number("labelled_examples", "examples", "labelled examples at hand", high=1e12, whole=True),
    _choice(
        "label_source", "where labels come from", "production", "expert", "synthetic", "model-outputs", "none"
    ),
    _flag("mlops", "the team can version data, run evals, keep a registry, retrain"),
    _number("engineer_usd_per_hour", "USD/hour", "loaded cost of an engineer", high=100_000),
    _choice("gpus", "how own GPUs would be paid for", "rented", "reserved", "owned"),
    _number(
        "tuned_use_cases",
        "use cases",
        "use cases that could share one base model",
        low=1,
        high=10_000,
        whole=True,
    ),
    Fact(
        "hosted_tuning_access",
        "choices",
        "platforms closed to newcomers where this organisation may still tune",
    ),
    _choice(
        "data_boundary",
        "where the data may go",
        "public-api",
        "contracted-vendor",
        "own-cloud",
        "own-network",
        "air-gapped",
    ),
    Fact("contracted_vendors", "choices", "vendors under contract"),
    _choice("residency", "where the data must stay", "none", "eu", "us"),
    _flag("latency_critical", "time to first token is critical"),
    _number("ttft_target_ms", "ms", "target time to first token", high=3.6e6, above_low=True),
    _number("horizon_months", "months", "period over which costs are compared", low=1, high=600),
    _number("training_tokens", "tokens", "tokens of the training set, one pass", above_low=True),
    _number("epochs", "count", "passes over the training set", low=1, high=1000),
)

CARRIES = ("growth", "falling-volume", "announced-price")
"""What money may hang on beside today's volume and prices."""

_DERIVED = (
    _choice("other_model_gap", "how far the best of the models tried falls short of the bar", *GAPS),
    _number("tokens_per_month", "tokens/month", "input and output tokens a month", high=math.inf),
    _number("examples_per_label", "examples", "labelled examples for each label", high=math.inf),
    _flag("rival_tried", "another untrained model of a class near today's was measured on this task"),
    _flag("good_model_tried", "an untrained model that was measured meets the bar and can do this work"),
    _flag(
        "switch_pays", "moving to a measured model or route that meets the bar saves more than the move costs"
    ),
    _flag("stronger_model", "a stronger model of today's vendor has not been measured yet"),
    _flag("cheap_candidate", "an unmeasured model costs under half, and measuring it repays"),
    _choice("verdict_route", "the route of the verdict", *ROUTES),
    _flag("verdict_trained", "the verdict runs a model tuned for this task"),
    _choice(
        "verdict_action",
        "what the verdict has one do",
        "host",
        "retrieve",
        "mend-retrieval",
        "shortlist",
        "split",
        "measure-inside",
        "faster",
        "start",
        "switch",
        "migrate",
        "measure",
        "find-cause",
        "structure",
        "train",
        "stay",
        "keep",
    ),
    _flag("training_ahead", "the verdict trains, or does once candidates miss and what is open passes"),
    _flag("vendor_called", "what the verdict has one run on, or measure next, is called at a vendor"),
    _flag("price_waits", "what the verdict has one run on has no price, for want of an answer"),
    _flag(
        "cheaper_by_ratio", "by the ratio of list prices an untrained model costs at most half of the bill"
    ),
    _flag("switch_meanwhile", "a measured model or cascade repays the move to it within a month"),
    _flag(
        "verdict_dearer",
        "the verdict costs more a month than what serves today as it could be run where it is",
    ),
    _flag("few_requests", "a first share of the traffic brings too few answers a month to tell anything"),
    _flag("bill_odd", "the bill that was said is far from what its tokens cost"),
    _flag("rival_unmeasured", "an untrained model that could do the work was not measured yet"),
    _flag(
        "evaluation_dear", "a first evaluation set costs more than the calls, and errors do not matter much"
    ),
    _number("cache_saving_share", "fraction", "share of today's bill that caching the prefix would save"),
    _number(
        "wait_saving_share",
        "fraction",
        "share of a job done once that batch jobs would save, were it to wait",
    ),
    _number(
        "paste_saving_share",
        "fraction",
        "share of today's bill that caching the pasted text would save, were it the same in every call",
    ),
    _flag(
        "tier_after_move",
        "the cheaper tier is for what takes today's model's place, or that ends within weeks",
    ),
    _number(
        "bill_over_list",
        "fraction",
        "how far the bill that was said is above list price for these volumes; below 0 under it",
        low=-1,
        high=math.inf,
    ),
    _number("month_days", "days", "the days that a month of calls is counted with"),
    _number("region_premium", "fraction", "what keeping data in the region adds to the verdict's list price"),
    _number("tier_saving_share", "fraction", "share of today's bill that batch or flex calls would save"),
    _number(
        "prefix_month_usd",
        "USD/month",
        "what caching would save at most, where nobody said how much of the prompt is the same in every call",
        high=math.inf,
    ),
    _number(
        "output_month_usd",
        "USD/month",
        "what the output tokens of the verdict cost at today's volume",
        high=math.inf,
    ),
    _number("peak_requests_per_minute", "requests/minute", "requests a minute at the peak", high=math.inf),
    _number("peak_tokens_per_minute", "tokens/minute", "input tokens a minute at the peak", high=math.inf),
    _choice("next_route", "the route that the next step is about", *ROUTES),
    _flag(
        "candidate_known", "an untrained model that could do the work is priced, open and not measured yet"
    ),
    _flag(
        "own_row_open", "an open model on own GPUs that did not miss the bar is priced and open, untrained"
    ),
    _choice("move_hangs_on", "without what the move to the reference would not repay", *CARRIES),
    _choice(
        "band_hangs_on", "without what the break-even band of the tuned route would be another", *CARRIES
    ),
    _flag("today_closed", "today's model cannot do this work as answered: boundary, window or input"),
    _flag("start_open", "where no model runs yet, one that could do the work is priced and open"),
    _flag(
        "start_dearer", "what runs today without a model costs no more than any model that could do the work"
    ),
    _flag(
        "runs_elsewhere", "what the verdict has one call or tune is on a platform that does not serve today"
    ),
    _flag("runs_inside", "today's model is an open one on one's own GPUs"),
    _flag("replacement_named", "a replacement of the model that ends is named and priced"),
    _flag(
        "replacement_dearer",
        "the replacement of the model that ends costs more, so the old one runs to its end",
    ),
    _flag("move_now", "a dearer replacement waits no longer: the model ends within weeks, or misses the bar"),
    _flag("retrieval_suspected", "what retrieval brings was said, and not whether it runs"),
    _flag("ends_at_once", "today's model ends sooner than a measurement takes"),
    _flag("replacement_jumps", "the model has ended, and what is named in its place costs more than it did"),
    _flag(
        "landing_known",
        "a measured model meets the bar, beside a replacement of today's that nobody measured",
    ),
    _flag("landing_first", "it is moved to, since measuring that replacement would not repay beside it"),
    _flag("lora_dedicated", "the lora route is served from a dedicated GPU"),
    _flag("input_outpaces_retraining", "the inputs change faster than the team retrains"),
    _flag("model_retires", "today's model is shut down within the horizon"),
    _number(
        "per_call_saving_usd", "USD/request", "reference price less tuned price", low=-math.inf, high=math.inf
    ),
    _number(
        "break_even_requests_per_month", "requests/month", "volume at which both cost the same", high=math.inf
    ),
    _number("break_even_multiple", "times break-even", "volume over break-even volume", high=math.inf),
    _choice("break_even_band", "where the volume lies against break-even", *BANDS),
    _number(
        "payback_months", "months", "months until the one-time cost is repaid", low=-math.inf, high=math.inf
    ),
    _number("usable_months", "months", "months the tuned model may run within the horizon"),
    _choice("tuned_route", "the tuned route that is compared", *TUNED),
    _flag("tuned_route_open", "at least one tuned route is open"),
    _choice("reference_route", "the cheapest acceptable untrained route", *UNTRAINED, "self-host"),
    *(_choice(f"{r.replace('-', '_')}_band", f"break-even band of {r} alone", *BANDS) for r in TUNED),
    *(_flag(f"{r.replace('-', '_')}_outlives_payback", f"{r} lasts until it has paid back") for r in TUNED),
    *(_flag(f"{r.replace('-', '_')}_offered", f"{r} is on offer to this customer") for r in TUNED),
)

INSIDE = ("own-network", "air-gapped")
"""Values of `data_boundary` that no vendor's endpoint lies within."""
RUNS_NO_MODEL = ("not-an-llm", "nothing-yet")
"""Values of `serving_today` with no model that could go on as it is."""

VOCABULARY: Mapping[str, Fact] = {f.name: f for f in (*_ASKED, *(replace(d, derived=True) for d in _DERIVED))}
ASKED: tuple[str, ...] = tuple(f.name for f in _ASKED)
TRIED = "models_tried"
FORMER: Mapping[str, Fact] = {
    "other_model": Fact("other_model", "model", "another untrained model, benchmarked on this task"),
    "other_model_gap": _choice("other_model_gap", "how far that model falls short of the bar", *GAPS),
}
"""Facts of older files; both together are one entry of TRIED."""


def fact(name: str) -> Fact:
    """The fact of this name. Raises BadInput with the nearest name."""
    try:
        return VOCABULARY[name]
    except KeyError:
        raise BadInput("unknown fact", text=name, near=near(name, VOCABULARY)) from None
