"""Rules that were read, and the terms they are in: plain data, so that they can be kept between runs."""

from collections.abc import Mapping

from msgspec import Struct

from advisor.case.fact_type import Fact
from advisor.case.facts import VOCABULARY
from advisor.rules.figure import Figure
from advisor.rules.rule import Rule
from advisor.rules.terms import Terms


class RuleBook(Struct, frozen=True):
    """`levels`: of each rule, its place in the order of running; `derived`: fact -> every value rules derive.

    The others as in Terms.
    """

    rules: tuple[Rule, ...]
    levels: tuple[int, ...]
    derived: dict[str, tuple[str | bool, ...]]
    figures: dict[str, Figure]
    gates: dict[str, tuple[str, ...]]
    clauses: dict[str, str]

    @property
    def terms(self) -> Terms:
        """The names that the rules may use."""
        return terms(self.derived, self.figures, self.gates, self.clauses)


def terms(
    derived: Mapping[str, tuple[str | bool, ...]],
    figures: Mapping[str, Figure],
    gates: Mapping[str, tuple[str, ...]],
    clauses: Mapping[str, str],
) -> Terms:
    """The shipped facts and those rules derive: yes or no, or a choice over all values derived."""
    facts = {**VOCABULARY, **{name: _fact(name, values) for name, values in derived.items()}}
    return Terms(facts, figures, gates, clauses)


def _fact(name: str, values: tuple[str | bool, ...]) -> Fact:
    says = name.replace("_", " ")
    if isinstance(values[0], bool):
        return Fact(name, "bool", says, derived=True)
    return Fact(name, "choice", says, values=tuple(str(v) for v in values), derived=True)
