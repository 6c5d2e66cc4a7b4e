"""durable-rules behind a pure function: facts in, the ids of the rules that fire out.

Drives the package's C engine without `durable.engine.Host`: no timer threads, no swallowed errors.
One session a rule set, behind a lock. A level of rules is asserted as one object of small integers and
retracted again.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Mapping, Set
from typing import Any, NamedTuple, TypeAlias

from advisor.errors import EngineUnavailable
from advisor.rules.condition import NOTHING, Settled
from advisor.rules.engine_program import Program, Property, code

Extension = Any
"""The C module, which has no types."""
Handle = Any

Encode = Callable[[Settled], str]
"""One property of these facts as JSON, to be added to others; empty if the fact is unknown."""


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


def _encode(name: str, coded: Property) -> Encode:
    fact, how = coded.fact, coded.how
    each = f',"{name}":0', f',"{name}":1'
    if how == "known":
        return lambda facts: each[facts.get(fact, NOTHING) is not NOTHING]
    if how == "empty":
        return lambda facts: each[facts[fact] == ()] if fact in facts else ""
    if how == "among":
        wanted = frozenset(coded.wanted)
        return lambda facts: each[_among(facts[fact], wanted)] if fact in facts else ""
    return lambda facts: f',"{name}":{code(coded, facts[fact])}' if fact in facts else ""


def _among(value: object, wanted: frozenset[object]) -> bool:
    return not wanted.isdisjoint(value) if isinstance(value, tuple) else value in wanted


class Pass(NamedTuple):
    """What the engine was told of a case, property by property, and the ids of the rules that fired."""

    codes: list[str]
    fired: frozenset[str]


Passes: TypeAlias = Mapping[int, Pass]
"""Passes by their numbers."""


class Engine:
    """One rule set, compiled once. Raises EngineUnavailable if durable-rules is missing."""

    def __init__(self, program: Program) -> None:
        self._rete = _extension()
        self._program = program
        coded = {name: (each.fact, _encode(name, each)) for name, each in program.properties.items()}
        self._reads = [[coded[name] for name in names] for names in program.reads]
        self._facts = [frozenset(fact for fact, _ in reads) for reads in self._reads]
        self._lock = threading.Lock()
        self._open()

    def fire(
        self, parts: int, level: int, facts: Settled, before: Passes, changed: Set[str]
    ) -> dict[int, Pass]:
        """The passes of the first `parts` parts of `level`, with the rules that hold.

        `before`: passes over other facts, which are not run again where no fact they read is among those `changed`.
        Raises RuntimeError when the engine stops early.
        """
        bounds = self._program.levels[level]
        with self._lock:
            return {
                number: self._passed(number, facts, before.get(number), changed)
                for number in range(bounds[0], bounds[parts])
            }

    def _passed(self, number: int, facts: Settled, before: Pass | None, changed: Set[str]) -> Pass:
        reads = self._reads[number]
        if before is None:
            codes = [encode(facts) for _, encode in reads]
        elif changed.isdisjoint(self._facts[number]):
            return before
        else:
            each = zip(reads, before.codes, strict=True)
            codes = [encode(facts) if fact in changed else code for (fact, encode), code in each]
            if codes == before.codes:
                return before
        case = f'{{"id":"case","$pass":{number},"$":0{"".join(codes)}}}'
        ids = self._program.ids[number]
        return Pass(codes, frozenset(ids[int(name.partition("_")[2])] for name in self._match(case)))

    def _open(self) -> None:
        handle = self._rete.create_ruleset("rules", self._program.definitions)
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
