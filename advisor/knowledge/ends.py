"""When a model ends, as known on a day: the announced end, the day before which none comes, what takes its place."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from advisor.knowledge.lifecycle import Lifecycle
    from advisor.knowledge.names.model_match import ModelMatch


class KnownEnds(Protocol):
    """What is said of the ends of models; see Knowledge."""

    def find_model(self, name: str) -> ModelMatch:
        """What a spelling of a model means."""
        ...

    def home_platform(self, model: str) -> str | None:
        """Where the vendor of `model` serves it."""
        ...

    def lifecycles_of(self, *names: str) -> tuple[Lifecycle, ...]:
        """What is said of the ends of a model that goes by `names`, on any platform."""
        ...


def announced_end(book: KnownEnds, model: str, platform: str | None, on: datetime.date) -> Lifecycle | None:
    """The end of `model` on `platform` (its own vendor's when None) as known on `on`.

    Never a fallback: what nobody could know yet is unknown. The newest word wins, so an extension replaces the day
    before it.
    """
    return _newest(e for e in _said(book, model, platform, on) if e.ends)


def kept_until(book: KnownEnds, model: str, platform: str | None, on: datetime.date) -> Lifecycle | None:
    """The word that `model` stays at least until a day, ahead or past; None if an end is announced."""
    if announced_end(book, model, platform, on) is not None:
        return None
    return _newest(e for e in _said(book, model, platform, on) if e.earliest is not None)


def replacement(book: KnownEnds, end: Lifecycle, model: str, on: datetime.date) -> str | None:
    """The model that takes the place of `model`: as named where it ends, else as another platform names it."""
    if end.replacement is not None:
        return end.replacement
    others = (e for e in _said(book, model, "", on) if e.replacement is not None)
    found = _newest(others)
    return found.replacement if found else None


def _said(book: KnownEnds, model: str, platform: str | None, on: datetime.date) -> Iterator[Lifecycle]:
    """What could be known of `model` on `on`; on its home platform for None, on every platform for an empty text."""
    known = book.find_model(model).model
    own = known.id if known else model
    where = book.home_platform(own) if platform is None else platform
    for entry in book.lifecycles_of(own, model):
        if entry.known_since <= on and (not where or entry.platform == where):
            yield entry


def _newest(entries: Iterable[Lifecycle]) -> Lifecycle | None:
    """The newest word; of two of one day the later in the file."""
    every = list(entries)
    return max(reversed(every), key=lambda e: (e.known_since, e.as_of), default=None)
