"""One entry of the price book in full: every price it had, where each was read, and when it ends."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.knowledge.base import Estimate, Price
from advisor.knowledge.lifecycle import Lifecycle
from advisor.knowledge.market import Closure, Gpu, Host, Model, Offer, RetrievalItem, TuningPrice
from advisor.knowledge.records import Stale
from advisor.knowledge.staleness import stale_entries
from advisor.knowledge.store import Knowledge
from advisor.pricebook.price_table import figure, figures, name
from advisor.text.table import lay_out, width

_BOUNDS = ("low", "likely", "high")
_SHOWN = (
    "provider",
    "tier",
    "base",
    "kind",
    "tenancy",
    "params_b",
    "method",
    "status",
    "name",
    "gpu",
    "vram_gb",
)


@dataclass(frozen=True)
class EntryReport:
    """An entry, its history, ends, reasons to check it again, and sources."""

    book: Knowledge
    on: datetime.date
    kind: str
    entry: Model | Offer | Host | Gpu | RetrievalItem | Estimate

    def data(self) -> dict[str, Any]:
        """As JSON data."""
        price = self._price()
        return {
            "format": 1,
            "as_of": self.on.isoformat(),
            "kind": self.kind,
            "id": self.entry.id,
            "about": dict(self._about()),
            "price": _price_data(price) if price else None,
            "shut_down": end.on.isoformat() if (end := shut_down(self.book, self.entry, self.on)) else None,
            "history": [_price_data(p) for p in self._history()],
            "ends": [_end_data(e) for e in self._ends()],
            "tuned_as": [o.id for o in self._tuned()],
            "check_again": [{"kind": s.kind, "why": s.why, "on": s.on.isoformat()} for s in self._stale()],
            "sources": {s: self._source(s) for s in self._sources()},
            "notes": self.entry.notes,
        }

    def text(self) -> str:
        """As text for a terminal."""
        about = " · ".join(f"{name(k)} {v}" for k, v in self._about())
        lines = [
            f"{self.entry.id}  ({self.kind}, as known on {self.on})",
            *_wrap(about),
            *_wrap(self.entry.notes),
        ]
        for heading, part in (
            ("Prices", self._price_lines()),
            ("To buy", self._to_buy()),
            ("Ends", [self._end(e) for e in self._ends()]),
            ("Tuned as", [o.id for o in self._tuned()]),
            ("Check again", [f"{s.kind}: {s.why}" for s in self._stale()]),
            ("Sources", [f"{s}: {self._source(s)}" for s in self._sources()]),
        ):
            if part:
                lines += [
                    "",
                    heading,
                    *(part if heading == "Prices" else [w for p in part for w in _wrap(p)]),
                ]
        return "\n".join(lines) + "\n"

    def _price(self) -> Price | Estimate | None:
        return self.entry if isinstance(self.entry, Estimate) else self.entry.at(self.on)

    def _history(self) -> Sequence[Price | Estimate]:
        if isinstance(self.entry, Estimate):
            return (self.entry,)
        return sorted(self.entry.prices, key=lambda p: p.as_of, reverse=True)

    def _about(self) -> Iterator[tuple[str, Any]]:
        entry = self.entry
        for key in _SHOWN:
            value = getattr(entry, key, None)
            if value is not None:
                yield {"tier": "class"}.get(key, key), value
        if isinstance(entry, Estimate):
            yield "says", entry.says
            yield "unit", entry.unit
        if isinstance(entry, Model):
            if entry.aliases:
                yield "also", ", ".join(entry.aliases)
            if entry.released:
                yield "on offer by", entry.released.isoformat()
            yield from self._model_about(entry)
            if entry.long_prompt:
                p = entry.long_prompt
                yield (
                    "long prompts",
                    (
                        f"above {figure(p.above_tokens)} tokens input x{figure(p.input_times)}, "
                        f"output x{figure(p.output_times)}"
                    ),
                )

    def _model_about(self, entry: Model) -> Iterator[tuple[str, str]]:
        lists = (
            ("takes", entry.modalities),
            ("checked by", entry.checked_by),
            ("regions", tuple(f"{where} x{figure(times)}" for where, times in entry.regions.items())),
        )
        plain = (
            ("layer", "ours" if self.book.is_ours(entry.id) else "library"),
            ("step down", entry.step_down),
            ("step up", entry.step_up),
            ("window", entry.max_input_tokens and f"{figure(entry.max_input_tokens)} tokens"),
            ("cached from", entry.cache_minimum_tokens and f"{figure(entry.cache_minimum_tokens)} tokens"),
        )
        yield from ((key, str(value)) for key, value in plain if value)
        yield from ((key, ", ".join(value)) for key, value in lists if value)
        if entry.peak:
            hours = ", ".join(f"{figure(first)}-{figure(last)}" for first, last in entry.peak.hours_utc)
            yield "peak", f"x{figure(entry.peak.times)} at {hours} UTC on weekdays"

    def _price_lines(self) -> list[str]:
        history, current = self._history(), self._price()
        columns = [c for c in _names(self.entry) if any(_amount(p, c) is not None for p in history)]
        money = not isinstance(self.entry, Estimate)
        shown = [figures([_amount(p, c) for p in history], cents=money) for c in columns]
        rows = [("", *(name(c) for c in columns), "grade", "source", "")]
        for i, price in enumerate(history):
            amounts = (column[i] for column in shown)
            rows.append((price.as_of_text, *amounts, price.grade, price.source, self._mark(price, current)))
        lines = lay_out(rows, right=range(1, len(columns) + 1))
        for price in history:
            cited = f" [{', '.join(price.cites)}]" if price.cites else ""
            if (price.notes and not isinstance(price, Estimate)) or cited:
                lines += _wrap(f"{price.as_of_text}: {price.notes}{cited}")
        lines += [line for price in self._history() for line in _other_training(price)]
        if current is None:
            lines.append(f"  None known on {self.on}: not demonstrably on offer by then.")
        elif current.borrowed:
            taken = ", ".join(f"{name(b)} {figure(_amount(current, b))}" for b in current.borrowed)
            lines += _wrap(f"In force on {self.on}, from a list with the same base price: {taken}.")
        return lines

    def _to_buy(self) -> list[str]:
        """What a card costs without its server, the newest first; that no list says it where none does."""
        if not isinstance(self.entry, Gpu):
            return []
        known = [p for p in self.entry.purchases if p.as_of <= self.on]
        lists = sorted(known, key=lambda p: p.as_of, reverse=True)
        return [f"{p.as_of_text}  {figure(p.usd)} USD [{p.grade}, {p.source}]: {p.notes}" for p in lists] or [
            "no list says what a card costs"
        ]

    def _mark(self, price: Price | Estimate, current: Price | Estimate | None) -> str:
        if current is not None and (price.as_of, price.source) == (current.as_of, current.source):
            if (end := shut_down(self.book, self.entry, self.on)) is not None:
                return f"the last one: shut down on {end.on}"
            return "in force, read later" if current.fallback else "in force"
        return "announced" if isinstance(price, Price) and price.scheduled else ""

    def _ends(self) -> list[Lifecycle | Closure]:
        entry, ends = self.entry, list[Lifecycle | Closure]()
        if isinstance(entry, Offer):
            home = self.book.platform(entry.provider).lifecycle
            ends += [e for e in self._lifecycles(entry.base_model or entry.base) if e.platform == home]
            until = (entry.tuned_until,) if entry.tuned_until else ()
            ends += [c for c in (*entry.closures, *until) if c.known_since <= self.on]
        elif not isinstance(entry, Estimate):
            ends += self._lifecycles(entry.id)
        return sorted(ends, key=lambda e: e.on)

    def _lifecycles(self, model: str) -> list[Lifecycle]:
        return [e for e in self.book.lifecycles_of(model) if e.known_since <= self.on]

    def _end(self, end: Lifecycle | Closure) -> str:
        notice = f"announced {end.announced}" if end.announced else f"read {end.as_of_text}"
        basis = f"{notice} [{end.grade}, {end.source}]"
        if isinstance(end, Closure):
            whom = "" if end.who == "everyone" else f" ({end.who})"
            return f"{end.on}  {end.what}{whom}; {basis}"
        then = f"; replacement {end.replacement}" if end.replacement else ""
        what = {"shutdown": "shut down"}.get(end.what, end.what) if end.shutdown else "not before this day"
        latest = self.book.lifecycle(end.models[0], end.platform, self.on)
        moved = "; superseded" if end.ends and latest and latest.known_since > end.known_since else ""
        return f"{end.on}  {what} on {end.platform}{then}; {basis}{moved}"

    def _tuned(self) -> list[Offer]:
        return [
            o for o in self.book.offers if isinstance(self.entry, Model) and o.base_model == self.entry.id
        ]

    def _stale(self) -> list[Stale]:
        return [s for s in stale_entries(self.book, self.on) if s.entry == self.entry.id]

    def _sources(self) -> list[str]:
        bought = self.entry.purchases if isinstance(self.entry, Gpu) else ()
        return sorted({p.source for p in (*self._history(), *bought, *self._ends())})

    def _source(self, source: str) -> str:
        found = self.book.source(source)
        parts = (found.title, found.by, found.date, found.url, found.via and f"read in {found.via}")
        return ", ".join(p for p in parts if p)


def shut_down(book: Knowledge, entry: object, on: datetime.date) -> Lifecycle | None:
    """The shutdown of a model at its own vendor that had come by `on`; None while it can be called there."""
    end = book.lifecycle(entry.id, None, on) if isinstance(entry, Model) else None
    return end if end is not None and end.on <= on else None


def _names(entry: Model | Offer | Host | Gpu | RetrievalItem | Estimate) -> tuple[str, ...]:
    if isinstance(entry, Estimate):
        return _BOUNDS
    return type(entry.prices[0]).figures() if entry.prices else ()


def _amount(price: Price | Estimate, key: str) -> float | None:
    value: float | None = getattr(price, key)
    return value


def _other_training(price: Price | Estimate) -> list[str]:
    """What training costs in other tiers, methods and zones."""
    others = price.other_training if isinstance(price, TuningPrice) else {}
    said = ", ".join(f"{tier.replace('-', ' ')} {figure(rate)}" for tier, rate in others.items())
    return _wrap(f"{price.as_of_text}: training also {said}") if said else []


def _price_data(price: Price | Estimate) -> dict[str, Any]:
    amounts = price.amounts() if isinstance(price, Price) else {k: _amount(price, k) for k in _BOUNDS}
    return {
        **amounts,
        "as_of": price.as_of_text,
        "known_from": price.as_of.isoformat(),
        "source": price.source,
        "grade": price.grade,
        "cites": list(price.cites),
        "notes": price.notes,
        "scheduled": isinstance(price, Price) and price.scheduled,
        "fallback": price.fallback,
        "borrowed": list(price.borrowed),
    }


def _end_data(end: Lifecycle | Closure) -> dict[str, Any]:
    shared = {
        "on": end.on.isoformat(),
        "announced": end.announced.isoformat() if end.announced else None,
        "what": end.what,
        "source": end.source,
    }
    if isinstance(end, Closure):
        return {**shared, "who": end.who, "platform": None, "replacement": None, "earliest": None}
    early = {"earliest": end.earliest.isoformat() if end.earliest else None, "ends": end.ends}
    return {**shared, **early, "who": "everyone", "platform": end.platform, "replacement": end.replacement}


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(
        text,
        width(),
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
