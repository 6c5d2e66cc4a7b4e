"""Read exports into one table, set aside what cannot be used, and report."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import BadInput, near
from advisor.files.named_files import named_files
from advisor.usage.database import Database
from advisor.usage.export_file import ExportFile
from advisor.usage.export_report import export_report
from advisor.usage.formats.export_formats import DIMENSIONS
from advisor.usage.judge import judge
from advisor.usage.loaded_exports import LoadedExports, Progress
from advisor.usage.queries.kept_copies import with_copies
from advisor.usage.report import Report
from advisor.usage.tables.remembered_columns import remember_roles

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge


def read(
    paths: Iterable[Path],
    knowledge: Knowledge,
    today: datetime.date,
    by: str | None = "model",
    progress: Progress | None = None,
    *,
    roles: Mapping[str, str] | None = None,
    cached: str | None = None,
    remember: bool = False,
    copies: Path | None = None,
) -> Report:
    """Aggregate the exports in `paths` (files or folders) into one workload a value of `by`; None: one in all.

    `roles`: the columns of tables that are no known export; `remember`: keep them for later files with the same
    columns. `cached`: "in" or "apart", where an export leaves open whether its input holds cached tokens. `copies`:
    the file beside which copies are kept that the SQL reads in place of files of other forms. Times are
    UTC; a record after `today` is set aside. Raises BadInput where nothing can be read at all, where DuckDB is
    missing, and for an unknown `by`.
    """
    if by is not None and by not in DIMENSIONS:
        raise BadInput(
            "cannot group by this", text=by, expected=", ".join(DIMENSIONS), near=near(by, DIMENSIONS)
        )
    named = named_files(paths, wanted=lambda p: not p.name.startswith("."), what="file")
    with Database(sum(path.stat().st_size for path in named if path.exists())) as database:
        database.run_file("setup")
        loaded = LoadedExports(database, roles or {}, progress, _largest_window(knowledge))
        for path in named:
            loaded.add(path)
        judge(database, today, loaded.largest)
        found = export_report(loaded, knowledge, today, by, cached)
        found = replace(found, sql=with_copies(found.sql, loaded.sources, copies))
        return _remembered(found, loaded.sources, roles or {}) if remember else found


def _remembered(report: Report, sources: Sequence[ExportFile], roles: Mapping[str, str]) -> Report:
    """Keep the columns that were named for the tables of which something was used, and say so."""
    used = {f.file for f in report.files if f.used}
    files = [remember_roles(s.names, roles) for s in sources if roles and s.names and str(s.path) in used]
    said = dict.fromkeys(f"The columns are remembered in {f}." for f in files if f is not None)
    return replace(report, notes=(*report.notes, *said))


def _largest_window(knowledge: Knowledge) -> float:
    """Input tokens that no model takes more of in one call."""
    return max(m.max_input_tokens or 0.0 for m in knowledge.models)
