"""What a line means for the question at hand: an answer, "not sure", or a yes to what was read back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from advisor.case.answer import Answer, Doubtful, doubtful, is_not_sure
from advisor.case.answers import meaning, model_names, tried_words, untried
from advisor.case.answers.beside import Beside, misses_bar, tokens_per_request
from advisor.case.answers.parse_answer import parse_answer, tried
from advisor.case.answers.tried_sentence import ResultUnsaid
from advisor.case.description import one_line
from advisor.case.fact_type import Fact
from advisor.case.facts import ASKED, FORMER, PRICED_BY, TRIED, VOCABULARY
from advisor.case.former_facts import folded
from advisor.case.lexicon import own_words
from advisor.case.lexicon.word_lists import entries, says
from advisor.case.model_answers import on_own_gpus
from advisor.case.models_tried import UNNAMED
from advisor.case.numbers import mentions
from advisor.case.numerals import foreign_numbers, quantity, spoken_numbers, time_spans
from advisor.decision.checklist import Checklist, Part
from advisor.errors import BadInput, near
from advisor.interview import out_of_place
from advisor.interview.price_lookup import Book
from advisor.interview.reaction import Proposal

_OF_THE_WORK = ("serving_today", "one_off", "peak_factor", "model_is_tuned")
_NUMBERS = ("requests_per_month", "calls_per_task", "input_tokens", "output_tokens", "one_off")
_BILL = "bill_today"
_OVER = frozenset({"mom", "pa", "annum"})
_TASK, _BAR, _CAUSE = "task", "prompt_meets_bar", "failure_cause"
_VOLUME = "requests_per_month"
_CLAUSE_END = re.compile(r"[,;.!:–—]|\s-\s")
_SPANS_OF_TIME = frozenset({*time_spans.TIMES, *time_spans.ADVERBS, *time_spans.RATES})
_REFUSALS = frozenset({"no", "n", "nope", "nah", "wrong", "not that"})
_HOW_OFTEN = ("retrain_every_months", "input_shift", "knowledge_changes")
"""Facts that are answered by how often something happens, which is said of much else."""
_SEVERAL = 2
"""Clauses of which one may tell something else than what was asked."""
_LEFT_OUT = re.compile(r"(?:not|all but|without) #?([1-9])")


def read_answer(part: Part, text: str, book: Book, answers: Mapping[str, Answer]) -> Answer:
    """The answer that `text` gives to one part. Raises Doubtful, Ambiguous and BadInput."""
    if part.fact.kind in ("model", "gaps"):
        inside = on_own_gpus({name: answer.value for name, answer in answers.items()})
        if part.fact.kind == "model":
            return model_names.answer(text, book.resolve, inside=inside)
        return _tried(text, partial(book.tried, inside=inside), part, misses=misses_bar(answers))
    beside = Beside(tokens_per_request(answers))
    answer = parse_answer(text, part.fact, labels=part.labels, beside=beside)
    if part.fact.name == _BILL and answer.value == 0:
        raise Doubtful("is nothing paid for it?", answer, text=text)
    if part.fact.unit == "fraction/month" and answer.value and not _names_span(text):
        share = quantity.normalise(text)
        raise quantity.Ambiguous(f"{part.fact.name}: {share} a month or {share} a year?", text=text)
    if out_of_place.is_odd(text, answer, part.fact):
        raise doubtful(part.fact, text, answer)
    return answer


def _names_span(text: str) -> bool:
    """Whether a growth says in which time: "5% a month", "doubling yearly"."""
    words = re.findall(r"[a-z]+", foreign_numbers.in_english(quantity.normalise(text)))
    return any(w in time_spans.TIMES or w in time_spans.ADVERBS or w in _OVER for w in words)


def _tried(text: str, model_of: Callable[[str], str], part: Part, *, misses: bool) -> Answer:
    """The models tried; of one that is named beside words that tell no result, it is not known yet."""
    try:
        return tried(text, model_of, part.labels, misses=misses)
    except ResultUnsaid as e:
        raise Doubtful(e.message, Answer(e.read), text=text, near=str(e.read)) from None


def told_besides(part: Part, text: str, parts: Mapping[str, Part], asked: Sequence[str]) -> dict[str, Answer]:
    """What an answer in a sentence tells of other facts that are still to be `asked`, to be read back."""
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
    if part.fact.name not in PRICED_BY or part.fact.kind != "number":
        return {}
    line = one_line.parse(text, _no_model)
    same = part.fact.name in line.found and line.found[part.fact.name].value == answer.value
    if line.errors or not same:
        return {}
    return {n: a for n, a in line.found.items() if n in asked and n in _NUMBERS}


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
    """What the clauses that say how often tell plainly of other facts; empty where they tell none.

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
    part: Part, text: str, open_: Sequence[str], known: Mapping[str, Answer], book: Book
) -> tuple[dict[str, Answer], tuple[str, ...]]:
    """What a sentence that does not answer `part` tells of facts that are `open_`, and what of it is unread.

    Of a fact that is `known` only another value that is certain. Not what nearly every sentence about the work hints
    at, nor a bare count as a volume.
    """
    if part.fact.kind == "model" or " " not in text.strip() or says(text, "undecided"):
        return {}, ()
    line = one_line.parse(text, _no_model)
    read = {**line.doubtful, **line.found}
    hinted = _only_hinted(text, read, line.found) | (set() if _says_when(text) else {_VOLUME})
    told = {n: a for n, a in read.items() if n in open_ and n not in hinted}
    changed = {
        n: a for n, a in line.found.items() if n in known and n not in hinted and a.value != known[n].value
    }
    told |= changed
    if line.errors or not told:
        return (_tried_instead(text, known, book) if TRIED in open_ else {}), ()
    return told, tuple(line.unread)


def _tried_instead(text: str, known: Mapping[str, Answer], book: Book) -> dict[str, Answer]:
    """The models that words tell a result of; nothing where they only name one."""
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


def part_named(name: str, checklist: Checklist) -> Part:
    """The part that asks for a fact, today's or a former one. Raises BadInput with a near name."""
    name = TRIED if name in FORMER else name
    if name in checklist.parts:
        return checklist.parts[name]
    raise BadInput("no fact that can be set", text=name, near=near(name, ASKED))


def read_former(name: str, text: str, book: Book, answers: Mapping[str, Answer]) -> Answer:
    """The models tried, once a fact that they took the place of is `text`. Raises BadInput."""
    which = FORMER[name]
    read = Answer(book.resolve(text)) if which.kind == "model" else parse_answer(text, which)
    return folded(answers.get(TRIED), {name: read})


def means_open(text: str, parts: Sequence[Part]) -> bool:
    """Whether `text` leaves what is asked open: in words, by the last number, or as "none" where models are named."""
    if is_not_sure(text) or (parts[0].fact.name == TRIED and untried.none_tried(text)):
        return True
    if len(parts) > 1:
        return False
    part, plain = parts[0], quantity.normalise(text)
    numbered = part.choices if part.fact.name != TRIED else ()
    if numbered and plain == str(len(numbered) + 1):
        return True
    return part.fact.kind == "gaps" and plain in untried.NO_MODEL


def opens_with_shrug(text: str, part: Part, book: Book) -> bool:
    """Whether the first words leave open what the rest does not tell: "no idea, ask QA", "none, people do it".

    `text`: an answer that was read in vain. A model that it names may have a result.
    """
    first = _CLAUSE_END.split(text)[0]
    if first == text or not means_open(first, (part,)):
        return False
    named = model_names.cut(text[len(first) :], book.resolve) if part.fact.name == TRIED else None
    return named is None or not (named.model or named.errors)


def names_none(text: str) -> bool:
    """Whether a question for the model that runs is answered by none: "none", "none yet, the clerks do it"."""
    return quantity.normalise(re.split(r"[,;.]", text)[0]) in untried.NO_MODEL


def refuses(text: str) -> bool:
    """Whether `text` is a plain no: to what was read back, where the question that is asked takes none."""
    return quantity.normalise(text) in _REFUSALS


def left_out(text: str, proposal: Proposal) -> int | None:
    """The place of the one among several answers that `text` says was not meant: 1 of "not 2", "all but 2"."""
    named = _LEFT_OUT.fullmatch(quantity.normalise(text))
    place = int(named[1]) - 1 if named else -1
    return place if len(proposal.answers) > 1 and 0 <= place < len(proposal.answers) else None


def accepts(text: str, proposal: Proposal, asked: Sequence[Part]) -> bool:
    """Whether `text` takes a proposal; a yes to a yes-or-no question that is `asked` answers the question."""
    plain, words = quantity.normalise(text), own_words.load()
    facts = [part.fact for part in asked]
    answers = len(facts) == 1 and (facts[0].kind == "bool" or bool(words.of(facts[0].name).question))
    flags = any(isinstance(a.value, bool) for a in proposal.answers.values())
    return plain in entries("accepts") or (plain == "yes" and not (flags and answers))
