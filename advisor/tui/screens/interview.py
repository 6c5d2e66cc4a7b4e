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
from textual.content import Content
from textual.widgets import Input, Static

from advisor.errors import BadInput
from advisor.tui import interview_actions, messages
from advisor.tui.keys import INTERVIEW_KEYS
from advisor.tui.session import Choice, SessionScreen
from advisor.tui.text import panel_text
from advisor.tui.widgets.key_bar import KeyLine
from advisor.tui.widgets.panel import Panel
from advisor.tui.widgets.question import AnswerInput, QuestionView
from advisor.tui.widgets.transcript import AnswerTurn, Transcript

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.interview.conversation import Conversation, Reaction
    from advisor.tui.services import Services


class InterviewScreen(SessionScreen):
    """Talk, panel, keys. The conversation's log is the truth; this shows it."""

    BINDINGS: ClassVar[list[BindingType]] = list(INTERVIEW_KEYS)
    KEYS: ClassVar[list[tuple[str, str]]] = [
        ("back", "back"),
        ("panel", "panel"),
        ("app.open('rules')", "rules"),
        ("export", "export"),
        ("app.command_palette", "more"),
    ]

    def __init__(
        self,
        core: Services,
        case: Case | None = None,
        log: Path | None = None,
        usage: Sequence[Path] = (),
    ) -> None:
        super().__init__(core)
        self._given_case, self._given_log, self._given_usage = case, log, usage
        self._must_pick = False

    def compose(self) -> ComposeResult:
        """Title, talk and panel, keys."""
        yield Static("advisor", id="title", markup=False)
        with Horizontal(id="columns"):
            with Vertical(id="talk"):
                yield Transcript(id="transcript")
                yield QuestionView(id="question")
                yield Static(id="folded", markup=False)
                with Horizontal(id="prompt-line"):
                    yield Static(">", id="prompt-mark", markup=False)
                    yield AnswerInput(id="answer")
            yield Panel(id="panel")
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Paint the welcome at once; read rules, prices and saved interviews after that."""
        self.stand()
        self.query_one(AnswerInput).focus()
        if self._given_case is not None or self._given_log is not None:
            self.call_after_refresh(self._begin, self._given_log, self._given_case)
        else:
            self._welcome()
            if not self._given_usage:
                self.call_after_refresh(self.run_worker, self._find_unfinished())
        if self._given_usage:
            self.call_after_refresh(self.measure, "usage", self._given_usage)

    # --- beginning

    def _welcome(self) -> None:
        self._talk.remark(messages.WELCOME, "advisor")
        self.offer(
            messages.START, [(messages.OWN, self._begin), (messages.EXAMPLE, self._example)], messages.ANYTIME
        )

    async def _find_unfinished(self) -> None:
        from_disk = await asyncio.to_thread(self.core.unfinished)
        if from_disk is not None and self.conversation is None:
            name = panel_text.short_text(from_disk.title or "an unfinished interview")
            label = f"resume {name}: {from_disk.answers} answers, {from_disk.changed:%Y-%m-%d %H:%M}"
            self.offer(
                messages.START, [*self._menu, (label, lambda: self._begin(from_disk.path))], messages.ANYTIME
            )
        try:
            await asyncio.to_thread(self.core.warm)
        except (BadInput, RuntimeError) as e:
            self.remark(str(e), fault=True)

    def _begin(self, log: Path | None = None, case: Case | None = None, said: str = "") -> None:
        """Start or resume a conversation, and decide when there is something to decide on."""
        try:
            self.conversation = self.core.converse(log)
            if case is not None:
                self._changed |= set(self.conversation.load(case, said).facts)
        except BadInput as e:
            self._talk.remark(str(e), "fault")
            return
        self._enough = False
        self._refresh()
        self._decide()

    def _example(self) -> None:
        try:
            case = self.core.example()
        except BadInput as e:
            self._talk.remark(str(e), "fault")
            return
        self._begin(None, case, "the worked example")

    def action_new(self) -> None:
        """Leave this interview as it is and start another."""
        self.go_to(None)

    def go_to(self, log: Path | None, case: Case | None = None) -> None:
        """Show another interview; None starts a new one."""
        self._talk.clear()
        self.decision = None
        self.conversation = None
        self._changed.clear()
        self.ahead.changed(None)
        self._show_decision()
        if log is None and case is None:
            self._welcome()
            self._show_title()
        else:
            self._begin(log, case)

    # --- showing

    def _refresh(self) -> None:
        assert self.conversation is not None
        self._talk.follow(self.conversation.transcript())
        self._show_title()
        prompt = self.conversation.current
        if prompt is None:
            self.offer(
                "Every question is answered or left open.",
                [
                    ("export the memo", self.action_export),
                    ("copy the verdict", self.action_copy_verdict),
                    ("start another interview", self.action_new),
                ],
                "/set fact value changes an answer",
            )
            return
        self._menu, self._must_pick = (), False
        self.query_one(QuestionView).ask(
            Content.assemble((f"{prompt.progress} · ", "dim"), prompt.ask),
            prompt.labels,
            messages.hint(prompt),
        )
        picks = 0 if messages.takes_several(prompt) else min(9, len(prompt.labels))
        self.query_one(AnswerInput).expect(picks, f"1-{picks}, or in your own words" if picks else "")

    def offer(self, ask: str, choices: Sequence[Choice], hint: str = "", must: bool = False) -> None:
        """A question of the app's own, in place of the interview's; with `must` only a choice answers it."""
        self._menu, self._must_pick = choices, must
        self.query_one(QuestionView).ask(ask, [label for label, _ in choices], hint)
        self.query_one(AnswerInput).expect(len(choices), f"press 1-{len(choices)}")

    # --- answers

    @on(Input.Submitted, "#answer")
    def _submitted(self, event: Input.Submitted) -> None:
        event.input.clear()
        self.take(event.value)

    @on(AnswerInput.Digit)
    def _digit(self, event: AnswerInput.Digit) -> None:
        self.take(str(event.number))

    def action_pick(self, number: int) -> None:
        """A click on a choice: an answer, or one more number where several are taken."""
        line = self.query_one(AnswerInput)
        line.focus()
        if line.picks:
            line.clear()
            self.take(str(number))
        else:
            line.value = f"{line.value},{number}".lstrip(",")
            line.cursor_position = len(line.value)

    def take(self, text: str) -> None:
        """What the user said: a choice of the app's own, a command, or an answer."""
        from advisor.interview import commands

        plain = text.strip()
        self.query_one(Transcript).anchor()
        if (picked := messages.picked(plain, [label for label, _ in self._menu])) is not None:
            self._menu[picked][1]()
            return
        try:
            command = commands.parse(text)
        except BadInput as e:
            self._talk.remark(str(e), "fault")
            return
        if command is not None:
            from advisor.tui.slash_commands import obey

            obey(self, command)
            return
        if self._must_pick:
            self._talk.remark(f"Pick 1 to {len(self._menu)} first.", "fault")
            return
        if self.conversation is None:
            if not plain:
                return
            self._begin()
        assert self.conversation is not None
        self.did(self.conversation.answer(messages.spoken(self.conversation.current, text)))

    def did(self, reaction: Reaction) -> None:
        """Show what an input did, and decide again where it changed a fact."""
        self._refresh()
        for error in reaction.errors:
            self._talk.remark(error, "fault")
        for line in messages.moved(reaction):
            self._talk.remark(line)
        if reaction.unsaved:
            self._talk.remark(f"Kept in memory only, the disk refuses it: {reaction.unsaved}", "fault")
        if reaction.facts:
            self._changed |= set(reaction.facts)
            self._decide()

    def begun(self) -> Conversation:
        """The conversation, started where there was none."""
        if self.conversation is None:
            self._begin()
        assert self.conversation is not None
        return self.conversation

    def go_on(self) -> None:
        """Back from a question of the app's own to the interview's."""
        if self.conversation is None:
            self._welcome()
        else:
            self._refresh()

    # --- measuring

    def measure(self, kind: str, paths: Sequence[Path]) -> None:
        """Read exports (`usage`) or sample prompts (`prompt`) in the background and offer what they measure."""
        from advisor.tui import measuring

        work = measuring.usage if kind == "usage" else measuring.prompts
        self.run_worker(work(self, paths), group="measure", exclusive=True)

    def action_measure(self, kind: str) -> None:
        """Begin the command that measures; the file is typed."""
        from advisor.tui import measuring

        measuring.begin(self, kind)

    def on_key(self, event: events.Key) -> None:
        """What is typed anywhere else goes to the input."""
        line = self.query_one(AnswerInput)
        if event.is_printable and self.focused is not line:
            self.remove_class("panel-shown")
            line.focus()
            line.post_message(events.Key(event.key, event.character))
            event.stop()

    # --- editing

    @on(AnswerTurn.Edit)
    def _edit(self, event: AnswerTurn.Edit) -> None:
        self.query_one(AnswerInput).focus()
        conversation = self.conversation
        assert conversation is not None
        if len(event.facts) == 1:
            self.did(conversation.edit(event.facts[0]))
            return
        names = event.facts[:9]
        self.offer(
            "Which part of it?",
            [(n.replace("_", " "), lambda n=n: self.did(conversation.edit(n))) for n in names],  # type: ignore[misc]
        )

    @on(AnswerTurn.Left)
    def _left(self) -> None:
        self.query_one(AnswerInput).focus()

    @on(AnswerInput.Earlier)
    def action_edit_last(self) -> None:
        """Focus the last answer; Enter there edits it."""
        if answers := list(self.query(AnswerTurn)):
            answers[-1].focus()

    def action_back(self) -> None:
        """The question before, with everything after it kept."""
        if self.conversation is not None:
            self.did(self.conversation.back())

    def action_undo(self) -> None:
        """Take the last answer back."""
        if self.conversation is not None:
            self.did(self.conversation.undo())

    # --- why

    @on(AnswerInput.Why)
    def why(self) -> None:
        """Explain the question at hand, in place."""
        self.run_worker(interview_actions.explain(self), group="why", exclusive=True)

    def action_help(self) -> None:
        """Commands and keys."""
        self.remark(interview_actions.help_text(self))

    # --- panel and screens

    def action_panel(self) -> None:
        """Fold or unfold the panel."""
        self.toggle_class("panel-shown" if self.has_class("-narrow") else "panel-hidden")
        (self.query_one(Panel) if self.has_class("panel-shown") else self.query_one(AnswerInput)).focus()

    def action_scroll(self, where: str) -> None:
        """Scroll the talk, or the panel where it is all there is to see, without leaving the input."""
        talk = self.query_one(Transcript)
        read = self.query_one(Panel) if self.has_class("panel-shown") else talk
        if where == "up":
            read.scroll_page_up()
        else:
            read.scroll_page_down(on_complete=talk.follow_at_end)

    def action_show(self, name: str, route: str = "") -> None:
        """Put the rules, costs, prices or cases screen on top; costs start at `route`."""
        interview_actions.open_screen(self, name, route)

    def chosen(self, path: str | None) -> None:
        """Go on with the interview picked on the cases screen."""
        if path is not None:
            self.go_to(Path(path))

    # --- getting out

    def action_export(self, suggested: str = "") -> None:
        """Ask where to write the memo or the case."""
        if self.decision is None:
            self._talk.remark("There is nothing to export yet.", "fault")
            return
        from advisor.tui.screens.export import ExportScreen, file_name

        self.app.push_screen(
            ExportScreen(self.decision, suggested or file_name(self.decision.title)), self._exported
        )

    def _exported(self, path: str | None) -> None:
        if path is not None and self.conversation is not None:
            self.conversation.finish(path)
            self._talk.remark(f"Written: {path}")

    def action_copy_verdict(self) -> None:
        """Put the verdict on the clipboard."""
        self.run_worker(
            interview_actions.copy(self, "The verdict", lambda d: messages.verdict(d, self.ahead.settled)),
            group="copy",
        )

    def action_copy_memo(self) -> None:
        """Put the whole memo on the clipboard."""
        from advisor.tui.screens.export import memo

        self.run_worker(interview_actions.copy(self, "The memo", lambda d: memo(d, "memo")), group="copy")
