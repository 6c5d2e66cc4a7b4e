"""A name for a decision that has none yet, from what the work is and what runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.text import fact_words

if TYPE_CHECKING:
    from advisor.case.case import Case

WORK = "Workload"


def proposed_title(case: Case) -> str:
    """`Classification on gpt-4o`; empty if neither the task nor the model was said."""
    task, model = case.facts.get("task"), case.facts.get("model")
    if task is None and model is None:
        return ""
    work = fact_words.value("task", task) if task is not None else WORK
    return f"{work[:1].upper()}{work[1:]}{f' on {model}' if model else ''}"
