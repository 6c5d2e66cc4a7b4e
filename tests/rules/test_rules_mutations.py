"""A shipped rule that is changed by mistake fails one of the cases beside it, or cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import rulekit

from advisor.errors import BadInput
from advisor.files.paths import RULES
from advisor.rules import Rule, figure, load
from advisor.rules.diagnostics import refuse
from advisor.rules.inline_cases import failing_cases
from advisor.rules.parsing import rule_file

SHIPPED = load([RULES])
FIGURES = {
    f.name: {"value": f.value, "unit": f.unit, "says": f.says, "cites": [*f.cites]}
    for f in SHIPPED.figures.values()
}
Rebuild = Callable[[Any], Any]
OTHER = {
    "all": "any",
    "any": "all",
    "below": "at least",
    "at least": "below",
    "not": "unless",
    "unless": "not",
}


def gates(side: str) -> dict[str, str]:
    """Every gate that can be on this side."""
    makers = {f: SHIPPED.makers[f] for f in SHIPPED.gates}
    return {f: side for f, rules in makers.items() if any(r.derives()[f] == side for r in rules)}


def plain(node: Any) -> Any:
    """Conditions and cases with the gates one by one."""
    if isinstance(node, list):
        return [plain(n) for n in node]
    if not isinstance(node, dict):
        return node
    found = {k: plain(v) for k, v in node.items() if k not in ("every gate", "any gate")}
    if "any gate" in node:
        found["any"] = [{f: side} for f, side in gates(node["any gate"]).items()]
    return {**gates(node["every gate"]), **found} if "every gate" in node else found


def written() -> Iterator[tuple[str, Any]]:
    """Every shipped rule as one of its own, out of its gate or topic."""
    for path in sorted(RULES.glob("*.yaml")):
        file = rule_file.read(RULES, path, refuse)
        assert file is not None
        yield from ((rule.id, plain(dict(rule.data))) for rule in file.rules)


DATA = dict(written())


def mutants(node: Any, rebuild: Rebuild = lambda new: new) -> Iterator[tuple[str, Any]]:
    """What was changed, and the changed condition: one operator flipped, or one threshold moved."""
    if not isinstance(node, dict):
        return
    if len(node) > 1:
        yield "any fact instead of all", rebuild({"any": [{k: v} for k, v in node.items()]})
    for key, value in node.items():
        rest = {k: v for k, v in node.items() if k != key}

        def put(new: Any, key: str = key, node: Any = node) -> Any:
            return rebuild({k: new if k == key else v for k, v in node.items()})

        if key in ("all", "any"):
            if len(value) > 1:
                yield f"{key} flipped", rebuild({**rest, OTHER[key]: value})
            for i, part in enumerate(value):
                yield from mutants(part, lambda new, i=i, v=value, put=put: put([*v[:i], new, *v[i + 1 :]]))
        elif key in ("not", "unless"):
            yield f"{key} dropped", rebuild({"all": [value, *([rest] if rest else [])]})
            yield f"{key} turned", rebuild({**rest, OTHER[key]: value})
            yield from mutants(value, put)
        else:
            yield f"{key} negated", rebuild({"all": [{"not": {key: value}}, *([rest] if rest else [])]})
            yield from thresholds(key, value if isinstance(value, dict) else {}, put)


def number(written: str) -> float:
    """What a figure, or an expression of one, comes to."""
    found = figure.expression(written)
    return found.value(SHIPPED.figures[found.name])


def thresholds(fact: str, test: dict[str, Any], put: Rebuild) -> Iterator[tuple[str, Any]]:
    for op, at in test.items():
        rest = {k: v for k, v in test.items() if k != op}
        if op not in ("below", "at least"):
            continue
        if not rest:
            yield f"{fact}: {op} flipped", put({OTHER[op]: at})
        edge = number(at) if isinstance(at, str) else at
        step = max(abs(edge) * 0.05, 1) if SHIPPED.vocabulary[fact].whole else abs(edge) * 0.05
        for moved in (edge - step, edge + step):
            yield f"{fact}: {op} {at} moved to {moved}", put({**test, op: moved})


def with_makers(rule: Rule) -> list[str]:
    """The rule, and those that derive what it reads."""
    found = [rule.id]
    for each in found:
        for fact in SHIPPED.reads(SHIPPED.rule(each)):
            found += [m.id for m in SHIPPED.makers.get(fact, ()) if m.id not in found]
    return found


@pytest.mark.parametrize("rule", SHIPPED.rules, ids=lambda r: r.id)
def test_a_changed_condition_is_noticed(rule: Rule, tmp_path: Path) -> None:
    others = [DATA[i] for i in with_makers(rule)[1:]]
    said = repr((others, DATA[rule.id]))
    figures = {name: figure for name, figure in FIGURES.items() if name in said}
    survivors = []
    for n, (change, when) in enumerate(mutants(DATA[rule.id]["when"])):
        try:
            changed = rulekit.loaded(
                tmp_path / str(n), *others, {**DATA[rule.id], "when": when}, figures=figures
            )
        except BadInput:
            continue
        if not list(failing_cases(changed, [changed.rule(rule.id)])):
            survivors.append(change)
    assert survivors == []


BY_CODE = ("named_route", "encoder_alone")
"""Derived facts that code alone reads."""


@pytest.mark.parametrize("fact", [f for f, makers in SHIPPED.makers.items() if f not in BY_CODE])
def test_a_derived_fact_without_its_rules_is_noticed(fact: str, tmp_path: Path) -> None:
    makers = {m.id for m in SHIPPED.makers[fact]}
    reading = {i for reader in SHIPPED.readers(fact) for i in with_makers(reader)}
    with pytest.raises(BadInput, match=fact):
        rulekit.loaded(tmp_path, *(DATA[i] for i in DATA if i in reading - makers), figures=FIGURES)
