"""Inspect's logs: `.eval` (a zip, its members packed with zstd since 0.3.206) and `.json`.

Only summaries are read of a zip, nothing is unpacked to disk. A run that broke off is read from its journal.
`input_tokens` leaves out what the vendor's cache served; `model_usage` covers the judge as well, so only the
entry of the model that was run counts. A sample with an error has no score and drops out of Inspect's means.
"""

from __future__ import annotations

import io
import json
import math
import re
import sys
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from advisor.errors import BadInput
from advisor.evals.limits import LARGEST_MEMBER, LONGEST_VALUE
from advisor.evals.opening import json_stream
from advisor.evals.rows.error_kind import state_of_error
from advisor.evals.rows.row import (
    NO_TOKENS,
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
from advisor.files.extras import missing

ROWS = ("samples",)
_GRADES = {"C": 1.0, "I": 0.0, "P": 0.5, "N": 0.0}
_CAUSES = {"invalid_response_format": "format", "refusal": "behaviour", "no_response": "behaviour"}
_JUDGE_FAILED = frozenset({"grader_failed", "scoring_failed"})
_PART = re.compile(r"_journal/summaries/(\d+)\.json")


def read(handle: IO[str], file: str, info: RunInfo) -> Iterator[EvalRow | BadRow]:
    """The rows of a JSON log. Raises BadInput where it breaks off."""
    model, count = "", 0
    for place, value in json_stream.members(handle, ROWS, file):
        if place == ROWS:
            count += 1
            yield _row(value, model, info.task_run, count)
        else:
            model = _tell(info, place, value) or model


def read_zip(path: Path, info: RunInfo) -> Iterator[EvalRow | BadRow]:
    """The rows of an `.eval` log. Raises BadInput for a broken zip, or one that needs zstd where it is missing."""
    zips, unpack_error = _zip_library()
    try:
        with zips.ZipFile(path) as log:
            names = set(log.namelist())
            head = "header.json" if "header.json" in names else "_journal/start.json"
            if head not in names:
                raise BadInput("a zip, but no log of Inspect", file=str(path), expected="header.json in it")
            if head != "header.json":
                info.notes.append("the run broke off: what its journal holds is read")
            model = ""
            for key, value in _object(log, head, path).items():
                model = _tell(info, (key,), value) or model
            count = 0
            for member in _summaries(names, path):
                with _member(log, member, path) as handle:
                    for _, sample in json_stream.members(handle, (), f"{path}:{member}"):
                        count += 1
                        yield _row(sample, model, info.task_run, count)
    except NotImplementedError:
        what = "packed with zstd; `inspect log dump FILE > FILE.json` writes it as JSON"
        raise missing("evals", what).at(str(path), None) from None
    except (
        zips.BadZipFile,
        unpack_error,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        UnicodeDecodeError,
    ) as e:
        raise BadInput(f"a broken zip ({e})", file=str(path)) from None


def _zip_library() -> tuple[Any, type[Exception]]:
    """A zip library that knows zstd where there is one, and what it raises for broken data."""
    try:
        # Python's own knows zstd since 3.14, for which the backport is not made.
        if sys.version_info >= (3, 14):
            import zipfile

            from compression.zstd import ZstdError
        else:
            from backports.zstd import ZstdError, zipfile
    except ImportError:
        import zipfile as plain_zipfile

        return plain_zipfile, zlib.error
    return zipfile, ZstdError


def _summaries(names: set[str], path: Path) -> list[str]:
    if "summaries.json" in names:
        return ["summaries.json"]
    parts = sorted((int(m[1]), n) for n in names if (m := _PART.fullmatch(n)))
    if not parts:
        raise BadInput("no finished sample in this log", file=str(path))
    return [name for _, name in parts]


def _member(log: Any, name: str, path: Path) -> IO[str]:
    if log.getinfo(name).file_size > LARGEST_MEMBER:
        raise BadInput(f"{name} is larger than {LARGEST_MEMBER // 1024**3} GiB", file=str(path))
    return io.TextIOWrapper(log.open(name), encoding="utf-8")


def _object(log: Any, name: str, path: Path) -> Mapping[str, Any]:
    with _member(log, name, path) as handle:
        content = handle.read(LONGEST_VALUE + 1)
    if len(content) > LONGEST_VALUE:
        raise BadInput(f"{name} is longer than {LONGEST_VALUE // 1024**2} MiB", file=str(path))
    try:
        return mapping(json.loads(content))
    except (ValueError, RecursionError):
        raise BadInput(f"{name} is no JSON", file=str(path)) from None


def _tell(info: RunInfo, place: json_stream.Place, value: Any) -> str:
    """Note what the head says; the model's name where this part holds it."""
    match place:
        case ("version",):
            if number(value) not in (1, 2):
                info.notes.append(f"written by a newer Inspect (log version {text(value)})")
        case ("status",):
            if value not in ("success", "started"):
                info.notes.append(f"the run ended with {text(value)}")
        case ("invalidated",):
            if value is True:
                info.notes.append("the log was marked as not valid")
        case ("results",):
            scores = listed(mapping(value).get("scores"))
            info.metric = text(mapping(mapping(value).get("headline")).get("score"))
            info.metric = info.metric or text(mapping(scores[0] if scores else None).get("name"))
        case ("eval",):
            head = mapping(value)
            info.run, info.task_run = (
                text(head.get("eval_id") or head.get("run_id")),
                text(head.get("task_id")),
            )
            info.created = text(head.get("created"))
            info.version = text(mapping(head.get("packages")).get("inspect_ai"))
            return text(head.get("model"))
    return ""


def _row(sample: Any, model: str, task_run: str, at: int) -> EvalRow | BadRow:
    if not isinstance(sample, dict) or "id" not in sample or "epoch" not in sample:
        return BadRow("no sample of Inspect: id and epoch are missing", at, str(sample)[:80])
    if not model:
        return BadRow("the log names no model before its samples", at)
    scores, unread, reasons = _scores(mapping(sample.get("scores")))
    state, why = _state(sample, scores, reasons)
    if state == "scored" and unread and not scores:
        first = next(filter(None, unread.values()))
        return BadRow(f"a score that is neither a grade nor a number: {first}", at, unread=unread)
    usage = mapping(mapping(sample.get("model_usage")).get(model))
    seconds = number(sample.get("working_time"))
    return EvalRow(
        model=model,
        item=text(sample["id"]),
        content=digest([sample.get("input"), sample.get("target")]),
        row_id=text(sample.get("uuid")),
        slot=f"{task_run} {sample['id']} {sample['epoch']}" if task_run else "",
        snapshot=text(mapping(sample.get("output")).get("model")),
        state=state,
        scores=scores if state == "scored" else {},
        unread=unread if state == "scored" else {},
        why=why,
        cause=next((_CAUSES[r] for r in reasons if r in _CAUSES), ""),
        judge=next((m for m in mapping(sample.get("model_usage")) if m != model), ""),
        usd=number(usage.get("total_cost")) or None,
        ms=None if seconds is None or state != "scored" else seconds * 1000,
        tokens=_tokens(usage),
    )


def _state(sample: Mapping[str, Any], scores: Mapping[str, float], reasons: list[str]) -> tuple[State, str]:
    error = sample.get("error")
    error = text(error.get("message") if isinstance(error, dict) else error)
    if error:
        return state_of_error(error), error
    if sample.get("invalidation"):
        return "missing", "marked as not valid"
    if sample.get("limit") and not scores:
        return "failed", f"stopped at its limit ({text(sample['limit'])})"
    if not scores:
        return "missing", next((r for r in reasons if r in _JUDGE_FAILED), "no score")
    return "scored", next(iter(reasons), "")


def _scores(given: Mapping[str, Any]) -> tuple[dict[str, float], dict[str, str], list[str]]:
    """Scores by name, values that are none, and the reasons that scorers gave."""
    found: dict[str, float] = {}
    unread: dict[str, str] = {}
    reasons = []
    for name, score in given.items():
        value = score.get("value") if isinstance(score, dict) else score
        if isinstance(score, dict) and score.get("reason"):
            reasons.append(text(score["reason"]))
        for inner, part in _parts(str(name), value):
            grade = _GRADES.get(part) if isinstance(part, str) else None
            grade = number(part) if grade is None else grade
            if grade is not None:
                found[inner] = grade
            elif part is not None and not (isinstance(part, float) and math.isnan(part)):
                unread[inner] = text(part)[:40]
    order = {**dict.fromkeys(found, ""), **unread} if unread else {}
    return found, order, reasons


def _parts(name: str, value: Any) -> list[tuple[str, Any]]:
    match value:
        case dict():
            return [(f"{name}.{k}" if len(value) > 1 else name, v) for k, v in value.items()]
        case list():
            return [(f"{name}.{i}", v) for i, v in enumerate(value)]
    return [(name, value)]


def _tokens(usage: Mapping[str, Any]) -> CallTokens:
    if not usage:
        return NO_TOKENS
    read, written = (
        number(usage.get("input_tokens_cache_read")),
        number(usage.get("input_tokens_cache_write")),
    )
    whole = (number(usage.get("input_tokens")) or 0) + (read or 0) + (written or 0)
    return CallTokens(whole, number(usage.get("output_tokens")), read)
