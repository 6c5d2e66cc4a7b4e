"""A workload described in a line or a paragraph: "300k a day on gpt-4o, fifteen hundred in, about a hundred out"."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from advisor.case.answer import Answer
from advisor.case.answers import model_names, vendors_in_line
from advisor.case.description import (
    at_odds,
    bar_in_line,
    described,
    guessed,
    model_in_line,
    open_sentences,
    plain_words,
    task_in_line,
    topics,
    tried_in_line,
    unclaimed_labels,
    unread_clauses,
)
from advisor.case.description.line_facts import LineFacts
from advisor.case.description.numbers_in_line import NumbersInLine, numbers_in_line
from advisor.case.facts import PRICED_BY, TRIED, fact
from advisor.case.lexicon import listed_labels, sentences, taken_back
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers import mentions
from advisor.case.numerals import units
from advisor.errors import BadInput

LONGEST = 4000
_KEY = re.compile(r"\b(\w+)=(?=\S)")
_RATE_NAMED = re.compile(r"\b(rps|qps|rpm): (\d[\d.,]*k?)", re.IGNORECASE)
"""`rps=4`, as it stands in a configuration."""
_TOP = re.compile(r"\btop-(?=\d)", re.IGNORECASE)
_FOLLOWS = {"label_count": ("label_set", "fixed"), "peak_factor": ("traffic", "variable")}
"""What a number tells of another fact, where that is not told otherwise."""
_TOKENS = tuple((word,) for word in units.TOKENS)
BESIDE = (
    "bill_today", "growth_per_month", "one_off", "calls_per_task", "tuned_input_tokens", "tuned_output_tokens",
)  # fmt: skip
"""Facts that a description may name in numbers beside the four."""


def parse(text: str, resolve: Callable[[str], str], tried: Callable[[str], str] | None = None) -> LineFacts:
    """Read as many facts as `text` holds; `resolve` turns a model's name into its id.

    `tried` does so for a model that was tried; without it such are not looked for.
    """
    line = LineFacts()
    if fault := _unreadable(text):
        line.errors.append(fault)
        return line
    line = _read(taken_back.settled(text), resolve, tried)
    if (sure := open_sentences.without(text)) is not None:
        open_sentences.doubt(line, _read(sure, resolve, tried).found if sure else {}, text)
    at_odds.settle(line, text)
    return line


def _read(text: str, resolve: Callable[[str], str], tried: Callable[[str], str] | None) -> LineFacts:
    line = LineFacts()
    text = _TOP.sub("top ", _RATE_NAMED.sub(r"\2 \1", _KEY.sub(r"\1: ", text)))
    named = model_names.cut(tried_in_line.cut(text, tried, line) if tried else text, resolve)
    inside = model_in_line.take(named, text, line, tried)
    numbers = numbers_in_line(named.rest, line)
    _words(named.rest, numbers, inside, line)
    _one_call(named.rest, line)
    model_in_line.served(line, inside)
    line.doubtful |= guessed.facts(sentences.of(named.rest), line.told)
    line.doubtful |= guessed.numbers(numbers.left, line.told)
    bar_in_line.note(numbers.met, line)
    _follow(line, mentions.clauses(named.rest))
    if tried is not None:
        tried_in_line.again(text, tried, line)
    unread_clauses.note(numbers.unread, text, line)
    for e in line.errors:
        if e.text == named.rest:  # the model's name was cut out of it
            e.text = text
    return line


def _unreadable(text: str) -> BadInput | None:
    if len(text) > LONGEST:
        return BadInput("too long for a description", text=text)
    if not all(c.isprintable() or c.isspace() for c in text):
        return BadInput("characters that cannot be shown", text=text)
    return None


def _one_call(text: str, line: LineFacts) -> None:
    """That a task is one call, where that is said and nothing else of it: "one call per ticket"."""
    told = line.told
    each = says(topics.without_rates(text), "one_call_each")  # "once per quarter" tells no calls
    if "requests_per_month" in told and "calls_per_task" not in told and each:
        line.doubtful["calls_per_task"] = Answer(1)


def _words(text: str, numbers: NumbersInLine, inside: Collection[str], line: LineFacts) -> None:
    """What words tell: plainly, by the topic of a sentence, or so that it is read back."""
    clauses, said = mentions.clauses(text), numbers.said
    told = described.facts(clauses)
    line.doubtful |= {n: a for n, a in told.items() if n not in line.told}
    other_told = {*line.found, *({"label_set"} & line.doubtful.keys())}
    counted = described.answers(numbers.counted, said, clauses)
    line.doubtful |= {n: a for n, a in counted.items() if n not in other_told}
    listed = {} if "label_count" in numbers.told else described.listed(text, line.doubtful)
    for n, a in listed.items():
        line.doubtful.setdefault(n, a)
    line.found = {n: line.found[n] for n in (*PRICED_BY, *BESIDE, TRIED) if n in line.found}
    waiting = described.follow(numbers.counted, said, clauses) | set(inside)
    sure = {} if listed_labels.of_letters(text) or listed_labels.of_numbers(text) else listed
    waiting |= {n for n, a in sure.items() if n != "task" and line.doubtful.get(n) == a}
    waiting |= (
        {"input_tokens"} if any(m.each and not m.doubt and m.noun[:1] in _TOKENS for m in said) else set()
    )
    plain = plain_words.certain(text, line.doubtful, waiting)
    plain = {n: a for n, a in plain.items() if n not in _counted(line, numbers)}
    line.found |= plain
    line.doubtful = {n: a for n, a in line.doubtful.items() if n not in plain}
    parts = sentences.of(text)
    _topics({**topics.as_if_asked(parts), **vendors_in_line.under_contract(parts), **numbers.told}, line)
    _follow(line, clauses)
    task_in_line.take(parts, clauses, line)
    unclaimed_labels.take(numbers.left, line)
    line.found |= plain_words.following(line.found, line.doubtful, waiting)
    line.doubtful = {n: a for n, a in line.doubtful.items() if n not in line.found}


def _counted(line: LineFacts, numbers: NumbersInLine) -> set[str]:
    """The facts of which a number was read: no words tell another."""
    return {n for n in (*line.found, *line.doubtful, *numbers.told) if fact(n).kind == "number"}


def _topics(told: Mapping[str, tuple[Answer, bool]], line: LineFacts) -> None:
    """What sentences tell about a fact that they are about, beside what was taken for it otherwise."""
    for name, (answer, sure) in told.items():
        other = line.found.get(name) or line.doubtful.get(name)
        agreed = other is None or other.value == answer.value
        if agreed and sure:
            line.doubtful.pop(name, None)
            line.found[name] = answer
        elif name not in line.found:
            line.doubtful[name] = answer


def _follow(line: LineFacts, clauses: Sequence[str]) -> None:
    """What a fact tells of another: what falls short is not good enough, so many labels are a list."""
    if "failure_cause" in line.told and "prompt_meets_bar" not in line.found:
        line.doubtful["prompt_meets_bar"] = Answer(False)
    scope = line.found.get("task_scope") or line.doubtful.get("task_scope")
    if scope is not None and scope.value == "broad":  # one of many tasks
        line.doubt("task")
    for kept in (line.found, line.doubtful):
        for name, (follows, value) in _FOLLOWS.items():
            if name in kept and follows not in line.told:
                grows = follows == "label_set" and described.grows(clauses)
                (line.doubtful if grows else kept)[follows] = Answer("open" if grows else value)
