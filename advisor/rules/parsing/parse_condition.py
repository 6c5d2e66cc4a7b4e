"""Reading a condition from YAML: all, any, not, unless, every gate, any gate, and a mapping of fact -> test.

`not` is three-valued: open while what it negates is open. `unless` holds until what it names is known to hold.
Both are pushed down to the tests, so that a condition holds no negation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from msgspec.structs import replace

from advisor.case.fact_type import Fact, Value
from advisor.case.routes import ROUTE_GROUPS, ROUTES
from advisor.errors import BadInput, near
from advisor.files.yaml_file import Document, Place
from advisor.rules import figure
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
from advisor.rules.terms import Terms

Yaml = Any
"""Plain data as read from a file."""
TESTS = ("below", "at least", "is", "one of", "has", "known")
GROUPS = ("all", "any", "not", "unless", "every gate", "any gate")
Mood = Literal["plain", "not", "unless", "surely"]
"""How a part is meant: as it stands; known not to hold; not known to hold; known to hold."""
_FLIPPED: dict[tuple[str, Mood], Mood] = {
    ("not", "plain"): "not", ("not", "not"): "plain", ("unless", "plain"): "unless", ("unless", "not"): "surely",
}  # fmt: skip
MAX_DEPTH = 10
MAX_PARTS = 50
MAX_WAYS = 1000
"""What one durable-rules node tree bears with room to spare: it fails at 15 groups in a group and at 64
branches true at once, and walks every way in which a condition is true."""


def condition(doc: Document, place: Place, data: Yaml, terms: Terms) -> Condition:
    """The condition at `place`; the word `always` is one that holds for all. Raises RuleError with file:line."""
    if data == "always":
        return ALWAYS
    node = _read(doc, place, data, terms, "plain")
    if depth(node) > MAX_DEPTH or widest(node) > MAX_PARTS or ways(node) > MAX_WAYS:
        raise fault(
            "A001", doc, place, "this condition branches too much", expected="two or more rules instead"
        )
    return node


def _read(doc: Document, place: Place, data: Yaml, terms: Terms, mood: Mood) -> Condition:
    if not isinstance(data, dict) or not data:
        raise fault(
            "A001", doc, place, "not a condition", text=data, expected=f"fact: test, or {_any_of(GROUPS)}"
        )
    parts = [_part(doc, (*place, key), key, value, terms, mood) for key, value in data.items()]
    return joined(_join("all", mood), parts)


def _part(doc: Document, place: Place, key: str, value: Yaml, terms: Terms, mood: Mood) -> Condition:
    match key, value:
        case (("all" | "any"), [_, *_]):
            each = [_read(doc, (*place, i), v, terms, mood) for i, v in enumerate(value)]
            return joined(_join(key, mood), each)
        case (("all" | "any"), _):
            raise fault("A001", doc, place, f"{key} needs a list of conditions", text=value)
        case (("not" | "unless"), _):
            if (key, mood) not in _FLIPPED:
                raise fault("A001", doc, place, f"{key} does not stand inside unless", text=value)
            return _read(doc, place, value, terms, _FLIPPED[key, mood])
        case (("every gate" | "any gate"), _):
            return joined(
                _join("all" if key == "every gate" else "any", mood),
                list(_gates(doc, place, value, terms, mood)),
            )
    return _tests(doc, place, lookup(doc, place, key, terms), value, terms, mood)


def _join(key: str, mood: Mood) -> Join:
    return "all" if (key == "all") is (mood in ("plain", "surely")) else "any"


def _gates(doc: Document, place: Place, side: Yaml, terms: Terms, mood: Mood) -> Iterator[Condition]:
    """The test of each gate that can take this side."""
    names = gates_with(doc, place, side, terms)
    return (_in_mood(Test(name, "is", side), mood) for name in names)


def gates_with(doc: Document, place: Place, side: Yaml, terms: Terms) -> list[str]:
    """The facts of the gates that can be `side`, or a RuleError."""
    names = [name for name, sides in terms.gates.items() if side in sides]
    if not names:
        raise fault("A004", doc, place, "no gate is ever this", text=side, expected="passed or failed")
    return names


def _in_mood(test: Test, mood: Mood) -> Condition:
    two_valued = test.op in ("known", "unknown")
    negated = replace(test, op=NEGATED[test.op])
    match mood:
        case "plain":
            return test
        case "not":
            return negated
        case "unless":
            return negated if two_valued else joined("any", [Test(test.fact, "unknown"), negated])
        case "surely":
            return test if two_valued else joined("all", [Test(test.fact, "known"), test])


def lookup(doc: Document, place: Place, name: str, terms: Terms) -> Fact:
    """The fact `name`, or a RuleError with the nearest name."""
    if name not in terms.facts:
        raise fault("A002", doc, place, "unknown fact", text=name, near=near(name, [*terms.facts, *GROUPS]))
    return terms.facts[name]


def _tests(doc: Document, place: Place, fact: Fact, data: Yaml, terms: Terms, mood: Mood) -> Condition:
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
        op, wanted = _test(doc, places[key], fact, key, value, terms)
        written = value if fact.kind == "number" and isinstance(value, str) else ""
        found.append(_in_mood(Test(fact.name, op, wanted, written), mood))
    return joined(_join("all", mood), found)


def _test(doc: Document, place: Place, fact: Fact, key: str, value: Yaml, terms: Terms) -> tuple[Op, Any]:
    match key, fact.kind:
        case "known", _:
            if not isinstance(value, bool):
                raise fault("A004", doc, place, "known takes true or false", text=value)
            return ("known" if value else "unknown"), None
        case (("below" | "at least"), "number"):
            return ("below" if key == "below" else "at least"), checked(doc, place, fact, value, terms)
        case "has", "choices":
            return "has", _member(doc, place, fact, value, terms)
        case "is", "choices":
            if value != "none":
                raise _mismatch(doc, place, f"{fact.name} is a list", "has, one of, or is: none", value)
            return "is", ()
        case "is", kind if kind != "gaps":
            return "is", checked(doc, place, fact, value, terms)
        case "one of", "bool":
            raise _mismatch(doc, place, f"{fact.name} is yes or no", "is", value)
        case "one of", kind if kind != "gaps":
            value = _of_group(fact, value)
            if not isinstance(value, list | tuple) or not 0 < len(value) <= MAX_PARTS:
                raise _mismatch(doc, place, "one of needs a list", fact.expected, value)
            read = _member if kind == "choices" else checked
            each = [read(doc, (*place, i), fact, v, terms) for i, v in enumerate(value)]
            if len(set(each)) < len(each):
                raise fault("A001", doc, place, "one of names a value twice")
            return "one of", tuple(each)
    wants = {"choices": "has, one of, or is: none", "gaps": "known"}.get(fact.kind, "is, one of or known")
    if key == "has":
        wants = "below, at least or is" if fact.kind == "number" else wants
    raise _mismatch(doc, place, f"{key} does not fit {fact.name}, {_a_kind(fact)}", wants, None)


def _of_group(fact: Fact, value: Yaml) -> Yaml:
    """The routes of a group, where the fact is a route; other values as they are."""
    if not isinstance(value, str) or not fact.values or not set(fact.values) <= set(ROUTES):
        return value
    return [r for r in ROUTE_GROUPS.get(value, ()) if r in fact.values] or value


def _member(doc: Document, place: Place, fact: Fact, value: Yaml, terms: Terms) -> str:
    if not isinstance(value, str) or value == "none":
        raise _mismatch(doc, place, f"{fact.name} holds names", fact.expected, value)
    checked(doc, place, fact, [value], terms)
    return value


def checked(doc: Document, place: Place, fact: Fact, value: Yaml, terms: Terms) -> Value:
    """`value` within the type and bounds of `fact`, a figure by its name; or a RuleError."""
    if fact.kind == "number" and isinstance(value, str):
        value = _figure(doc, place, fact, value, terms)
    try:
        return fact.check(value)
    except BadInput as e:
        raise coded("A004", e, doc, place) from None


def _figure(doc: Document, place: Place, fact: Fact, text: str, terms: Terms) -> Yaml:
    """The number that `volume_floor` or `volume_floor - 1` stands for; other text as it is."""
    found = figure.expression(text)
    if found is None:
        return text
    if found.name not in terms.figures:
        message, close = f"{fact.name} takes a number or a figure", near(found.name, terms.figures)
        raise fault("A019", doc, place, message, text=found.name, expected=fact.expected, near=close)
    known = terms.figures[found.name]
    if known.unit != fact.unit:
        message = f"{known.name} counts {known.unit}, {fact.name} {fact.unit or 'nothing'}"
        raise fault("A019", doc, place, message, expected=f"a figure in {fact.unit}")
    return found.value(known)


def _mismatch(doc: Document, place: Place, message: str, expected: str, value: Yaml) -> BadInput:
    return fault("A004", doc, place, message, expected=expected, **({} if value is None else {"text": value}))


def _a_kind(fact: Fact) -> str:
    return {
        "number": f"a number ({fact.unit})",
        "bool": "yes or no",
        "choice": "a choice",
        "choices": "a list",
        "model": "a model id",
        "gaps": "models and their gaps",
    }[fact.kind]


def _any_of(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + " or " + names[-1]
