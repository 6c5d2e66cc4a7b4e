"""Which unit words go with which fact, and how they convert into the fact's unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from advisor.case.fact_type import Fact
from advisor.case.numerals import unit_words
from advisor.case.numerals.currency_words import CURRENCIES
from advisor.case.numerals.number_words import Number, TwoMeanings, leftover
from advisor.case.numerals.spoken_numbers import compounded
from advisor.case.numerals.time_spans import ADVERBS, RATES, SPANS, TIMES

_WORDS = unit_words.load()
TOKENS, TOKEN_SIDE, TEXT = _WORDS.tokens, _WORDS.token_sides, _WORDS.text_sizes
SIZES, MILLIS, TIMES_OVER = _WORDS.file_sizes, _WORDS.milliseconds, _WORDS.times_over
_DOLLARS = {word for word, code in CURRENCIES.items() if code == "usd"}
_OTHER_MONEY = set(CURRENCIES) - _DOLLARS
_FILLER = re.compile(
    r"\b(?:on average|average|avg\.?|of|the|our|total|in total|altogether|or so|ish|roughly)\b"
)
MEASURES = (
    TOKENS
    | _WORDS.percent
    | _DOLLARS
    | _OTHER_MONEY
    | SIZES
    | TEXT
    | MILLIS
    | set(TIMES) - {"second"}
    | {"x", "×"}
)
_BEYOND = 10**18


class WrongUnit(ValueError):
    """A unit that does not measure this fact."""


def shown(value: Fraction) -> str:
    """A number in an error, six digits; beyond what a float holds, said so."""
    try:
        return f"{float(value):g}"
    except OverflowError:
        return "a number of very many digits"


def counted(value: Fraction) -> str:
    """A count in an error, its thousands apart."""
    return f"{int(value):,}" if value.denominator == 1 and value < _BEYOND else shown(value)


def expected(fact: Fact) -> str:
    """What to write for this fact, for an error message."""
    shapes = {
        "requests/month": "a number of calls, such as 300k/day, 10 rps or 2M a month",
        "tokens/request": "a number of tokens a call, such as 1500 or 2 to 4k",
        "tokens": "a number of tokens, such as 50M",
        "months": "a time, such as 6 months, two weeks or quarterly",
        "ms": "a time, such as 200 ms or 0.5 s",
        "fraction": "a share, such as 90% or 0.9",
        "fraction/month": "a rate, such as 5% a month or 20% a year",
        "USD/hour": "US dollars an hour, such as $120/h",
        "USD/month": "US dollars a month, such as $3k",
        "peak / average": "a multiple, such as 3x",
    }
    things = fact.unit.split("/")[0]
    counted = f"a number of {things}, such as 24" if things and things != "count" else fact.expected
    return shapes.get(fact.unit, counted)


def convert(number: Number, unit: str, fact: Fact, tokens_per_request: float | None = None) -> Fraction:
    """`number` said with `unit`, in the unit of `fact`. Raises WrongUnit or TwoMeanings."""
    if number.dotted_thousands and fact.unit not in (
        "fraction",
        "fraction/month",
        "peak / average",
        "months",
    ):
        whole = int(number.mantissa * 1000)
        raise TwoMeanings("a point or a thousands mark", f"{whole:,} or {shown(number.mantissa)}")
    if number.currency and not (fact.unit.startswith("USD") and number.currency in ("$", "us$", "usd")):
        raise WrongUnit(
            "say it in US dollars; currencies are not mixed"
            if fact.unit.startswith("USD")
            else "money is no unit of this"
        )
    noun, per = _split(unit)
    if fact.unit == "requests/month":
        return number.value * _requests(noun, per, tokens_per_request)
    if fact.unit in _READERS:
        return _READERS[fact.unit](number, noun, per)
    _open_noun(noun, per)
    return number.value


def _split(unit: str) -> tuple[str, str]:
    """A unit as what is counted and the span or thing it is counted per ("" where not said)."""
    text = _FILLER.sub(" ", unit.replace("percent", "%").replace("per cent", "%"))
    text = re.sub(r"\s+", " ", text).strip(" .,")
    text = re.sub(r"\bt(p[smhd])\b", lambda m: "tokens/" + RATES["r" + m[1]], text)
    noun, mark, per = text, "", ""
    if found := re.search(r"(?:^| ?)/ ?|(?:^| )(?:per|an?|each|every|by the) ", f"{text}"):
        noun, mark, per = text[: found.start()], found[0], text[found.end() :]
    words = noun.split()
    if not mark and words and words[-1] in ADVERBS:
        per = ADVERBS[words.pop()]
    if not mark and words and words[-1] in RATES:
        per = RATES[words.pop()]
    elif not mark and words and words[0] in RATES:
        per = RATES[words.pop(0)]
    return " ".join(words), TIMES.get(per.strip(), per.strip())


def _only(word: str, allowed: set[str], shown: str) -> None:
    if word not in allowed:
        raise WrongUnit(f'"{shown}" is no unit of this')


def _open_noun(noun: str, per: str) -> None:
    words = noun.split()
    for word in words:
        _only(word, {word} if word.partition("'")[0] not in MEASURES else set(), word)
    if unread := leftover(words):
        raise WrongUnit(f'"{unread}" was not understood')
    if len(words) > 4 or per or not re.fullmatch(r"[a-z' -]*", noun):
        raise WrongUnit(f'"{per or noun}" is no unit of this')


def _requests(noun: str, per: str, tokens_per_request: float | None) -> Fraction:
    _only(per or "month", set(SPANS), f"per {per}")
    factor = 1 / SPANS[per or "month"]
    words = noun.split()
    if "peak" in words:
        raise TwoMeanings("a peak is not the average", "the average load; the peak factor is asked apart")
    if words and words[0] in TOKENS:
        if not tokens_per_request:
            raise TwoMeanings(
                "tokens become calls only with the tokens of one call", "calls, or the tokens first"
            )
        return factor / Fraction(tokens_per_request)
    _open_noun(noun, "")
    return factor


def _tokens(number: Number, noun: str, per: str) -> Fraction:
    for word in noun.split():
        if word in TEXT:
            raise WrongUnit(f'"{word}" are not tokens; count them with the model\'s tokenizer')
        _only(word, TOKENS | TOKEN_SIDE, word)
    if per in SPANS:
        raise WrongUnit(f'"per {per}" is no unit of this')
    _open_noun(per, "")
    return number.value


def _share(number: Number, noun: str, per: str) -> Fraction:
    _only(noun, {"", *_WORDS.percent}, noun)
    _only(per, {""}, f"per {per}")
    return number.value / 100 if noun else number.value


def _hourly(number: Number, noun: str, per: str) -> Fraction:
    _only(noun, {"", *_DOLLARS}, noun)
    _only(per or "hour", {"hour"}, f"per {per}")
    return number.value


def _monthly(number: Number, noun: str, per: str) -> Fraction:
    if noun in _OTHER_MONEY:
        raise WrongUnit("say it in US dollars; currencies are not mixed")
    _only(noun, {"", *_DOLLARS}, noun)
    _only(per or "month", set(SPANS), f"per {per}")
    return number.value / SPANS[per or "month"]


def _multiple(number: Number, noun: str, per: str) -> Fraction:
    _only(noun, {"", *TIMES_OVER}, noun)
    _only(per, {""}, f"per {per}")
    return number.value


def _growth(number: Number, noun: str, per: str) -> Fraction:
    noun = re.sub(r"\b(?:growth|more|up)\b", "", noun).strip()
    _only(noun, {"", *_WORDS.percent}, noun)
    _only(per or "month", set(SPANS), f"per {per}")
    if not noun and abs(number.value) >= 1:
        if abs(number.value) > _BEYOND:
            raise WrongUnit("this growth is beyond all bounds")
        both = f"{shown(number.value)}% or {shown(number.value * 100)}%"
        raise TwoMeanings("a percentage or a multiple", both)
    rate = number.value / 100 if noun else number.value
    span = SPANS[per or "month"]
    if span == 1:
        return rate
    if rate <= -1:
        raise WrongUnit("nothing shrinks by more than all of it")
    try:
        return compounded(1 + rate, span)
    except OverflowError:
        raise WrongUnit("this growth is beyond all bounds") from None


def _months(number: Number, noun: str, per: str) -> Fraction:
    if number.month_scale and not noun and not per:
        return number.mantissa
    if noun == "times" and per in SPANS and number.value > 0:
        return SPANS[per] / number.value
    noun = TIMES.get(noun or "month", noun)
    _only(noun, set(SPANS), noun)
    if per:
        raise WrongUnit(f'"per {per}" is no unit of this')
    if SPANS[noun] < SPANS["day"]:
        raise WrongUnit(f'"{noun}" is too short a span for this')
    return number.value * SPANS[noun]


def _millis(number: Number, noun: str, per: str) -> Fraction:
    if number.month_scale:
        raise TwoMeanings("minutes or millions", "ms, s or min")
    if per:
        raise WrongUnit(f'"per {per}" is no unit of this')
    if noun in {"", *MILLIS}:
        return number.value
    span = TIMES.get(noun, noun)
    _only(span, {"second", "minute", "hour"}, noun)
    return number.value * 1000 * (SPANS[span] / SPANS["second"])


_READERS: dict[str, Callable[[Number, str, str], Fraction]] = {
    "tokens/request": _tokens,
    "tokens": _tokens,
    "fraction": _share,
    "fraction/month": _growth,
    "months": _months,
    "ms": _millis,
    "USD/hour": _hourly,
    "USD/month": _monthly,
    "peak / average": _multiple,
}
