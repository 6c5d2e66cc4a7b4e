"""Read exports into one table, set aside what cannot be used, and report."""

from __future__ import annotations

import csv
import datetime
import functools
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import BadInput, near
from advisor.files.named_files import named_files
from advisor.usage.aggregate import workloads
from advisor.usage.database import Database, sql
from advisor.usage.examine import examine
from advisor.usage.export_file import ExportFile
from advisor.usage.findings import notes_of
from advisor.usage.formats.export_formats import DIMENSIONS
from advisor.usage.judge import judge
from advisor.usage.limits import FEW_RECORDS
from advisor.usage.lines.long_lines import count_long_lines
from advisor.usage.lines.raw_lines import literal
from advisor.usage.model_names import name_models
from advisor.usage.open_files import OpenedFile, open_file
from advisor.usage.partial_days import edge_notes
from advisor.usage.queries.insert_sql import insert, rejected
from advisor.usage.queries.kept_copies import with_copies
from advisor.usage.readings import decide_readings
from advisor.usage.report import FileReport, Report, SetAside
from advisor.usage.tables.doubtful_tables import with_doubts
from advisor.usage.tables.remembered_columns import remember_roles
from advisor.usage.tables.row_rhythm import with_rhythm
from advisor.usage.volume import Period, period_of, weekday_rule

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge

_UNREADABLE = (BadInput, OSError, ValueError, EOFError, RecursionError, csv.Error, zlib.error)
"""What a file that is damaged in some way nobody foresaw may raise: it never costs the other files."""
Progress = Callable[[Path, float], None]


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
    with Database() as database:
        database.run_file("setup")
        loaded = _Loaded(database, roles or {}, progress, _largest_window(knowledge))
        for path in named:
            loaded.add(path)
        judge(database, today, loaded.largest)
        found = _report(database, loaded, knowledge, today, by, cached)
        found = replace(found, sql=with_copies(found.sql, loaded.sources, copies))
        return _remembered(found, loaded.sources, roles or {}) if remember else found


def _remembered(report: Report, sources: Sequence[ExportFile], roles: Mapping[str, str]) -> Report:
    """Keep the columns that were named for the tables of which something was used, and say so."""
    used = {f.file for f in report.files if f.used}
    files = [remember_roles(s.names, roles) for s in sources if roles and s.names and str(s.path) in used]
    said = dict.fromkeys(f"The columns are remembered in {f}." for f in files if f is not None)
    return replace(report, notes=(*report.notes, *said))


class _Loaded:
    """The files of a report, read one after the other; a number in the table `usage` is a place in `sources`."""

    def __init__(
        self, database: Database, roles: Mapping[str, str], progress: Progress | None, largest: float
    ) -> None:
        self.sources: list[ExportFile] = []
        self.order: list[int | tuple[Path, str]] = []
        self._database, self._roles, self._progress = database, roles, progress
        self.largest = largest

    def add(self, path: Path) -> None:
        """Read what `path` holds; what cannot be read is a failure of its own."""
        try:
            opened = open_file(path, self._database.folder)
        except _UNREADABLE as e:
            self.order.append((path, _told(e)))
            return
        for file in opened:
            try:
                self._load(file)
            except _UNREADABLE as e:
                self.order.append((file.path, _told(e)))

    def _load(self, file: OpenedFile) -> None:
        database, number, progress = self._database, len(self.sources), self._progress
        source = with_rhythm(examine(file, database, self._roles), database, self.largest)
        source = with_doubts(source, database, self.largest)
        shown = None if progress is None else functools.partial(progress, file.path)
        database.run(insert(source, number), shown)
        if source.layout in ("lines", "csv"):
            skipped = source.table.skipped if source.table is not None else 0
            database.run(rejected(number, skipped=skipped))
            database.ask("DELETE FROM reject_errors")
            count_long_lines(database, source, number)
        self.sources.append(source)
        self.order.append(number)


def _largest_window(knowledge: Knowledge) -> float:
    """Input tokens that no model takes more of in one call."""
    return max(m.max_input_tokens or 0.0 for m in knowledge.models)


def _told(error: Exception) -> str:
    if not isinstance(error, BadInput):
        return f"cannot be read ({error})"
    return str(BadInput(error.message, text=error.text, expected=error.expected))


def _report(
    database: Database,
    loaded: _Loaded,
    knowledge: Knowledge,
    today: datetime.date,
    by: str | None,
    cached: str | None,
) -> Report:
    reports = _file_reports(database, loaded)
    month = knowledge.assumption("days_per_month").likely
    if not any(f.used for f in reports):
        if all(f.failure for f in reports):
            raise BadInput("; ".join(f"{f.file}: {f.failure}" for f in reports))
        return Report(by, reports, None, None, month, (), (), tuple(database.statements))
    name_models(database, knowledge)
    readings = decide_readings(database, loaded.sources, knowledge, today, cached)
    database.run(sql("view").replace("{kind}", _kind(database)).replace("{name}", _group(database, by)))
    period = _period(database, month)
    found = workloads(database, period, knowledge.assumption("traffic_steady_variation").likely)
    found = tuple(replace(w, shortest_cached=_shortest_cached(w.model, knowledge)) for w in found)
    notes, questions, found = notes_of(database, loaded.sources, reports, found, knowledge, today, readings)
    notes = (*notes, *edge_notes(period, database.query("daily")))
    start, end, months = (
        (None, None, None) if period is None else (period.start, period.end, period.calendar_months)
    )
    return Report(
        by=by,
        files=reports,
        start=start,
        end=end,
        days_per_month=month,
        workloads=found,
        notes=notes,
        sql=tuple(database.statements),
        questions=questions,
        calendar_months=months,
        weekdays="" if period is None else weekday_rule(period),
    )


def _shortest_cached(name: str | None, knowledge: Knowledge) -> float:
    return knowledge.shortest_cached(knowledge.known_model(name) if name is not None else None)


def _kind(database: Database) -> str:
    """A table where there are few records: a view is planned anew by every query, which takes longer than they do."""
    [(count,)] = database.ask("SELECT count(*) FROM usage")
    return "TEMP TABLE" if count < FEW_RECORDS else "VIEW"


def _period(database: Database, month: float) -> Period | None:
    [(first, last, record_seconds, calls)] = database.query("period")
    if first is None:
        return None
    if record_seconds is not None:
        return Period(first, last, record_seconds, month)
    [(interval,)] = database.query("interval")
    hours = [(h, n) for h, n in database.query("hours")]
    return period_of(first, last, calls, interval, hours, month)


def _group(database: Database, by: str | None) -> str:
    """SQL for the name of a record's workload; several tags are one name.

    A record without a name joins the only one there is, if it is a call without counts, else those like it.
    """
    named = {
        None: "'all'",
        "model": "coalesce(id, models.given)",
        "tag": r"regexp_replace(tag, '[\[\]\"]', '', 'g')",
    }.get(by, str(by))
    every = database.ask(
        f"SELECT DISTINCT {named} FROM usage LEFT JOIN models ON models.given_all = usage.model WHERE why IS NULL"
    )
    nameless = "all models" if by == "model" and every == [(None,)] else f"(no {by})"
    only = every[0][0] if len(every) == 1 else None
    joined = f"CASE WHEN called THEN {literal(only)} END, " if only is not None else ""
    return f"coalesce({named}, {joined}{literal(nameless)})"


def _file_reports(database: Database, loaded: _Loaded) -> tuple[FileReport, ...]:
    rows = database.query("files")
    found = []
    for number in loaded.order:
        if isinstance(number, tuple):
            found.append(FileReport(str(number[0]), None, 0, 0, (), number[1]))
            continue
        own = [r[1:] for r in rows if r[0] == number]
        aside = tuple(
            SetAside(why, count, row, text or "", calls)
            for why, count, row, text, calls, *_ in own
            if why is not None
        )
        used = sum(count for why, count, *_ in own if why is None)
        source = loaded.sources[number]
        requests = _requests(own) if used else None
        found.append(
            FileReport(
                str(source.path),
                source.format.name,
                used + sum(a.count for a in aside),
                used,
                aside,
                None,
                requests,
            )
        )
    return tuple(found)


def _requests(rows: list[tuple[object, ...]]) -> float | None:
    used = next((n for why, _, _, _, _, n, _ in rows if why is None), None)
    if not isinstance(used, float):
        return None
    return used + sum(n for why, *_, n in rows if why is not None and isinstance(n, float))
