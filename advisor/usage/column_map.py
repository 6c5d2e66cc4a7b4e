"""A table that is no known export: which column has which role, as the user names it or as its header tells."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from advisor.case.numerals.currency_words import CURRENCIES, named_in
from advisor.errors import BadInput, near
from advisor.files import yaml_file
from advisor.usage.cell_words import cell_words
from advisor.usage.formats import Format, Match, Place, Skip
from advisor.usage.places import MISSING, look
from advisor.usage.remembered_columns import remembered_roles
from advisor.usage.table_head import TableHead
from advisor.usage.time_column import time_column

_DEPTH = 6
_ZONELESS = re.compile(r"[\d./-]{6,10}[T ,]+\d{1,2}:\d\d(:\d\d(\.\d+)?)?( [AP]M)?", re.IGNORECASE)
_ODD = re.compile(r"[.@:\[\]]")
_ONCE = ("input", "output")


@dataclass(frozen=True)
class MappedTable:
    """A table read by its columns: as which format, in words, and all columns that it has."""

    format: Format
    note: str
    names: tuple[str, ...]


@functools.cache
def roles() -> Mapping[str, tuple[str, ...]]:
    """The roles a column can have, each with the names it is known by."""
    return {role: tuple(names) for role, names in _data()["roles"].items()}


@functools.cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml_file.read(Path(__file__).with_name("roles.yaml")).data
    return data


def parse_roles(texts: Iterable[str]) -> dict[str, str]:
    """ROLE=COLUMN texts as a mapping. Raises BadInput for what is none, and for an unknown role."""
    found = {}
    for text in texts:
        role, equal, column = text.partition("=")
        if not equal or not column:
            raise BadInput("not ROLE=COLUMN", text=text, expected="e.g. input=prompt_tokens")
        if role not in roles():
            raise BadInput("no such role", text=role, expected=", ".join(roles()), near=near(role, roles()))
        found[role] = column
    return found


def mapped_table(table: TableHead, given: Mapping[str, str], path: Path) -> MappedTable | None:
    """The format of a table by its header and first rows, and how it was read; None where it has no tokens.

    Raises BadInput for a column that is not there.
    """
    return _mapped(list(table.columns), given, path, table.samples())


def mapped_json(documents: Sequence[Any], given: Mapping[str, str], path: Path) -> MappedTable | None:
    """The same for JSON: a column is a path."""
    records = list(_records(documents))
    levels = {"record": "" if not records or records[0][0] is None else records[0][0]}
    names = list(dict.fromkeys(n for _, record in records for n in _paths(record)))
    samples = {n: [str(v) for _, r in records if (v := look(r, n)) not in (MISSING, None)] for n in names}
    return _mapped(names, given, path, samples, levels)


def _mapped(
    names: list[str],
    given: Mapping[str, str],
    path: Path,
    samples: Mapping[str, Sequence[str]],
    levels: Mapping[str, str] | None = None,
) -> MappedTable | None:
    before = given or {r: c for r, c in remembered_roles(names).items() if r in roles() and c in names}
    taken = {role: _named(column, names, path) for role, column in before.items()}
    for role in roles():
        if role not in taken and (name := _likeliest(role, names, set(taken.values()), samples)) is not None:
            taken[role] = name
    if not all(role in taken for role in _ONCE):
        if not given:
            return None
        missing = [r for r in _ONCE if r not in taken]
        raise BadInput(
            f"no column has the {' and the '.join(missing)} tokens",
            file=str(path),
            text=", ".join(names)[:200],
            expected=f"--map {missing[0]}=COLUMN",
        )
    says = ", ".join(f"{role} = {taken[role]}" for role in roles() if role in taken)
    again = ", as they were named before" if before and not given else ""
    note = f"Columns taken{again}: {says}; others are named with --map"
    if any(_ZONELESS.fullmatch(t) for t in samples.get(taken.get("time", ""), ())):
        note += "; its times name no zone and are read as UTC"
    named = _currency(taken, samples)
    spans = set(samples.get(taken.get("kind", ""), ()))
    known = _format(taken, levels or {"record": ""}, named, spans)
    return MappedTable(known, note, tuple(names))


def _currency(taken: Mapping[str, str], samples: Mapping[str, Sequence[str]]) -> Place:
    """Where the currency of the spend stands: in a column of its own, in the column's name, or in its cells."""
    if "currency" in taken or "spend" not in taken:
        return Place(first=tuple(taken[r] for r in ("currency",) if r in taken))
    column = taken["spend"]
    code = named_in(" ".join((column, *samples.get(column, ())[:1])))
    return Place(first=(f"={code.upper()}",)) if code else Place()


def _format(
    taken: Mapping[str, str], levels: Mapping[str, str], currency: Place, kinds: Collection[str]
) -> Format:
    def at(role: str) -> Place:
        return Place(first=(taken[role],)) if role in taken else Place()

    return Format(
        id="table",
        family="table",
        name="a table of calls",
        says="the user",
        levels=dict(levels),
        at=at("time"),
        requests=at("requests") if "requests" in taken else Place(first=("one",)),
        uncounted=at("uncounted") if "requests" in taken else Place(),
        id_of=at("id"),
        grows="id" in taken and "trace" not in taken["id"].lower(),
        input=at("input"),
        cached=at("cached"),
        written=at("written"),
        cached_tokens=_cached_side(taken),
        output=at("output"),
        output_more=at("reasoning"),
        total=at("total"),
        model=at("model"),
        project=at("project"),
        key=at("key"),
        tag=at("tag"),
        route=at("route"),
        tier=at("tier"),
        cost=at("spend"),
        currency=currency,
        failed=_failed(taken.get("status")),
        error=at("error"),
        skip=_skipped(taken, kinds),
    )


def _cached_side(taken: Mapping[str, str]) -> Literal["in", "apart"] | None:
    """Whether the input holds cached tokens, where the names are those of a vendor that tells; else None."""
    names = taken.get("cached", ""), taken.get("input", "")

    def named(pair: Sequence[str]) -> bool:
        return all(n == known or n.endswith("." + known) for n, known in zip(names, pair, strict=True))

    if any(named(pair) for pair in _data()["cached_apart"]):
        return "apart"
    return "in" if any(named(pair) for pair in _data()["cached_in"]) else None


def _failed(column: str | None) -> Match | None:
    if column is None:
        return None
    return Match(field=column, holds=tuple(cell_words()["failed"]), outside=(200, 399))


def _skipped(taken: Mapping[str, str], kinds: Collection[str]) -> tuple[Skip, ...]:
    """Spans of other kinds, where the table names kinds of spans and models."""
    calls = tuple(cell_words()["calls"])
    if "model" not in taken or not any(k.lower() in calls for k in kinds):
        return ()
    return (Skip(field=taken["kind"], **{"not": calls}, without=taken["model"], why="not a model call"),)


def _named(column: str, names: Sequence[str], path: Path) -> str:
    found = next((n for n in names if n == column), None) or next(
        (n for n in names if n.casefold() == column.casefold()), None
    )
    if found is None:
        raise BadInput(
            "no such column",
            file=str(path),
            text=column,
            expected=", ".join(names[:40]),
            near=near(column, names),
        )
    return found


def _likeliest(
    role: str, names: Sequence[str], taken: set[str], samples: Mapping[str, Sequence[str]]
) -> str | None:
    """The column of this role by its name; that of times also by what stands in it."""
    found = _guess(role, names, taken)
    return time_column(samples, taken) if found is None and role == "time" else found


def _guess(role: str, names: Sequence[str], taken: set[str]) -> str | None:
    """The column that is named like this role; the likeliest name first, and of paths the shortest."""
    plain = {n: _plain(n) for n in names if n not in taken}
    found = _called(role, plain)
    if found is None and role == "spend":
        return _called(role, {n: _without_currency(p) for n, p in plain.items()})
    return found


def _without_currency(plain: str) -> str:
    return "_".join(part for part in plain.split("_") if part not in CURRENCIES)


def _called(role: str, plain: Mapping[str, str]) -> str | None:
    for known in roles()[role]:
        exact = [n for n, p in plain.items() if p == known]
        ends = [n for n, p in plain.items() if "." in n and p.endswith("_" + known)]
        if exact or ends:
            return (exact or sorted(ends, key=len))[0]
    return None


def _plain(name: str) -> str:
    """A name in lower case, without accents, its words joined by _."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", unicodedata.normalize("NFKD", name)).lower()
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"[\u0300-\u036f]", "", words)).strip("_")


def _records(documents: Sequence[Any]) -> Iterator[tuple[str | None, Mapping[str, Any]]]:
    """The first records: objects, or those in the only list of objects that an object holds."""
    for document in documents:
        if not isinstance(document, Mapping):
            continue
        lists = [
            k
            for k, v in document.items()
            if isinstance(v, list) and v and all(isinstance(r, Mapping) for r in v)
        ]
        if len(lists) == 1 and not any(_guess("input", [n], set()) for n in document):
            yield from ((lists[0], record) for record in document[lists[0]])
        else:
            yield None, document


def _paths(record: Mapping[str, Any], before: str = "", depth: int = 0) -> Iterator[str]:
    for name, value in record.items():
        path = before + (f'"{name}"' if _ODD.search(name) else name)
        if isinstance(value, Mapping) and depth < _DEPTH:
            yield from _paths(value, path + ".", depth + 1)
        elif not isinstance(value, list | Mapping):
            yield path
