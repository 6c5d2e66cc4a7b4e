"""A volume of which only a share is meant: "half of our 80k monthly tickets", "80k a month, a third of them"."""

from __future__ import annotations

import re
from fractions import Fraction

from advisor.case.numbers.volume import monthly_volume
from advisor.case.numbers.volume.monthly_volume import Volume
from advisor.case.numerals import quantity
from advisor.case.numerals.foreign_numbers import in_english
from advisor.case.numerals.parts_of_one import PARTS, fraction_word

_PART = rf"(?:(?:an?|one|two|three|\d+) )?(?:{'|'.join(PARTS)})s?|\d+ (?:in|out of) \d+"
_SHARE = rf"(?:about |only |just |roughly |maybe )*(\d+(?:\.\d+)? ?(?:%|percent)|{_PART})"
_AHEAD = re.compile(rf"{_SHARE} of (?:our |the |all |those |these |about )*(?=\d)(.+)")
_BEHIND = re.compile(rf"(.+\d.*?)(?:,| -)? (?:but |and |of which )?{_SHARE} of (?:them|those|it|these|that)")


def read(text: str) -> Volume | None:
    """The calls a month that are the share of all; None where none is said. Raises TwoMeanings where all is open."""
    if len(text) > quantity.LONGEST:
        return None
    plain = in_english(quantity.normalise(text))
    if found := _AHEAD.fullmatch(plain):
        share, whole = found[1], found[2]
    elif found := _BEHIND.fullmatch(plain):
        whole, share = found[1], found[2]
    else:
        return None
    all_ = monthly_volume.read(whole)
    times = _times(share)
    return Volume(all_.low * times, all_.high * times, sure=False) if all_ and times else None


def _times(share: str) -> Fraction | None:
    percent = re.match(r"[\d.]+(?= ?(?:%|percent))", share)
    return Fraction(percent[0]) / 100 if percent else fraction_word(share)
