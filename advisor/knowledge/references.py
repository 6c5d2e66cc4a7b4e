"""What a citation stands for: the claim or the source behind a key such as `G8.attribution` or `gpu-lists`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.errors import BadInput, near

if TYPE_CHECKING:
    import datetime

    from advisor.knowledge.base import Price
    from advisor.knowledge.lifecycle import Lifecycle
    from advisor.knowledge.store import Knowledge

BEYOND = "X"
_BEYOND_TITLE = "Knowledge beyond the five documents"


@dataclass(frozen=True)
class Reference:
    """`key` as cited; `says` its sentence; `title`, `by`, `date`, `url`, `via` of the document; `at` the place."""

    key: str
    says: str
    title: str
    at: str = ""
    by: str = ""
    date: str = ""
    url: str = ""
    via: str = ""

    @property
    def document(self) -> str:
        """The document with who wrote it, and its date."""
        return ", ".join(filter(None, (self.title, self.by, self.date and f"dated {self.date}")))


def reference(book: Knowledge, key: str, on: datetime.date | None = None) -> Reference:
    """What `key` stands for: a claim, a source, or the source of an assumption or of a price, as known `on` that day.

    Without a day the newest price that is in force. Raises BadInput with a near key.
    """
    claims = {c.id.lower(): c for c in book.claims}
    claim = claims.get(key.strip("[]").lower())
    if claim is not None:
        return _of_source(book, claim.source, claim.id, claim.says, claim.at)
    sources = {s.id.lower(): s for s in book.sources}
    source = sources.get(key.lower())
    if source is not None:
        return _of_source(book, source.id, source.id, source.notes)
    entry = book.priced(key)
    if entry is not None:
        price = (entry.at(on) if on is not None else None) or _newest(entry.prices)
        return _of_source(book, price.source, key, f"Price of {key}, as of {price.as_of_text}")
    figure = next((e for e in (*book.assumptions, *book.labours) if e.id == key), None)
    if figure is not None:
        return _of_source(book, figure.source, key, figure.says)
    end = next((e for e in book.lifecycles if e.id == key), None)
    if end is not None:
        return _of_source(book, end.source, key, _end_says(end))
    names = [c.id for c in book.claims] + [s.id for s in book.sources]
    raise BadInput("nothing is cited under this key", text=key, near=near(key, names))


def _end_says(end: Lifecycle) -> str:
    """The end of models as a sentence, with what takes their place."""
    what = {"shutdown": "shut down", "rerouted": "rerouted", "tuning-ends": "no new tunes"}[end.what]
    day = f"{what} on {end.shutdown}" if end.shutdown else f"kept until {end.earliest} at least"
    instead = f"; {end.replacement} is named in its place" if end.replacement else ""
    return f"{', '.join(end.models)} on {end.platform}: {day}{instead}."


def references(
    book: Knowledge, keys: Iterable[str], on: datetime.date | None = None
) -> tuple[Reference, ...]:
    """What each key stands for `on` that day, each once, in order; keys that stand for nothing are left out."""
    found: dict[str, Reference] = {}
    for key in keys:
        try:
            found.setdefault(key, reference(book, key, on))
        except BadInput:
            continue
    return tuple(found.values())


def _newest(prices: Sequence[Price]) -> Price:
    """The newest price that is not merely announced."""
    held = [p for p in prices if not getattr(p, "scheduled", False)] or list(prices)
    return max(held, key=lambda p: p.as_of)


def _of_source(book: Knowledge, source: str, key: str, says: str, at: str = "") -> Reference:
    if source == BEYOND:
        return Reference(key, says, _BEYOND_TITLE, at)
    try:
        s = book.source(source)
    except BadInput:  # `judgement`: an estimate of our own
        return Reference(key, says, source, at)
    return Reference(key, says, s.title, at, s.by, str(s.date), s.url, s.via)
