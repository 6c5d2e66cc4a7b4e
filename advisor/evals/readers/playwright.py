"""Reports of Playwright in JSON: a test of a project is an example, right where its last run passed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from advisor.evals.opening.whole_json import whole_json
from advisor.evals.readers.junit import IsModel, failed_test, told_apart
from advisor.evals.rows.row import PASS, EvalRow, RunInfo, State, listed, mapping, number, text

TOOL = "Playwright"


def fits(head: str) -> bool:
    """Whether a document that begins with `head` is such a report."""
    return all(f'"{key}"' in head for key in ("suites", "specs", "tests", "expectedStatus"))


def read(handle: IO[str], file: str, info: RunInfo, is_model: IsModel) -> Iterator[EvalRow]:
    """A row for each test, and in `info` how they are read. Raises BadInput for broken JSON."""
    stem, named = Path(file.removesuffix(".gz")).stem, False
    for path, test in _tests(mapping(whole_json(handle, file)), ()):
        row = _row(path, test, is_model)
        named = named or bool(row.model)
        yield row if row.model else replace(row, model=stem)
    info.notes.append("a test is an example, right where its last run passed; what was skipped was not asked")
    if not named:
        info.notes.append("no test names the model: the file's name stands for it")


def _tests(suite: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each test with the titles around it."""
    for spec in listed(suite.get("specs")):
        path = "::".join((*above, text(mapping(spec).get("title"))))
        yield from ((path, mapping(test)) for test in listed(mapping(spec).get("tests")))
    for inner in listed(suite.get("suites")):
        yield from _tests(mapping(inner), (*above, text(mapping(inner).get("title"))))


def _row(path: str, test: Mapping[str, Any], is_model: IsModel) -> EvalRow:
    model, item = told_apart(path, is_model)
    project = text(test.get("projectName"))
    last = mapping((listed(test.get("results")) or [{}])[-1])
    state, score, why = _outcome(last)
    return EvalRow(
        model=model or (project if is_model(project) else ""),
        item=item,
        state=state,
        scores={PASS: score} if score is not None else {},
        why=why,
        ms=number(last.get("duration")),
    )


def _outcome(run: Mapping[str, Any]) -> tuple[State, float | None, str]:
    """State, score and why: what a test was expected to do does not count, and time that ran out is the runner's."""
    status, said = text(run.get("status")), text(mapping(run.get("error")).get("message"))
    if status == "passed":
        return "scored", 1.0, ""
    return failed_test(said) if status == "failed" else ("missing", None, said or status or "not run")
