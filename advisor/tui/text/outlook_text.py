"""How sure, what would flip it, what moves the money: pure text for the panel and the outlook screen."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from advisor.text import words
from advisor.text.table import lay_out
from advisor.tui.text.panel_text import PanelRow, heading
from advisor.tui.text.styles import MUTED

if TYPE_CHECKING:
    from advisor.tui.outlook_summary import Bars, OutlookSummary, SummaryBar

FLIPS, BARS = 3, 5
STALE = "before this answer"
_FIGURE, _LEAST, _BESIDE = 7, 6, 14


def rows(found: OutlookSummary | None, stale: bool, width: int) -> Iterator[PanelRow]:
    """For the panel: how sure, the nearest flips, and the inputs that move the money most."""
    if found is None:
        return
    opens = ("outlook", "")
    yield heading("unless", "What would change it", STALE if stale else "")
    yield PanelRow("sure", Content(found.sure), opens)
    flips = [PanelRow("unless", _flip(*flip), opens) for flip in found.flips[:FLIPS]]
    yield from flips or [PanelRow("unless", Content("No single answer would."), opens)]
    if found.bars is not None and found.bars.bars:
        drawn = Content("\n").join(tornado(found.bars, width, BARS))
        yield PanelRow("unless", drawn, opens)


def full(summary: OutlookSummary, stale: bool, width: int) -> Content:
    """All of it, for a screen of its own."""
    parts = [Content("\n").join(_verdict(summary, stale))]
    if summary.asked:
        parts.append(Content("\n").join(_asked(summary)))
    parts.append(Content("\n").join(_flips(summary)))
    if summary.bars is not None and summary.bars.bars:
        parts.append(Content("\n").join(tornado(summary.bars, width, len(summary.bars.bars))))
    if summary.routes:
        parts.append(Content("\n").join(_routes(summary)))
    return Content("\n\n").join(parts)


def tornado(found: Bars, width: int, most: int) -> list[Content]:
    """A bar an input: what is saved over the horizon as it goes from low to high; `│` is the likely, `┊` zero.

    Beside its name where there is room for a bar that can be read, else below it.
    """
    head = f"What {found.tuned} saves against {found.reference} over the horizon: {words.money(found.likely)}"
    shown = found.bars[:most]
    every = [found.likely, *(v for b in shown for v in (b.at_low, b.at_high))]
    low, high = min(every), max(every)
    label, ends = max(len(b.label) for b in shown), max(len(b.ends) for b in shown) + 2
    around = 2 * (_FIGURE + 1)
    room = width - label - ends - around
    beside = room >= _BESIDE
    rows = [Content.styled(line, "bold") for line in _wrapped(head, width)]
    for bar in shown:
        if beside:
            drawn = _drawn(bar, found.likely, low, high, room)
            rows.append(Content.assemble(f"{bar.label:<{label}}", drawn, (f"  {bar.ends}", MUTED)))
        else:
            rows += [Content(line) for line in _wrapped(f"{bar.label}: {bar.ends}", width)]
            rows.append(_drawn(bar, found.likely, low, high, max(_LEAST, width - around)))
    return rows


def _drawn(bar: SummaryBar, likely: float, low: float, high: float, room: int) -> Content:
    """A bar between the figures at its ends."""
    least, most = sorted((bar.at_low, bar.at_high))
    return Content.assemble(
        f"{words.money(least):>{_FIGURE}} ",
        (span(least, most, likely, low, high, room), "$text-primary"),
        f" {words.money(most):>{_FIGURE}}",
    )


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False)


def span(start: float, end: float, likely: float, low: float, high: float, room: int) -> str:
    """A bar from `start` to `end` on a scale from `low` to `high`, exact to half a cell, with its marks."""
    if room < 1 or not high > low:
        return " " * max(0, room)
    halves = room * 2

    def at(value: float) -> int:
        return min(halves, max(0, round((value - low) / (high - low) * halves)))

    first, last = at(start), max(at(end), at(start) + 1)
    if last > halves:
        first, last = halves - 1, halves
    cells = []
    for cell in range(room):
        left, right = first <= 2 * cell < last, first <= 2 * cell + 1 < last
        cells.append("█" if left and right else "▌" if left else "▐" if right else " ")
    for value, mark in ((0.0, "┊"), (likely, "│")):
        cell = min(room - 1, at(value) // 2)
        if low <= value <= high and cells[cell] == " ":
            cells[cell] = mark
    return "".join(cells)


def _head(text: str, stale: bool) -> str:
    return f"{text} ({STALE})" if stale else text


def _flip(unless: str, then: str) -> Content:
    return Content.assemble(f"· {unless}", (f" → {then}", MUTED))


def _verdict(summary: OutlookSummary, stale: bool) -> Iterator[Content]:
    yield Content.styled(_head(summary.headline, stale), "bold $text-primary")
    yield Content(summary.unless)
    others = "".join(f" {name} in {words.share(share)}." for name, share in summary.others)
    yield Content(f"{summary.sure}{f' Otherwise:{others}' if others else ''}")
    if summary.not_drawn:
        yield Content(summary.not_drawn)


def _asked(summary: OutlookSummary) -> Iterator[Content]:
    yield Content.styled("Open questions", "bold")
    for question in summary.asked:
        yield Content(f"· {question}")


def _flips(summary: OutlookSummary) -> Iterator[Content]:
    yield Content.styled("What would change it, the nearest first", "bold")
    if not summary.flips:
        yield Content("No single answer would.")
    for unless, then in summary.flips:
        yield _flip(unless, then)


def _routes(summary: OutlookSummary) -> Iterator[Content]:
    yield Content.styled("Cost over the horizon, and how often each open route is the cheapest", "bold")
    rows: list[Sequence[str]] = [("route", "P10", "P50", "P90", "cheapest in")]
    for r in summary.routes:
        share = words.cheapest_in(r.cheapest)
        rows.append((r.name, words.money(r.p10), words.money(r.p50), words.money(r.p90), share))
    for n, row in enumerate(lay_out(rows, indent="")):
        yield Content.styled(row, MUTED) if n == 0 else Content(row)
    yield Content.styled(f"{words.NOT_COUNTED} {summary.cheapest}".strip(), MUTED)
    yield Content.styled(f"{words.count(summary.samples)} samples, seed {summary.seed}", MUTED)
