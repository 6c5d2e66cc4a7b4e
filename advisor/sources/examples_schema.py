"""What knowledge/examples.yaml holds: figures that the documents state, and how each is computed again."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from advisor.knowledge.dates import last_day

Amount = Annotated[float, Field(ge=0, strict=True, allow_inf_nan=False)]
Name = Annotated[str, Field(min_length=1, strict=True)]
Ahead = Annotated[datetime.date, BeforeValidator(last_day)]


class Strict(BaseModel):
    """A mapping with these keys and no others, never changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Ends = Amount | tuple[Amount, Amount]
"""One number, or the two ends of a range."""

Stated = Ends | Literal["never"]
Result = float | tuple[float, float] | Literal["never"]
"""What comes out; below zero if it loses money."""

Of = Literal[
    "once",
    "month",
    "call",
    "input",
    "output",
    "monthly",
    "saving",
    "saving_share",
    "times",
    "break_even",
    "multiple",
    "payback",
    "step",
    "gpus",
]
COMPARES: tuple[Of, ...] = ("saving", "saving_share", "times", "break_even", "multiple", "payback")
"""What is computed from two bills."""

_ENTRIES = ("figure", "gpu", "model", "offer", "run")


class ExampleQuantity(Strict):
    """One factor: a literal `value`, or the values named `at` of an entry of the knowledge.

    `figure`: an assumption or labour figure. Two names in `at` are the ends of a range. `per`: it divides.
    """

    value: Ends | None = None
    figure: Name | None = None
    gpu: Name | None = None
    model: Name | None = None
    offer: Name | None = None
    run: Name | None = None
    at: Name | tuple[Name, Name] = "likely"
    unit: Name
    per: bool = False

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if sum(getattr(self, n) is not None for n in ("value", *_ENTRIES)) != 1:
            raise ValueError(f"expected one of value, {', '.join(_ENTRIES)}")
        return self

    @property
    def entry(self) -> tuple[str, str] | None:
        """Kind and id of the entry it is read from; None for a literal."""
        return next(((n, getattr(self, n)) for n in _ENTRIES if getattr(self, n) is not None), None)


Factors = Annotated[tuple[ExampleQuantity, ...], Field(min_length=1)]


class Rate(Strict):
    """USD per 1M tokens as a document states them."""

    input: Amount
    output: Amount = 0.0
    cached: Amount | None = None


class Calls(Strict):
    """One call: its tokens, and whose rates it pays: a `model`, a `tuned` offer, or `rates` as stated."""

    model: Name | None = None
    tuned: Name | None = None
    rates: Rate | None = None
    input: Ends
    output: Ends = 0.0
    prefix: Amount = 0.0

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if sum(v is not None for v in (self.model, self.tuned, self.rates)) != 1:
            raise ValueError("expected one of model, tuned, rates")
        return self


class BillSpec(Strict):
    """A bill: item -> factors, once and a month, and the call it pays for."""

    once: dict[Name, Factors] = Field(default_factory=dict)
    month: dict[Name, Factors] = Field(default_factory=dict)
    calls: Calls | None = None


class CaseSpec(Strict):
    """A shipped case, and the bill of it that is meant: the route, and the offer where there are several."""

    file: Name
    route: Name
    offer: Name | None = None


class ExampleFigure(Strict):
    """One figure of a row.

    Only `stated`: it holds. With `expect`: it does not, and this is what comes out. Only `expect`: no document
    states it. All of it is checked. `tolerance` is relative; `within`: a range holds when what is stated lies
    within what comes out. `times`: further factors of the result.
    """

    what: Name
    unit: Name
    stated: Stated | None = None
    expect: Result | None = None
    tolerance: Amount = 0.01
    within: bool = False
    factors: tuple[ExampleQuantity, ...] = ()
    bill: Name | None = None
    against: Name | None = None
    case: CaseSpec | None = None
    of: Of | None = None
    step: Name | None = None
    volume: Ends | None = None
    times: tuple[ExampleQuantity, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.stated is None and self.expect is None:
            raise ValueError("expected stated, expect or both")
        if sum(bool(v) for v in (self.factors, self.bill, self.case)) != 1:
            raise ValueError("expected one of factors, bill, case")
        if bool(self.factors) == bool(self.of):
            raise ValueError("expected factors, or what `of` a bill or case")
        if (self.of in COMPARES) != (self.against is not None):
            raise ValueError(f"expected `against` with {', '.join(COMPARES)}, and only there")
        if (self.of == "step") != (self.step is not None) or (
            self.of in ("step", "gpus") and self.case is None
        ):
            raise ValueError("expected `step` of a case with `of: step`; `of: gpus` is of a case too")
        return self


class ExampleRow(Strict):
    """Figures that belong together. The id is a claim's, or AUD.* for a contradiction the register does not list."""

    id: Name
    claims: tuple[Name, ...] = ()
    at: Name | None = None
    says: Name | None = None
    because: Name | None = None
    volume: Ends = 1.0
    horizon: Amount = 12.0
    bills: dict[Name, BillSpec] = Field(default_factory=dict)
    figures: tuple[ExampleFigure, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for figure in self.figures:
            for name in (figure.bill, figure.against):
                if name is not None and name not in self.bills:
                    raise ValueError(f"{figure.what}: no bill {name} in this row")
        if self.flawed and not self.because:
            raise ValueError("a figure that does not hold needs `because`")
        return self

    @property
    def flawed(self) -> bool:
        """Whether a stated figure is recorded as not holding."""
        return any(f.stated is not None and f.expect is not None for f in self.figures)

    @property
    def beyond(self) -> bool:
        """Whether it is a contradiction that the register does not list."""
        return self.id.startswith(BEYOND)


BEYOND = "AUD."


class Examples(Strict):
    """The whole file. `as_of`: the day whose prices the examples are recomputed with."""

    as_of: Ahead
    rows: tuple[ExampleRow, ...] = Field(min_length=1)
