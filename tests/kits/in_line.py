"""Cases whose answers stand in a line: `told = told_on(DAY, "model: gpt-4o")`, then `told("mlops: yes")`."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from workloads import shipped_basis

from advisor.case import case as cases
from advisor.decide import decide
from advisor.decision.decision import Decision


def parsed(*answers: str) -> cases.Case:
    """The case of these answers, each as a case file writes it: `mlops: yes`."""
    return cases.parse(f"advisor: 1\nanswers: {{{', '.join(answers)}}}\n")


def told_on(day: datetime.date, *always: str) -> Callable[..., Decision]:
    """What decides answers on `day`, with those that are always given before them."""
    return lambda *answers: decide(parsed(*always, *answers), shipped_basis(), day)
