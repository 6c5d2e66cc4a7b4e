"""Scores in a list of objects, or in an object with a name for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.evals.rows.row import PASS, listed, mapping, text

_KNOWN = ("score", "value", "result", "avg", "passed", "mean")


def listed_scores(value: Any) -> list[tuple[str, Any]]:
    """The scores by metric; where all are told as passed or not, whether all passed comes first."""
    if isinstance(value, dict):
        return [(k, _score_of(_alone(v)) if isinstance(_alone(v), dict) else v) for k, v in value.items()]
    entries = [mapping(v) for v in listed(value)]
    given = [(_metric_of(e), _score_of(e)) for e in entries]
    verdicts = [e["passed"] for e in entries if isinstance(e.get("passed"), bool)]
    if verdicts and len(verdicts) == len(entries):
        given.insert(0, (PASS, all(verdicts)))
    return given


def _alone(value: Any) -> Any:
    """The only element of a list, as of one person's answers; anything else as it is."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _metric_of(entry: Mapping[str, Any]) -> str:
    name = entry.get("name") or entry.get("metricName") or entry.get("key")
    return text(name.get("name") if isinstance(name, dict) else name)


def _score_of(entry: Mapping[str, Any]) -> Any:
    """The score in an object; where it holds one value only, that is it."""
    one = next(iter(entry.values())) if len(entry) == 1 else None
    return next((entry[k] for k in _KNOWN if entry.get(k) is not None), one)
