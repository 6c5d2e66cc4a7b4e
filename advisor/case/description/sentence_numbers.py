"""Numbers that a whole sentence tells, wherever they stand in it: "the handbook is pasted in whole, 22k tokens"."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.case.answer import Answer
from advisor.case.description.named_numbers import Told, as_answer, values
from advisor.case.fact_type import Fact
from advisor.case.facts import fact
from advisor.case.lexicon import own_words, phrases, sentences
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers import counted_kinds, counted_numbers, mentions, number_doubts
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.tokens import text_sizes, token_sides
from advisor.case.numerals import units

_IN_ALL = (("in", "all"), ("in", "total"))
_TOKENS = (("prompt",), ("prompts",), *((word,) for word in units.TOKENS))
"""What a size of text is counted in: "a 1k prompt" is one of tokens."""


def fitting(said: Sequence[Mention], text: str) -> dict[str, Told]:
    """The facts that sentences are about, with the one number that fits; to be read back. `said`: those of `text`."""
    place, clauses = mentions.sentence_of(text), mentions.clauses(text)
    found: dict[str, Told] = {}
    for i, sentence in enumerate(map(Sentence.of, sentences.of(text))):
        ours = [m for m in said if place[m.clause] == i and not sentence.asks]
        for name, spans in _about(sentence).items() if ours else ():
            left = [m for m in ours if all(m is not t[0] for t in found.values()) and _fits(m, fact(name))]
            read = _read(_nearest(left, name, spans, clauses, sentence), fact(name))
            if name not in found and read:
                found[name] = (*read, False)
    return found


def _about(sentence: Sentence) -> dict[str, list[tuple[int, int]]]:
    """The facts that a sentence is about, and where its words say so."""
    said = own_words.load().sentences
    return {n: spans for n in said if (spans := phrases.found(said[n], sentence))}


def _nearest(
    fits: list[Mention],
    name: str,
    spans: Sequence[tuple[int, int]],
    clauses: Sequence[str],
    sentence: Sentence,
) -> list[Mention]:
    """Of several numbers those of the clause that the words stand in, and of these those among the words."""
    if len(fits) > 1:  # "a 50-page playbook, that is another 24k tokens"
        fits = [m for m in fits if m.doubt not in text_sizes.DOUBTS] or fits
    if len(fits) > 1:
        words = own_words.load().sentences[name]
        fits = [m for m in fits if phrases.found(words, Sentence.of(clauses[m.clause]))]
    if len(fits) > 1:
        among = {v for span in spans for v in values(sentence.words[slice(*span)])}
        fits = [m for m in fits if {m.low, m.high} & among]
    return fits


def _read(fits: Sequence[Mention], which: Fact) -> tuple[Mention, Answer] | None:
    answer = as_answer(fits[0], which) if len(fits) == 1 else None
    return (fits[0], answer) if answer else None


def _fits(m: Mention, which: Fact) -> bool:
    if number_doubts.is_none(counted_kinds.words_around(m), which):
        return False
    return _is_text(m, which.name) if which.unit.startswith("tokens") else _is_counted(m)


def _is_text(m: Mention, name: str) -> bool:
    """Whether it counts tokens that no word beside it says to be on another side, and that are none of a corpus."""
    plain = not (m.per or m.percent or m.is_money or m.span) and m.noun[:1] in _TOKENS
    side = "" if m.tail[1:3] in _IN_ALL else token_sides.side_of(m.tail[1:2])
    return plain and not token_sides.is_corpus(m) and (not side or name.endswith(side))


def _is_counted(m: Mention) -> bool:
    """Whether it counts things that are there, and neither people nor what is done in a span of time."""
    whole = m.low.denominator == 1 and m.low > 0 and not (m.per or m.each) and counted_numbers.is_count(m)
    return whole and not counted_kinds.counts(m, "actors") and not says(m.noun, "label_words")
