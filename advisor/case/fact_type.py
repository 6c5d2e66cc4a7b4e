"""What a fact is: its kind, unit, bounds and allowed values, and the check of a value against them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from advisor.case.models_tried import GAPS, ModelsTried
from advisor.errors import BadInput, near

Kind = Literal["number", "bool", "choice", "choices", "model", "gaps"]
Value = float | int | bool | str | tuple[str, ...] | ModelsTried
Facts = Mapping[str, Value]

LARGEST = 1e15
_VAST = 1e12
"""A bound from here on is met by nobody, and not told."""


class Fact(Struct, frozen=True):
    """One fact. `unit` is what a number counts; `low`/`high` are inclusive bounds; `values` the choices."""

    name: str
    kind: Kind
    says: str
    unit: str = ""
    low: float = 0.0
    high: float = LARGEST
    above_low: bool = False
    whole: bool = False
    values: tuple[str, ...] = ()
    derived: bool = False

    @property
    def expected(self) -> str:
        """What a value must look like, for an error message."""
        match self.kind:
            case "bool":
                return "yes or no"
            case "choice":
                return "one of " + ", ".join(self.values)
            case "choices":
                return "a list of " + ", ".join(self.values) if self.values else "a list of names"
            case "model":
                return "a model id of the price book"
            case "gaps":
                return f"models and how far each falls short: {', '.join(GAPS)}"
        bound = f"{'over' if self.above_low else 'from'} {self.low:,.12g}"
        top = f" to {self.high:,.12g}" if self.high < _VAST else ""
        return f"a number {bound}{top}" + (f" ({self.unit})" if self.unit else "")

    def check(self, value: object) -> Value:
        """`value` if it is in this fact's type and bounds. Raises BadInput; never converts."""
        match self.kind, value:
            case "bool", bool():
                return value
            case "choice", str() if value in self.values:
                return value
            case "model", str() if value:
                return value
            case "choices", (list() | tuple()) if all(isinstance(v, str) for v in value):
                return self._choices([str(v) for v in value])
            case "gaps", ModelsTried() | dict():
                return ModelsTried.of(value)
            case "number", int() | float() if not isinstance(value, bool):
                if self.low <= value <= self.high and not (self.above_low and value == self.low):
                    return value
        raise BadInput(
            f"{self.name} does not take this value",
            text=value,
            expected=self.expected,
            near=near(value, self.values) if isinstance(value, str) else None,
        )

    def _choices(self, values: list[str]) -> Value:
        chosen = tuple(dict.fromkeys(v for v in values if v != "none"))
        for v in chosen:
            if self.values and v not in self.values:
                raise BadInput(
                    f"{self.name} does not take this value",
                    text=v,
                    expected=self.expected,
                    near=near(v, self.values),
                )
        if chosen and "none" in values:
            raise BadInput(f"{self.name} is either none or a list", text=", ".join(values))
        return chosen
