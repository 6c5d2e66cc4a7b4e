"""One question at a time over an append-only log; everything the conversation knows is its replay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from advisor.case import case as cases
from advisor.case import eval_record, model_names, one_line, own_words, quantity
from advisor.case.answer import Answer, Doubtful, is_not_sure, parse_answer, tried
from advisor.case.case import Case
from advisor.case.facts import ASKED, FORMER, TRIED, Fact
from advisor.case.models_tried import ModelsTried
from advisor.errors import BadInput, near
from advisor.interview import checklist as checklists
from advisor.interview import state
from advisor.interview.checklist import AnswerChoice, Checklist, Part, Question
from advisor.interview.event_log import Log
from advisor.interview.price_lookup import Book, PriceBook, ShownDefault
from advisor.text import words

if TYPE_CHECKING:
    from advisor.case.eval_record import EvalRecord
    from advisor.interview.measured import MeasuredAnswers

NOT_SURE = "not sure"
_SHOWN = 3
_NO_MODEL = frozenset({"none", "none yet", "no", "nothing", "not yet"})


@dataclass(frozen=True)
class Progress:
    """`at` of `total` questions of this stretch: the core ones, or the refinements after them."""

    at: int
    total: int
    core: bool

    def __str__(self) -> str:
        return f"{self.at} of {self.total}" if self.core else f"refinement {self.at} of {self.total}"


@dataclass(frozen=True)
class QuestionPrompt:
    """What to ask now. `choices` are numbered from 1; "not sure" comes last and is always an answer.

    `given` is the present answer when a fact is asked again; `default` is what is taken if it stays open.
    """

    question: Question
    facts: tuple[str, ...]
    ask: str
    example: str
    choices: tuple[AnswerChoice, ...]
    default: ShownDefault | None
    given: Answer | None
    progress: Progress

    @property
    def why(self) -> str:
        """Why this is asked, with its citations."""
        return f"{self.question.why} [{', '.join(self.question.cites)}]"

    @property
    def labels(self) -> tuple[str, ...]:
        """The numbered answers as shown, "not sure" last; empty where a free answer is wanted."""
        return (*(c.label for c in self.choices), NOT_SURE) if self.choices else ()


@dataclass(frozen=True)
class Proposal:
    """Answers that were probably meant, not yet taken over: `says` reads them back in the words shown.

    `Conversation.accept` takes them over; any other input lets them go.
    """

    answers: Mapping[str, Answer]
    says: str
    text: str
    asked: str = ""


@dataclass(frozen=True)
class Reaction:
    """What an input did. `echo`: what was understood, in normal form; `errors` ask back, a sentence each.

    `proposal`: what was understood with doubt, to be read back and taken with one key.
    `facts` were set or opened; `aside` are answers no longer asked for, `restored` those that count again;
    `unsaved` says why the log could not be written (the answer counts all the same).
    """

    echo: str = ""
    facts: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    unsaved: str | None = None
    proposal: Proposal | None = None

    @property
    def understood(self) -> bool:
        """Whether anything was taken over."""
        return bool(self.facts)


@dataclass(frozen=True)
class ConversationTurn:
    """One bubble of the transcript. `facts`: what an answer set.

    `aside`: its question is no longer asked; `replaced`: answered again since, in full.
    """

    who: Literal["advisor", "you"]
    text: str
    facts: tuple[str, ...] = ()
    aside: bool = False
    replaced: bool = False


class Conversation:
    """One interview. Every method that changes something writes one event and says what it did."""

    def __init__(self, log: Log, checklist: Checklist, book: Book) -> None:
        self.log, self.checklist, self._book = log, checklist, book
        self._state = state.replay(log.events, str(log.path) if log.path else None)
        self._view = state.view(self._state, checklist)
        self._later: frozenset[str] = frozenset()
        self._proposal: Proposal | None = None

    @classmethod
    def open(
        cls, path: Path | None = None, *, checklist: Checklist | None = None, book: Book | None = None
    ) -> Conversation:
        """Resume the log at `path`, or start it there; None talks without a file. Raises BadInput."""
        conversation = cls(Log.open(path), checklist or checklists.load(), book or PriceBook())
        if not conversation.log.events:
            conversation._do({"do": "started", "format": state.FORMAT})
        return conversation

    # --- what stands

    @property
    def title(self) -> str:
        """The name of this decision; empty until it has one."""
        return self._state.title

    @property
    def current(self) -> QuestionPrompt | None:
        """What to ask now; None when every question is answered or skipped."""
        parts = self._current()
        return self._prompt(parts) if parts else None

    @property
    def core_done(self) -> bool:
        """Whether no core question is open."""
        return not self.open_core

    @property
    def answers(self) -> Mapping[str, Answer]:
        """Every answer that holds, those set aside included."""
        return dict(self._state.answers)

    @property
    def aside(self) -> frozenset[str]:
        """Facts answered but no longer asked for; they are kept, and are not in the case."""
        return self._view.aside

    @property
    def skipped(self) -> frozenset[str]:
        """Facts that were left open on purpose."""
        return self._state.skipped

    @property
    def open_facts(self) -> tuple[str, ...]:
        """Facts still to be asked, in order."""
        return self._view.open

    @property
    def open_core(self) -> tuple[str, ...]:
        """Facts of core questions still to be asked, in order."""
        return tuple(n for n in self._view.open if self.checklist.question(n).core)

    @property
    def passed_over(self) -> tuple[str, ...]:
        """Facts of core questions that wait although their turn has come."""
        now = self._current()
        at = self._view.open.index(now[0].fact.name) if now and now[0].fact.name in self._view.open else 0
        return tuple(n for n in self._view.open[:at] if n in self._later and self.checklist.question(n).core)

    @property
    def finished(self) -> str | None:
        """The file this interview was written to, unless something was said since."""
        return self._state.finished

    @property
    def unsaved(self) -> str | None:
        """Why the log on disk lacks the last answers; None when all is saved."""
        return self.log.unsaved

    def case(self) -> Case:
        """The answers that count."""
        return state.case(self._state, self._view)

    def transcript(self) -> list[ConversationTurn]:
        """What was asked, said and understood, in order; what was undone is gone."""
        turns = []
        for entry in self._state.entries:
            if entry.asked:
                turns.append(ConversationTurn("advisor", entry.asked))
            stale = all(self._state.answers.get(n) != entry.answers.get(n) for n in entry.facts)
            aside = all(n in self._view.aside for n in entry.facts)
            turns.append(
                ConversationTurn(
                    "you", entry.text, entry.facts, aside and not stale, stale and bool(entry.facts)
                )
            )
            turns.append(ConversationTurn("advisor", self._echo(entry.answers, entry.facts), entry.facts))
        return turns

    # --- what can be done

    def answer(self, text: str) -> Reaction:
        """Answer what is asked now. "not sure" leaves it open; an empty line keeps an answer, and gives none."""
        parts = self._current()
        if self._proposal is not None and _accepts(text, self._proposal):
            return self.accept()
        self._proposal = None
        if not parts:
            return Reaction(errors=("Every question is answered. Change one with /set fact value.",))
        if not text.strip():
            return self._nothing_said(parts[0])
        if _means_open(text, parts):
            return self._skip(parts, text.strip())
        if len(parts) > 1:
            return self._one_line(parts, text)
        return self._said(parts[0], text, parts[0].ask)

    @property
    def proposal(self) -> Proposal | None:
        """What was understood with doubt and waits for a yes."""
        return self._proposal

    def accept(self) -> Reaction:
        """Take over what was understood with doubt."""
        meant = self._proposal
        if meant is None:
            return Reaction(errors=("There is nothing to confirm.",))
        return self._record(meant.answers, meant.text, meant.asked)

    def skip(self) -> Reaction:
        """Leave what is asked now open."""
        parts = self._current()
        return self._skip(parts, "skip") if parts else Reaction(errors=("There is no question to skip.",))

    def set(self, name: str, text: str) -> Reaction:
        """Answer any fact, asked or not; "not sure" opens it."""
        self._proposal = None
        try:
            if name in FORMER and not is_not_sure(text):
                return self._record({TRIED: self._former(name, text)}, text, "")
            part = self._part(name)
        except BadInput as e:
            return Reaction(errors=(str(e),))
        return self._skip((part,), text.strip()) if _means_open(text, (part,)) else self._said(part, text, "")

    def _former(self, name: str, text: str) -> Answer:
        which = FORMER[name]
        read = Answer(self._book.resolve(text)) if which.kind == "model" else parse_answer(text, which)
        return cases.folded(self._state.answers.get(TRIED), {name: read})

    def measured(self, found: MeasuredAnswers) -> Reaction:
        """Take over answers that were measured and confirmed; each keeps its origin and its note."""
        return self._record(found.answers, found.text, "", found.evaluation)

    def edit(self, name: str) -> Reaction:
        """Ask one fact again; later answers stay."""
        try:
            return self._move(self._part(name).fact.name)
        except BadInput as e:
            return Reaction(errors=(str(e),))

    def back(self) -> Reaction:
        """Ask the fact answered or skipped before the present one again; later answers stay."""
        parts = self._current()
        order = list(self.checklist.parts)
        at = order.index(parts[0].fact.name) if parts else len(order)
        visited = self._view.facts.keys() | self._state.skipped
        before = [n for n in self._view.asked if n in visited and order.index(n) < at]
        if not before and self._state.cursor is None:
            return Reaction(errors=("This is the first question.",))
        return self._move(before[-1] if before else None)

    def undo(self) -> Reaction:
        """Take the last answer, skip, title or loaded case back."""
        before = state.undone(self.log.events)
        if before is None:
            return Reaction(errors=("There is nothing to undo.",))
        last = self._state.entries.last if len(self._state.entries) > len(before.entries) else None
        shown = f"Taken back: {shortened(last.text)}." if last else "Taken back."
        return self._change({"do": "undone"}, shown, last.facts if last else ())

    def name(self, title: str) -> Reaction:
        """Give this decision a title, any text up to cases.LONGEST_TITLE bytes."""
        title = title.encode("utf-8", "replace").decode()
        if len(title.encode()) > cases.LONGEST_TITLE:
            return Reaction(errors=("The title is longer than 1 MiB.",))
        return self._change({"do": "titled", "title": title}, f"Title: {shortened(title)}.", ())

    def load(self, case: Case, text: str = "") -> Reaction:
        """Take over all answers of a case, in place of what was said."""
        event = {"do": "loaded", "case": cases.dump(case), "text": text}
        return self._change(event, self._echo(case.answers, tuple(case.answers)), tuple(case.answers))

    def finish(self, file: str) -> Reaction:
        """Note that the case was written to `file`."""
        return self._change({"do": "finished", "file": file}, "", ())

    def ask_later(self, facts: Iterable[str]) -> None:
        """Let these facts wait until all others are answered; in place of what waited before."""
        self._later = frozenset(facts)

    # --- inside

    def _current(self) -> tuple[Part, ...]:
        return state.current(self._state, self._view, self.checklist, self._later)

    def _prompt(self, parts: Sequence[Part]) -> QuestionPrompt:
        question = self.checklist.question(parts[0].fact.name)
        whole, part = len(parts) > 1, parts[0]
        name = part.fact.name
        return QuestionPrompt(
            question=question,
            facts=tuple(p.fact.name for p in parts),
            ask=question.ask if whole else part.ask,
            example=question.example if whole else part.example,
            choices=() if whole else part.choices,
            default=None if whole else self._book.default(name, self._view.facts),
            given=None if whole else self._state.answers.get(name),
            progress=self._progress(question),
        )

    def _progress(self, question: Question) -> Progress:
        asked = set(self._view.asked) | ({self._state.cursor} if self._state.cursor else set())
        core = question.core is not None
        row = [
            q
            for q in self.checklist.questions
            if (q.core is not None) is core and any(p.fact.name in asked for p in q.parts)
        ]
        return Progress(row.index(question) + 1, len(row), core)

    def _part(self, name: str) -> Part:
        name = TRIED if name in FORMER else name
        if name in self.checklist.parts:
            return self.checklist.parts[name]
        close = near(name, ASKED)
        raise BadInput("no fact that can be set", text=name, near=close)

    def _nothing_said(self, part: Part) -> Reaction:
        if part.fact.name in self._state.answers:
            return self._move(None)
        return Reaction(errors=(f'Nothing was said. "{NOT_SURE}" leaves it open.',))

    def _said(self, part: Part, text: str, asked: str) -> Reaction:
        try:
            answer = self._read(part, text)
        except Doubtful as e:
            self._proposal = self._read_back({part.fact.name: e.answer}, text, asked)
            return Reaction(proposal=self._proposal)
        except BadInput as e:
            return Reaction(errors=(_ask_back(e, part.fact),))
        return self._record({part.fact.name: answer}, text, asked)

    def _read(self, part: Part, text: str) -> Answer:
        if part.fact.kind == "model":
            return model_names.answer(text, self._book.resolve)
        if part.fact.kind == "gaps":
            return tried(text, self._book.resolve, part.labels)
        return parse_answer(
            text,
            part.fact,
            labels=part.labels,
            tokens_per_request=cases.tokens_per_request(self.case().answers),
        )

    def _one_line(self, parts: Sequence[Part], text: str) -> Reaction:
        line = one_line.parse(text, self._book.resolve)
        errors = tuple(_ask_back(e, None) for e in line.errors)
        if line.unread:
            errors = (*errors, f"Not read: {'; '.join(shortened(u) for u in line.unread[:_SHOWN])}.")
        asked = self.checklist.question(parts[0].fact.name).ask
        done = self._record(line.found, text, asked) if line.found else Reaction()
        if line.doubtful:
            self._proposal = self._read_back(line.doubtful, text, "" if line.found else asked)
        return replace(done, errors=errors, proposal=self._proposal)

    def _record(
        self, answers: Mapping[str, Answer], text: str, asked: str, evaluation: EvalRecord | None = None
    ) -> Reaction:
        event: dict[str, Any] = {
            "do": "said",
            "facts": {n: state.recorded(a) for n, a in answers.items()},
            "text": _kept(text),
        }
        if asked:
            event["asked"] = asked
        if evaluation is not None:
            event["evaluation"] = eval_record.plain(evaluation)
        return self._change(event, self._echo(answers, tuple(answers)), tuple(answers))

    def _skip(self, parts: Sequence[Part], text: str) -> Reaction:
        names = tuple(p.fact.name for p in parts)
        asked = self.checklist.question(names[0]).ask if len(names) > 1 else parts[0].ask
        event = {"do": "skipped", "facts": list(names), "text": _kept(text), "asked": asked}
        return self._change(event, self._echo({}, names), names)

    def _move(self, to: str | None) -> Reaction:
        return self._change({"do": "moved", "to": to}, "", ())

    def _change(self, event: Mapping[str, Any], echo: str, facts: tuple[str, ...]) -> Reaction:
        before = self._view.aside
        self._proposal = None
        self._do(event)
        after = self._view.aside
        order = self.checklist.parts
        return Reaction(
            echo,
            facts,
            aside=tuple(n for n in order if n in after - before),
            restored=tuple(n for n in order if n in before - after and n in self._state.answers),
            unsaved=self.log.unsaved,
        )

    def _do(self, event: Mapping[str, Any]) -> None:
        if event["do"] == "undone":
            changed = state.replay([*self.log.events, event])
        else:
            changed = state.apply(self._state, event)
        self.log.append(event)
        self._state, self._view = changed, state.view(changed, self.checklist)

    def _echo(self, answers: Mapping[str, Answer], facts: tuple[str, ...]) -> str:
        shown = " · ".join(self._shown(n, answers.get(n)) for n in facts)
        measured = {n: a for n, a in answers.items() if a.source == "measured"}
        if not measured:
            return shown
        from advisor.interview.measured import origins

        return f"{shown}\nMeasured: {'; '.join(origins(measured))}."

    def _read_back(self, answers: Mapping[str, Answer], text: str, asked: str) -> Proposal:
        shown = [self._in_words(name, answer, alone=len(answers) == 1) for name, answer in answers.items()]
        return Proposal(answers, " · ".join(shown), text, asked)

    def _in_words(self, name: str, answer: Answer, *, alone: bool) -> str:
        """An answer in the words its question shows."""
        part, value = self.checklist.parts[name], answer.value
        if isinstance(value, str | bool | tuple) and part.labels:
            named = value if isinstance(value, tuple) else (_key(value),)
            label = " and ".join(part.labels.get(v, v) for v in named) or "none"
            return label if alone else f"{name.replace('_', ' ')}: {label}"
        return self._shown(name, answer)

    def _shown(self, name: str, answer: Answer | None) -> str:
        label = name.replace("_", " ")
        if answer is None:
            return f"{label}: left open"
        value = answer.value
        shown = words.value(name, value)
        if name == "model":
            return shown
        if isinstance(value, bool | str | tuple | ModelsTried):
            return f"{label}: {shown}"
        if answer.low is not None and answer.high is not None:
            shown += f" ({words.count(answer.low)} to {words.count(answer.high)})"
        match name:
            case "requests_per_month":
                return shown.replace(" requests/month", " calls/month")
            case "input_tokens" | "output_tokens":
                return shown.replace(" tokens/request", "") + (" in" if name == "input_tokens" else " out")
        return f"{label}: {shown}"


def _key(value: str | bool) -> str:
    return value if isinstance(value, str) else ("yes" if value else "no")


def _accepts(text: str, proposal: Proposal) -> bool:
    """Whether `text` takes a proposal; a yes to a yes-or-no question answers the question."""
    plain = quantity.normalise(text)
    flags = any(isinstance(a.value, bool) for a in proposal.answers.values())
    return plain in own_words.load().lists["accepts"] or (plain == "yes" and not flags)


def shortened(text: str, width: int = 80) -> str:
    """`text` as one line of at most `width` characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def _means_open(text: str, parts: Sequence[Part]) -> bool:
    if is_not_sure(text):
        return True
    plain = quantity.normalise(text)
    if len(parts) == 1 and parts[0].choices and plain == str(len(parts[0].choices) + 1):
        return True
    return len(parts) == 1 and parts[0].fact.kind in ("model", "gaps") and plain in _NO_MODEL


def _ask_back(error: BadInput, which: Fact | None) -> str:
    names = [which.name] if which else list(one_line.FACTS)
    message = re.sub(r"^(?:" + "|".join(names) + r")(?:: | )", "", error.message)
    return sentence(BadInput(message, text=error.text, expected=error.expected, near=error.near))


def sentence(error: Exception) -> str:
    """An error as a sentence: a capital at the front, a stop at the end."""
    text = str(error)
    return text[:1].upper() + text[1:] + ("" if text.endswith(("?", ".")) else ".")


def _kept(text: str, longest: int = 4000) -> str:
    return text.encode("utf-8", "replace").decode()[:longest]
