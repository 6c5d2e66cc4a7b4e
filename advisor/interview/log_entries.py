"""What was said, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from advisor.case.answer import Answer


@dataclass(frozen=True)
class LogEntry:
    """One thing that was said: `asked` is the question put, `facts` what it set or opened."""

    text: str
    asked: str = ""
    facts: tuple[str, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)


class Entries:
    """Entries in order. One more makes another series that shares the ones before, so a long log stays cheap."""

    __slots__ = ("_last", "_length")

    def __init__(self, last: tuple[Any, LogEntry] | None = None, length: int = 0) -> None:
        self._last, self._length = last, length

    def added(self, entry: LogEntry) -> Entries:
        """These and one more."""
        return Entries((self._last, entry), self._length + 1)

    @property
    def last(self) -> LogEntry | None:
        """The latest one."""
        return None if self._last is None else self._last[1]

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[LogEntry]:
        found, at = [], self._last
        while at is not None:
            found.append(at[1])
            at = at[0]
        return reversed(found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entries) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash((self._length, self.last))
