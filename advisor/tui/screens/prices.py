"""Prices: what is known of each entry on this date, how old it is, and where it was read."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from advisor.knowledge.staleness import stale_entries
from advisor.tui.screens.browser import Catalogue
from advisor.tui.text.citation_links import linked, opened
from advisor.tui.text.styles import MUTED

if TYPE_CHECKING:
    from advisor.knowledge.base import Price
    from advisor.knowledge.market import Gpu, Host, Model, Offer, RetrievalItem
    from advisor.knowledge.store import Knowledge

    Priced = Model | Offer | Host | Gpu | RetrievalItem

_ID, _DATE = 28, 11
_KINDS = {
    "model": "USD per 1M tokens",
    "tuning": "USD per 1M tokens",
    "host": "USD per hour",
    "gpu": "USD per GPU and hour",
    "retrieval": "USD",
}


class PricesScreen(Catalogue):
    """Models, tuning offers, hosts, GPUs and retrieval parts."""

    HINT = "filter: a model, a provider, stale, a kind (model, tuning, host, gpu, retrieval)"
    EMPTY = "No price matches."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f4", "close", "Close the prices", show=False)]

    def __init__(self, knowledge: Knowledge, on: datetime.date) -> None:
        super().__init__()
        self._knowledge, self._on = knowledge, on

    @cached_property
    def _entries(self) -> Mapping[str, tuple[str, Priced]]:
        """`kind id` -> kind and entry."""
        book = self._knowledge
        lists: Sequence[Sequence[Priced]] = (book.models, book.offers, book.hosts, book.gpus, book.items)
        return {f"{kind} {e.id}": (kind, e) for kind, es in zip(_KINDS, lists, strict=True) for e in es}

    @cached_property
    def _stale(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for stale in stale_entries(self._knowledge, self._on):
            found[stale.entry] = "; ".join(filter(None, (found.get(stale.entry), stale.why)))
        return found

    def heading(self) -> Content:
        """How many entries, as of when, and how many are stale; a click filters."""
        stale = sum(entry.id in self._stale for _, entry in self._entries.values())
        return Content.assemble(
            f"{len(self._entries)} prices as known on {self._on} · ",
            Content(f"{stale} stale").stylize("@click=screen.filter('stale')"),
        )

    def rows(self, filter_: str) -> Mapping[str, Content]:
        """The entries that match every word."""
        asked = filter_.lower().split()
        return {
            key: self._row(kind, entry)
            for key, (kind, entry) in self._entries.items()
            if all(self._matches(word, kind, entry) for word in asked)
        }

    def _matches(self, word: str, kind: str, entry: Priced) -> bool:
        if word == "stale":
            return entry.id in self._stale
        return word in f"{kind} {entry.id} {getattr(entry, 'provider', '')}".lower()

    def _row(self, kind: str, entry: Priced) -> Content:
        price = entry.at(self._on)
        dated = price.as_of_text if price else "not known"
        grade = price.grade if price else ""
        mark = "stale" if entry.id in self._stale else ""
        return Content.assemble(
            (f"{kind:<10}", MUTED),
            f"{entry.id:<{_ID}} ",
            (f"{dated:<{_DATE}}", MUTED),
            (f"{mark:<6}", "bold $text-warning"),
            (grade, MUTED),
        )

    def detail(self, id_: str) -> Content:
        """Price in force, history, notes and source."""
        kind, entry = self._entries[id_]
        price = entry.at(self._on)
        parts = [Content.assemble((entry.id, "bold $text-primary"), (f"   {kind}, {_KINDS[kind]}", MUTED))]
        if entry.id in self._stale:
            parts.append(Content.assemble(("Check again: ", "bold"), self._stale[entry.id]))
        if price is None:
            parts.append(Content(f"No price known on {self._on}."))
        for past in sorted(entry.prices, key=lambda p: p.as_of, reverse=True):
            used = price is not None and past.as_of == price.as_of
            parts.append(Content("\n").join(self._price(past, used, price is not None and price.fallback)))
        if entry.notes:
            parts.append(Content(entry.notes))
        return Content("\n\n").join(parts)

    def _price(self, price: Price, used: bool, fallback: bool) -> Iterator[Content]:
        state = "used" if used else ""
        if used and fallback:
            state = "used although younger than this date: the oldest known"
        yield Content.assemble((f"{price.as_of_text}", "bold"), f"  {price.grade}  ", (state, MUTED))
        for name, value in price.amounts().items():
            yield Content(f"  {name.replace('_', ' '):<26}{value:>12,.6g}")
        source = self._knowledge.source(price.source)
        yield Content.styled(f"  {source.title}", MUTED)
        if source.url:
            yield Content(f"  {source.url}").stylize(opened(source.url))
        if price.cites:
            yield linked(Content.styled(f"  [{', '.join(price.cites)}]", MUTED))
        if price.notes:
            yield Content(f"  {price.notes}")
