"""JSON that is read value by value, so that a log of any size takes the memory of its longest row."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import IO, Any

from advisor.errors import BadInput
from advisor.evals.limits import CHUNK, LONGEST_VALUE

Place = tuple[str, ...]

_BLANK = " \t\n\r"
_LONGEST_WORD = len("-Infinity") + 3
_DECODER = json.JSONDecoder(strict=False)


def members(handle: IO[str], rows: Place, file: str, *more: Place) -> Iterator[tuple[Place, Any]]:
    """What a JSON document holds, in its order: `(place, value)`.

    A list at the place `rows`, or at one of `more`, is given element by element under that place; objects on the way
    to it are entered, everything else comes whole. A document that is a list itself has its rows at `()`.
    Raises BadInput for what is no JSON, ends early, or holds a value over LONGEST_VALUE.
    """
    reader = _StreamReader(handle, file)
    yield from _value(reader, (), (rows, *more))
    if reader.peek():
        raise reader.broken("more text after the end of the JSON")


def lines(handle: IO[str], file: str) -> Iterator[tuple[int, Any]]:
    """The values of a file with one JSON value a line, each with its line from 1; a broken line gives BadInput."""
    number = 0
    while line := handle.readline(LONGEST_VALUE + 1):
        number += 1
        if len(line) > LONGEST_VALUE:
            raise BadInput(f"a line longer than {LONGEST_VALUE // 1024**2} MiB", file=file, line=number)
        if not line.strip():
            continue
        try:
            yield number, json.loads(line, strict=False)
        except (ValueError, RecursionError):
            yield number, BadInput("broken JSON", file=file, line=number, text=line.strip())


def _value(reader: _StreamReader, place: Place, rows: Collection[Place]) -> Iterator[tuple[Place, Any]]:
    if place in rows and reader.peek() == "[":
        reader.take("[")
        while not reader.ends("]"):
            yield place, reader.value()
    elif any(place == r[: len(place)] != r for r in rows) and reader.peek() == "{":
        reader.take("{")
        while not reader.ends("}"):
            key = reader.value()
            reader.take(":")
            yield from _value(reader, (*place, str(key)), rows)
    else:
        yield place, reader.value()


class _StreamReader:
    """A window over the text: what is decoded is dropped, what is incomplete is read on."""

    def __init__(self, handle: IO[str], file: str) -> None:
        self.handle, self.file = handle, file
        self.text, self.at, self.line, self.ended = "", 0, 1, False
        self.first = False

    def peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            while self.at < len(self.text):
                if self.text[self.at] not in _BLANK:
                    return self.text[self.at]
                self.at += 1
            if not self._more():
                return ""

    def take(self, char: str) -> None:
        """Go past `char`. Raises BadInput where something else stands."""
        if self.peek() != char:
            raise self.broken("broken JSON" if self.peek() else "the file ends in the middle")
        self.at += 1
        self.first = char in "[{"

    def ends(self, char: str) -> bool:
        """Whether the collection ends here; else past the comma before its next element."""
        if self.peek() == char:
            self.at += 1
            self.first = False
            return True
        if not self.first:
            self.take(",")
        self.first = False
        return False

    def value(self) -> Any:
        """The next whole value. Raises BadInput."""
        self.peek()
        while True:
            try:
                found, end = _DECODER.raw_decode(self.text, self.at)
            except RecursionError:
                raise self.broken("nested too deeply") from None
            except json.JSONDecodeError as e:
                if not self._cut(e):
                    self.at = e.pos
                    raise self.broken(f"broken JSON ({e.msg})") from None
                found, end = None, -1
            if end >= 0 and (end < len(self.text) or not self._more()):
                self.at, self.first = end, False
                return found
            if end < 0 and not self._more():
                raise BadInput("the file ends in the middle", file=self.file, line=self.broken("").line)

    def _cut(self, error: json.JSONDecodeError) -> bool:
        """Whether the text may only be incomplete: the fault stands at its end, or in a string that goes on."""
        return error.pos >= len(self.text) - _LONGEST_WORD or error.msg.startswith("Unterminated string")

    def broken(self, why: str) -> BadInput:
        """The error at the place that was reached."""
        line = self.line + self.text.count("\n", 0, self.at)
        return BadInput(why, file=self.file, line=line, text=self.text[self.at : self.at + 80] or None)

    def _more(self) -> bool:
        self.line += self.text.count("\n", 0, self.at)
        self.text = self.text[self.at :]
        self.at = 0
        if len(self.text) > LONGEST_VALUE:
            raise self.broken(f"a value longer than {LONGEST_VALUE // 1024**2} MiB")
        chunk = self.handle.read(max(CHUNK, len(self.text)))
        self.text += chunk
        self.ended = not chunk
        return bool(chunk)
