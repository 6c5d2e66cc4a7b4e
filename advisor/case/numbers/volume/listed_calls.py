"""The calls of one task told one after another: "one to plan, four tool turns, one final write-up"."""

from __future__ import annotations

import re
from fractions import Fraction

from advisor.case.lexicon.word_lists import says
from advisor.case.numerals import quantity, time_spans, units
from advisor.case.numerals.number_words import WORDS
from advisor.case.reading_bounds import bound

_MOST_OF_A_KIND = bound("most_calls_of_a_kind")
_CUT = re.compile(r"[,;+]| and | plus | then ")
_LEAD = rf"(?:(?:then|and|plus|finally|about|maybe|another (?=\d|{'|'.join(WORDS)})) ?)*"
_PIECE = re.compile(rf"{_LEAD}(\d+|an?|another|{'|'.join(WORDS)})\b(.*)")
_NO_PART = frozenset({"x", "times", "per", *units.TOKENS, *time_spans.TIMES})
_OF = re.compile(rf" (?:of|or|each|to (?:{'|'.join(WORDS)}))\b")
_IN_ALL = re.compile(
    r"[,;.:] (?:so |that is |that makes |makes )?(\w+)(?: calls| steps)? (?:in all|in total|altogether|all told)$"
)
_OTHER = ("rare_tokens", "peaks", "part_of_day", "retried", "corrections")


def total(text: str) -> Fraction | None:
    """The sum of what each part of `text` counts, or the one that is said at its end: "six in all".

    None where a part begins with no number or counts no calls.
    """
    if (stated := _IN_ALL.search(quantity.normalise(text))) and (count := _number(stated[1])):
        return Fraction(count)
    if says(text, "actors") and not says(text, "call_steps"):
        return None
    parts = [_counted(p.strip()) for p in _CUT.split(quantity.normalise(text)) if p.strip()]
    known = [n for n in parts if n is not None]
    return Fraction(sum(known)) if len(known) == len(parts) > 1 else None


def usual(text: str) -> Fraction | None:
    """The calls that are said first, where the others are said to be rare: "one, rarely two"."""
    first, *rest = [p.strip() for p in _CUT.split(quantity.normalise(text)) if p.strip()] or [""]
    return Fraction(count) if rest and (count := _alone(first)) and _are_rare(rest) else None


def _counted(part: str) -> int | None:
    found = _PIECE.fullmatch(part)
    count = _number(found[1]) if found else None
    if found is None or count is None or not 0 < count <= _MOST_OF_A_KIND:
        return None
    behind = found[2]
    other = re.search(r"[\d%$€£]", behind) or _OF.match(behind) or _NO_PART & {*behind.split()}
    return None if other or says(behind, *_OTHER) else count


def _number(word: str) -> int | None:
    return 1 if word in ("a", "an", "another") else int(word) if word.isdecimal() else WORDS.get(word)


def _alone(part: str) -> int | None:
    found = re.fullmatch(r"(?:(?:mostly|usually|normally|typically|just|only) )*(\w+)(?: calls?)?", part)
    return _number(found[1]) if found and found[1] not in ("a", "an") else None


def _are_rare(parts: list[str]) -> bool:
    return all(says(p, "rare_tokens", "rarely") for p in parts)
