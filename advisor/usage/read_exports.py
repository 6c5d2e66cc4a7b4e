"""Read exports into one table, set aside what cannot be used, and report."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import BadInput, near
from advisor.usage import traffic
from advisor.usage.aggregate import Span, workloads
from advisor.usage.database import Database, sql
from advisor.usage.export_file import ExportFile, examine, files
from advisor.usage.formats import DIMENSIONS
from advisor.usage.insert_sql import insert, rejected
from advisor.usage.raw_lines import literal
from advisor.usage.report import FileReport, Report, SetAside

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge

Progress = Callable[[Path, float], None]

FUTURE = "a time in the future"
JUMP = "a time far from all others, a clock that jumped"


def read(
    paths: Iterable[Path],
    knowledge: Knowledge,
    today: datetime.date,
    by: str | None = "model",
    progress: Progress | None = None,
) -> Report:
    """Aggregate the exports in `paths` (files or folders) into one workload a value of `by`; None: one in all.

    Times are UTC; a record after `today` is set aside. Raises BadInput where nothing can be read at all,
    where DuckDB is missing, and for an unknown `by`.
    """
    if by is not None and by not in DIMENSIONS:
        raise BadInput(
            "cannot group by this", text=by, expected=", ".join(DIMENSIONS), near=near(by, DIMENSIONS)
        )
    named = files(paths)
    with Database() as database:
        database.run(sql("setup"))
        sources = [_load(database, path, number, progress) for number, path in enumerate(named)]
        _judge(database, today)
        reports = _reports(database, sources)
        if not any(f.used for f in reports):
            if all(f.failure for f in reports):
                raise BadInput("; ".join(f"{f.file}: {f.failure}" for f in reports))
            return Report(by, reports, None, None, _month(knowledge), (), (), tuple(database.statements))
        _name_models(database, knowledge)
        database.run(sql("view").replace("{name}", _group(by)))
        [(start, end, bucket)] = database.query("period")
        span = Span(start, end, bucket or 0.0, _month(knowledge))
        found = workloads(database, span, knowledge.assumption("traffic_steady_variation").likely)
        notes = _notes(sources, reports, database)
        return Report(by, reports, start, end, _month(knowledge), found, notes, tuple(database.statements))


def _group(by: str | None) -> str:
    """SQL for the name of a record's workload; several tags are one name."""
    named = {
        None: "'all'",
        "model": "coalesce(id, model)",
        "tag": r"regexp_replace(tag, '[\[\]\"]', '', 'g')",
    }
    return f"coalesce({named.get(by, by)}, '(none)')"


def _month(knowledge: Knowledge) -> float:
    return knowledge.assumption("days_per_month").likely


def _load(
    database: Database, path: Path, number: int, progress: Progress | None
) -> ExportFile | tuple[Path, str]:
    try:
        source = examine(path, database)
        database.run(insert(source, number), progress and (lambda percent: progress(path, percent)))
        if source.layout in ("lines", "csv"):
            database.run(rejected(number, header=source.layout == "csv"))
            database.ask("DELETE FROM reject_errors")
    except BadInput as e:
        return path, BadInput(e.message, text=e.text, expected=e.expected).args[0]
    return source


def _judge(database: Database, today: datetime.date) -> None:
    """Set aside what only the whole table shows: the same record twice, times that cannot be."""
    database.run(sql("duplicates"))
    tomorrow = today + datetime.timedelta(days=1)
    database.run(f"UPDATE usage SET why = {literal(FUTURE)} WHERE why IS NULL AND began >= '{tomorrow}'")
    for first, last in traffic.stray_days(database.query("days")):
        database.run(
            f"UPDATE usage SET why = {literal(JUMP)} WHERE why IS NULL AND began::DATE BETWEEN '{first}' AND '{last}'"
        )


def _reports(database: Database, sources: Sequence[ExportFile | tuple[Path, str]]) -> tuple[FileReport, ...]:
    rows = database.query("files")
    found = []
    for number, source in enumerate(sources):
        if isinstance(source, tuple):
            found.append(FileReport(str(source[0]), None, 0, 0, (), source[1]))
            continue
        own = [r for r in rows if r[0] == number]
        aside = tuple(
            SetAside(why, count, row, text or "") for _, why, count, row, text in own if why is not None
        )
        used = sum(count for _, why, count, _, _ in own if why is None)
        read_ = used + sum(a.count for a in aside)
        found.append(FileReport(str(source.path), source.format.name, read_, used, aside))
    return tuple(found)


def _name_models(database: Database, knowledge: Knowledge) -> None:
    """The table `models`: each name in the exports, and its id in the price book, NULL where that is not known."""
    rows = []
    for (given,) in database.ask("SELECT DISTINCT model FROM usage WHERE model IS NOT NULL ORDER BY model"):
        try:
            rows.append(f"({literal(given)}, {literal(knowledge.model(given).id)})")
        except BadInput:
            rows.append(f"({literal(given)}, NULL)")
    values = ", ".join(rows) or "(NULL, NULL)"
    database.run(f"CREATE TABLE models AS SELECT * FROM (VALUES {values}) AS t(given, id)")


def _notes(
    sources: Sequence[ExportFile | tuple[Path, str]], reports: Sequence[FileReport], database: Database
) -> tuple[str, ...]:
    notes = []
    used = {f.file for f in reports if f.used}
    kinds = sorted({s.format.name for s in sources if isinstance(s, ExportFile) and str(s.path) in used})
    if len(kinds) > 1:
        notes.append(f"Exports of {len(kinds)} kinds are counted together: {', '.join(kinds)}.")
    unknown = [r[0] for r in database.ask("SELECT given FROM models WHERE id IS NULL AND given IS NOT NULL")]
    if unknown:
        notes.append(f"Not in the price book: {', '.join(unknown[:10])}{', …' if len(unknown) > 10 else ''}.")
    return tuple(notes)
