"""The names that rules may use: facts, figures, gates."""

from collections.abc import Mapping

from msgspec import Struct, field

from advisor.case.fact_type import Fact
from advisor.case.facts import VOCABULARY
from advisor.rules.figure import Figures

PASSED, FAILED = "passed", "failed"
SIDES = (PASSED, FAILED)
GATE = "gate_"
"""What the fact of a gate starts with: the gate `evals` is the fact `gate_evals`."""


class Terms(Struct, frozen=True):
    """`facts`: those that are asked or derived; `gates`: the fact of a gate -> the sides it can take.

    `clauses`: the fact of a gate -> the clause that holds where it is passed, such as `evaluation runs by itself`.
    """

    facts: Mapping[str, Fact] = field(default_factory=lambda: VOCABULARY)
    figures: Figures = field(default_factory=dict)
    gates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    clauses: Mapping[str, str] = field(default_factory=dict)
