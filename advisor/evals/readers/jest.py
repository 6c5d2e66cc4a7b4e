"""Reports of tests in JSON, of Jest and Vitest or in the Common Test Report Format: a test is an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from advisor.evals.opening import json_stream
from advisor.evals.readers.junit import IsModel, told_apart
from advisor.evals.rows.error_kind import is_of_runner
from advisor.evals.rows.row import PASS, EvalRow, RunInfo, listed, mapping, number, text

_FILES = ("testResults",)
_TESTS = ("results", "tests")
_OUTCOMES = {"passed": 1.0, "failed": 0.0}


def fits(keys: set[str]) -> bool:
    """Whether a document with these keys is such a report."""
    return {"testResults", "numPassedTests"} <= keys or {"reportFormat", "tests", "summary"} <= keys


def read(handle: IO[str], file: str, info: RunInfo, is_model: IsModel) -> Iterator[EvalRow]:
    """A row for each test, and in `info` how they are read. Raises BadInput for broken JSON."""
    stem, named = Path(file.removesuffix(".gz")).stem, False
    for test in _tests(handle, file):
        row = _row(mapping(test), stem, is_model)
        named = named or row.model != stem
        yield row
    info.notes.append("a test is an example, right where it passed; what was skipped was not asked")
    if not named:
        info.notes.append("no test names the model: the file's name stands for it")


def _tests(handle: IO[str], file: str) -> Iterator[Any]:
    """The tests of all files, or those that stand in one list."""
    for place, member in json_stream.members(handle, _FILES, file, _TESTS):
        if place == _TESTS:
            yield member
        elif place == _FILES:
            yield from listed(mapping(member).get("assertionResults"))


def _row(test: Mapping[str, Any], stem: str, is_model: IsModel) -> EvalRow:
    name = text(test.get("fullName")) or text(test.get("title")) or text(test.get("name"))
    model, item = told_apart(name, is_model)
    score, why = _outcome(test)
    return EvalRow(
        model=model or stem,
        item=item,
        state="missing" if score is None else "scored",
        scores={} if score is None else {PASS: score},
        why=why,
        ms=number(test.get("duration")),
    )


def _outcome(test: Mapping[str, Any]) -> tuple[float | None, str]:
    """The score, None for a test that told nothing of the model, and why it failed."""
    status, said = (
        text(test.get("status")),
        " ".join(map(text, [*listed(test.get("failureMessages")), test.get("message")])),
    )
    score = _OUTCOMES.get(status)
    broken = score == 0 and is_of_runner(said.partition("\n")[0])
    return (None, said) if broken else (score, said or ("" if score is not None else status))
