"""Numbers as people say them: "300k/day", "2 to 4k tokens", "sub-100 ms", "fifteen hundred", "two weeks".

All arithmetic is exact (fractions) until the end. A conversion is made only where the text names another
unit of the same thing; what could be read two ways is asked back (Ambiguous), never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from msgspec import Struct

from advisor.case.fact_type import Fact
from advisor.case.numerals import spoken_numbers, units
from advisor.case.numerals.foreign_numbers import in_english
from advisor.case.numerals.number_words import WORDS, Reader, TwoMeanings, without_asides
from advisor.case.numerals.parts_of_one import PARTS, with_parts
from advisor.errors import BadInput

LONGEST = 120
_PARTS = {
    "half": "0.5",
    "quarter": "0.25",
    "third": "0.333",
    "three quarters": "0.75",
    "three quarter": "0.75",
}
_PART_OF_SCALE = (
    rf"\b((?:\d+|{'|'.join(WORDS)}) and )?(?:an? )?(half|quarter|third|three quarters?)(?: of)?"
    r" (?:an? )?(k|thousand|million|billion)\b"
)
_VULGAR = r"(?<!\d)(\d*) ?([¼-¾⅐-⅞])"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED_NUMBER = r"(?<=\d)[⁰¹²³⁴-⁹]+"
_POWER = r"\b(?:(\d+(?:\.\d+)?) ?[x*·] ?)?10 ?(?:\^|\*\*) ?(\d{1,2})\b"
_OVER_SCALE = r"\b(?:(\d+) (?:and )?)?([1-9])/([2-9]|10) ?(?=(?:k|m|mio|thousand|million|billion)\b)"
_REWRITTEN = (
    ("k", r"\b(\d+)k(\d)\b", r"\1.\2k"),
    ("half", r"\b(\d+) and an? half\b", r"\1.5"),
    (
        " ",
        r"(?<=\d) (?:and (?:a )?(?:bit|some|something)|something|odd) (?=(?:k|hundred|thousand|million)\b)",
        " ",
    ),
    ("/", r"\bm/m\b", "mom"),
    ("/", r"\bw/w\b", "per week"),
    ("fold", rf"\b(\d+|{'|'.join(WORDS)})[- ]?fold\b", r"\1 x"),
    ("ish", r"(\d(?:k|m|bn)?)[- ]?ish\b", r"\1"),
    ("x", r"(?<!\d )(?<!\w)x(?!64|86)(\d{1,3})\b", r"\1 x"),
    ("once", r"\bonce (?=(?:the|we|it|they|all|our)\b)", "when "),
    ("24", r"\b24 ?[/x] ?7\b(?: ?[/x] ?365\b)?", "round the clock"),
    (".", r"\b(mio|mrd|mln|tsd|incl|excl|approx|avg|max|min|est|resp)\.", r"\1"),
    ("w/", r"\bw/o\b", "without"),
    ("w/", r"\bw/ ?(?=[a-z])", "with "),
    ("p.", r"\bp\. ?d\b\.?", "per day"),
    ("p.", r"\bp\. ?w\b\.?", "per week"),
)
"""What a text must hold, a pattern, and what stands in its place."""
_BEYOND = Fraction(10) ** 18


class Ambiguous(BadInput):
    """Understood in more than one way; the message says which, and how to say it clearly."""


class Quantity(Struct, frozen=True):
    """A number in its fact's unit; `low` and `high` hold the range that was said, `value` its middle."""

    value: int | float
    low: int | float | None = None
    high: int | float | None = None


def parse(text: str, fact: Fact, tokens_per_request: float | None = None) -> Quantity:
    """Read `text` as a number in the unit of `fact`.

    A month is DAYS_PER_MONTH days, a year twelve months; yearly growth becomes the monthly rate that
    compounds to it. `tokens_per_request` (input + output) lets "50M tokens/month" be read as requests.
    Raises BadInput for what is no such number or out of bounds, Ambiguous for what could mean two things.
    """
    try:
        return _parse(text, fact, tokens_per_request)
    except TwoMeanings as e:
        raise Ambiguous(f"{fact.name}: {e.why}", text=text, expected=e.say) from None
    except units.WrongUnit as e:
        raise BadInput(f"{fact.name}: {e}", text=text, expected=units.expected(fact)) from None


def number(value: object, fact: Fact) -> int | float:
    """A bare number checked against the bounds of `fact`; whole facts take whole numbers. Raises BadInput."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _BEYOND:
        raise BadInput(f"{fact.name}: this number is too large", expected=fact.expected)
    checked = fact.check(value)
    assert isinstance(checked, int | float)
    if fact.whole and checked != int(checked):
        raise BadInput(f"{fact.name} is a count", text=value, expected="a whole number")
    return int(checked) if checked == int(checked) else checked


def normalise(text: str) -> str:
    """Lower case, digits for ½ and 10⁶, one kind of dash, quote and space, no blanks around; ".5" keeps its point."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", _in_digits(text))
    plain = plain.lower()
    if "^" in plain or "**" in plain:
        plain = re.sub(_POWER, lambda m: f"{m[1] or 1}e{m[2]}", plain)
    if "/" in plain:
        plain = re.sub(_OVER_SCALE, lambda m: f"{int(m[1] or 0) + int(m[2]) / int(m[3]):.6g} ", plain)
    if not plain.isascii():
        plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain).replace("\u2019", "'")
    plain = re.sub(r"\s+", " ", plain).rstrip(" .;!")
    if "-and-a" in plain:
        plain = re.sub(r"-and-(an?)-(?=half\b|quarter\b|third\b)", r" and \1 ", plain)
    if any(part in plain for part in _PARTS):
        plain = re.sub(_PART_OF_SCALE, _with_part, plain)
    if any(part in plain for part in PARTS):
        plain = with_parts(plain)
    for mark, pattern, by in _REWRITTEN:
        if mark in plain:
            plain = re.sub(pattern, by, plain)
    return plain if plain[:1].isalnum() else re.sub(r"^(?:[ ;!]|\.(?!\d))+", "", plain)


def _with_part(found: re.Match[str]) -> str:
    """ "4 and a half thousand" as 4.5 thousand, "half a million" as 0.5 million."""
    whole = (found[1] or "0").removesuffix(" and ")
    number = int(whole) if whole.isdecimal() else WORDS[whole]
    return f"{number + float(_PARTS[found[2]]):g} {found[3]}"


def _in_digits(text: str) -> str:
    """`7½` as 7.5 and 10⁶ as 10**6: NFKC would make them 71/2 and 106."""
    raised = re.sub(_RAISED_NUMBER, lambda m: f"**{m[0].translate(_RAISED)}", text.replace("×", "x"))
    return re.sub(_VULGAR, lambda m: f"{int(m[1] or 0) + unicodedata.numeric(m[2]):.6g}", raised)


def _parse(text: str, fact: Fact, tokens_per_request: float | None) -> Quantity:
    if len(text) > LONGEST:
        raise BadInput(f"{fact.name}: too long for a number", text=text, expected=units.expected(fact))
    if text.isascii() and text.isdecimal():  # as tables write it: there are no words to look for
        return Quantity(_finish(_ends(text, fact, text, tokens_per_request)[0], fact, text))
    plain = without_asides(in_english(normalise(text)))
    if not plain:
        raise BadInput(f"{fact.name}: nothing was said", expected=units.expected(fact))
    hedged = Reader(plain)
    hedged.skip_hedges()
    spoken = spoken_numbers.spoken(plain, fact)
    spoken = spoken if spoken is not None else spoken_numbers.spoken(hedged.rest, fact)
    if spoken is not None:
        return Quantity(_finish(spoken, fact, text))
    low, high = _ends(plain, fact, text, tokens_per_request)
    if 0 < low < 1 and fact.unit.startswith("tokens") and not any(map(str.isdigit, text)):
        raise TwoMeanings("a part of how many tokens is not said", "a number of tokens, such as 1500")
    return between(low, low if high is None else high, fact, text)


def between(low: Fraction, high: Fraction, fact: Fact, text: str) -> Quantity:
    """The quantity from `low` to `high` in the unit of `fact`. Raises BadInput where a bound is passed."""
    if low == high:
        return Quantity(_finish(low, fact, text))
    if low > high:
        raise BadInput(
            f"{fact.name}: the range runs backwards", text=text, expected="the smaller number first"
        )
    middle = (low + high) / 2
    return Quantity(
        _finish(Fraction(round(middle)) if fact.whole else middle, fact, text),
        _finish(low, fact, text),
        _finish(high, fact, text),
    )


def _ends(
    plain: str, fact: Fact, text: str, tokens_per_request: float | None
) -> tuple[Fraction, Fraction | None]:
    if fact.unit in ("months", "ms"):
        plain = re.sub(r"\bhalf an? ", "half ", plain)
    reader = Reader(plain)
    reader.skip_hedges()
    if fact.unit in ("months", "ms"):
        reader.rest = re.sub(r"^an? ", "one ", reader.rest)
    first = reader.number()
    if first is None:
        raise BadInput(f"{fact.name}: no number found", text=text, expected=units.expected(fact))
    if reader.doubt:
        raise TwoMeanings(reader.doubt, "digits such as 1500 or 1.5")
    unit = reader.until_range()
    joined = re.match(r" ?and\b", reader.rest)
    if not reader.range_word():
        _reject_rest(reader, fact, text)
        return units.convert(first, unit, fact, tokens_per_request), None
    if joined and not plain.startswith("between"):
        raise BadInput(f"{fact.name}: one number at a time", text=text, expected=units.expected(fact))
    reader.skip_hedges()
    second = reader.number()
    if second is None:
        raise BadInput(f"{fact.name}: a range needs two numbers", text=text, expected="such as 2 to 4k")
    last_unit = reader.until_range()
    _reject_rest(reader, fact, text)
    if joined and unit and last_unit and unit != last_unit:  # "3 annotators and 400 labels"
        raise BadInput(f"{fact.name}: one number at a time", text=text, expected=units.expected(fact))
    if not unit:
        unit = last_unit
        first = first.share_multiplier(second)
    return (
        units.convert(first, unit, fact, tokens_per_request),
        units.convert(second, last_unit or unit, fact, tokens_per_request),
    )


def _reject_rest(reader: Reader, fact: Fact, text: str) -> None:
    if not reader.done:
        raise BadInput(f"{fact.name}: one number at a time", text=text, expected=units.expected(fact))


def _finish(value: Fraction, fact: Fact, text: str) -> int | float:
    if abs(value) > _BEYOND:
        raise BadInput(f"{fact.name}: this number is too large", text=text, expected=fact.expected)
    try:
        return number(int(value) if value.denominator == 1 else float(value), fact)
    except BadInput as e:
        if fact.unit.startswith("fraction") and value > 1:
            near = f"{units.shown(value)}%"
            raise BadInput(e.message, text=text, expected=e.expected, near=near) from None
        raise BadInput(e.message, text=text, expected=e.expected) from None
