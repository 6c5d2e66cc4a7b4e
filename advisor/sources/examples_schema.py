"""What knowledge/examples.yaml holds: figures that the documents state, and how each is computed again."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from advisor.knowledge.reader import FutureDate, SignedNumber

Ends = float | tuple[float, float]
"""One number, or the two ends of a range."""

Stated = Ends | Literal["never"]
Result = SignedNumber | tuple[SignedNumber, SignedNumber] | Literal["never"]
"""What comes out; below zero where it loses money."""

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


class ExampleQuantity(Struct, frozen=True, kw_only=True):
    """One factor: a literal `value`, or the values named `at` of an entry of the knowledge.

    `figure`: an assumption or labour figure. Two names in `at` are the ends of a range. `per`: it divides.
    """

    value: Ends | None = None
    figure: str | None = None
    gpu: str | None = None
    model: str | None = None
    offer: str | None = None
    run: str | None = None
    at: str | tuple[str, str] = "likely"
    unit: str
    per: bool = False

    def __post_init__(self) -> None:
        if sum(getattr(self, n) is not None for n in ("value", *_ENTRIES)) != 1:
            raise ValueError(f"expected one of value, {', '.join(_ENTRIES)}")

    @property
    def entry(self) -> tuple[str, str] | None:
        """Kind and id of the entry it is read from; None for a literal."""
        return next(((n, getattr(self, n)) for n in _ENTRIES if getattr(self, n) is not None), None)


Factors = tuple[ExampleQuantity, ...]


class Rate(Struct, frozen=True, kw_only=True):
    """USD per 1M tokens as a document states them."""

    input: float
    output: float = 0.0
    cached: float | None = None


class Calls(Struct, frozen=True, kw_only=True):
    """One call: its tokens, and whose rates it pays: a `model`, a `tuned` offer, or `rates` as stated."""

    model: str | None = None
    tuned: str | None = None
    rates: Rate | None = None
    input: Ends
    output: Ends = 0.0
    prefix: float = 0.0

    def __post_init__(self) -> None:
        if sum(v is not None for v in (self.model, self.tuned, self.rates)) != 1:
            raise ValueError("expected one of model, tuned, rates")


class BillSpec(Struct, frozen=True, kw_only=True):
    """A bill: item -> factors, once and a month, and the call it pays for."""

    once: dict[str, Factors] = {}
    month: dict[str, Factors] = {}
    calls: Calls | None = None

    def __post_init__(self) -> None:
        if not all((*self.once.values(), *self.month.values())):
            raise ValueError("an item of a bill has no factors")


class CaseSpec(Struct, frozen=True, kw_only=True):
    """A shipped case, and the bill of it that is meant: the route, and the offer where there are several."""

    file: str
    route: str
    offer: str | None = None


class ExampleFigure(Struct, frozen=True, kw_only=True):
    """One figure of a row.

    Only `stated`: it holds. With `expect`: it does not, and this is what comes out. Only `expect`: no document
    states it. All of it is checked. `tolerance` is relative; `within`: a range holds when what is stated lies
    within what comes out. `times`: further factors of the result.
    """

    what: str
    unit: str
    stated: Stated | None = None
    expect: Result | None = None
    tolerance: float = 0.01
    within: bool = False
    factors: tuple[ExampleQuantity, ...] = ()
    bill: str | None = None
    against: str | None = None
    case: CaseSpec | None = None
    of: Of | None = None
    step: str | None = None
    volume: Ends | None = None
    times: tuple[ExampleQuantity, ...] = ()

    def __post_init__(self) -> None:
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


class ExampleRow(Struct, frozen=True, kw_only=True):
    """Figures that belong together. The id is a claim's, or AUD.* for a contradiction the register does not list."""

    id: str
    claims: tuple[str, ...] = ()
    at: str | None = None
    says: str | None = None
    because: str | None = None
    volume: Ends = 1.0
    horizon: float = 12.0
    bills: dict[str, BillSpec] = {}
    figures: tuple[ExampleFigure, ...]

    def __post_init__(self) -> None:
        if not self.figures:
            raise ValueError("a row has no figures")
        for figure in self.figures:
            for name in (figure.bill, figure.against):
                if name is not None and name not in self.bills:
                    raise ValueError(f"{figure.what}: no bill {name} in this row")
        if self.flawed and not self.because:
            raise ValueError("a figure that does not hold needs `because`")

    @property
    def flawed(self) -> bool:
        """Whether a stated figure is recorded as not holding."""
        return any(f.stated is not None and f.expect is not None for f in self.figures)

    @property
    def beyond(self) -> bool:
        """Whether it is a contradiction that the register does not list."""
        return self.id.startswith(BEYOND)


BEYOND = "AUD."


class Examples(Struct, frozen=True, kw_only=True):
    """The whole file. `as_of`: the day whose prices the examples are recomputed with."""

    as_of: FutureDate
    rows: tuple[ExampleRow, ...]
