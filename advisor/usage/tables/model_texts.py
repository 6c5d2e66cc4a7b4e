"""Texts that are called as models are: cells, titles above rows, and the names of sheets and files."""

from __future__ import annotations

import csv
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from advisor.usage.formats.export_formats import Format, Place
from advisor.usage.tables.cell_words import cell_words
from advisor.usage.tables.role_names import role_column

MODEL = "model"
_ENDING = re.compile(r"(\.(csv|tsv|txt|xlsx?|xlsm|json|jsonl|ndjson|parquet))?(\.(gz|zst))?$", re.IGNORECASE)
_HEAD = 4
"""Lines among which the head of such a table and its first title stand."""
_DELIMITERS = ",\t;|"


def names_model(text: str) -> bool:
    """Whether a text is called as models are, and says nothing else."""
    return _models().fullmatch(text.strip().casefold()) is not None


@functools.cache
def _models() -> re.Pattern[str]:
    words = cell_words()
    other = "|".join(words["no_model"])
    return re.compile(
        rf"(?!.*(?<![a-z])({other})(?![a-z]))([\w.-]+[/:.])*({'|'.join(words['models'])})[\w.:@/ ()-]{{0,60}}"
    )


def with_model_of_name(known: Format, path: Path) -> tuple[Format, str]:
    """The format of a table without a model, with that by which its sheet or file is called, and a note of it."""
    name = _ENDING.sub("", path.name)
    if not names_model(name):
        return known, ""
    return known.model_copy(
        update={"model": Place(first=(f"={name}",))}
    ), f"; its model is taken from its name: {name}"


def has_titles(head: str) -> bool:
    """Whether the rows of a table, which has no column of models, stand below titles that name one each."""
    return _begins(head.splitlines()[:_HEAD]) is not None


def below_titles(lines: Iterable[str]) -> tuple[list[str], Iterator[list[str]]] | None:
    """The columns of such a table and its rows, with the model of each; None for another table."""
    every = iter(lines)
    first = [line for _, line in zip(range(_HEAD), every, strict=False)]
    begins = _begins(first)
    if begins is None:
        return None
    columns, delimiter = begins
    rows = csv.reader([*first, *every], delimiter=delimiter)
    return [*columns, MODEL], _rows(rows, columns)


def _rows(rows: Iterable[Sequence[str]], columns: Sequence[str]) -> Iterator[list[str]]:
    model = ""
    for row in rows:
        cells = [c.strip() for c in row]
        if title := _title(cells):
            model = title
        elif any(cells) and cells != list(columns):
            yield [*row, model]


def _begins(lines: Sequence[str]) -> tuple[list[str], str] | None:
    """The columns of a table whose first title stands above or below them, and what is between these."""
    delimiter = max(_DELIMITERS, key="".join(lines).count)
    try:
        rows = [[c.strip() for c in row] for row in csv.reader(lines, delimiter=delimiter)]
    except csv.Error:
        return None
    rows = [row for row in rows if any(row)]
    for above, below in itertools.pairwise(rows):
        head = below if _title(above) else above if _title(below) else []
        roles = {r for r in ("input", "output", MODEL) if role_column(r, head, counted=True) is not None}
        if roles == {"input", "output"}:
            return head, delimiter
    return None


def _title(cells: Sequence[str]) -> str:
    """The model that is the only text of a row, in its first cell; empty for another row."""
    alone = bool(cells) and not any(cells[1:]) and names_model(cells[0])
    return cells[0] if alone else ""
