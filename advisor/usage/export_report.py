"""What loaded exports measure: workloads, what was read and set aside of each file, and what is to be known."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from advisor.errors import BadInput
from advisor.usage.aggregate import workloads
from advisor.usage.database import Database, sql
from advisor.usage.findings import notes_of
from advisor.usage.limits import FEW_RECORDS
from advisor.usage.lines.raw_lines import literal
from advisor.usage.loaded_exports import LoadedExports
from advisor.usage.model_names import name_models
from advisor.usage.partial_days import edge_notes
from advisor.usage.readings import decide_readings
from advisor.usage.report import FileReport, Report, SetAside
from advisor.usage.volume import Period, period_of, weekday_rule

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge


def export_report(
    loaded: LoadedExports, knowledge: Knowledge, today: datetime.date, by: str | None, cached: str | None
) -> Report:
    """The report of what was loaded, a workload a value of `by`. Raises BadInput where no file could be read."""
    database, reports = loaded.database, _file_reports(loaded)
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


def _file_reports(loaded: LoadedExports) -> tuple[FileReport, ...]:
    rows = loaded.database.query("files")
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
