"""One rule from YAML: its keys, what it concludes, its inline cases."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from advisor.case.fact_type import Fact, Facts
from advisor.case.models_tried import ModelsTried
from advisor.case.routes import ROUTE_GROUPS, ROUTES
from advisor.errors import near
from advisor.files.yaml_file import Document, Place
from advisor.rules import figure
from advisor.rules.condition import ALWAYS
from advisor.rules.diagnostics import OnFault, fault
from advisor.rules.parsing.parse_condition import Yaml, checked, condition, gates_with, lookup
from advisor.rules.parsing.rule_text import RuleText
from advisor.rules.rule import (
    BLANKS,
    NOTE_KINDS,
    POLICY,
    STRENGTHS,
    Close,
    Conclude,
    Derive,
    EvidenceEffect,
    InlineCase,
    Note,
    NoteKind,
    Rule,
    Strength,
    Then,
)
from advisor.rules.terms import Terms

NEEDED = ("id", "says", "when", "then", "cites", "fires", "silent")
OPTIONAL = ("topic", "before")
THENS = ("for", "against", "derive", "close", "conclude", "note")
FACT = r"[a-z][a-z0-9_]*"
WHY = "why"


def derived_by(source: RuleText) -> Mapping[str, Any]:
    """Facts a rule says it derives, unchecked."""
    then = source.data.get("then")
    derive = then.get("derive") if isinstance(then, dict) else None
    return derive if isinstance(derive, dict) else {}


def rule(source: RuleText, terms: Terms, on_fault: OnFault) -> Rule:
    """The rule at `source`. Raises RuleError for what cannot be read; what is missing goes to `on_fault`."""
    doc, place, data = source.doc, source.place, source.data
    _check_keys(source)
    when = condition(doc, source.place_of("when"), data["when"], terms)
    cites = _names(doc, source.place_of("cites"), data.get("cites", []))
    if not cites:
        on_fault(fault("A010", doc, place, f"{source.id} cites nothing", expected="cites: [claim ids]"))
    cases = {key: _cases(doc, source.place_of(key), data.get(key, []), terms) for key in ("fires", "silent")}
    for key, found in cases.items():
        if not found and not (key == "silent" and when == ALWAYS):
            on_fault(fault("A011", doc, place, f"{source.id} has no {key} case"))
    return Rule(
        id=source.id,
        theme=source.theme,
        says=_sentence(doc, (*place, "says"), data["says"], terms),
        when=when,
        then=_then(source, terms),
        cites=cites,
        topic=_text(doc, source.place_of("topic"), data["topic"]) if "topic" in data else None,
        before=_text(doc, (*place, "before"), data["before"]) if "before" in data else None,
        fires=cases["fires"],
        silent=cases["silent"],
        file=doc.file,
        line=doc.line(place),
    )


def _check_keys(source: RuleText) -> None:
    for key in source.data:
        if key not in NEEDED + OPTIONAL:
            close = near(key, NEEDED + OPTIONAL)
            raise fault(
                "A001", source.doc, source.place_of(key), "unknown key in a rule", text=key, near=close
            )
    for key in NEEDED[:4]:
        if key not in source.data:
            raise fault("A001", source.doc, source.place, f"{source.id} has no {key}")


def _then(source: RuleText, terms: Terms) -> Then:
    doc, place, data = source.doc, source.place_of("then"), source.data["then"]
    if not isinstance(data, dict) or not data:
        raise fault("A001", doc, place, "then is not a mapping", text=data, expected=", ".join(THENS))
    kind = _kind(doc, place, data)
    inner = (*place, kind)
    match kind:
        case "for":
            return _evidence(doc, place, data)
        case "derive":
            return Derive(_derive(doc, inner, data["derive"], terms))
        case "close":
            body = _keys(doc, inner, data["close"], ("routes", "because"))
            return Close(
                _routes(doc, (*inner, "routes"), body["routes"]),
                _sentence(doc, (*inner, "because"), body["because"], terms),
            )
        case "note":
            return _note(doc, inner, data["note"], terms)
        case _:
            if source.theme != POLICY:
                raise fault("A001", doc, inner, "only policy rules conclude", expected="theme: policy")
            return Conclude(_plain(doc, inner, data["conclude"], terms, deep=True))


def _kind(doc: Document, place: Place, data: Mapping[str, Any]) -> str:
    """What a rule concludes, by its first key; the others have to belong to it."""
    first = next(iter(data))
    kind = "for" if first in ("against", "strength") else str(first)
    allowed = ("for", "against", "strength") if kind == "for" else (kind,)
    for key in data:
        if kind not in THENS or key not in allowed:
            message = f"not beside {kind}" if kind in THENS else "unknown conclusion"
            names = (*THENS, "strength")
            close = near(key, names)
            expected = ", ".join(names)
            raise fault("A001", doc, (*place, key), message, text=key, expected=expected, near=close)
    return kind


def _note(doc: Document, place: Place, data: Yaml, terms: Terms) -> Note:
    body = _keys(doc, place, data, ("kind", "text"), ("order",))
    if body["kind"] not in NOTE_KINDS:
        raise _not_among(doc, (*place, "kind"), body["kind"], NOTE_KINDS)
    kind: NoteKind = body["kind"]
    order = body.get("order", 0)
    if type(order) is not int:
        raise fault("A001", doc, (*place, "order"), "order is not a whole number", text=order)
    return Note(kind, _sentence(doc, (*place, "text"), body["text"], terms, BLANKS), order)


def _evidence(doc: Document, place: Place, data: Mapping[str, Any]) -> EvidenceEffect:
    strength = data.get("strength")
    if strength not in STRENGTHS:
        raise _not_among(doc, (*place, "strength"), strength, STRENGTHS)
    known: Strength = strength
    sides = [_routes(doc, (*place, k), data[k]) if k in data else () for k in ("for", "against")]
    if both := set(sides[0]) & set(sides[1]):
        raise fault("A001", doc, place, "a rule speaks for and against one route", text=min(both))
    return EvidenceEffect(sides[0], sides[1], known)


def _not_among(doc: Document, place: Place, value: object, names: tuple[str, ...]) -> Exception:
    return fault(
        "A001",
        doc,
        place,
        f"not a {place[-1]}",
        text=value,
        expected=", ".join(names),
        near=near(value, names),
    )


def _keys(
    doc: Document, place: Place, data: Yaml, keys: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Mapping[str, Any]:
    if not isinstance(data, dict) or not set(keys) <= set(data) <= {*keys, *optional}:
        raise fault("A001", doc, place, f"{place[-1]} takes {' and '.join(keys)}", text=data)
    return data


def _routes(doc: Document, place: Place, data: Yaml) -> tuple[str, ...]:
    """Routes by their names, or a group of them by its own."""
    if isinstance(data, str) and data in ROUTE_GROUPS:
        return ROUTE_GROUPS[data]
    names = _names(doc, place, data)
    if not names:
        raise fault("A001", doc, place, "an empty list of routes")
    for i, name in enumerate(names):
        if name not in ROUTES:
            raise fault(
                "A003",
                doc,
                (*place, i),
                "unknown route",
                text=name,
                expected=", ".join((*ROUTES, "or one of the groups " + ", ".join(ROUTE_GROUPS))),
                near=near(name, ROUTES),
            )
    return names


def _derive(doc: Document, place: Place, data: Yaml, terms: Terms) -> Facts:
    if not isinstance(data, dict) or not data:
        raise fault("A001", doc, place, "derive is not a mapping", text=data, expected="fact: value")
    for name, value in data.items():
        inner = (*place, name)
        if not re.fullmatch(FACT, name):
            raise fault("A001", doc, inner, "not a name of a fact", text=name, expected="lower case and _")
        if not isinstance(value, str | bool):
            raise fault("A004", doc, inner, "a derived fact is yes or no, or one word", text=value)
        if not lookup(doc, inner, name, terms).derived:
            raise fault("A004", doc, inner, "this fact is answered, a rule cannot derive it", text=name)
        checked(doc, inner, terms.facts[name], value, terms)
    return dict(data)


def _plain(doc: Document, place: Place, data: Yaml, terms: Terms, *, deep: bool) -> Mapping[str, Any]:
    if not isinstance(data, dict) or not data:
        raise fault("A001", doc, place, "not a mapping", text=data, expected="name: text or flag")
    return {
        key: _plain(doc, (*place, key), value, terms, deep=False)
        if deep and isinstance(value, dict)
        else value
        if isinstance(value, bool)
        else _sentence(doc, (*place, key), value, terms, BLANKS)
        for key, value in data.items()
    }


def _sentence(doc: Document, place: Place, value: Yaml, terms: Terms, blanks: tuple[str, ...] = ()) -> str:
    """A text with its figures put in; only `blanks` may stay for the decision to fill."""
    text = _text(doc, place, value)
    for name in figure.blanks(text):
        if name not in terms.figures and name not in blanks:
            names = (*terms.figures, *blanks)
            raise fault(
                "A019", doc, place, "nothing of this name to put in", text=name, near=near(name, names)
            )
    return figure.filled(text, terms.figures)


def _cases(doc: Document, place: Place, data: Yaml, terms: Terms) -> tuple[InlineCase, ...]:
    if not isinstance(data, list) or not all(isinstance(c, dict) for c in data):
        raise fault(
            "A001", doc, place, "inline cases are a list of mappings", text=data, expected="[{fact: value}]"
        )
    return tuple(_case(doc, (*place, i), case, terms) for i, case in enumerate(data))


def _case(doc: Document, place: Place, data: Mapping[str, Any], terms: Terms) -> InlineCase:
    """One case: facts, `every gate` for all gates that are not named, and why it is there."""
    facts: dict[str, Any] = {}
    if "every gate" in data:
        side = data["every gate"]
        facts = dict.fromkeys(gates_with(doc, (*place, "every gate"), side, terms), side)
    for name, value in data.items():
        if name not in (WHY, "every gate"):
            fact = lookup(doc, (*place, name), name, terms)
            facts[name] = checked(doc, (*place, name), fact, _listed(value, fact), terms)
    why = _text(doc, (*place, WHY), data[WHY]) if WHY in data else ""
    said = {n: v.plain() if isinstance(v, ModelsTried) else v for n, v in facts.items()}
    return InlineCase(said, why)


def _listed(value: Yaml, fact: Fact) -> Yaml:
    return [value] if fact.kind == "choices" and isinstance(value, str) else value


def _names(doc: Document, place: Place, data: Yaml) -> tuple[str, ...]:
    if not isinstance(data, list) or not all(isinstance(v, str) and v for v in data):
        raise fault("A001", doc, place, "not a list of names", text=data, expected="[name, ...]")
    if len(set(data)) < len(data):
        raise fault("A001", doc, place, "a name stands twice in this list", text=", ".join(data))
    return tuple(data)


def _text(doc: Document, place: Place, value: Yaml) -> str:
    if not isinstance(value, str) or not value.strip():
        raise fault("A001", doc, place, f"{place[-1]} is not a text", text=value)
    return " ".join(value.split())
