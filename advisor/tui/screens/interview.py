"""The interview: one question at a time on the left, the panel of the latest decision on the right."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from advisor.case.fact_names import shown
from advisor.errors import BadInput
from advisor.text import words
from advisor.tui import interview_actions, messages
from advisor.tui.browsing import BrowsingScreen
from advisor.tui.host import Choice, InterviewHost
from advisor.tui.keys import INTERVIEW_KEYS
from advisor.tui.widgets.answer_input import AnswerInput
from advisor.tui.widgets.key_bar import KeyLine
from advisor.tui.widgets.panel import Panel
from advisor.tui.widgets.question import QuestionView
from advisor.tui.widgets.transcript_list import AnswerTurn, Transcript

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.interview.beginning import Beginning
    from advisor.interview.conversation import Conversation
    from advisor.tui.services import Services


class InterviewScreen(BrowsingScreen):
    """Talk, panel, keys. The conversation's log is the truth; this shows it."""

    BINDINGS: ClassVar[list[BindingType]] = list(INTERVIEW_KEYS)
    KEYS: ClassVar[list[tuple[str, str]]] = [
        ("back", "back"),
        ("panel", "panel"),
        ("review", "answers"),
        ("app.command_palette", "all"),
        ("app.leave", "leave"),
    ]

    def __init__(self, core: Services, beginning: Beginning) -> None:
        super().__init__(core)
        self._given = beginning
        self._saved: tuple[Choice, ...] = ()

    @property
    def host(self) -> InterviewHost:
        """This screen."""
        return self

    def compose(self) -> ComposeResult:
        """Title, talk and panel, keys."""
        yield Static("advisor", id="title", markup=False)
        with Horizontal(id="columns"):
            with Vertical(id="talk"):
                yield Static(messages.WELCOME, id="welcome", markup=False)
                yield Transcript(id="transcript")
                yield QuestionView(id="question")
                with Horizontal(id="prompt-line"):
                    yield Static(">", id="prompt-mark", markup=False)
                    yield AnswerInput(id="answer")
                yield Static(id="folded", markup=False)
            yield Panel(id="panel")
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Paint the first screen at once; read rules, prices and saved interviews after that."""
        self.start()
        self.line.focus()
        if self._given.case is not None or self._given.log is not None:
            self.call_after_refresh(self._begin, self._given.log, self._given.case)
        else:
            self._welcome()
            if not (self._given.usage or self._given.evals):
                self.call_after_refresh(self.run_worker, self._find_unfinished())
        if self._given.usage:
            self.call_after_refresh(self.measure, "usage", self._given.usage)
        elif self._given.evals:
            self.call_after_refresh(self.measure, "evals", self._given.evals)

    def on_resize(self) -> None:
        """Fit the first line."""
        self._show_title()

    # --- beginning

    def _welcome(self) -> None:
        self.add_class("welcome")
        self._show_title()
        self.offer(
            messages.DOORS,
            [
                Choice(messages.DESCRIBE, self._begin, messages.DESCRIBED),
                Choice(messages.MEASURE, lambda: self.put_line("/usage "), messages.MEASURED),
                Choice(messages.EXAMPLE, self._example, messages.EXAMPLED),
                *self._saved,
            ],
        )
        self.line.placeholder = messages.FIRST_LINE

    async def _find_unfinished(self) -> None:
        await self._offer_saved()
        try:
            await asyncio.to_thread(self.core.warm)
            self.ahead.prepare()
            self._show_title()
        except (BadInput, RuntimeError) as e:
            self.remark(str(e), fault=True)

    async def _offer_saved(self) -> None:
        """Offer the interview that was left in the middle, and the way to all others."""
        left, kept = await asyncio.to_thread(lambda: (self.core.unfinished(), self.core.kept()))
        self._saved = ()
        if left is not None:
            note = f"{left.answers} answers, {left.changed:%Y-%m-%d %H:%M}"
            name = f'{messages.RESUME} "{words.shortened(left.called, messages.NAME_WIDTH)}"'
            self._saved = (Choice(name, lambda: self._begin(left.path), note),)
        if kept > len(self._saved):
            earlier = Choice(messages.EARLIER, lambda: self.action_show("cases"), messages.EARLIER_TOLD)
            self._saved = (*self._saved, earlier)
        if self._saved and self.conversation is None and self.has_class("welcome"):
            self._welcome()

    def _begin(self, log: Path | None = None, case: Case | None = None, said: str = "") -> None:
        """Start or resume a conversation, and decide when there is something to decide on."""
        try:
            self.conversation = self.core.converse(log)
            if case is not None:
                self._changed |= set(self.conversation.load(case, said).facts)
        except BadInput as e:
            self.remark(str(e), fault=True)
            return
        self.remove_class("welcome")
        self.resume()
        self._decide()

    def _example(self) -> None:
        try:
            case = self.core.example()
        except BadInput as e:
            self.remark(str(e), fault=True)
            return
        self._enough = True
        self._begin(None, case, "the worked example")
        self.show_verdict()

    def action_new(self) -> None:
        """Leave this interview as it is and start another."""
        self.go_to(None)

    def go_to(self, log: Path | None) -> None:
        """Show another interview; None starts a new one."""
        self.forget()
        if log is None:
            self._welcome()
            self.run_worker(self._offer_saved())
        else:
            self._begin(log)

    def ensure_conversation(self) -> Conversation:
        """The conversation, started where there was none."""
        if self.conversation is None:
            self._begin()
        assert self.conversation is not None
        return self.conversation

    # --- showing

    def resume(self) -> None:
        """Back from a question of the app's own to the interview's."""
        if self.conversation is None:
            self._welcome()
            return
        self._talk.follow(self.conversation.transcript())
        self._show_title()
        prompt = self.conversation.current
        if prompt is None:
            self.finish()
        elif self._at_doors:
            self.offer_doors()
        else:
            self._at_doors = False
            self.ask(prompt)

    # --- measuring

    def measure(self, kind: str, paths: Sequence[Path]) -> None:
        """Read exports (`usage`), sample prompts (`prompt`) or results (`evals`) and offer what they measure."""
        from advisor.evals.asked import Asked
        from advisor.tui import measuring

        self.remove_class("welcome")
        if kind == "evals":
            measuring.ask_bar(self, paths, Asked())
            return
        work = measuring.usage if kind == "usage" else measuring.prompts
        self.run_worker(work(self, paths), group="measure", exclusive=True)

    def action_measure(self, kind: str) -> None:
        """Begin the command that measures; the file is typed."""
        self.put_line(f"/{kind} ")

    # --- keys

    def on_key(self, event: events.Key) -> None:
        """What is typed anywhere else goes to the line; a digit does nothing while the question is hidden."""
        hidden = self.has_class("panel-shown")
        if not event.is_printable or self.focused is self.line:
            return
        event.stop()
        if hidden and (event.character or "").isdigit():
            return
        self.remove_class("panel-shown")
        self.line.focus()
        self.line.post_message(events.Key(event.key, event.character))

    @on(AnswerInput.Leave)
    def action_escape(self) -> None:
        """Leave what is open: the panel, what completes the line, the typed text, a highlighted row."""
        if self.has_class("panel-shown"):
            self.action_panel()
        elif self.line.value:
            self.line.clear()
        else:
            self.line.focus()
            self.view.restore()

    # --- editing

    @on(AnswerTurn.Edit)
    def _edit(self, event: AnswerTurn.Edit) -> None:
        self.line.focus()
        conversation = self.ensure_conversation()
        if len(event.facts) == 1:
            self.show_reaction(conversation.edit(event.facts[0]))
            return
        self.offer("Which part of it?", [Choice(shown(n), lambda n=n: self.edit(n)) for n in event.facts])  # type: ignore[misc]

    @on(AnswerTurn.PickingDone)
    def _left(self) -> None:
        self.line.focus()

    def action_edit_last(self) -> None:
        """Focus the last answer; Enter there edits it."""
        if answers := list(self.query(AnswerTurn)):
            answers[-1].focus()

    def action_back(self) -> None:
        """The question before, with everything after it kept."""
        if self._menu and self.conversation is not None and self.conversation.current is not None:
            self._at_doors = False
            self.resume()
        elif self.conversation is not None:
            self.show_reaction(self.conversation.back())

    def action_undo(self) -> None:
        """Take the last answer back."""
        if self.conversation is not None:
            interview_actions.undo(self.host)
