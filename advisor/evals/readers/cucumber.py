"""Reports of Cucumber and Behave in JSON: a scenario is an example, right where all of its steps passed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from advisor.evals.opening.whole_json import whole_json
from advisor.evals.readers.junit import IsModel, failed_test, told_apart
from advisor.evals.rows.row import PASS, EvalRow, RunInfo, State, listed, mapping, number, text

TOOL = "Cucumber"
_HEAD = re.compile(r'"elements"\s*:\s*\[')
_OUTLINE = "outline"
_BACKGROUND = "background"


def fits(head: str) -> bool:
    """Whether a document that begins with `head` is such a report."""
    return _HEAD.search(head) is not None and '"keyword"' in head and '"steps"' in head


def read(handle: IO[str], file: str, info: RunInfo, is_model: IsModel) -> Iterator[EvalRow]:
    """A row for each scenario, and in `info` how they are read. Raises BadInput for broken JSON."""
    stem, named = Path(file.removesuffix(".gz")).stem, False
    for feature in listed(whole_json(handle, file)):
        for scenario in listed(mapping(feature).get("elements")):
            if text(mapping(scenario).get("type") or mapping(scenario).get("keyword")).lower() != _BACKGROUND:
                row = _row(mapping(feature), mapping(scenario), is_model)
                named = named or bool(row.model)
                yield row if row.model else replace(row, model=stem)
    info.notes.append(
        "a scenario is an example, right where all steps passed; undefined and skipped ones were not asked"
    )
    if not named:
        info.notes.append("no scenario names the model: the file's name stands for it")


def _row(feature: Mapping[str, Any], scenario: Mapping[str, Any], is_model: IsModel) -> EvalRow:
    of_feature, place = told_apart(text(feature.get("name")), is_model)
    model, item = told_apart(text(scenario.get("name")), is_model)
    tagged = next((m for m in _tags(scenario, feature) if is_model(m)), "")
    if _OUTLINE in text(scenario.get("keyword")).lower() and not model:
        item = f"{item}:{text(scenario.get('line')) or text(scenario.get('id'))}"
    results = [mapping(mapping(s).get("result")) for s in listed(scenario.get("steps"))]
    state, score, why = _outcome(results)
    spent = [n for r in results if (n := _milliseconds(r.get("duration"))) is not None]
    return EvalRow(
        model=model or tagged or of_feature,
        item=f"{place}::{item}",
        state=state,
        scores={PASS: score} if score is not None else {},
        why=why,
        ms=sum(spent) if spent else None,
    )


def _milliseconds(duration: Any) -> float | None:
    """A duration: whole nanoseconds of Cucumber, or seconds of Behave, which have decimals."""
    found = number(duration)
    if found is None:
        return None
    return found * 1000 if isinstance(duration, float) else found / 1e6


def _tags(*held: Mapping[str, Any]) -> Iterator[str]:
    """The tags of a scenario and its feature; Behave writes them as mere texts."""
    for one in held:
        for tag in listed(one.get("tags")):
            yield text(tag["name"] if isinstance(tag, dict) and "name" in tag else tag).removeprefix("@")


def _outcome(results: Sequence[Mapping[str, Any]]) -> tuple[State, float | None, str]:
    """State, score and why: a step that failed decides, and steps that were not run leave the scenario open."""
    said = {
        text(r.get("status")).lower() or "not run": text(r.get("error_message")) for r in reversed(results)
    }
    if "failed" in said:
        return failed_test(said["failed"])
    if set(said) == {"passed"}:
        return "scored", 1.0, ""
    return "missing", None, f"steps that are {', '.join(sorted(set(said) - {'passed'})) or 'missing'}"
