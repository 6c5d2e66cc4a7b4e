"""What a description says so plainly that it is taken at once: "we classify", "nothing may leave the house"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from advisor.case.answer import Answer
from advisor.case.answers import meaning
from advisor.case.description.other_work import is_of_other_work
from advisor.case.fact_type import Value
from advisor.case.facts import fact
from advisor.case.lexicon import own_words, phrases, sentences
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import entries, said_at, says
from advisor.case.numbers import mentions

_FOLLOW: Mapping[str, tuple[str, tuple[Value, ...]]] = {
    "label_count": ("task", ("classification",)),
    "label_set": ("task", ("classification",)),
    "model": ("serving_today", ("own-gpus",)),
    "corpus_tokens": ("task", ("question-answering", "chat")),
    "input_tokens": ("task", ("summarisation", "translation", "extraction", "classification")),
}
"""Facts that are certain once another is: "25k tokens each" are those of what is summarised."""


def certain(text: str, read: Mapping[str, Answer], waiting: Collection[str] = ()) -> dict[str, Answer]:
    """The facts that a description tells plainly; `read`: what its words were taken for otherwise.

    `waiting`: facts of `read` that are certain once the work is. A fact is left out where a hedge stands beside its
    words, or where another of its values is told too.
    """
    clauses, place = mentions.clauses(text), mentions.sentence_of(text)
    open_ = left_open(sentences.of(text))
    said = [(c, Sentence.of(c), place[i] in open_) for i, c in enumerate(clauses)]
    found = {
        name: value
        for name in own_words.load().plain
        if (value := _only(name, [one for one in said if not is_of_other_work(name, one[0])]))
    }
    agreed = {n: a for n, v in found.items() if (a := _answer(n, v)) and _agrees(n, a, read.get(n, a))}
    sure = {n: a for n, a in agreed.items() if not _told_otherwise(n, found[n], clauses)}
    return following(sure, read, waiting) | sure


def following(
    sure: Mapping[str, Answer], read: Mapping[str, Answer], waiting: Collection[str]
) -> dict[str, Answer]:
    """The facts among `read` that are certain, as the work that they belong to is."""
    return {n: a for n, a in read.items() if n in waiting and _follows(n, sure)}


def strongest(name: str, values: Collection[str]) -> tuple[str, ...]:
    """`values` without those that only tell the form of another: "extract the totals as JSON"."""
    yields = own_words.load().of(name).yields
    return tuple(v for v in values if not set(yields.get(v, ())) & set(values))


def tells(clause: str, names: Collection[str]) -> bool:
    """Whether a clause tells one of the facts `names` plainly."""
    plain, sentence = own_words.load().plain, Sentence.of(clause)
    return any(phrases.found(said, sentence) for n in names if n in plain for said in plain[n].values())


def _agrees(name: str, plain: Answer, read: Answer) -> bool:
    """Whether what was read otherwise is the same, or gives way to what is told plainly."""
    if read.value == plain.value or fact(name).kind != "choice":
        return read.value == plain.value
    return strongest(name, [str(read.value), str(plain.value)]) == (plain.value,)


def plainly(name: str, clause: str) -> tuple[str, ...]:
    """The values of a fact that a clause tells plainly, without a hedge."""
    return tuple(v for v in _told(name, clause, Sentence.of(clause)) if v)


def _follows(name: str, sure: Mapping[str, Answer]) -> bool:
    """Whether a number or a model is certain by what the work is: labels by the choice, an open model by own GPUs."""
    first, values = _FOLLOW.get(name, ("", ()))
    return not first or (first in sure and sure[first].value in values)


def left_open(said: Sequence[str]) -> set[int]:
    """The sentences that ask or turn, and those that are taken back, in themselves or by the next."""
    found = set[int]()
    for i, sentence in enumerate(map(Sentence.of, said)):
        if sentence.asks or _turns(sentence):
            found.add(i)
        if says(sentence, "taken_back"):
            found |= {i, i - 1}
    return found


def _turns(sentence: Sentence) -> bool:
    """Whether a "but" brings in something else than money: "quality is fine, but it is slow"."""
    turns = said_at(sentence, "limiting")
    rests = (sentence.words[end : sentence.clause(end)[1]] for _, end in turns)
    return any(not says(Sentence(f"|{rest}|", asks=False), "beside") for rest in rests)


def _only(name: str, said: Sequence[tuple[str, Sentence, bool]]) -> tuple[str, ...] | None:
    """The value that is told plainly, several of a fact that takes several; None where none or more are."""
    said = [one for one in said if not is_of_other_work(name, one[0])]
    told = dict.fromkeys("" if open_ else v for c, s, open_ in said for v in _told(name, c, s))
    values = strongest(name, told)
    if "" in values or not values or (len(values) > 1 and fact(name).kind != "choices"):
        return None
    return values


def _told(name: str, clause: str, sentence: Sentence) -> Iterator[str]:
    """The values that one clause tells; "" for one that a hedge leaves open."""
    words = own_words.load()
    also = meaning.volunteered(clause, fact(name)) if name in entries("plainly_told") else ()
    nothing = phrases.found(words.of(name).means_nothing, sentence)
    for value in dict.fromkeys((*words.plain[name], *also)):
        told = words.of(name).values[value].told if value in also else ()
        for span in phrases.found((*words.plain[name].get(value, ()), *told), sentence):
            meant = not any(span[0] < end and start < span[1] for start, end in nothing)
            if meant and not _is_denied(span, sentence):
                yield "" if _is_hedged(span, sentence) else value


def _is_denied(span: tuple[int, int], sentence: Sentence) -> bool:
    """Whether a negation stands right before a span: "no pictures", "nothing is written down"."""
    neutral = said_at(sentence, "neutral")
    denials = [s for s in said_at(sentence, "negations") if not phrases.inside([s], neutral)]
    return any(end <= span[0] and not sentence.words[end : span[0]].strip() for _, end in denials)


def _is_hedged(span: tuple[int, int], sentence: Sentence) -> bool:
    """Whether words around a span, up to a colon, leave open what it means."""
    begin, end = sentence.clause(span[0])
    hedges = (start for start, _ in said_at(sentence, "unsettled") if begin <= start < end)
    return any(not span[0] <= start < span[1] for start in hedges)


def _answer(name: str, values: tuple[str, ...]) -> Answer:
    which = fact(name)
    if which.kind == "choices":
        return Answer(tuple(v for v in which.values if v in values))
    if which.kind == "number":
        return Answer(int(values[0]))
    return Answer(values[0] == "yes" if which.kind == "bool" else values[0])


def _told_otherwise(name: str, values: tuple[str, ...], clauses: Sequence[str]) -> bool:
    """Whether a clause tells another value, or more than one, of a fact that takes one."""
    told = {v for c in clauses for v in meaning.volunteered(c, fact(name))}
    return any(v not in values for v in strongest(name, {*told, *values}))
