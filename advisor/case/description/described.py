"""What a description says in words about facts that nobody asked for yet: "our photos", "JSON out", "works great"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from advisor.case.answer import Answer
from advisor.case.answers import meaning
from advisor.case.description import plain_words, topics
from advisor.case.description.other_work import is_of_other_work
from advisor.case.facts import fact
from advisor.case.lexicon import listed_labels, named_topics, own_words
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import entries, said_at, says
from advisor.case.numbers import counted_kinds, number_doubts
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.tokens import token_sides
from advisor.case.numerals import units

_LABELS, _TASK = "label_count", "task"
_JOINTS = frozenset({"and", "plus", "with"})
_LIST_OF = (("list", "of"), ("set", "of"), ("taxonomy", "of"))


def facts(clauses: Sequence[str]) -> dict[str, Answer]:
    """The facts that the clauses of a description tell in words, one value each; to be read back."""
    said = [topics.without_rates(c) for c in clauses if not _only_agrees(c)]
    return {name: Answer(value) for name in _names() if (value := _told(name, said)) is not None}


def listed(text: str, told: Mapping[str, Answer]) -> dict[str, Answer]:
    """The number of labels that a description names one by one, where the work is to choose one; to be read back."""
    task = told[_TASK].value if _TASK in told else ""
    many = listed_labels.count(text) or (task and listed_labels.in_brackets(text))
    if not many or task not in ("", "classification"):
        return {}
    return {_TASK: Answer("classification"), "label_set": Answer("fixed"), _LABELS: Answer(many)}


def counts(said: Sequence[Mention]) -> dict[int, str]:
    """By id, the numbers that count labels to choose from, labelled examples, or the tokens of what is searched."""
    return {id(m): name for m in said if (name := _counted(m))}


def answers(named: Mapping[int, str], said: Sequence[Mention], clauses: Sequence[str]) -> dict[str, Answer]:
    """The numbers that `counts` found, as answers to be read back; counted labels are a fixed list unless they grow."""
    kind = "open" if grows(clauses) else "fixed"
    found: dict[str, Answer] = {}
    for m in said:
        if name := named.get(id(m)):
            more = name == _LABELS and number_doubts.names_one_more(" ".join(m.tail))
            found.setdefault(name, Answer(int(m.value) + more))
            if name == _LABELS:
                found.setdefault("label_set", Answer(kind))
    return found


def grows(clauses: Sequence[str]) -> bool:
    """Whether the words say that labels come in addition: "clients add their own"."""
    return any(says(c, "labels_grow") for c in clauses)


def follow(named: Mapping[int, str], said: Sequence[Mention], clauses: Sequence[str]) -> set[str]:
    """Of what `counts` found the facts that are certain once the work is: their number is said without a hedge."""
    plain = [m for m in said if id(m) in named and not says(clauses[m.clause], "unsettled")]
    names = [named[id(m)] for m in plain if not number_doubts.names_one_more(" ".join(m.tail))]
    closed = {"label_set"} if _LABELS in names and not grows(clauses) else set()
    return {n for n in names if names.count(n) == 1} | closed


def _counted(m: Mention) -> str:
    if token_sides.is_corpus(m):
        return "corpus_tokens"
    lead = tuple(w for w in m.lead if w != "the")[-2:]  # "one of (the) 120 accounts", "a fixed list of 350"
    each = m.each and lead[-1:] != ("of",)  # "each gets one of 17 codes" counts the codes
    whole = m.value.denominator == 1 and not (m.per or each or m.is_money or m.percent or m.span)
    noun = Sentence.of(" ".join(m.noun[: 1 if units.TOKENS & {*m.noun[:1]} else None]))
    if (
        whole
        and says(noun, "example_words")
        and not says(noun, "no_examples")
        and not number_doubts.is_none(counted_kinds.words_around(m), fact("labelled_examples"))
        and not counted_kinds.counts(m, "actors")  # "two PhDs annotated 1,100 abstracts"
    ):
        return "labelled_examples"
    if whole and says(m.lead, "example_sets"):
        return "labelled_examples"  # "a golden set of 500 mails"
    labels = lead == ("one", "of") or lead in _LIST_OF or says(noun, "label_words")
    none = labels and number_doubts.is_none(counted_kinds.words_around(m), fact(_LABELS))
    return _LABELS if whole and m.low == m.high and labels and not none else ""


def _told(name: str, clauses: Sequence[str]) -> str | bool | tuple[str, ...] | None:
    which = fact(name)
    clauses = [c for c in clauses if not is_of_other_work(name, c)]
    values = {v for c in clauses for v in meaning.volunteered(c, which)}
    if which.kind == "choices":
        plain = {c: plain_words.plainly(name, c) for c in clauses}
        values |= {v for c in clauses for v in plain[c]}
        said = [c for c in clauses if _joins_two(c) and (plain[c] or meaning.volunteered(c, which))]
        values |= {v for c in said for v in meaning.certain(c, which)}  # "a photo and a voice note"
        return tuple(v for v in which.values if v in values) or None
    if name != "serving_today":  # beside what runs nowhere yet, people who do the work are none of it
        values = set(plain_words.strongest(name, values))
    if len(values) > 1 and own_words.load().of(name).furthest:
        values = {max(values, key=which.values.index)}
    if len(values) != 1:
        return None
    (value,) = values
    return value == "yes" if which.kind == "bool" else value


def _joins_two(clause: str) -> bool:
    """Whether a clause joins two things, of which none is a call of a model."""
    calls = said_at(clause, "calls")
    return bool(_JOINTS & {*clause.split()}) and not calls


def is_read(clause: str, taken: Mapping[str, Answer]) -> bool:
    """Whether something that was taken, or is read back, may come from these words."""
    described, about = {*_names()}, named_topics.about(clause)
    return not _only_agrees(clause) and any(
        n in about
        or (n in described and _values(answer) & {*meaning.of(clause, fact(n)).values})
        or meaning.volunteered(clause, fact(n))
        for n, answer in taken.items()
        if fact(n).kind in ("bool", "choice", "choices")
    )


def _values(answer: Answer) -> set[str]:
    """The named values that an answer holds."""
    if isinstance(answer.value, bool):
        return {"yes" if answer.value else "no"}
    return {*answer.value} if isinstance(answer.value, tuple) else {str(answer.value)}


def _names() -> Iterator[str]:
    """The facts that a description may tell in words."""
    return iter(entries("described"))


def _only_agrees(clause: str) -> bool:
    """Whether a clause is a yes or a no and nothing else: it describes nothing."""
    sentence = Sentence.of(clause)
    agreed = said_at(sentence, "yes", "no")
    return any(end - start >= len(sentence.words.strip("|")) - 1 for start, end in agreed)
