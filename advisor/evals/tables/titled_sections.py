"""Tables in sections: a row of one cell names the model of all rows below it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from advisor.errors import BadInput
from advisor.evals.rows.row import text
from advisor.evals.tables.wide_table import IsModel

MODEL = "model"
"""The column in which the model of a section is put."""
_SHOWN = 4
Numbered = tuple[int, Any]


def begins_with(above: Sequence[str], first: Any, is_model: IsModel) -> str | None:
    """The model of the first section, by the line above the head or the first row; None where neither names one."""
    for title in (_alone(above), title_of(first)):
        if title and is_model(title):
            return title
    return None


def title_of(record: Any) -> str:
    """The only text of a row, where it stands in its first cell; empty for another row."""
    if isinstance(record, BadInput):
        return text(record.text) if "," not in text(record.text) else ""
    return _alone([text(v) for v in record.values()]) if isinstance(record, Mapping) else ""


def _alone(cells: Sequence[str]) -> str:
    return cells[0].strip() if cells and cells[0].strip() and not any(c.strip() for c in cells[1:]) else ""


def with_models(records: Iterable[Numbered], model: str, is_model: IsModel) -> Iterator[Numbered]:
    """The rows with the model above them; titles and heads that stand there again are none."""
    for at, record in records:
        title = title_of(record)
        if title and is_model(title):
            model = title
        elif not isinstance(record, Mapping):
            yield at, record
        elif any(text(v) != name for name, v in record.items()):
            yield at, {**record, MODEL: model}


def refuse_titles(first: Iterator[Numbered], records: Iterable[Numbered], file: str) -> None:
    """Raises BadInput where a table begins with a title that is no model, and examples stand again below others."""
    if not title_of(next(first, (0, None))[1]):
        return
    under: dict[str, str] = {}
    title, titles = "", []
    for _, record in records:
        if found := title_of(record):
            title = found
            titles.append(found)
        elif isinstance(record, Mapping):
            name = text(next(iter(record.values()), ""))
            if name and under.setdefault(name, title) != title:
                raise BadInput(
                    "the same examples below several titles",
                    file=file,
                    text=", ".join(itertools.islice(titles, _SHOWN)),
                    expected="a column that names the model or the prompt of each row",
                )
