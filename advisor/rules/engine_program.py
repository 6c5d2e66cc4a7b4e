"""Rules written for durable-rules: numbered integer properties of one asserted object, plain data to be kept.

Every fact is encoded by what its tests can tell apart (a number by its rank among the thresholds, a choice by its
position), so that no float, text or list ever reaches the engine.
"""

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct, json

from advisor.rules.condition import ALWAYS, Condition, Test, tests

if TYPE_CHECKING:
    from advisor.case.fact_type import Fact

    Wanted = Any
else:  # what a kept program is read back as
    Wanted = int | float | str | bool | tuple[str, ...]

_BRANCHES = 32
"""A node of the engine bears 64 live branches: rules hang in a trie of tests that are always true, half as wide."""
MAX_PROPERTIES = 200
"""Properties one asserted object may have with room to spare; durable-rules ends at about 253."""


class Property(Struct, frozen=True):
    """How the integer of one property is found: the rank of a number among `wanted`, the position of another value.

    `among`, `empty` and `known` ask whether the fact is or holds one of those wanted, holds none, is known at all.
    """

    fact: str
    how: Literal["rank", "position", "among", "empty", "known"]
    wanted: tuple[Wanted, ...] = ()


def code(coded: Property, value: Any) -> int:
    """A number: twice its rank among the thresholds, plus one on a threshold. Others: position, or 0."""
    wanted = coded.wanted
    if coded.how == "rank":
        at = bisect_left(wanted, value)
        return 2 * at + (at < len(wanted) and bool(wanted[at] == value))
    return wanted.index(value) + 1 if value in wanted else 0


class Program(Struct, frozen=True):
    """A rule set for the engine. A pass is what one asserted object serves.

    `ids` and `reads`: pass -> its rules, and the properties that they read; `levels`: level -> where the passes of each
    part begin, the smallest part first, and their end; `definitions`: JSON for the engine.
    """

    definitions: str
    properties: dict[str, Property]
    ids: list[list[str]]
    reads: list[list[str]]
    levels: list[tuple[int, ...]]


Levels = Sequence[Sequence[tuple[str, Condition]]]
"""Each level as its rules' ids and conditions; a level fires on its own."""


def program(levels: Levels, parts: Sequence[Container[str]], facts: Mapping[str, "Fact"]) -> Program:
    """The levels as the engine reads them; `facts`: the vocabulary.

    `parts`: rules that are also fired without the others, each part within the next.
    """
    encoding = _Encoding((node for level in levels for _, node in level), facts)
    made = Program("", encoding.properties, [], [], [])
    definitions: dict[str, Any] = {}
    for level in levels:
        starts = []
        for group in _grouped(level, parts):
            starts.append(len(made.ids))
            for rule_id, node in group:
                native, reads = encoding.native(node) if node != ALWAYS else ([], set[str]())
                definitions |= _placed(made, starts[-1], rule_id, native, reads)
        made.levels.append((*starts, len(made.ids)))
    definitions["done"] = {"all": [{"m": {"id": "case"}}]}  # fires last: the agenda was drained
    text = json.encode(definitions).decode()
    return Program(text, made.properties, made.ids, made.reads, made.levels)


def _grouped(
    level: Sequence[tuple[str, Condition]], parts: Sequence[Container[str]]
) -> Iterator[list[tuple[str, Condition]]]:
    """The rules of each part that are in none before it, then those that are in none."""
    left = list(level)
    for part in parts:
        yield [r for r in left if r[0] in part]
        left = [r for r in left if r[0] not in part]
    yield left


def _placed(
    made: Program, first: int, rule_id: str, native: list[dict[str, Any]], reads: set[str]
) -> dict[str, Any]:
    """The rule in the last pass since `first`, or in a new one where that is full; its definition by its name."""
    if (
        len(made.ids) == first
        or len(made.ids[-1]) == _BRANCHES**2
        or len(reads.union(made.reads[-1])) > MAX_PROPERTIES
    ):
        made.ids.append([])
        made.reads.append([])
    number, place = len(made.ids) - 1, len(made.ids[-1])
    made.ids[-1].append(rule_id)
    made.reads[-1].extend(sorted(reads.difference(made.reads[-1])))
    trie = [{"$neq": {"$": 1 + branch}} for branch in divmod(place, _BRANCHES)]
    return {f"{number}_{place}": {"all": [{"m": {"$and": [{"$pass": number}, *trie, *native]}}]}}


class _Encoding:
    """Conditions of one rule set as durable-rules writes them, and the properties that they need."""

    def __init__(self, conditions: Iterable[Condition], facts: Mapping[str, "Fact"]) -> None:
        self._kind = {name: fact.kind for name, fact in facts.items()}
        wanted: dict[str, dict[Any, None]] = {}
        for node in conditions:
            for test in tests(node):
                if test.op in ("below", "at least", "is", "is not"):
                    wanted.setdefault(test.fact, {})[test.value] = None
        self._wanted = {
            name: tuple(sorted(values) if self._kind[name] == "number" else values)
            for name, values in wanted.items()
        }
        self._numbers: dict[object, str] = {}
        self.properties: dict[str, Property] = {}

    def native(self, node: Condition) -> tuple[list[dict[str, Any]], set[str]]:
        """Tests for durable-rules that hold together where the condition holds, and the properties they read."""
        if isinstance(node, Test):
            test, name = self._test(node)
            return [test], {name}
        parts = [self.native(p) for p in node.parts]
        reads = set[str]().union(*(names for _, names in parts))
        if node.join == "all":
            return [test for tests_, _ in parts for test in tests_], reads
        return [{"$or": [t[0] if len(t) == 1 else {"$and": t} for t, _ in parts]}], reads

    def _test(self, test: Test) -> tuple[dict[str, Any], str]:
        fact, op = test.fact, test.op
        if op in ("known", "unknown"):
            return self._is((fact, "known"), Property(fact, "known"), "$eq", int(op == "known"))
        if op in ("one of", "none of", "has", "lacks"):
            wanted = test.value if isinstance(test.value, tuple) else (test.value,)
            among = Property(fact, "among", wanted)
            return self._is((fact, wanted), among, "$eq", int(op in ("one of", "has")))
        if test.value == ():
            return self._is((fact, ()), Property(fact, "empty"), "$eq", int(op == "is"))
        coded = Property(fact, "rank" if self._kind[fact] == "number" else "position", self._wanted[fact])
        sign = {"below": "$lt", "at least": "$gte", "is": "$eq", "is not": "$neq"}[op]
        return self._is(fact, coded, sign, code(coded, test.value))

    def _is(self, key: object, coded: Property, sign: str, value: int) -> tuple[dict[str, Any], str]:
        name = self._numbers.setdefault(key, f"p{len(self._numbers)}")
        self.properties.setdefault(name, coded)
        return {sign: {name: value}}, name
