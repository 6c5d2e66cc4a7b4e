"""The models of an export by their ids in the price book: a record may name one model in several ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisor.errors import BadInput
from advisor.usage.database import Database
from advisor.usage.lines.raw_lines import literal
from advisor.usage.queries.insert_sql import MODELS

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge

_NAMED = (
    "SELECT DISTINCT model FROM usage WHERE model IS NOT NULL"
    " AND (why IS NULL OR called OR why = 'a failed call, nothing billed') ORDER BY model"
)
_TOKENS = re.compile(r"[\s_-]*(cached?|cchd|inp|outp|input|output|prompt|completion)\b.*$", re.I)
_NAMELESS = re.compile("-MP:")
"""In meters of the AWS Marketplace, which name no model: the product does."""
_EDITION = re.compile(r"\s*\([^)]*edition\)$", re.I)
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])([0-3]\d)")
_YEARS = range(2024, 2028)
_REGION = re.compile(r"^[A-Z]{2,4}\d-")
_VENDOR = re.compile(r"^azure openai( service)?\s*-\s*", re.I)


def name_models(database: Database, knowledge: Knowledge) -> None:
    """The table `models`: all names of a record, the one it is called by, and its id, NULL where none is known."""
    rows = ["(NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::BOOLEAN)"]
    for (names,) in database.ask(_NAMED):
        given, found = resolved(names.split(MODELS), knowledge)
        known = "NULL" if found is None else literal(found)
        tuned = knowledge.find_model(given).tuned
        rows.append(f"({literal(names)}, {literal(given)}, {known}, {tuned})")
    database.run(
        f"CREATE TABLE models AS SELECT * FROM (VALUES {', '.join(rows)}) AS t(given_all, given, id, tuned)"
    )


def resolved(names: list[str], knowledge: Knowledge) -> tuple[str, str | None]:
    """The first of several names that the price book knows, and its id; else the first without its meter, and None."""
    names = [n for n in names if not _NAMELESS.search(n)] or names
    for name in names:
        for spelling in (name, _EDITION.sub("", name), *_metered(name)):
            if (found := _id(spelling, knowledge)) is not None:
                return name, found
    return _without_meter(names[0]), None


def _id(name: str, knowledge: Knowledge) -> str | None:
    try:
        return knowledge.model(name).id
    except BadInput:
        return None


def _without_meter(text: str) -> str:
    """What the name of a meter of tokens begins with, without vendor and region; the text itself where it is none."""
    bare = _VENDOR.sub("", _REGION.sub("", text))
    model = _TOKENS.sub("", bare)
    return text if model in (bare, "") else model


def _metered(text: str) -> Iterator[str]:
    """The model that the name of a meter begins with: USE1-NovaLite-input-tokens, gpt 4o 1120 Inp glbl."""
    model = _without_meter(text)
    if model == text:
        return
    words = re.sub(r"(?<=[a-z])(?=[A-Z0-9])|(?<=\d)(?=[A-Z])", "-", model) if " " not in model else model
    parts = re.split(r"[\s_-]+", words.lower())
    if dated := [
        f"{'-'.join(parts[:-1])}-{y}-{d[1]}-{d[2]}" for y in _YEARS if (d := _MONTH_DAY.fullmatch(parts[-1]))
    ]:
        yield from dated
    for n in range(len(parts), 0, -1):
        yield "-".join(parts[:n])
        yield " ".join(parts[:n])
