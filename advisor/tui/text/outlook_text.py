"""How sure, what would flip it, what moves the money: pure text for the panel and the outlook screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from advisor.text import words
from advisor.text.table import lay_out
from advisor.tui.text.panel_text import PanelRow, heading
from advisor.tui.text.styles import MUTED

if TYPE_CHECKING:
    from advisor.tui.outlook_summary import Bars, OutlookSummary

FLIPS, BARS = 3, 5
STALE = "before this answer"
_LABEL, _FIGURE, _LEAST = 18, 7, 6


def rows(found: OutlookSummary | None, stale: bool, width: int) -> Iterator[PanelRow]:
    """For the panel: how sure, the nearest flips, and the inputs that move the money most."""
    if found is None:
        return
    opens = ("outlook", "")
    yield heading("unless", "What would change it", STALE if stale else "")
    if found.sure is not None:
        yield PanelRow(
            "sure", Content(f"Holds in {words.share(found.sure)} of samples of the numbers."), opens
        )
    flips = [PanelRow("unless", _flip(*flip), opens) for flip in found.flips[:FLIPS]]
    yield from flips or [PanelRow("unless", Content("No single answer would."), opens)]
    if found.bars is not None and found.bars.bars:
        drawn = Content("\n").join(tornado(found.bars, width, BARS))
        yield PanelRow("unless", drawn, opens)


def full(found: OutlookSummary, stale: bool, width: int) -> Content:
    """All of it, for a screen of its own."""
    parts = [Content("\n").join(_verdict(found, stale)), Content("\n").join(_flips(found))]
    if found.bars is not None and found.bars.bars:
        parts.append(Content("\n").join(tornado(found.bars, width, len(found.bars.bars))))
    if found.routes:
        parts.append(Content("\n").join(_routes(found)))
    return Content("\n\n").join(parts)


def tornado(found: Bars, width: int, most: int) -> list[Content]:
    """A bar an input: what is saved over the horizon as it goes from low to high; `│` is the likely, `┊` zero."""
    head = f"saved over the horizon, {found.tuned} against {found.reference}: {words.money(found.likely)}"
    shown = found.bars[:most]
    every = [found.likely, *(v for b in shown for v in (b.at_low, b.at_high))]
    low, high = min(every), max(every)
    label = max(len(b.label) for b in shown)
    label = label if width >= 80 else min(_LABEL, label)
    ends = max(len(b.ends) for b in shown) + 2 if width >= 80 else 0
    room = max(_LEAST, width - label - 2 * (_FIGURE + 1) - 2 - ends)
    rows = [Content.styled(head, "bold")]
    for bar in shown:
        least, most_ = sorted((bar.at_low, bar.at_high))
        name = Content(bar.label).truncate(label, ellipsis=True)
        rows.append(
            Content.assemble(
                name.pad_right(label - name.cell_length + 1),
                f"{words.money(least):>{_FIGURE}} ",
                (span(least, most_, found.likely, low, high, room), "$text-primary"),
                f" {words.money(most_):>{_FIGURE}}",
                (f"  {bar.ends}", MUTED) if ends else "",
            )
        )
    return rows


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
    return f"{text}, {STALE}" if stale else text


def _flip(unless: str, then: str) -> Content:
    return Content.assemble(f"· {unless}", (f" → {then}", MUTED))


def _verdict(found: OutlookSummary, stale: bool) -> Iterator[Content]:
    yield Content.styled(_head(found.verdict, stale), "bold $text-primary")
    yield Content(found.sentence)
    if found.sure is None:
        yield Content(f"Not priced yet; open: {', '.join(n.replace('_', ' ') for n in found.missing)}.")
        return
    others = "".join(f"; {name} in {words.share(share)}" for name, share in found.others)
    yield Content(
        f"It holds in {words.share(found.sure)} of {words.count(found.samples)} samples of the uncertain inputs"
        f"{others}."
    )


def _flips(found: OutlookSummary) -> Iterator[Content]:
    yield Content.styled(f"what would flip it, the nearest first ({len(found.flips)})", "bold")
    if not found.flips:
        yield Content("no single answer")
    for unless, then in found.flips:
        yield _flip(unless, then)


def _routes(found: OutlookSummary) -> Iterator[Content]:
    yield Content.styled("cost over the horizon, and how often each open route is the cheapest", "bold")
    rows: list[Sequence[str]] = [("route", "P10", "P50", "P90", "cheapest in")]
    for r in found.routes:
        share = words.UNAVAILABLE if r.cheapest is None else words.share(r.cheapest)
        rows.append((r.name, words.money(r.p10), words.money(r.p50), words.money(r.p90), share))
    for n, row in enumerate(lay_out(rows, indent="")):
        yield Content.styled(row, MUTED) if n == 0 else Content(row)
    yield Content.styled(f"{words.count(found.samples)} samples, seed {found.seed}", MUTED)
