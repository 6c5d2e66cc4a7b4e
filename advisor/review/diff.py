"""Two decisions side by side: answers, verdicts, costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from advisor.case.facts import ASKED, ROUTES, Value
from advisor.decision.decision import Decision
from advisor.report import wording
from advisor.report.decision_json import plain
from advisor.text import words
from advisor.text.escape import one_line
from advisor.text.json_text import change, encode, number
from advisor.text.table import lay_out

_WIDTH = 34


@dataclass(frozen=True)
class Side:
    """One of the two: the file it came from and its decision."""

    file: str
    decision: Decision


def text(a: Side, b: Side) -> str:
    """What differs, in columns: A, B, and the change of each cost."""
    rows = [
        ("", _end(a.file), _end(b.file), ""),
        ("title", one_line(a.decision.title, _WIDTH), one_line(b.decision.title, _WIDTH), ""),
        ("as of", a.decision.as_of.isoformat(), b.decision.as_of.isoformat(), ""),
        ("verdict", _verdict(a.decision), _verdict(b.decision), ""),
        ("standing", wording.state(a.decision), wording.state(b.decision), ""),
        ("next", a.decision.verdict.next.route or "–", b.decision.verdict.next.route or "–", ""),
        ("concluded by", a.decision.verdict.concluded_by, b.decision.verdict.concluded_by, ""),
        ("break-even", _multiple(a.decision), _multiple(b.decision), ""),
    ]
    answers = [
        (name, one_line(words.value(name, x), _WIDTH), one_line(words.value(name, y), _WIDTH), "")
        for name, x, y in _answers(a.decision, b.decision)
    ]
    parts = [_table(rows), "Answers that differ", _table(answers) if answers else "  none\n"]
    parts += ["Cost", _table(_costs(a, b), right=True)]
    return "\n".join(parts)


def as_json(a: Side, b: Side) -> str:
    """The same as data."""
    data: dict[str, Any] = {
        "format": 1,
        "a": _side(a),
        "b": _side(b),
        "answers": [
            {"fact": name, "a": plain(x), "b": plain(y)} for name, x, y in _answers(a.decision, b.decision)
        ],
        "routes": [
            {
                "id": id_,
                "a": _cost(a.decision, id_),
                "b": _cost(b.decision, id_),
                "change": _change(a.decision, b.decision, id_),
            }
            for id_ in ROUTES
        ],
    }
    return encode(data)


def _end(file: str) -> str:
    shown = one_line(file, len(file) + 1)
    return shown if len(shown) <= _WIDTH else "…" + shown[1 - _WIDTH :]


def _verdict(decision: Decision) -> str:
    return f"{decision.verdict.route}, {'trained' if decision.verdict.trained else 'untrained'}"


def _multiple(decision: Decision) -> str:
    found = decision.break_even
    if found.multiple is None:
        return words.band(found.band, decision.bands)
    return f"{words.times(found.multiple)} with {found.tuned_route}"


def _answers(a: Decision, b: Decision) -> list[tuple[str, Value | None, Value | None]]:
    """The asked facts whose values differ, defaults included, in the vocabulary's order."""
    mine, theirs = ({**d.facts, **d.case.facts} for d in (a, b))
    pairs = ((name, mine.get(name), theirs.get(name)) for name in ASKED)
    return [(name, x, y) for name, x, y in pairs if x != y]


def _costs(a: Side, b: Side) -> list[tuple[str, str, str, str]]:
    over = [wording.horizon_heading(side.decision) for side in (a, b)]
    rows = [("", f"month  {over[0]:>9}", f"month  {over[1]:>9}", "")]
    for id_ in ROUTES:
        cells = [wording.money_cells(side.decision.route(id_)) for side in (a, b)]
        x, y = (side.decision.route(id_).horizon_usd for side in (a, b))
        change = words.percent(x, y) if x is not None and y is not None else ""
        left, right = (f"{month}  {total:>9}" for _, month, total in cells)
        rows.append((id_, left, right, change))
    return rows


def _table(rows: list[tuple[str, str, str, str]], right: bool = False) -> str:
    return "".join(f"{line}\n" for line in lay_out(rows, None if right else ()))


def _side(side: Side) -> dict[str, Any]:
    verdict = side.decision.verdict
    return {
        "file": side.file,
        "title": side.decision.title,
        "as_of": side.decision.as_of.isoformat(),
        "route": verdict.route,
        "trained": verdict.trained,
        "settled": verdict.settled,
        "next": verdict.next.route,
        "concluded_by": verdict.concluded_by,
        "break_even_multiple": number(side.decision.break_even.multiple),
    }


def _cost(decision: Decision, id_: str) -> dict[str, Any]:
    found = decision.route(id_)
    return {
        "available": found.available,
        "one_time_usd": number(found.one_time_usd),
        "monthly_usd": number(found.monthly_usd),
        "horizon_usd": number(found.horizon_usd),
    }


def _change(a: Decision, b: Decision, id_: str) -> float | None:
    return change(a.route(id_).horizon_usd, b.route(id_).horizon_usd)
