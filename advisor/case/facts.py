"""The vocabulary: every fact once, with its type, unit, bounds and allowed values.

A fact that is neither answered nor defaulted is *unknown*: it is absent from a facts mapping.
Defaults are numbers of the domain and live in knowledge/assumptions.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from advisor.case.derived_facts import DERIVED
from advisor.case.fact_kinds import choice, flag, number
from advisor.case.fact_type import Fact
from advisor.case.models_tried import GAPS
from advisor.errors import BadInput, near

_ASKED = (
    number("requests_per_month", "requests/month", "billed model calls a month"),
    number(
        "calls_per_task",
        "calls/task",
        "model calls that one task makes; already in the volume",
        low=1,
        high=1e6,
    ),
    flag("one_off", "the job is done once (volume is its total)"),
    choice("traffic", "is the traffic even over day and week", "steady", "variable"),
    number("peak_factor", "peak / average", "busiest load over the average", low=1, high=1000),
    number("growth_per_month", "fraction/month", "growth of the volume a month", low=-0.9, high=10),
    choice("turnaround", "how soon an answer is needed", "interactive", "minutes", "overnight"),
    choice(
        "serving_today", "what runs the work today", "vendor-api", "own-gpus", "not-an-llm", "nothing-yet"
    ),
    number("bill_today", "USD/month", "what is paid for this workload today"),
    Fact("model", "model", "the model that runs today"),
    flag("model_is_tuned", "today's model is already a fine-tune"),
    number(
        "input_tokens", "tokens/request", "billed input tokens, the whole prompt", high=1e8, above_low=True
    ),
    number(
        "longest_input_tokens",
        "tokens/request",
        "input tokens of the longest requests",
        high=1e8,
        above_low=True,
    ),
    number("output_tokens", "tokens/request", "billed output tokens, reasoning included", high=1e8),
    number("shared_prefix_tokens", "tokens/request", "leading prompt tokens that never change", high=1e8),
    number("cache_hit_rate", "fraction", "share of requests that find the prefix cached", high=1),
    number("payload_tokens", "tokens/request", "the request's own text or image, new in each call", high=1e8),
    number("corpus_in_prompt_tokens", "tokens/request", "knowledge pasted into every prompt", high=1e8),
    number("few_shot_examples", "examples", "worked examples in the prompt", high=1e6, whole=True),
    number("tuned_input_tokens", "tokens/request", "input tokens after tuning", high=1e8, above_low=True),
    number("tuned_output_tokens", "tokens/request", "output tokens after tuning", high=1e8),
    choice(
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
    choice("label_set", "are the labels a fixed list", "fixed", "open"),
    number("label_count", "labels", "labels to choose from", low=1, high=1e9, whole=True),
    Fact("modalities", "choices", "what the input is made of", values=("text", "image", "audio")),
    choice("task_scope", "one narrow task or many", "narrow", "broad"),
    choice("spec_stability", "does the task's specification hold still", "stable", "evolving", "unclear"),
    choice(
        "input_shift", "how often the inputs change", "rarely", "yearly", "quarterly", "monthly", "weekly"
    ),
    number("retrain_every_months", "months", "the retraining cadence the team can hold", low=0.03, high=600),
    flag("prompt_baseline", "the best prompt was measured on real examples"),
    flag("prompt_meets_bar", "the best prompt on today's model is good enough"),
    Fact(
        "failure_cause",
        "choices",
        "why the output falls short",
        values=("missing-knowledge", "format", "behaviour", "reasoning", "latency"),
    ),
    flag("retrieval_in_place", "retrieval already runs"),
    flag("retrieval_good", "retrieval brings the right text"),
    choice(
        "knowledge_changes",
        "how often the needed knowledge changes",
        "rarely",
        "quarterly",
        "monthly",
        "weekly",
        "daily",
    ),
    number("retrieved_tokens", "tokens/request", "context tokens that retrieval adds", high=1e8),
    number("corpus_tokens", "tokens", "size of the text to index"),
    choice("output_format", "what the output must look like", "free", "schema", "hard-to-state"),
    flag("structured_output_tried", "structured output or tool schemas were tried"),
    flag("describable", "the behaviour can be put into instructions"),
    flag("reproducible_output", "output must be precisely reproducible (regulated)"),
    choice("error_tolerance", "do occasional errors matter", "tolerant", "strict"),
    Fact("models_tried", "gaps", "untrained models measured on this task, and how far each falls short"),
    number("few_shot_vs_tuned", "fraction", "few-shot accuracy over tuned accuracy", high=1),
    number(
        "escalation_share", "fraction", "share of a cascade's requests that the cheap model passes on", high=1
    ),
    choice("eval_infra", "how quality is measured", "none", "manual", "automated"),
    number("labelled_examples", "examples", "labelled examples at hand", high=1e12, whole=True),
    choice(
        "label_source", "where labels come from", "production", "expert", "synthetic", "model-outputs", "none"
    ),
    flag("mlops", "the team can version data, run evals, keep a registry, retrain"),
    number("engineer_usd_per_hour", "USD/hour", "loaded cost of an engineer", high=100_000),
    choice("gpus", "how own GPUs would be paid for", "rented", "reserved", "owned"),
    number(
        "gpus_paid_months",
        "months",
        "months that the reserved GPUs are still paid for",
        high=600,
        above_low=True,
    ),
    number(
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
    choice(
        "data_boundary",
        "where the data may go",
        "public-api",
        "contracted-vendor",
        "own-cloud",
        "own-network",
        "air-gapped",
    ),
    Fact("contracted_vendors", "choices", "vendors under contract"),
    choice("residency", "where the data must stay", "none", "eu", "us"),
    flag("latency_critical", "time to first token is critical"),
    number("ttft_target_ms", "ms", "target time to first token", high=3.6e6, above_low=True),
    number("horizon_months", "months", "period over which costs are compared", low=1, high=600),
    number("training_tokens", "tokens", "tokens of the training set, one pass", above_low=True),
    number("epochs", "count", "passes over the training set", low=1, high=1000),
)

INSIDE = ("own-network", "air-gapped")
"""Values of `data_boundary` that no vendor's endpoint lies within."""
RUNS_NO_MODEL = ("not-an-llm", "nothing-yet")
"""Values of `serving_today` with no model that could go on as it is."""

VOCABULARY: Mapping[str, Fact] = {f.name: f for f in (*_ASKED, *(replace(d, derived=True) for d in DERIVED))}
ASKED: tuple[str, ...] = tuple(f.name for f in _ASKED)
PRICED_BY = ("requests_per_month", "model", "input_tokens", "output_tokens")
"""The four answers without which nothing is priced, and which the first line asks for."""
TRIED = "models_tried"
FORMER: Mapping[str, Fact] = {
    "other_model": Fact("other_model", "model", "another untrained model, benchmarked on this task"),
    "other_model_gap": choice("other_model_gap", "how far that model falls short of the bar", *GAPS),
}
"""Facts of older files; both together are one entry of TRIED."""


def fact(name: str) -> Fact:
    """The fact of this name. Raises BadInput with the nearest name."""
    try:
        return VOCABULARY[name]
    except KeyError:
        raise BadInput("unknown fact", text=name, near=near(name, VOCABULARY)) from None
