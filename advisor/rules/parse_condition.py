"""Reading a condition from YAML: all, any, not, and a mapping of fact -> test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.case.facts import VOCABULARY, Fact, Value
from advisor.errors import BadInput, near
from advisor.files.yaml_file import Document, Place
from advisor.rules.condition import (
    ALWAYS,
    NEGATED,
    Condition,
    Join,
    Op,
    Test,
    depth,
    joined,
    ways,
    widest,
)
from advisor.rules.diagnostics import coded, fault

Yaml = Any
"""Plain data as read from a file."""
TESTS = ("below", "at least", "is", "one of", "has", "known")
GROUPS = ("all", "any", "not")
MAX_DEPTH = 10
MAX_PARTS = 50
MAX_WAYS = 1000
"""What one durable-rules node tree bears with room to spare: it fails at 15 groups in a group and at 64
branches true at once, and walks every way in which a condition is true."""


def condition(doc: Document, place: Place, data: Yaml, facts: Mapping[str, Fact] = VOCABULARY) -> Condition:
    """The condition at `place`; the word `always` is one that holds for all. Raises Fault with file:line."""
    if data == "always":
        return ALWAYS
    node = _read(doc, place, data, facts, negated=False)
    if depth(node) > MAX_DEPTH or widest(node) > MAX_PARTS or ways(node) > MAX_WAYS:
        raise fault(
            "A001", doc, place, "this condition branches too much", expected="two or more rules instead"
        )
    return node


def _read(doc: Document, place: Place, data: Yaml, facts: Mapping[str, Fact], *, negated: bool) -> Condition:
    if not isinstance(data, dict) or not data:
        raise fault("A001", doc, place, "not a condition", text=data, expected="fact: test, or all, any, not")
    parts = []
    for key, value in data.items():
        inner = (*place, key)
        match key, value:
            case (("all" | "any"), [_, *_]):
                each = [_read(doc, (*inner, i), v, facts, negated=negated) for i, v in enumerate(value)]
                parts.append(joined(_join(key, negated), each))
            case (("all" | "any"), _):
                raise fault("A001", doc, inner, f"{key} needs a list of conditions", text=value)
            case "not", _:
                parts.append(_read(doc, inner, value, facts, negated=not negated))
            case _:
                parts.append(_tests(doc, inner, lookup(doc, inner, key, facts), value, negated=negated))
    return joined(_join("all", negated), parts)


def _join(key: str, negated: bool) -> Join:
    return "all" if (key == "all") is not negated else "any"


def lookup(doc: Document, place: Place, name: str, facts: Mapping[str, Fact]) -> Fact:
    """The fact `name`, or a Fault with the nearest name."""
    if name not in facts:
        raise fault("A002", doc, place, "unknown fact", text=name, near=near(name, [*facts, *GROUPS]))
    return facts[name]


def _tests(doc: Document, place: Place, fact: Fact, data: Yaml, *, negated: bool) -> Condition:
    if not isinstance(data, dict):
        data, places = {"is": data}, {"is": place}
    else:
        places = {key: (*place, key) for key in data}
    if not data:
        raise fault("A001", doc, place, f"{fact.name} has no test", expected=_any_of(TESTS))
    found: list[Condition] = []
    for key, value in data.items():
        if key not in TESTS:
            raise fault(
                "A001",
                doc,
                places[key],
                "unknown test",
                text=key,
                expected=_any_of(TESTS),
                near=near(key, TESTS),
            )
        op, wanted = _test(doc, places[key], fact, key, value)
        found.append(Test(fact.name, NEGATED[op] if negated else op, wanted))
    return joined(_join("all", negated), found)


def _test(doc: Document, place: Place, fact: Fact, key: str, value: Yaml) -> tuple[Op, Any]:
    match key, fact.kind:
        case "known", _:
            if not isinstance(value, bool):
                raise fault("A004", doc, place, "known takes true or false", text=value)
            return ("known" if value else "unknown"), None
        case (("below" | "at least"), "number"):
            return ("below" if key == "below" else "at least"), checked(doc, place, fact, value)
        case "has", "choices":
            return "has", _member(doc, place, fact, value)
        case "is", "choices":
            if value != "none":
                raise _mismatch(doc, place, f"{fact.name} is a list", "has, one of, or is: none", value)
            return "is", ()
        case "is", _:
            return "is", checked(doc, place, fact, value)
        case "one of", "bool":
            raise _mismatch(doc, place, f"{fact.name} is yes or no", "is", value)
        case "one of", kind:
            if not isinstance(value, list) or not 0 < len(value) <= MAX_PARTS:
                raise _mismatch(doc, place, "one of needs a list", fact.expected, value)
            read = _member if kind == "choices" else checked
            each = [read(doc, (*place, i), fact, v) for i, v in enumerate(value)]
            if len(set(each)) < len(each):
                raise fault("A001", doc, place, "one of names a value twice")
            return "one of", tuple(each)
    wants = "has, one of, or is: none" if fact.kind == "choices" else "is, one of or known"
    if key == "has":
        wants = "below, at least or is" if fact.kind == "number" else wants
    raise _mismatch(doc, place, f"{key} does not fit {fact.name}, {_a_kind(fact)}", wants, None)


def _member(doc: Document, place: Place, fact: Fact, value: Yaml) -> str:
    if not isinstance(value, str) or value == "none":
        raise _mismatch(doc, place, f"{fact.name} holds names", fact.expected, value)
    checked(doc, place, fact, [value])
    return value


def checked(doc: Document, place: Place, fact: Fact, value: Yaml) -> Value:
    """`value` within the type and bounds of `fact`, or a Fault."""
    try:
        return fact.check(value)
    except BadInput as e:
        raise coded("A004", e, doc, place) from None


def _mismatch(doc: Document, place: Place, message: str, expected: str, value: Yaml) -> BadInput:
    return fault("A004", doc, place, message, expected=expected, **({} if value is None else {"text": value}))


def _a_kind(fact: Fact) -> str:
    return {
        "number": f"a number ({fact.unit})",
        "bool": "yes or no",
        "choice": "a choice",
        "choices": "a list",
        "model": "a model id",
    }[fact.kind]


def _any_of(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + " or " + names[-1]
