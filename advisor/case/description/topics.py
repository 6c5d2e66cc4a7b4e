"""What the sentences of a description tell about facts that they name the topic of: "lawyers check samples"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from advisor.case.answer import Answer, Doubtful
from advisor.case.answers import meaning
from advisor.case.answers.parse_answer import parse_answer
from advisor.case.description.other_work import is_of_other_work, is_of_own_runs
from advisor.case.fact_type import Value
from advisor.case.facts import fact
from advisor.case.lexicon import named_topics, own_words, phrases
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import entries, says
from advisor.case.numbers import mentions
from advisor.case.numerals import units
from advisor.errors import BadInput

_LONGEST = 300
_SERVING, _CHECKED = "serving_today", "eval_infra"
_HOW_OFTEN = ("input_shift", "knowledge_changes")
_RATE = re.compile(
    r"(?<!under )(?<!within )(?<!below )(?<!than )(?<!wait )(?<!for )"
    r"(?:\b(?:a|an|per|every|each)|/) ?(?:second|minute|hour|day|week|month|quarter|year)\b"
)
Told = tuple[str, Answer, bool]
"""A fact, what is said of it, and whether that is sure."""


def without_rates(text: str) -> str:
    """`text` without "a day" and "on weekdays": what is counted so says nothing of when an answer is needed."""
    days = rf"\b(?:{'|'.join(entries('weekdays'))})\b"
    return re.sub(days, " ", _RATE.sub(" ", text.lower()))


def as_if_asked(sentences: Sequence[str]) -> dict[str, tuple[Answer, bool]]:
    """The facts whose topic a sentence names, each as if it had been asked for, and whether that is sure.

    A fact of which two sentences tell two values is left out.
    """
    said: dict[str, dict[Value, tuple[Answer, bool]]] = {}
    for name, answer, sure in _read(sentences):
        values = said.setdefault(name, {})
        before = values.get(answer.value, (answer, False))[1]
        values[answer.value] = answer, sure or before
    kept = {n: [v for v in values if not _gives_way(n, v, values)] for n, values in said.items()}
    return {n: said[n][values[0]] for n, values in kept.items() if len(values) == 1}


def _gives_way(name: str, value: Value, others: Collection[Value]) -> bool:
    to = own_words.load().of(name).yields.get(str(value), ())
    return any(str(other) in to for other in others)


def numbers(clauses: Sequence[str]) -> dict[str, tuple[int, Answer, bool]]:
    """The numbers of facts that a clause names, with the clause: "first word within 300 ms"."""
    found: dict[str, tuple[int, Answer, bool]] = {}
    for i, clause in enumerate(clauses):
        for name in named_topics.about(clause, number=True):
            if name == "labelled_examples" and says(clause, "no_examples"):
                continue  # "45 coded values" of each
            read = _answer(name, clause.rpartition(" of which ")[2]) or _answer(name, _behind(name, clause))
            at, read = (i, read) if read else _timed_next(name, i, clauses)
            if read:
                found.setdefault(name, (at, *read))
    return found


def _timed_next(name: str, at: int, clauses: Sequence[str]) -> tuple[int, tuple[Answer, bool] | None]:
    """What the clause behind the one that names a time tells: "the first token kills us, 900 ms and we need 300"."""
    following = clauses[at + 1] if at + 1 < len(clauses) and fact(name).unit == "ms" else ""
    timed = any(units.MILLIS & {*m.noun} for m in mentions.find(following))
    return at + 1, _answer(name, following) if timed else None


def _behind(name: str, clause: str) -> str:
    """The words from the first that name the topic on: "200k labels and a team that retrains every quarter"."""
    sentence = Sentence.of(clause)
    start = min((at for at, _ in phrases.found(own_words.load().topics[name], sentence)), default=0)
    return sentence.words[start:].strip(" |")


def _read(sentences: Sequence[str]) -> Iterator[Told]:
    for text in sentences:
        if not Sentence.of(text).asks and len(text) <= _LONGEST:
            apart = frozenset({"turnaround"} if is_of_own_runs(text) else ())
            timeless = [n for n in entries("topics_told") if n not in apart]
            about = named_topics.about(text) - apart
            named = {n: _told(n, without_rates(text) if n in timeless else _ours(n, text)) for n in about}
            found = {n: read for n, read in named.items() if read}
            if found.get("residency", (None, False))[1] and not found.get("data_boundary", (None, True))[1]:
                del found["data_boundary"]  # "must stay in Germany" tells the region alone
            yield from ((n, *read) for n, read in found.items())
            timed = without_rates(text)
            other = _of_the_work(_SERVING, timed) if _SERVING in timeless else timed
            texts = {_SERVING: other, _CHECKED: text}
            told = {n: _agreed(n, texts.get(n, timed)) for n in timeless if n not in named}
            yield from ((n, read, True) for n, read in told.items() if read)


def _ours(name: str, text: str) -> str:
    """Of a text about how often something changes the clauses that are: "patterns shift monthly, we retrain yearly"."""
    ours = [c for c in mentions.clauses(text) if name in named_topics.about(c)] if name in _HOW_OFTEN else []
    return " , ".join(ours) or text


def _of_the_work(name: str, text: str) -> str:
    """`text` without the clauses that tell of other work: who rates by hand does not do this one."""
    return " , ".join(c for c in mentions.clauses(text) if not is_of_other_work(name, c))


def _agreed(name: str, text: str) -> Answer | None:
    """What a sentence with a phrase that tells a fact means for it, where that is the same and sure."""
    which = fact(name)
    told = meaning.volunteered(text, which)
    meant = meaning.of(text, which) if len(told) == 1 else None
    if meant is None or not meant.sure or meant.values != told:
        return None
    return Answer(told[0] == "yes") if which.kind == "bool" else Answer(told[0])


def _told(name: str, text: str) -> tuple[Answer, bool] | None:
    """What a sentence tells of a fact; where that is not sure, what the one clause about it tells by itself."""
    whole = _answer(name, text)
    if whole is None or whole[1] or fact(name).kind not in ("bool", "choice"):
        return whole
    ours = [c for c in mentions.clauses(text) if name in named_topics.about(c)]
    alone = _answer(name, ours[0]) if len(ours) == 1 else None
    return (alone[0], False) if alone else whole


def _answer(name: str, text: str) -> tuple[Answer, bool] | None:
    try:
        return parse_answer(text, fact(name)), True
    except Doubtful as e:
        return e.answer, False
    except BadInput:
        return None
