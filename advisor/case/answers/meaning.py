"""What a sentence means for a fact with named values: a keyword in it, negations and hedges weighed."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace

from advisor.case.answers import weighing
from advisor.case.answers.weighing import Meaning
from advisor.case.fact_type import Fact
from advisor.case.lexicon import (
    labelled_sentences,
    named_topics,
    own_words,
    phrase_hits,
    phrases,
    sounds_like,
)
from advisor.case.lexicon.negation import denies
from advisor.case.lexicon.own_words import FactWords
from advisor.case.lexicon.phrase_hits import ASKS, CERTAIN, FIRM, SAYS, Hit
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.typing_slip import likely_slip
from advisor.case.lexicon.word_lists import entries, said_at, says
from advisor.case.reading_bounds import bound

LONGEST = 600
_SENTENCE, _LIKELY = 5, bound("likely_answer")


def of(text: str, fact: Fact, labels: Mapping[str, str] | None = None) -> Meaning:
    """What `text` says about `fact`; `labels`: value -> the words it is shown with."""
    shown = tuple((labels or {}).items())
    if now := _of_now(Sentence.of(text)):
        return replace(_of(now, fact, shown), sure=False)
    return _of(text, fact, shown)


@functools.lru_cache(maxsize=4096)
def _of(text: str, fact: Fact, labels: tuple[tuple[str, str], ...]) -> Meaning:
    if len(text) > LONGEST or not all(c.isprintable() or c.isspace() for c in text):
        return Meaning()
    sentence = phrases.without_lead(Sentence.of(text), entries("interjections"))
    known = own_words.load().of(fact.name)
    if exact := _exact(sentence, known, dict(labels)):
        return Meaning((exact,), sure=True)
    hits = phrase_hits.of(sentence, fact, known)
    if weighing.beyond(said_at(sentence, "undecided"), hits):
        return Meaning()
    asks = [h for h in hits if h.strength == ASKS]
    free = fact.kind == "choices" and not fact.values  # one of several names is open: "Microsoft and Google"
    if asks and (fact.kind == "number" or free or not [h for h in hits if h.strength in FIRM]):
        return Meaning(ask=asks[0].value)
    weighed = weighing.weigh([h for h in hits if h.strength != ASKS], sentence, fact, known)
    if weighed:
        return weighed
    slipped = likely_slip(sentence, fact, known)
    return Meaning((slipped,)) if slipped else _leaning(text, sentence, fact)


def _of_now(sentence: Sentence) -> str:
    """The clauses about today beside those that tell what was: "used to be nightly, now the clerk waits for it"."""
    clauses = [c.strip() for c in sentence.words.split("|") if c.strip()]
    past = [c for c in clauses if says(c, "past", "was_before")]
    today = [c for c in clauses if c not in past and says(c, "today") and not says(c, "now_and_then")]
    return ", ".join(today) if past and today else ""


def _leaning(text: str, sentence: Sentence, fact: Fact) -> Meaning:
    """The value that a sentence of several words sounds like, where it means none and is about no other fact."""
    if fact.kind in ("number", "gaps") or len(sentence.words.split()) < _SENTENCE:
        return Meaning()
    if (
        (about := named_topics.about(text))
        and fact.name not in about
        and fact.name in own_words.load().topics
    ):
        return Meaning()
    if sounds_like.words().fact_in(text, 0)[0] == labelled_sentences.NOTHING:  # "they had a fire drill"
        return Meaning()
    value, likely = sounds_like.words().value_of(fact.name, text)
    return Meaning((value,)) if likely >= _LIKELY else Meaning()


@functools.lru_cache(maxsize=4096)
def volunteered(text: str, fact: Fact) -> tuple[str, ...]:
    """The values of `fact` that a description tells, though nobody asked for it."""
    sentence, known = Sentence.of(text), own_words.load().of(fact.name)
    if not any(said.told for said in known.values.values()):
        meant = of(text, fact)
        return meant.values if len(meant.values) == 1 and meant.sure else ()
    hits = phrase_hits.longest(
        [
            Hit(*span, v, SAYS)
            for v, said in known.values.items()
            for span in phrases.found(said.told, sentence)
        ]
    )
    hits = phrase_hits.meant(hits, sentence, known)
    hits = [h for h in hits if not phrases.inside([(h.start, h.end)], phrases.found(known.neutral, sentence))]
    free = weighing.outside(said_at(sentence, "negations"), hits)
    return tuple(
        dict.fromkeys(h.value for h in hits if not any(denies(n, (h.start, h.end), sentence) for n in free))
    )


def certain(text: str, fact: Fact) -> set[str]:
    """The values of `fact` that certain phrases in `text` mean."""
    return {h.value for h in _hits(text, fact) if h.strength == CERTAIN}


def hinted(text: str, fact: Fact) -> set[str]:
    """The values of `fact` that phrases in `text` mean or may mean."""
    return {h.value for h in _hits(text, fact) if h.strength != ASKS}


def _hits(text: str, fact: Fact) -> list[Hit]:
    return phrase_hits.of(Sentence.of(text), fact, own_words.load().of(fact.name))


def _exact(sentence: Sentence, known: FactWords, labels: Mapping[str, str]) -> str | None:
    for value, label in labels.items():
        if sentence.words == Sentence.of(label).words:
            return value
    for value, said in known.values.items():
        if any(sentence.words == f"| {p} |" for p in said.exact):
            return value
    return None
