"""Sentences of a description that tell nothing for sure: what is taken back there, another language."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from advisor.case.answer import Answer
from advisor.case.description.line_facts import LineFacts
from advisor.case.lexicon import languages, sentences, taken_back

_NAMED = "model"
"""A name is the same in all languages."""


def without(text: str) -> str | None:
    """`text` without its open sentences; None where it has none."""
    said = sentences.of(text)
    open_ = [_is_open(said, n) for n in range(len(said))]
    return " ".join(s for s, o in zip(said, open_, strict=True) if not o) if any(open_) else None


def _is_open(said: list[str], at: int) -> bool:
    following = said[at + 1] if at + 1 < len(said) else ""
    return (
        taken_back.is_taken_back(said[at])
        or taken_back.begins_so(following)
        or languages.is_foreign(said[at])
    )


def doubt(line: LineFacts, elsewhere: Mapping[str, Answer], text: str) -> None:
    """What `line` found only in the open sentences of `text` is read back; `elsewhere`: what the others tell."""
    taken = any(map(taken_back.is_taken_back, sentences.of(text)))
    for name in [n for n, a in line.found.items() if n not in elsewhere or elsewhere[n].value != a.value]:
        if taken or name not in _same(line.found):
            line.doubt(name)


def _same(found: Collection[str]) -> set[str]:
    return {_NAMED, "serving_today"} if _NAMED in found else set()
