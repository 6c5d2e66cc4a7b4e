"""What an input means in an interview: answers that are certain, others to be read back, and what to ask again."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from advisor.case.answer import Answer, Converted, Doubtful
from advisor.case.answers import model_names
from advisor.case.description import one_line, own_machines
from advisor.case.description.line_facts import LineFacts
from advisor.case.lexicon.word_lists import entries
from advisor.case.numerals.quantity import Ambiguous
from advisor.decision.checklist import Checklist, Part
from advisor.errors import BadInput, clip
from advisor.interview import out_of_place, own_price, served_by, told_else, turn_opening
from advisor.interview import read_answer as reader
from advisor.interview.known import Known
from advisor.interview.price_lookup import Book
from advisor.interview.reaction import YES, Proposal
from advisor.interview.said_back import ask_back, read_back
from advisor.knowledge.names.model_match import UNKNOWN
from advisor.text import words

NOTHING_TOLD = 'Nothing was read from "{text}". Say what is different, such as "it is 1,500 a day".'
_SHOWN = 3
_LONGEST_NAME = 2
"""Words of a model's name; more that are like none are a sentence."""
_ALSO_MODEL, _CLOUDS = "serving_today", "contracted_vendors"


@dataclass(frozen=True)
class Heard:
    """`answers` are certain, with `text` as what was said to `asked`; the `proposal` waits for a yes.

    `prices`: the user's own, by the id of the model.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    text: str = ""
    asked: str = ""
    proposal: Proposal | None = None
    errors: tuple[str, ...] = ()
    prices: Mapping[str, dict[str, float]] = field(default_factory=dict)


def described(text: str, asked: str, checklist: Checklist, book: Book) -> Heard:
    """What a description of the workload in a line or a paragraph tells."""
    line = one_line.parse(text, book.resolve, book.tried)
    _take_cloud(text, line, book)
    errors = tuple(
        _no_such_model(e, book) if e.message == UNKNOWN else ask_back(e, None) for e in line.errors
    )
    errors = (*errors, *_not_read(line.unread))
    proposal = None
    if line.doubtful:
        said = (YES, "") if line.found else (text, asked)
        proposal = read_back(line.doubtful, *said, checklist)
    return Heard(line.found, text, asked, proposal, errors)


def _take_cloud(text: str, line: LineFacts, book: Book) -> None:
    """The cloud that serves the model of a description, where it names no vendors otherwise."""
    if "model" in line.found and _CLOUDS not in line.told:
        cloud, sure = served_by.serving_cloud(text, str(line.found["model"].value), book)
        (line.found if sure else line.doubtful).update(cloud)


def _not_read(unread: Sequence[str]) -> tuple[str, ...]:
    return (f"Not read: {'; '.join(words.shortened(u) for u in unread[:_SHOWN])}.",) if unread else ()


def hear(part: Part, text: str, asked: str, known: Known) -> Heard:
    """What `text` tells about one part, and besides it about facts that are open."""
    back = partial(read_back, checklist=known.checklist)
    if part.fact.kind == "model" and (other := _no_plain_name(text, asked, known)) is not None:
        return other
    try:
        answer, sure = _read(part, text, known)
    except BadInput as e:
        return _not_an_answer(part, text, e, asked, known)
    if rather := _told_rather(part, answer, text, known):
        return Heard(proposal=back(rather, text, asked, before=known.answers))
    if sure and (apart := out_of_place.told_instead(text, part.fact, known.askable())):
        return Heard(proposal=back({part.fact.name: answer, **apart}, text, asked, before=known.answers))
    wanted = _wanted(part, answer, known)
    if not sure:
        told = _besides(part, text, known, wanted)
        alone = not told and not isinstance(answer.value, bool)
        return Heard(proposal=back({part.fact.name: answer, **told}, text, asked, alone=alone))
    plain, told = _told_beside(part, answer, text, known, wanted)
    return Heard({part.fact.name: answer, **plain}, text, asked, back(told, YES, "") if told else None)


def _read(part: Part, text: str, known: Known) -> tuple[Answer, bool]:
    """The answer that `text` is, and whether it may be taken unasked. Raises BadInput if it is none."""
    try:
        return reader.read_answer(part, text, known.book, known.answers), True
    except Converted as e:
        return e.answer, True
    except Doubtful as e:
        return e.answer, told_else.told_as_described(part, e.answer, text)


def _told_beside(
    part: Part, answer: Answer, text: str, known: Known, wanted: Sequence[str]
) -> tuple[dict[str, Answer], dict[str, Answer]]:
    """What `text` tells of other facts beside its certain `answer`: plainly, and what is to be read back."""
    plain = told_else.told_plainly(part, answer, text, wanted)
    told = told_else.told_apart(part, text, known.and_also({part.fact.name: answer, **plain}).askable())
    told |= _besides(part, text, known, [n for n in wanted if n not in plain])
    if part.fact.name == "model" and _CLOUDS not in known.answers:
        cloud, sure = served_by.serving_cloud(text, str(answer.value), known.book)
        (plain if sure else told).update(cloud)
    return plain, told


def _no_plain_name(text: str, asked: str, known: Known) -> Heard | None:
    """What runs today in other words than a model's name: one's own price, own GPUs, people, nothing."""
    if own := own_price.read(text):
        return _own_price(own, text, asked, known.book)
    if own_machines.runs_otherwise(text):
        return described(text, asked, known.checklist, known.book)
    if reader.names_none(text):
        nothing = {"serving_today": Answer("nothing-yet")}
        return Heard(proposal=read_back(nothing, text, asked, known.checklist))
    return None


def _not_an_answer(part: Part, text: str, error: BadInput, asked: str, known: Known) -> Heard:
    """What a sentence tells of another question, or what was wrong with it for this one."""
    others = () if isinstance(error, Ambiguous) else known.askable()
    before = known.answers if others else {}
    named = part.fact.kind == "model"
    instead, unread = (
        ({}, ()) if named else told_else.told_instead(text, others, before, known.book, known.in_doubt)
    )
    if instead:
        other = read_back(instead, text, asked, known.checklist, before=known.answers)
        return Heard(proposal=other, errors=_not_read(unread))
    unknown = part.fact.kind in ("model", "gaps") and error.message == UNKNOWN
    return Heard(errors=(_no_such_model(error, known.book) if unknown else ask_back(error, part.fact),))


def told(text: str, known: Known) -> Heard:
    """What a sentence tells where no question is put, of open facts and of others than were answered; read back."""
    plain = turn_opening.behind_correction(text) or text
    found, unread = told_else.told_instead(plain, known.askable(), known.answers, known.book, known.in_doubt)
    if not found:
        return Heard(errors=(NOTHING_TOLD.format(text=clip(text, 60)),))
    back = read_back(found, text, "", known.checklist, before=known.answers)
    return Heard(proposal=back, errors=_not_read(unread))


def left_over(
    waiting: Proposal, heard: Collection[str], meanwhile: Proposal | None, known: Known
) -> Proposal | None:
    """What was read back and is not `heard` since, beside what is read back `meanwhile` of other facts.

    None if nothing is, where it was one alone and passed over, or where all is read back anew.
    """
    anew = meanwhile.answers if meanwhile else {}
    rest = {n: a for n, a in waiting.answers.items() if n not in heard}
    if not rest or not rest.keys().isdisjoint(anew) or (not anew and len(waiting.answers) == 1):
        return None
    return read_back({**rest, **anew}, YES, "", known.checklist, before=known.answers)


def _told_rather(part: Part, answer: Answer, text: str, known: Known) -> dict[str, Answer]:
    """What the words that gave an `answer` tell plainly of other questions, and not of this one."""
    again = partial(reader.read_answer, part, book=known.book, answers=known.answers)
    return told_else.told_rather(part, answer, text, again, known.askable())


def _wanted(part: Part, answer: Answer, known: Known) -> list[str]:
    """The facts without an answer that are asked once `part` has its `answer`."""
    then, names = known.and_also({part.fact.name: answer}), dict.fromkeys((*known.open, *part.also))
    return [n for n in names if n not in known.answers and then.asks(n)]


def _besides(part: Part, text: str, known: Known, wanted: Sequence[str]) -> dict[str, Answer]:
    """What an answer tells of other facts, the model that runs on one's own GPUs among them."""
    told = told_else.told_besides(part, text, known.checklist.parts, wanted)
    if part.fact.name == _ALSO_MODEL and "model" in wanted and " " in text.strip():
        told |= told_else.model_besides(text, known.book)
    return told


def _no_such_model(error: BadInput, book: Book) -> str:
    """That no model goes by a name, which are near, and how to give a price of one's own."""
    near = book.nearest(str(error.text))
    if not near and len(str(error.text).split()) > _LONGEST_NAME and not _names_family(str(error.text)):
        return f'No model is named here: {clip(error.text, 60)}. Name one, or say "none yet".'
    known = f"Near: {', '.join(near)}. " if near else ""
    own = f'One with a price of your own: "{own_price.EXAMPLE}" (US dollars per 1M tokens).'
    return f"No model is known by this name: {clip(error.text, 60)}. {known}{own}"


def _names_family(text: str) -> bool:
    return not set(entries("model_families")).isdisjoint(re.findall("[a-z]+", text.lower()))


def _own_price(own: own_price.OwnPrice, text: str, asked: str, book: Book) -> Heard:
    """A model with the user's own price: one of the book, or one that only the user knows."""
    try:
        name = book.resolve(own.name)
    except BadInput:
        name = model_names.open_name(own.name)
    return Heard({"model": Answer(name)}, text, asked, prices={name: own.rates})
