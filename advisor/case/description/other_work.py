"""Which clauses tell of other work than a fact does: who rates by hand does not do it, tests have their own hours."""

from __future__ import annotations

from advisor.case.lexicon import named_topics
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import says

_CHECKS = frozenset({"eval_infra", "label_source"})
_BESIDE = {"task": _CHECKS, "serving_today": _CHECKS}
"""Topics of clauses that tell of other work: "clinicians rate transcripts by hand"."""


def is_of_other_work(name: str, clause: str) -> bool:
    """Whether what `clause` says tells nothing of the fact `name`: "a suite runs nightly" is no hour of an answer."""
    if name == "turnaround":
        return is_of_own_runs(clause)
    beside = _BESIDE.get(name)
    return beside is not None and not beside.isdisjoint(named_topics.about(clause))


def is_of_own_runs(text: str | Sentence) -> bool:
    """Whether `text` tells of tests, trainings or backups."""
    return says(text, "own_runs")
