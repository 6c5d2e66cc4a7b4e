"""deepeval's test runs (`test_run_*.json`): one file is one run of one system.

A metric that broke has `success: false` and no score, and fails its case: here that case is missing, not failed.
`evaluationModel` is the judge. Names such as test_case_7 are positions and pair nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from advisor.evals.opening import json_stream
from advisor.evals.rows.row import (
    PASS,
    BadRow,
    CallTokens,
    EvalRow,
    RunInfo,
    digest,
    listed,
    mapping,
    number,
    text,
)

ROWS = ("testCases",)
WITHIN = "testRunData"
_START = 200
CONVERSATIONS = "conversationalTestCases"
_POSITION = re.compile(r"(conversational_)?test_case_\d+")
_MODEL_KEYS = ("model", "model name", "model_name", "llm", "llm model", "generation model")
_CAUSES = {"json correctness": "format"}


def read(handle: IO[str], file: str, info: RunInfo) -> Iterator[EvalRow | BadRow]:
    """The rows. The model is known only where the run's hyperparameters name it, and these follow the cases."""
    rows, named = _look(handle, file, info)
    handle.seek(0)
    model = named or Path(file.removesuffix(".gz")).stem
    count = 0
    for place, value in json_stream.members(handle, rows, file):
        for case in [value] if place == rows else listed(value) if place[-1:] == (CONVERSATIONS,) else []:
            count += 1
            yield _row(case, model, count)


def _look(handle: IO[str], file: str, info: RunInfo) -> tuple[json_stream.Place, str]:
    """Where the cases stand, as the newest run is kept inside another object, and the model's name."""
    rows = (WITHIN, *ROWS) if f'"{WITHIN}"' in handle.read(_START) else ROWS
    handle.seek(0)
    named = ""
    for place, value in json_stream.members(handle, rows, file):
        if place[-1:] == ("hyperparameters",):
            given = {str(k).lower(): v for k, v in mapping(value).items()}
            named = next((text(given[k]) for k in _MODEL_KEYS if given.get(k)), "")
        elif place[-1:] == ("identifier",):
            info.run = text(value)
    if not named:
        info.notes.append("the run's hyperparameters name no model: the file's name stands for it")
    return rows, named


def _row(case: Any, model: str, at: int) -> EvalRow | BadRow:
    if not isinstance(case, dict) or "success" not in case:
        return BadRow("no test case of deepeval: success is missing", at, str(case)[:80])
    metrics = [mapping(m) for m in listed(case.get("metricsData"))]
    scores = {}
    for metric in metrics:
        score = None if metric.get("error") else number(metric.get("score"))
        if score is not None:
            scores[text(metric.get("name"))] = score
    broken = [m for m in metrics if m.get("error") and not m.get("flaky")]
    if not broken and isinstance(case["success"], bool):
        scores[PASS] = float(case["success"])
    content = digest([case.get("input") or case.get("turns"), case.get("expectedOutput")])
    name = text(case.get("name"))
    seconds = number(case.get("completionTime"))
    return EvalRow(
        model=model,
        item=content if not name or _POSITION.fullmatch(name) else name,
        content=content,
        state="missing" if broken or not scores else "scored",
        scores=scores,
        why=text(broken[0].get("error")) if broken else "" if scores else "no metric",
        cause=next((c for m in metrics if m.get("success") is False and (c := _cause(m))), ""),
        judge=next((text(m["evaluationModel"]) for m in metrics if m.get("evaluationModel")), ""),
        tokens=CallTokens(number(case.get("inputTokenCount")), number(case.get("outputTokenCount"))),
        usd=number(case.get("tokenCost")) or None,
        ms=None if seconds is None else seconds * 1000,
    )


def _cause(metric: Any) -> str:
    return _CAUSES.get(text(metric.get("name")).lower(), "")
