"""A number that its words leave in doubt: what is read back in place of it."""

from __future__ import annotations

import re
from fractions import Fraction

from advisor.case.fact_type import Fact
from advisor.case.lexicon import coverage
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import said_at, says
from advisor.case.numbers import counted_kinds, mentions, number_doubts
from advisor.case.numbers.amount import Amount
from advisor.case.numbers.read_amount import read_amount
from advisor.case.numerals import quantity
from advisor.case.numerals.foreign_numbers import in_english
from advisor.case.numerals.number_words import SCALES, WORDS


def rather(text: str, fact: Fact, plain: quantity.Quantity) -> quantity.Quantity | None:
    """What to read back in place of the `plain` reading of a text whose words raise doubt; None without any."""
    text = in_english(text.lower())
    if plain.value == 0 and not re.search(r"\d", text):  # "nothing, zero"
        return None
    if fact.unit == "labels" and plain.value > 1 and not _counts_labels(text):
        return plain
    if fact.unit == "examples" and any(counted_kinds.counts(m, "actors") for m in mentions.find(text)):
        raise quantity.Ambiguous(f"{fact.name}: how many examples do they have?", text=text)
    if fact.unit != "requests/month" and not number_doubts.adds(text):
        return plain if number_doubts.is_open(text, fact) or number_doubts.turns(text) else None
    found = read_amount(text, fact)
    if found is None or (found.sure and _is_about(found, Fraction(plain.value))):
        return None
    return quantity.between(found.low, found.high, fact, text) if number_doubts.adds(text) else plain


def _counts_labels(text: str) -> bool:
    """Whether a number of labels is said of labels, or of nothing: "6k corrections" are none."""
    words = Sentence.of(text)
    known = said_at(words, "number_hedges", "label_kinds")
    open_ = [w for w in coverage.unexplained(words, known) if w not in (*WORDS, *SCALES)]
    return says(words, "label_words", "label_kinds") or not open_


def _is_about(amount: Amount, value: Fraction) -> bool:
    """Whether `value` lies in the amount, but for what rounding took from it."""
    slack = Fraction(1, 10**6)
    return amount.low * (1 - slack) <= value <= amount.high * (1 + slack)
