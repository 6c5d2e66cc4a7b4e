"""Numbers that are said without a numeral: "quarterly", "half a year", "doubling every year", "two thirds"."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from advisor.case.fact_type import Fact
from advisor.case.numerals.number_words import Reader
from advisor.case.numerals.parts_of_one import fraction_word
from advisor.case.numerals.time_spans import ADVERBS, ONCE_A_WEEK, SO_OFTEN, SPANS, TIMES

_MULTIPLES = {"doubl": 2, "tripl": 3, "quadrupl": 4}
_ZERO = frozenset({"none", "zero", "nothing", "nil", "zip", "zilch", "nada", "nix", "0"})
_STILL = frozenset({"no growth", "flat"})
_ZERO_WORDS = _ZERO | {"at", "all", "yet", "so", "far", "really", "whatsoever", "to", "speak", "of"}
HOW_OFTEN = {"once": 1, "single": 1, "twice": 2, "thrice": 3}
_PEAKS = {
    **dict.fromkeys(("twice", "double", "doubles"), Fraction(2)),
    **dict.fromkeys(("triple", "triples", "thrice"), Fraction(3)),
    **dict.fromkeys(("quadruple", "quadruples"), Fraction(4)),
    **dict.fromkeys(("no peak", "no peaks", "none", "flat", "even", "steady", "constant"), Fraction(1)),
}
_EVEN = re.compile(
    r"\b(?:flat|steady|constant|uniform|(?:pretty|quite|very|fairly|rather|nearly|almost) even"
    r"|even (?:all|over|across|through))\b"
)
_YES_OR_NO = (
    r"(?:(?:it is|it's|its|just|only|simply|a) )*"
    r"(?:binary|boolean|yes ?(?:/|or|and) ?no|true ?(?:/|or) ?false)"
)
_HALF_YEARLY = ("biannually", "biannual", "semiannually", "half-yearly", "half yearly", "twice yearly")
_EVERY = re.compile(
    r"((?:once )?(?:every|each|an?|per|in an?) |)(half an? |half |other |second |2nd |3rd )?([a-z]{3,}?)(?:ly)?"
)
_NTH = {"half": Fraction(1, 2), **dict.fromkeys(("other", "second", "2nd"), Fraction(2)), "3rd": Fraction(3)}
_OF_A_WEEK = dict.fromkeys(ONCE_A_WEEK, "week")
_TIMES_UNITS = ("count", "calls/task", "use cases")


def spoken(plain: str, fact: Fact) -> Fraction | None:
    """A number without a numeral: "quarterly", "half a year", "two thirds", "twice"; None if it is none."""
    if fact.low <= 0 and fact.unit != "requests/month" and _is_zero(plain):
        return Fraction(0)
    readers: dict[str, Callable[[str], Fraction | None]] = {
        "fraction": fraction_word,
        "fraction/month": _growth,
        "peak / average": _PEAKS.get,
        "labels": lambda said: Fraction(2) if re.fullmatch(_YES_OR_NO, said) else None,
        "months": _spoken_months,
        **dict.fromkeys(_TIMES_UNITS, _times),
    }
    return readers[fact.unit](plain) if fact.unit in readers else None


def _growth(plain: str) -> Fraction | None:
    return Fraction(0) if plain in _STILL else _multiplied(plain) or fraction_word(plain)


def _times(plain: str) -> Fraction | None:
    """A count said as "once", "just a single one", "twice"."""
    hedge = r"(?:just|only|exactly)? ?(?:an? )?"
    said = re.fullmatch(rf"{hedge}({'|'.join(HOW_OFTEN)})(?: one| call| pass)?", plain)
    return Fraction(HOW_OFTEN[said[1]]) if said else None


def times_in(text: str) -> Fraction | None:
    """How often something is done, as a sentence says it in one word: "we go over it twice"; None without that."""
    said = re.findall(rf"\b({'|'.join(HOW_OFTEN)})\b(?! (?:in|an?|we|it|they|the|per|every|each)\b)", text)
    said = [w for w in said if w != "single"]
    return Fraction(HOW_OFTEN[said[0]]) if len(said) == 1 else None


def multiple_in(text: str) -> Fraction | None:
    """How many times as much comes at the peak, as a sentence says it in one word: "Sundays we get twice that"."""
    said = re.findall(
        r"\b(twice|doubles?|triples?|thrice|quadruples?)\b(?! (?:in|an?|per|every|each|digit)\b)", text
    )
    if not said and _EVEN.search(text):
        return None if re.search(r"\b(?:not|never|hardly|isn't)\b", text) else _PEAKS["flat"]
    return _PEAKS[said[0]] if len(said) == 1 else None


def with_times(text: str) -> str:
    """`text` with "twice a minute" in digits, and "hourly" alone as once an hour."""
    plain = text.strip()
    if plain in ADVERBS:
        plain = f"once per {ADVERBS[plain]}"
    often = rf"\b({'|'.join(HOW_OFTEN)}) (?=(?:an?|per|every|each) )"
    return re.sub(often, lambda m: f"{HOW_OFTEN[m[1]]} times ", plain)


def _is_zero(plain: str) -> bool:
    words = re.findall(r"\w+", plain)
    return plain in _ZERO or (bool(set(words[:1]) & _ZERO) and set(words) <= _ZERO_WORDS)


def _multiplied(plain: str) -> Fraction | None:
    """The monthly rate of "doubling every year"."""
    found = re.fullmatch(
        r".*\b(doubl|tripl|quadrupl)\w*(?: \w+)? (?:(?:every|each|per|an?|in an?|once an?) )?(\w+)", plain
    )
    span = (TIMES.get(found[2]) or ADVERBS.get(found[2])) if found else None
    return compounded(Fraction(_MULTIPLES[found[1]]), SPANS[span]) if found and span else None


def compounded(factor: Fraction, months: Fraction) -> Fraction:
    """The growth a month that compounds to `factor` in so many months."""
    return Fraction(float(factor) ** float(1 / months) - 1)


def _spoken_months(plain: str) -> Fraction | None:
    if plain in ADVERBS:
        return SPANS[ADVERBS[plain]]
    if plain in _HALF_YEARLY:
        return SPANS["semester"]
    if (found := _EVERY.fullmatch(plain)) and (span := TIMES.get(found[3]) or _OF_A_WEEK.get(found[3])):
        each = SPANS[span] * _NTH.get((found[2] or "").split(" ")[0], Fraction(1))
        return each if found[1] or SPANS[span] >= SPANS["week"] else None
    if found := re.fullmatch(rf"(?=(\w+)){SO_OFTEN} (\w+)", plain):
        reader = Reader(found[1])
        count = {"once": Fraction(1), "twice": Fraction(2)}.get(found[1])
        if count is None and (read := reader.number()) and reader.done:
            count = read.value
        if count and found[2] in TIMES:
            return SPANS[TIMES[found[2]]] / count
    return None
