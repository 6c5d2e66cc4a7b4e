"""Which words of a memo were edited, and what they were: it is written again, and both are held together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from advisor.report import plainly, rendered
from advisor.report.carried.words_seal import digest, memo_parts

if TYPE_CHECKING:
    from advisor.decision.basis import DecisionBasis
    from advisor.decision.decision import Decision
    from advisor.report.carried.memo_reader import Memo

_TAG = re.compile(r"<[^>]*>")
_MOST, _LONGEST = 5, 80
"""Edits that are named of a part, and how much of each is shown."""


def edited_words(memo: Memo, then: Decision, basis: DecisionBasis) -> tuple[str, ...]:
    """Each edit with the words before and after; `then`: the memo's case decided again for its day.

    None of a part that rules or prices of today would write in other words than the memo was written in.
    """
    found = _as_written(memo, then, basis)
    return tuple(
        said
        for name in memo.edited
        if name in found
        for said in _edits(name, found[name], memo.parts.get(name, ""))
    )


def _as_written(memo: Memo, then: Decision, basis: DecisionBasis) -> dict[str, str]:
    """The edited parts as they once read, those that are surely written again: their digests tell."""
    kept = memo.record.words or {}
    wanted = {name for name in memo.edited if name in kept}
    found: dict[str, str] = {}
    for text in _written_again(memo, then, basis) if wanted else ():
        again = memo_parts(text, memo.page)
        found |= {name: again[name] for name in wanted & again.keys() if digest(again[name]) == kept[name]}
        if len(found) == len(wanted):
            break
    return found


def _written_again(memo: Memo, then: Decision, basis: DecisionBasis) -> Iterator[str]:
    """The memo without what samples say, which takes seconds, and with it."""
    form = "html" if memo.page else "memo"
    yield plainly(then, form)
    yield rendered(then, form, basis)


def _edits(part: str, before: str, after: str) -> Iterator[str]:
    old, new = (_TAG.sub(" ", text).split() for text in (before, after))
    matched = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changed = [(old[a:b], new[c:d]) for kind, a, b, c, d in matched if kind != "equal"]
    for gone, put in changed[:_MOST]:
        yield f"{part}: {_quoted(gone)} -> {_quoted(put)}"
    if len(changed) > _MOST:
        yield f"{part}: {len(changed) - _MOST} more"


def _quoted(words: list[str]) -> str:
    text = " ".join(words)
    return f'"{text[:_LONGEST]}{"..." if len(text) > _LONGEST else ""}"' if text else "nothing"
