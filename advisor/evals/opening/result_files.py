"""Which files hold results: those that were named, and those in a folder that may be."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from advisor.errors import BadInput

KNOWN = (
    "promptfoo (JSON, JSONL, YAML, CSV, its database), Inspect (.eval, JSON), lm-eval samples, deepeval, JUnit XML,"
    " exports of Langfuse and LangSmith, or a table with columns for the example, the model and the score (--map)"
)
_ENDINGS = (".json", ".jsonl", ".csv", ".tsv", ".eval", ".yaml", ".yml", ".parquet", ".xlsx", ".xml", ".zip")


def files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and the result files below the folders named, each once. Raises BadInput."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if p.is_file() and likely(p)]
            if not inside:
                raise BadInput("no result file in this folder", file=str(path), expected=KNOWN)
            found.update(dict.fromkeys(inside))
        elif path.is_file():
            found[path] = None
        else:
            raise BadInput("no such file", file=str(path))
    return list(found)


def likely(path: Path) -> bool:
    """Whether a file in a folder may hold results; what lies beside them is left alone."""
    beside = path.name.startswith((".", "results_")) or path.parent.name.startswith(".")
    return not beside and path.name.removesuffix(".gz").endswith(_ENDINGS)
