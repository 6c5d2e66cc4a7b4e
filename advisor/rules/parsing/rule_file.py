"""One rule file: its figures, gates and rules, with gates and topics taken apart into the rules they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from advisor.errors import BadInput, near
from advisor.files import yaml_cache
from advisor.files.yaml_file import Document, Place
from advisor.rules.diagnostics import OnFault, RuleError, fault
from advisor.rules.parsing.rule_text import RuleText
from advisor.rules.terms import FAILED, GATE, PASSED, SIDES

ID = r"[a-z0-9-]+\.[a-z0-9.-]*[a-z0-9]"
GATE_ID = r"[a-z][a-z0-9_]*"
KEYS = ("theme", "figures", "gates", "rules")
GATE_KEYS = ("id", "holds", *SIDES, "open")
TOPIC_KEYS = ("topic", "when", "fires", "silent", "positions")
SHARED = ("when", "fires", "silent")
"""What the positions of a topic may say once."""


@dataclass(frozen=True)
class RuleFile:
    """A file as read: `doc.data` has a theme where it has gates or rules. `gates`: fact -> sides it can take.

    `clauses`: fact of a gate -> the clause that holds where it is passed.
    """

    doc: Document
    figures: Mapping[str, Any] = field(default_factory=dict)
    rules: tuple[RuleText, ...] = ()
    gates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    clauses: Mapping[str, str] = field(default_factory=dict)


def read(folder: Path, path: Path, on_fault: OnFault) -> RuleFile | None:
    """The file at `path`; None if nothing of it can be read. What is wrong goes to `on_fault`."""
    try:
        doc = yaml_cache.read(path)
        theme = _frame(doc)
    except RuleError as e:
        on_fault(e)
        return None
    except BadInput as e:
        on_fault(
            RuleError(e.message, file=e.file, line=e.line, text=e.text, expected=e.expected, near=e.near)
        )
        return None
    reader = _Reader(folder, doc, theme, on_fault)
    gates = [g for i in range(len(doc.data.get("gates", ()))) for g in reader.gate(i)]
    rules = [r for i in range(len(doc.data.get("rules", ()))) for r in reader.rule(i)]
    return RuleFile(doc, doc.data.get("figures", {}), (*gates, *rules), reader.gates, reader.clauses)


def _frame(doc: Document) -> str:
    """The theme of the file, empty if it only holds figures."""
    data = doc.data
    if not isinstance(data, dict):
        raise fault("A001", doc, (), "not a rule file", expected="theme: and rules:")
    for key in data:
        if key not in KEYS:
            raise fault("A001", doc, (key,), "unknown key in a rule file", text=key, near=near(key, KEYS))
    if not isinstance(data.get("figures", {}), dict):
        raise fault(
            "A001", doc, ("figures",), "figures are a mapping", expected="name: {value, unit, says, cites}"
        )
    if set(data) == {"figures"}:
        return ""
    theme = data.get("theme")
    if not isinstance(theme, str) or not re.fullmatch(r"[a-z0-9-]+", theme):
        raise fault(
            "A001", doc, ("theme",), "a rule file needs a theme", text=theme, expected="one lower-case word"
        )
    for key in ("gates", "rules"):
        if not isinstance(data.get(key, [] if key == "gates" else None), list):
            if key == "rules" and key not in data and data.keys() & {"gates", "figures"}:
                continue
            raise fault("A001", doc, (key,), f"a rule file needs {key}", expected=f"a list of {key}")
    return theme


class _Reader:
    """Takes the items of one file apart."""

    def __init__(self, folder: Path, doc: Document, theme: str, on_fault: OnFault) -> None:
        self._folder, self._doc, self._theme, self._on_fault = folder, doc, theme, on_fault
        self.gates: dict[str, tuple[str, ...]] = {}
        self.clauses: dict[str, str] = {}

    def rule(self, i: int) -> Iterator[RuleText]:
        """The rule, or the positions of the topic, at place `i` of the list of rules."""
        place, data = ("rules", i), self._doc.data["rules"][i]
        if isinstance(data, dict) and "positions" in data:
            yield from self._topic(place, data)
        elif (name := self._name(place, data)) is not None:
            yield self._text(place, name, data, place)

    def gate(self, i: int) -> Iterator[RuleText]:
        """One rule for each side of the gate at place `i`."""
        block, data = ("gates", i), self._doc.data["gates"][i]
        name = data.get("id") if isinstance(data, dict) else None
        if not isinstance(name, str) or not re.fullmatch(GATE_ID, name):
            self._refuse(
                block, "a gate needs an id", text=name, expected="one lower-case word, such as evals"
            )
            return
        for key in data:
            if key not in GATE_KEYS:
                self._refuse((*block, key), "unknown key in a gate", text=key, near=near(key, GATE_KEYS))
                return
        sides = {side: data[side] for side in SIDES if side in data}
        if PASSED not in sides or not all(isinstance(s, dict) for s in sides.values()):
            self._refuse(
                block, f"the gate {name} has no passed", expected="passed: {says, when, cites, fires}"
            )
            return
        self.gates[GATE + name] = tuple(sides)
        if isinstance(holds := data.get("holds"), str):
            self.clauses[GATE + name] = holds
        for side, body in sides.items():
            yield self._side(block, name, side, body, data)

    def _side(
        self, block: Place, name: str, side: str, body: Mapping[str, Any], gate: Mapping[str, Any]
    ) -> RuleText:
        """A side stays silent on the cases of the other, and on those that leave the gate open."""
        other = gate.get(FAILED if side == PASSED else PASSED, {})
        silent = [
            c for part in (body.get("silent"), other.get("fires"), gate.get("open")) for c in part or ()
        ]
        rule_id = f"{self._theme}.gate-{name.replace('_', '-')}-{side}"
        made = {"id": rule_id, **body, "then": {"derive": {GATE + name: side}}, "silent": silent}
        return self._text((*block, side), rule_id, made, block)

    def _topic(self, block: Place, data: Mapping[str, Any]) -> Iterator[RuleText]:
        for key in data:
            if key not in TOPIC_KEYS:
                self._refuse((*block, key), "unknown key in a topic", text=key, near=near(key, TOPIC_KEYS))
                return
        if not isinstance(data["positions"], list) or "topic" not in data:
            self._refuse(
                block, "a topic needs a name and positions", expected="topic: name, positions: a list"
            )
            return
        shared = {key: data[key] for key in SHARED if key in data}
        for i, own in enumerate(data["positions"]):
            place = (*block, "positions", i)
            if (name := self._name(place, own)) is not None:
                known = {} if "when" in own else shared
                yield self._text(place, name, {**known, "topic": data["topic"], **own}, block)

    def _name(self, place: Place, data: Any) -> str | None:
        name = data.get("id") if isinstance(data, dict) else None
        if isinstance(name, str) and re.fullmatch(ID, name) and name.startswith(f"{self._theme}."):
            return name
        self._refuse(place, "a rule needs an id", text=name, expected=f"{self._theme}.some-name")
        return None

    def _text(self, place: Place, name: str, data: Mapping[str, Any], block: Place) -> RuleText:
        return RuleText(self._folder, self._doc, place, self._theme, name, data, block)

    def _refuse(self, place: Place, message: str, **details: Any) -> None:
        self._on_fault(fault("A001", self._doc, place, message, **details))
