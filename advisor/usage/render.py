"""A usage report for the terminal, and as JSON."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Mapping

from advisor.case.answer import Answer
from advisor.text import fact_words, words
from advisor.text.escape import one_line
from advisor.text.json_text import inert
from advisor.text.table import width, wrap_as_indented
from advisor.usage.report import FileReport, MeasuredWorkload, Report, Sizes

_SHOWN = 12
_LABEL = 13
_WEEK = 7


def render(report: Report) -> str:
    """Files first, with all that was set aside, then each workload; at most 80 columns."""
    parts = ["\n".join(_file(f)) for f in report.files]
    if report.start is not None and report.end is not None:
        parts.append("\n".join(_period(report)))
    parts += ["\n".join(_workload(report, w)) for w in report.workloads[:_SHOWN]]
    if len(report.workloads) > _SHOWN:
        rest = report.workloads[_SHOWN:]
        parts.append(f"and {len(rest)} smaller ones with {sum(w.records for w in rest):,} rows")
    for told in (report.notes, report.questions):
        if told:
            parts.append("\n".join(wrap_as_indented(n) for n in told))
    return "\n\n".join(parts) + "\n"


def as_json(report: Report) -> str:
    """The report as JSON: all keys always present, times in UTC."""
    data = {"format": 1, **dataclasses.asdict(report), "days": report.days, "requests": report.requests}
    del data["sql"]
    return inert(json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False, default=_iso)) + "\n"


def shown_answers(found: Mapping[str, Answer]) -> str:
    """Measured answers, one a line, for confirmation."""
    widest = max(map(len, found), default=0)
    lines = [f"  {name:<{widest}}  {answer_text(name, a)}" for name, a in found.items()]
    return "\n".join(lines) + "\n"


def answer_text(name: str, answer: Answer) -> str:
    """A measured value, with its range where it has one."""
    shown = fact_words.value(name, answer.value)
    if answer.low is None or answer.high is None:
        return shown
    return f"{shown} ({words.count(answer.low)} to {words.count(answer.high)})"


def _iso(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.isoformat() + "Z"
    raise TypeError(f"{type(value).__name__} in a report")


def _file(f: FileReport) -> list[str]:
    if f.failure is not None:
        return [wrap_as_indented(f"{f.file}: not read: {f.failure}", later="  ")]
    aside = f.read - f.used
    counts = f"{f.read:,} rows read, {f.used:,} used, {aside:,} set aside" if f.read else "it holds no row"
    lines = [wrap_as_indented(f"{f.file}: {f.format}", later="  "), f"  {counts}"]
    for a in f.aside:
        where = "" if a.row is None else f" ({'first: ' if a.count > 1 else ''}row {a.row:,})"
        begun = f": {one_line(a.text, 40)}" if a.text else ""
        lines.append(wrap_as_indented(f"  - {a.count:,}: {a.why}{where}{begun}", later="    "))
    return lines


def _period(report: Report) -> list[str]:
    assert report.start is not None and report.end is not None
    span = f"{report.start:%Y-%m-%d %H:%M} to {report.end:%Y-%m-%d %H:%M} UTC, {report.days:,.3g} days"
    month = report.days_per_month
    if report.calendar_months is not None:
        count = report.calendar_months
        says = f"months below are means of {count} calendar month{'s' if count > 1 else ''}"
    elif report.days < month:
        says = f"a month is {words.count(month)} days, so months below are extrapolated"
        says += f": {report.weekdays}" if report.weekdays else ""
    else:
        says = f"months below are means of {words.count(month)} days"
    return [wrap_as_indented(f"Period: {span}; {says}.")]


def _workload(report: Report, w: MeasuredWorkload) -> list[str]:
    lines = [one_line(w.name, width())]
    if w.requests is None:
        lines.append(_row("requests", "not in this export"))
    elif w.first is None:
        lines.append(_row("requests", f"{words.count(w.requests)}; no time, no volume a month"))
    elif w.requests_per_month is None:
        lines.append(_row("requests", f"{words.count(w.requests)}, in less than a day: no volume a month"))
    else:
        lines.append(_row("requests", f"{_monthly(w)} a month, from {words.count(w.requests)}"))
    if w.tokens_per_month is not None:
        lines.append(_row("tokens", f"{words.short(w.tokens_per_month)} a month"))
    lines += [_row("input", _sizes(w.input)), _row("output", _sizes(w.output))]
    lines.append(_row("cached", _cached(w)))
    if w.traffic is not None and w.variation is not None:
        busy = "" if w.peak_factor is None else f"; busiest hour {w.peak_factor:.3g} times the mean"
        lines.append(_row("traffic", f"{w.traffic}: days vary by {words.share(w.variation)}{busy}"))
    if w.trend is not None:
        lines.append(
            _row("trend", f"{w.trend * 100:+.1f} % a month over the last {w.full_days // _WEEK} whole weeks")
        )
    if report.by != "model" or len(w.models) > 1 or w.models[0].id != w.name:
        lines.append(
            _row("models", ", ".join(f"{m.name} {words.share(m.tokens_share)}" for m in w.models[:5]))
        )
    if w.failed_share is not None:
        lines.append(_row("failed", f"{words.share(w.failed_share)} of the calls"))
    if w.usd is not None:
        monthly = "" if w.usd_per_month is None else f", {words.dollars(w.usd_per_month)} a month"
        lines.append(_row("spend", f"{words.dollars(w.usd)} in the export{monthly}"))
    return lines


def _monthly(w: MeasuredWorkload) -> str:
    """A volume, with its range where the period is short."""
    low, high = w.requests_per_month_low, w.requests_per_month_high
    if low is None or high is None or low == high:
        return f"{w.requests_per_month:,.0f}"
    return f"{w.requests_per_month:,.0f} ({low:,.0f} to {high:,.0f})"


def _sizes(sizes: Sizes) -> str:
    if sizes.mean is None:
        return "tokens a request not known"
    mean = f"mean {sizes.mean:,.0f}"
    return mean if sizes.median is None else f"{mean}, median {sizes.median:,.0f}, P90 {sizes.p90:,.0f}"


def _cached(w: MeasuredWorkload) -> str:
    if w.cached_share is None:
        return "not in this export"
    share = f"{words.share(w.cached_share)} of the input"
    if w.hit_rate and w.cached_when_hit:
        return f"{share}; {words.share(w.hit_rate)} of the calls read {w.cached_when_hit:,.0f}"
    return share


def _row(label: str, value: str) -> str:
    return wrap_as_indented(f"  {label:<{_LABEL}} {value}", later=" " * (_LABEL + 3))
