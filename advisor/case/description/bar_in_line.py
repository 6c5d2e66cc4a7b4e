"""A figure that was reached beside the one that is needed, in a description: "93 % field accuracy, need 97"."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.case.answer import Answer
from advisor.case.answers import bar_figures
from advisor.case.description.line_facts import LineFacts
from advisor.case.lexicon import sentences
from advisor.case.lexicon.phrases import Sentence
from advisor.case.numbers import mentions
from advisor.case.numbers.mentions import Mention

_MEETS = "prompt_meets_bar"


def take(left: list[Mention], text: str) -> bool | None:
    """Whether the bar is met, by two figures, which are taken out of `left`; None where no sentence names both."""
    place, met = mentions.sentence_of(text), None
    for i, said in enumerate(sentences.of(text)):
        figures = () if Sentence.of(said).asks else bar_figures.figures(said)
        if figures:
            met = bar_figures.read(said)
            left[:] = [m for m in left if place[m.clause] != i or not _is_one(m, figures)]
    return met


def note(met: bool | None, line: LineFacts) -> None:
    """Read back whether the bar is met, where figures told it and nothing else did for certain."""
    if met is not None and _MEETS not in line.found:
        line.doubtful[_MEETS] = Answer(met)


def _is_one(m: Mention, figures: Sequence[float]) -> bool:
    return not (m.per or m.is_money) and float(m.value) in figures
