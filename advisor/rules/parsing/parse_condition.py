"""Reading a condition from YAML: all, any, not, unless, every gate, any gate, and a mapping of fact -> test.

`not` is three-valued: open while what it negates is open. `unless` holds until what it names is known to hold.
Both are pushed down to the tests, so that a condition holds no negation.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec.structs import replace

from advisor.case.fact_type import Fact, Value
from advisor.case.routes import ROUTE_GROUPS, ROUTES
from advisor.errors import BadInput, near
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
    ways_to_hold,
    widest_any,
)
from advisor.rules.parsing.rule_part import RulePart

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


def condition(part: RulePart) -> Condition:
    """The condition that a part is; the word `always` is one that holds for all. Raises RuleError with file:line."""
    if part.value == "always":
        return ALWAYS
    node = _read(part, "plain")
    if depth(node) > MAX_DEPTH or widest_any(node) > MAX_PARTS or ways_to_hold(node) > MAX_WAYS:
        raise part.fault("A001", "this condition branches too much", expected="two or more rules instead")
    return node


def _read(part: RulePart, mood: Mood) -> Condition:
    if not isinstance(part.value, dict) or not part.value:
        expected = f"fact: test, or {_any_of(GROUPS)}"
        raise part.fault("A001", "not a condition", text=part.value, expected=expected)
    return joined(_join("all", mood), [_branch(part.inner(key), mood) for key in part.value])


def _branch(part: RulePart, mood: Mood) -> Condition:
    match part.key, part.value:
        case (("all" | "any") as key, [_, *_]):
            return joined(_join(key, mood), [_read(part.inner(i), mood) for i in range(len(part.value))])
        case (("all" | "any") as key, _):
            raise part.fault("A001", f"{key} needs a list of conditions", text=part.value)
        case (("not" | "unless") as key, _):
            if (key, mood) not in _FLIPPED:
                raise part.fault("A001", f"{key} does not stand inside unless", text=part.value)
            return _read(part, _FLIPPED[key, mood])
        case (("every gate" | "any gate") as key, side):
            tests: list[Condition] = [_in_mood(Test(name, "is", side), mood) for name in gates_with(part)]
            return joined(_join("all" if key == "every gate" else "any", mood), tests)
    return _tests(part, lookup(part), mood)


def _join(key: str, mood: Mood) -> Join:
    return "all" if (key == "all") is (mood in ("plain", "surely")) else "any"


def gates_with(part: RulePart) -> list[str]:
    """The facts of the gates that can be on the side that is named, or a RuleError."""
    names = [name for name, sides in part.terms.gates.items() if part.value in sides]
    if not names:
        raise part.fault("A004", "no gate is ever this", text=part.value, expected="passed or failed")
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


def lookup(part: RulePart) -> Fact:
    """The fact that a part is named after, or a RuleError with the nearest name."""
    known, name = part.terms.facts, part.key
    if name not in known:
        raise part.fault("A002", "unknown fact", text=name, near=near(name, [*known, *GROUPS]))
    return known[name]


def _tests(part: RulePart, fact: Fact, mood: Mood) -> Condition:
    found = {key: part.inner(key) for key in part.value} if isinstance(part.value, dict) else {"is": part}
    if not found:
        raise part.fault("A001", f"{fact.name} has no test", expected=_any_of(TESTS))
    return joined(_join("all", mood), [_in_mood(_test(p, fact, key), mood) for key, p in found.items()])


def _test(part: RulePart, fact: Fact, key: str) -> Test:
    if key not in TESTS:
        close = near(key, TESTS)
        raise part.fault("A001", "unknown test", text=key, expected=_any_of(TESTS), near=close)
    op, wanted = _compared(part, fact, key)
    written = part.value if fact.kind == "number" and isinstance(part.value, str) else ""
    return Test(fact.name, op, wanted, written)


def _compared(part: RulePart, fact: Fact, key: str) -> tuple[Op, Any]:
    """How a fact is compared, and with what."""
    match key, fact.kind:
        case "known", _:
            if not isinstance(part.value, bool):
                raise part.fault("A004", "known takes true or false", text=part.value)
            return ("known" if part.value else "unknown"), None
        case (("below" | "at least"), "number"):
            return ("below" if key == "below" else "at least"), checked(part, fact)
        case "has", "choices":
            return "has", _member(part, fact)
        case "is", "choices":
            if part.value != "none":
                raise _mismatch(part, f"{fact.name} is a list", "has, one of, or is: none")
            return "is", ()
        case "is", kind if kind != "gaps":
            return "is", checked(part, fact)
        case "one of", "bool":
            raise _mismatch(part, f"{fact.name} is yes or no", "is")
        case "one of", kind if kind != "gaps":
            return "one of", _several(part.holding(_of_group(fact, part.value)), fact)
    wants = {"choices": "has, one of, or is: none", "gaps": "known"}.get(fact.kind, "is, one of or known")
    if key == "has":
        wants = "below, at least or is" if fact.kind == "number" else wants
    raise part.fault("A004", f"{key} does not fit {fact.name}, {_a_kind(fact)}", expected=wants)


def _several(part: RulePart, fact: Fact) -> tuple[Value, ...]:
    if not isinstance(part.value, list | tuple) or not 0 < len(part.value) <= MAX_PARTS:
        raise _mismatch(part, "one of needs a list", fact.expected)
    read = _member if fact.kind == "choices" else checked
    each = [read(part.inner(i), fact) for i in range(len(part.value))]
    if len(set(each)) < len(each):
        raise part.fault("A001", "one of names a value twice")
    return tuple(each)


def _of_group(fact: Fact, value: Yaml) -> Yaml:
    """The routes of a group, where the fact is a route; other values as they are."""
    if not isinstance(value, str) or not fact.values or not set(fact.values) <= set(ROUTES):
        return value
    return [r for r in ROUTE_GROUPS.get(value, ()) if r in fact.values] or value


def _member(part: RulePart, fact: Fact) -> str:
    if not isinstance(part.value, str) or part.value == "none":
        raise _mismatch(part, f"{fact.name} holds names", fact.expected)
    checked(part.holding([part.value]), fact)
    return part.value


def checked(part: RulePart, fact: Fact) -> Value:
    """The value within the type and bounds of `fact`, a figure by its name; or a RuleError."""
    value = part.value
    if fact.kind == "number" and isinstance(value, str):
        value = _figure(part, fact, value)
    try:
        return fact.check(value)
    except BadInput as e:
        raise part.refused("A004", e) from None


def _figure(part: RulePart, fact: Fact, text: str) -> Yaml:
    """The number that `volume_floor` or `volume_floor - 1` stands for; other text as it is."""
    found, figures = figure.expression(text), part.terms.figures
    if found is None:
        return text
    if found.name not in figures:
        message, close = f"{fact.name} takes a number or a figure", near(found.name, figures)
        raise part.fault("A019", message, text=found.name, expected=fact.expected, near=close)
    known = figures[found.name]
    if known.unit != fact.unit:
        message = f"{known.name} counts {known.unit}, {fact.name} {fact.unit or 'nothing'}"
        raise part.fault("A019", message, expected=f"a figure in {fact.unit}")
    return found.value(known)


def _mismatch(part: RulePart, message: str, expected: str) -> BadInput:
    return part.fault(
        "A004", message, expected=expected, **({} if part.value is None else {"text": part.value})
    )


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
