"""What a sentence means for a fact with named values: a keyword in it, negations and hedges weighed."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.case.fact_type import Fact
from advisor.case.lexicon import coverage, named_topics, own_words, phrase_hits, phrases, sounds_like
from advisor.case.lexicon.negation import denies
from advisor.case.lexicon.own_words import FactWords, OwnWords
from advisor.case.lexicon.phrase_hits import ASKS, CERTAIN, FIRM, HINTS, SAYS, Hit
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.typing_slip import likely_slip

LONGEST = 600
_SENTENCE, _LIKELY = 5, 0.75


@dataclass(frozen=True)
class Meaning:
    """`values` that are meant, `sure` where nothing speaks against it; `ask`: what to ask back instead.

    No value and nothing to ask: not understood. Several values of a fact that takes one: not to be told apart.
    """

    values: tuple[str, ...] = ()
    sure: bool = False
    ask: str = ""


def of(text: str, fact: Fact, labels: Mapping[str, str] | None = None) -> Meaning:
    """What `text` says about `fact`; `labels`: value -> the words it is shown with."""
    return _of(text, fact, tuple((labels or {}).items()))


@functools.lru_cache(maxsize=4096)
def _of(text: str, fact: Fact, labels: tuple[tuple[str, str], ...]) -> Meaning:
    if len(text) > LONGEST or not all(c.isprintable() or c.isspace() for c in text):
        return Meaning()
    words = own_words.load()
    sentence = phrases.without_lead(Sentence.of(text), words.lists["interjections"])
    known = words.of(fact.name)
    if exact := _exact(sentence, known, dict(labels)):
        return Meaning((exact,), sure=True)
    hits = phrase_hits.of(sentence, fact, known, words)
    if _beyond(phrases.found(words.lists["undecided"], sentence), hits):
        return Meaning()
    asks = [h for h in hits if h.strength == ASKS]
    if asks and (fact.kind == "number" or not [h for h in hits if h.strength in FIRM]):
        return Meaning(ask=asks[0].value)
    weighed = _weighed([h for h in hits if h.strength != ASKS], sentence, fact, known, words)
    if weighed:
        return weighed
    slipped = likely_slip(sentence, fact, known)
    return Meaning((slipped,)) if slipped else _leaning(text, sentence, fact)


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
    value, likely = sounds_like.words().value_of(fact.name, text)
    return Meaning((value,)) if likely >= _LIKELY else Meaning()


@functools.lru_cache(maxsize=4096)
def told(text: str, fact: Fact) -> tuple[str, ...]:
    """The values of `fact` that a description tells, though nobody asked for it."""
    words, sentence = own_words.load(), Sentence.of(text)
    known = words.of(fact.name)
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
    free = _outside(phrases.found(words.lists["negations"], sentence), hits)
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
    words = own_words.load()
    return phrase_hits.of(Sentence.of(text), fact, words.of(fact.name), words)


def _exact(sentence: Sentence, known: FactWords, labels: Mapping[str, str]) -> str | None:
    for value, label in labels.items():
        if sentence.words == Sentence.of(label).words:
            return value
    for value, said in known.values.items():
        if any(sentence.words == f"| {p} |" for p in said.exact):
            return value
    return None


def _weighed(
    hits: list[Hit], sentence: Sentence, fact: Fact, known: FactWords, words: OwnWords
) -> Meaning | None:
    if _beyond(phrases.found(words.lists["past"], sentence), hits):
        return Meaning()
    free = _outside(phrases.found(words.lists["negations"], sentence), hits)
    free = [s for s in free if s[0] not in {n[0] for n in phrases.found(words.lists["neutral"], sentence)}]
    free = [s for s in free if not phrases.inside([s], phrases.found(known.gives_way, sentence))]
    failing = phrases.inside(free, phrases.found(known.neutral, sentence))
    free = [s for s in free if s not in failing]
    times = {h: sum(denies(span, (h.start, h.end), sentence) for span in free) for h in hits}
    denied = [h for h in hits if times[h] % 2]  # "we reject what does not validate" denies nothing
    meant = [h for h in hits if h not in denied]
    certain = list(dict.fromkeys(h.value for h in meant if h.strength == CERTAIN))
    strong = list(dict.fromkeys(h.value for h in meant if h.strength in FIRM))
    weak = list(dict.fromkeys(h.value for h in meant if h.strength == HINTS))
    values = strong or weak
    sure = bool(strong) and not (any(times.values()) or failing)
    sure = sure and not _doubtful(hits, free, sentence, known, words)
    spans = [(h.start, h.end) for h in hits]
    if fact.kind == "choices" and fact.values and certain:
        meant, strong = _beside_certain(meant, sentence)
        values = strong
    if fact.kind == "choices" or not certain:
        if certain and not fact.values:
            sure = sure and not coverage.leaves_name(sentence, spans)
        else:
            left = coverage.leaves_piece if certain else coverage.leaves_doubt
            sure = sure and not left(sentence, spans, fact.name, strong)
    elif len(certain) == 1:
        sure = sure and strong == certain
        values = certain
    turned = {
        h.value for h in denied if h.strength in FIRM or not weak
    }  # "not up to the mark, mostly as ..."
    other = _opposite(turned, fact, known) if not strong else None
    if other or not values:
        return Meaning((other,)) if other else (Meaning() if denied else None)
    if fact.kind == "choices":
        after = [v for v in values if v in _after_turn(meant, sentence, words)]
        sure = sure and not after
        return Meaning(tuple(v for v in after or values if v != "none"), sure)
    lead = hits[0].start == 1 and hits[0].value in ("yes", "no")
    if fact.kind == "bool" and lead and (after := [v for v in (*strong, *weak) if v != hits[0].value]):
        granted = hits[0].value == "no" and bool(_after_turn([*meant, _end(sentence)], sentence, words))
        return Meaning((hits[0].value if granted else after[0],))  # "no. It is right, but slow"
    if not sure:
        certain = certain if " or " in sentence.words else _widest(meant)
        values = certain if len(certain) == 1 else list(dict.fromkeys([*strong, *weak]))
    if len(values) > 1 and (one := _of_several(strong or weak, meant, sentence, fact, known, words)):
        return Meaning((one,))
    return Meaning(tuple(values), sure and len(values) == 1)


def _beside_certain(meant: list[Hit], sentence: Sentence) -> tuple[list[Hit], list[str]]:
    """What is certain, and what parts of a list mean that hold nothing certain; the values of both."""
    sure = [h for h in meant if h.strength == CERTAIN]
    pieces = coverage.pieces(sentence)
    told = [p for p in pieces if any(p[0] <= h.start < p[1] for h in sure)]
    kept = [h for h in meant if h in sure or not any(p[0] <= h.start < p[1] for p in told)]
    return kept, list(dict.fromkeys(h.value for h in kept if h.strength in FIRM))


def _widest(meant: Sequence[Hit]) -> list[str]:
    """The certain value that most of the sentence is said of."""
    read = {h.value: 0 for h in meant if h.strength == CERTAIN}
    for hit in meant:
        read[hit.value] = read.get(hit.value, 0) + hit.end - hit.start
    widest = [v for v in read if read[v] == max(read.values())]
    return widest if read and len(widest) == 1 else list(read)


def _after_turn(meant: Sequence[Hit], sentence: Sentence, words: OwnWords) -> set[str]:
    """What is meant behind the last "but", where something is meant before it too."""
    turns = phrases.found(words.lists["limiting"], sentence)
    if not turns or not any(h.end <= turns[-1][0] for h in meant):
        return set()
    return {h.value for h in meant if h.start >= turns[-1][1]}


def _end(sentence: Sentence) -> Hit:
    """The last word, as a hit that means nothing."""
    return Hit(len(sentence.words) - 1, len(sentence.words), "", HINTS)


def _of_several(
    values: list[str], meant: list[Hit], sentence: Sentence, fact: Fact, known: FactWords, words: OwnWords
) -> str | None:
    """Of several values the one that stands after a "but", or the furthest one where the fact says so."""
    if " or " in sentence.words:
        return None
    turns = phrases.found(words.lists["contrasts"], sentence)
    after = {h.value for h in meant if any(t[0] < h.start for t in turns)}
    if turns and len(after) == 1 and any(h.end <= turns[-1][0] for h in meant):
        return after.pop()
    return max(values, key=fact.values.index) if known.furthest and values else None


def _doubtful(
    hits: list[Hit], free: list[tuple[int, int]], sentence: Sentence, known: FactWords, words: OwnWords
) -> bool:
    """Whether a hedge, a question or a negation that nothing explains leaves the meaning open."""
    firm = [h for h in hits if h.strength in FIRM]
    lists = words.lists
    hedges = phrases.found((*lists["doubts"], *lists["comparisons"]), sentence)
    fine = {span[0] for span in phrases.found(known.neutral, sentence)}
    if _is_limited(firm, sentence, words) or phrases.found(lists["two_sides"], sentence):
        return True
    if sentence.asks or [s for s in _outside(hedges, firm) if s[0] not in fine]:
        return True
    no_first = hits[0].start == 1 and hits[0].value == "no"
    hinted = _outside(phrases.found(lists["negations"], sentence), firm)
    open_ = [s for s in hinted if s in free or _outside([s], hits) == []]
    return not no_first and any(not _beside(span, sentence, words) for span in open_)


def _is_limited(firm: Sequence[Hit], sentence: Sentence, words: OwnWords) -> bool:
    """Whether a "but" behind the last hit brings in something else: "fixed, but legal still reads it"."""
    last = max((h.end for h in firm), default=0)
    turns = [s for s in phrases.found(words.lists["limiting"], sentence) if s[0] >= last]
    rest = sentence.words[turns[-1][1] :] if turns else ""
    return rest.strip(" |") != "" and not phrases.found(
        words.lists["beside"], Sentence(f"|{rest}", asks=False)
    )


def _outside(spans: list[tuple[int, int]], hits: Sequence[Hit]) -> list[tuple[int, int]]:
    return [s for s in spans if not any(h.start <= s[0] < h.end for h in hits)]


def _beyond(spans: list[tuple[int, int]], hits: Sequence[Hit]) -> list[tuple[int, int]]:
    """The spans that are no part of a certain hit."""
    sure = [h for h in hits if h.strength == CERTAIN]
    return [s for s in spans if not any(h.start <= s[0] and s[1] <= h.end for h in sure)]


def _beside(span: tuple[int, int], sentence: Sentence, words: OwnWords) -> bool:
    start, end = sentence.clause(span[0])
    return bool(phrases.found(words.lists["beside"], Sentence(sentence.words[start:end] + "|", asks=False)))


def _opposite(denied: set[str], fact: Fact, known: FactWords) -> str | None:
    pair = ("yes", "no") if fact.kind == "bool" else known.question
    if len(denied) == 1 and len(pair) == 2 and (value := denied.pop()) in pair:
        return pair[0] if value == pair[1] else pair[1]
    return None
