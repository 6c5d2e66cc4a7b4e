"""What an answer tells of other facts than the one that was asked: beside it, apart from it, or instead of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from advisor.case.answer import Answer, Doubtful
from advisor.case.answers import meaning, model_names, tried_words
from advisor.case.answers.beside import misses_bar
from advisor.case.answers.option_place import option_with_remark
from advisor.case.answers.parse_answer import parse_answer
from advisor.case.answers.tried_sentence import ResultUnsaid
from advisor.case.description import one_line
from advisor.case.description.line_facts import LineFacts
from advisor.case.fact_type import Fact
from advisor.case.facts import PRICED_BY, TRIED, VOCABULARY
from advisor.case.lexicon.word_lists import says
from advisor.case.models_tried import UNNAMED
from advisor.case.numbers import mentions
from advisor.case.numerals import foreign_numbers, quantity, spoken_numbers, time_spans
from advisor.decision.checklist import Part
from advisor.errors import BadInput
from advisor.interview.price_lookup import Book

_OF_THE_WORK = ("serving_today", "one_off", "peak_factor", "model_is_tuned")
_NUMBERS = ("requests_per_month", "calls_per_task", "input_tokens", "output_tokens", "one_off")
_VOLUME = "requests_per_month"
_SPANS_OF_TIME = frozenset({*time_spans.TIMES, *time_spans.ADVERBS, *time_spans.RATES})
_HOW_OFTEN = ("retrain_every_months", "input_shift", "knowledge_changes")
"""Facts that are answered by how often something happens, which is said of much else."""
_SEVERAL = 2
"""Clauses of which one may tell something else than what was asked."""
_TASK, _BAR, _CAUSE = "task", "prompt_meets_bar", "failure_cause"


def told_besides(part: Part, text: str, parts: Mapping[str, Part], asked: Sequence[str]) -> dict[str, Answer]:
    """What an answer in a sentence tells of other facts that are still to be `asked`, to be read back."""
    numbered = option_with_remark(text, len(part.labels)) if part.labels else None
    text = numbered[1] if numbered else text
    found = _told_of_work(part, text, asked) if part.fact.name in PRICED_BY else {}
    for name in part.also if " " in text.strip() else ():
        if name not in asked:
            continue
        try:
            found[name] = parse_answer(text, parts[name].fact, labels=parts[name].labels)
        except Doubtful as e:
            which = parts[name].fact
            if which.kind == "number" or _is_said(text, which, e.answer):
                found[name] = e.answer
        except BadInput:
            continue
    return found


def _is_said(text: str, which: Fact, answer: Answer) -> bool:
    """Whether phrases mean what was read, rather than single words that lean to it."""
    if which.kind == "choices":
        return isinstance(answer.value, tuple) and set(answer.value) <= meaning.hinted(text, which)
    return meaning.volunteered(text, which) == (answer.value,)


def told_plainly(part: Part, answer: Answer, text: str, asked: Sequence[str]) -> dict[str, Answer]:
    """Other numbers of the work that an answer to one of them tells: "15k chats a month, 8 calls in each".

    Only where the text as a description tells the `answer` too.
    """
    line = _as_described(part, answer, text)
    return {n: a for n, a in line.found.items() if n in asked and n in _NUMBERS} if line else {}


def told_as_described(part: Part, answer: Answer, text: str) -> bool:
    """Whether `text` as a description tells this `answer` by its name, and all else in it: "3k in and 60 out"."""
    line = _as_described(part, answer, text)
    return line is not None and len(line.found) > 1 and not line.doubtful and not line.unread


def _as_described(part: Part, answer: Answer, text: str) -> LineFacts | None:
    """The text as a description, where one number of the work is asked and it tells the same for certain."""
    if part.fact.name not in PRICED_BY or part.fact.kind != "number":
        return None
    line = one_line.parse(text, _no_model)
    same = part.fact.name in line.found and line.found[part.fact.name].value == answer.value
    return line if same and not line.errors else None


def told_apart(part: Part, text: str, askable: Sequence[str]) -> dict[str, Answer]:
    """What another clause of an answer tells plainly: "contracts with OpenAI and Azure, EU only"; to be read back."""
    if part.fact.name in PRICED_BY or len(mentions.clauses(text)) < _SEVERAL:
        return {}
    return _apart(part, text, askable)


def _apart(part: Part, text: str, askable: Sequence[str]) -> dict[str, Answer]:
    """What a text as a description tells for certain of facts that are `askable`, but for this one and the work."""
    found = one_line.parse(text, _no_model).found
    passed = {part.fact.name, *PRICED_BY, *_only_hinted(text, found, found)}
    return {n: a for n, a in found.items() if n in askable and n not in passed}


def told_rather(
    part: Part, answer: Answer, text: str, read: Callable[[str], Answer], askable: Sequence[str]
) -> dict[str, Answer]:
    """What the clauses that say how often tell plainly of other facts; empty if they tell none.

    "We check 200 calls by hand each quarter" is of the checks, however often one may retrain. `read` reads an answer.
    """
    if part.fact.name not in _HOW_OFTEN or " " not in text.strip() or _is_how_often(text):
        return {}
    line = one_line.parse(text, _no_model)
    if part.fact.name in line.told:
        return {}
    others = [n for n in askable if n not in _HOW_OFTEN]
    clauses = [(c, _apart(part, c, others)) for c in mentions.clauses(text)]
    if _reads("; ".join(c for c, told in clauses if not told), read) == answer.value:
        return {}
    return {n: a for _, told in clauses for n, a in told.items()}


def _is_how_often(text: str) -> bool:
    """Whether a text says how often and nothing else: "every night"."""
    plain = foreign_numbers.in_english(quantity.normalise(text))
    return spoken_numbers.spoken(plain, VOCABULARY["retrain_every_months"]) is not None


def _reads(text: str, read: Callable[[str], Answer]) -> object:
    try:
        return read(text).value
    except Doubtful as e:
        return e.answer.value
    except BadInput:
        return None


def told_instead(
    text: str,
    open_: Sequence[str],
    known: Mapping[str, Answer],
    book: Book,
    in_doubt: Sequence[str] = (),
) -> tuple[dict[str, Answer], tuple[str, ...]]:
    """What a sentence that does not answer what is asked tells of facts that are `open_`, and what of it is unread.

    Of a fact that is `known` only another value that is certain. Not what nearly every sentence about the work hints
    at, but for facts that are `in_doubt`, nor a bare count as a volume.
    """
    if " " not in text.strip() or says(text, "undecided"):
        return {}, ()
    line = one_line.parse(text, _no_model)
    read = {**line.doubtful, **line.found}
    hinted = _only_hinted(text, read, line.found) - {*in_doubt}
    hinted |= set() if _says_when(text) else {_VOLUME}
    told = {n: a for n, a in read.items() if n in open_ and n not in hinted}
    changed = {
        n: a for n, a in line.found.items() if n in known and n not in hinted and a.value != known[n].value
    }
    told |= changed
    if line.errors or not told:
        return (_tried_instead(text, known, book) if TRIED in open_ else {}), ()
    return told, tuple(line.unread)


def _tried_instead(text: str, known: Mapping[str, Answer], book: Book) -> dict[str, Answer]:
    """The models that words tell a result of; nothing if they only name one."""
    try:
        read, _ = tried_words.read(text, book.tried, misses=misses_bar(known))
    except ResultUnsaid as e:
        read = e.read
    except BadInput:
        return {}
    result = any(read.gap(model) for model in read if model != UNNAMED)
    return {TRIED: Answer(read)} if result else {}


def _only_hinted(text: str, read: Mapping[str, Answer], found: Mapping[str, Answer]) -> set[str]:
    """What nearly every sentence about the work hints at, where phrases do not say it."""
    cause = read.get(_CAUSE)
    said = cause is not None and _is_said(text, VOCABULARY[_CAUSE], cause)
    return {_TASK} if said else {_TASK, _CAUSE} | ({_BAR} - {*found})


def _says_when(text: str) -> bool:
    """Whether it names a span of time, or a rate."""
    return not _SPANS_OF_TIME.isdisjoint(re.findall(r"[a-z]+", text.lower()))


def model_besides(text: str, book: Book) -> dict[str, Answer]:
    """The model that an answer on what runs today names, to be read back."""
    named = model_names.cut(text, book.resolve)
    if named.model is not None:
        return {"model": Answer(named.model)}
    if named.errors and named.errors[0].text and not isinstance(named.errors[0], Doubtful):
        return {"model": Answer(model_names.open_name(str(named.errors[0].text)))}
    return {}


def _told_of_work(part: Part, text: str, asked: Sequence[str]) -> dict[str, Answer]:
    """What a line about one number of the work tells of its other numbers, and in words of what does it."""
    line = one_line.parse(text, _no_model)
    told = {n: a for n, a in line.doubtful.items() if n in _OF_THE_WORK} | line.found
    beside = {part.fact.name, "requests_per_month"}
    return {n: a for n, a in told.items() if n in asked and n not in beside}


def _no_model(name: str) -> str:
    raise BadInput("no model is looked for", text=name)
