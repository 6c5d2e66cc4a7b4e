"""Looking around from the interview: the panel, the screens that its rows open, why a question is asked."""

from __future__ import annotations

from pathlib import Path

from textual import on

from advisor.errors import BadInput
from advisor.tui import interview_actions
from advisor.tui.finishing import FinishingScreen
from advisor.tui.widgets.answer_input import AnswerInput
from advisor.tui.widgets.panel import Panel
from advisor.tui.widgets.transcript_list import Transcript


class BrowsingScreen(FinishingScreen):
    """Opens what there is to look at, and comes back to the line."""

    def go_to(self, log: Path | None) -> None:
        """Show another interview; None starts a new one."""
        raise NotImplementedError

    @on(Panel.Open)
    def _open(self, event: Panel.Open) -> None:
        if event.name == "review":
            self.action_review()
        else:
            self.action_show(event.name, event.start)

    @on(Panel.Left)
    def _panel_left(self) -> None:
        if self.has_class("panel-shown"):
            self.action_panel()
        self.line.focus()

    # --- why

    @on(AnswerInput.Why)
    def explain(self) -> None:
        """Explain the question at hand, in place; the Enter that people type after `?` answers nothing."""
        self.view.picks.highlight(None)
        self.run_worker(interview_actions.explain(self.host), group="why", exclusive=True)

    def action_help(self) -> None:
        """Commands and keys."""
        self.remove_class("panel-shown", "welcome")
        bound = ((key, b.binding) for key, b in self.active_bindings.items())
        self.remark(interview_actions.help_text(bound))

    # --- panel and screens

    def action_panel(self) -> None:
        """Fold or unfold the panel."""
        self.toggle_class("panel-shown" if self.has_class("-narrow") else "panel-hidden")
        (self.query_one(Panel) if self.has_class("panel-shown") else self.line).focus()

    def action_panel_focus(self) -> None:
        """To the panel, where it is in sight."""
        if self.query_one(Panel).region:
            self.query_one(Panel).focus()

    def action_scroll(self, where: str) -> None:
        """Scroll the talk, or the panel where it is all there is to see, without leaving the input."""
        talk = self.query_one(Transcript)
        read = self.query_one(Panel) if self.has_class("panel-shown") else talk
        if where == "up":
            read.scroll_page_up()
        else:
            read.scroll_page_down(on_complete=talk.follow_at_end)

    def action_show(self, name: str, start: str = "") -> None:
        """Put the rules, costs, prices, outlook or cases screen on top, at the row `start`."""
        if name == "cases":
            from advisor.tui.screens.cases import CasesScreen

            self.app.push_screen(CasesScreen(self.core), self.chosen)
            return
        try:
            screen = interview_actions.screen_for(self.host, name, start)
        except BadInput as e:
            self.remark(str(e), fault=True)
            return
        if screen is not None:
            self.app.push_screen(screen)
        else:
            self.remark("There is no case yet to show this on: answer the first question.", fault=True)

    def chosen(self, path: str | None) -> None:
        """Go on with the interview picked on the cases screen."""
        if path is not None:
            self.go_to(Path(path))
