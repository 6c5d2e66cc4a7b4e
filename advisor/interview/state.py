"""What the log adds up to: a pure replay of its events."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from advisor.case import case as cases
from advisor.case import eval_record, own_prices
from advisor.case.answer import SOURCES, Answer
from advisor.case.case import Case
from advisor.case.eval_record import EvalRecord
from advisor.case.fact_type import Facts
from advisor.case.facts import ASKED, FORMER, TRIED, fact
from advisor.case.former_facts import folded
from advisor.case.models_tried import ModelsTried
from advisor.case.numerals import quantity
from advisor.decision.checklist import Checklist, Part
from advisor.errors import BadInput
from advisor.files.yaml_file import Document
from advisor.interview.event_log import Event
from advisor.interview.log_entries import Entries, LogEntry

FORMAT = 1


@dataclass(frozen=True)
class State:
    """Answers (those set aside included), what was skipped, where the user is, and all entries that count."""

    title: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    prices: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    evaluations: tuple[EvalRecord, ...] = ()
    cursor: str | None = None
    entries: Entries = field(default_factory=Entries)
    finished: str | None = None


@dataclass(frozen=True)
class View:
    """A state read with the checklist: answers that count, those set aside, what is still to be asked."""

    facts: Facts
    aside: frozenset[str]
    asked: tuple[str, ...]
    open: tuple[str, ...]


def view(state: State, checklist: Checklist) -> View:
    """Walk the checklist once; a condition only ever reads facts of earlier parts."""
    facts: dict[str, Any] = {}
    aside, asked = set(), []
    for name, part in checklist.parts.items():
        wanted = part.asked(facts)
        if wanted is True:
            asked.append(name)
        if name in state.answers:
            if wanted is False:
                aside.add(name)
            else:
                facts[name] = state.answers[name].value
    idle = {n for n in asked if checklist.parts[n].idle(facts)}
    left = tuple(n for n in asked if n not in facts and n not in state.skipped and n not in idle)
    return View(facts, frozenset(aside), tuple(asked), left)


def current(state: State, seen: View, checklist: Checklist, later: Collection[str] = ()) -> tuple[Part, ...]:
    """The parts to ask now: one, or all of a question that takes one line; empty when nothing is left.

    Facts in `later` wait until the others of their stretch are answered: a core question never comes after a
    refinement.
    """
    if state.cursor is not None:
        return (checklist.parts[state.cursor],)
    if not seen.open:
        return ()
    core = [n for n in seen.open if checklist.question(n).core] or seen.open
    first = next((n for n in core if n not in later), core[0])
    question = checklist.question(first)
    names = [p.fact.name for p in question.parts]
    if question.one_line and all(n in seen.open for n in names):
        return question.parts
    return (checklist.parts[first],)


def before(state: State, seen: View, checklist: Checklist, now: Sequence[Part]) -> str | None:
    """The fact answered or skipped last before those asked now, in the checklist's order; None: there is none."""
    order = list(checklist.parts)
    at = order.index(now[0].fact.name) if now else len(order)
    visited = seen.facts.keys() | state.skipped
    return next((n for n in reversed(seen.asked) if n in visited and order.index(n) < at), None)


def replay(events: Sequence[Event], file: str | None = None) -> State:
    """The state after `events`, in time that grows with their number.

    Raises BadInput with the line of an event that cannot be used, also of one that was undone.
    """
    kept = frozenset(standing(events))
    state = State()
    for line, event in enumerate(events, 1):
        try:
            after = apply(state, event)
        except BadInput as e:
            raise e.at(file, line) from None
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as e:
            raise BadInput("not an event of an interview", file=file, line=line, text=repr(e)) from None
        if line - 1 in kept:
            state = after
    return state


def standing(events: Sequence[Event]) -> list[int]:
    """Which events count: an undone one takes back the last that changed something, and all after it."""
    kept: list[int] = []
    changes = 0
    for at, event in enumerate(events):
        if event["do"] != "undone":
            kept.append(at)
            changes += event["do"] in _CHANGES
        elif changes:
            while events[kept.pop()]["do"] not in _CHANGES:
                pass
            changes -= 1
    return kept


def undone(events: Sequence[Event]) -> State | None:
    """The state without the last change; None if nothing can be taken back."""
    if not any(events[at]["do"] in _CHANGES for at in standing(events)):
        return None
    return replay([*events, {"do": "undone"}])


def apply(state: State, event: Event) -> State:
    """The state after one more event that is no undo. Raises BadInput for an event of another version."""
    try:
        return _APPLIED[event["do"]](state, event)
    except KeyError:
        if event["do"] not in _APPLIED:
            raise BadInput("unknown event", text=event["do"]) from None
        raise


def _started(state: State, event: Event) -> State:
    if event["format"] != FORMAT:
        raise BadInput("a log of another version", text=event["format"], expected=str(FORMAT))
    return state


def _loaded(state: State, event: Event) -> State:
    given = cases.parse(event["case"])
    entry = LogEntry(str(event["text"]), facts=tuple(given.answers), answers=given.answers)
    entries = state.entries.added(entry)
    return State(
        given.title, given.answers, prices=given.prices, evaluations=given.evaluations, entries=entries
    )


def _titled(state: State, event: Event) -> State:
    return replace(state, title=str(event["title"]))


def _undone(state: State, event: Event) -> State:
    return state


def _moved(state: State, event: Event) -> State:
    return replace(state, cursor=None if event["to"] is None else _name(event["to"]))


def _finished(state: State, event: Event) -> State:
    return replace(state, finished=str(event["file"]))


def _said(state: State, event: Event) -> State:
    given, opened = _given(state, event["facts"]), {_name(n) for n in event.get("opened", ())}
    entry = LogEntry(str(event["text"]), str(event.get("asked", "")), (*given, *sorted(opened)), given)
    return replace(
        state,
        answers={**{n: a for n, a in state.answers.items() if n not in opened}, **given},
        skipped=state.skipped - given.keys(),
        prices={**state.prices, **own_prices.parse(Document(event, "<log>", {}))},
        evaluations=_evaluations(state, event),
        cursor=None,
        entries=state.entries.added(entry),
        finished=None,
    )


def _evaluations(state: State, event: Event) -> tuple[EvalRecord, ...]:
    """The evaluations with the one that this event's answers were taken from."""
    if "evaluation" not in event:
        return state.evaluations
    (record,) = eval_record.parse(Document(event, "<log>", {}), (), [event["evaluation"]])
    return eval_record.joined(state.evaluations, record)


def _given(state: State, written: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers of an event; facts of older logs become part of the one that took their place."""
    former = {n: _answer(n, a) for n, a in written.items() if n in FORMER}
    given = {_name(n): _answer(n, a) for n, a in written.items() if n not in FORMER}
    if former:
        given[TRIED] = folded(given.get(TRIED) or state.answers.get(TRIED), former)
    return given


def _skipped(state: State, event: Event) -> State:
    named = [n for n in event["facts"] if n not in FORMER or TRIED not in state.answers]
    names = tuple(_name(n) for n in named)
    return replace(
        state,
        answers={n: a for n, a in state.answers.items() if n not in names},
        skipped=state.skipped | set(names),
        cursor=None,
        entries=state.entries.added(LogEntry(str(event["text"]), str(event.get("asked", "")), names)),
        finished=None,
    )


_APPLIED: Mapping[str, Callable[[State, Event], State]] = {
    "started": _started,
    "loaded": _loaded,
    "said": _said,
    "skipped": _skipped,
    "titled": _titled,
    "undone": _undone,
    "moved": _moved,
    "finished": _finished,
}
_CHANGES = frozenset({"loaded", "said", "skipped", "titled"})
"""What undo takes back; moving about and writing a file are taken back with it."""


def _name(name: object) -> str:
    if name in FORMER:
        return TRIED
    if name not in ASKED:
        raise BadInput("unknown fact", text=name)
    return str(name)


def _answer(name: str, data: Mapping[str, Any]) -> Answer:
    which, value = FORMER.get(name) or fact(name), data["value"]
    checked = quantity.number(value, which) if which.kind == "number" else which.check(value)
    if data.get("from", "said") not in SOURCES:
        raise BadInput("unknown origin", text=data["from"])
    low, high = _ends(data)
    return Answer(checked, data.get("from", "said"), str(data.get("note", "")), low, high)


def _ends(data: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """The range of an answer as it was recorded."""
    low, high = data.get("low"), data.get("high")
    for end in (low, high):
        if end is not None and (isinstance(end, bool) or not isinstance(end, int | float)):
            raise BadInput("not an end of a range", text=end)
    if low is not None and high is not None and not low <= high:
        raise BadInput("a range that runs backwards", text=f"{low} to {high}")
    return low, high


def recorded(answer: Answer) -> dict[str, Any]:
    """An answer as an event holds it."""
    value: Any = answer.value
    if isinstance(value, ModelsTried):
        value = value.plain()
    elif isinstance(value, tuple):
        value = list(value)
    data = {
        "value": value,
        "from": answer.source,
        "note": answer.note,
        "low": answer.low,
        "high": answer.high,
    }
    return {k: v for k, v in data.items() if v not in ("", None) and (k, v) != ("from", "said")}


def case(state: State, seen: View) -> Case:
    """The answers that count, as a case."""
    answers = {n: state.answers[n] for n in ASKED if n in state.answers and n not in seen.aside}
    return Case(state.title, answers, state.prices, state.evaluations)
