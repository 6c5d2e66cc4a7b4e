"""promptfoo's results as YAML: the same as its JSON, with what stands there twice written once and named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

import yaml

from advisor.errors import BadInput
from advisor.evals.limits import LONGEST_VALUE
from advisor.evals.readers import promptfoo
from advisor.evals.rows.row import BadRow, EvalRow, RunInfo, listed, mapping

EXPORT = "its JSON: promptfoo export eval latest -o results.json"
_MOST_VALUES = 20_000_000
"""Values once names are written out; a file of a few lines can mean more than any memory holds."""


def read(handle: IO[str], file: str, info: RunInfo) -> Iterator[EvalRow | BadRow]:
    """The rows. Raises BadInput for a file over the limit, or that is no such YAML."""
    content = handle.read(LONGEST_VALUE + 1)
    if len(content) > LONGEST_VALUE:
        raise BadInput(f"YAML longer than {LONGEST_VALUE // 1024**2} MiB", file=file, expected=EXPORT)
    try:
        document = mapping(yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except (yaml.YAMLError, RecursionError, ValueError) as e:
        mark = getattr(e, "problem_mark", None)
        line = None if mark is None else mark.line + 1
        raise BadInput("not valid YAML, or it breaks off", file=file, line=line, expected=EXPORT) from None
    if _size(document, {}) > _MOST_VALUES:
        raise BadInput("more values than can be read", file=file, expected=EXPORT)
    results = mapping(document.get("results"))
    for place, value in ((("evalId",), document.get("evalId")), (("metadata",), document.get("metadata")),
                         *((("results", k), results.get(k)) for k in ("timestamp", "version"))):  # fmt: skip
        promptfoo.tell(info, place, value)
    for number, row in enumerate(listed(results.get("results")), 1):
        yield promptfoo.read_row(row, number)


def _size(value: Any, known: dict[int, int]) -> int:
    """How many values there are once each name is written out. What holds itself has no end."""
    if not isinstance(value, dict | list):
        return 1
    if id(value) not in known:
        known[id(value)] = _MOST_VALUES + 1
        inner = value.values() if isinstance(value, dict) else value
        known[id(value)] = 1 + sum(_size(v, known) for v in inner)
    return known[id(value)]
