"""What to check again in the price book, by reason, the most urgent first."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.knowledge.records import Reason, Stale
from advisor.knowledge.staleness import stale_entries
from advisor.knowledge.store import Knowledge
from advisor.text.table import width

_HEADINGS: Mapping[Reason, str] = {
    "retires": "Ends ahead",
    "retired": "Ended",
    "scheduled": "Price changes ahead",
    "disagree": "Sources disagree",
    "old": "Not read for more than {days:g} days",
}
_URGENT: Mapping[Reason, str] = {
    "retires": "Ends within a year",
    "old": "May decide a route, and not read for more than {days:g} days",
}
_YEAR = datetime.timedelta(days=365)


@dataclass(frozen=True)
class StaleList:
    """All reasons to check entries again, as known on a day."""

    on: datetime.date
    days: float
    reasons: tuple[Stale, ...]

    def data(self) -> dict[str, Any]:
        """As JSON data."""
        return {
            "format": 1,
            "as_of": self.on.isoformat(),
            "stale": [
                {"id": s.entry, "kind": s.kind, "why": s.why, "on": s.on.isoformat(), "decides": s.decides}
                for kind in _HEADINGS
                for s in self._of(kind)
            ],
        }

    def text(self) -> str:
        """As text for a terminal; a reason that several entries share stands once."""
        lines = [f"To check again, as known on {self.on}"]
        for kind, heading in _HEADINGS.items():
            urgent = [s for s in self._of(kind) if kind in _URGENT and self._is_urgent(s)]
            lines += self._part(_URGENT.get(kind, heading), urgent)
            lines += self._part(heading, [s for s in self._of(kind) if s not in urgent])
        if not self.reasons:
            lines += ["", "Nothing."]
        return "\n".join(lines) + "\n"

    def _is_urgent(self, reason: Stale) -> bool:
        return reason.decides if reason.kind == "old" else reason.on - self.on <= _YEAR

    def _part(self, heading: str, reasons: Sequence[Stale]) -> list[str]:
        shared: dict[str, list[str]] = {}
        for reason in reasons:
            shared.setdefault(reason.why, []).append(reason.entry)
        lines = ["", heading.format(days=self.days)] if shared else []
        for why, entries in shared.items():
            lines += textwrap.wrap(
                f"{', '.join(entries)}: {why}",
                width(),
                initial_indent="  ",
                subsequent_indent="    ",
                break_long_words=False,
                break_on_hyphens=False,
            )
        return lines

    def _of(self, kind: Reason) -> list[Stale]:
        return sorted((s for s in self.reasons if s.kind == kind), key=lambda s: s.on)


def stale(book: Knowledge, on: datetime.date) -> StaleList:
    """What to check again, as known on `on`."""
    return StaleList(on, book.assumption("stale_after_days").likely, stale_entries(book, on))
