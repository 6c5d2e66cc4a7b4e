"""What a number counts: people, what is done, calls, what is searched; and for each of what it is named."""

from __future__ import annotations

from advisor.case.lexicon import phrases
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import entries, says
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import spoken_numbers, time_spans, units
from advisor.case.numerals.number_words import TwoMeanings

STEM = 4
"""Letters that tell the singular and the plural of a thing alike."""
_LEAST = 20
"""A smaller number before what is written counts it."""


def counts(mention: Mention, kind: str) -> bool:
    """Whether what is counted is one of a list of own_words.yaml: `events`, `actors`, `calls`.

    Who stands before a thing in the singular only says whose it is: "patient letters" are letters.
    """
    noun = mention.noun
    if kind == "actors":
        owned = [
            i
            for i, w in enumerate(noun[1:])
            if (not noun[i].endswith("s") and says(w, "events")) or says(w, "calls")
        ]
        noun = tuple(w for i, w in enumerate(noun) if i not in owned)
    return says(noun, kind)


def is_known(mention: Mention) -> bool:
    """Whether what is counted is a person, a team, a thing or a call."""
    return any(counts(mention, kind) for kind in ("actors", "events", "calls"))


def is_searched(m: Mention) -> bool:
    """Whether it counts what is searched or looked at rather than what is done: "RAG over 3,000 policies"."""
    behind = m.lead[-1:] in (("over",), ("across",), ("against",)) and not (m.per or m.each)
    return behind and not says(words_around(m), "run_over")


def is_kind(m: Mention) -> bool:
    """Whether it counts kinds of what is done, not what is done: "4 languages", "42 fields", "8 lines of business"."""
    words = [w for w in m.noun if w not in spoken_numbers.HOW_OFTEN]
    return says(words[-1:], "kinds") or bool(
        phrases.found([k for k in entries("kinds") if " " in k], Sentence.of(" ".join(m.tail[:3])))
    )


def is_written(m: Mention) -> bool:
    """Whether it is the size of one thing that the model writes: "a 4k summary"."""
    one = m.noun[:1] and m.noun[0] in entries("written_names")
    return (
        bool(one)
        and not any(w.endswith("s") for w in m.noun[1:])
        and m.low >= _LEAST
        and not (m.per or m.percent or m.is_money)
    )


def for_what(m: Mention) -> str:
    """What a number is named for each of, as in "two calls per ticket"; "" where that is not said."""
    after = next((m.tail[i + 1 :] for i, w in enumerate(m.tail) if w in ("per", "each", "every")), ())
    named = next((w for w in after if w not in entries("articles") and w not in ("per", "a")), "")
    passing = named in entries("stops") or named in time_spans.TIMES or named in time_spans.ADVERBS
    return "" if passing or named in ("call", "request") else named


def of_which(heads: Mention, some: Mention) -> TwoMeanings:
    """The question for which of two numbers so many are named each."""
    both = f"{units.counted(heads.value)} or {units.counted(some.value)}"
    return TwoMeanings(f"for each of which: {both}?", "the calls of all together, such as 300k a month")


def words_around(one: Mention) -> Sentence:
    """A number with the words around it."""
    return Sentence.of(" ".join((*one.lead, units.shown(one.value), *one.tail)))
