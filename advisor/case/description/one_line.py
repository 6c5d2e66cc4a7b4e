"""A workload described in a line or a paragraph: "300k a day on gpt-4o, fifteen hundred in, about a hundred out"."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction

from advisor.case.answer import Answer, Doubtful, SellerOpen
from advisor.case.answers import model_names, vendors_in_line
from advisor.case.description import (
    described,
    money_in_line,
    named_numbers,
    own_machines,
    plain_words,
    task_in_line,
    topics,
    tried_in_line,
    unclaimed_labels,
    volume_in_line,
)
from advisor.case.description.line_facts import LineFacts
from advisor.case.facts import TRIED
from advisor.case.lexicon import own_words, sentences
from advisor.case.numbers import counted_numbers, mentions, token_sides
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import quantity, units
from advisor.case.numerals.number_words import TwoMeanings
from advisor.errors import BadInput

LONGEST = 4000
FACTS = ("requests_per_month", "model", "input_tokens", "output_tokens")
_LEAST = 20
"""A smaller number that stands alone is hardly one of tokens: "category (9) and severity (4)"."""
_SERVING = "serving_today"
_SIDES = ("input_tokens", "output_tokens")
_SEVERAL = "several models"
"""How an error begins that knows the family of a model and not its version."""
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
    if len(text) > LONGEST:
        line.errors.append(BadInput("too long for a description", text=text))
        return line
    if not all(c.isprintable() or c.isspace() for c in text):
        line.errors.append(BadInput("characters that cannot be shown", text=text))
        return line
    named = model_names.cut(tried_in_line.cut(text, tried, line) if tried else text, resolve)
    inside = _model(named, line, tried)
    said, unread = _mentions(own_machines.without_machines(named.rest), line)
    framed = named_numbers.told(said, named.rest)
    said = named_numbers.others(said, framed)
    taken = {a.value for _, a, _ in framed.values()}
    numbers = topics.numbers(mentions.clauses(named.rest))
    numbers = {n: t for n, t in numbers.items() if n in framed or t[1].value not in taken}
    said = [
        m for m in said if not any(m.clause == i and m.value == _value(a) for i, a, _ in numbers.values())
    ]
    parts, said = said, token_sides.of_all_calls(token_sides.sharing_rates(token_sides.without_parts(said)))
    parts = [m for m in parts if m not in said]
    sides = token_sides.sides(said)
    other = described.counts(said)
    left = [m for m in said if id(m) not in sides and id(m) not in other]
    _tokens(sides, said, left, line, mentions.sentence_of(named.rest))
    clauses = mentions.clauses(named.rest)
    volume_in_line.take(left, parts, named.rest, line)
    volume_in_line.per_call(left, line)
    money_in_line.take(left, said, line)
    unread = [c for c in unread if not money_in_line.grows(c, line)]
    unread += [clauses[i] for i in dict.fromkeys(m.clause for m in left)]
    line.doubtful |= {
        n: a for n, a in described.facts(clauses).items() if n not in line.found | line.doubtful
    }
    other_told = {*line.found, *({"label_set"} & line.doubtful.keys())}
    line.doubtful |= {n: a for n, a in described.answers(other, said).items() if n not in other_told}
    listed = {} if "label_count" in numbers | framed else described.listed(named.rest, line.doubtful)
    for n, a in listed.items():
        line.doubtful.setdefault(n, a)
    line.found = {n: line.found[n] for n in (*FACTS, *BESIDE, TRIED) if n in line.found}
    waiting = described.follow(other, said, clauses) | inside
    waiting |= {n for n, a in listed.items() if n != "task" and line.doubtful.get(n) == a}
    waiting |= {"input_tokens"} if any(m.each and m.noun[:1] in _TOKENS for m in said) else set()
    plain = plain_words.certain(named.rest, line.doubtful, waiting)
    line.found |= plain
    line.doubtful = {n: a for n, a in line.doubtful.items() if n not in plain}
    told = {n: (answer, sure) for n, (_, answer, sure) in {**numbers, **framed}.items()}
    parts_of = sentences.of(named.rest)
    _topics(topics.told(parts_of) | vendors_in_line.told(parts_of) | told, line)
    task_in_line.take(parts_of, clauses, line)
    unclaimed_labels.take(left, line)
    line.found |= plain_words.following(line.found, line.doubtful, waiting)
    line.doubtful = {n: a for n, a in line.doubtful.items() if n not in line.found}
    _serving(line)
    _unread(unread, line)
    for e in line.errors:
        if e.text == named.rest:  # the model's name was cut out of it
            e.text = text
    return line


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
    if "failure_cause" in line.found | line.doubtful and "prompt_meets_bar" not in line.found | line.doubtful:
        line.doubtful["prompt_meets_bar"] = Answer(False)  # what falls short is hardly good enough
    for kept in (line.found, line.doubtful):
        for name, (follows, value) in _FOLLOWS.items():
            if name in kept and follows not in line.found | line.doubtful:
                kept[follows] = Answer(value)


def _model(named: model_names.Named, line: LineFacts, tried: Callable[[str], str] | None) -> set[str]:
    """The model; an open one that many sell is taken by its name where the words say that it runs inside.

    Of many versions the newest is read back. What is certain once they say so plainly.
    """
    if named.model is not None:
        (line.found if named.sure else line.doubtful)["model"] = Answer(named.model)
    inside = any(own_machines.runs_inside(c) for c in mentions.clauses(named.rest)) if named.errors else False
    for e in named.errors:
        if isinstance(e, Doubtful):
            line.doubtful["model"] = e.answer
        elif inside and e.text:
            line.doubtful["model"] = Answer(model_names.open_name(str(e.text)))
            return {"model"}
        elif newest := _newest(e, tried):
            line.doubtful["model"] = newest
        else:
            line.errors.append(e)
    return set()


def _serving(line: LineFacts) -> None:
    """That a vendor serves it, where the model that runs is one that nobody else can run."""
    several = [
        e for e in line.errors if e.message.startswith(_SEVERAL) and own_machines.is_vendors(str(e.text))
    ]
    if several and _SERVING not in line.found | line.doubtful:
        line.doubtful[_SERVING] = Answer("vendor-api")
    for kept in (line.found, line.doubtful):
        model = kept.get("model")
        if model and own_machines.is_vendors(str(model.value)) and _SERVING not in line.found | line.doubtful:
            kept[_SERVING] = Answer("vendor-api")


def _newest(error: BadInput, tried: Callable[[str], str] | None) -> Answer | None:
    """The newest of several versions that a name may mean; None where sellers differ, or it means none."""
    if tried is None or not error.text:
        return None
    try:
        tried(str(error.text))
    except SellerOpen:
        return None
    except Doubtful as e:
        return e.answer
    except BadInput:
        return None
    return None


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


def _tokens(
    sides: Mapping[int, str],
    said: Sequence[Mention],
    left: list[Mention],
    line: LineFacts,
    place: Sequence[int],
) -> None:
    for m in said:
        if name := sides.get(id(m)):
            system = "system" in m.lead
            more = _request(left) if system and name == "input_tokens" else Fraction(0)
            added = bool({"plus", "+"} & set(m.lead[-2:]))  # "1,000 for the image plus 200 prompt"
            window = "context" in m.tail[:1]  # "128k context" may be all that the model can hold
            sure = not (m.doubt or system or window or added)
            line.take(name, m.low + more, m.high + more, sure=sure)
    of_calls = {place[m.clause] for m in said if id(m) in sides or m.per or m.noun[:1] in _TOKENS}
    bare = [m for m in left if _is_bare(m) and token_sides.is_tokens(m)]
    bare = [m for m in bare if m.noun or place[m.clause] in of_calls]  # "We did label 700."
    for m in [m for m in bare if token_sides.is_both_ways(m)]:
        bare.remove(m)
        left.remove(m)
        for name in _SIDES:
            line.take(name, m.low, m.high, sure=not m.doubt)
    volume_said = any(m.per or (m.noun and counted_numbers.is_count(m)) for m in left)
    for m in bare if volume_said or any(m.each for m in bare) else bare[1:]:
        missing = [n for n in _SIDES if n not in line.found and n not in line.doubtful]
        if missing and not (
            m.each and missing == ["output_tokens"]
        ):  # "130k tokens each, in chunks of 2,000"
            left.remove(m)
            sure = not m.noun or len(missing) == 1 or (m.each and len(bare) > 1)
            line.take(missing[0], m.low, m.high, sure=sure and not m.doubt)


def _request(left: list[Mention]) -> Fraction:
    """The tokens of the request itself, named beside those of the system prompt; taken out of `left`."""
    words = set(own_words.load().lists["request_words"])
    for m in left:
        if not m.per and words & set(m.lead) and token_sides.is_tokens(m):
            left.remove(m)
            return m.value
    return Fraction(0)


def _is_bare(m: Mention) -> bool:
    """Whether it is said as tokens without a side, or stands alone: "March 2027" is no number of tokens."""
    if m.per or (m.each and not m.noun):
        return False
    if m.noun or m.low < _LEAST:
        return m.noun[:1] in _TOKENS
    return not (token_sides.told(m.lead) or token_sides.told(m.tail))


def _unread(unread: Sequence[str], line: LineFacts) -> None:
    """What of the clauses without a number of the work says nothing that was taken, or is read back."""
    told = {**line.doubtful, **line.found}
    passing = set(own_words.load().lists["passing"])
    left = [c for c in unread if not passing.issuperset(re.findall(r"\w+", c)) and not _is_read(c, told)]
    if left and not (line.errors or told):
        expected = "calls, model, tokens in and out"
        line.errors.append(
            BadInput("nothing of this was understood", text="; ".join(left), expected=expected)
        )
    elif left and not line.errors:
        line.unread = tuple(left)


def _is_read(clause: str, told: Collection[str]) -> bool:
    return described.is_read(clause, told) or plain_words.tells(clause, told)
