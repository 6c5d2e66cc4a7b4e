"""lm-evaluation-harness: `samples_*.jsonl`, its model from the `results_*.json` beside it.

A document stands there once a filter: more scores of one row, no repeats. Documents pair on their hashes. Earlier
versions named no metrics, so every number of a sample is one, and some wrote one list instead of lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from advisor.errors import BadInput
from advisor.evals.limits import LONGEST_VALUE
from advisor.evals.opening import json_stream
from advisor.evals.rows.row import BadRow, EvalRow, RunInfo, digest, listed, mapping, number, text

_NO_METRICS = frozenset({"doc_id", "doc", "target", "arguments", "resps", "filtered_resps", "filter", "metrics",
                         "doc_hash", "prompt_hash", "target_hash"})  # fmt: skip
_NAMES = ("pretrained", "model", "engine", "deployment")


def read(handle: IO[str], file: str, info: RunInfo) -> Iterator[EvalRow | BadRow]:
    """The rows of a samples file. Raises BadInput."""
    return _rows(json_stream.lines(handle, file), file, info)


def read_list(handle: IO[str], file: str, info: RunInfo) -> Iterator[EvalRow | BadRow]:
    """The rows of a samples file that is one list. Raises BadInput."""
    return _rows(enumerate((v for _, v in json_stream.members(handle, (), file)), 1), file, info)


def _rows(samples: Iterable[tuple[int, Any]], file: str, info: RunInfo) -> Iterator[EvalRow | BadRow]:
    model = _model(Path(file), info)
    first = ""
    for line, value in samples:
        if isinstance(value, BadInput):
            yield BadRow(value.message, line, str(value.text or ""))
            continue
        first = first or text(mapping(value).get("filter"))
        yield _row(value, model, line, again=text(mapping(value).get("filter")) != first)


def _row(value: Any, model: str, line: int, *, again: bool) -> EvalRow | BadRow:
    if not isinstance(value, dict) or "doc_id" not in value or "doc" not in value:
        return BadRow("no sample of lm-eval: doc_id and doc are missing", line, str(value)[:80])
    kept = text(value.get("filter"))
    scores = {}
    for metric in map(text, listed(value.get("metrics")) or [k for k in value if k not in _NO_METRICS]):
        score = number(value.get(metric))
        if score is not None:
            scores[f"{metric},{kept}" if kept else str(metric)] = score
    hashes = [
        value.get("doc_hash") or digest(value.get("doc")),
        value.get("target_hash") or value.get("target"),
    ]
    return EvalRow(
        model=model,
        item=text(mapping(value.get("doc")).get("id")) or text(value["doc_id"]),
        content=digest(hashes),
        state="scored" if scores else "missing",
        scores=scores,
        why="" if scores else "no score",
        again=again,
    )


def _model(samples: Path, info: RunInfo) -> str:
    """The model of a samples file, from the results beside it; else the name of its folder."""
    stamp = samples.stem.rpartition("_")[2]
    beside = samples.with_name(f"results_{stamp}.json")
    found = beside if beside.is_file() else next(iter(sorted(samples.parent.glob("results_*.json"))), None)
    if found is None or found.stat().st_size > LONGEST_VALUE:
        info.notes.append("no results file beside the samples: the model's name is that of the folder")
        return samples.absolute().parent.name
    try:
        results = mapping(json.loads(found.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError):
        raise BadInput("not a results file of lm-eval", file=str(found)) from None
    info.version, info.run = text(results.get("lm_eval_version")), text(results.get("date"))
    info.created = text(results.get("date"))
    return _named(mapping(results.get("config"))) or text(results.get("model_name")) or samples.parent.name


def _named(config: Mapping[str, Any]) -> str:
    arguments = config.get("model_args")
    if isinstance(arguments, str):
        arguments = dict(a.partition("=")[::2] for a in arguments.split(","))
    named = mapping(arguments)
    return next((text(named[n]) for n in _NAMES if named.get(n)), "")
