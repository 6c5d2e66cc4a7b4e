"""The SQL of a report where a file was read as a copy: which copy it names, and what of the file it holds."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from advisor.usage.export_file import ExportFile
from advisor.usage.lines.raw_lines import literal, whole_name


def with_copies(
    statements: Iterable[str], sources: Sequence[ExportFile], beside: Path | None
) -> tuple[str, ...]:
    """The statements with copies that are there to stay, written beside the file `beside`, each told in a comment.

    None: nothing is written, and the name that stands for a copy says so. Raises OSError.
    """
    found = list(statements)
    for number, source in enumerate((s for s in sources if s.content != s.path), 1):
        name = _kept(source, number, beside)
        old, new = literal(whole_name(source.content)), literal(name)
        found = [_told(s, source, beside).replace(old, new) if old in s else s for s in found]
    return tuple(found)


def _kept(source: ExportFile, number: int, beside: Path | None) -> str:
    if beside is None:
        return f"a copy of {source.path.name}"
    target = beside.with_name(f"{beside.name}.{number}{'.csv' if source.layout == 'csv' else '.jsonl'}")
    shutil.copyfile(source.content, target)
    return whole_name(target)


def _told(statement: str, source: ExportFile, beside: Path | None) -> str:
    """The statement below a comment on what it reads."""
    form = "as text in UTF-8" if source.layout == "csv" else "with one record a line"
    kept = "" if beside is not None else "; with --out FILE it is kept beside FILE"
    file = str(source.path).replace("\n", " ")
    return f"-- Reads a copy of {file}, {form}{kept}.\n{statement}"
