"""What every entry of the knowledge shares: a source, a date, a grade, and the choice of one by date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from advisor.knowledge.dates import Known

Grade = Literal["official", "library", "press", "judgement", "document"]
Amount = Annotated[float, Field(ge=0, strict=True, allow_inf_nan=False)]
Name = Annotated[str, Field(min_length=1, strict=True)]

_FILLED_IN = ("as_of_text", "fallback", "borrowed")


class Strict(BaseModel):
    """A mapping with these keys and no others, never changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Dated(Strict):
    """A figure with its provenance. `as_of_text` is the date as written.

    `fallback` is true when the figure is younger than the date asked for; `borrowed` names the single
    values taken from another entry of the same price.
    """

    as_of: Known
    source: Name
    grade: Grade
    cites: tuple[Name, ...] = ()
    notes: str = ""
    as_of_text: str = ""
    fallback: bool = False
    borrowed: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _keep_text(cls, data: object) -> object:
        if not isinstance(data, dict) or "as_of" not in data:
            return data
        for name in _FILLED_IN:
            if name in data:
                raise ValueError(f"{name} is not for files")
        return {**data, "as_of_text": str(data["as_of"])}


class Price(Dated):
    """Values by date. `scheduled`: announced for `as_of`, not yet paid when it was read.

    `checked`: when it was last read, where the figures hold since a known, earlier `as_of`.
    """

    scheduled: bool = False
    checked: Known | None = None


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
    return min(read, key=lambda e: e.as_of).model_copy(update={"fallback": True})


class Estimate(Dated):
    """A figure with its range, in `unit`; `low` and `high` are the likely one where no range is given."""

    id: Name
    low: float
    likely: float
    high: float
    unit: Name
    currency: Literal["USD", "GBP"] = "USD"
    says: Name

    @model_validator(mode="before")
    @classmethod
    def _one_value(cls, data: object) -> object:
        if isinstance(data, dict) and "likely" in data:
            return {"low": data["likely"], "high": data["likely"], **data}
        return data

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low <= self.likely <= self.high:
            raise ValueError("expected low <= likely <= high")
        return self


def same(first: Price, second: Price, names: Sequence[str]) -> bool:
    """Whether both entries hold the same figures for `names`."""
    return all(getattr(first, n) == getattr(second, n) for n in names)


P = TypeVar("P", bound=Price)


def borrow(entry: P, others: Iterable[P], values: Sequence[str], agree_on: Sequence[str]) -> P:
    """`entry` with `values` it lacks taken from another entry that agrees on `agree_on`.

    A list that prints no cached rate is thus completed from one that prints the same rates and that one
    too. What was taken is named in `borrowed`.
    """
    lacking = [v for v in values if getattr(entry, v) is None]
    found: dict[str, Any] = {}
    for other in sorted(others, key=lambda e: abs((e.as_of - entry.as_of).days)):
        if same(entry, other, agree_on):
            for name in lacking:
                if name not in found and getattr(other, name) is not None:
                    found[name] = getattr(other, name)
    return entry.model_copy(update={**found, "borrowed": tuple(found)}) if found else entry
