"""Amounts that no single number says: a share in words, "4 out of 5 calls", an hour's rate by that of a day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from advisor.case.fact_type import Fact
from advisor.case.numbers import number_doubts
from advisor.case.numbers.amount import Amount
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import spoken_numbers
from advisor.case.numerals.number_words import WORDS, Reader, TwoMeanings
from advisor.case.numerals.parts_of_one import PARTS

_DONE = ("epochs", "calls_per_task")
"""Facts that count how often something is done."""
_LONGEST_SHARE = 4
"""Words of a share that is said without a number."""
_OUT_OF = re.compile(rf"\b(\d+|{'|'.join(WORDS)})(?: [a-z]+)? out of (?:every )?(\w+)\b")
_PART = rf"(?:{'|'.join(PARTS)})"
_SHARE = re.compile(
    rf"(?<!once )(?<!twice )(?<!times )\b(?:(?:an?|{'|'.join(WORDS)}) {_PART}s?|every (?:other|{_PART}))"
    r"\b(?![- ](?:part|day|week|month|quarter|year|sprint))"
)
_NO_SHARE = re.compile(r"\b(?:an? )?third[- ]part(?:y|ies)\b|^even (?=at|on|in|during|when|if)")
"""Words of a share, or of a steady load, that tell none."""
_OTHER_RATE = re.compile(
    r"\b(?:day|daily|days|month|monthly|year|yearly|annual|annually|week|weekly|salary)\b|dayrate"
)


def of(text: str, said: Sequence[Mention], fact: Fact) -> Amount | None:
    """What the numbers `said` make together in a fact's unit; None where they make nothing. Raises TwoMeanings."""
    if fact.unit == "fraction" and (share := said_in_words(text, fact)):
        return replace(share, sure=share.sure and not said)
    if fact.unit == "USD/hour" and _OTHER_RATE.search(text):
        return _by_the_hour(said)
    return None


def without_number(text: str, fact: Fact) -> Amount | None:
    """What a sentence without a number tells by a word: "three times that at noon", "we'd go over it twice"."""
    if fact.unit == "peak / average" and (said := said_in_words(text, fact)):
        return said
    if fact.unit == "peak / average":
        times = spoken_numbers.multiple_in(text)
        return Amount(times, times) if times else None
    times = spoken_numbers.times_in(text) if fact.name in _DONE else None
    return Amount(times, times) if times else None


def _by_the_hour(said: Sequence[Mention]) -> Amount:
    """A rate of a day that tells its hours: "960 dollars for 8 hours". Raises TwoMeanings for any other."""
    hours = [m for m in said if m.span == "hour" and not m.is_money]
    paid = [m for m in said if m not in hours and (m.is_money or not m.noun) and m.per in ("", "day")]
    if len(hours) != 1 or len(paid) != 1:
        raise TwoMeanings("a rate of how many hours is not said", "US dollars an hour, such as $120/h")
    return Amount(paid[0].low / hours[0].high, paid[0].high / hours[0].low)


def said_in_words(text: str, fact: Fact) -> Amount | None:
    """A share or a multiple at the front of a text without a number: "a third goes on", "twice as much at noon"."""
    text = _NO_SHARE.sub(" ", text)
    reader = Reader(_OUT_OF.sub(r"\1 out of \2", text))
    reader.skip_hedges()
    words = reader.rest.split()
    if inside := _OUT_OF.search(text):  # "it answers four calls out of five"
        words = [inside[1], "out", "of", inside[2]]
    for end in range(min(len(words), _LONGEST_SHARE), 0, -1):
        if (share := spoken_numbers.spoken(" ".join(words[:end]), fact)) is not None:
            return Amount(
                share, share, not number_doubts.is_doubtful(text, fact) and not number_doubts.turns(text)
            )
    said = _SHARE.findall(text) if fact.unit == "fraction" else []
    share = spoken_numbers.spoken(said[0], fact) if len(said) == 1 else None
    return None if share is None else Amount(share, share)  # "we escalate a tenth"
