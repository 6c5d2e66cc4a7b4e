"""promptfoo's JSON (result versions 2 and 3) and JSONL.

An error is `failureReason` 2; before that field stood there, a row without a pass, with an error and without a
grading. `testIdx` counts repeats as well, so it names no example. Answers from promptfoo's own cache carry no
tokens, no cost and an old latency. An unpriced model has the cost 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from advisor.errors import BadInput
from advisor.evals.answering.failure_causes import cause_of
from advisor.evals.limits import HEAD
from advisor.evals.opening import json_stream
from advisor.evals.opening.opened_text import open_text
from advisor.evals.rows.error_kind import state_of_error
from advisor.evals.rows.row import (
    HUMAN,
    NO_TOKENS,
    PASS,
    BadRow,
    CallTokens,
    EvalRow,
    RunInfo,
    State,
    digest,
    listed,
    mapping,
    number,
    text,
)

ROWS = ("results", "results")
_ERROR, _NO_OUTPUT = 2, "No output"
_FORMAT_CHECKS = (
    "is-json",
    "contains-json",
    "is-valid-",
    "regex",
    "is-xml",
    "contains-xml",
    "is-sql",
    "is-html",
)
_BEHAVIOUR_CHECKS = ("llm-rubric", "g-eval", "model-graded", "is-refusal", "not-is-refusal", "moderation")
_CAUSE_KEYS = ("failure_cause", "failure_type", "failure_category", "failureCause", "failureType")
_ACROSS_COLUMNS = frozenset({"select-best", "max-score"})


def stands_behind(path: Path, head: str, keys: set[str]) -> bool:
    """Whether rows of promptfoo stand behind a configuration that is longer than the head."""
    if len(head) < HEAD or not keys & {"evalId", "config", "providers"}:
        return False
    with open_text(path) as handle:
        for place, value in json_stream.members(handle, ROWS, str(path)):
            if place == ROWS:
                return isinstance(value, dict) and {"provider", "success"} <= set(value)
    return False


def read(handle: IO[str], file: str, info: RunInfo) -> Iterator[EvalRow | BadRow]:
    """The rows of a JSON result file. Raises BadInput where the file breaks off."""
    count = 0
    for place, value in json_stream.members(handle, ROWS, file):
        if place == ROWS:
            count += 1
            yield read_row(value, count)
        else:
            tell(info, place, value)


def read_lines(handle: IO[str], file: str, info: RunInfo) -> Iterator[EvalRow | BadRow]:
    """The rows of a JSONL result file; a broken line is a bad row."""
    for line, value in json_stream.lines(handle, file):
        if isinstance(value, BadInput):
            yield BadRow(value.message, line, str(value.text or ""))
        else:
            yield read_row(value, line)


def tell(info: RunInfo, place: json_stream.Place, value: Any) -> None:
    """Note what a file says of its run."""
    match place:
        case ("evalId",):
            info.run = text(value)
        case ("metadata",):
            info.version = text(mapping(value).get("promptfooVersion"))
        case ("results", "timestamp"):
            info.created = text(value)
        case ("results", "version"):
            info.version = info.version or f"results {text(value)}"
            if number(value) not in (2, 3):
                info.notes.append(f"written by another promptfoo (results version {text(value)})")


def read_row(row: Any, at: int) -> EvalRow | BadRow:
    """One row as the JSON has it."""
    if not isinstance(row, dict) or "provider" not in row or "success" not in row:
        return BadRow("no row of promptfoo: provider and success are missing", at, str(row)[:80])
    provider, test, response = row["provider"], mapping(row.get("testCase")), mapping(row.get("response"))
    if not isinstance(provider, dict):
        provider = {"id": provider}
    variables = row.get("vars") if row.get("vars") else test.get("vars")
    state, why = _state(row)
    content = digest(variables) if variables else ""
    usage = mapping(row.get("tokenUsage")) or mapping(response.get("tokenUsage"))
    copied = response.get("cached") is True
    return EvalRow(
        model=text(provider.get("id")) or text(provider.get("label")),
        label=text(provider.get("label")),
        prompt=text(mapping(row.get("prompt")).get("label") or mapping(row.get("prompt")).get("raw")),
        item=text(mapping(test.get("metadata")).get("id") or test.get("description")) or content,
        content=content,
        row_id=text(row.get("id")),
        column=int(number(row.get("promptIdx")) or 0),
        state=state,
        scores=_scores(row) if state == "scored" else {},
        why=why,
        cause=_cause(row),
        judge=_judge(row),
        copied=copied,
        ms=None if copied else number(row.get("latencyMs")),
        usd=None if copied else number(row.get("cost")) or None,
        tokens=NO_TOKENS if copied else _tokens(usage),
    )


def _state(row: Mapping[str, Any]) -> tuple[State, str]:
    error = text(row.get("error"))
    if _errored(row, error):
        return state_of_error(error), error
    graded = mapping(row.get("gradingResult"))
    parts = [graded, *map(mapping, listed(graded.get("componentResults")))]
    if any(mapping(p.get("metadata")).get("graderError") for p in parts):
        return "missing", "the grader failed"
    if any(text(mapping(p.get("assertion")).get("type")) in _ACROSS_COLUMNS for p in parts):
        return "missing", "passed or failed by comparison with the other columns"
    return "scored", "" if row["success"] else error


def _errored(row: Mapping[str, Any], error: str) -> bool:
    if row.get("failureReason") == _ERROR:
        return True
    return not row["success"] and bool(error) and error != _NO_OUTPUT and not row.get("gradingResult")


def _scores(row: Mapping[str, Any]) -> dict[str, float]:
    found = {PASS: 1.0 if row["success"] else 0.0}
    total = number(row.get("score"))
    if total is not None:
        found["score"] = total
    for name, score in mapping(row.get("namedScores")).items():
        value = number(score)
        if value is not None:
            found[str(name)] = value
    for part in map(mapping, listed(mapping(row.get("gradingResult")).get("componentResults"))):
        if mapping(part.get("assertion")).get("type") == HUMAN and isinstance(part.get("pass"), bool):
            found[HUMAN] = float(part["pass"])
    return found


def _cause(row: Mapping[str, Any]) -> str:
    """What the test's metadata names as its cause, else what kind of check failed; empty where neither tells."""
    if row["success"]:
        return ""
    test = mapping(row.get("testCase"))
    given = {**mapping(test.get("metadata")), **mapping(mapping(row.get("response")).get("metadata"))}
    named = next((text(given[k]) for k in _CAUSE_KEYS if given.get(k)), "")
    if named and (cause := cause_of(named)):
        return cause
    for part in map(mapping, listed(mapping(row.get("gradingResult")).get("componentResults"))):
        kind = text(mapping(part.get("assertion")).get("type")).removeprefix("not-")
        if part.get("pass") is False and kind:
            if kind.startswith(_FORMAT_CHECKS):
                return "format"
            if kind == "latency":
                return "latency"
            if kind.startswith(_BEHAVIOUR_CHECKS):
                return "behaviour"
    return ""


def _judge(row: Mapping[str, Any]) -> str:
    tokens = number(mapping(mapping(row.get("tokenUsage")).get("assertions")).get("total"))
    tokens = tokens or number(mapping(mapping(row.get("gradingResult")).get("tokensUsed")).get("total"))
    for part in map(mapping, listed(mapping(row.get("gradingResult")).get("componentResults"))):
        check = mapping(part.get("assertion"))
        if text(check.get("type")).startswith(
            ("llm-rubric", "g-eval", "model-graded", "factuality", "answer-")
        ):
            provider = check.get("provider")
            named = mapping(provider).get("id") if isinstance(provider, dict) else provider
            return text(named) or "a judge that is not named"
    return "a judge that is not named" if tokens else ""


def _tokens(usage: Mapping[str, Any]) -> CallTokens:
    details = mapping(usage.get("completionDetails"))
    given = number(usage.get("prompt")), number(usage.get("completion"))
    if not any(given):
        return NO_TOKENS
    return CallTokens(*given, number(details.get("cacheReadInputTokens")))
