"""A workload described in a line or a paragraph: "300k a day on gpt-4o, fifteen hundred in, about a hundred out"."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from advisor.case.answer import Answer, Doubtful
from advisor.case.answers import model_names, vendors_in_line
from advisor.case.description import (
    at_odds,
    bar_in_line,
    described,
    guessed,
    input_shares,
    money_in_line,
    month_tokens,
    named_numbers,
    open_sentences,
    own_machines,
    plain_words,
    retrieved_in_line,
    seller_in_line,
    sentence_numbers,
    task_in_line,
    tokens_in_line,
    topics,
    tried_in_line,
    unclaimed_labels,
    unread_clauses,
    volume_in_line,
)
from advisor.case.description.line_facts import LineFacts
from advisor.case.facts import PRICED_BY, RUNS_NO_MODEL, TRIED, fact
from advisor.case.lexicon import listed_labels, sentences, taken_back
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers import mentions
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.tokens import both_sides, input_parts, text_sizes, token_sides
from advisor.case.numerals import quantity, units
from advisor.case.numerals.number_words import TwoMeanings
from advisor.errors import BadInput
from advisor.knowledge.names.model_names import open_size

LONGEST = 4000
_SERVING, _NOTHING_YET = "serving_today", "nothing-yet"
_SEVERAL = "several models"
"""How an error begins that knows the family of a model and not its version."""
_KEY = re.compile(r"\b(\w+)=(?=\S)")
_RATE_NAMED = re.compile(r"\b(rps|qps|rpm): (\d[\d.,]*k?)", re.IGNORECASE)
"""`rps=4`, as it stands in a configuration."""
_TOP = re.compile(r"\btop-(?=\d)", re.IGNORECASE)
_FOLLOWS = {"label_count": ("label_set", "fixed"), "peak_factor": ("traffic", "variable")}
"""What a number tells of another fact, where that is not told otherwise."""
_TOKENS = tuple((word,) for word in units.TOKENS)
BESIDE = ("bill_today", "growth_per_month", "one_off", "calls_per_task")
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
    at_odds.turn(line)
    return line


def _read(text: str, resolve: Callable[[str], str], tried: Callable[[str], str] | None) -> LineFacts:
    line = LineFacts()
    text = _TOP.sub("top ", _RATE_NAMED.sub(r"\2 \1", _KEY.sub(r"\1: ", text)))
    named = model_names.cut(tried_in_line.cut(text, tried, line) if tried else text, resolve)
    inside = _model(named, text, line, tried)
    numbers = _numbers(named.rest, line)
    _words(named.rest, numbers, inside, line)
    _one_call(named.rest, line)
    _serving(line, inside)
    line.doubtful |= guessed.facts(sentences.of(named.rest), line.found | line.doubtful)
    line.doubtful |= guessed.numbers(numbers.left, line.found | line.doubtful)
    bar_in_line.note(numbers.met, line)
    _follow(line, mentions.clauses(named.rest))
    if tried is not None:
        tried_in_line.again(text, tried, line)
    unread_clauses.note(numbers.unread, text, line)
    for e in line.errors:
        if e.text == named.rest:  # the model's name was cut out of it
            e.text = text
    return line


class _Numbers(NamedTuple):
    """The numbers of a description: all `said`, those `left` that nothing took, and the facts that frames of words
    `told` by them, each with whether that is sure; `counted`: by id, those of labels, examples or a corpus. `unread`:
    the clauses whose numbers tell nothing, or that have none. `met`: whether figures tell that the bar is met."""

    said: list[Mention]
    left: list[Mention]
    told: Mapping[str, tuple[Answer, bool]]
    counted: Mapping[int, str]
    unread: list[str]
    met: bool | None


def _unreadable(text: str) -> BadInput | None:
    if len(text) > LONGEST:
        return BadInput("too long for a description", text=text)
    if not all(c.isprintable() or c.isspace() for c in text):
        return BadInput("characters that cannot be shown", text=text)
    return None


def _numbers(text: str, line: LineFacts) -> _Numbers:
    """Tokens, calls, money and what frames of words tell by a number, taken into `line` but for the last."""
    said, unread = _mentions(own_machines.without_machines(text), line)
    said = text_sizes.in_tokens(said, text)
    clauses, parts_in = mentions.clauses(text), input_parts.found(said)
    if not parts_in:
        said = retrieved_in_line.take(said, text, line)
    framed = named_numbers.named(said, text)
    said = named_numbers.others(said, framed)
    around = sentence_numbers.fitting(said, text)
    framed |= {n: t for n, t in around.items() if n not in framed}
    said = named_numbers.others(said, framed)
    taken = {a.value for _, a, _ in framed.values()}
    topical = topics.numbers(clauses)
    topical = {n: t for n, t in topical.items() if n in framed or t[1].value not in taken}
    said = [
        m for m in said if not any(m.clause == i and m.value == _value(a) for i, a, _ in topical.values())
    ]
    if whole := input_parts.whole(parts_in):
        said = input_parts.joined(said, parts_in, whole)
    said = both_sides.less_output(said)
    parts, said = said, token_sides.of_all_calls(token_sides.sharing_rates(token_sides.without_parts(said)))
    parts = [m for m in parts if m not in said]
    counted, sides = described.counts(said), token_sides.sides(both_sides.of_one(said))
    sides |= {id(whole): "input_tokens"} if whole else {}
    left = [m for m in said if id(m) not in sides and id(m) not in counted]
    tokens_in_line.take(sides, said, left, line, mentions.sentence_of(text))
    input_shares.take(parts, left, line)
    volume_in_line.take(left, parts, text, line)
    if any(m.doubt == text_sizes.OF_PIECES for m in said):
        line.doubt("requests_per_month")
    month_tokens.per_call(left, line)
    money_in_line.take(left, said, line)
    met = bar_in_line.take(left, text)
    unread = [c for c in unread if not money_in_line.grows(c, line)]
    unread += [clauses[i] for i in dict.fromkeys(m.clause for m in (*left, *parts))]
    told = {n: (answer, sure) for n, (_, answer, sure) in {**topical, **framed}.items()}
    return _Numbers(said, left, told, counted, unread, met)


def _one_call(text: str, line: LineFacts) -> None:
    """That a task is one call, where that is said and nothing else of it: "one call per ticket"."""
    told = line.found | line.doubtful
    each = says(topics.without_rates(text), "one_call_each")  # "once per quarter" tells no calls
    if "requests_per_month" in told and "calls_per_task" not in told and each:
        line.doubtful["calls_per_task"] = Answer(1)


def _words(text: str, numbers: _Numbers, inside: Collection[str], line: LineFacts) -> None:
    """What words tell: plainly, by the topic of a sentence, or so that it is read back."""
    clauses, said = mentions.clauses(text), numbers.said
    told = described.facts(clauses)
    line.doubtful |= {n: a for n, a in told.items() if n not in line.found | line.doubtful}
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


def _counted(line: LineFacts, numbers: _Numbers) -> set[str]:
    """The facts of which a number was read: no words tell another."""
    return {n for n in (*line.found, *line.doubtful, *numbers.told) if fact(n).kind == "number"}


def _value(answer: Answer) -> Fraction:
    return Fraction(answer.value) if isinstance(answer.value, int | float) else Fraction(-1)


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
    if "failure_cause" in line.found | line.doubtful and "prompt_meets_bar" not in line.found:
        line.doubtful["prompt_meets_bar"] = Answer(False)
    scope = line.found.get("task_scope") or line.doubtful.get("task_scope")
    if scope is not None and scope.value == "broad":  # one of many tasks
        line.doubt("task")
    for kept in (line.found, line.doubtful):
        for name, (follows, value) in _FOLLOWS.items():
            if name in kept and follows not in line.found | line.doubtful:
                grows = follows == "label_set" and described.grows(clauses)
                (line.doubtful if grows else kept)[follows] = Answer("open" if grows else value)


def _model(
    named: model_names.Named, text: str, line: LineFacts, tried: Callable[[str], str] | None
) -> set[str]:
    """The model; an open one that many sell is taken by its name where the words say that it runs inside.

    Of many versions the newest is read back. What is certain once they say so plainly.
    """
    sold = named.model is not None and own_machines.SOLD_BY in named.model
    inside = (named.errors or sold) and any(map(own_machines.runs_inside, mentions.clauses(named.rest)))
    if named.model is not None:
        own = inside and open_size(named.said) is not None
        model = model_names.open_name(named.said) if own else named.model
        (line.found if named.sure else line.doubtful)["model"] = Answer(model)
    for e in named.errors:
        if isinstance(e, Doubtful):
            line.doubtful["model"] = e.answer
        elif inside and e.text:
            name = model_names.open_name(str(e.text))
            line.doubtful["model"] = Answer(name)
            return {"model"} if own_machines.reads_like_model(name) else set()
        elif seller := seller_in_line.model(str(e.text), text, tried) if tried and e.text else None:
            (line.found if seller[1] else line.doubtful)["model"] = seller[0]
        elif newest := seller_in_line.newest(e, tried):
            line.doubtful["model"] = newest
        else:
            line.errors.append(e)
    return set()


def _serving(line: LineFacts, inside: Collection[str]) -> None:
    """That a vendor serves it, where nobody else can run the model or its seller is named; or that it runs `inside`."""
    if inside and _SERVING not in line.found | line.doubtful:
        line.doubtful[_SERVING] = Answer("own-gpus")
    several = [
        e for e in line.errors if e.message.startswith(_SEVERAL) and own_machines.is_vendors(str(e.text))
    ]
    if several and _SERVING not in line.found | line.doubtful:
        line.doubtful[_SERVING] = Answer("vendor-api")
    serving = line.found.get(_SERVING) or line.doubtful.get(_SERVING)
    called = "model" in line.found and own_machines.is_vendors(str(line.found["model"].value))
    elsewhere = (*RUNS_NO_MODEL, "own-gpus") if called else RUNS_NO_MODEL
    if "model" in line.found and serving is not None and serving.value in elsewhere:
        runs = called and serving.value != _NOTHING_YET  # of a prototype it is read back that nothing runs
        line.doubtful[_SERVING] = Answer("vendor-api") if runs else serving
        line.found.pop(_SERVING, None)  # "gpt-4.1 drafts it and an employee sends it"
    for kept in (line.found, line.doubtful):
        model = kept.get("model")
        sold = model and not model.note and own_machines.is_sold(str(model.value))
        if sold and _SERVING not in line.found | line.doubtful:
            kept[_SERVING] = Answer("vendor-api")


def _mentions(text: str, line: LineFacts) -> tuple[list[Mention], list[str]]:
    """The numbers of every clause, and the clauses without any; a clause that reads two ways is an error."""
    said, unread = [], []
    for i, clause in enumerate(mentions.clauses(text)):
        try:
            found = mentions.in_clause(clause, i)
        except TwoMeanings as e:
            line.errors.append(quantity.Ambiguous(e.why, text=clause, expected=e.say))
            continue
        said += found
        if not found:
            unread.append(clause)
    return said, unread
