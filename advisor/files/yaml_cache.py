"""Parsed YAML files kept between runs: a file that is unchanged is not parsed again."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import msgspec

from advisor.files import cache, digest, yaml_file

FORMAT = 3
"""Raise when Document changes, so that older entries are parsed anew."""

_DATE = "$date"


def read(path: Path) -> yaml_file.Document:
    """`yaml_file.read(path)`, from the cache where the file is the same. Raises BadInput like it."""
    stamp = f"{FORMAT} {digest.stands([path]) or digest.of_files(str(path), [path])}"
    kept = cache.load(str(path), stamp)
    found = None if kept is None else _parsed(kept)
    if found is not None:
        return yaml_file.Document(found[0], str(path), found[1])
    import json  # writes what YAML may hold and JSON may not, such as half a surrogate pair

    document = yaml_file.read(path)
    lines = list(document.lines.items())
    written = json.dumps({"data": document.data, "lines": lines}, default=_undated, ensure_ascii=False)
    cache.store(str(path), stamp, written.encode(errors="surrogatepass"))
    return document


def _parsed(content: bytes) -> tuple[Any, dict[yaml_file.Place, int]] | None:
    """Data and lines; None for what nobody kept so."""
    try:
        kept = msgspec.json.decode(content)
        data = _dated(kept["data"]) if _DATE.encode() in content else kept["data"]
        return data, {tuple(place): line for place, line in kept["lines"]}
    except (msgspec.MsgspecError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _undated(value: object) -> dict[str, str]:
    if isinstance(value, datetime.date):
        return {_DATE: value.isoformat()}
    raise TypeError(type(value).__name__)


def _dated(value: Any) -> Any:
    """`value` with its dates made dates again."""
    match value:
        case dict() if value.keys() == {_DATE}:
            return datetime.date.fromisoformat(value[_DATE])
        case dict():
            return {k: _dated(v) for k, v in value.items()}
        case list():
            return [_dated(v) for v in value]
    return value
