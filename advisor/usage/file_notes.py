"""How the files of a report were read: what is the same of several is said once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.usage.export_file import ExportFile
from advisor.usage.report import FileReport, MeasuredWorkload

_NAMED = 3
"""Files up to which all are named."""


def file_notes(
    sources: Sequence[ExportFile], reports: Sequence[FileReport], works: Sequence[MeasuredWorkload]
) -> Iterator[str]:
    """Sentences on the files of which something was used, and on those without times."""
    paths = {f.file for f in reports if f.used}
    used = [s for s in sources if str(s.path) in paths]
    kinds = sorted({s.format.name for s in used})
    if len(kinds) > 1:
        yield f"Exports of {len(kinds)} kinds are counted together: {', '.join(kinds)}."
    for note in dict.fromkeys(s.note for s in sources if s.note):
        yield f"{_names([s for s in sources if s.note == note])}: {note}."
    bare = [s for s in used if not s.timed]
    if works and bare:
        yield f"{_names(bare)}: {_untimed(works)}{_named(bare)}."


def _untimed(works: Sequence[MeasuredWorkload]) -> str:
    if all(w.first is None for w in works):
        return "no time was found, so nothing is said of a month"
    return "no time was found, so its calls are in no volume of a month"


def _named(bare: Sequence[ExportFile]) -> str:
    return ": --map time=COLUMN names its column" if any(s.names for s in bare) else ""


def _names(sources: Sequence[ExportFile]) -> str:
    names = list(dict.fromkeys(s.path.name for s in sources))
    if len(names) <= _NAMED:
        return ", ".join(names)
    return f"{names[0]} and {len(names) - 1:,} other files"
