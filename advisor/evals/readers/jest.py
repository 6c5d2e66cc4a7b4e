"""Reports of Jest and Vitest in JSON (`--json`, `--reporter=json`): a test is an example, passed or failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from advisor.evals.opening import json_stream
from advisor.evals.readers.junit import IsModel, told_apart
from advisor.evals.rows.error_kind import is_of_runner
from advisor.evals.rows.row import PASS, EvalRow, RunInfo, listed, mapping, number, text

_FILES = ("testResults",)
_OUTCOMES = {"passed": 1.0, "failed": 0.0}


def fits(keys: set[str]) -> bool:
    """Whether a document with these keys is such a report."""
    return {"testResults", "numPassedTests"} <= keys


def read(handle: IO[str], file: str, info: RunInfo, is_model: IsModel) -> Iterator[EvalRow]:
    """A row for each test, and in `info` how they are read. Raises BadInput for broken JSON."""
    stem, named = Path(file.removesuffix(".gz")).stem, False
    for place, suite in json_stream.members(handle, _FILES, file):
        for test in listed(mapping(suite).get("assertionResults")) if place == _FILES else []:
            row = _row(mapping(test), stem, is_model)
            named = named or row.model != stem
            yield row
    info.notes.append("a test is an example, right where it passed; what was skipped was not asked")
    if not named:
        info.notes.append("no test names the model: the file's name stands for it")


def _row(test: Mapping[str, Any], stem: str, is_model: IsModel) -> EvalRow:
    name = text(test.get("fullName")) or text(test.get("title"))
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
    status, said = text(test.get("status")), " ".join(map(text, listed(test.get("failureMessages"))))
    score = _OUTCOMES.get(status)
    broken = score == 0 and is_of_runner(said.partition("\n")[0])
    return (None, said) if broken else (score, said or ("" if score is not None else status))
