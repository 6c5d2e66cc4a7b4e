"""The exports that can be read, as described in formats.yaml, and which one a file is."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from advisor.files import yaml_file

DIMENSIONS = ("model", "project", "key", "tag", "route")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(_Strict):
    """Where a value stands: the first of several places that holds one, or their sum."""

    first: tuple[str, ...] = ()
    sum: tuple[str, ...] = ()


class Failed(_Strict):
    """What marks a failed call: a value of `field`, or a number outside a range."""

    field: str
    values: tuple[str, ...] = ()
    outside: tuple[float, float] | None = None


class Skip(_Strict):
    """Records that are no billed call, and why. `not_`: every other value is one to skip."""

    field: str
    values: tuple[str, ...] = ()
    not_: tuple[str, ...] = Field(default=(), alias="not")
    why: str


class Format(_Strict):
    """One kind of export. `says`: the public document its fields were taken from."""

    id: str
    name: str
    says: str
    kinds: tuple[Literal["json", "csv"], ...]
    marks: tuple[tuple[str, ...], ...]
    levels: dict[str, str] = Field(default_factory=lambda: {"record": ""})
    attributes: bool = False
    at: Place
    until: Place = Place()
    bucket_hours: float | None = None
    requests: str
    id_of: Place = Place()
    input: Place
    cached: Place = Place()
    written: Place = Place()
    in_input: bool
    output: Place
    model: Place
    project: Place = Place()
    key: Place = Place()
    tag: Place = Place()
    route: Place = Place()
    usd: Place = Place()
    batch: Place = Place()
    failed: Failed | None = None
    skip: tuple[Skip, ...] = ()
    empty: str = "no token counts in it"

    @property
    def per_call(self) -> bool:
        """Whether a record is one call, so that medians of tokens a request can be told."""
        return self.requests == "one"


@functools.cache
def formats() -> tuple[Format, ...]:
    """Every export that can be read."""
    document = yaml_file.read(Path(__file__).with_name("formats.yaml"))
    return tuple(Format.model_validate(f) for f in document.data["formats"])


def recognise(names: Iterable[str], kind: Literal["json", "csv"]) -> Format | None:
    """The export whose marks all stand among the columns of a table, or the keys at the head of JSON."""
    here = set(names)
    for known in formats():
        if kind in known.kinds and any(here.issuperset(marks) for marks in known.marks):
            return known
    return None
