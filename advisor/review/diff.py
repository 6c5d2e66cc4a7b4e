"""Two decisions side by side: answers, verdicts, costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from advisor.case import fact_names
from advisor.case.answer import Answer
from advisor.case.fact_type import Value
from advisor.case.facts import ASKED
from advisor.case.routes import ROUTES
from advisor.decision.decision import Decision
from advisor.interview.said_back import in_words
from advisor.report import wording
from advisor.report.decision_json import plain
from advisor.report.money_cells import money_cells
from advisor.report.route_names import route_name, row_name
from advisor.text import words
from advisor.text.escape import one_line
from advisor.text.json_text import change, encode, number
from advisor.text.table import lay_out, wrap

_WIDTH, _LONGEST = 34, 300
OTHER_DAY = (
    "Decided on different days, with the prices and ends known then. --as-of DATE decides both on one."
)


@dataclass(frozen=True)
class Side:
    """One of the two: the file it came from and its decision."""

    file: str
    decision: Decision


def text(a: Side, b: Side) -> str:
    """What differs, in columns: A, B, and the change of each cost; folded to the terminal's width."""
    both = (a.decision, b.decision)
    rows = [
        ("", _end(a.file), _end(b.file)),
        ("title", *(one_line(d.title, _LONGEST) for d in both)),
        ("as of", *(d.as_of.isoformat() for d in both)),
        ("verdict", *(wording.chosen_name(d) for d in both)),
        ("standing", *map(wording.state, both)),
        ("next", *(one_line(d.verdict.next.when, _LONGEST) or "–" for d in both)),
        ("since", *(d.concluded.says for d in both)),
        ("break-even", *map(_multiple, both)),
    ]
    answers = [
        (fact_names.shown(name), *(_told(d, name, x) for d, x in zip(both, values, strict=True)))
        for name, *values in _said(*both)
    ]
    parts = [
        _table(rows, (1, 2)),
        *(["".join(f"{line}\n" for line in wrap(OTHER_DAY))] if a.decision.as_of != b.decision.as_of else []),
        "Answers that differ",
        _table(answers, (0, 1, 2)) if answers else "  none\n",
    ]
    parts += ["Cost", _table(_costs(a, b), (0,), right=True)]
    if others := _other_models(*both):
        parts += ["Rows that are another model", _table(others, (0, 1, 2))]
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


def _multiple(decision: Decision) -> str:
    found = decision.break_even
    if found.multiple is None:
        return words.band(found.band, decision.bands)
    return f"{words.times(found.multiple)} with {route_name(decision, str(found.tuned_route), trained=True)}"


def _answers(a: Decision, b: Decision) -> list[tuple[str, Value | None, Value | None]]:
    """The asked facts whose values differ, defaults included, in the vocabulary's order."""
    mine, theirs = ({**d.facts, **d.case.facts} for d in (a, b))
    pairs = ((name, mine.get(name), theirs.get(name)) for name in ASKED)
    return [(name, x, y) for name, x, y in pairs if x != y]


def _said(a: Decision, b: Decision) -> list[tuple[str, Answer | None, Answer | None]]:
    """The same as answers, with their notes and ranges; a default is one without a note."""
    return [(name, _given(a, name, x), _given(b, name, y)) for name, x, y in _answers(a, b)]


def _told(decision: Decision, name: str, answer: Answer | None) -> str:
    """An answer in words; one that nobody gave says so."""
    assumed = " (assumed)" if answer is not None and name not in decision.case.answers else ""
    return one_line(in_words(name, answer), _LONGEST) + assumed


def _given(decision: Decision, name: str, value: Value | None) -> Answer | None:
    return decision.case.answers.get(name) or (None if value is None else Answer(value))


def _costs(a: Side, b: Side) -> list[tuple[str, str, str, str]]:
    over = [wording.horizon_heading(side.decision) for side in (a, b)]
    rows = [("", f"month  {over[0]:>9}", f"month  {over[1]:>9}", "")]
    for id_ in ROUTES:
        cells = [money_cells(side.decision.route(id_)) for side in (a, b)]
        x, y = (side.decision.route(id_).horizon_usd for side in (a, b))
        change = words.percent(x, y) if x is not None and y is not None else ""
        left, right = (f"{month}  {total:>9}" for _, month, total in cells)
        rows.append((words.brief(id_), left, right, change))
    return rows


def _other_models(a: Decision, b: Decision) -> list[tuple[str, str, str]]:
    """The routes that both price, each for another model: their costs differ by that too."""
    pairs = [(id_, a.route(id_), b.route(id_)) for id_ in ROUTES]
    priced = [(id_, x, y) for id_, x, y in pairs if x.horizon_usd is not None and y.horizon_usd is not None]
    return [(words.brief(id_), row_name(x), row_name(y)) for id_, x, y in priced if x.model != y.model]


def _table(rows: Sequence[tuple[str, ...]], folds: tuple[int, ...], right: bool = False) -> str:
    return "".join(f"{line}\n" for line in lay_out(rows, None if right else (), folds=folds))


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
