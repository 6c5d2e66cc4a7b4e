"""What the figures rest on: claims of the documents, sources, conflicts between sources, defaults."""

import datetime
import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from advisor.knowledge.base import Dated, with_bounds


class Claim(Struct, frozen=True, kw_only=True):
    """One thing a source says, in our own words, and how the product proves or covers it."""

    id: str
    source: Literal["G", "L", "P", "T", "C", "X"]
    at: str
    check: Literal["rule", "price", "cost", "example", "advice", "flawed"]
    says: str


class Source(Struct, frozen=True, kw_only=True):
    """Where a figure was read. `via`: the copy that was read where it was not the publisher's own page."""

    id: str
    title: str
    by: str = ""
    date: str = ""
    url: str = ""
    via: str = ""
    notes: str = ""


class SourcePosition(Struct, frozen=True, kw_only=True):
    """What one source says."""

    says: str
    source: str


class SourceConflict(Dated, frozen=True, kw_only=True):
    """Sources that disagree about `entries`, and which figure is used here and why (`taken`)."""

    id: str
    about: str
    entries: tuple[str, ...] = ()
    positions: tuple[SourcePosition, ...]
    taken: str


class Range(NamedTuple):
    """A figure with its bounds; all three equal where nothing is known of the spread."""

    low: float
    likely: float
    high: float


class DefaultCase(Struct, frozen=True, kw_only=True):
    """The default where the fact named by `by` equals `value`, or is `at_least` this much; with neither, else."""

    value: str | None = None
    at_least: float | None = None
    low: float
    likely: float
    high: float


class DefaultValue(Dated, frozen=True, kw_only=True):
    """What is taken for a fact that nobody answered.

    `value` for a choice, flag or list; else `cases` picked by another fact `by`, and low/likely/high
    for where there is none or it is unknown. Cases by `at_least` are knots of a line.
    `share_of`: the range is a fraction of that fact's value, beside what `keeps` names where `keeps_if`
    is set and beside what `always_keeps` name; all of it where `whole_if` is set. While `own_part` is not known, what
    is beyond `shrinks_at_most` stays whole, and beyond the fact that `shrinks` names; where that is not known either,
    `cases` tell.
    """

    fact: str
    says: str
    unit: str = ""
    value: str | bool | tuple[str, ...] | None = None
    low: float | None = None
    likely: float | None = None
    high: float | None = None
    share_of: str | None = None
    keeps: str | None = None
    keeps_if: str | None = None
    always_keeps: tuple[str, ...] = ()
    own_part: str | None = None
    shrinks: str | None = None
    whole_if: str | None = None
    shrinks_at_most: float | None = None
    by: str | None = None
    cases: tuple[DefaultCase, ...] = ()

    @staticmethod
    def prepare(data: dict[str, Any]) -> dict[str, Any]:
        """The likely figure for a bound that is not given."""
        return with_bounds(data)

    def __post_init__(self) -> None:
        number = self.likely is not None or bool(self.cases)
        if (self.value is not None) == number or bool(self.cases) != bool(self.by):
            raise ValueError("expected either value, or likely, or by with cases")

    @property
    def hangs_on(self) -> frozenset[str]:
        """The facts whose values move it."""
        names = (self.share_of, self.keeps, self.keeps_if, self.shrinks, self.whole_if, self.by)
        return frozenset(n for n in (*names, *self.always_keeps) if n is not None)

    def range(self, facts: Mapping[str, Any]) -> Range | None:
        """The default as a range; None for a choice, or while a fact it hangs on is not in `facts`."""
        usual = Range(self.low, self.likely, self.high) if self.likely is not None else None  # type: ignore[arg-type]
        found = self._case(facts)
        here = Range(found.low, found.likely, found.high) if found is not None else usual
        if self.share_of is None or here is None:
            return here
        whole = facts.get(self.share_of)
        kept = facts.get(self.keeps) if self.keeps and facts.get(self.keeps_if or "") else 0.0
        if whole is None or kept is None:
            return None
        if self.whole_if and facts.get(self.whole_if):
            return Range(whole, whole, whole)
        always = sum(facts.get(name) or 0.0 for name in self.always_keeps)
        shrinks = _larger(whole - kept - always, 0.0)
        if self.own_part is None or facts.get(self.own_part) is not None:
            return Range(*(whole - shrinks * (1 - part) for part in usual or here))
        named = facts.get(self.shrinks, 0.0) if self.shrinks else 0.0
        known = (named > 0) * 1.0
        shrinks = _smaller(shrinks, known * _larger(named - always, 0.0) + (1 - known) * whole)
        shrinks = shrinks if self.shrinks_at_most is None else _smaller(shrinks, self.shrinks_at_most)
        parts = (one + known * (other - one) for one, other in zip(here, usual or here, strict=True))
        return Range(*(whole - shrinks * (1 - part) for part in parts))

    def _case(self, facts: Mapping[str, Any]) -> DefaultCase | None:
        given = facts.get(self.by) if self.by else None
        knots = [c for c in self.cases if c.at_least is not None]
        if knots:
            return None if given is None else _between(knots, given)
        return next((c for c in self.cases if c.value in (given, None)), None)


def _smaller(one: Any, other: Any) -> Any:
    """The smaller of two numbers, or of each pair of two arrays."""
    return (one + other - abs(one - other)) / 2


def _larger(one: Any, other: Any) -> Any:
    """The larger of two numbers, or of each pair of two arrays."""
    return one + other - _smaller(one, other)


def _between(knots: Sequence[DefaultCase], given: float) -> DefaultCase | None:
    """The range at `given`, read off the line through the knots (by the logarithm from the first above zero on).

    Without jumps, so that a cost that rests on it never falls because a volume rose.
    """
    below = [c for c in knots if (c.at_least or 0.0) <= given]
    above = [c for c in knots if (c.at_least or 0.0) > given]
    if not below or not above:
        return max(below, key=lambda c: c.at_least or 0.0, default=None)
    left = max(below, key=lambda c: c.at_least or 0.0)
    right = min(above, key=lambda c: c.at_least or 0.0)
    start, end = left.at_least or 0.0, right.at_least or 0.0
    part = (given - start) / (end - start)
    if start > 0:
        part = math.log(given / start) / math.log(end / start)

    def at(name: str) -> float:
        first: float = getattr(left, name)
        last: float = getattr(right, name)
        return first + part * (last - first)

    return DefaultCase(at_least=given, low=at("low"), likely=at("likely"), high=at("high"))


class KnownChoice(Dated, frozen=True, kw_only=True):
    """A part that is taken where nobody chose one: the id of an entry, or `none`."""

    id: str
    value: str
    says: str


Reason = Literal["old", "disagree", "scheduled", "retires", "retired"]


class Stale(NamedTuple):
    """A reason to check an entry again. `decides`: its price may decide a route."""

    entry: str
    kind: Reason
    why: str
    on: datetime.date
    decides: bool = False
