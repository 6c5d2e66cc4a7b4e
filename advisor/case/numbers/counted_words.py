"""What the words around a number say: what is counted, per which span of time, for each of what."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from advisor.case.lexicon import phrases
from advisor.case.lexicon.word_lists import entries, says
from advisor.case.numerals import time_spans

EVERY = frozenset({"every", "each", "per"})
_WHOSE = 4
"""Words between those that things come from and the span of time, at most."""
_OF_EVERY = (["each"], ["every"])


def for_each(before: list[str]) -> bool:
    """Whether the words before a number say that it counts for each of something: "every ticket gets 2"."""
    if before[-1:] in (["x"], ["times"]) or set(entries("each_one")) & set(before[-2:]):
        return True
    return any(_names_things(before, at) for at in range(len(before) - 1))


def _names_things(words: list[str], at: int) -> bool:
    """Whether the "every" at `at` is said of things: not of a span of time, and not of the number before it."""
    if words[at] not in EVERY or _of_each(words[at], words[at + 1 : at + 3]):
        return False
    of_them = words[at + 1] == "of" and words[at + 2 : at + 3] in [[w] for w in entries("them")]
    if words[at + 1] in entries("stops") and not of_them:
        return False
    return not (at > 1 and words[at - 1] in entries("of_what"))


def of_one(before: Sequence[str]) -> bool:
    """Whether the words before a number say what one of something takes: "one order triggers 8"."""
    made = phrases.Sentence.of(" ".join(before[2:]))
    first = before[:2] == ["the", "average"] or (bool(before) and before[0] in entries("a_single"))
    return first and says(made, "takes")


def usual_span(before: list[str]) -> str:
    """The span of time that an average one of is named before: "on a normal workday each asks"."""
    usual = (before[i + 2 :] for i, (a, b) in enumerate(itertools.pairwise(before)) if (a, b) == ("on", "a"))
    named = next(usual, [])
    return span_of([w for w in named[:2] if w not in entries("usual")][:1]) if named else ""


def span_right_before(before: Sequence[str]) -> str:
    """The span of time that is named right before a number: "per day 300", "one day about 20,000"."""
    named = [w for w in before[-5:] if w not in entries("about_so_many")]
    ends = (named[-n:] for n in (2, 3) if len(named) >= n)  # "per day", "every working day"
    spans = (time_spans.TIMES.get(" ".join(end[1:]), "") for end in ends if end[0] in (*EVERY, "one"))
    of_each = (_of_each(a, [b]) for a, b in itertools.pairwise(named[-2:]) if a in EVERY)
    return next((span for span in itertools.chain(spans, of_each) if span), "")


def span_at_front(before: Sequence[str]) -> str:
    """The span of time that the words before a number begin with: "once a year we read", "each spring we grade"."""
    once = before[:1] == ["once"]
    first = before[1:2] if once else before[:1]
    each = bool(first) and (first[0] in EVERY or (once and first[0] in ("a", "an", "in")))
    return _of_each("each", before[1 + once :]) if each else ""


def rate_before(lead: Sequence[str]) -> str:
    """The span of time that the words before a number name: "per day we have", "daily about"; "" without one."""
    if lead and lead[-1] in time_spans.ADVERBS:
        return time_spans.ADVERBS[lead[-1]]
    spans = (_of_each(a, [b]) for a, b in itertools.pairwise(lead) if a in (*EVERY, "a"))
    return next((span for span in spans if span), "")


def counted(words: list[str]) -> tuple[tuple[str, ...], str, bool]:
    """What is counted, per which span of time, and whether for each of something."""
    noun: list[str] = []
    per, each = "", False
    for at, word in enumerate(words):
        rest = [w for w in words[at + 1 :] if w not in entries("articles")]
        if span := _rate(word, rest, of_every=words[at + 1 : at + 2] in _OF_EVERY):
            per = span
        elif word in entries("each_one") and _is_said_of_next(words, at):
            break  # "230 agents each handle 45": the next number is for each
        elif _names_each(words, at) or (not per and _is_one_of(words, at, noun)):
            each = True
        elif per:
            each = each or _each_behind(words, at)
            break
        elif _goes_on(words, at):
            continue
        elif word == "and" and each and (span := span_of(rest)):  # "30 letters per ward and day"
            per = span
        elif (
            word in entries("comes_from")
            and noun
            and not (per or each)
            and (span := _span_behind(words[at + 1 :]))
        ):
            return tuple(noun), span, False  # "90,000 letters from members per year"
        elif word in entries("stops"):
            break
        elif word in entries("on_average", "moving"):
            continue
        elif len(noun) < 4 and not each:
            noun.append(word)
    return tuple(noun), per, each or (not per and _finishes_one(words))


def _names_each(words: Sequence[str], at: int) -> bool:
    """Whether the word says that the number counts for each: "per", "each", "for every"."""
    return words[at] in ("per", *entries("each_one")) or (
        words[at] == "every" and words[max(at - 1, 0)] == "for"
    )


def _is_one_of(words: list[str], at: int, noun: list[str]) -> bool:
    """Whether the word begins what one is counted of: "/ticket", "3 calls a ticket"."""
    rest = [w for w in words[at + 1 :] if w not in entries("articles")]
    return words[at] in ("/", "a", "an") and _is_thing(rest) and (not noun or _is_thing(noun[-1:]))


def _each_behind(words: list[str], at: int) -> bool:
    """Whether it is for each of something too, behind the span of time: "1k a day per customer".

    Not what a new clause tells: "daily and each takes one call".
    """
    own = words[: words.index("and")] if "and" in words[at:] else words
    owned = any(a in ("/", "per") and not span_of([b]) for a, b in itertools.pairwise(own[at:]))
    return owned or any(
        w in entries("each_one") and not _is_said_of_next(own, i) for i, w in enumerate(own) if i >= at
    )


def _finishes_one(words: Sequence[str]) -> bool:
    """Whether it is what one takes to its end: "9 calls to finish one"."""
    return any(a == "to" and b == "one" for a, b in zip(words, words[2:], strict=False))


def _span_behind(words: Sequence[str]) -> str:
    """The span of time behind those that things come from, or whom they are for: "members per year"."""
    for at, word in enumerate(words[1:_WHOSE], start=1):
        if word in _per() and (span := span_of(list(words[at + 1 :]))):
            return span
    return ""


def _goes_on(words: list[str], at: int) -> bool:
    """Whether the word at `at` ends nothing: "of each", "questions come in per day", "come in on a working day"."""
    before, word, rest = words[at - 1] if at else "", words[at], words[at + 1 :]
    if word in entries("of_what") and rest and rest[0] in (*entries("each_one"), "every"):
        return True
    rest = [w for w in rest if w not in entries("articles")]
    return word == "in" and (
        before in entries("moving") or (bool(rest) and rest[0] in _per() and bool(span_of(rest[1:])))
    )


def _is_said_of_next(words: list[str], at: int) -> bool:
    """Whether the "each" at `at` is followed by what each of them does, rather than closing what was counted."""
    rest = [w for w in words[at + 1 :] if w not in entries("articles")]
    closing = at > 0 and words[at - 1] in entries("of_what")
    return bool(rest) and not closing and rest[0] not in (*_per(), *entries("stops"), *time_spans.ADVERBS)


def _is_thing(rest: list[str]) -> bool:
    """Whether "a" is followed by somebody or something that so many are made for: "20 questions a user"."""
    first = phrases.Sentence.of(" ".join(rest[:1]))
    return says(first, "actors", "events")


def _rate(word: str, rest: list[str], *, of_every: bool = False) -> str:
    """The span of time that begins with `word`: "daily", "a day", "in a month", "on an average day".

    `of_every`: "each" or "every" follows, as in "on each working day".
    """
    if word in time_spans.ADVERBS or word in time_spans.RATES:
        return time_spans.ADVERBS.get(word) or time_spans.RATES[word]
    if word in EVERY:
        return _of_each(word, rest)
    if word in ("on", "in"):
        usual = [w for w in rest[:3] if w not in entries("usual")]
        return span_of(usual) if of_every or usual != rest[:3] else ""
    return span_of(rest) if rest and word in (*_per(), "last", "this", "past") else ""


def _of_each(word: str, rest: Sequence[str]) -> str:
    """The span of time of which each is meant behind "a" or "every": "every October" is one a year."""
    yearly = word in EVERY and not time_spans.ONCE_A_YEAR.isdisjoint(rest[:1])
    return "year" if yearly else span_of(list(rest))


def span_of(words: list[str]) -> str:
    """The span of time that `words` begin with; "" for none."""
    two = " ".join(words[:2])
    if words and two not in time_spans.TIMES and words[0] in time_spans.ONCE_A_WEEK:  # "220k every Sunday"
        return "week"
    return time_spans.TIMES.get(two) or time_spans.TIMES.get(two.split(" ", 1)[0], "")


def _per() -> tuple[str, ...]:
    """The words and the sign for "per"."""
    return ("/", *entries("per_words"))
