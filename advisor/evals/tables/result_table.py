"""Result tables of platforms and of the user's own making: CSV, JSONL, or a list in JSON."""

from __future__ import annotations

import fnmatch
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.errors import BadInput
from advisor.evals.answering.failure_causes import cause_of
from advisor.evals.escalation import SIGNALS
from advisor.evals.rows.error_kind import state_of_error
from advisor.evals.rows.pass_words import is_no_verdict, is_partly
from advisor.evals.rows.row import (
    HUMAN,
    NO_NUMBER,
    PASS,
    BadRow,
    CallTokens,
    EvalRow,
    RunInfo,
    Share,
    State,
    digest,
    number,
    text,
)
from advisor.evals.tables.below_means import without_footer
from advisor.evals.tables.listed_scores import listed_scores
from advisor.evals.tables.only_marks import NO_SCORE, OnlyMarks
from advisor.evals.tables.repeated import RepeatedExamples
from advisor.evals.tables.rubric_columns import criteria_column
from advisor.evals.tables.table_kinds import TableKind, plain_kind, words_of_totals
from advisor.evals.tables.table_values import is_empty, model_beside, value_at
from advisor.evals.tables.time_units import unclear_times, with_clear_times
from advisor.evals.tables.unused_columns import UnusedColumns

_FIRST = 100
"""Rows in which it is seen what the columns tell."""
_TAIL = re.compile(r"(\s*\([^)]*\)|[:=.]|\s)+$")
"""What may stand behind the word for a total: (50), a colon."""
_LONGEST_UNREAD = 40
"""Characters kept of what stands for a score and is none."""
Cells = Mapping[str, Any]


def read(
    records: Iterable[tuple[int, Any]], kind: TableKind, file: str, info: RunInfo
) -> Iterator[EvalRow | BadRow]:
    """The rows of a table. `records` are objects with their line or number."""
    stem, named, partly = Path(file.removesuffix(".gz")).stem, False, False
    records, told = _telling(records, kind)
    info.notes += unclear_times(kind, told)
    kind = told
    most: dict[str, None] = {}
    repeats, marks, unused = RepeatedExamples(kind), OnlyMarks(kind, file), UnusedColumns()
    for at, record in without_footer(records, lambda r: _is_total(r, kind)):
        if isinstance(record, BadInput):
            yield BadRow(record.message, at, str(record.text or ""))
        elif not isinstance(record, dict):
            yield BadRow("not an object", at, str(record)[:80])
        elif not _counts(record, kind):
            info.model = model_beside(record, kind.beside) or info.model
        else:
            cells = _scores(record, kind)
            row = _row(record, kind, at, info.model or stem, cells)
            most |= dict.fromkeys(_held(tuple(record), kind.roles.get("most", ())))
            named = named or (isinstance(row, EvalRow) and row.model != stem)
            partly = partly or cells.partly
            if isinstance(row, EvalRow) and not kind.long:
                repeats.add(f"{row.model}\n{row.prompt}\n{row.content or row.item}", record, row.scores)
            unused.add(record)
            marks.add(row, text(_first(record, kind.roles.get("score", ()))))
            yield row
    marks.check()
    info.notes += [*repeats.notes(), *unused.notes()]
    info.notes += [f"a score is a part of {column}" for column in most]
    if partly:
        info.notes.append("what is partly right counts half")
    if not named:
        info.notes.append("no column names the model: the file's name stands for it")


def _counts(record: Cells, kind: TableKind) -> bool:
    """Whether a row is one of those that hold scores."""
    told = all(fnmatch.fnmatchcase(text(record.get(c)), p) for c, p in kind.where.items())
    return told and (not kind.only or str(record.get(kind.only)).lower() != "false")


def _telling(
    records: Iterable[tuple[int, Any]], kind: TableKind
) -> tuple[Iterable[tuple[int, Any]], TableKind]:
    """This kind without inputs that are one and the same for many ids: they name a prompt, and no example."""
    rest = iter(records)
    first = list(itertools.islice(rest, _FIRST)) if kind.instead else []
    if "seconds" in kind.roles and kind.instead:
        kind = with_clear_times([r for _, r in first if isinstance(r, dict)], kind)
    kind = _with_criteria([r for _, r in first if isinstance(r, dict)], kind)
    seen = {
        (text(_first(r, kind.roles["item"])), _content(r, kind, "")) for _, r in first if isinstance(r, dict)
    }
    ids, contents = {i for i, _ in seen if i}, {c for _, c in seen if c}
    if contents and len(ids) > 2 * len(contents):
        own = [n for n in kind.roles["input"] if n not in kind.roles["expected"]]
        variant = own if len(seen) > len(ids) else []
        kind = kind.with_roles(input=(), variant=(*kind.roles["variant"], *variant))
    return itertools.chain(first, rest), kind


def _with_criteria(records: list[dict[str, Any]], kind: TableKind) -> TableKind:
    """This kind with the criteria of a rubric as metrics, where each answer has a row for each."""
    named = ((r, text(_first(r, kind.roles["item"])) or _content(r, kind, "")) for r in records)
    column = criteria_column([(f"{name} {text(_first(r, kind.roles['model']))}", r) for r, name in named])
    return kind if column is None else kind.with_roles(metric=(*kind.roles["metric"], column))


@dataclass(frozen=True, slots=True)
class _ScoreCells:
    """Scores by metric, what is unread (see EvalRow), whether one is partly right, and a word for no verdict."""

    found: Mapping[str, float]
    unread: Mapping[str, str]
    partly: bool
    lost: str


def _row(record: Cells, kind: TableKind, at: int, stem: str, cells: _ScoreCells) -> EvalRow | BadRow:
    if _is_total(record, kind):
        return BadRow("a mean or a total, no example", at)
    scores = cells.found
    error = text(_first(record, kind.roles.get("error", ()))) or ("" if scores else cells.lost)
    row_id = text(_first(record, kind.roles.get("row_id", ())))
    if cells.unread and not scores and not error:
        unread = next(filter(None, cells.unread.values()))
        return BadRow(f"{NO_NUMBER}: {unread}", at, unread=cells.unread)
    item = text(_first(record, kind.roles.get("item", ())))
    content = _content(record, kind, item)
    item = item or content
    if not item:
        return BadRow("neither an id nor an input that tells the example", at)
    state: State = state_of_error(error) if error else "scored" if scores or kind.links else "missing"
    model = text(_first(record, kind.roles.get("model", ()))) or stem
    seconds, ms = _amount(record, kind, "seconds"), _amount(record, kind, "ms")
    return EvalRow(
        model=model,
        prompt=_variant(record, kind, model),
        item=item,
        content=content,
        cluster=text(_first(record, kind.roles.get("cluster", ()))),
        row_id=row_id if not kind.long else "",
        part_of=row_id if kind.long else _of_metrics(record, kind, f"{model}\n{content or item}"),
        state=state,
        scores=scores if state == "scored" else {},
        unread=cells.unread if state == "scored" else {},
        why=error or ("" if scores else NO_SCORE),
        cause=_cause(record, kind, scores) if state == "scored" else "",
        judge=text(_first(record, kind.roles.get("judge", ()))),
        ms=ms if ms is not None or seconds is None else seconds * 1000,
        usd=_amount(record, kind, "usd") or None,
        tokens=CallTokens(
            *(_amount(record, kind, f"{side}_tokens") for side in ("input", "output", "cached"))
        ),
    )


def _of_metrics(record: Cells, kind: TableKind, example: str) -> str:
    """What the rows have in common that hold one metric each of an answer; empty where a row is all of it."""
    if kind.id != plain_kind().id or is_empty(_first(record, kind.roles.get("metric", ()))):
        return ""
    return "\n".join(
        [example, _variant(record, kind, ""), text(_first(record, kind.roles.get("repeat", ())))]
    )


def _variant(record: Cells, kind: TableKind, model: str) -> str:
    """Which prompt or setting of the model a row is of."""
    held = [(c, text(value_at(record, c))) for c in _held(tuple(record), kind.roles.get("variant", ()))]
    told = [(c, v) for c, v in held if not is_empty(v) and v != model]
    return ", ".join(f"{c} {v}" if number(v) is not None else v for c, v in told)


def _is_total(record: Cells, kind: TableKind) -> bool:
    """Whether a mean or a total stands in place of the example: in its id without an input, or beside an empty one."""
    id_ = text(_first(record, kind.roles.get("item", ())))
    inputs = _first(record, kind.roles.get("input", ()))
    if id_:
        return inputs is None and _says_total(id_)
    return any(_says_total(text(v)) for v in (inputs, _first(record, kind.roles.get("model", ()))))


def _says_total(cell: str) -> bool:
    return _TAIL.sub("", cell).strip().casefold() in words_of_totals()


def _cause(record: Cells, kind: TableKind, scores: Mapping[str, float]) -> str:
    """What a failed row names as its cause; of a row that passed a category says nothing on failures."""
    passed = scores.get(PASS, next(iter(scores.values()), 1.0))
    return "" if passed >= 1 else cause_of(text(_first(record, kind.roles.get("cause", ()))))


def _amount(record: Cells, kind: TableKind, role: str) -> float | None:
    return number(_first(record, kind.roles.get(role, ())))


_NAMED: tuple[tuple[str, Callable[[str, str], str]], ...] = (
    ("score", lambda column, metric: metric or column),
    ("signal", lambda column, _: column if column in SIGNALS else "confidence"),
    ("human", lambda *_: HUMAN),
)
"""Roles of columns that are scores, and what metric each is."""


def _scores(record: Cells, kind: TableKind) -> _ScoreCells:
    blank = "" in kind.grades
    given = [(name, value) for name, value in _given(record, kind) if blank or not is_empty(value)]
    given = [(name, _graded(value, kind)) for name, value in given] if kind.grades else given
    words = [value for _, value in given if isinstance(value, str)]
    lost = next((w for w in words if is_no_verdict(w)), "")
    found = {name: value for name, v in given if (value := number(v)) is not None}
    unread = {name: "" if name in found else _unread(v) for name, v in given}
    return _ScoreCells(found, unread if any(unread.values()) else {}, any(map(is_partly, words)), lost)


def _graded(value: Any, kind: TableKind) -> Any:
    """The share that a grade stands for; the value itself where it is none."""
    share = kind.grades.get(value.strip().casefold()) if isinstance(value, str) else None
    return value if share is None else Share(share)


def _unread(value: Any) -> str:
    """The beginning of what is no score; empty for a word that nobody told, and for a number without end."""
    written = text(value)
    return "" if is_no_verdict(written) or written.lower() in _ENDLESS else written[:_LONGEST_UNREAD]


def _given(record: Cells, kind: TableKind) -> list[tuple[str, Any]]:
    """What stands in the row's columns of scores, by metric."""
    given: list[tuple[str, Any]] = []
    if kind.long:
        given.append((text(_first(record, kind.long["metric"])), _first(record, kind.long["score"])))
    columns = tuple(record)
    given += [(m, kind.values.get(text(record[c]), record[c])) for c, m in _scored(columns, kind.scores)]
    for name in _held(columns, kind.listed):
        scores = listed_scores(value_at(record, name))
        given += [(n, v) for n, v in scores if kind.unlisted is None or not kind.unlisted.fullmatch(n)]
    metric = text(_first(record, kind.roles.get("metric", ())))
    most = text(_first(record, kind.roles.get("most", ()))).removesuffix(".0")
    for role, name_of in _NAMED:
        held = _held(columns, kind.roles.get(role, ()))
        own = {c: c if c in columns else _last_name(c) for c in held}
        told = [(name_of(own[c], metric), v) for c in held if (v := value_at(record, c)) is not None]
        given += [(n, f"{text(v)}/{most}") for n, v in told] if most and role == "score" else told
    return given


def _last_name(path: str) -> str:
    """The last name of a path, indexes aside."""
    return next((p for p in reversed(path.split(".")) if not p.isdigit()), path)


@functools.lru_cache(maxsize=256)
def _scored(columns: tuple[str, ...], patterns: tuple[re.Pattern[str], ...]) -> tuple[tuple[str, str], ...]:
    """Columns that are scores, each with its metric."""
    return tuple((c, m[1]) for c in columns for p in patterns if (m := p.fullmatch(c)))


def _content(record: Cells, kind: TableKind, item: str) -> str:
    """A digest of what the example is; an expected answer alone is that of many, so its id goes with it."""
    patterns, columns = kind.roles.get("input", ()), tuple(record)
    exact = {p: v for p in _held(columns, patterns) if not is_empty(v := value_at(record, p))}
    wide = {c: record[c] for c in _fitting(columns, patterns, kind.ignored)}
    found = {**exact, **wide}
    if found and set(found) <= set(kind.roles.get("expected", ())):
        return digest({**found, "": item}) if item else ""
    return digest(found) if found else ""


@functools.lru_cache(maxsize=256)
def _fitting(columns: tuple[str, ...], patterns: tuple[str, ...], but: tuple[str, ...]) -> tuple[str, ...]:
    wide = [p for p in patterns if "*" in p]
    return tuple(c for c in columns if c not in but and any(fnmatch.fnmatchcase(c, p) for p in wide))


def _first(record: Cells, names: tuple[str, ...]) -> Any:
    return next((v for n in _held(tuple(record), names) if not is_empty(v := value_at(record, n))), None)


@functools.lru_cache(maxsize=256)
def _held(columns: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that are one of these columns or may stand inside one: of hundreds known, few are in a row."""
    return tuple(n for n in names if n in columns or n.partition(".")[0] in columns)


_ENDLESS = ("inf", "-inf", "infinity", "-infinity")
