"""Reports of test runners in XML, as test_reports.yaml describes them: a test is an example, passed or failed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError, iterparse

from advisor.errors import BadInput
from advisor.evals.readers.junit import IsModel, failed_test, root_of, told_apart
from advisor.evals.rows.error_kind import state_of_error
from advisor.evals.rows.row import PASS, EvalRow, RunInfo, State, number, text
from advisor.files import yaml_file

_CLOCK = re.compile(r"(\d+):(\d\d):(\d\d(?:\.\d+)?)")
_THROWN = re.compile(r"\A.*?threw exception:\s*", re.DOTALL)
_LONGEST = 400
Report = Mapping[str, Any]


def report_of(head: str) -> Report | None:
    """The report that a file which begins with `head` is; None for any other."""
    root = root_of(head)
    return next((r for r in _data()["reports"] if root in r["roots"]), None)


def read(handle: IO[str], file: str, info: RunInfo, report: Report, is_model: IsModel) -> Iterator[EvalRow]:
    """A row for each test, and in `info` how they are read. Raises BadInput for broken XML."""
    stem, named = Path(file.removesuffix(".gz")).stem, False
    for test, around in _tests(handle, file, report["test"]):
        row = _row(test, around, report, is_model)
        named = named or bool(row.model)
        yield row if row.model else replace(row, model=stem)
    info.notes.append("a test is an example, right where it passed; what was skipped was not asked")
    if not named:
        info.notes.append("no test names the model: the file's name stands for it")


def _tests(handle: IO[str], file: str, tag: str) -> Iterator[tuple[Element, Sequence[Element]]]:
    """Each test that holds no other, and those around it."""
    around: list[Element] = []
    holds: list[bool] = []
    try:
        for event, element in iterparse(handle, events=("start", "end")):
            if _local(element) != tag:
                continue
            if event == "start":
                holds = [True] * len(holds) + [False]
                around.append(element)
                continue
            around.pop()
            if not holds.pop():
                yield element, tuple(around)
                element.clear()
    except ParseError as e:
        raise BadInput(f"broken XML ({e.msg})", file=file, line=e.position[0]) from None


def _row(test: Element, around: Sequence[Element], report: Report, is_model: IsModel) -> EvalRow:
    name = "::".join(_first(t, report["name"]) for t in (*around, test))
    model, item = told_apart(name, is_model)
    state, score, why = _outcome(test, report)
    seconds = _seconds(_first(test, report["seconds"]))
    return EvalRow(
        model=model or next(filter(is_model, _labels(test)), ""),
        item=item,
        state=state,
        scores={PASS: score} if score is not None else {},
        why=why,
        ms=None if seconds is None else seconds * 1000,
    )


def _outcome(test: Element, report: Report) -> tuple[State, float | None, str]:
    """State, score and why; what neither passed nor failed tells nothing of the model."""
    outcome, said = _at(test, report["outcome"]), _THROWN.sub("", _first(test, report["message"])[:_LONGEST])
    if any(_at(test, where) in outcomes for where, outcomes in report.get("broken", {}).items()):
        return state_of_error(said), None, said or outcome
    if outcome in report["passed"]:
        return "scored", 1.0, ""
    if outcome not in report["failed"] or said.startswith(tuple(report.get("unasked", ()))):
        return "missing", None, said or f"the test ended as {outcome or 'nothing'}"
    return failed_test(said)


def _labels(test: Element) -> Iterator[str]:
    """What the traits, categories and tags of a test say."""
    for element in test.iter():
        if _local(element) in _data()["labels"]:
            yield text(element.get("value")) or text(element.text)


def _first(test: Element, places: Sequence[str]) -> str:
    return next((found for where in places if (found := _at(test, where))), "")


def _at(element: Element, where: str) -> str:
    """The text or the attribute at child/child@attribute; empty for none."""
    path, _, attribute = where.partition("@")
    for name in filter(None, path.split("/")):
        found = next((child for child in element if _local(child) == name), None)
        if found is None:
            return ""
        element = found
    return text(element.get(attribute)) if attribute else text(element.text)


def _local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def _seconds(written: str) -> float | None:
    """A time in seconds, as a number or a clock."""
    clock = _CLOCK.fullmatch(written)
    return number(written) if clock is None else int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3])


def _data() -> Mapping[str, Any]:
    return yaml_file.beside(__file__, "test_reports.yaml")
