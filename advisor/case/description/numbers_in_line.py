"""The numbers of a description: what frames of words, sentences and the numbers beside them make of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from advisor.case.answer import Answer
from advisor.case.description import (
    bar_in_line,
    described,
    input_shares,
    money_in_line,
    month_tokens,
    named_numbers,
    own_machines,
    retrieved_in_line,
    sentence_numbers,
    tokens_in_line,
    topics,
    volume_in_line,
)
from advisor.case.description.line_facts import LineFacts
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers import mentions
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.tokens import both_sides, input_parts, text_sizes, token_sides
from advisor.case.numerals import quantity
from advisor.case.numerals.number_words import TwoMeanings


class NumbersInLine(NamedTuple):
    """The numbers of a description: all `said`, those `left` that nothing took, and the facts that frames of words
    `told` by them, each with whether that is sure; `counted`: by id, those of labels, examples or a corpus. `unread`:
    the clauses whose numbers tell nothing, or that have none. `met`: whether figures tell that the bar is met."""

    said: list[Mention]
    left: list[Mention]
    told: Mapping[str, tuple[Answer, bool]]
    counted: Mapping[int, str]
    unread: list[str]
    met: bool | None


def numbers_in_line(text: str, line: LineFacts) -> NumbersInLine:
    """Tokens, calls, money and what frames of words tell by a number, taken into `line` but for the last."""
    said, unread = _mentions(own_machines.without_machines(text), line)
    said = text_sizes.in_tokens(said, text)
    clauses = mentions.clauses(text)
    parts_in = input_parts.found([m for m in said if not token_sides.is_corpus(m)])
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
    place = mentions.sentence_of(text)
    tuned = _of_the_tune(clauses, place)
    sides |= {id(m): f"tuned_{sides[id(m)]}" for m in said if id(m) in sides and m.clause in tuned}
    left = [m for m in said if id(m) not in sides and id(m) not in counted]
    tokens_in_line.take(sides, said, left, line, place)
    input_shares.take(parts, left, line)
    volume_in_line.take(left, parts, text, line)
    if own_machines.may_cost(text):
        line.doubt("requests_per_month")
    if any(m.doubt == text_sizes.OF_PIECES for m in said):
        line.doubt("requests_per_month")
    month_tokens.per_call(left, line)
    money_in_line.take(left, said, line)
    met = bar_in_line.take(left, text)
    unread = [c for c in unread if not money_in_line.grows(c, line)]
    unread += [clauses[i] for i in dict.fromkeys(m.clause for m in (*left, *parts))]
    told = {n: (answer, sure) for n, (_, answer, sure) in {**topical, **framed}.items()}
    return NumbersInLine(said, left, told, counted, unread, met)


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


def _of_the_tune(clauses: Sequence[str], place: Sequence[int]) -> set[int]:
    """The clauses that tell of a tuned model, with those behind in their sentence, up to one about today.

    `place`: the sentence of each clause.
    """
    found = set[int]()
    for i, clause in enumerate(clauses):
        goes_on = i - 1 in found and place[i] == place[i - 1] and not says(clause, "today")
        if goes_on or says(clause, "if_tuned"):
            found.add(i)
    return found


def _value(answer: Answer) -> Fraction:
    return Fraction(answer.value) if isinstance(answer.value, int | float) else Fraction(-1)
