"""Which entries are to be checked again, and why: old, disputed, about to change, ending or ended."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisor.knowledge.base import Dated
from advisor.knowledge.market import Gpu, Host, Model, Offer, Platform, RetrievalItem
from advisor.knowledge.records import Reason, Stale

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge


_STATED = ("official", "library", "press")
"""Grades of figures that somebody may state anew; judgements and the documents' own figures stay as they are."""
Priced = Model | Offer | Host | Gpu | RetrievalItem


def stale_entries(knowledge: Knowledge, on: datetime.date) -> tuple[Stale, ...]:
    """Every reason known on `on`, the gravest last; an entry may have several."""
    priced: tuple[Priced, ...] = (
        *knowledge.models,
        *knowledge.offers,
        *knowledge.hosts,
        *knowledge.gpus,
        *knowledge.items,
    )
    limit = datetime.timedelta(days=knowledge.assumption("stale_after_days").likely)
    return (
        *(reason for entry in priced if not _over(knowledge, entry, on) for reason in _old(entry, on, limit)),
        *_unread(knowledge, on, limit),
        *_disputed(knowledge, on),
        *(reason for model in knowledge.models for reason in _changing(model, on)),
        *_closing(knowledge, on),
        *_ending(knowledge, on),
    )


def newest_price(knowledge: Knowledge, on: datetime.date) -> datetime.date | None:
    """The day, not after `on`, on which the newest of all shipped prices was read; None without any."""
    priced: tuple[Priced, ...] = (
        *knowledge.models,
        *knowledge.offers,
        *knowledge.hosts,
        *knowledge.gpus,
        *knowledge.items,
    )
    days = (d for e in priced for p in e.prices for d in (p.as_of, p.checked) if d is not None and d <= on)
    return max(days, default=None)


def _over(knowledge: Knowledge, entry: Priced, on: datetime.date) -> bool:
    """Whether nobody can buy it any more, so that its price need not be read again."""
    if isinstance(entry, Offer):
        return entry.status == "closed" or entry.closure(on, insider=True) is not None
    end = knowledge.lifecycle(entry.id, None, on) if isinstance(entry, Model) else None
    return end is not None and end.on <= on


def _old(entry: Priced, on: datetime.date, limit: datetime.timedelta) -> Iterator[Stale]:
    price = entry.at(on)
    if price is None or price.fallback:
        return
    read = max(price.as_of, price.checked or price.as_of)
    if price.as_of_text == "unknown" and price.checked is None:
        yield Stale(entry.id, "old", "when it was read is not known", read, _decides(entry, on))
    elif read <= on and on - read > limit:
        yield Stale(entry.id, "old", f"read {(on - read).days} days before", read, _decides(entry, on))


def _unread(knowledge: Knowledge, on: datetime.date, limit: datetime.timedelta) -> Iterator[Stale]:
    """What others state beside prices: where data is kept, promises of ends, rented hours, wages, rates."""
    residencies = {(r.seller, r.region, r.work) for r in knowledge.residencies}
    kept = (knowledge.residency(*key, on) for key in sorted(residencies))
    stated: tuple[tuple[str, Dated, bool], ...] = (
        *((r.id, r, True) for r in kept if r is not None),
        *((p.id, p, False) for p in knowledge.policies),
        *((r.id, r, False) for r in knowledge.rentals),
        *((e.id, e, False) for e in (*knowledge.labours, *knowledge.assumptions) if e.grade in _STATED),
    )
    for name, entry, decides in stated:
        if entry.as_of <= on and on - entry.as_of > limit:
            yield Stale(name, "old", f"read {(on - entry.as_of).days} days before", entry.as_of, decides)
    if on - limit > (published := knowledge.rates_as_of):
        days = (on - published).days
        yield Stale("exchange rates", "old", f"read {days} days before", published)


def _decides(entry: Priced, on: datetime.date) -> bool:
    """Whether a route's cost may rest on this price: a tune that can be trained and served, a host, a GPU."""
    if isinstance(entry, Offer):
        price, served = entry.at(on), entry.mode(on)
        trained = price is not None and price.training is not None
        return trained and served is not None and served.mode not in ("unknown", "testing-only")
    return isinstance(entry, Host | Gpu)


def _disputed(knowledge: Knowledge, on: datetime.date) -> Iterator[Stale]:
    for conflict in knowledge.conflicts:
        if conflict.as_of <= on:
            said = "; ".join(f"{p.says} ({p.source})" for p in conflict.positions)
            for entry in conflict.entries:
                yield Stale(
                    entry, "disagree", f"{conflict.about}: {said}. Taken: {conflict.taken}", conflict.as_of
                )


def _changing(model: Model, on: datetime.date) -> Iterator[Stale]:
    for price in model.prices:
        if price.scheduled and price.as_of > on and model.at(on) is not None:
            figures = ", ".join(f"{name} {value:g}" for name, value in price.amounts().items())
            yield Stale(model.id, "scheduled", f"from {price.as_of}: {figures}", price.as_of)


def _closing(knowledge: Knowledge, on: datetime.date) -> Iterator[Stale]:
    shared = {c for platform in knowledge.platforms for c in platform.closures}
    entries: tuple[Platform | Offer, ...] = (*knowledge.platforms, *knowledge.offers)
    for entry in entries:
        for closure in entry.closures:
            if closure.known_since <= on and (closure not in shared or isinstance(entry, Platform)):
                whom = "" if closure.who == "everyone" else f" ({closure.who})"
                kind: Reason = "retired" if closure.shut(on) else "retires"
                yield Stale(entry.id, kind, f"{closure.on}: {closure.what}{whom}", closure.on)


def _ending(knowledge: Knowledge, on: datetime.date) -> Iterator[Stale]:
    priced = {m.id for m in knowledge.models} | {i.id for i in knowledge.items}
    pairs = {(model, entry.platform): None for entry in knowledge.lifecycles for model in entry.models}
    for model, platform in pairs:
        end = knowledge.lifecycle(model, platform, on)
        if end is not None and model in priced:
            verb = "rerouted" if end.what == "rerouted" else "shut down"
            then = f", replacement {end.replacement}" if end.replacement else ""
            notice = f", announced {end.announced}" if end.announced else ""
            why = f"{verb} on {platform} {end.on}{notice}{then}"
            yield Stale(model, "retired" if end.on <= on else "retires", why, end.on)
