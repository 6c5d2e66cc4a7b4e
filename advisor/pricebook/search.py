"""Finding entries of the price book, and the list of those found."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.errors import BadInput, near
from advisor.knowledge.base import Estimate, Price
from advisor.knowledge.market import Gpu, Host, Model, Offer, RetrievalItem
from advisor.knowledge.store import Knowledge
from advisor.pricebook.entry import EntryReport, shut_down
from advisor.pricebook.price_table import figures, name
from advisor.text.table import lay_out

Entry = Model | Offer | Host | Gpu | RetrievalItem | Estimate

_HEADINGS = {
    "model": "Models, USD per 1M tokens",
    "tuning": "Tuning, training and tuned inference per 1M tokens",
    "host": "Dedicated endpoints, USD per GPU and hour",
    "gpu": "GPUs for rent, USD per hour",
    "retrieval": "Retrieval, USD",
    "labour": "Labour and labels",
    "assumption": "Assumptions",
}
_COLUMNS = {
    "model": ("input", "cached_input", "output", "batch_input", "batch_output"),
    "tuning": ("training", "tuned_input", "tuned_output", "hosting_per_hour"),
    "host": ("per_hour",),
    "gpu": ("low", "typical", "premium"),
    "retrieval": ("per_1m_tokens", "per_1k_queries", "per_month", "monthly_minimum"),
    "labour": ("low", "likely", "high"),
    "assumption": ("low", "likely", "high"),
}


_FIGURES = ("labour", "assumption")
"""Kinds that are no prices."""


def every(book: Knowledge) -> Iterator[tuple[str, Entry]]:
    """All entries with their kind."""
    groups: Sequence[tuple[str, Sequence[Entry]]] = (
        ("model", book.models),
        ("tuning", book.offers),
        ("host", book.hosts),
        ("gpu", book.gpus),
        ("retrieval", book.items),
        ("labour", book.labours),
        ("assumption", book.assumptions),
    )
    return ((kind, entry) for kind, entries in groups for entry in entries)


def look_up(book: Knowledge, asked: str | None, on: datetime.date) -> Listing | EntryReport:
    """All prices; or the entry that goes by `asked`, in full; or those it occurs in.

    Raises BadInput with the nearest name when there is none.
    """
    found = [(kind, entry) for kind, entry in every(book) if kind not in _FIGURES]
    if asked is None:
        return Listing(book, on, tuple(found), more=len(book.library_ids))
    found = list(every(book))
    exact = [(kind, entry) for kind, entry in found if entry.id.casefold() == asked.casefold()]
    if exact:
        return EntryReport(book, on, *exact[0])
    match = book.find_model(asked)
    if match.model is not None:
        return EntryReport(book, on, "model", match.model)
    words = asked.casefold().split()
    some = [(kind, entry) for kind, entry in found if all(w in _searched(kind, entry) for w in words)]
    more = {m.id: m for m in (*match.candidates, *_in_library(book, words))}
    some += [("model", m) for m in more.values() if m.id not in {entry.id for _, entry in some}]
    if not some:
        name = match.likely.id if match.likely else near(asked, [e.id for k, e in found if k != "model"])
        raise BadInput(
            "nothing in the price book goes by this name",
            text=asked,
            expected="a name of the list (advisor prices); a model's own price goes into the case (prices:)",
            near=name,
        )
    return EntryReport(book, on, *some[0]) if len(some) == 1 else Listing(book, on, tuple(some))


def _in_library(book: Knowledge, words: Sequence[str]) -> Iterator[Model]:
    """Models that only the library layer has, with all `words` in their id."""
    return (book.model_of_id(i) for i in book.library_ids if all(w in i.casefold() for w in words))


def _searched(kind: str, entry: Entry) -> str:
    also = (getattr(entry, "provider", ""), getattr(entry, "base", ""), *getattr(entry, "aliases", ()))
    return " ".join((kind, entry.id, *also)).casefold()


@dataclass(frozen=True)
class Listing:
    """Entries with the price in force, a table a kind. `more`: models of the library layer that are not shown."""

    book: Knowledge
    on: datetime.date
    entries: tuple[tuple[str, Entry], ...]
    more: int = 0

    def data(self) -> dict[str, Any]:
        """As JSON data; `price` is null where none was known on the day."""
        return {
            "format": 1,
            "as_of": self.on.isoformat(),
            "entries": [self._data(kind, entry) for kind, entry in self.entries],
        }

    def text(self) -> str:
        """As tables for a terminal."""
        lines = [f"Price book as known on {self.on}. A tilde marks a price read only later.", ""]
        for kind, heading in _HEADINGS.items():
            chosen = [e for k, e in self.entries if k == kind]
            if chosen:
                lines += [heading, *self._table(kind, chosen), ""]
        if self.more:
            lines.append(f"{self.more:,} more models are in the library layer: advisor prices NAME")
        return "\n".join(lines).rstrip("\n") + "\n"

    def _table(self, kind: str, entries: Sequence[Entry]) -> list[str]:
        columns = _COLUMNS[kind]
        known = [(entry, price) for entry in entries if (price := in_force(entry, self.on))]
        shown = [
            figures([getattr(price, c, None) for _, price in known], cents=kind not in _FIGURES)
            for c in columns
        ]
        rows = [("", *(name(c) for c in columns), "as of")]
        for i, (entry, price) in enumerate(known):
            end = shut_down(self.book, entry, self.on)
            dated = ("~" if price.fallback else "") + price.as_of_text
            dated += f", shut down {end.on}" if end is not None else ""
            rows.append((entry.id, *(column[i] for column in shown), dated))
        rest = len(entries) - len(known)
        unknown = [f"  {rest} more not known to be on offer by then"] if rest else []
        return [*lay_out(rows, right=range(1, len(columns) + 1)), *unknown]

    def _data(self, kind: str, entry: Entry) -> dict[str, Any]:
        price = in_force(entry, self.on)
        amounts = {c: getattr(price, c) for c in _COLUMNS[kind]} if isinstance(price, Estimate) else None
        return {
            "kind": kind,
            "id": entry.id,
            "provider": getattr(entry, "provider", None),
            "shut_down": end.on.isoformat() if (end := shut_down(self.book, entry, self.on)) else None,
            "price": price
            and {
                **(amounts or (price.amounts() if isinstance(price, Price) else {})),
                "as_of": price.as_of_text,
                "grade": price.grade,
                "source": price.source,
                "fallback": price.fallback,
            },
        }


def in_force(entry: Entry, on: datetime.date) -> Price | Estimate | None:
    """The price of an entry on a day; an estimate stands for itself."""
    return entry if isinstance(entry, Estimate) else entry.at(on)
