"""The exports that can be read: each a small declaration in exports/, of where every role of a record stands."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from advisor.files import yaml_file

DIMENSIONS = ("model", "project", "key", "tag", "route", "tier")
EXPORTS = Path(__file__).with_name("exports")

Kind = Literal["json", "table"]
Side = Literal["in", "apart"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(_Strict):
    """Where a value stands: the first of several places that holds one, the largest of them, or their sum.

    `keys`: objects whose numbers are added up, those under a name that has one of `holding` and none of `but` in it.
    `times`: how many one unit of a number is. `each`: where the calls stand of which the number is the mean.
    `less`: numbers that are taken off it. `clock`: where the rest of a time stands, as the month of a year.
    `end`: of a text that names two days, from one to the other, the one that is meant.
    """

    first: tuple[str, ...] = ()
    most: tuple[str, ...] = ()
    sum: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    holding: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    times: float = 1.0
    each: str = ""
    less: tuple[str, ...] = ()
    clock: tuple[str, ...] = ()
    end: Literal["", "first", "last"] = ""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        """A text or a list stands for `first`."""
        if isinstance(value, str):
            return {"first": (value,)}
        return {"first": tuple(value)} if isinstance(value, list) else value


class Match(_Strict):
    """A test of one field: it is one of `values`, begins with one of `begins`, has one of `holds` in it, is none of
    `not`, or a number not between both of `outside`; letters in any case."""

    field: str
    values: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    not_: tuple[str, ...] = Field(default=(), alias="not")
    outside: tuple[float, float] | None = None


class Skip(Match):
    """Records that are no billed call, and why; only those that have nothing at `without`, where it is said."""

    why: str
    without: Place = Place()


class Meter(_Strict):
    """A record is an amount of one kind of token, told by a text: a line of a bill, or a point of a metric.

    `millions`: parts of texts whose amounts are millions of tokens, whatever the unit says. `counts`: texts of records
    whose amount is a number of calls.
    """

    text: Place
    amount: Place
    unit: Place = Place()
    requests: Place = Place()
    millions: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()


class Format(_Strict):
    """One kind of export.

    `says`: the public document its fields were taken from. `marks`: names that must all stand at the level of a
    record (`level:path` for one around it, `path=value` for a value); several lists: any of them. `levels`: lists
    to walk into, outermost first. `cached_tokens`, `input_parts`, `output_parts`: whether the source counts these
    in its input and output or apart from them; `doubtful`: what writes these records differs in where it counts
    cached tokens. `trust_total`: whether its total proves that. `uncounted`: calls of a sum beyond its requests, whose
    tokens nobody knows. `running`: a record is written again while it grows, and its largest figure stands; `grows`:
    so where an id comes back with the same input. `carried`: what a record that lacks it has from the one before.
    `zone`: in which zone its times are that name none. `bucket`: of which time a record is a sum, as SQL writes an
    interval; `last_day`: the day with which that time ends, in place of `until`.
    `error`: what went wrong with a failed call. `spend_unit`: what one unit of its spend is.
    `kind`: what a record tells of; where no record of a kind counts tokens, none of them is a call.
    `cost`: spend in the `currency` of the record, where `usd` holds none; US dollars where it names no currency;
    `cost_unit`: where it says that it is in cents or other parts.
    """

    id: str
    name: str
    says: str
    family: str = ""
    like: str = ""
    refuse: str = ""
    note: str = ""
    kinds: tuple[Kind, ...] = ("json", "table")
    marks: tuple[tuple[str, ...], ...] = ()
    levels: dict[str, str] = Field(default_factory=lambda: {"record": ""})
    attributes: Literal["none", "otlp", "tags", "mapping"] = "none"
    at: Place = Place()
    zone: Place = Place()
    until: Place = Place()
    bucket: str = ""
    requests: Place | None = Place(first=("one",))
    uncounted: Place = Place()
    running: bool = False
    grows: bool = False
    carried: tuple[str, ...] = ()
    last_day: Place = Place()
    spend_unit: float = 1.0
    id_of: Place = Place()
    same: Place = Place()
    input: Place = Place()
    cached: Place = Place()
    written: Place = Place()
    input_more: Place = Place()
    output: Place = Place()
    output_more: Place = Place()
    total: Place = Place()
    trust_total: bool = False
    cached_tokens: Side | None = "in"
    doubtful: bool = False
    input_parts: Side = "in"
    output_parts: Side = "in"
    apart_when: Match | None = None
    meter: Meter | None = None
    model: Place = Place()
    project: Place = Place()
    key: Place = Place()
    tag: Place = Place()
    route: Place = Place()
    tier: Place = Place()
    batch: Place = Place()
    usd: Place = Place()
    cost: Place = Place()
    currency: Place = Place()
    cost_unit: Place = Place()
    trace: Place = Place()
    span: Place = Place()
    parent: Place = Place()
    source: Place = Place()
    failed: Match | None = None
    error: Place = Place()
    skip: tuple[Skip, ...] = ()
    called: Place = Place()
    kind: Place = Place()
    empty: str = "no token counts in it"

    @property
    def per_call(self) -> bool:
        """Whether a record is one call, so that medians of tokens a request can be told."""
        return self.requests is not None and self.requests.first == ("one",)


@functools.cache
def formats() -> tuple[Format, ...]:
    """Every export that can be read."""
    raw = {path.stem: yaml_file.read(path).data for path in sorted(EXPORTS.glob("*.yaml"))}
    found = []
    for name, own in raw.items():
        base = {k: v for k, v in raw[own["like"]].items() if k != "marks"} if "like" in own else {}
        family = own.get("family") or base.get("family") or own.get("like") or name
        found.append(Format.model_validate({**base, **own, "id": name, "family": family}))
    return tuple(found)
