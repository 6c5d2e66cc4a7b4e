"""Where phrases of a fact stand in a sentence, and which of them mean something there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.case.fact_type import Fact
from advisor.case.lexicon import phrases
from advisor.case.lexicon.own_words import FactWords
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import entries, said_at

CERTAIN, SAYS, HINTS, ASKS = "certain", "says", "hints", "asks"
RANKS = (CERTAIN, SAYS, ASKS, HINTS)
FIRM = (CERTAIN, SAYS)


@dataclass(frozen=True)
class Hit:
    """A phrase from `start` to `end` of a sentence; `strength` is one of RANKS; of what to ask it is the `value`."""

    start: int
    end: int
    value: str
    strength: str


def of(sentence: Sentence, fact: Fact, known: FactWords) -> list[Hit]:
    """The phrases of `fact` in `sentence`, of those that overlap the longest, less what gives way to another value."""
    hits = longest([*_found(sentence, known), *_agreed(sentence, fact, known)])
    return _standing(hits, sentence, known)


def _found(sentence: Sentence, known: FactWords) -> list[Hit]:
    hits = []
    for value, said in known.values.items():
        certain = phrases.found(said.certain, sentence)
        hits += [Hit(*span, value, CERTAIN) for span in certain if _means(span, sentence)]
        hits += [Hit(*span, value, SAYS) for span in phrases.found(said.says, sentence)]
        hits += [Hit(*span, value, HINTS) for span in phrases.found(said.hints, sentence)]
    for said_when, ask in known.asks:
        hits += [Hit(*span, ask, ASKS) for span in phrases.found(said_when, sentence)]
    return meant(hits, sentence, known)


def _means(span: tuple[int, int], sentence: Sentence) -> bool:
    """Whether words that mean a value whatever stands beside do so here: empty ones only where nothing else is said."""
    start, end = span
    empty = entries("empty_words")
    if not set(sentence.words[start:end].replace("|", " ").split()).issubset(empty):
        return True
    first, last = sentence.clause(start)
    return not (sentence.words[first:start] + sentence.words[end:last]).strip(" |")


def meant(hits: list[Hit], sentence: Sentence, known: FactWords) -> list[Hit]:
    """`hits` without those among words that mean no value: "the planning phase" is no reasoning."""
    nothing = phrases.found(known.means_nothing, sentence)
    return [h for h in hits if not any(h.start < end and start < h.end for start, end in nothing)]


def _agreed(sentence: Sentence, fact: Fact, known: FactWords) -> list[Hit]:
    """A yes or a no at the front, for facts that ask for one."""
    means = known.question or (("yes", "no") if fact.kind == "bool" else ())
    return [
        Hit(*span, value, CERTAIN if fact.kind == "bool" and _is_lead(span, sentence) else SAYS)
        for value, said in zip(means, ("yes", "no"), strict=False)
        for span in said_at(sentence, said)
    ]


def _is_lead(span: tuple[int, int], sentence: Sentence) -> bool:
    """Whether a yes or a no stands first, with a comma behind it: what follows only tells why."""
    start, end = span
    return start == 1 and (sentence.words[:end].endswith(" |") or sentence.words.startswith(" |", end))


def longest(hits: Sequence[Hit]) -> list[Hit]:
    """Of hits that overlap the longest, a meaning before a hint."""
    firm = [h for h in hits if h.strength in FIRM]
    hits = [h for h in hits if h.strength != HINTS or not any(_overlap(h, f, h.value) for f in firm)]
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, RANKS.index(h.strength), h.start)):
        if all(hit.end <= k.start or hit.start >= k.end or _is_twin(hit, k) for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _is_twin(one: Hit, other: Hit) -> bool:
    """Whether one phrase says two values: "all three big clouds"."""
    same = (one.start, one.end, one.strength) == (other.start, other.end, other.strength)
    return same and one.strength in FIRM and one.value != other.value


def _standing(hits: list[Hit], sentence: Sentence, known: FactWords) -> list[Hit]:
    """`hits` without those that give way to another value: "no rush, within minutes is fine"."""
    weak = phrases.found(known.gives_way, sentence)
    firm = [h for h in hits if not any(h.start < end and start < h.end for start, end in weak)]
    return firm if any(h.strength in FIRM for h in firm) else hits


def _overlap(hint: Hit, firm: Hit, value: str) -> bool:
    return firm.value == value and hint.start < firm.end and firm.start < hint.end
