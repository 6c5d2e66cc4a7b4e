"""Audits figures: one that nothing uses, that cites no claim, or that a sentence spells out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from advisor.errors import near
from advisor.rules import condition, figure
from advisor.rules.diagnostics import Diagnostic
from advisor.rules.figure import Figure
from advisor.rules.rule import Rule
from advisor.rules.ruleset import RuleSet

_SPELT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve")
_NUMBER = rf"(?<![\w{{,.])(?P<number>\d[\d,.]*|{'|'.join(_SPELT)})"
_SENTENCES = ("says", "text", "because")


def findings(rules: RuleSet, claims: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Figures without use or with a citation of no claim, conditions and sentences that spell one out.

    `claims`: as in the audit.
    """
    leaning = {rule.id: rules.rests_on(rule) for rule in rules.rules}
    used = {f.name for each in leaning.values() for f in each}
    used |= {name for rule in rules.rules for name in _named(rules.written(rule.id))}
    for found in rules.figures.values():
        if found.name not in used:
            yield Diagnostic("A020", found.file, found.line, f"no rule uses the figure {found.name}")
        for claim in (c for c in found.cites if c not in claims):
            close = near(claim, claims)
            hint = f"; did you mean {close}?" if close else ""
            message = f"the figure {found.name} cites {claim}, which is no claim{hint}"
            yield Diagnostic("A010", found.file, found.line, message)
    for rule in rules.rules:
        yield from _tested(rules, rule, leaning[rule.id])
        yield from _spelt_out(rules, rule, leaning[rule.id])


def _named(data: Any) -> Iterator[str]:
    """The figures in the cases and sentences of a rule as written."""
    match data:
        case str():
            yield from figure.blanks(data)
            if known := figure.expression(data):
                yield known.name
        case Mapping():
            for value in data.values():
                yield from _named(value)
        case list():
            for value in data:
                yield from _named(value)


def _tested(rules: RuleSet, rule: Rule, figures: Sequence[Figure]) -> Iterator[Diagnostic]:
    """Tests of the very number of a figure that the rule rests on elsewhere."""
    for test in condition.tests(rule.when):
        for found in figures:
            same = test.value == found.value and rules.vocabulary[test.fact].unit == found.unit
            if same and not test.written:
                file, line = rules.place(rule.id, "when", test.fact)
                message = f"{rule.id} tests {test.fact} {test.text}, which would not follow {found.name}"
                yield Diagnostic("A021", file, line, message)


def _spelt_out(rules: RuleSet, rule: Rule, figures: Sequence[Figure]) -> Iterator[Diagnostic]:
    """Numbers in the unit of a figure that the rule rests on, unless its own condition tests that very number."""
    own = {test.value for test in condition.tests(rule.when) if not test.written and _is_number(test.value)}
    for place, text in _sentences(rules.written(rule.id)):
        for unit in dict.fromkeys(f.unit for f in figures):
            for match in re.finditer(rf"{_NUMBER}\s*{_unit(unit)}", text, re.IGNORECASE):
                if _value(match["number"], unit) in own:
                    continue
                file, line = rules.place(rule.id, *place)
                names = " or ".join(f"{{{f.name}}}" for f in figures if f.unit == unit)
                message = (
                    f"{rule.id} spells out {match[0]!r}, which would not follow the figure; write {names}"
                )
                yield Diagnostic("A021", file, line, message)


def _sentences(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every sentence of a rule as written, with its place; those of its cases are none."""
    for key, value in data.items():
        if key in _SENTENCES and isinstance(value, str):
            yield (key,), value
        elif key == "conclude" and isinstance(value, Mapping):
            yield from (((key, k), v) for k, v in value.items() if isinstance(v, str))
        elif isinstance(value, Mapping) and key != "when":
            yield from (((key, *place), text) for place, text in _sentences(value))


def _unit(unit: str) -> str:
    """A pattern for the unit as sentences say it: `requests a month`, `times break-even`, `%`."""
    if unit == "fraction":
        return "%"
    counted, _, per = unit.partition("/")
    every = rf"{re.escape(counted)}\b"
    return (
        rf"{every}(?:\s*/\s*|\s+(?:a|per|each)\s+){re.escape(per)}\b" if per else rf"(?:labelled\s+)?{every}"
    )


def _value(written: str, unit: str) -> float:
    text = written.replace(",", "").rstrip(".")
    number = float(_SPELT.index(text.lower()) + 1) if text.lower() in _SPELT else float(text)
    return number / 100 if unit == "fraction" else number


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
