"""What a file is called that is no known export, and what is expected in its place."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from pathlib import Path

from advisor.errors import BadInput
from advisor.files.refused_kinds import refused_kind
from advisor.usage.formats.export_formats import formats
from advisor.usage.tables.role_names import role_column
from advisor.usage.tables.table_head import table_heads
from advisor.usage.tables.time_column import is_date

_RATE = re.compile(r" ?[(\[]?(/ ?|\bper[ _]|_per_)(s|sec|secs|second|min|minute)\b[)\]]?", re.IGNORECASE)
_SHORT_RATE = re.compile(r"(peak |avg |max |mean )?(tpm|tps|tok/s|tokens?/s)", re.IGNORECASE)
_RUNNING = re.compile(r"cumul|kumul|acumul|running|to[ _-]date|\bytd\b|\bmtd\b", re.IGNORECASE)
_TOKENS = re.compile(r"(?<![^\W_])tokens?(?![^\W_])", re.IGNORECASE)
_NUMBERS = 2
"""Numbers in a first line, beside a date, from which on it names no columns."""


def unknown_file(path: Path, head: str) -> BadInput:
    """The error for a file that begins with `head`, by what it is."""
    if (other := refused_kind(path, head)) is not None:
        return BadInput(other[0], file=str(path), expected=other[1])
    for what, told, wanted in _TABLES:
        if (text := told(path, head)) is not None:
            return BadInput(what, file=str(path), text=text, expected=wanted)
    if _lacks_names(path, head):
        return BadInput(
            "a table without names of its columns",
            file=str(path),
            text=head.partition("\n")[0][:80].replace("\t", " "),
            expected="a first line that names them, such as time,model,input_tokens,output_tokens",
        )
    makers = sorted({f.name.partition(" ")[0] for f in formats() if f.name[0].isupper() and not f.refuse})
    return BadInput(
        "not an export that is known here",
        file=str(path),
        text=head.partition("\n")[0][:200].replace("\t", " "),
        expected=f"a table of calls (--map input=COLUMN output=COLUMN ...), or an export of {', '.join(makers)}",
    )


def _lacks_names(path: Path, head: str) -> bool:
    """Whether the first line of a table is a row: a date and two numbers or more."""
    try:
        heads = table_heads(head, path) if head[0] not in "[{<" else []
    except BadInput:
        return False
    cells = heads[0].columns if heads and heads[0].skipped == 1 else ()
    numbers = sum(c.replace(".", "", 1).isdigit() for c in cells)
    return numbers >= _NUMBERS and any(map(is_date, cells))


def _rates(path: Path, head: str) -> str | None:
    """The columns of a table that hold tokens a second or a minute; None where it has none of both sides."""
    if short := [c for c in _columns(path, head) if _SHORT_RATE.fullmatch(c)]:
        return ", ".join(short)
    found = {c: rest for c in _columns(path, head) if (rest := _RATE.sub("", c)) != c}
    if not all(role_column(role, list(found.values()), counted=False) for role in ("input", "output")):
        return None
    return ", ".join(found)


def _running(path: Path, head: str) -> str | None:
    """The columns of tokens that hold running totals by their names; None where there is none."""
    return ", ".join(c for c in _columns(path, head) if _RUNNING.search(c) and "token" in c.lower()) or None


def _named_tokens(path: Path, head: str) -> str | None:
    """The columns that are called tokens, and are of no side; None where there is none."""
    return ", ".join(c for c in _columns(path, head) if _TOKENS.search(c)) or None


def _columns(path: Path, head: str) -> tuple[str, ...]:
    """The names in the first line of a table; none for what is no table."""
    try:
        heads = table_heads(head, path) if head[0] not in "[{<" else []
    except BadInput:
        return ()
    return heads[0].columns if heads and heads[0].skipped == 1 else ()


def _role_alone(role: str, path: Path, head: str) -> str | None:
    """The column of this role in a table that lacks others; None where there is none."""
    try:
        heads = table_heads(head, path) if head[0] not in "[{" else []
    except BadInput:
        return None
    found = (role_column(role, table.columns, counted=False) for table in heads[:1])
    return next((column.name for column in found if column is not None), None)


_TABLES: tuple[tuple[str, Callable[[Path, str], str | None], str], ...] = (
    ("a table with a total of tokens alone", functools.partial(_role_alone, "total"),
     "input and output tokens apart: their prices differ"),
    ("rates of tokens, no counts of them", _rates,
     "tokens and calls of each hour or day, such as increase(...[1d]) of Prometheus"),
    ("running totals of tokens", _running, "what each hour or day added, a row each"),
    ("a table that lacks a column of input or of output tokens", _named_tokens,
     "a column of each, or --map input=COLUMN output=COLUMN"),
    ("a table of money without tokens", functools.partial(_role_alone, "spend"),
     "an export with input and output tokens; what is paid a month is the fact bill_today"),
)  # fmt: skip
"""Tables that lack what is measured: what each is, how it is told, and what is expected in its place."""
