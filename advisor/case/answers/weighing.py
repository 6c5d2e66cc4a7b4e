"""The phrases of a sentence weighed: which values they mean, once negations, hedges and turns are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from advisor.case.fact_type import Fact
from advisor.case.lexicon import coverage, phrases
from advisor.case.lexicon.negation import denies
from advisor.case.lexicon.own_words import FactWords
from advisor.case.lexicon.phrase_hits import CERTAIN, FIRM, HINTS, Hit
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import said_at, says


@dataclass(frozen=True)
class Meaning:
    """`values` that are meant, `sure` where nothing speaks against it; `ask`: what to ask back instead.

    No value and nothing to ask: not understood. Several values of a fact that takes one: not to be told apart.
    """

    values: tuple[str, ...] = ()
    sure: bool = False
    ask: str = ""


def weigh(hits: list[Hit], sentence: Sentence, fact: Fact, known: FactWords) -> Meaning | None:
    """What `hits`, the phrases of `fact` found in `sentence`, mean together; None where they mean nothing."""
    if beyond(said_at(sentence, "past"), hits):
        return Meaning()
    scale = _PhraseScale(hits, sentence, fact, known)
    if (other := scale.opposite) or not scale.values:
        return Meaning((other,)) if other else (Meaning() if scale.denied else None)
    return scale.choices() if fact.kind == "choices" else scale.one()


@dataclass(frozen=True)
class _PhraseScale:
    """The phrases of one fact in a sentence, and what they come to."""

    hits: list[Hit]
    sentence: Sentence
    fact: Fact
    known: FactWords

    @cached_property
    def free(self) -> list[tuple[int, int]]:
        """The negations that no phrase of the fact holds, and that no other words explain."""
        free = outside(said_at(self.sentence, "negations"), self.hits)
        fine = {n[0] for n in said_at(self.sentence, "neutral")}
        free = [s for s in free if s[0] not in fine]
        return [
            s for s in free if not phrases.inside([s], phrases.found(self.known.gives_way, self.sentence))
        ]

    @cached_property
    def failing(self) -> list[tuple[int, int]]:
        """Those of them that stand in words which mean nothing here."""
        return phrases.inside(self.free, phrases.found(self.known.neutral, self.sentence))

    @cached_property
    def denying(self) -> list[tuple[int, int]]:
        """Those that may turn a phrase into its opposite."""
        return [s for s in self.free if s not in self.failing]

    def times_denied(self, hit: Hit) -> int:
        """How many negations reach a phrase: "we reject what does not validate" denies nothing."""
        return sum(denies(span, (hit.start, hit.end), self.sentence) for span in self.denying)

    @cached_property
    def denied(self) -> list[Hit]:
        """The phrases of which the opposite is said."""
        return [h for h in self.hits if self.times_denied(h) % 2]

    @cached_property
    def said(self) -> list[Hit]:
        """The phrases that are not denied."""
        return [h for h in self.hits if h not in self.denied]

    @cached_property
    def certain(self) -> list[str]:
        """The values of the phrases that mean them whatever stands beside."""
        return _values(self.said, CERTAIN)

    @cached_property
    def meant(self) -> list[Hit]:
        """What is said; of a list of named choices only what nothing certain stands beside."""
        listed = self.fact.kind == "choices" and self.fact.values and self.certain
        return _beside_certain(self.said, self.sentence) if listed else self.said

    @cached_property
    def strong(self) -> list[str]:
        """The values that phrases mean."""
        return _values(self.meant, *FIRM)

    @cached_property
    def weak(self) -> list[str]:
        """The values that phrases may mean."""
        return _values(self.said, HINTS)

    @cached_property
    def values(self) -> list[str]:
        """The values meant, before they are told apart."""
        if self.fact.kind != "choices" and len(self.certain) == 1 and not self._gives_in(self.certain[0]):
            return self.certain
        return self.strong or self.weak

    @property
    def opposite(self) -> str | None:
        """The one value whose opposite was denied, where nothing else is meant: "not up to the mark, mostly as"."""
        if self.strong:
            return None
        turned = {h.value for h in self.denied if h.strength in FIRM or not self.weak}
        return _opposite(turned, self.fact, self.known)

    @cached_property
    def sure(self) -> bool:
        """Whether a phrase means it, and neither a negation, a hedge nor words that nobody read speak against it."""
        if not self.strong or self.failing or any(map(self.times_denied, self.hits)):
            return False
        if _is_doubtful(self.hits, self.denying, self.sentence, self.known):
            return False
        return self._explained()

    def _explained(self) -> bool:
        """Whether nothing of weight is left of the sentence."""
        spans = [(h.start, h.end) for h in self.hits]
        if self.fact.kind != "choices" and self.certain:
            return len(self.certain) != 1 or self.strong == self.certain
        if (
            self.fact.kind == "choices"
            and not self.fact.values
            and coverage.leaves_name(self.sentence, spans)
        ):
            return False
        if self.certain and not self.fact.values:
            return True
        left = coverage.leaves_piece if self.certain else coverage.leaves_doubt
        return not left(self.sentence, spans, self.fact.name, self.strong)

    def choices(self) -> Meaning:
        """Of a fact that takes several values all, or those behind a "but"."""
        after = [v for v in self.values if v in _after_turn(self.meant, self.sentence)]
        return Meaning(tuple(v for v in after or self.values if v != "none"), self.sure and not after)

    def one(self) -> Meaning:
        """Of a fact that takes one value that one, or several that cannot be told apart."""
        if (granted := self._after_yes_or_no()) is not None:
            return Meaning((granted,))
        values = self.values if self.sure else self._open_values()
        if len(values) > 1 and (single := self._unyielding(values) or self._of_several()):
            return Meaning((single,))
        return Meaning(tuple(values), self.sure and len(values) == 1)

    def _after_yes_or_no(self) -> str | None:
        """What a yes or no at the front comes to with its opposite behind it: "no ML team, one data scientist"."""
        first = self.hits[0]
        if self.fact.kind != "bool" or first.start != 1 or first.value not in ("yes", "no"):
            return None
        after = [v for v in (*self.strong, *self.weak) if v != first.value]
        return "no" if after else None

    def _open_values(self) -> list[str]:
        certain = self.certain if " or " in self.sentence.words else _widest(self.meant)
        alone = len(certain) == 1 and not self._gives_in(certain[0])
        return certain if alone else list(dict.fromkeys([*self.strong, *self.weak]))

    def _gives_in(self, value: str) -> bool:
        """Whether one other value is meant beside which this one is not: no tests run, but somebody reads samples."""
        others = {*self.strong} - {value}
        return len(others) == 1 and others <= {*self.known.yields.get(value, ())}

    def _unyielding(self, values: Sequence[str]) -> str | None:
        """The one value that the others yield to: a list that grows is no closed one."""
        kept = [v for v in values if not {*self.known.yields.get(v, ())} & {*values}]
        return kept[0] if len(kept) == 1 else None

    def _of_several(self) -> str | None:
        """Of several values the one that stands after a "but", or the furthest one where the fact says so."""
        if " or " in self.sentence.words:
            return None
        turns = said_at(self.sentence, "contrasts")
        after = {h.value for h in self.meant if any(t[0] < h.start for t in turns)}
        if turns and len(after) == 1 and any(h.end <= turns[-1][0] for h in self.meant):
            return after.pop()
        values = self.strong or self.weak
        return max(values, key=self.fact.values.index) if self.known.furthest and values else None


def _values(hits: Sequence[Hit], *strengths: str) -> list[str]:
    return list(dict.fromkeys(h.value for h in hits if h.strength in strengths))


def _beside_certain(meant: list[Hit], sentence: Sentence) -> list[Hit]:
    """What is certain, and what parts of a list mean that hold nothing certain."""
    sure = [h for h in meant if h.strength == CERTAIN]
    pieces = coverage.pieces(sentence)
    told = [p for p in pieces if any(p[0] <= h.start < p[1] for h in sure)]
    return [h for h in meant if h in sure or not any(p[0] <= h.start < p[1] for p in told)]


def _widest(meant: Sequence[Hit]) -> list[str]:
    """The certain value that most of the sentence is said of."""
    read = {h.value: 0 for h in meant if h.strength == CERTAIN}
    for hit in meant:
        read[hit.value] = read.get(hit.value, 0) + hit.end - hit.start
    widest = [v for v in read if read[v] == max(read.values())]
    return widest if read and len(widest) == 1 else list(read)


def _after_turn(meant: Sequence[Hit], sentence: Sentence) -> set[str]:
    """What is meant behind the last "but", where something is meant before it too."""
    turns = said_at(sentence, "limiting")
    if not turns or not any(h.end <= turns[-1][0] for h in meant):
        return set()
    return {h.value for h in meant if h.start >= turns[-1][1]}


def _is_doubtful(hits: list[Hit], free: list[tuple[int, int]], sentence: Sentence, known: FactWords) -> bool:
    """Whether a hedge, a question or a negation that nothing explains leaves the meaning open."""
    firm = [h for h in hits if h.strength in FIRM]
    hedges = said_at(sentence, "doubts", "comparisons")
    fine = {span[0] for span in phrases.found(known.neutral, sentence)}
    if _is_limited(firm, sentence) or says(sentence, "two_sides"):
        return True
    if sentence.asks or [s for s in outside(hedges, firm) if s[0] not in fine]:
        return True
    no_first = hits[0].start == 1 and hits[0].value == "no"
    hinted = outside(said_at(sentence, "negations"), firm)
    open_ = [s for s in hinted if s in free or outside([s], hits) == []]
    return not no_first and any(not _beside(span, sentence) for span in open_)


def _is_limited(firm: Sequence[Hit], sentence: Sentence) -> bool:
    """Whether a "but" behind the last hit brings in something else: "fixed, but legal still reads it"."""
    last = max((h.end for h in firm), default=0)
    turns = [s for s in said_at(sentence, "limiting") if s[0] >= last]
    rest = sentence.words[turns[-1][1] :] if turns else ""
    return rest.strip(" |") != "" and not says(Sentence(f"|{rest}", asks=False), "beside")


def outside(spans: list[tuple[int, int]], hits: Sequence[Hit]) -> list[tuple[int, int]]:
    """The spans that begin in no hit."""
    return [s for s in spans if not any(h.start <= s[0] < h.end for h in hits)]


def beyond(spans: list[tuple[int, int]], hits: Sequence[Hit]) -> list[tuple[int, int]]:
    """The spans that are no part of a certain hit."""
    sure = [h for h in hits if h.strength == CERTAIN]
    return [s for s in spans if not any(h.start <= s[0] and s[1] <= h.end for h in sure)]


def _beside(span: tuple[int, int], sentence: Sentence) -> bool:
    start, end = sentence.clause(span[0])
    return says(Sentence(sentence.words[start:end] + "|", asks=False), "beside")


def _opposite(denied: set[str], fact: Fact, known: FactWords) -> str | None:
    pair = ("yes", "no") if fact.kind == "bool" else known.question
    if len(denied) == 1 and len(pair) == 2 and (value := denied.pop()) in pair:
        return pair[0] if value == pair[1] else pair[1]
    return None
