"""The JSON Schema of a rule file, made from the vocabulary, for editors that complete and check."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from advisor.case.fact_type import LARGEST, Fact
from advisor.case.models_tried import GAPS
from advisor.case.routes import ROUTE_GROUPS, ROUTES
from advisor.rules import figure
from advisor.rules.parsing import parse_condition, parse_rule, rule_file
from advisor.rules.rule import NOTE_KINDS, STRENGTHS
from advisor.rules.terms import SIDES

Schema = dict[str, Any]
TEXT: Schema = {"type": "string", "minLength": 1}


def schema(facts: Mapping[str, Fact]) -> Schema:
    """The schema of files over `facts`, those that rules derive included."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "advisor rules",
        **_object(
            {
                "theme": {"type": "string", "pattern": "^[a-z0-9-]+$"},
                "figures": {"type": "object", "additionalProperties": _figure(facts)},
                "gates": {"type": "array", "items": _gate()},
                "rules": {"type": "array", "items": {"anyOf": [_ref("rule"), _topic()]}},
            },
            needed=(),
        ),
        "anyOf": [
            {"required": ["theme", "rules"]},
            {"required": ["theme", "gates"]},
            {"required": ["figures"]},
        ],
        "$defs": {
            "rule": _rule(),
            "condition": _condition(facts),
            "then": _then(facts),
            "case": _case(facts),
            "cases": {"type": "array", "items": _ref("case")},
            "figure": {
                "type": "string",
                "pattern": f"^{figure.EXPRESSION}$",
            },
            "names": {"type": "array", "items": TEXT, "uniqueItems": True, "minItems": 1},
            "routes": {"anyOf": [{"enum": list(ROUTE_GROUPS)}, _list_of({"enum": list(ROUTES)})]},
        },
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _object(properties: Mapping[str, Schema], needed: tuple[str, ...] | None = None) -> Schema:
    """An object of these properties and no others; all needed unless said otherwise."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties if needed is None else needed),
        "additionalProperties": False,
    }


def _list_of(one: Schema) -> Schema:
    return {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}


def _figure(facts: Mapping[str, Fact]) -> Schema:
    """A figure; only the value where a shipped one is given another."""
    units = sorted({f.unit for f in facts.values() if f.unit})
    parts: dict[str, Schema] = {
        "value": {"type": "number"}, "unit": {"enum": units}, "says": TEXT, "cites": _ref("names"),
    }  # fmt: skip
    return _object(parts, needed=("value",))


def _gate() -> Schema:
    cases = {"fires": _ref("cases"), "silent": _ref("cases")}
    needed: dict[str, Schema] = {"says": TEXT, "when": _ref("condition"), "cites": _ref("names")}
    side = _object({**needed, **cases}, needed=(*needed, "fires"))
    name: Schema = {"type": "string", "pattern": f"^{rule_file.GATE_ID}$"}
    return _object(
        {"id": name, "holds": TEXT, "passed": side, "failed": side, "open": _ref("cases")},
        needed=("id", "passed"),
    )


def _topic() -> Schema:
    """Positions on one topic, with what they share."""
    position = {**_rule(), "required": ["id", "says", "then", "cites"]}
    parts: dict[str, Schema] = {
        "topic": TEXT, "when": _ref("condition"), "fires": _ref("cases"), "silent": _ref("cases"),
        "positions": {"type": "array", "items": position},
    }  # fmt: skip
    return _object(parts, needed=("topic", "positions"))


def _case(facts: Mapping[str, Fact]) -> Schema:
    """An inline case: facts, every gate at once, and why it is there."""
    parts = {name: _value(fact) for name, fact in facts.items()}
    return _object({**parts, "every gate": {"enum": list(SIDES)}, "why": TEXT}, needed=())


def _rule() -> Schema:
    cases = _ref("cases")
    return _object(
        {
            "id": {"type": "string", "pattern": f"^{rule_file.ID}$"},
            "says": {**TEXT, "description": "one line"},
            "when": {"anyOf": [{"const": "always"}, _ref("condition")]},
            "then": _ref("then"),
            "topic": {**TEXT, "description": "rules of one topic disagree: each says who holds what"},
            "before": {**TEXT, "description": "id of the rule this one precedes"},
            "cites": {**_ref("names"), "description": "claim ids"},
            "fires": {**cases, "description": "cases on which the rule must hold"},
            "silent": {**cases, "description": "cases on which it must not"},
        },
        needed=parse_rule.NEEDED,
    )


def _condition(facts: Mapping[str, Fact]) -> Schema:
    several: Schema = {"type": "array", "items": _ref("condition"), "minItems": 1}
    tests = {name: {**_test(fact), "description": _described(fact)} for name, fact in facts.items()}
    groups = {
        "all": several, "any": several, "not": _ref("condition"), "unless": _ref("condition"),
        "every gate": {"enum": list(SIDES)}, "any gate": {"enum": list(SIDES)},
    }  # fmt: skip
    return {**_object({**groups, **tests}, needed=()), "minProperties": 1}


def _described(fact: Fact) -> str:
    return f"{fact.says} ({fact.unit})" if fact.unit else fact.says


def _test(fact: Fact) -> Schema:
    """A test of the fact, or a bare value, which is short for `is`."""
    one = _member(fact)
    tests: dict[str, Schema] = {"known": {"type": "boolean"}}
    if fact.kind == "gaps":
        return _object(tests)
    if fact.kind == "choices":
        tests |= {"has": one, "is": {"const": "none"}}
    else:
        tests["is"] = one
    if fact.kind == "number":
        tests |= {"below": one, "at least": one}
    if fact.kind != "bool":
        several = {**_list_of(one), "maxItems": parse_condition.MAX_PARTS}
        routes = bool(fact.values) and set(fact.values) <= set(ROUTES)
        tests["one of"] = {"anyOf": [several, {"enum": list(ROUTE_GROUPS)}]} if routes else several
    return {"anyOf": [tests["is"], {**_object(tests, needed=()), "minProperties": 1}]}


def _member(fact: Fact) -> Schema:
    """One value of the fact; of a list, one of its members."""
    match fact.kind:
        case "bool":
            return {"type": "boolean"}
        case "gaps":
            gap: Schema = {"enum": list(GAPS)}
            several = {"type": "array", "items": gap, "minItems": 1}
            return {"type": "object", "additionalProperties": {"anyOf": [gap, several]}}
        case "number":
            bounds = {"exclusiveMinimum" if fact.above_low else "minimum": fact.low, "maximum": fact.high}
            bounds = {k: v for k, v in bounds.items() if math.isfinite(v) and v < LARGEST}
            return {"anyOf": [{"type": "number", **bounds}, _ref("figure")]}
        case _:
            return {"enum": list(fact.values)} if fact.values else TEXT


def _value(fact: Fact) -> Schema:
    one = _member(fact)
    if fact.kind != "choices":
        return one
    return {"anyOf": [{"const": "none"}, one, {"type": "array", "items": one, "uniqueItems": True}]}


def _then(facts: Mapping[str, Fact]) -> Schema:
    evidence: dict[str, Schema] = {
        "for": _ref("routes"),
        "against": _ref("routes"),
        "strength": {"enum": list(STRENGTHS)},
    }
    derived = {name: {"type": ["string", "boolean"]} for name, fact in facts.items() if fact.derived}
    plain: Schema = {"type": ["string", "boolean"]}
    conclusion: Schema = {
        "anyOf": [plain, {"type": "object", "additionalProperties": plain, "minProperties": 1}]
    }
    note: dict[str, Schema] = {"kind": {"enum": list(NOTE_KINDS)}, "text": TEXT, "order": {"type": "integer"}}
    kinds: list[Schema] = [
        {**_object(evidence, needed=("strength",)), "minProperties": 2},
        _object({"derive": {**_object(derived, needed=()), "minProperties": 1}}),
        _object({"close": _object({"routes": _ref("routes"), "because": TEXT})}),
        _object({"conclude": {"type": "object", "additionalProperties": conclusion, "minProperties": 1}}),
        _object({"note": _object(note, needed=("kind", "text"))}),
    ]
    return {"anyOf": kinds}
