"""Folders of rule files -> one rule set. Later folders add rules or override them by id."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from advisor.case.facts import VOCABULARY, Fact
from advisor.errors import BadInput, near
from advisor.files import paths, yaml_cache
from advisor.files.yaml_file import Document
from advisor.rules import parse_rule
from advisor.rules.diagnostics import OnFault, RuleError, fault, refuse
from advisor.rules.parse_rule import RuleText
from advisor.rules.rule import POLICY, Rule
from advisor.rules.ruleset import RuleSet

KEPT = 4
_last: dict[tuple[Path, ...], RuleSet] = {}


def load(folders: Sequence[Path]) -> RuleSet:
    """The rules of all `folders`, in file order, policy last. Unchanged folders are read once a process.

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


def read(folders: Sequence[Path], on_fault: OnFault) -> RuleSet:
    """The rule set of `folders`. Every fault goes to `on_fault`; a rule that cannot be read is left out."""
    sources = _sources(folders, on_fault)
    facts = _vocabulary(sources, on_fault)
    rules: list[Rule] = []
    for source in sources:
        try:
            rules.append(parse_rule.rule(source, facts, on_fault))
        except RuleError as e:
            on_fault(e)
    return RuleSet(rules, {s.id: s for s in sources}, facts, hash_of(folders), on_fault)


def hash_of(folders: Sequence[Path]) -> str:
    """SHA-256 over the names and bytes of all rule files, in order."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in _files(folder):
            try:
                body = path.read_bytes()
            except OSError as e:
                raise BadInput(f"cannot read this file ({e.strerror})", file=str(path)) from None
            digest.update(f"{path.name}\0{len(body)}\0".encode())
            digest.update(body)
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise BadInput("no such folder of rules", file=str(folder))
    return sorted(folder.glob("*.yaml"), key=lambda p: (p.stem == POLICY, p.name))


def _sources(folders: Sequence[Path], on_fault: OnFault) -> list[RuleText]:
    """Every rule as read, in the order in which rules are listed; overridden ones are gone."""
    order: list[RuleText] = []
    for folder in folders:
        mine: dict[str, RuleText] = {}
        for path in _files(folder):
            for source in _in_file(folder, path, on_fault):
                if source.id in mine:
                    first = mine[source.id]
                    on_fault(
                        fault(
                            "A016", source.doc, source.place, "two rules of one name", text=source.id,
                            expected=f"another id than at {first.doc.file}:{first.doc.line(first.place)}",
                        )
                    )  # fmt: skip
                    continue
                mine[source.id] = source
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


def _in_file(folder: Path, path: Path, on_fault: OnFault) -> Iterator[RuleText]:
    try:
        doc = yaml_cache.read(path)
        theme, rules = _frame(doc)
    except RuleError as e:
        on_fault(e)
        return
    except BadInput as e:
        on_fault(
            RuleError(e.message, file=e.file, line=e.line, text=e.text, expected=e.expected, near=e.near)
        )
        return
    for i, data in enumerate(rules):
        place = ("rules", i)
        name = data.get("id") if isinstance(data, dict) else None
        if (
            not isinstance(name, str)
            or not re.fullmatch(parse_rule.ID, name)
            or not name.startswith(f"{theme}.")
        ):
            on_fault(
                fault("A001", doc, place, "a rule needs an id", text=name, expected=f"{theme}.some-name")
            )
            continue
        yield RuleText(folder, doc, place, theme, name)


def _frame(doc: Document) -> tuple[str, list[Any]]:
    data = doc.data
    if not isinstance(data, dict):
        raise fault("A001", doc, (), "not a rule file", expected="theme: and rules:")
    for key in data:
        if key not in ("theme", "rules"):
            raise fault(
                "A001",
                doc,
                (key,),
                "unknown key in a rule file",
                text=key,
                near=near(key, ("theme", "rules")),
            )
    theme, rules = data.get("theme"), data.get("rules")
    if not isinstance(theme, str) or not re.fullmatch(r"[a-z0-9-]+", theme):
        raise fault(
            "A001", doc, ("theme",), "a rule file needs a theme", text=theme, expected="one lower-case word"
        )
    if not isinstance(rules, list):
        raise fault("A001", doc, ("rules",), "a rule file needs rules", expected="a list of rules")
    return theme, rules


def _vocabulary(sources: Sequence[RuleText], on_fault: OnFault) -> Mapping[str, Fact]:
    """The shipped facts and those rules derive: yes or no, or a choice over all values derived."""
    values: dict[str, dict[str | bool, None]] = {}
    for source in sources:
        for name, value in parse_rule.derived_by(source).items():
            if name in VOCABULARY or not isinstance(value, str | bool):
                continue  # reading the rule says what is wrong, if anything
            seen = values.setdefault(name, {})
            if any(isinstance(v, bool) is not isinstance(value, bool) for v in seen):
                place = (*source.place, "then", "derive", name)
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
