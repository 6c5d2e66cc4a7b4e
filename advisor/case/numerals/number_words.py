"""Reads numerals from the front of a text: digits, grouped digits, multipliers, number words, range words."""

from __future__ import annotations

import re
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from advisor.case.numerals import unit_words
from advisor.case.numerals.currency_words import BEFORE

_SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {w: n for n, w in enumerate(_SMALL)} | {w: 10 * n for n, w in enumerate(_TENS, start=2)}
SCALES = unit_words.by_word(unit_words.load().scales)
_NOSCALES = unit_words.load().unsure_scales
"""Words that multiply, by how much depends on who says them."""
_DIGITS = re.compile(
    rf"(?P<sign>[-+]?) ?(?P<currency>{BEFORE})? ?"
    r"(?P<body>\d{1,3}(?:[ ,'_]\d{3})+(?:\.\d+)?(?![\d])|(?:\d+(?:\.\d+|\.(?=e))?|\.\d+)(?:e[+-]?\d{1,3}(?!\d))?)"
)
_EUROPEAN = r"\d{1,3}(?:\.\d{3})*,\d{1,2}(?![\d.,'])|\d{1,3}(?:\.\d{3}){2,}(?![\d.,'])"
_UNREAD = {
    *WORDS, *SCALES, *_NOSCALES, "dozen", "couple", "half", "to", "and", "or", "not", "than", "minus",
} - {"m", "b", "t"}  # fmt: skip
_DECIMALS = re.compile(rf"(?: (?:{'|'.join(_SMALL[:10])})\b)+")
_WORD = re.compile(r"[a-z]+")
_NEXT = re.compile(r"[ -][a-z]+")
_SCALES_OF_ONE = {*(word for word in SCALES if len(word) > 2), "dozen", "couple"}
_MEASURE = (
    r" ?(?:%|(?:s|secs?|seconds?|ms|min|minutes?|months?|years?|x|times"
    r"|sek(?:unden?)?|minuten|stunden?|monate|jahre)\b)"
)
"""What follows a decimal comma and no thousands mark."""
_UNIT = "usd|dollars?|bucks|euros?|tokens?|ms|milliseconds?|calls?|an?|per|each|/|hour|day|week|month|year"
_HEDGE = (
    r"(?:about|around|roughly|approximately|approx\.?|circa|ca\.?|some|maybe|perhaps|nearly|almost|just|only|always|usually|typically|normally|exactly|"
    r"under|below|less th[ae]n|fewer than|over|above|more than|at least|at most|up to|"
    r"(?:not?|never) more th[ae]n|max(?:imum)?|within|between|"
    r"from|every|it is|it's|we have|we do|we get|i think|i guess|say|sub-?|[~≈<>=≤≥])(?![a-z]) ?-?"
)
_ASIDE = (
    r"\b(?:i|we)(?: would|'d)? (?:think|guess|believe|suppose|say|reckon|estimate)(?: that)?\b,?"
    r"|\b(?:give or take|more or less|or (?:so|less|more|thereabouts)|at (?:best|most|worst|least|the moment)|all in"
    r"|right now|for now|these days|currently|probably|presumably|tops|if need(?:ed| be)"
    r"|if necessary|if possible|if (?:we|i|they) (?:must|have to|need to|really must|really have to))\b,?"
)
_RANGE = r" ?(?:to|-|\.\.+|…|and|or|until|through)(?![a-z]) ?"


class TwoMeanings(ValueError):
    """A text that says one of two things: `why`, and what to `say` instead."""

    def __init__(self, why: str, say: str) -> None:
        self.why, self.say = why, say
        super().__init__(why)


class Number(Struct, frozen=True):
    """A numeral as read: `mantissa` x 10^`scale`, and how it was written.

    `dotted_thousands`: like 1.500, which may mean fifteen hundred. `month_scale`: a bare "m" followed.
    """

    mantissa: Fraction
    scale: int = 0
    currency: str = ""
    dotted_thousands: bool = False
    month_scale: bool = False

    @property
    def value(self) -> Fraction:
        """The number meant."""
        return self.mantissa * Fraction(10) ** self.scale

    def share_multiplier(self, other: Number) -> Number:
        """The first number of "2 to 4k": it takes the second's multiplier if the range stays upright."""
        if self.scale or not other.scale or self.mantissa > other.mantissa:
            return self
        return replace(self, scale=other.scale)


class Reader:
    """A cursor over normalised text."""

    def __init__(self, text: str) -> None:
        self.rest = text
        self.doubt = ""

    @property
    def done(self) -> bool:
        """Whether all was read."""
        return not self.rest

    def skip_hedges(self) -> None:
        """Drop "about", "under", "~" and the like: they do not change the number."""
        while self.rest and not self.rest[0].isdecimal() and (found := re.match(_HEDGE, self.rest)):
            self.rest = self.rest[found.end() :].lstrip()

    def number(self) -> Number | None:
        """Read one numeral, or None."""
        found = self._digits() or self._spoken()
        if found is not None:
            self.rest = self.rest.lstrip()
        return found

    def range_word(self) -> bool:
        """Read the word between the two ends of a range."""
        if found := re.match(_RANGE, self.rest):
            self.rest = self.rest[found.end() :]
            return True
        return False

    def until_range(self) -> str:
        """Read the unit: all up to a range word that a numeral follows."""
        for found in re.finditer(_RANGE, self.rest):
            if found.start() and self.rest[found.start()].isalpha():
                continue
            ahead = Reader(self.rest[found.end() :])
            ahead.skip_hedges()
            if ahead.number() is not None and not self.rest[: found.start()].endswith(("/", "per")):
                unit, self.rest = self.rest[: found.start()], self.rest[found.start() :]
                return unit.strip(" ,")
        unit, self.rest = self.rest, ""
        return unit.strip(" ,")

    def _digits(self) -> Number | None:
        found = _DIGITS.match(self.rest)
        if not found:
            return None
        body = found["body"]
        after = re.sub(r"^\.(?=[a-z])", "", self.rest[found.end() :])
        rest = self.rest[found.start("body") :]
        if ("," in rest or rest.count(".") > 1) and (european := re.match(_EUROPEAN, rest)):
            whole, _, decimals = european[0].partition(",")
            body, after = f"{whole.replace('.', '')}.{decimals or '0'}", rest[european.end() :]
            money = len(decimals) == 2 and (found["currency"] or re.match(r" ?(?:€|eur|chf)", after))
            plain = money or european[0].startswith("0,") or re.match(_MEASURE, after) or _scale(after)
            if decimals and not plain:
                self.doubt = "marks in this number can be read two ways"
        elif re.match(r"[,.']\d|\d", after) or _mark_before_scale(after):
            raise TwoMeanings("marks in this number can be read two ways", "digits such as 1500 or 1.5")
        mantissa = Fraction(re.sub("[ ,'_]", "", body))
        self.rest = after
        return self._scaled(
            Number(
                -mantissa if found["sign"] == "-" else mantissa,
                currency=found["currency"] or "",
                dotted_thousands=bool(re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", body)),
            )
        )

    def _scaled(self, number: Number) -> Number:
        if found := _scale(self.rest):
            word, length = found
            self.rest = self.rest[length:]
            return replace(number, scale=SCALES[word], month_scale=word == "m", dotted_thousands=False)
        return number

    def _spoken(self) -> Number | None:
        words = _Words()
        while (word := _WORD.match(self.rest) or (words.seen and _NEXT.match(self.rest))) and (
            after := words.take(word[0].strip(" -"), self.rest[word.end() :])
        ) is not None:
            self.rest = after
        if words.joined and not re.fullmatch(rf"(?: (?:{_UNIT}))*", self.rest):
            self.doubt = "one number or two"
        return Number(words.total + words.current) if words.seen else None


def _scale(text: str) -> tuple[str, int] | None:
    """The multiplier that `text` starts with, and how much of it that is; None where it starts with another word."""
    found = re.match(r" ?(?:([km])(?=tok)|([a-z]+))", text)
    word = found and (found[1] or found[2])
    return (word, found.end()) if found and word in SCALES else None


def _mark_before_scale(text: str) -> bool:
    found = re.match(r"\.? ?,[ .,]*([a-z]+)", text) if "," in text else None
    return found is not None and found[1] in SCALES


def _word_ahead(text: str) -> str:
    found = re.match(r" (\w+)", text)
    return found[1] if found else ""


class _Words:
    """Adds up number words: "fifteen hundred", "two and a half thousand", "a hundred", "half a million"."""

    def __init__(self) -> None:
        self.total, self.current = Fraction(0), Fraction(0)
        self.seen, self.halved, self.joined = False, False, False

    def take(self, word: str, after: str) -> str | None:
        """Take `word`; the text after it, or None where the word is no part of the numeral."""
        if word in ("a", "an") and _word_ahead(after) in _SCALES_OF_ONE:
            self.current += 0 if self.halved else 1
        elif word in _TENS and 0 < self.current < 10 and not (self.total or self.halved):
            self.current, self.joined = self.current * 100 + WORDS[word], True  # "one twenty"
        elif word in WORDS and not self.halved and not self._is_next(word):
            self.current += WORDS[word]
        elif word == "half" and not self.seen:
            self.current, self.halved = Fraction(1, 2), True
        elif word == "and" and self.seen:
            return self._and(after)
        elif word == "point" and self.seen and (digits := _DECIMALS.match(after)):
            self.current += _decimals(digits[0])
            return after[digits.end() :]
        elif not self._multiply(word):
            return None
        elif word == "couple":
            after = after.removeprefix(" of")
        self.seen = True
        return after

    def _is_next(self, word: str) -> bool:
        """Whether a number word begins another number: "thirty forty", "five six"."""
        return bool(self.current % (100 if WORDS[word] >= 10 else 10))

    def _and(self, after: str) -> str | None:
        if half := re.match(r" an? half\b", after):
            self.current += Fraction(1, 2)
            return after[half.end() :]
        return after if self.total + self.current >= 100 and _word_ahead(after) in WORDS else None

    def _multiply(self, word: str) -> bool:
        if word == "dozen":
            self.current = (self.current or Fraction(1)) * 12
        elif word == "couple":
            self.current = Fraction(2)
        elif word == "hundred" and self.seen:
            self.current *= 100
        elif word in SCALES and len(word) > 2 and self.seen:
            self.total, self.current = self.total + self.current * 10 ** SCALES[word], Fraction(0)
        else:
            return False
        return True


def _decimals(words: str) -> Fraction:
    """What "two five" stands for after a "point"."""
    digits = [WORDS[w] for w in words.split()]
    return sum((Fraction(d, 10**n) for n, d in enumerate(digits, start=1)), Fraction(0))


def without_asides(text: str) -> str:
    """`text` without what hedges a number and does not change it: "I think", "give or take", "at the moment"."""
    if " " not in text:
        return text
    kept = " ".join(re.sub(_ASIDE, " ", text).split()).strip(" ,")
    return kept or text


def leftover(words: list[str]) -> str | None:
    """The first word of a unit that is part of a numeral nobody read ("3 dozen", "4 to", "5 e"), or None."""
    return next((w for w in words if w in _UNREAD or len(w) == 1), None)
