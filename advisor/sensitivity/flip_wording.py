"""Words for answers in a sentence that begins "holds unless"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.case.fact_type import Value
from advisor.case.facts import VOCABULARY
from advisor.case.models_tried import ModelsTried
from advisor.text import fact_words, words
from advisor.text.value_labels import quoted

_SUBJECTS: Mapping[str, str] = {
    "requests_per_month": "volume",
    "calls_per_task": "the number of calls a task makes",
    "serving_today": "what runs the work today",
    "bill_today": "today's bill",
    "longest_input_tokens": "the longest request",
    "payload_tokens": "the request's own text",
    "corpus_in_prompt_tokens": "the knowledge pasted into the prompt",
    "label_count": "the number of labels",
    "modalities": "the kind of input",
    "contracted_vendors": "the vendors under contract",
    "residency": "where the data must stay",
    "escalation_share": "the share that a cascade passes on",
    "gpus": "how own GPUs are paid for",
    "traffic": "traffic",
    "peak_factor": "the peak over average",
    "growth_per_month": "growth",
    "turnaround": "the turnaround",
    "input_tokens": "the prompt",
    "output_tokens": "the answer",
    "shared_prefix_tokens": "what is the same at the start of every prompt",
    "cache_hit_rate": "the cache hit rate",
    "few_shot_examples": "the number of examples in the prompt",
    "tuned_input_tokens": "the prompt after tuning",
    "tuned_output_tokens": "the answer after tuning",
    "task": "the task",
    "label_set": "the label set",
    "task_scope": "the scope of the task",
    "spec_stability": "the specification",
    "input_shift": "the shift of the inputs",
    "retrain_every_months": "the time between retrains",
    "failure_cause": "the cause of failure",
    "knowledge_changes": "the change of knowledge",
    "retrieved_tokens": "the retrieved text",
    "corpus_tokens": "the corpus",
    "output_format": "the output format",
    "error_tolerance": "the tolerance for errors",
    "models_tried": "the models tried",
    "few_shot_vs_tuned": "few-shot accuracy over tuned accuracy",
    "eval_infra": "evaluation",
    "labelled_examples": "the number of labelled examples",
    "label_source": "the source of labels",
    "engineer_usd_per_hour": "an engineer's hour",
    "tuned_use_cases": "the number of use cases that share the base model",
    "hosted_tuning_access": "access to closed tuning platforms",
    "data_boundary": "the data boundary",
    "ttft_target_ms": "the target for the first token",
    "gpus_paid_months": "the time that the reserved GPUs are still paid for",
    "horizon_months": "the horizon",
    "training_tokens": "the training set",
    "epochs": "the number of passes over the training set",
}

_PLURAL = frozenset({"contracted_vendors"})
"""Lists whose subject is plural."""

_FLAGS: Mapping[str, tuple[str, str]] = {
    "model_is_tuned": ("today's model is a tune", "today's model is no tune"),
    "prompt_baseline": ("a prompt baseline was measured", "no prompt baseline was measured"),
    "prompt_meets_bar": ("the prompt is good enough", "the prompt is not good enough"),
    "one_off": ("the job is done once", "the job goes on every month"),
    "retrieval_good": ("retrieval brings the right text", "retrieval does not bring the right text"),
    "retrieval_in_place": ("retrieval runs", "no retrieval runs"),
    "structured_output_tried": ("structured output was tried", "structured output was not tried"),
    "describable": (
        "the behaviour can be put into instructions",
        "the behaviour cannot be put into instructions",
    ),
    "reproducible_output": ("output must be reproducible", "output need not be reproducible"),
    "mlops": ("the team has ML operations", "the team has no ML operations"),
    "latency_critical": ("the first token is critical", "the first token is not critical"),
}

_FALLS_SHORT: Mapping[str, str] = {
    "none": "is good enough",
    "small": "falls slightly short",
    "large": "falls far short",
}

_VOLUME, _IN_ALL = "requests/month", " in all"
_UNITS: Mapping[str, str] = {
    _VOLUME: "/month",
    "tokens/request": " tokens",
    "tokens": " tokens",
    "ms": " ms",
    "peak / average": "x",
}


def flag_clause(fact: str, to: bool) -> str:
    """A yes-or-no answer as a clause."""
    if fact in _FLAGS:
        return _FLAGS[fact][0 if to else 1]
    return f"{subject(fact)} is {'yes' if to else 'no'}"


def choice_clause(fact: str, now: str, to: Sequence[str]) -> str:
    """A choice as a clause: `is not` the present one where every other value is among `to`."""
    if len(to) > 1 and set(to) == set(VOCABULARY[fact].values) - {now}:
        return f"{subject(fact)} is not {quoted(fact, now)}"
    return f"{subject(fact)} is {' or '.join(quoted(fact, v) for v in to)}"


def gap_clause(now: ModelsTried, to: Sequence[ModelsTried]) -> str:
    """Measured gaps as a clause: the model whose gap is another one, and which."""
    changed: dict[str, set[str]] = {}
    for model, gap in ((m, tried.gap(m)) for tried in to for m in tried):
        if gap != now.gap(model):
            changed.setdefault(model, set()).add(str(gap))
    return " or ".join(f"{model} {_measured_as(gaps)}" for model, gaps in changed.items())


def _measured_as(gaps: set[str]) -> str:
    """`falls slightly short`; that it misses, where it does not matter by how much."""
    return (
        "misses your bar"
        if gaps == {"small", "large"}
        else " or ".join(_FALLS_SHORT[g] for g in sorted(gaps))
    )


def list_clause(fact: str, now: Sequence[str], to: Sequence[Sequence[str]]) -> str:
    """A list as a clause: what is added to it, or leaves it."""
    new = [v for value in to for v in value if v not in now]
    gone = [v for value in to for v in now if v not in value]
    holds, lacks = ("include", "do not include") if fact in _PLURAL else ("includes", "does not include")
    parts = [f"{subject(fact)} {holds} {' or '.join(quoted(fact, v) for v in new)}"] if new else []
    if gone:
        parts.append(f"{subject(fact)} {lacks} {' or '.join(quoted(fact, v) for v in gone)}")
    return " or ".join(parts)


def falls_below(fact: str, value: float, *, once: bool = False) -> str:
    """A number under a bound, as a clause; `once`: of a job that is done once."""
    return f"{subject(fact)} falls below {amount(fact, value, once=once)}"


def reaches(fact: str, value: float, *, once: bool = False) -> str:
    """A number at or over a bound, as a clause."""
    return f"{subject(fact)} reaches {amount(fact, value, once=once)}"


def rises_above(fact: str, value: float, *, once: bool = False) -> str:
    """A number over a bound at which it still holds, as a clause."""
    return f"{subject(fact)} rises above {amount(fact, value, once=once)}"


def subject(fact: str) -> str:
    """What an answer is about, as the subject of a sentence."""
    return _SUBJECTS.get(fact, fact.replace("_", " "))


_USD = {"USD/hour": "/hour", "USD/month": " a month"}


def amount(fact: str, value: float, *, once: bool = False) -> str:
    """A number of this fact with its unit, to three digits: `212k/month`, `$92/hour`, `5 %`.

    `once`: of a job that is done once, whose volume is counted in all.
    """
    unit = VOCABULARY[fact].unit
    named = _IN_ALL if once and unit == _VOLUME else _UNITS.get(unit, "")
    if unit == "fraction":
        return words.share(value)
    if unit == "fraction/month":
        return f"{words.share(value)} a month"
    if unit in _USD:
        return f"{words.money(value)}{_USD[unit]}"
    if unit == "months":
        return words.months(value)
    if value == round(value) and abs(value) < 10_000:
        return f"{int(value):,}{named}"
    return words.short(value) + named


def said_value(fact: str, value: Value, *, once: bool = False) -> str:
    """A value as it was said; `once`: of a job that is done once."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return amount(fact, float(value), once=once)
    if isinstance(value, str):
        return quoted(fact, value)
    if isinstance(value, tuple):
        return " and ".join(quoted(fact, v) for v in value) or "none"
    return fact_words.value(fact, value)
