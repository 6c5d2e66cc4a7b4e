"""The clauses of a description that tell nothing which was taken or is read back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from advisor.case.answer import Answer
from advisor.case.answers import vendors_in_line
from advisor.case.description import described, plain_words
from advisor.case.description.line_facts import LineFacts
from advisor.case.facts import fact
from advisor.case.lexicon import sentences
from advisor.case.lexicon.word_lists import entries
from advisor.case.numbers import mentions
from advisor.errors import BadInput


def note(unread: Sequence[str], text: str, line: LineFacts) -> None:
    """What of the clauses without a number of the work says nothing that was taken, or is read back."""
    told = {**line.doubtful, **line.found}
    passing = set(entries("passing")) if told else set()
    left = [c for c in unread if not (passing.issuperset(re.findall(r"\w+", c)) or _is_read(c, told))]
    left = [sentences.as_typed(c, text) for c in left]
    if not (left or line.errors or told) and any(c.isalnum() for c in text):
        left = [text]  # "then" alone is no clause
    if left and not (line.errors or told):
        expected = "calls, model, tokens in and out"
        line.errors.append(
            BadInput("nothing of this was understood", text="; ".join(left), expected=expected)
        )
    elif left and not line.errors:
        line.unread = tuple(left)


def _is_read(clause: str, told: Mapping[str, Answer]) -> bool:
    vendors = vendors_in_line.under_contract([clause]).keys() & told
    if vendors or described.is_read(clause, told) or plain_words.tells(clause, told):
        return True
    numbers = {Fraction(str(a.value)) for n, a in told.items() if fact(n).kind == "number"}
    return any((m.value / 100 if m.percent else m.value) in numbers for m in mentions.find(clause))
