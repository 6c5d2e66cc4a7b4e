"""The verdict part of the policy as one screen: which rule comes first, when it applies, where it leads."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from advisor.case.routes import BANDS
from advisor.rules.condition import value_text
from advisor.rules.rule import Conclude
from advisor.rules.ruleset import RuleSet
from advisor.text import words
from advisor.text.table import lay_out

Data = dict[str, Any]
HEAD = ("", "rule", "when", "route", "trained", "next", "cites")
_WHEN = HEAD.index("when")
_LEAST, _SMALL, _NARROW, _WIDE = 18, 16, 96, 150
"""How narrow conditions may get, which take what room is left; how wide rules and routes are where there is little;
the width below which citations are left out, and that from which on what comes next is shown."""
_MOST = {"cites": 26, "next": 36}
"""How wide citations and what comes next may be."""


def verdict_rows(rules: RuleSet) -> list[Data]:
    """A row for each rule that concludes, in the order in which they are tried."""
    rows = []
    for rule in rules.rules:
        if isinstance(rule.then, Conclude):
            values = rule.then.values
            rows.append(
                {
                    "rule": rule.id,
                    "when": in_short(rules.written(rule.id)["when"], rules),
                    "route": values.get("route"),
                    "trained": values.get("trained"),
                    "next": values.get("next_when"),
                    "cites": list(rule.cites),
                }
            )
    return rows


def verdict_table_text(rows: list[Data], width: int) -> str:
    """`verdict_rows` in lines of at most `width`; what comes next and citations give way to conditions."""
    wide, narrow = width >= _WIDE, width < _NARROW
    left_out = ("trained", "next", "cites") if narrow else () if wide else ("next",)
    kept = [i for i, h in enumerate(HEAD) if h not in left_out]
    cells = [tuple(HEAD[i] for i in kept)]
    for n, row in enumerate(rows, 1):
        trained, route = "trained" if row["trained"] else "", str(row["route"])
        route = f"{route}, {trained}" if narrow and trained else route
        ends = (row["next"] or "", ", ".join(row["cites"]))
        whole = (str(n), row["rule"].partition(".")[2], row["when"], route, trained, *ends)
        cells.append(tuple(whole[i] for i in kept))
    widest = [max(len(c[i]) for c in cells) for i in range(len(cells[0]))]
    widest = [min(w, _MOST.get(HEAD[i], w)) for i, w in zip(kept, widest, strict=True)]
    if narrow:
        widest[1:2], widest[3:4] = [min(widest[1], _SMALL)], [min(widest[3], _SMALL)]
    widest[_WHEN] = max(width - sum(w + 2 for i, w in enumerate(widest) if i != _WHEN), _LEAST)
    lines = [line for cell in cells for line in _lines(cell, widest)]
    return "\n".join(lay_out(lines, right=(0,), indent="")) + "\n"


def _lines(cell: Sequence[str], widest: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """A row as so many lines as its longest cell takes."""
    wrapped = [textwrap.wrap(c, w or 1, break_on_hyphens=False) for c, w in zip(cell, widest, strict=True)]
    yield from zip_longest(*wrapped, fillvalue="") if any(wrapped) else ()


def in_short(when: Any, rules: RuleSet) -> str:
    """A condition as written in a rule file, on one line: `gates: failed, volume below 100,000`."""
    if not isinstance(when, Mapping):
        return str(when)
    return ", ".join(_part(key, value, rules) for key, value in when.items())


def _part(key: str, value: Any, rules: RuleSet) -> str:
    match key, value:
        case "any", list():
            return "(" + " or ".join(in_short(v, rules) for v in value) + ")"
        case "all", list():
            return ", ".join(in_short(v, rules) for v in value)
        case (("not" | "unless"), _):
            inner = in_short(value, rules)
            return f"{key} {inner}" if len(value) == 1 else f"{key} ({inner})"
        case _, bool():
            return key if value else f"not {key}"
        case _, Mapping():
            tests = {op: wanted for op, wanted in value.items() if len(value) == 1 or op != "known"}
            return f"{key} " + " and ".join(_test(op, wanted, rules) for op, wanted in tests.items())
    return f"{key}: {_value(value, rules)}"


def _test(op: str, wanted: Any, rules: RuleSet) -> str:
    if op == "known":
        return "known" if wanted else "not known"
    if isinstance(wanted, list):
        return " or ".join(_value(v, rules) for v in wanted)
    return f"{op} {_value(wanted, rules)}"


def _value(value: Any, rules: RuleSet) -> str:
    """A value; a figure by its number, an expression of one as it is written, a band by its edges."""
    if value in BANDS:
        return words.band(value, rules.bands).removesuffix(" break-even")
    named = rules.figures.get(value) if isinstance(value, str) else None
    return named.shown if named is not None else value_text(value)
