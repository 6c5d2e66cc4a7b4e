"""Lines out and lines in: what the plain interview says and hears, wrapped to the terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from advisor.text import table

_YES, _NO, _LEAVES = ("y", "yes", "1"), ("n", "no", "2", ""), ("/quit", "quit", "exit", "q")
_LONGEST = 2 * 1024 * 1024

GREETING = (
    'One question at a time, in your own words or by number. ? says why, "not sure" leaves it open, /help lists the '
    "commands.\n"
)


class InterviewLeft(Exception):
    """The user ended the interview before its end; `said` is whether in so many words."""

    def __init__(self, said: bool) -> None:
        self.said = said


class PlainLines:
    """Two text streams; `terminal`: a person types, so lines are wrapped and offers may be made in between."""

    def __init__(self, read: TextIO, write: TextIO, *, terminal: bool = False) -> None:
        self._in, self._out, self.terminal = read, write, terminal

    def say(self, text: str) -> None:
        """Print it; a line longer than the terminal goes on under its own beginning."""
        for line in text.split("\n") if self.terminal else [text]:
            print(_wrapped(line) if self.terminal else line, file=self._out, flush=True)

    def line(self, prompt: str, *, end_is_fine: bool = False) -> str | None:
        """The next line; at the end of the input None, or InterviewLeft."""
        print(_wrapped(prompt) if self.terminal else prompt, end="", file=self._out, flush=True)
        line = self._in.readline(_LONGEST)
        if not self.terminal:
            print(file=self._out)
        if not line:
            if end_is_fine:
                return None
            raise InterviewLeft(said=False)
        return line.rstrip("\r\n")

    def yes(
        self, question: str, *, end: bool | None = None, obeys: Callable[[str], bool] | None = None
    ) -> bool:
        """A yes or no; a person who says something else is asked again, in a pipe that is no.

        At the end of the input `end`, or InterviewLeft. `obeys` takes a command, and what else a person says, and
        tells whether that was a no.
        """
        self.say("")
        line = self.line(f"{question} (yes or no) ", end_is_fine=end is not None)
        if line is None:
            return bool(end)
        said = line.strip().lower()
        if said in _LEAVES:
            raise InterviewLeft(said=True)
        other = said.startswith("/") or (self.terminal and said not in (*_YES, *_NO))
        if other and obeys is not None:
            return not obeys(line) and self.yes(question, end=end, obeys=obeys)
        if self.terminal and said not in (*_YES, *_NO):
            self.say("  Neither yes nor no.")
            return self.yes(question, end=end, obeys=obeys)
        return said in _YES

    def row(self, count: int, question: str) -> int | None:
        """The number of one of `count` rows, from 0; anything else is none."""
        said = (self.line(question) or "").strip()
        return int(said) - 1 if said.isdecimal() and 1 <= int(said[:4]) <= count else None


def _wrapped(line: str) -> str:
    if len(line) <= table.width():
        return line
    text = line.lstrip(" ")
    indent, end = " " * (len(line) - len(text)), " " * (len(line) - len(line.rstrip(" ")))
    return "\n".join(table.wrap(text, indent, indent + "  ")) + end
