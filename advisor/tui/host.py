"""What the parts of the interview ask of the screen they work on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from textual.app import App

    from advisor.decision.decision import Decision
    from advisor.interview.conversation import Conversation
    from advisor.interview.reaction import Reaction
    from advisor.tui.live_outlook import LiveOutlook
    from advisor.tui.services import Services
    from advisor.tui.widgets.transcript_list import TranscriptTurn


@dataclass(frozen=True)
class Choice:
    """One row of a question of the app's own: its words, what it does, and a remark beside it."""

    label: str
    do: Callable[[], Any]
    note: str = ""


class InterviewHost(Protocol):
    """A screen with a conversation, a decision, a talk to remark in, and a line to answer on."""

    core: Services
    conversation: Conversation | None
    decision: Decision | None
    ahead: LiveOutlook

    @property
    def app(self) -> App[Any]:
        """The app that the screen belongs to."""

    @property
    def settled(self) -> bool:
        """Whether nothing that is open can change the verdict."""

    def remark(self, text: str, fault: bool = False) -> TranscriptTurn:
        """Say something that is not part of the interview's log."""

    def offer(
        self,
        ask: str,
        choices: Sequence[Choice],
        hint: str = "",
        must: bool = False,
        heard: Callable[[str], None] | None = None,
    ) -> None:
        """Put a question of the app's own; with `must` only a choice answers it, `heard` takes what is typed."""

    def misunderstood(self, text: str, errors: Sequence[str]) -> None:
        """Keep the words as the user's turn and say what was wrong."""

    def ensure_conversation(self) -> Conversation:
        """The conversation, started where there was none."""

    def show_reaction(self, reaction: Reaction) -> None:
        """Show what an input did, and decide again where it changed a fact."""

    def resume(self) -> None:
        """Back from a question of the app's own to the interview's."""

    def action_review(self) -> None:
        """Everything that was said, measured or assumed, on one page, and the way to the verdict."""

    def entitle(self, title: str) -> None:
        """Name this decision; the question or the doors at hand stay."""

    def put_line(self, text: str) -> None:
        """Begin what the user may finish on the answer line."""

    def explain(self) -> None:
        """Say why the question at hand is asked."""

    def measure(self, kind: str, paths: Sequence[Path]) -> None:
        """Read exports (`usage`) or sample prompts (`prompt`) and offer what they measure."""

    def action_help(self) -> None:
        """Say which commands and keys there are."""

    def action_show(self, name: str, start: str = "") -> None:
        """Put the rules, costs, sources, prices, outlook or cases screen on top, at the row `start`."""

    def action_export(self, suggested: str = "") -> None:
        """Ask where to write the memo or the case."""
