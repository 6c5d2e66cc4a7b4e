"""Answers that do not fit together: each check says what is odd, in one sentence."""

from __future__ import annotations

from collections.abc import Callable

from advisor.case.fact_type import Facts

_Check = tuple[tuple[str, ...], Callable[..., bool], str]

_WAITS = ("minutes", "overnight")
"""Turnarounds at which nobody waits for the first token."""

_CHECKS: tuple[_Check, ...] = (
    (
        ("shared_prefix_tokens", "input_tokens"),
        lambda prefix, whole: prefix > whole,
        "The shared prefix ({0:,} tokens) is longer than the whole prompt ({1:,}).",
    ),
    (
        ("tuned_input_tokens", "input_tokens"),
        lambda tuned, today: tuned > today,
        "The prompt after tuning ({0:,} tokens) is longer than today's ({1:,}).",
    ),
    (
        ("tuned_output_tokens", "output_tokens"),
        lambda tuned, today: tuned > today,
        "The answer after tuning ({0:,} tokens) is longer than today's ({1:,}).",
    ),
    (
        ("retrieved_tokens", "input_tokens", "retrieval_in_place"),
        lambda retrieved, whole, runs: runs and retrieved > whole,
        "Retrieval is said to add {0:,} tokens, more than the whole prompt has today ({1:,}).",
    ),
    (
        ("payload_tokens", "input_tokens"),
        lambda payload, whole: payload > whole,
        "The request's own text ({0:,} tokens) is longer than the whole prompt ({1:,}).",
    ),
    (
        ("tuned_input_tokens", "payload_tokens"),
        lambda tuned, payload: tuned < payload,
        "The prompt after tuning ({0:,} tokens) is shorter than the request's own text ({1:,}), which stays whole and"
        " is what counts.",
    ),
    (
        ("shared_prefix_tokens", "payload_tokens", "input_tokens"),
        lambda prefix, payload, whole: prefix + payload > whole,
        "The shared prefix ({0:,} tokens) and the request's own text ({1:,}) are longer than the whole prompt ({2:,}).",
    ),
    (
        ("corpus_in_prompt_tokens", "input_tokens"),
        lambda corpus, whole: corpus > whole,
        "The pasted knowledge ({0:,} tokens) is longer than the whole prompt ({1:,}).",
    ),
    (
        ("longest_input_tokens", "input_tokens"),
        lambda longest, usual: longest < usual,
        "The longest request ({0:,} tokens) is shorter than the usual one ({1:,}).",
    ),
    (
        ("few_shot_examples", "input_tokens"),
        lambda examples, whole: examples > whole,
        "There are more worked examples ({0:,}) than input tokens ({1:,}).",
    ),
    (
        ("labelled_examples", "training_tokens"),
        lambda examples, tokens: examples > tokens > 0,
        "There are more labelled examples ({0:,}) than tokens to train on ({1:,}).",
    ),
    (
        ("corpus_in_prompt_tokens", "corpus_tokens"),
        lambda pasted, corpus: pasted > corpus > 0,
        "The pasted knowledge ({0:,} tokens) is longer than the whole text there is ({1:,}).",
    ),
    (
        ("retrieved_tokens", "corpus_tokens"),
        lambda retrieved, corpus: retrieved > corpus > 0,
        "Retrieval is said to add {0:,} tokens, more than the whole text there is ({1:,}).",
    ),
    (
        ("cache_hit_rate", "shared_prefix_tokens"),
        lambda rate, prefix: rate > 0 and prefix == 0,
        "A cache hit rate of {0:.0%} without a shared prefix saves nothing.",
    ),
    (
        ("turnaround", "latency_critical"),
        lambda turnaround, critical: turnaround in _WAITS and critical,
        "Nobody waits for a first token where the turnaround is {0}: that the time to it is critical decides nothing.",
    ),
    (
        ("turnaround", "failure_cause"),
        lambda turnaround, causes: turnaround == "overnight" and "latency" in causes,
        "Answers may wait {0}, yet what is said to be wrong with them is that they come too late.",
    ),
    (
        ("traffic", "peak_factor"),
        lambda traffic, peak: traffic == "variable" and peak == 1,
        "Traffic is variable, yet its peak equals its average.",
    ),
    (
        ("prompt_meets_bar", "failure_cause"),
        lambda good, causes: good and bool(causes),
        "The prompt is good enough, yet a cause of failure is named: {1}.",
    ),
    (
        ("prompt_meets_bar", "prompt_baseline"),
        lambda good, measured: good and not measured,
        "The prompt is said to be good enough, but no baseline was measured.",
    ),
    (
        ("label_source", "labelled_examples"),
        lambda source, labels: source == "none" and labels > 0,
        "There are labelled examples ({1:,}), yet no source of labels.",
    ),
    (
        ("models_tried", "model"),
        lambda tried, today: today in tried,
        "Among the other models that were tried is the one that runs today ({1}).",
    ),
    (
        ("label_set", "task"),
        lambda labels, task: (
            labels == "fixed" and task not in ("classification", "extraction", "structured-generation")
        ),
        "A fixed label set does not fit a task of {1}.",
    ),
)


def misfits(facts: Facts) -> list[str]:
    """The sentences of all checks whose facts are all known and do not fit together."""
    found = []
    for names, odd, sentence in _CHECKS:
        if all(n in facts for n in names):
            values = [facts[n] for n in names]
            if odd(*values):
                shown = [", ".join(v) if isinstance(v, tuple) else v for v in values]
                found.append(sentence.format(*shown))
    return found
