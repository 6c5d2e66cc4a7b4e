"""Numbers that are said without a numeral: "quarterly", "half a year", "doubling every year", "two thirds"."""

from __future__ import annotations

import re
from fractions import Fraction

from advisor.case.facts import Fact
from advisor.case.number_words import Reader, fraction_word
from advisor.case.time_spans import ADVERBS, SPANS, TIMES

_MULTIPLES = {"doubl": 2, "tripl": 3, "quadrupl": 4}
_ZERO = {"none", "zero", "nothing", "nil", "no growth", "flat", "0"}
_ZERO_WORDS = _ZERO | {"at", "all", "yet", "so", "far"}
_TIMES = {"once": 1, "single": 1, "twice": 2, "thrice": 3}
_TIMES_UNITS = ("count", "calls/task", "use cases")


def spoken(plain: str, fact: Fact) -> Fraction | None:
    """A number without a numeral: "quarterly", "half a year", "two thirds", "twice"; None if it is none."""
    if fact.low <= 0 and fact.unit != "requests/month" and _is_zero(plain):
        return Fraction(0)
    match fact.unit:
        case "fraction":
            return fraction_word(plain)
        case "fraction/month":
            return _multiplied(plain) or fraction_word(plain)
        case "peak / average":
            return {"twice": Fraction(2), "double": Fraction(2), "triple": Fraction(3)}.get(plain)
        case "months":
            return _spoken_months(plain)
    return _times(plain) if fact.unit in _TIMES_UNITS else None


def _times(plain: str) -> Fraction | None:
    """A count said as "once", "just a single one", "twice"."""
    hedge = r"(?:just|only|exactly)? ?(?:an? )?"
    said = re.fullmatch(rf"{hedge}({'|'.join(_TIMES)})(?: one| call| pass)?", plain)
    return Fraction(_TIMES[said[1]]) if said else None


def _is_zero(plain: str) -> bool:
    words = re.findall(r"\w+", plain)
    return plain in _ZERO or (bool(set(words[:1]) & _ZERO) and set(words) <= _ZERO_WORDS)


def _multiplied(plain: str) -> Fraction | None:
    """The monthly rate of "doubling every year"."""
    found = re.fullmatch(
        r".*\b(doubl|tripl|quadrupl)\w*(?: \w+)? (?:every|each|per|an?|in an?|once an?) (\w+)", plain
    )
    if found is None or found[2] not in TIMES:
        return None
    return compounded(Fraction(_MULTIPLES[found[1]]), SPANS[TIMES[found[2]]])


def compounded(factor: Fraction, months: Fraction) -> Fraction:
    """The growth a month that compounds to `factor` in so many months."""
    return Fraction(float(factor) ** float(1 / months) - 1)


def _spoken_months(plain: str) -> Fraction | None:
    if plain in ADVERBS:
        return SPANS[ADVERBS[plain]]
    if found := re.fullmatch(
        r"(?:(?:once )?(?:every|each|an?|per|in an?) |)(half an? |half |other |second )?"
        r"(year|semester|quarter|month|fortnight|week)s?(?:ly)?",
        plain,
    ):
        often = {"half": Fraction(1, 2), "other": Fraction(2), "second": Fraction(2)}
        return SPANS[found[2]] * often.get((found[1] or "").split(" ")[0], Fraction(1))
    if found := re.fullmatch(r"(once|twice|\w+ times) (?:an?|per|every|each) (\w+)", plain):
        reader = Reader(found[1].removesuffix(" times"))
        count = {"once": Fraction(1), "twice": Fraction(2)}.get(found[1])
        if count is None and (read := reader.number()) and reader.done:
            count = read.value
        if count and found[2] in TIMES:
            return SPANS[TIMES[found[2]]] / count
    return None
