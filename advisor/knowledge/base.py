"""What every entry of the knowledge shares: a source, a date, a grade, and the choice of one by date."""

import datetime
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Literal, Self, TypeVar

from msgspec import Struct
from msgspec.structs import fields, replace

from advisor.knowledge.reader import KnownDate, SignedNumber

Grade = Literal["official", "library", "press", "judgement", "document", "case"]


class Dated(Struct, frozen=True, kw_only=True):
    """A figure with its provenance. `as_of_text` is the date as written.

    `fallback` is true when the figure is younger than the date asked for; `borrowed` names the single
    values taken from another entry of the same price.
    """

    as_of: KnownDate
    source: str
    grade: Grade
    cites: tuple[str, ...] = ()
    notes: str = ""
    as_of_text: str = ""
    fallback: bool = False
    borrowed: tuple[str, ...] = ()

    FILLED_IN: ClassVar = ("as_of_text", "fallback", "borrowed")
    """The fields that no file gives."""


class Price(Dated, frozen=True, kw_only=True):
    """Values by date. `scheduled`: announced for `as_of`, not yet paid when it was read.

    `checked`: when it was last read, where the figures hold since a known, earlier `as_of`.
    """

    scheduled: bool = False
    checked: KnownDate | None = None

    def amounts(self) -> dict[str, float]:
        """The amounts that are given, by name."""
        given = ((name, getattr(self, name)) for name in self.figures())
        return {name: value for name, value in given if value is not None}

    @classmethod
    @functools.cache
    def figures(cls) -> tuple[str, ...]:
        """The names of its amounts, those that a negotiated rate may replace."""
        return tuple(f.name for f in fields(cls) if f.type in (float, float | None))

    def having(self, changes: Mapping[str, Any]) -> Self:
        """The same entry with other figures, or marks, in it."""
        return replace(self, **changes)


E = TypeVar("E")
R = TypeVar("R")


def by_date(find: Callable[[E, datetime.date], R]) -> Callable[[E, datetime.date], R]:
    """`find`, keeping with its entry, which never changes, what was found for each date."""
    name = f"_{find.__name__}_by_date"

    @functools.wraps(find)
    def kept(entry: E, on: datetime.date) -> R:
        found: dict[datetime.date, R] = entry.__dict__.setdefault(name, {})
        if on not in found:
            found[on] = find(entry, on)
        return found[on]

    return kept


D = TypeVar("D", bound=Dated)


def newest(entries: Iterable[D], on: datetime.date, *, on_offer: bool = True) -> D | None:
    """The newest entry not after `on`, else, if `on_offer`, the oldest, marked `fallback`.

    Of two entries with one date the later in the file wins. A scheduled entry is never a fallback.
    """
    every = list(entries)
    known = [e for e in every if e.as_of <= on]
    if known:
        return max(enumerate(known), key=lambda pair: (pair[1].as_of, pair[0]))[1]
    read = [e for e in every if not getattr(e, "scheduled", False)]
    if not (on_offer and read):
        return None
    return replace(min(read, key=lambda e: e.as_of), fallback=True)


class Estimate(Dated, frozen=True, kw_only=True):
    """A figure with its range, in `unit`; `low` and `high` are the likely one where no range is given."""

    id: str
    low: SignedNumber
    likely: SignedNumber
    high: SignedNumber
    unit: str
    currency: Literal["USD", "GBP"] = "USD"
    says: str

    @staticmethod
    def prepare(data: dict[str, Any]) -> dict[str, Any]:
        """The likely figure for a bound that is not given."""
        return with_bounds(data)

    def __post_init__(self) -> None:
        if not self.low <= self.likely <= self.high:
            raise ValueError("the range is out of order: expected low <= likely <= high")


def with_bounds(data: dict[str, Any]) -> dict[str, Any]:
    """`data` with `likely` as `low` and `high` where these are not given."""
    return {"low": data["likely"], "high": data["likely"], **data} if "likely" in data else data


P = TypeVar("P", bound=Price)


def borrow(entry: P, others: Iterable[P], values: Sequence[str], agree_on: Sequence[str]) -> P:
    """`entry` with `values` it lacks taken from another entry that agrees on `agree_on`, nearest in time.

    A list that prints no cached rate is thus completed from one that prints the same rates and that one
    too. What was taken is named in `borrowed`.
    """
    lacking = [v for v in values if getattr(entry, v) is None]
    stated = [a for a in agree_on if getattr(entry, a) is not None]
    found: dict[str, float] = {}
    for other in sorted(others, key=lambda e: abs((e.as_of - entry.as_of).days)):
        if stated and all(getattr(entry, a) == getattr(other, a) for a in stated):
            for name in lacking:
                if name not in found and getattr(other, name) is not None:
                    found[name] = getattr(other, name)
    return entry.having({**found, "borrowed": tuple(found)}) if found else entry
