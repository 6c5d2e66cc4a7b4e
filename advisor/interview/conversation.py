"""One question at a time over an append-only log; everything the conversation knows is its replay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.case import case as cases
from advisor.case import eval_record
from advisor.case.answer import Answer, is_not_sure
from advisor.case.case import Case
from advisor.case.facts import FORMER, TRIED
from advisor.decision import checklist as checklists
from advisor.decision.checklist import Checklist, Part
from advisor.errors import BadInput
from advisor.interview import corrected, hearing, state, tried_again, turn_opening
from advisor.interview import read_answer as reader
from advisor.interview.event_log import Log
from advisor.interview.hearing import Heard
from advisor.interview.interview_view import InterviewView
from advisor.interview.known import Known
from advisor.interview.price_lookup import Book, PriceBook
from advisor.interview.question_prompt import NOT_SURE
from advisor.interview.reaction import Proposal, Reaction
from advisor.interview.said_back import echo, kept
from advisor.text import words

if TYPE_CHECKING:
    from advisor.interview.measured import MeasuredAnswers

ALL_ANSWERED = "Every question is answered. Change one with /set fact value."


class Conversation(InterviewView):
    """One interview. Every method that changes something writes one event and says what it did."""

    def __init__(self, log: Log, checklist: Checklist, book: Book) -> None:
        super().__init__(log, checklist, book)
        self._proposal: Proposal | None = None
        self._repeated: Proposal | None = None
        self._in_doubt: tuple[str, ...] = ()

    @classmethod
    def open(
        cls, path: Path | None = None, *, checklist: Checklist | None = None, book: Book | None = None
    ) -> Conversation:
        """Resume the log at `path`, or start it there; None talks without a file. Raises BadInput."""
        conversation = cls(Log.open(path), checklist or checklists.load(), book or PriceBook())
        if not conversation.log.events:
            conversation._do({"do": "started", "format": state.FORMAT})
        return conversation

    # --- what can be done

    def answer(self, text: str) -> Reaction:
        """Answer what is asked now. "not sure" leaves it open; an empty line keeps an answer, and gives none.

        What else was read back before waits for a yes once more.
        """
        return self._reply(text, self._answered, self._current())

    def tell(self, text: str) -> Reaction:
        """Hear what `text` tells where no question is put; it is read back, and answers none."""
        return self._reply(text, lambda t: self._take(hearing.told(t, self._known())), ())

    def _reply(self, text: str, hear: Callable[[str], Reaction], asked: Sequence[Part]) -> Reaction:
        waiting = self._proposal
        if waiting is not None and reader.accepts(text, waiting, asked):
            return self.accept()
        if waiting is not None and (place := reader.left_out(text, waiting)) is not None:
            self._proposal = waiting.without(place)
            return self.accept()
        self._proposal = None
        self._in_doubt = tuple(waiting.answers) if waiting is not None else ()
        if waiting is None or not reader.takes_yes_or_no(waiting, asked):
            return self._once_more(waiting, hear(text))
        if turn_opening.refuses(text):
            return Reaction()
        meant = turn_opening.behind_refusal(text)
        return self._once_more(waiting if meant == text else None, hear(meant))

    def _answered(self, text: str) -> Reaction:
        parts = self._current()
        if not parts:
            told = hearing.told(text, self._known())
            return self._take(told) if told.proposal else Reaction(errors=(ALL_ANSWERED,))
        if not text.strip():
            return self._nothing_said(parts[0])
        if reader.means_open(text, parts):
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
        return self._take(Heard(meant.answers, meant.text, meant.asked))

    def let_go(self) -> None:
        """Drop what was understood with doubt: it was not meant."""
        self._proposal = None

    def skip(self) -> Reaction:
        """Leave what is asked now open."""
        parts = self._current()
        return self._skip(parts, "skip") if parts else Reaction(errors=("There is no question to skip.",))

    def set(self, name: str, text: str, asked: str = "", words: str = "") -> Reaction:
        """Answer any fact, asked or not; "not sure" opens it. `words` are kept as what was said, where others are."""
        self._proposal = None
        try:
            if name in FORMER and not is_not_sure(text):
                former = reader.read_former(name, text, self._book, self._state.answers)
                return self._record({TRIED: former}, text, "")
            part = reader.part_named(name, self.checklist)
        except BadInput as e:
            return Reaction(errors=(str(e),))
        if reader.means_open(text, (part,)):
            return self._skip((part,), text.strip())
        return self._said(part, text, asked, words)

    def measured(self, found: MeasuredAnswers) -> Reaction:
        """Take over answers that were measured and confirmed; each keeps its origin and its note."""
        record = {} if found.evaluation is None else eval_record.plain(found.evaluation)
        return self._record(found.answers, found.text, "", tuple(found.reopened), evaluation=record)

    def edit(self, name: str) -> Reaction:
        """Ask one fact again; later answers stay."""
        try:
            return self._move(reader.part_named(name, self.checklist).fact.name)
        except BadInput as e:
            return Reaction(errors=(str(e),))

    def back(self) -> Reaction:
        """Ask the fact answered or skipped before the present one again; later answers stay."""
        before = state.before(self._state, self._view, self.checklist, self._current())
        first = before is None and self._state.cursor is None
        return Reaction(errors=("This is the first question.",)) if first else self._move(before)

    def undo(self) -> Reaction:
        """Take the last answer, skip, title or loaded case back."""
        before = state.undone(self.log.events)
        if before is None:
            return Reaction(errors=("There is nothing to undo.",))
        last = self._state.entries.last if len(self._state.entries) > len(before.entries) else None
        shown = f"Taken back: {words.shortened(last.text)}." if last else "Taken back."
        return self._change({"do": "undone"}, shown, last.facts if last else ())

    def name(self, title: str) -> Reaction:
        """Give this decision a title, any text up to cases.LONGEST_TITLE bytes."""
        title = title.encode("utf-8", "replace").decode()
        if len(title.encode()) > cases.LONGEST_TITLE:
            return Reaction(errors=("The title is longer than 1 MiB.",))
        return self._change({"do": "titled", "title": title}, f"Title: {words.shortened(title)}.", ())

    def load(self, case: Case, text: str = "") -> Reaction:
        """Take over all answers of a case, in place of what was said."""
        event = {"do": "loaded", "case": cases.dump(case), "text": text}
        return self._change(
            event, echo(case.answers, tuple(case.answers), self.checklist), tuple(case.answers)
        )

    def finish(self, file: str) -> Reaction:
        """Note that the case was written to `file`."""
        return self._change({"do": "finished", "file": file}, "", ())

    def ask_later(self, facts: Iterable[str]) -> None:
        """Let these facts wait until all others are answered; in place of what waited before."""
        self._later = frozenset(facts)

    # --- inside

    def _once_more(self, waiting: Proposal | None, done: Reaction) -> Reaction:
        """`done`, with what was read back beside its facts and has neither been answered nor repeated yet.

        What is read back now of other facts is put together with it.
        """
        if waiting is None or waiting is self._repeated:
            return done
        rest = hearing.left_over(waiting, done.facts, self._proposal, self._known())
        if rest is not None:
            self._proposal = rest
            understood = done.facts or not done.errors
            self._repeated = rest if understood else self._repeated
        return replace(done, proposal=rest) if rest is not None else done

    def _nothing_said(self, part: Part) -> Reaction:
        if part.fact.name in self._state.answers:
            return self._move(None)
        return Reaction(errors=(f'Nothing was said. "{NOT_SURE}" leaves it open.',))

    def _said(self, part: Part, text: str, asked: str, words: str = "") -> Reaction:
        heard = corrected.hear(self._state.entries, part, text, asked, self._known())
        if heard.errors and reader.opens_with_shrug(text, part, self._book):
            return self._skip((part,), text.strip())
        return self._take(replace(heard, text=words or heard.text))

    def _known(self) -> Known:
        return Known(self.checklist, self._book, self.case().answers, self._view.open, self._in_doubt)

    def _one_line(self, parts: Sequence[Part], text: str) -> Reaction:
        asked = self.checklist.question(parts[0].fact.name).ask
        return self._take(hearing.described(text, asked, self.checklist, self._book))

    def _take(self, heard: Heard) -> Reaction:
        """Take over what is certain, and keep what must be read back until it gets a yes."""
        given = (heard.answers, heard.text, heard.asked)
        done = self._record(*given, prices=heard.prices) if heard.answers else Reaction()
        entries = self._state.entries
        self._proposal = heard.proposal or tried_again.beside_a_miss(done.facts, entries, self._known())
        return replace(done, errors=heard.errors, proposal=self._proposal)

    def _record(
        self, answers: Mapping[str, Answer], text: str, asked: str, opened: tuple[str, ...] = (), **also: Any
    ) -> Reaction:
        facts = {n: state.recorded(a) for n, a in answers.items()}
        event: dict[str, Any] = {"do": "said", "facts": facts, "text": kept(text)}
        more = {"asked": asked, "opened": list(opened), **also}
        event |= {name: said for name, said in more.items() if said}
        return self._change(event, echo(answers, (*answers, *opened), self.checklist), (*answers, *opened))

    def _skip(self, parts: Sequence[Part], text: str) -> Reaction:
        names = tuple(p.fact.name for p in parts)
        asked = self.checklist.question(names[0]).ask if len(names) > 1 else parts[0].ask
        event = {"do": "skipped", "facts": list(names), "text": kept(text), "asked": asked}
        return self._change(event, echo({}, names, self.checklist), names)

    def _move(self, to: str | None) -> Reaction:
        return self._change({"do": "moved", "to": to}, "", ())

    def _change(self, event: Mapping[str, Any], echo: str, facts: tuple[str, ...]) -> Reaction:
        before, order = self._view.aside, self.checklist.parts
        self._proposal = None
        self._do(event)
        after = self._view.aside
        return Reaction(
            echo,
            facts,
            aside=tuple(n for n in order if n in after - before),
            restored=tuple(n for n in order if n in before - after and n in self._state.answers),
            unsaved=self.log.unsaved,
        )

    def _do(self, event: Mapping[str, Any]) -> None:
        undone = event["do"] == "undone"
        changed = state.replay([*self.log.events, event]) if undone else state.apply(self._state, event)
        self.log.append(event)
        self._state, self._view = changed, state.view(changed, self.checklist)
