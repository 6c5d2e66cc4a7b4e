"""Keeps the transcript on screen equal to the conversation's, turn by turn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from advisor.tui.text.styles import YOU
from advisor.tui.widgets.transcript_list import AnswerTurn, Transcript, TranscriptTurn, Voice

if TYPE_CHECKING:
    from advisor.interview.transcript import ConversationTurn as Spoken


class Talk:
    """Shows turns, and the app's remarks after the turn they belong to."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._shown: list[tuple[Spoken, list[TranscriptTurn]]] = []
        self._loose: list[TranscriptTurn] = []
        self._open: list[TranscriptTurn] = []

    def follow(self, turns: Iterable[Spoken]) -> None:
        """Show exactly these turns; those already on screen stay, with what was remarked on them."""
        wanted = [t for t in turns if t.text]
        same = 0
        for (shown, _), turn in zip(self._shown, wanted, strict=False):
            if (shown.who, shown.text, shown.facts) != (turn.who, turn.text, turn.facts):
                break
            same += 1
        for _, widgets in self._shown[same:]:
            for widget in widgets:
                widget.remove()
        del self._shown[same:]
        for at in range(same):
            turn, widgets = wanted[at], self._shown[at][1]
            if isinstance(widgets[0], AnswerTurn):
                widgets[0].mark(aside=turn.aside, replaced=turn.replaced)
            self._shown[at] = (turn, widgets)
        fresh = [(t, [_widget(t, echo=_is_echo(wanted, same + i))]) for i, t in enumerate(wanted[same:])]
        if fresh:
            self._drop_open()
        self._shown += fresh
        self._transcript.add(*(w for _, ws in fresh for w in ws))

    def remark(self, text: str, voice: Voice = "note") -> TranscriptTurn:
        """Say something that is not part of the log; what is returned can be said anew."""
        turn = TranscriptTurn(text, voice)
        (self._shown[-1][1] if self._shown else self._loose).append(turn)
        self._transcript.add(turn)
        return turn

    def heard(self, text: str) -> None:
        """Keep the words as the user's turn until it is clear what they mean, or others are said."""
        self._drop_open()
        self._open = [self.remark(f"{text.strip()}{YOU}", "unread")]

    def misunderstood(self, text: str, errors: Iterable[str]) -> None:
        """Keep the words as the user's turn, and say what was wrong, in place of what was not understood before."""
        self.heard(text)
        self._open.append(self.remark("\n".join(errors), "fault"))

    def _drop_open(self) -> None:
        """Take what was not understood, or only read back, off the screen."""
        for turn in self._open:
            turn.remove()
        self._open = []

    def clear(self) -> None:
        """Take everything off the screen."""
        self._shown, self._loose, self._open = [], [], []
        self._transcript.remove_children()


def _is_echo(turns: list[Spoken], at: int) -> bool:
    return at > 0 and turns[at].who == "advisor" and turns[at - 1].who == "you"


def _widget(turn: Spoken, *, echo: bool) -> TranscriptTurn:
    if turn.who == "you":
        said = AnswerTurn(turn.text, turn.facts)
        said.mark(aside=turn.aside, replaced=turn.replaced)
        return said
    return TranscriptTurn(turn.text, "note" if echo else "advisor")
