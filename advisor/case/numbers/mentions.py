"""Every number in a sentence with what it counts: "10,000 customers a day, 10 questions each"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec import Struct

from advisor.case.lexicon import sentences
from advisor.case.lexicon.word_lists import entries, said_at, says
from advisor.case.numbers import counted_words
from advisor.case.numerals import quantity, spoken_numbers, time_spans, units
from advisor.case.numerals.currency_words import BEFORE, CURRENCIES, SIGN
from advisor.case.numerals.foreign_numbers import in_english
from advisor.case.numerals.number_words import WORDS, Number, Reader

_CLAUSE = re.compile(
    r"[;|()]|,(?=\s|$)|(?<!\d),|,(?=\D)|\.(?=\s|$)| - |\b(?:but|then)\b"
    r"|\bwith (?=(?:[a-z]+ ){0,2}(?:peaks?|spikes?|bursts?)\b)"
    r"|\band (?=(?:about |around |~)?\d[\d.,]*k? ?(?:rps |qps )?(?:at|in|during|on) (?:the )?(?:peak|busiest|worst))"
)
_START = re.compile(
    rf"(?<![\w.,%-])(?<!\d:)(?:[~<>≈±]? ?[-+]?(?:{BEFORE})? ?\.?\d|(?:a|an|half|"
    + "|".join(WORDS)
    + r"|hundreds?|couple|dozens?)\b(?!'|-(?!(?:"
    + "|".join(WORDS)
    + r")\b)[a-z]))"
)
_RANGE = re.compile(
    r" ?(?:to|-|\.\.+|…|until) ?(?=[~\d.$€£])| ?or (?=[~\d.])"
    r"| ?(?:or|to) (?=(?:" + "|".join(WORDS) + r")\b)"
)
_RATE_BEHIND = re.compile(
    r"\(([^()]*)\) ((?:per|a|an|each|every) (?:hour|day|night|week|month|quarter|year)\b)"
)
_BESIDE = re.compile(
    r" \(((?:about|around|some|roughly|approx|ca|maybe|~)?\.? ?\d[\d.,]*k? ?(?:tokens?|words|pages?))\)"
)
_GROWTH = re.compile(r"\bgrowth ?[,:=] (?=[~+]?\d)")
_OR_SO = re.compile(r"(?<=\d) or (?:so|thereabouts)\b")
_COUNT_THEN = re.compile(r"(\d[\d.,]*k? [a-z]+):(?= (?:(?:about|around|some|roughly|approx|ca)\.? )?~?\d)")
"""A count and the next behind a colon: "9 queues: about 1,900 a day"."""
_RUNS_BEHIND = re.compile(
    r"(\d[\w.]*(?: [a-z]+){1,3})[,;] (?=(?:(?:once|twice|thrice|[a-z\d]+ times) (?:a|an|per|each|every) "
    r"(?:day|week|month|quarter|year)|every (?:[a-z]+|\d+) (?:days|weeks|months|years)) ?(?:[,;.)]|$))"
)
"""A lot and how often it is done: "400k forms, every six months"."""
_TO_MODEL = re.compile(r"\bcalls? to (?:the |our |its |an? )?(?:model|llm|api)\b")
_TIMES_EACH = re.compile(
    rf"\b(?:({'|'.join(spoken_numbers.HOW_OFTEN)})|(\S+) times) "
    rf"(?=(?:per|for (?:each|every)) (?!{'|'.join(time_spans.TIMES)}))"
)
"""What is done so often for each of something: "3 times per order" are calls."""
_ONE_CALL = re.compile(
    r" (?:with|at|by|in) (?:just |only )?(?:an?|one|a single) (call|request|prompt) (?=each\b|apiece\b|per )"
)
"""One call for each of what stands before it: "200k tickets a month with a single call each"."""
_HALF = re.compile(r"\bhalf an? (?=(?:year|quarter|month|week|day|hour|minute|second)\b)")
"""It counts a span, and is no rate of one half."""
_SHORTENED = re.compile(r"\b(ca|approx|avg|max|min|incl|excl|est|resp)\.(?= )")
_YEAR = re.compile(r"19[5-9]\d|20[0-4]\d")
_BEFORE_YEARS = frozenset({"in", "since", "by", "until", "till", "of", "from", "late", "early"})
_SIZED = re.compile(r"\d+(?:\.\d+)?b")
_GLUED = re.compile(r"[a-z]*[\d:]")
_OF_THE_CLOCK = re.compile(r" ?(?:am|pm|a\.m|p\.m|o'clock)\b")
_HOUR = re.compile(
    r" ?\b(?:in|the|each|every|next|on|this|tomorrow) (?:the |next )?(?:morning|afternoon|evening|night)\b| sharp\b"
    r"| ?\b(?:we|it|they|there|everyone|everybody)\b"
)
_AT = re.compile(r"\b(?:at|by|before|until|till|around) $")
"""Before and behind an hour of the day: "at eight in the morning"."""
_MARKS = re.compile(rf"/|%|{SIGN}|[a-zß-öø-ÿł][a-zß-öø-ÿł']*(?:\d+[a-z]*\b)?")
CENTS = "cents of which currency"
CHANGED = "it was different before"
APART = "how often is said apart"
THOUSANDS = "a point or a thousands mark"
_CHANGE = re.compile(
    r"\b(?:went|gone|grew|grown|climb\w*|jump\w*|rose|risen|drop\w*|fell|fallen|increas\w*|up|down|moved)"
    r"(?: \w+){0,2} from $"
)
_EVERY_EVENING = re.compile(r"\b(every|each) (?:evening|morning|afternoon|noon)\b")
_ORDINAL = re.compile(r"every (?:second|third|[a-z]+th)")
_OF_EACH = re.compile(r"(?:and |so |where )?(?:each|every)\b")
_ONE = ("one", "a", "an")
IN_A_DAY = ("second", "minute", "hour")
_MEASURED = frozenset((w,) for w in time_spans.TIMES)
"""What may have three decimals."""


class Mention(Struct, frozen=True):
    """One number: `low` and `high` are equal unless a range was said; `doubt` says why it may be misread.

    `noun`: what is counted; `per`: the span of time it is counted per, "" where not said; `each`: it is counted
    for each of something; `lead`: the words before it in its clause; `tail`: all words after it.
    """

    low: Fraction
    high: Fraction
    noun: tuple[str, ...]
    per: str
    each: bool
    lead: tuple[str, ...]
    tail: tuple[str, ...]
    currency: str
    percent: bool
    clause: int
    doubt: str = ""

    @property
    def value(self) -> Fraction:
        """The number, or the middle of its range."""
        return (self.low + self.high) / 2

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money: by its currency, or by what is said of it ("we pay 4k a month")."""
        spent = says(self.lead, "spend")
        return bool(self.currency) or (spent and not self.noun)

    @property
    def span(self) -> str:
        """The unit of time that is counted, as in "14 weeks"; "" for anything else."""
        first = self.noun[0] if self.noun else ""
        return time_spans.TIMES.get(first, "") if not self.per and first not in ("m", "q") else ""


class _Numeral(Struct, frozen=True):
    """The two ends of a number in a clause, where it stands there, and why it may be misread."""

    start: int
    end: int
    low: Number
    high: Number
    doubt: str


def clauses(text: str) -> list[str]:
    """`text` in normal form, cut at commas, semicolons, line ends and brackets; marks inside numbers stay."""
    return [clause for sentence in sentences.of(text) for clause in _cut(sentence)]


def sentence_of(text: str) -> list[int]:
    """For each of `clauses` the number of the sentence that it stands in."""
    return [i for i, sentence in enumerate(sentences.of(text)) for _ in _cut(sentence)]


@functools.lru_cache(maxsize=1024)
def _cut(sentence: str) -> tuple[str, ...]:
    plain = _SHORTENED.sub(r"\1", in_english(quantity.normalise(sentence)))
    plain = plain.replace(" + ", " plus ").replace("=>", " makes ")
    plain = re.sub(
        r"\bin (?:one|a single) (?=(?:day|night|week|month|year|hour|minute|second)\b)", "per ", plain
    )
    plain = _OR_SO.sub("", _GROWTH.sub("growth ", plain))
    plain = _RUNS_BEHIND.sub(r"\1 ", _COUNT_THEN.sub(r"\1;", plain))
    plain = _BESIDE.sub(r" \1,", plain)  # "the prompt (about 6k tokens)"
    plain = _TO_MODEL.sub("calls", _HALF.sub("0.5 ", plain))
    plain = _TIMES_EACH.sub(lambda m: f"{spoken_numbers.HOW_OFTEN.get(m[1]) or m[2]} calls ", plain)
    plain = re.sub(r"\bsub[- ]?(?=\d)", "under ", plain)
    plain = re.sub(
        r"\beach (?=\d+ ?(?:s|secs?|seconds|min|mins|minutes|hours|days|weeks|months)\b)", "every ", plain
    )
    plain = re.sub(r"\b(bill|invoice|costs?|spend(?:ing)?), (?=[$€£~]?\d)", r"\1 ", plain)
    plain = _ONE_CALL.sub(r", one \1 ", plain)
    plain = re.sub(r"\b1 (?=of (?:the |our )?\d)", "one ", plain)
    plain = _RATE_BEHIND.sub(r"\2 (\1)", plain)
    plain = re.sub(r"\bbetween (\S+(?: [a-z]+)?) and (?=[~\d.$])", r"\1 to ", plain)
    cut = [c.strip() for c in _CLAUSE.split(plain) if c.strip()]
    # "each asks twice a day"
    return tuple(spoken_numbers.with_times(c) if _OF_EACH.match(c) else c for c in cut)


def find(text: str) -> list[Mention]:
    """The numbers in `text`, in order. Raises number_words.TwoMeanings for one that can be read two ways."""
    return [m for i, clause in enumerate(clauses(text)) for m in in_clause(clause, i)]


def in_clause(clause: str, index: int = 0) -> list[Mention]:
    """The numbers of one of `clauses`. Raises number_words.TwoMeanings."""
    clause = _EVERY_EVENING.sub(r"\1 day", clause)
    numerals = list(_numerals(clause))
    ends = [*(n.start for n in numerals[1:]), len(clause)]
    before, said = 0, list[Mention]()
    for numeral, until in zip(numerals, ends, strict=False):
        shown = clause[numeral.start : numeral.end]
        lead, tail = clause[before : numeral.start], clause[numeral.end : until]
        mention = _mention(numeral, shown, _MARKS.findall(lead), _MARKS.findall(tail), index, first=not said)
        if not _is_word(mention, shown):
            said.append(mention)
        elif shown.strip() in _ONE:
            continue  # "every one takes 250": the words before it are those of the next number
        before = numeral.end
    return said


def _numerals(clause: str) -> Iterator[_Numeral]:
    at = 0
    while found := _START.search(clause, at):
        numeral = _numeral(clause, found.start())
        if numeral is not None:
            yield numeral
        at = found.start() + 1 if numeral is None else numeral.end


def currency_in(text: str) -> str:
    """The currency other than the dollar that a text names anywhere, as in "11k, in euros"; "" for none."""
    named = (CURRENCIES.get(word, "") for word in _MARKS.findall(quantity.normalise(text)))
    return next((c for c in named if c not in ("", "usd")), "")


def _is_word(mention: Mention, shown: str) -> bool:
    """Whether the numeral is a word ("every tenth one") or the version of a model ("haiku 4.5")."""
    dated = mention.lead[-1:] and (mention.lead[-1] in _BEFORE_YEARS or mention.lead[-2:] == ("back", "to"))
    if dated and _YEAR.fullmatch(shown.strip()):
        return not mention.noun
    if shown.strip() in _ONE and mention.tail[:1] == ("of",) and not mention.per:  # "one of 17 codes"
        return True
    if shown.strip() == "one" and _ORDINAL.fullmatch(" ".join(mention.lead[-2:])):  # "every tenth one"
        return True
    if shown.strip() == "one" and mention.lead[-1:] in (("each",), ("every",)):  # "an agent reads each one"
        return not says(mention.noun[:1], "calls")
    if _SIZED.fullmatch(shown.strip()) and not (mention.per or _is_counted(mention.noun[:1])):
        return True  # "the local 70B" is a model
    family = bool(mention.lead) and mention.lead[-1] in entries("model_families")
    counted = mention.per or mention.each or (shown.strip() == "one" and _is_of_tokens(mention.tail))
    return family or (shown.strip() in _ONE and not counted)


def _is_of_tokens(tail: Sequence[str]) -> bool:
    """Whether words behind "one" make it a number of tokens: "200 in and one out", and no "one out of five"."""
    return bool(units.TOKENS & {*tail[:1]}) or (tail[:1] == ("out",) and tail[1:2] != ("of",))


def _is_counted(noun: Sequence[str]) -> bool:
    """Whether a word names tokens, or what is done, or calls."""
    known = said_at(noun, "events", "calls")
    return bool(known) or bool(units.TOKENS & {*noun})


def _numeral(clause: str, start: int) -> _Numeral | None:
    """The numeral at `start`; None where it counts nothing."""
    reader = Reader(clause[start:].lstrip("≈±"))
    reader.skip_hedges()
    first = reader.number()
    apart = clause[: len(clause) - len(reader.rest)].endswith(" ")  # "9 queues: a, b", and no "16:30"
    glued = _GLUED.match(reader.rest) and not apart
    hour = _OF_THE_CLOCK.match(reader.rest) or (_AT.search(clause[:start]) and _HOUR.match(reader.rest))
    if first is None or glued or hour:
        return None
    second, doubt = first, reader.doubt
    if (between := _RANGE.match(reader.rest)) and reader.rest[between.end() : between.end() + 1]:
        ahead = Reader(reader.rest[between.end() :])
        ahead.skip_hedges()
        if (last := ahead.number()) is not None and last.value > first.value * 0:
            first = first.share_multiplier(last)
            fell = _CHANGE.search(clause[:start]) and says(clause[:start], "spend")
            if first.value <= last.value or fell:  # "costs went from 8k to 5k a month"
                second, reader = last, ahead
    if second is not first and _CHANGE.search(clause[:start]):
        first, doubt = second, CHANGED
    return _Numeral(start, len(clause) - len(reader.rest), first, second, doubt)


def _mention(
    numeral: _Numeral, shown: str, before: list[str], words: list[str], index: int, *, first: bool
) -> Mention:
    low, doubt = numeral.low, numeral.doubt
    currency = CURRENCIES.get(low.currency, low.currency)
    if words and words[0] in CURRENCIES:
        currency = CURRENCIES[words.pop(0)]
    if not currency and shown.rstrip().endswith(" grand"):  # "nine grand"
        currency = "usd"
    percent = bool(words) and words[0] in ("%", "percent", "pct")
    noun, per, each = counted_words.counted(words[1:] if percent else words)
    per = per or counted_words.span_right_before(before)
    if noun and noun[0] not in units.MEASURES:
        per = per or counted_words.span_at_front(before)
    joined = len(before) - before[::-1].index("and") if "and" in before and not first else 0
    # "12 calls per tour and 800 tours": they are for no tour.
    each = each or counted_words.for_each(before[joined:]) or counted_words.of_one(before)
    per = per or (counted_words.usual_span(before) if each else "")
    if not per and "volume" in before:  # "monthly volume: 640k"
        per = next((time_spans.ADVERBS[w] for w in before if w in time_spans.ADVERBS), "")
    whole = bool(noun or per) and not currency and per not in IN_A_DAY and noun[:1] not in _MEASURED
    if low.dotted_thousands and not (whole and not percent):  # "20.000 tickets" are no 20 of them
        doubt = THOUSANDS
    factor = Fraction(1000 if low.dotted_thousands and not percent else 1)
    if currency == "cents":  # of a dollar, most likely
        factor, currency, doubt = factor / 100, "usd", CENTS
    return Mention(
        low.value * factor, numeral.high.value * factor, noun, per, each, tuple(before), tuple(words), currency,
        percent, index, doubt,
    )  # fmt: skip
