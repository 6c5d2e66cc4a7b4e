"""Series of metrics out of what monitoring tools give: JSON of their queries, and the text that servers show."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from advisor.usage.formats.first_records import inside
from advisor.usage.formats.places import MISSING, look
from advisor.usage.lines.metric_names import metric_words
from advisor.usage.lines.metric_points import Series

_SAMPLE = re.compile(r"([A-Za-z_:][\w:]*)(?:\{(.*)\})?\s+([-+.\deE]+|NaN|[+-]Inf)(?:\s+(\d{9,13}))?")
_LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
_RUNNING = ("_total", "_sum", "_count")


def series_in(document: Any) -> tuple[Mapping[str, Any], list[Series]] | None:
    """The shape of a JSON document that holds series of metrics, and these; None for any other."""
    for shape in metric_words()["shapes"]:
        found = [s for around in _walk(document, shape) if (s := _series(around, shape)) is not None]
        if found:
            return shape, found
    return None


def sample_of(line: str) -> Series | None:
    """The series of one line of a server's own metrics: name{label="value"} value, milliseconds; None for no sample."""
    found = _SAMPLE.fullmatch(line.strip())
    if found is None or not _finite(found[3]):
        return None
    name, time = found[1], float(found[4]) / 1000 if found[4] else None
    labels = dict(_LABEL.findall(found[2] or ""))
    return Series(name, labels, ((time, float(found[3])),), running=name.endswith(_RUNNING))


def _walk(document: Any, shape: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    found: list[dict[str, Any]] = [{"record": document}]
    for level, path in shape["levels"].items():
        found = [
            {**around, level: value, "record": value}
            for around in found
            if isinstance(look(around["record"], path), list)
            for value in inside(around["record"], path)
        ]
    return iter(found)


def _series(around: Mapping[str, Any], shape: Mapping[str, Any]) -> Series | None:
    metric = _at(around, shape["metric"])
    points = [p for held in _points(around["record"], shape) if (p := _point(held, shape)) is not None]
    if not isinstance(metric, str) or not points:
        return None
    labels = {**_labels(_at(around, shape.get("labels", ""))), **_labels(_at(around, shape.get("more", "")))}
    return Series(metric, labels, points, running=shape.get("running", False) and metric.endswith(_RUNNING))


def _at(around: Mapping[str, Any], where: str) -> Any:
    level, _, path = where.rpartition(":")
    return look(around.get(level or "record"), path) if where else MISSING


def _points(record: Any, shape: Mapping[str, Any]) -> list[Any]:
    if "both" in shape:
        times, values = (look(record, name) for name in shape["both"])
        both = isinstance(times, list) and isinstance(values, list)
        return [list(pair) for pair in zip(times, values, strict=False)] if both else []
    held = look(record, shape["points"])
    return held if isinstance(held, list) else []


def _point(held: Any, shape: Mapping[str, Any]) -> tuple[float, float] | None:
    time = _seconds(look(held, shape["time"]))
    value = next((v for p in shape["value"] if (v := look(held, p)) is not MISSING and v is not None), None)
    return None if time is None or value is None or not _finite(value) else (time, float(value))


def _labels(held: Any) -> dict[str, str]:
    """Labels by name, also where they are a list of names and values."""
    if isinstance(held, Mapping):
        return {str(name): str(value) for name, value in held.items()}
    pairs = [(look(h, "name.value"), look(h, "value")) for h in held] if isinstance(held, list) else []
    return {str(name): str(value) for name, value in pairs if MISSING not in (name, value)}


def _seconds(time: Any) -> float | None:
    if isinstance(time, int | float):
        return float(time)
    try:
        moment = datetime.datetime.fromisoformat(str(time))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)).timestamp()


def _finite(value: Any) -> bool:
    try:
        return abs(float(value)) < float("inf")
    except (TypeError, ValueError):
        return False
