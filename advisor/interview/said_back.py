"""Answers said back in the words their questions show, and errors as sentences that ask again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from advisor.case import fact_names
from advisor.case.answer import Answer
from advisor.case.fact_type import Fact
from advisor.case.facts import PRICED_BY, TRIED
from advisor.case.models_tried import GAPS, UNNAMED, ModelsTried
from advisor.decision import checklist as questions
from advisor.decision.checklist import Checklist, Part
from advisor.errors import BadInput
from advisor.interview.reaction import Proposal, Reaction
from advisor.text import fact_words, words

_IN_FULL = ("model", "requests_per_month", "calls_per_task", "input_tokens", "output_tokens", TRIED)
"""Facts whose values tell what they are about."""
_REFUSED = "does not take this value"
"""How a fact says that a value is out of its bounds."""


def echo(answers: Mapping[str, Answer], facts: Sequence[str], checklist: Checklist) -> str:
    """What was understood, fact by fact; a fact without an answer was left open."""
    shown = " · ".join(_shown(n, answers.get(n), checklist.parts.get(n)) for n in facts)
    measured = {n: a for n, a in answers.items() if a.source == "measured"}
    if not measured:
        return shown
    return f"{shown}\nMeasured: {'; '.join(origins(measured))}."


def origins(answers: Mapping[str, Answer]) -> list[str]:
    """Files, period and rows that these answers rest on, each said once."""
    notes = (a.note.partition("; ")[0] for a in answers.values() if a.note)
    every = dict.fromkeys(notes)
    return [n for n in every if not any(other != n and other.startswith(n) for other in every)]


def read_back(
    answers: Mapping[str, Answer],
    text: str,
    asked: str,
    checklist: Checklist,
    *,
    alone: bool = False,
    before: Mapping[str, Answer] | None = None,
) -> Proposal:
    """A proposal of these answers; `alone`: of the one fact that is asked, said without its name.

    `before`: what was answered so far, named beside what would take its place.
    """
    parts, had = checklist.parts, before or {}
    shown = [
        value_text(a, parts.get(n), n) if alone else _shown(n, a, parts.get(n)) for n, a in answers.items()
    ]
    shown = [
        f"{said}, in place of {_before(n, had[n], parts.get(n))}" if n in had else said
        for n, said in zip(answers, shown, strict=True)
    ]
    return Proposal(answers, tuple(shown), text, asked)


def _before(name: str, answer: Answer, part: Part | None) -> str:
    """A former answer beside the one that takes its place, in the same words."""
    return _shown(name, answer, part) if name in _IN_FULL else value_text(answer, part, name)


def let_go(waiting: Proposal | None, done: Reaction) -> tuple[str, ...]:
    """That what was read back and then passed over is not counted; nothing if it was taken or is read back again."""
    again = done.proposal.answers if done.proposal is not None else {}
    if waiting is None or waiting.answers.keys() & {*done.facts, *again}:
        return ()
    return (f'Not counted: "{waiting.says}".',)


def value_text(answer: Answer, part: Part | None, name: str) -> str:
    """A value in the labels of its question, a number with its unit and its range."""
    value, labels = answer.value, part.labels if part is not None else {}
    match value:
        case ModelsTried():
            return ", ".join(f"{_tried(m)}: {_result(gaps, labels)}" for m, gaps in value.entries)
        case bool():
            return labels.get("yes" if value else "no", fact_words.value(name, value))
        case str():
            return labels.get(value, fact_words.value(name, value))
        case tuple():
            return " and ".join(labels.get(v, v) for v in value) or "none"
    shown = fact_words.value(name, value)
    if answer.note and answer.source == "said":
        shown += f" ({answer.note})"
    if answer.low is not None and answer.high is not None:
        shown += f" ({words.count(answer.low)} to {words.count(answer.high)})"
    return shown


def in_words(name: str, answer: Answer | None) -> str:
    """The same of an answer by itself, as the shipped question puts it; None is not known."""
    if answer is None:
        return "not known"
    return value_text(answer, questions.load().parts.get(name), name)


def _result(gaps: Sequence[str], labels: Mapping[str, str]) -> str:
    if len(gaps) == len(GAPS):
        return "how good it is on this task is not known yet"
    return " or ".join(labels.get(g, g) for g in gaps)


def _tried(model: str) -> str:
    return "a model without a name" if model == UNNAMED else model


def _shown(name: str, answer: Answer | None, part: Part | None) -> str:
    label = fact_names.shown(name)
    if answer is None:
        return f"{label}: left open"
    shown = value_text(answer, part, name)
    match name:
        case "requests_per_month":
            return shown.replace(" request", " call")
        case "input_tokens" | "output_tokens":
            return re.sub(" tokens?/request", "", shown) + (" in" if name == "input_tokens" else " out")
    counted = isinstance(answer.value, int | float) and not isinstance(answer.value, bool)
    if counted and shown.split()[-1] in label.split():  # "number of labels: 25", not "25 labels"
        shown = shown.rsplit(" ", 1)[0]
    return shown if name in _IN_FULL else f"{label}: {shown}"


def kept(text: str, longest: int = 4000) -> str:
    """What was said as the log keeps it."""
    return text.encode("utf-8", "replace").decode()[:longest]


def ask_back(error: BadInput, which: Fact | None) -> str:
    """An error as a sentence, without the id of the fact that is asked anyway; None: the first line's facts."""
    names = [which.name] if which else list(PRICED_BY)
    if error.message.endswith("?"):
        return sentence(BadInput(error.message.partition(": ")[2] or error.message))
    if error.message.endswith("is no unit of this"):
        error = BadInput("not understood", text=error.text, expected=error.expected, near=error.near)
    message = re.sub(r"^(?:" + "|".join(names) + r")(?:: | )", "", error.message)
    if which and message == _REFUSED:
        message = f"{fact_names.shown(which.name)} cannot be this"
    return sentence(BadInput(message, text=error.text, expected=error.expected, near=error.near))


def sentence(error: Exception) -> str:
    """An error as a sentence: a capital at the front, a stop at the end."""
    text = str(error)
    return text[:1].upper() + text[1:] + ("" if text.endswith(("?", ".")) else ".")
