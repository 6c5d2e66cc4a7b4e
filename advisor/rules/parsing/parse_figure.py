"""Figures from YAML. A later folder may give a figure another value, and keeps what it does not say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from advisor.case.facts import VOCABULARY
from advisor.errors import near
from advisor.files.yaml_file import Document, Place
from advisor.rules.diagnostics import OnFault, RuleError, fault
from advisor.rules.figure import NAME, Figure, Figures

KEYS = ("value", "unit", "says", "cites")


def figures(doc: Document, data: Mapping[str, Any], earlier: Figures, on_fault: OnFault) -> Figures:
    """`earlier` with the figures in `data` added or changed; what cannot be read goes to `on_fault`."""
    found = dict(earlier)
    for name, body in data.items():
        try:
            found[name] = _figure(doc, name, body, earlier.get(name))
        except RuleError as e:
            on_fault(e)
    return found


def _figure(doc: Document, name: str, body: Any, known: Figure | None) -> Figure:
    place: Place = ("figures", name)
    if not re.fullmatch(NAME, name) or name in VOCABULARY:
        raise fault(
            "A019", doc, place, "not a name for a figure", text=name, expected="lower case and _, no fact"
        )
    if not isinstance(body, dict):
        raise fault("A019", doc, place, "not a figure", text=body, expected="{value, unit, says, cites}")
    for key in body:
        if key not in KEYS:
            raise fault("A019", doc, (*place, key), "unknown key in a figure", text=key, near=near(key, KEYS))
    for key in KEYS:
        if key not in body and (known is None or key == "value"):
            raise fault("A019", doc, place, f"the figure {name} has no {key}")
    value, unit = body["value"], body.get("unit", known.unit if known else "")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise fault("A019", doc, (*place, "value"), "a figure is a number", text=value)
    if unit not in {f.unit for f in VOCABULARY.values() if f.unit}:
        units = [f.unit for f in VOCABULARY.values() if f.unit]
        raise fault("A019", doc, (*place, "unit"), "no fact has this unit", text=unit, near=near(unit, units))
    cites = body.get("cites", list(known.cites) if known else [])
    if not isinstance(cites, list) or not cites or not all(isinstance(c, str) and c for c in cites):
        raise fault(
            "A010", doc, (*place, "cites"), f"the figure {name} cites nothing", expected="cites: [claim ids]"
        )
    says = body.get("says", known.says if known else "")
    if not isinstance(says, str) or not says.strip():
        raise fault("A019", doc, (*place, "says"), "says is not a text", text=says)
    return Figure(name, value, unit, " ".join(says.split()), tuple(cites), doc.file, doc.line(place))
