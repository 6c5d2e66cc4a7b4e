"""A condition: a tree of tests over facts, free of negation, with one three-valued reading.

`holds` is the only code that evaluates a condition. Explanations, open questions, the check of every
engine firing and the audit's proofs are derived from it.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal

from msgspec import Struct

Op = Literal["below", "at least", "is", "is not", "one of", "none of", "has", "lacks", "known", "unknown"]
Join = Literal["all", "any"]
Datum = Any
"""A value of a fact, or what a test compares it with."""


if TYPE_CHECKING:
    Wanted = Any
else:  # what a cached rule is read back as
    Wanted = int | float | str | bool | tuple[int | float | str | bool, ...] | None


class _Nothing:
    """The value of a derived fact that every rule able to derive it declined."""

    def __repr__(self) -> str:
        return "nothing"


NOTHING: Final = _Nothing()
Settled = Mapping[str, Any]
"""Fact -> value; a derived fact that settled without a value is NOTHING, an unknown fact is absent."""


def _one_of(have: Datum, want: Datum) -> bool:
    return any(v in have for v in want) if isinstance(have, tuple) else have in want


_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "below": operator.lt,
    "at least": operator.ge,
    "is": operator.eq,
    "is not": operator.ne,
    "one of": _one_of,
    "none of": lambda have, want: not _one_of(have, want),
    "has": operator.contains,
    "lacks": lambda have, want: want not in have,
}

_PAIRS: tuple[tuple[Op, Op], ...] = (
    ("below", "at least"), ("is", "is not"), ("one of", "none of"), ("has", "lacks"), ("known", "unknown"),
)  # fmt: skip
NEGATED: Mapping[Op, Op] = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}


Holds = Callable[[Settled], bool | None]
"""True, False, or None if an unknown fact leaves it open."""


class Test(Struct, frozen=True, dict=True, tag=True):
    """One test of one fact. `value` is None for known and unknown, a tuple for one of and none of.

    `written`: the figure that `value` is, as the rule writes it; empty if the rule writes the number.
    """

    fact: str
    op: Op
    value: Wanted = None
    written: str = ""

    __test__ = False

    @cached_property
    def holds(self) -> Holds:
        """The reading of the test."""
        return _of_test(self.fact, self.op, self.value)

    @cached_property
    def text(self) -> str:
        """The test in words, without the fact: `below 100,000`."""
        return _in_words(self.op, self.value)


class Group(Struct, frozen=True, dict=True, tag=True):
    """All or any of its parts. An empty `all` holds always."""

    join: Join
    parts: tuple[Test | Group, ...]

    @cached_property
    def holds(self) -> Holds:
        """The reading of the group."""
        return _of_group(self.join, [p.holds for p in self.parts])


Condition = Test | Group


def _of_test(fact: str, op: Op, want: Datum) -> Holds:
    if op in ("known", "unknown"):
        wanted = op == "known"
        return lambda facts: (facts.get(fact, NOTHING) is not NOTHING) is wanted
    holds = _HOLDS[op]

    def read(facts: Settled) -> bool | None:
        return holds(facts[fact], want) if fact in facts else None

    return read


def _of_group(join: Join, parts: Sequence[Holds]) -> Holds:
    wins = join == "any"

    def read(facts: Settled) -> bool | None:
        settled: bool | None = not wins
        for part in parts:
            found = part(facts)
            if found is wins:
                return wins
            if found is None:
                settled = None
        return settled

    return read


def _in_words(op: Op, value: Datum) -> str:
    match op:
        case "known":
            return "is known"
        case "unknown":
            return "is not known"
        case "one of" | "none of":
            return f"is {op} " + ", ".join(value_text(v) for v in value)
        case _:
            return f"{op} {value_text(value)}"


def truth(node: Condition, facts: Settled) -> bool | None:
    """True, False, or None if an unknown fact leaves the condition open. Never false for lack of a fact."""
    return node.holds(facts)


def deciding_tests(node: Condition, facts: Settled) -> list[Test]:
    """The tests that make the condition what it is: true (why), false (why not) or open (what to ask)."""
    found: list[Test] = []
    _deciding(node, facts, node.holds(facts), found)
    return found


def _deciding(node: Condition, facts: Settled, want: bool | None, found: list[Test]) -> None:
    if isinstance(node, Test):
        found.append(node)
        return
    for part in node.parts:
        if part.holds(facts) is want:
            _deciding(part, facts, want, found)


ALWAYS: Final = Group("all", ())
NEVER: Final = Group("any", ())


def tests(node: Condition) -> Iterator[Test]:
    """Every test of the tree, in reading order."""
    if isinstance(node, Test):
        yield node
    else:
        for part in node.parts:
            yield from tests(part)


def variants(node: Condition) -> Iterator[tuple[Test, Condition]]:
    """The condition with one test always true, always false, or short of one of its values; with that test."""
    if isinstance(node, Test):
        yield node, ALWAYS
        yield node, NEVER
        if node.op == "one of" and len(node.value) > 1:
            for i in range(len(node.value)):
                yield node, Test(node.fact, node.op, (*node.value[:i], *node.value[i + 1 :]))
    else:
        for i, part in enumerate(node.parts):
            for test, other in variants(part):
                yield test, Group(node.join, (*node.parts[:i], other, *node.parts[i + 1 :]))


def depth(node: Condition) -> int:
    """Groups one inside the other; 0 for a single test."""
    return 0 if isinstance(node, Test) else 1 + max((depth(p) for p in node.parts), default=0)


def ways_to_hold(node: Condition) -> int:
    """In how many ways the condition can be true at once, at most: the engine walks each of them."""
    if isinstance(node, Test):
        return 1
    counts = [ways_to_hold(p) for p in node.parts]
    return sum(counts) if node.join == "any" else math.prod(counts)


def widest_any(node: Condition) -> int:
    """The largest number of parts of any `any`."""
    if isinstance(node, Test):
        return 1
    return max([len(node.parts) if node.join == "any" else 1, *map(widest_any, node.parts)])


def joined(join: Join, parts: list[Condition]) -> Condition:
    """`parts` under one group; a group in a group of the same kind is flattened, a lone part stands alone."""
    flat: list[Condition] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Group) and part.join == join and part.parts else [part])
    return flat[0] if len(flat) == 1 else Group(join, tuple(flat))


def value_text(value: object) -> str:
    """A value as people write it: 100,000; yes; none; a, b."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return ", ".join(str(v) for v in value) or "none"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int | float):
        return f"{value:,}"
    return "not known" if value is None else str(value)
