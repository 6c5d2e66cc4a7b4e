"""durable-rules behind a pure function: facts in, the ids of the rules that fire out.

Drives the package's C engine without `durable.engine.Host`: no timer threads, no swallowed errors.
One session a rule set, behind a lock. A level of rules is asserted as one object of small integers and
retracted again: every fact is encoded by what its tests can tell apart (a number by its rank among the
thresholds, a choice by its position), so that no float, text or list ever reaches the engine.
"""

from __future__ import annotations

import json
import threading
import weakref
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from advisor.case.facts import Fact
from advisor.errors import EngineUnavailable
from advisor.rules.condition import (
    ALWAYS,
    NEGATED,
    NOTHING,
    Condition,
    Datum,
    Join,
    Op,
    Settled,
    Test,
    tests,
)

Extension = Any
"""The C module, which has no types."""
Handle = Any

MAX_PROPERTIES = 200
"""Properties one asserted object may have with room to spare; durable-rules ends at about 253."""


def _extension() -> Extension:
    try:
        import durable_rules_engine
    except ImportError as e:
        raise EngineUnavailable(
            f"durable-rules cannot be imported ({e}); rebuild it with a C compiler and the Python headers: "
            "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject pip install --force-reinstall --no-cache-dir "
            "durable-rules==2.0.28"
        ) from None
    return durable_rules_engine


class ValueCodes:
    """The integers that stand for a fact's values: everything the tests of one rule set can tell apart."""

    def __init__(self, kind: str, wanted: Sequence[Any]) -> None:
        self.ranked = kind == "number"
        self.wanted = sorted(wanted) if self.ranked else list(wanted)

    def __call__(self, value: Datum) -> int:
        """A number: twice its rank among the thresholds, plus one on a threshold. Others: position, or 0."""
        if self.ranked:
            at = bisect_left(self.wanted, value)
            return 2 * at + (at < len(self.wanted) and bool(self.wanted[at] == value))
        return self.wanted.index(value) + 1 if value in self.wanted else 0


Encode = Callable[[Settled], int | None]
"""The integer of one property for these facts; None where the fact is unknown."""


def _scalar(fact: str, codes: ValueCodes) -> Encode:
    return lambda facts: codes(facts[fact]) if fact in facts else None


def _holding(fact: str, member: str) -> Encode:
    return lambda facts: int(member in facts[fact]) if fact in facts else None


def _empty(fact: str) -> Encode:
    return lambda facts: int(facts[fact] == ()) if fact in facts else None


def _known(fact: str) -> Encode:
    return lambda facts: int(facts.get(fact, NOTHING) is not NOTHING)


class Encoding:
    """Conditions of one rule set as durable-rules writes them, over numbered integer properties."""

    def __init__(self, conditions: Iterable[Condition], facts: Mapping[str, Fact]) -> None:
        self._kind = {name: fact.kind for name, fact in facts.items()}
        wanted: dict[str, dict[Any, None]] = {}
        for node in conditions:
            for test in tests(node):
                if test.op not in ("known", "unknown"):
                    several = test.op in ("one of", "none of")
                    wanted.setdefault(test.fact, {}).update(
                        dict.fromkeys(test.value if several else [test.value])
                    )
        self._codes = {name: ValueCodes(self._kind[name], list(values)) for name, values in wanted.items()}
        self._numbers: dict[object, str] = {}
        self.encode: dict[str, Encode] = {}
        """Property -> how its integer is found."""

    def native(self, node: Condition) -> tuple[dict[str, Any], set[str]]:
        """The condition for durable-rules, and the properties it reads."""
        if isinstance(node, Test):
            return self._test(node)
        parts = [self.native(p) for p in node.parts]
        return _group(node.join, [p for p, _ in parts]), set().union(*(names for _, names in parts))

    def _test(self, test: Test) -> tuple[dict[str, Any], set[str]]:
        fact, op = test.fact, test.op
        if op in ("known", "unknown"):
            return self._is((fact, "known"), _known(fact), "$eq", int(op == "known"))
        if op in ("one of", "none of"):
            one: Op = "has" if self._kind[fact] == "choices" else "is"
            each = [self._test(Test(fact, one if op == "one of" else NEGATED[one], v)) for v in test.value]
            join: Join = "any" if op == "one of" else "all"
            return _group(join, [p for p, _ in each]), set().union(*(names for _, names in each))
        if op in ("has", "lacks"):
            return self._is((fact, test.value), _holding(fact, test.value), "$eq", int(op == "has"))
        if test.value == ():
            return self._is((fact, ()), _empty(fact), "$eq", int(op == "is"))
        codes = self._codes[fact]
        sign = {"below": "$lt", "at least": "$gte", "is": "$eq", "is not": "$neq"}[op]
        return self._is(fact, _scalar(fact, codes), sign, codes(test.value))

    def _is(self, key: object, encode: Encode, sign: str, code: int) -> tuple[dict[str, Any], set[str]]:
        name = self._numbers.setdefault(key, f"p{len(self._numbers)}")
        self.encode.setdefault(name, encode)
        return {sign: {name: code}}, {name}


def _group(join: Join, parts: list[dict[str, Any]]) -> dict[str, Any]:
    return parts[0] if len(parts) == 1 else {"$and" if join == "all" else "$or": parts}


class Engine:
    """Rules compiled once. `levels` are lists of (rule id, condition); each level fires on its own."""

    def __init__(self, levels: Sequence[Sequence[tuple[str, Condition]]], facts: Mapping[str, Fact]) -> None:
        self._rete = _extension()
        encoding = Encoding((node for level in levels for _, node in level), facts)
        self._encode = encoding.encode
        self._ids: list[list[str]] = []
        """Pass -> ids of its rules; a pass is what one asserted object serves."""
        self._properties: list[list[str]] = []
        self._passes: list[range] = []
        definitions: dict[str, Any] = {}
        for level in levels:
            first = len(self._ids)
            for rule_id, node in level:
                native, reads = encoding.native(node) if node != ALWAYS else (None, set())
                self._add(first, rule_id, native, reads, definitions)
            self._passes.append(range(first, len(self._ids)))
        definitions["done"] = {"all": [{"m": {"id": "case"}}]}  # fires last: the agenda was drained
        self._definitions = json.dumps(definitions)
        self._lock = threading.Lock()
        self._open()

    def _add(
        self,
        first: int,
        rule_id: str,
        native: dict[str, Any] | None,
        reads: set[str],
        definitions: dict[str, Any],
    ) -> None:
        full = len(self._ids) == first or len(reads.union(self._properties[-1])) > MAX_PROPERTIES
        if full:
            self._ids.append([])
            self._properties.append([])
        number, place = len(self._ids) - 1, len(self._ids[-1])
        self._ids[-1].append(rule_id)
        self._properties[-1].extend(sorted(reads.difference(self._properties[-1])))
        # A node bears 64 live branches, so rules hang in an 8-way trie of tests that are always true.
        trie = [{"$neq": {"$": 1 + (place >> shift & 7)}} for shift in (9, 6, 3, 0)]
        tests = [{"$pass": number}, *trie, *([native] if native else [])]
        definitions[f"{number}_{place}"] = {"all": [{"m": {"$and": tests}}]}

    def fire(self, level: int, facts: Settled) -> set[str]:
        """Ids of the rules of `level` that hold. Raises RuntimeError when the engine stops early."""
        fired: set[str] = set()
        with self._lock:
            for number in self._passes[level]:
                parts = [f'{{"id":"case","$pass":{number},"$":0']
                for name in self._properties[number]:
                    code = self._encode[name](facts)
                    if code is not None:
                        parts.append(f',"{name}":{code}')
                ids = self._ids[number]
                fired.update(ids[int(name.partition("_")[2])] for name in self._match("".join(parts) + "}"))
        return fired

    def _open(self) -> None:
        handle = self._rete.create_ruleset("rules", self._definitions)
        self._handle = handle
        self._finalizer = weakref.finalize(self, _close, self._rete, handle)
        self._finalizer.atexit = False

    def _match(self, case: str) -> list[str]:
        try:
            fired = _run(self._rete, self._handle, case)
        except BaseException:
            self._finalizer.detach()
            self._open()  # a session that failed midway is not used again
            raise
        if fired[-1:] != ["done"]:
            raise RuntimeError("durable-rules stopped with work left on its agenda")
        return fired[:-1]


def _run(rete: Extension, handle: Handle, case: str) -> list[str]:
    """Names of the rules that fire on `case`, `done` last. The case is retracted again."""
    fired: list[str] = []
    _, state = rete.assert_fact(handle, case)
    message = (rete.start_action_for_state(handle, state) or (0, None))[1]
    while message:  # '{"0_7":{"m":{...}}}'
        fired.append(message[2 : message.index('"', 2)])
        message = rete.complete_and_start_action(handle, state)
    rete.retract_fact(handle, '{"id":"case"}')
    return fired


def _close(rete: Extension, handle: Handle) -> None:
    _run(rete, handle, '{"id":"case"}')  # a state that never ran an action cannot be deleted safely
    rete.delete_state(handle, None)  # deleting the rule set alone would leak the state
    rete.delete_ruleset(handle)
