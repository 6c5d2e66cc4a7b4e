"""One rule from YAML: its keys, what it concludes, its inline cases."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from advisor.case.fact_type import Fact, Facts
from advisor.case.models_tried import ModelsTried
from advisor.case.routes import ROUTE_GROUPS, ROUTES
from advisor.errors import near
from advisor.rules import figure
from advisor.rules.condition import ALWAYS
from advisor.rules.diagnostics import OnFault, fault
from advisor.rules.parsing.parse_condition import Yaml, checked, condition, gates_with, lookup
from advisor.rules.parsing.rule_part import RulePart
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
    when = condition(source.part("when", terms))
    cites = _names(source.part("cites", terms)) if "cites" in data else ()
    if not cites:
        on_fault(fault("A010", doc, place, f"{source.id} cites nothing", expected="cites: [claim ids]"))
    cases = {k: _cases(source.part(k, terms)) if k in data else () for k in ("fires", "silent")}
    for key, found in cases.items():
        if not found and not (key == "silent" and when == ALWAYS):
            on_fault(fault("A011", doc, place, f"{source.id} has no {key} case"))
    return Rule(
        id=source.id,
        theme=source.theme,
        says=_sentence(source.part("says", terms)),
        when=when,
        then=_then(source.part("then", terms), source.theme),
        cites=cites,
        topic=_text(source.part("topic", terms)) if "topic" in data else None,
        before=_text(source.part("before", terms)) if "before" in data else None,
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


def _then(part: RulePart, theme: str) -> Then:
    if not isinstance(part.value, dict) or not part.value:
        raise part.fault("A001", "then is not a mapping", text=part.value, expected=", ".join(THENS))
    match _kind(part):
        case "for":
            return _evidence(part)
        case "derive":
            return Derive(_derive(part.inner("derive")))
        case "close":
            body = _keys(part.inner("close"), ("routes", "because"))
            return Close(_routes(body.inner("routes")), _sentence(body.inner("because")))
        case "note":
            return _note(part.inner("note"))
        case _:
            concluded = part.inner("conclude")
            if theme != POLICY:
                raise concluded.fault("A001", "only policy rules conclude", expected="theme: policy")
            return Conclude(_plain(concluded, deep=True))


def _kind(part: RulePart) -> str:
    """What a rule concludes, by its first key; the others have to belong to it."""
    first = next(iter(part.value))
    kind = "for" if first in ("against", "strength") else str(first)
    allowed, names = ("for", "against", "strength") if kind == "for" else (kind,), (*THENS, "strength")
    for key in part.value:
        if kind not in THENS or key not in allowed:
            message = f"not beside {kind}" if kind in THENS else "unknown conclusion"
            raise part.inner(key).fault(
                "A001", message, text=key, expected=", ".join(names), near=near(key, names)
            )
    return kind


def _note(part: RulePart) -> Note:
    body = _keys(part, ("kind", "text"), ("order",))
    if body.value["kind"] not in NOTE_KINDS:
        raise _not_among(body.inner("kind"), NOTE_KINDS)
    kind: NoteKind = body.value["kind"]
    order = body.value.get("order", 0)
    if type(order) is not int:
        raise body.inner("order").fault("A001", "order is not a whole number", text=order)
    return Note(kind, _sentence(body.inner("text"), BLANKS), order)


def _evidence(part: RulePart) -> EvidenceEffect:
    strength = part.value.get("strength")
    if strength not in STRENGTHS:
        raise _not_among(RulePart(part.doc, (*part.place, "strength"), strength, part.terms), STRENGTHS)
    known: Strength = strength
    sides = [_routes(part.inner(k)) if k in part.value else () for k in ("for", "against")]
    if both := set(sides[0]) & set(sides[1]):
        raise part.fault("A001", "a rule speaks for and against one route", text=min(both))
    return EvidenceEffect(sides[0], sides[1], known)


def _not_among(part: RulePart, names: tuple[str, ...]) -> Exception:
    expected, close = ", ".join(names), near(part.value, names)
    return part.fault("A001", f"not a {part.key}", text=part.value, expected=expected, near=close)


def _keys(part: RulePart, keys: tuple[str, ...], optional: tuple[str, ...] = ()) -> RulePart:
    """The part, a mapping with these keys and no others."""
    if not isinstance(part.value, dict) or not set(keys) <= set(part.value) <= {*keys, *optional}:
        raise part.fault("A001", f"{part.key} takes {' and '.join(keys)}", text=part.value)
    return part


def _routes(part: RulePart) -> tuple[str, ...]:
    """Routes by their names, or a group of them by its own."""
    if isinstance(part.value, str) and part.value in ROUTE_GROUPS:
        return ROUTE_GROUPS[part.value]
    names = _names(part)
    if not names:
        raise part.fault("A001", "an empty list of routes")
    known = ", ".join((*ROUTES, "or one of the groups " + ", ".join(ROUTE_GROUPS)))
    for i, name in enumerate(names):
        if name not in ROUTES:
            close = near(name, ROUTES)
            raise part.inner(i).fault("A003", "unknown route", text=name, expected=known, near=close)
    return names


def _derive(part: RulePart) -> Facts:
    if not isinstance(part.value, dict) or not part.value:
        raise part.fault("A001", "derive is not a mapping", text=part.value, expected="fact: value")
    for name, value in part.value.items():
        inner = part.inner(name)
        if not re.fullmatch(FACT, name):
            raise inner.fault("A001", "not a name of a fact", text=name, expected="lower case and _")
        if not isinstance(value, str | bool):
            raise inner.fault("A004", "a derived fact is yes or no, or one word", text=value)
        if not lookup(inner).derived:
            raise inner.fault("A004", "this fact is answered, a rule cannot derive it", text=name)
        checked(inner, part.terms.facts[name])
    return dict(part.value)


def _plain(part: RulePart, *, deep: bool) -> Mapping[str, Any]:
    """Names with a text or a flag each; `deep`: or with such a mapping."""
    if not isinstance(part.value, dict) or not part.value:
        raise part.fault("A001", "not a mapping", text=part.value, expected="name: text or flag")
    return {key: _flag_or_text(part.inner(key), deep=deep) for key in part.value}


def _flag_or_text(part: RulePart, *, deep: bool) -> Any:
    if deep and isinstance(part.value, dict):
        return _plain(part, deep=False)
    return part.value if isinstance(part.value, bool) else _sentence(part, BLANKS)


def _sentence(part: RulePart, blanks: tuple[str, ...] = ()) -> str:
    """A text with its figures put in; only `blanks` may stay for the decision to fill."""
    text, figures = _text(part), part.terms.figures
    for name in figure.blanks(text):
        if name not in figures and name not in blanks:
            close = near(name, (*figures, *blanks))
            raise part.fault("A019", "nothing of this name to put in", text=name, near=close)
    return figure.filled(text, figures)


def _cases(part: RulePart) -> tuple[InlineCase, ...]:
    if not isinstance(part.value, list) or not all(isinstance(c, dict) for c in part.value):
        expected = "[{fact: value}]"
        raise part.fault("A001", "inline cases are a list of mappings", text=part.value, expected=expected)
    return tuple(_case(part.inner(i)) for i in range(len(part.value)))


def _case(part: RulePart) -> InlineCase:
    """One case: facts, `every gate` for all gates that are not named, and why it is there."""
    facts: dict[str, Any] = {}
    if "every gate" in part.value:
        facts = dict.fromkeys(gates_with(part.inner("every gate")), part.value["every gate"])
    for name in part.value:
        if name not in (WHY, "every gate"):
            inner = part.inner(name)
            fact = lookup(inner)
            facts[name] = checked(inner.holding(_listed(inner.value, fact)), fact)
    why = _text(part.inner(WHY)) if WHY in part.value else ""
    said = {n: v.plain() if isinstance(v, ModelsTried) else v for n, v in facts.items()}
    return InlineCase(said, why)


def _listed(value: Yaml, fact: Fact) -> Yaml:
    return [value] if fact.kind == "choices" and isinstance(value, str) else value


def _names(part: RulePart) -> tuple[str, ...]:
    if not isinstance(part.value, list) or not all(isinstance(v, str) and v for v in part.value):
        raise part.fault("A001", "not a list of names", text=part.value, expected="[name, ...]")
    if len(set(part.value)) < len(part.value):
        raise part.fault("A001", "a name stands twice in this list", text=", ".join(part.value))
    return tuple(part.value)


def _text(part: RulePart) -> str:
    if not isinstance(part.value, str) or not part.value.strip():
        raise part.fault("A001", f"{part.key} is not a text", text=part.value)
    return " ".join(part.value.split())
