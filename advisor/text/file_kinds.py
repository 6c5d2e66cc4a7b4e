"""Which files are read, each kind with the document that describes it."""

from __future__ import annotations

from collections.abc import Iterable


def file_kinds(known: Iterable[tuple[str, str]], own: str) -> str:
    """A line for each kind of file and its document, by name, then what a table of one's `own` may be."""
    rows = sorted(set(known), key=lambda row: row[0].casefold())
    width = max(len(name) for name, _ in rows)
    return "\n".join([*(f"{name.ljust(width)}  {document}" for name, document in rows), "", own]) + "\n"
