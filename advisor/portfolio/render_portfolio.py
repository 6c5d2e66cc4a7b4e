"""A portfolio as text, CSV, JSON or an HTML page."""

from __future__ import annotations

import csv
import dataclasses
import io
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.portfolio import action_words
from advisor.portfolio.saved_in_a_year import YEAR
from advisor.portfolio.workload_row import Portfolio, Row
from advisor.report.templating import html_templates
from advisor.text import words
from advisor.text.escape import one_line
from advisor.text.json_text import encode
from advisor.text.table import USUAL, lay_out, width, wrap

if TYPE_CHECKING:
    pass

_MONEY = ("today", "saving", "one_time", "monthly", "monthly_alone", "monthly_shared", "at_once")
_NAME, _GATES = 60, 2
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rendered(portfolio: Portfolio, form: str) -> str:
    """`portfolio` as `text`, `csv`, `json` or `html`."""
    return {"text": text, "csv": as_csv, "json": as_json, "html": html}[form](portfolio)


def text(portfolio: Portfolio) -> str:
    """A table as wide as the terminal, then the sums, the shared bases and what could not be decided."""
    table = _table(portfolio)
    parts = ["\n".join(table)] if portfolio.rows else []
    parts.append("\n".join(line for s in sums(portfolio) for line in wrap(s, later="  ")))
    if portfolio.notes:
        notes = (one_line(n, 1000) for n in portfolio.notes)
        parts.append("\n".join(line for n in notes for line in wrap(n, later="  ")))
    if portfolio.failures:
        bad = [line for f in portfolio.failures for line in wrap(one_line(f.error, 400), "- ")]
        parts.append("\n".join(["Not decided", *bad]))
    return "\n\n".join(parts) + "\n"


_TODAY, _HELD = "today/mo", "held back by"


def _table(portfolio: Portfolio) -> list[str]:
    """The rows; where the terminal is narrow, what holds back, and what is paid today, stand below each."""
    sure, _ = _columns(portfolio)
    head = ("workload", "verdict", _TODAY, "saving/yr", "once", "payback", *(["sure"] if sure else []), _HELD)
    every = [dict(zip(head, _cells(r, sure, ends=False), strict=True)) for r in portfolio.rows]
    held = width() > USUAL and any(cells[_HELD] for cells in every)
    out = [*([_TODAY] if width() < USUAL else []), *([] if held else [_HELD])]
    shown = [name for name in head if name not in out]
    below = ["", *(_below(r, c, out) for r, c in zip(portfolio.rows, every, strict=True))]
    folds = [i for i, name in enumerate(shown) if name in ("workload", "verdict", _HELD)]
    numbers = [i for i in range(len(shown)) if i not in folds]
    return lay_out([shown, *([c[n] for n in shown] for c in every)], numbers, "", folds, below)


def _below(row: Row, cells: Mapping[str, str], out: Sequence[str]) -> str:
    """What stands under a row: when today's model ends, and what there is no column for."""
    ends = "" if row.ends is None else f"{row.runs} ends on {row.ends.isoformat()}"
    part = f"counted over {words.months(row.months)}" if _counted_less(row) else ""
    return "; ".join(filter(None, (ends, part, *(f"{name}: {cells[name]}" for name in out if cells[name]))))


def _counted_less(row: Row) -> bool:
    """Whether its saving is that of fewer months than a year has; a job done once is whole."""
    return 1 < row.months < YEAR


def as_csv(portfolio: Portfolio) -> str:
    """A row a workload, and one with its error a failure; no text cell can act as a formula."""
    out = io.StringIO()
    names = [f.name for f in dataclasses.fields(Row)]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*names, "error"])
    for row in portfolio.rows:
        writer.writerow([_cell(getattr(row, n)) for n in names] + [""])
    for failure in portfolio.failures:
        writer.writerow([_cell(failure.file) if n == "file" else "" for n in names] + [_cell(failure.error)])
    return out.getvalue()


def as_json(portfolio: Portfolio) -> str:
    """All keys are always present; money in USD, saving a year, monthly a month."""
    data = {
        "format": 1,
        "as_of": portfolio.as_of.isoformat(),
        "totals": {
            "workloads": len(portfolio.rows),
            "not_decided": len(portfolio.failures),
            "unpriced": portfolio.unpriced,
            "saving": portfolio.saving,
            "one_time": portfolio.one_time,
            "at_once": portfolio.at_once,
            "routes": dict(portfolio.routes),
        },
        "rows": [dataclasses.asdict(r) for r in portfolio.rows],
        "failures": [dataclasses.asdict(f) for f in portfolio.failures],
        "notes": list(portfolio.notes),
        "shared": [{**dataclasses.asdict(s), "saving": s.saving} for s in portfolio.shared],
    }
    return encode(data, money=_MONEY)


def html(portfolio: Portfolio) -> str:
    """One self-contained page without scripts."""
    sure, ends = _columns(portfolio)
    rows = [(r, _cells(r, sure, ends, whole=True)) for r in portfolio.rows]
    page = html_templates(Path(__file__).parent / "templates").get_template("portfolio.html.j2")
    return page.render(p=portfolio, rows=rows, sure=sure, ends=ends, sums=sums(portfolio))


def _columns(portfolio: Portfolio) -> tuple[bool, bool]:
    """Whether it is shown how sure each verdict is, and when today's models end."""
    return any(r.sure is not None for r in portfolio.rows), any(r.ends is not None for r in portfolio.rows)


def sums(portfolio: Portfolio) -> list[str]:
    """The totals as sentences."""
    kinds = Counter(action_words.kind(r) for r in portfolio.rows).most_common()
    counts = ", ".join(f"{n} {kind}" for kind, n in kinds) or "none"
    decided = f"{_workloads(len(portfolio.rows))} decided as of {portfolio.as_of.isoformat()}: {counts}."
    twins = (_twins(rows) for rows in portfolio.twins)
    return [decided, *_savings(portfolio), *_what_is_open(portfolio), *twins, *_shared_bases(portfolio)]


def _savings(portfolio: Portfolio) -> Iterator[str]:
    """What is saved in all, and what of it is unexplained, bounded, unproved, or saved at once."""
    priced = len(portfolio.rows) - portfolio.unpriced
    if priced:
        yield (
            f"Saving against today's bills: {words.dollars(portfolio.saving)} a year,"
            f" for {words.dollars(portfolio.one_time)} once, hours of moving included,"
            f" over {_workloads(priced, 'priced ')}."
        )
    if shorter := sum(r.saving is not None and _counted_less(r) for r in portfolio.rows):
        yield f"Counted over less than a year, as long as is compared: {_workloads(shorter)}."
    if portfolio.unexplained > 0:
        rests = f"{words.dollars(portfolio.unexplained)} a year of it rests"
        yield f"{rests} on bills that are far off what their calls cost: make bill and volume agree first."
    if portfolio.replaced > 0:
        yield (
            f"{words.dollars(portfolio.replaced)} a year of it is at most saved: no model does that work today, and who"
            " checks what comes out and does the rest is paid on."
        )
    if portfolio.unproved > 0:
        hangs = f"{words.dollars(portfolio.unproved)} a year of it hangs"
        yield f"{hangs} on models that nobody measured on that work yet."
    if at_once := sum(bool(r.at_once) for r in portfolio.rows):
        yield (
            f"Today's models alone save {words.dollars(portfolio.at_once)} a year at once, by caching, batch or flex:"
            f" {_workloads(at_once)}."
        )


def _what_is_open(portfolio: Portfolio) -> Iterator[str]:
    """What cannot be priced, is not settled, or waits for an answer."""
    if portfolio.unpriced:
        yield f"{portfolio.unpriced:,} cannot be priced: an answer is missing."
    if not all(r.settled for r in portfolio.rows):
        yield "* not settled: a question is still open."
    if any(g.endswith("?") for r in portfolio.rows for g in r.blocked_by):
        yield "Held back by: what training waits for; ? nobody has said it yet."


def _shared_bases(portfolio: Portfolio) -> Iterator[str]:
    for shared in portfolio.shared:
        if shared.saving > 0:
            yield (
                f"{len(shared.workloads)} tuned use cases could share one base, {shared.base}:"
                f" {words.dollars(shared.saving)} a year less than each alone [T.multi]."
            )


def _workloads(count: int, kind: str = "") -> str:
    return f"{count:,} {kind}workload{'' if count == 1 else 's'}"


def _twins(rows: Sequence[Row]) -> str:
    """That rows may be one workload, with what that adds to the sum."""
    places, more = words.listed([one_line(r.file, _NAME) for r in rows]), len(rows) - 1
    extra = sum(r.saving or 0.0 for r in rows[1:])
    counted = f": {words.dollars(extra)} a year of the saving is counted more than once then" if extra else ""
    named = one_line(rows[0].workload, _NAME)
    return f"{named} stands in {places} with the same figures. Is it one workload? Leave {more} out if so{counted}."


def _cells(row: Row, sure: bool, ends: bool, whole: bool = False) -> tuple[str, ...]:
    name = one_line(row.workload, 300 if whole else _NAME)
    verdict = action_words.in_full(row) + ("" if row.settled else "*")
    gates = [*row.waits_for, *(_gate(g) for g in row.blocked_by)]
    shares = ["?" if row.sure is None else words.share(round(row.sure, 2))] if sure else []
    return (
        name,
        verdict,
        words.money(row.today),
        *([row.ends.isoformat() if row.ends is not None else ""] if ends else []),
        words.money(row.saving),
        words.money(row.one_time),
        _payback(row),
        *shares,
        ", ".join(gates) if whole else _few(gates),
    )


def _few(gates: Sequence[str]) -> str:
    """The first gates, and how many more there are."""
    more = len(gates) - _GATES
    return ", ".join(gates) if more < 2 else f"{', '.join(gates[:_GATES])} and {more} more"


def _gate(name: str) -> str:
    """A gate in words; the question mark of one that is still open stays."""
    return words.gate(name.removesuffix("?")) + ("?" if name.endswith("?") else "")


def _payback(row: Row) -> str:
    if row.saving is None:
        return words.UNKNOWN
    if row.payback is None:
        return "never"
    if row.payback == 0:
        return "at once" if row.saving > 0 else words.UNAVAILABLE
    return "<0.1 mo" if row.payback < 0.1 else f"{row.payback:,.1f} mo"


def _cell(value: Any) -> str:
    """A cell of a table that may be opened in a spreadsheet; numbers stay numbers."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(round(value, 6)) if math.isfinite(value) else ""
        case tuple():
            value = " ".join(value)
    shown = one_line(str(value), 1000)
    return "'" + shown if str(value).startswith(_FORMULA) or shown.startswith(_FORMULA) else shown
