"""Folders of rule files -> one rule set. Later folders add rules or override them by id."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from advisor.case.facts import VOCABULARY, Fact
from advisor.errors import BadInput, near
from advisor.files import bounded, paths, yaml_file
from advisor.rules import parse_figure, parse_rule, rule_file
from advisor.rules.diagnostics import OnFault, RuleError, fault, refuse
from advisor.rules.figure import Figures
from advisor.rules.rule import POLICY, Conclude, Rule
from advisor.rules.rule_file import RuleFile
from advisor.rules.rule_text import RuleText
from advisor.rules.ruleset import RuleSet
from advisor.rules.terms import Terms

KEPT = 4
PARTS = ("closings", "gates", "cases", "verdict")
"""The files of the policy: `policy-closings.yaml` and so on."""
_last: dict[tuple[Path, ...], RuleSet] = {}


def load(folders: Sequence[Path]) -> RuleSet:
    """The rules of all `folders`, or single files, in file order, policy last. Unchanged ones are read once a process.

    Raises BadInput with file:line for the first rule that cannot be read.
    """
    key = tuple(folders)
    found = _last.pop(key, None)
    if found is None or found.sha256 != hash_of(folders):
        found = read(folders, refuse)
    _last[key] = found
    while len(_last) > KEPT:
        del _last[next(iter(_last))]
    return found


def folders(more: Sequence[Path] = ()) -> list[Path]:
    """The folders rules are read from: the shipped ones, the user's own where there are any, and `more`."""
    own = [paths.user_rules()] if paths.user_rules().is_dir() else []
    return [paths.RULES, *own, *more]


def is_whole(folder: Path) -> bool:
    """Whether `folder` holds a policy of its own: it reads alone, concludes, and names the edges of the bands."""
    if not folder.is_dir():
        return False
    try:
        found = load([folder])
        return found.bands is not None and any(isinstance(r.then, Conclude) for r in found.rules)
    except BadInput:
        return False


def read(folders: Sequence[Path], on_fault: OnFault) -> RuleSet:
    """The rule set of `folders`. Every fault goes to `on_fault`; a rule that cannot be read is left out."""
    files = [[f for p in _files(folder) if (f := rule_file.read(folder, p, on_fault))] for folder in folders]
    figures: Figures = {}
    for found in (f for each in files for f in each):
        figures = parse_figure.figures(found.doc, found.figures, figures, on_fault)
    sources = _sources(files, on_fault)
    gates = {name: sides for each in files for f in each for name, sides in f.gates.items()}
    clauses = {name: text for each in files for f in each for name, text in f.clauses.items()}
    terms = Terms(_vocabulary(sources, on_fault), figures, gates, clauses)
    rules: list[Rule] = []
    for source in sources:
        try:
            rules.append(parse_rule.rule(source, terms, on_fault))
        except RuleError as e:
            on_fault(e)
    return RuleSet(rules, {s.id: s for s in sources}, terms, hash_of(folders), on_fault)


def hash_of(folders: Sequence[Path]) -> str:
    """SHA-256 over the names and bytes of all rule files, in order."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in _files(folder):
            body = bounded.read_bytes(path, yaml_file.MAX_BYTES)
            digest.update(f"{path.name}\0{len(body)}\0".encode())
            digest.update(body)
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise BadInput("no such folder of rules", file=str(folder))
    return sorted(folder.glob("*.yaml"), key=_order)


def _order(path: Path) -> tuple[int, str]:
    """Policy comes last, its parts in the order in which they are read."""
    name, _, part = path.stem.partition("-")
    if name != POLICY:
        return 0, path.name
    return 1 + (PARTS.index(part) if part in PARTS else len(PARTS)), path.name


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


def _vocabulary(sources: Sequence[RuleText], on_fault: OnFault) -> Mapping[str, Fact]:
    """The shipped facts and those rules derive: yes or no, or a choice over all values derived."""
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
    derived = {name: _fact(name, tuple(seen)) for name, seen in values.items()}
    return {**VOCABULARY, **derived}


def _fact(name: str, values: tuple[str | bool, ...]) -> Fact:
    says = name.replace("_", " ")
    if isinstance(values[0], bool):
        return Fact(name, "bool", says, derived=True)
    return Fact(name, "choice", says, values=tuple(str(v) for v in values), derived=True)
