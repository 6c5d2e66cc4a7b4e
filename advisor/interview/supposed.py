"""A case as it would be with other answers, of a fact that is named or told in words: `/whatif 200k a day on haiku`."""

from __future__ import annotations

import re

from advisor.case import fact_names
from advisor.case.case import Case, set_answer
from advisor.case.description import one_line
from advisor.decision import checklist
from advisor.interview.commands import Command
from advisor.interview.price_lookup import Book, PriceBook
from advisor.interview.said_back import echo

_INSTEAD = re.compile(r"\s+instead\W*$")


def supposed(command: Command, case: Case, book: Book | None = None) -> tuple[Case, str]:
    """The case with what a what-if names, and that in words. Raises BadInput where nothing is read from it."""
    if command.fact:
        then = set_answer(case, command.fact, command.value)
        return then, f"{fact_names.shown(command.fact)} {command.value}"
    book = book or PriceBook()
    line = one_line.parse(_INSTEAD.sub("", command.value), book.resolve, book.tried)
    if line.told and line.errors:
        raise line.errors[0]
    told = {n: a for n, a in line.told.items() if n not in case.answers or case.answers[n].value != a.value}
    if not told:
        raise fact_names.unknown(command.value.split()[0])
    for name, answer in told.items():
        case = case.answered(name, answer)
    return case, echo(told, tuple(told), checklist.load())
