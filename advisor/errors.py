"""The one error a user of advisor ever has to read: what is wrong, where, and what was expected."""

from __future__ import annotations

import re
from collections.abc import Iterable

INTERNAL, UNWRITTEN = 70, 74
"""Exit codes of an error of our own, and of an output that could not be written (as in sysexits.h)."""
# What a CI server obeys: `::error ...` where a line begins, after blanks too, and `##[...]` anywhere.
_COMMAND = re.compile(r"^[ \t]*:(?=:)|#(?=#\w*\[)", re.MULTILINE)
_HIDDEN = "\N{REPLACEMENT CHARACTER}"


class BadInput(ValueError):
    """Input that cannot be used. Renders as `file:line: message "text"; expected ...; did you mean ...?`."""

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        text: object = None,
        expected: str | None = None,
        near: str | None = None,
        fact: str | None = None,
    ) -> None:
        self.message, self.file, self.line, self.fact = message, file, line, fact
        self.text, self.expected, self.near = text, expected, near
        super().__init__(str(self))

    def at(self, file: str | None, line: int | None) -> BadInput:
        """The same error with a place filled in where it had none."""
        return BadInput(
            self.message,
            file=self.file or file,
            line=self.line if self.line is not None else line,
            text=self.text,
            expected=self.expected,
            near=self.near,
            fact=self.fact,
        )

    def about(self, fact: str) -> BadInput:
        """The same error, known to be about the answer to `fact`; not part of the text."""
        return BadInput(
            self.message,
            file=self.file,
            line=self.line,
            text=self.text,
            expected=self.expected,
            near=self.near,
            fact=fact,
        )

    def __str__(self) -> str:
        place = ":".join(str(p) for p in (self.file, self.line) if p is not None)
        parts = [f"{place}: {self.message}" if place else self.message]
        if self.text is not None:
            parts[0] += f": {clip(self.text)}"
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.near:
            parts.append(f"did you mean {self.near}?")
        return printable("; ".join(parts))


class EngineUnavailable(RuntimeError):
    """The durable-rules extension cannot be imported; the message says how to build it."""


def clip(text: object, width: int = 80) -> str:
    """`text` as one printable quoted line of at most `width` characters."""
    shown = printable((text if isinstance(text, str) else _repr(text))[: width + 1])
    return f'"{shown[: width - 1]}…"' if len(shown) > width else f'"{shown}"'


def printable(text: str) -> str:
    """`text` on one line, with a mark for each character that is layout, direction or a terminal's command."""
    shown = text if text.isprintable() else "".join(c if c.isprintable() else _HIDDEN for c in text)
    return powerless(shown)


def powerless(text: str) -> str:
    """`text` with a blank inside each sign that a CI server takes for a command."""
    return _COMMAND.sub(lambda found: f"{found[0]} ", text)


def _repr(value: object) -> str:
    try:
        return repr(value)
    except ValueError:  # a whole number of thousands of digits
        return "a number of very many digits"


def near(word: object, names: Iterable[str], alike: float = 0.6) -> str | None:
    """The name closest to `word`, or None when none is so far `alike`, from 0 to 1."""
    import difflib

    found = difflib.get_close_matches(str(word)[:100].lower(), list(names), n=1, cutoff=alike)
    return found[0] if found else None
