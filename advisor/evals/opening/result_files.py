"""Which files of a folder may hold results, and what can be read at all."""

from __future__ import annotations

from pathlib import Path

KNOWN = (
    "promptfoo (JSON, JSONL, YAML, CSV, its database), Inspect (.eval, JSON), lm-eval samples, deepeval, JUnit XML,"
    " exports of Langfuse and LangSmith, or a table with columns for the example, the model and the score (--map)"
)
_ENDINGS = (
    ".json",
    ".jsonl",
    ".csv",
    ".tsv",
    ".eval",
    ".yaml",
    ".yml",
    ".parquet",
    ".xlsx",
    ".xml",
    ".trx",
    ".zip",
)


def likely(path: Path) -> bool:
    """Whether a file in a folder may hold results; what lies beside them is left alone."""
    beside = path.name.startswith((".", "results_")) or path.parent.name.startswith(".")
    return not beside and path.name.removesuffix(".gz").endswith(_ENDINGS)
