"""Rules written for durable-rules: numbered integer properties of one asserted object, plain data to be kept.

Every fact is encoded by what its tests can tell apart (a number by its rank among the thresholds, a choice by its
position), so that no float, text or list ever reaches the engine.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct, json

from advisor.rules.condition import ALWAYS, NEGATED, Condition, Join, Op, Test, tests

if TYPE_CHECKING:
    from advisor.case.facts import Fact

    Wanted = Any
else:  # what a kept program is read back as
    Wanted = int | float | str | bool | tuple[str, ...]

MAX_PROPERTIES = 200
"""Properties one asserted object may have with room to spare; durable-rules ends at about 253."""


class Property(Struct, frozen=True):
    """How the integer of one property is found: the rank of a number among `wanted`, the position of another value.

    `member`, `empty` and `known` ask whether the fact holds the one value wanted, holds none, is known at all.
    """

    fact: str
    how: Literal["rank", "position", "member", "empty", "known"]
    wanted: tuple[Wanted, ...] = ()


def code(coded: Property, value: Any) -> int:
    """A number: twice its rank among the thresholds, plus one on a threshold. Others: position, or 0."""
    wanted = coded.wanted
    if coded.how == "rank":
        at = bisect_left(wanted, value)
        return 2 * at + (at < len(wanted) and bool(wanted[at] == value))
    return wanted.index(value) + 1 if value in wanted else 0


class Program(Struct, frozen=True):
    """A rule set for the engine. A pass is what one asserted object serves; each level has passes of its own.

    `ids` and `reads`: pass -> its rules, and the properties that they read; `definitions`: JSON for the engine.
    """

    definitions: str
    properties: dict[str, Property]
    ids: list[list[str]]
    reads: list[list[str]]
    levels: list[tuple[int, int]]


Levels = Sequence[Sequence[tuple[str, Condition]]]
"""Each level as its rules' ids and conditions; a level fires on its own."""


def program(levels: Levels, facts: Mapping[str, "Fact"]) -> Program:
    """The levels as the engine reads them; `facts`: the vocabulary."""
    encoding = _Encoding((node for level in levels for _, node in level), facts)
    made = Program("", encoding.properties, [], [], [])
    definitions: dict[str, Any] = {}
    for level in levels:
        first = len(made.ids)
        for rule_id, node in level:
            native, reads = encoding.native(node) if node != ALWAYS else (None, set[str]())
            definitions |= _placed(made, first, rule_id, native, reads)
        made.levels.append((first, len(made.ids)))
    definitions["done"] = {"all": [{"m": {"id": "case"}}]}  # fires last: the agenda was drained
    text = json.encode(definitions).decode()
    return Program(text, made.properties, made.ids, made.reads, made.levels)


def _placed(
    made: Program, first: int, rule_id: str, native: dict[str, Any] | None, reads: set[str]
) -> dict[str, Any]:
    """The rule in the last pass of its level, or in a new one where that is full; its definition by its name."""
    if len(made.ids) == first or len(reads.union(made.reads[-1])) > MAX_PROPERTIES:
        made.ids.append([])
        made.reads.append([])
    number, place = len(made.ids) - 1, len(made.ids[-1])
    made.ids[-1].append(rule_id)
    made.reads[-1].extend(sorted(reads.difference(made.reads[-1])))
    # A node bears 64 live branches, so rules hang in an 8-way trie of tests that are always true.
    trie = [{"$neq": {"$": 1 + (place >> shift & 7)}} for shift in (9, 6, 3, 0)]
    tests = [{"$pass": number}, *trie, *([native] if native else [])]
    return {f"{number}_{place}": {"all": [{"m": {"$and": tests}}]}}


class _Encoding:
    """Conditions of one rule set as durable-rules writes them, and the properties that they need."""

    def __init__(self, conditions: Iterable[Condition], facts: Mapping[str, "Fact"]) -> None:
        self._kind = {name: fact.kind for name, fact in facts.items()}
        wanted: dict[str, dict[Any, None]] = {}
        for node in conditions:
            for test in tests(node):
                if test.op not in ("known", "unknown"):
                    several = test.op in ("one of", "none of")
                    wanted.setdefault(test.fact, {}).update(
                        dict.fromkeys(test.value if several else [test.value])
                    )
        self._wanted = {
            name: tuple(sorted(values) if self._kind[name] == "number" else values)
            for name, values in wanted.items()
        }
        self._numbers: dict[object, str] = {}
        self.properties: dict[str, Property] = {}

    def native(self, node: Condition) -> tuple[dict[str, Any], set[str]]:
        """The condition for durable-rules, and the properties it reads."""
        if isinstance(node, Test):
            return self._test(node)
        parts = [self.native(p) for p in node.parts]
        return _group(node.join, [p for p, _ in parts]), set().union(*(names for _, names in parts))

    def _test(self, test: Test) -> tuple[dict[str, Any], set[str]]:
        fact, op = test.fact, test.op
        if op in ("known", "unknown"):
            return self._is((fact, "known"), Property(fact, "known"), "$eq", int(op == "known"))
        if op in ("one of", "none of"):
            one: Op = "has" if self._kind[fact] == "choices" else "is"
            each = [self._test(Test(fact, one if op == "one of" else NEGATED[one], v)) for v in test.value]
            join: Join = "any" if op == "one of" else "all"
            return _group(join, [p for p, _ in each]), set().union(*(names for _, names in each))
        if op in ("has", "lacks"):
            member = Property(fact, "member", (test.value,))
            return self._is((fact, test.value), member, "$eq", int(op == "has"))
        if test.value == ():
            return self._is((fact, ()), Property(fact, "empty"), "$eq", int(op == "is"))
        coded = Property(fact, "rank" if self._kind[fact] == "number" else "position", self._wanted[fact])
        sign = {"below": "$lt", "at least": "$gte", "is": "$eq", "is not": "$neq"}[op]
        return self._is(fact, coded, sign, code(coded, test.value))

    def _is(self, key: object, coded: Property, sign: str, value: int) -> tuple[dict[str, Any], set[str]]:
        name = self._numbers.setdefault(key, f"p{len(self._numbers)}")
        self.properties.setdefault(name, coded)
        return {sign: {name: value}}, {name}


def _group(join: Join, parts: list[dict[str, Any]]) -> dict[str, Any]:
    return parts[0] if len(parts) == 1 else {"$and" if join == "all" else "$or": parts}
