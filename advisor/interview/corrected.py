"""What a turn takes back of an earlier answer, to be read back: "wait, it's 1500 a day", "sorry, I meant 20k"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from advisor.case.answer import Answer, Doubtful
from advisor.decision.checklist import Part
from advisor.errors import BadInput
from advisor.interview import beside_bar, told_else, turn_opening
from advisor.interview import read_answer as reader
from advisor.interview.hearing import Heard
from advisor.interview.known import Known
from advisor.interview.log_entries import LogEntry
from advisor.interview.said_back import read_back


def hear(entries: Iterable[LogEntry], part: Part, text: str, asked: str, known: Known) -> Heard:
    """What `text` tells about one part, or of the earlier answer that it corrects; kept in the words it was said in."""
    said = list(entries)
    rest = turn_opening.behind_correction(text)
    if rest is None:
        return beside_bar.hear(said, part, text, asked, known)
    other = _named(part, rest, known) or _last(said, part, rest, known)
    if other:
        return Heard(proposal=read_back(other, text, asked, known.checklist, before=known.answers))
    heard = beside_bar.hear(said, part, rest, asked, known)
    back = heard.proposal and replace(
        heard.proposal, text=text if heard.proposal.text == rest else heard.proposal.text
    )
    return replace(heard, text=text if heard.text else "", proposal=back)


def _named(part: Part, rest: str, known: Known) -> dict[str, Answer]:
    """What the words tell by name, where an earlier answer is among it."""
    if part.fact.kind == "model":
        return {}
    told, _ = told_else.told_instead(rest, known.askable(), known.answers, known.book)
    return told if any(name in known.answers for name in told) else {}


def _last(said: list[LogEntry], part: Part, rest: str, known: Known) -> dict[str, Answer]:
    """The answer before this question, where a number takes its place."""
    before = said[-1].facts if said else ()
    if len(before) != 1 or before[0] == part.fact.name or not any(c.isdigit() for c in rest):
        return {}
    try:
        answer = reader.read_answer(known.checklist.parts[before[0]], rest, known.book, known.answers)
    except Doubtful as e:
        answer = e.answer
    except BadInput:
        return {}
    had = known.answers.get(before[0])
    return {} if had is not None and had.value == answer.value else {before[0]: answer}
