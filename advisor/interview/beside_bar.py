"""Figures of models that were tried, held against the one that was said to be needed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from advisor.case.answers import bar_figures
from advisor.case.facts import TRIED
from advisor.case.models_tried import GAPS
from advisor.decision.checklist import Part
from advisor.interview import hearing
from advisor.interview.hearing import Heard
from advisor.interview.known import Known
from advisor.interview.log_entries import LogEntry

_BAR = "prompt_meets_bar"
_WHOLE = 100
_SHORT = " or ".join(GAPS[1:])
_FIGURE = re.compile(
    r",?\s*(?:(?:only|got|gets|get|at|scored|scores|reached|reaches|hit|with|about|around)\s+)*"
    r"(\d{1,3}(?:\.\d+)?)\s?(?:%|percent\b)(?:\s(?:right|correct|accuracy))?(?=\s*(?:$|[,;.\n]|and\b))",
    re.IGNORECASE,
)
"""A percentage that stands for the result of what was named before it."""


def in_results(text: str, fact: str, entries: Iterable[LogEntry]) -> str:
    """What was said of models with each figure as the gap it means beside the bar: `gpt-5-mini: small or large`.

    As it is where another `fact` is asked, or no figure was said to be needed.
    """
    bars = [bar_figures.needed(e.text) for e in entries if _BAR in e.facts] if fact == TRIED else []
    if not bars or bars[-1] is None:
        return text
    least = bars[-1]

    def gap(found: re.Match[str]) -> str:
        share = float(found[1])
        return found[0] if share > _WHOLE else f": {GAPS[0] if share >= least else _SHORT}"

    return _FIGURE.sub(gap, text)


def hear(entries: Iterable[LogEntry], part: Part, text: str, asked: str, known: Known) -> Heard:
    """What `text` tells about one part, its figures held against the bar; kept in the words in which it was said."""
    held = in_results(text, part.fact.name, entries)
    heard = hearing.hear(part, held, asked, known)
    if held == text:
        return heard
    read_back = heard.proposal and replace(heard.proposal, text=text)
    return replace(heard, text=text, proposal=read_back)
