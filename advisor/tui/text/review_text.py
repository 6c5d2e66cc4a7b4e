"""Your answers on one page: by topic, each with where it comes from, and what was left open."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.content import Content

from advisor.case.answer import Answer
from advisor.case.fact_names import shown
from advisor.interview import said_back
from advisor.tui.text.styles import MUTED

if TYPE_CHECKING:
    from advisor.case.fact_type import Value
    from advisor.decision.decision import Decision
    from advisor.interview.conversation import Conversation

_NAME, _ORIGIN = 34, 10
_WIDE = 90
"""From here on names have their full width; below, what is left for it beside the value."""


@dataclass(frozen=True)
class ReviewRow:
    """A topic's title (`fact` empty), or a fact with its value in words and its origin."""

    name: str
    fact: str = ""
    value: str = ""
    origin: str = ""

    def line(self, width: int) -> Content:
        """The row in columns; what does not fit goes on below."""
        if not self.fact:
            return Content.styled(self.name.upper(), "bold $text-primary")
        named = _NAME if width >= _WIDE else max(12, width * 3 // 8)
        room = max(12, width - named - _ORIGIN - 4)
        muted = MUTED if self.origin in ("assumed", "open") else ""
        columns = zip_longest(wrapped(self.name, named - 1), wrapped(self.value, room), fillvalue="")
        lines = [
            Content.assemble(f"  {name:<{named}}", (f"{value:<{room}}", muted)) for name, value in columns
        ]
        return Content("\n").join([Content.assemble(lines[0], (f" {self.origin}", MUTED)), *lines[1:]])


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width`; at least one."""
    return textwrap.wrap(text, width, break_on_hyphens=False) or [""]


def rows(talk: Conversation, decision: Decision | None) -> Iterator[ReviewRow]:
    """Every fact that counts or could be asked, topic by topic."""
    assumed = {a.fact: a.value for a in decision.assumptions} if decision is not None else {}
    topics: dict[str, list[ReviewRow]] = {}
    for question in talk.checklist.questions:
        found = (_row(p.fact.name, talk, assumed) for p in question.parts)
        topics.setdefault(question.theme, []).extend(r for r in found if r is not None)
    for topic, found_there in topics.items():
        if found_there:
            yield ReviewRow(talk.checklist.themes[topic])
            yield from found_there


def _row(name: str, talk: Conversation, assumed: dict[str, Value]) -> ReviewRow | None:
    answer = talk.answers.get(name)
    if answer is not None and name not in talk.aside:
        return ReviewRow(shown(name), name, in_words(talk, name, answer.value), answer.source)
    if name in assumed:
        return ReviewRow(shown(name), name, in_words(talk, name, assumed[name]), "assumed")
    if name in talk.open_facts or name in talk.skipped:
        return ReviewRow(shown(name), name, "not known", "open")
    return None


def in_words(talk: Conversation, name: str, value: Value) -> str:
    """An answer as its question puts it."""
    return said_back.value_text(Answer(value), talk.checklist.parts.get(name), name)


def summary(found: list[ReviewRow]) -> str:
    """How many answers come from where: `12 said, 3 measured, 9 assumed, 2 open`."""
    counted = Counter(r.origin for r in found if r.fact)
    return ", ".join(f"{n} {origin}" for origin, n in counted.items())
