"""Folders of rule files parsed: later folders add rules or override them by id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from advisor.case.facts import VOCABULARY
from advisor.errors import near
from advisor.rules.diagnostics import OnFault, RuleError, fault
from advisor.rules.figure import Figures
from advisor.rules.parsing import parse_figure, parse_rule, rule_file
from advisor.rules.parsing.listed_files import listed
from advisor.rules.parsing.rule_file import RuleFile
from advisor.rules.parsing.rule_text import RuleText
from advisor.rules.rule import POLICY, Rule
from advisor.rules.rule_book import RuleBook, terms
from advisor.rules.run_order import run_levels


class ParsedRules(NamedTuple):
    """The rules, and each as it is written, by id."""

    book: RuleBook
    sources: Mapping[str, RuleText]


def parse(folders: Sequence[Path], on_fault: OnFault) -> ParsedRules:
    """The rules of `folders`. Every fault goes to `on_fault`; a rule that cannot be read is left out."""
    files = [[f for p in listed(folder) if (f := rule_file.read(folder, p, on_fault))] for folder in folders]
    figures: Figures = {}
    for found in (f for each in files for f in each):
        figures = parse_figure.figures(found.doc, found.figures, figures, on_fault)
    sources = _sources(files, on_fault)
    gates = {name: sides for each in files for f in each for name, sides in f.gates.items()}
    clauses = {name: text for each in files for f in each for name, text in f.clauses.items()}
    derived = _derived(sources, on_fault)
    known = terms(derived, figures, gates, clauses)
    rules: list[Rule] = []
    for source in sources:
        try:
            rules.append(parse_rule.rule(source, known, on_fault))
        except RuleError as e:
            on_fault(e)
    by_id = {s.id: s for s in sources}
    level = run_levels(rules, by_id, on_fault)
    rules = [r for r in rules if r.id in level]
    numbers = tuple(level[r.id] for r in rules)
    return ParsedRules(RuleBook(tuple(rules), numbers, derived, dict(figures), gates, clauses), by_id)


def _sources(files: Sequence[Sequence[RuleFile]], on_fault: OnFault) -> list[RuleText]:
    """Every rule as read, in the order in which rules are listed; overridden ones are gone."""
    order: list[RuleText] = []
    for folder in files:
        mine: dict[str, RuleText] = {}
        for source in (r for file in folder for r in file.rules):
            if source.id not in mine:
                mine[source.id] = source
                continue
            first = mine[source.id]
            message = "two rules of one name"
            other = f"another id than at {first.doc.file}:{first.doc.line(first.place)}"
            on_fault(fault("A016", source.doc, source.place, message, text=source.id, expected=other))
        for source in mine.values():
            _insert(order, source, on_fault)
    return sorted(order, key=lambda s: s.theme == POLICY)


def _insert(order: list[RuleText], source: RuleText, on_fault: OnFault) -> None:
    ids = [s.id for s in order]
    before = source.data.get("before")
    if source.id in ids:
        order[ids.index(source.id)] = source
    elif before is None:
        order.append(source)
    elif before in ids:
        order.insert(ids.index(before), source)
    else:
        place = (*source.place, "before")
        on_fault(
            fault("A001", source.doc, place, "no such rule before it", text=before, near=near(before, ids))
        )
        order.append(source)


def _derived(sources: Sequence[RuleText], on_fault: OnFault) -> dict[str, tuple[str | bool, ...]]:
    """The facts that rules derive, each with every value."""
    values: dict[str, dict[str | bool, None]] = {}
    for source in sources:
        for name, value in parse_rule.derived_by(source).items():
            if name in VOCABULARY or not isinstance(value, str | bool):
                continue  # reading the rule says what is wrong, if anything
            seen = values.setdefault(name, {})
            if any(isinstance(v, bool) is not isinstance(value, bool) for v in seen):
                place = source.place_of("then", "derive", name)
                on_fault(
                    fault(
                        "A004", source.doc, place, f"{name} is derived as another type elsewhere", text=value
                    )
                )
                continue
            seen[value] = None
    return {name: tuple(seen) for name, seen in values.items()}
