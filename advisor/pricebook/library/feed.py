"""The book's ends held against a copy of modeldeprecations.dev: one YAML file a model, with the vendors' own days."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.errors import BadInput
from advisor.files import yaml_file

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge


def moved_in_feed(book: Knowledge, folder: Path, on: datetime.date) -> list[str]:
    """A line for each model whose announced end in the feed is another day than in the book, or not in it.

    Raises BadInput if `folder` holds no such files.
    """
    files = sorted((folder / "models").glob("*/*.yaml"))
    if not files:
        raise BadInput(
            "no models/*/*.yaml here", file=str(folder), expected="a copy of modeldeprecations.dev"
        )
    return [line for path in files for line in _compare(book, yaml_file.read(path).data, on)]


def _compare(book: Knowledge, entry: Mapping[str, Any], on: datetime.date) -> Iterator[str]:
    end, name = entry.get("shutdown_on"), str(entry.get("model"))
    model = book.find_model(name).model
    if (
        end is None
        or model is None
        or book.name_words["sellers"].get(entry.get("provider")) != model.provider
    ):
        return
    if name.casefold() != model.id.casefold():
        return
    known = book.lifecycle(model.id, None, on)
    if known is None:
        yield f"{model.id}: {end} in the feed, none here"
    elif known.on != end and known.as_of < _day(entry.get("last_verified"), on):
        yield f"{model.id}: {end} in the feed, {known.on} here"


def _day(value: object, otherwise: datetime.date) -> datetime.date:
    return value if isinstance(value, datetime.date) else otherwise
