"""The audit: each figure as stated and as it comes out, whether it holds, and whether that is what was recorded."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.errors import BadInput
from advisor.sources.load_examples import claims_of, read_examples
from advisor.sources.recompute import Computed, compute

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge
    from advisor.sources.examples_schema import ExampleFigure, ExampleRow, Result, Stated

PROVEN_BY_EXAMPLE = ("example", "flawed")
"""Checks of the register that the audit proves."""

AS_WRITTEN = 0.0005
"""How far, relatively, a recorded result may be rounded."""


@dataclass(frozen=True)
class CheckedFigure:
    """One figure. `holds`: stated agrees with computed; None if no document states it.

    `surprise`: what differs from the record, in words.
    """

    what: str
    unit: str
    stated: Stated | None
    computed: Computed
    tolerance: float
    holds: bool | None
    surprise: str | None


@dataclass(frozen=True)
class Audited:
    """One row: its figures, whether all stated ones hold, and why not."""

    id: str
    claims: tuple[str, ...]
    at: str
    says: str
    because: str | None
    figures: tuple[CheckedFigure, ...]
    place: str

    @property
    def holds(self) -> bool:
        """Whether every stated figure holds."""
        return all(f.holds is not False for f in self.figures)

    @property
    def surprises(self) -> tuple[str, ...]:
        """What did not come out as recorded."""
        return tuple(f"{f.what}: {f.surprise}" for f in self.figures if f.surprise)


@dataclass(frozen=True)
class Audit:
    """All rows, and the claims that no row recomputes."""

    rows: tuple[Audited, ...]
    missing: tuple[str, ...]

    @property
    def as_recorded(self) -> bool:
        """Whether every figure came out as recorded and no claim was left out."""
        return not self.missing and not any(r.surprises for r in self.rows)


def audit(knowledge: Knowledge) -> Audit:
    """Recompute every row. Raises BadInput (file:line) for a row that cannot be computed."""
    examples, document = read_examples(knowledge)
    rows = []
    for index, row in enumerate(examples.rows):
        figures = []
        for number, figure in enumerate(row.figures):
            try:
                computed = compute(row, figure, knowledge, examples.as_of)
            except BadInput as e:
                raise e.at(document.file, document.line(("rows", index, "figures", number))) from None
            figures.append(_checked(figure, computed))
        rows.append(_audited(row, figures, knowledge, f"{document.file}:{document.line(('rows', index))}"))
    covered = {row.id for row in rows}
    wanted = [c.id for c in knowledge.claims if c.check in PROVEN_BY_EXAMPLE]
    return Audit(tuple(rows), tuple(c for c in wanted if c not in covered))


def agrees(stated: Stated, computed: Computed, tolerance: float, *, within: bool = False) -> bool:
    """Whether `computed` is what is `stated`, ends with ends; one number may lie anywhere in a range."""
    if stated == "never" or math.isinf(computed.high):
        return stated == "never" and math.isinf(computed.low)
    low, high = stated if isinstance(stated, tuple) else (stated, stated)
    one_number = math.isclose(computed.low, computed.high)
    if one_number and low < high:
        return low * (1 - tolerance) <= computed.low <= high * (1 + tolerance)
    if within or (low == high and not one_number):
        return computed.low <= low * (1 + tolerance) and high * (1 - tolerance) <= computed.high
    return _near(low, computed.low, tolerance) and _near(high, computed.high, tolerance)


def _near(stated: float, computed: float, tolerance: float) -> bool:
    return math.isclose(stated, computed, rel_tol=0, abs_tol=abs(stated) * tolerance + 1e-12)


def _checked(figure: ExampleFigure, computed: Computed) -> CheckedFigure:
    holds = surprise = None
    if figure.stated is not None:
        holds = agrees(figure.stated, computed, figure.tolerance, within=figure.within)
        if holds and figure.expect is not None:
            surprise = "recorded as not holding, but it holds"
        elif not holds and figure.expect is None:
            surprise = "recorded as holding, but it does not"
    if figure.expect is not None and not _comes_out(figure.expect, computed):
        surprise = "comes out otherwise than recorded"
    return CheckedFigure(figure.what, figure.unit, figure.stated, computed, figure.tolerance, holds, surprise)


def _comes_out(expect: Result, computed: Computed) -> bool:
    if expect == "never":
        return math.isinf(computed.low)
    low, high = expect if isinstance(expect, tuple) else (expect, expect)
    return _near(low, computed.low, AS_WRITTEN) and _near(high, computed.high, AS_WRITTEN)


def _audited(row: ExampleRow, figures: list[CheckedFigure], knowledge: Knowledge, place: str) -> Audited:
    if row.beyond:
        at, says = row.at or "", row.says or ""
    else:
        claim = knowledge.claim(row.id)
        at, says = claim.at, claim.says
    return Audited(row.id, claims_of(row), at, says, row.because, tuple(figures), place)
