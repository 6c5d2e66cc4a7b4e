"""A table that is no known export: which column has which role, as the user names it or as its header tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.errors import BadInput, near
from advisor.files.heading_words import in_english
from advisor.usage.formats.export_formats import Format, Place
from advisor.usage.formats.places import INSIDE, look, value_paths
from advisor.usage.tables.cell_words import cell_words
from advisor.usage.tables.model_texts import with_model_of_name
from advisor.usage.tables.month_in_name import with_month_of_name
from advisor.usage.tables.objects_in_cells import inside_cells
from advisor.usage.tables.parts_of_times import parts_of_time, time_places
from advisor.usage.tables.remembered_columns import remembered_roles
from advisor.usage.tables.role_names import (
    RoleColumn,
    given_column,
    plain_name,
    role_column,
    role_words,
    roles,
)
from advisor.usage.tables.spend_currency import mixed_spend, spend_currency
from advisor.usage.tables.summed_columns import summed_columns
from advisor.usage.tables.table_head import TableHead
from advisor.usage.tables.table_rules import failed_rule, skip_rules
from advisor.usage.tables.time_column import may_be_times
from advisor.usage.tables.token_sides import cached_side, reasoning_side
from advisor.usage.tables.told_by_cells import column_by_cells
from advisor.usage.tables.zone_column import zone_column, zone_in, zone_note

_ONCE = ("input", "output")
_NAMED = 8
"""Columns without a role that are named."""


@dataclass(frozen=True)
class MappedTable:
    """A table read by its columns: as which format, in words, all columns that it has, and whether the user named
    one of its counts."""

    format: Format
    note: str
    names: tuple[str, ...]
    named: bool = False


def read_by(known: Format | None, mapped: MappedTable | None, path: Path) -> MappedTable | None:
    """As its columns were mapped, else as the known export that it is. Raises BadInput for one that is refused."""
    read = mapped or (MappedTable(known, known.note, ()) if known is not None else None)
    if read is not None and read.format.refuse:
        raise BadInput(read.format.refuse, file=str(path))
    return read


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
    samples = table.samples()
    samples |= {
        f"{_quoted(name)}.{inside}": values
        for name, cells in samples.items()
        for inside, values in inside_cells(cells).items()
    }
    return _mapped(list(samples), given, path, samples)


def _quoted(name: str) -> str:
    return f'"{name}"' if "." in name else name


def mapped_json(documents: Sequence[Any], given: Mapping[str, str], path: Path) -> MappedTable | None:
    """The same for JSON: a column is a path."""
    records = list(_records(documents))
    levels = {"record": "" if not records or records[0][0] is None else records[0][0]}
    samples: dict[str, list[str]] = {}
    for _, record in records:
        for name in value_paths(record):
            samples.setdefault(name, []).extend(str(v) for v in [look(record, name)] if v is not None)
    samples |= {
        f"{name}{INSIDE}{inside}": values
        for name, cells in samples.items()
        for inside, values in inside_cells(cells).items()
    }
    return _mapped(list(samples), given, path, samples, levels)


def _mapped(
    names: list[str],
    given: Mapping[str, str],
    path: Path,
    samples: Mapping[str, Sequence[str]],
    levels: Mapping[str, str] | None = None,
) -> MappedTable | None:
    before = given or {r: c for r, c in remembered_roles(names).items() if r in roles() and c in names}
    taken = _taken(names, {role: _named(column, names, path) for role, column in before.items()}, samples)
    mixed = mixed_spend(taken, samples)
    if mixed:
        del taken["spend"]
    if missing := [role for role in _ONCE if role not in taken]:
        if given:
            raise _lacking(missing, names, path)
        return None
    zone = zone_column(_column(taken, "zone"), samples)
    note = _note(names, taken, again=bool(before) and not given)
    note += f"; the spend is left out: {mixed} in one column" if mixed else ""
    named = "" if zone else zone_in(_column(taken, "time"))
    note += zone_note(zone, named, samples.get(_column(taken, "time"), ()))
    known = _format(taken, levels or {"record": ""}, samples, zone or (f"={named}" if named else ""))
    if "time" not in taken and "requests" in taken:
        known, told = with_month_of_name(known, path)
        note += told
    if "model" not in taken:
        known, told = with_model_of_name(known, path)
        note += told
    return MappedTable(known, note, tuple(names), any(role in before for role in (*_ONCE, "requests")))


def _lacking(missing: Sequence[str], names: Sequence[str], path: Path) -> BadInput:
    return BadInput(f"no column has the {' and the '.join(missing)} tokens", file=str(path),
                    text=", ".join(names)[:200], expected=f"--map {missing[0]}=COLUMN")  # fmt: skip


def _note(names: Sequence[str], taken: Mapping[str, RoleColumn], *, again: bool) -> str:
    """Which columns were taken, and which look as if they should be."""
    says = ", ".join(f"{role} = {taken[role]}" for role in roles() if role in taken)
    before = ", as they were named before" if again else ""
    return f"Columns taken{before}: {says}; others are named with --map{_left(names, taken)}"


def _taken(
    names: Sequence[str], given: Mapping[str, str], samples: Mapping[str, Sequence[str]]
) -> dict[str, RoleColumn]:
    """The column of every role that has one: those given, and the likeliest of the others."""
    taken = {
        role: given_column(role, name, counted="requests" in given or _counts(names))
        for role, name in given.items()
    }
    for role in roles():
        if role not in taken and (found := _likeliest(role, names, taken, samples)) is not None:
            taken[role] = found
    if "time" not in taken and (parts := parts_of_time(samples, {c.name for c in taken.values()})):
        taken["time"] = RoleColumn(parts[0], beside=parts[1:])
    return taken | dict(summed_columns(names, taken))


def _left(names: Sequence[str], taken: Mapping[str, RoleColumn]) -> str:
    """Columns without a role that are named as if they counted tokens or money."""
    used = {n for c in taken.values() for n in (c.name, *c.others)}
    telling = role_words()["telling"]
    left = [n for n in names if n not in used and any(t in plain_name(in_english(n)) for t in telling)]
    return f", not taken: {', '.join(left[:_NAMED])}" if left else ""


def _counts(names: Sequence[str]) -> bool:
    return role_column("requests", names, counted=False) is not None


def _format(
    taken: Mapping[str, RoleColumn],
    levels: Mapping[str, str],
    samples: Mapping[str, Sequence[str]],
    zone: str,
) -> Format:
    def at(role: str) -> Place:
        if role not in taken:
            return Place()
        found = taken[role]
        each = taken["requests"].name if found.mean else ""
        if found.others:
            return Place(sum=(found.name, *found.others), times=found.times, each=each)
        return Place(first=(found.name,), times=found.times, each=each, clock=found.beside)

    state = _column(taken, "status")
    names = {role: _column(taken, role) for role in roles()}
    return Format(
        id="table",
        family="table",
        name="a table of calls",
        says="the user",
        levels=dict(levels),
        **time_places(at("time"), samples),
        zone=Place(first=(zone,) if zone else ()),
        requests=at("requests") if "requests" in taken else Place(first=("one",)),
        uncounted=at("uncounted") if "requests" in taken else Place(),
        id_of=at("id"),
        grows="id" in taken and "trace" not in taken["id"].name.lower(),
        input=at("input"),
        cached=at("cached"),
        written=at("written"),
        cached_tokens=cached_side(names),
        output=at("output"),
        output_more=at("reasoning"),
        output_parts=reasoning_side(names, samples),
        total=at("total"),
        model=at("model"),
        project=at("project"),
        key=at("key"),
        tag=at("tag"),
        route=at("route"),
        tier=at("tier"),
        batch=at("batch"),
        cost=at("spend"),
        cost_unit=at("cost_unit"),
        currency=spend_currency(taken, samples),
        failed=failed_rule(state, samples.get(state, ())),
        error=at("error"),
        kind=at("kind"),
        skip=skip_rules(taken, samples),
    )


def _column(taken: Mapping[str, RoleColumn], role: str) -> str:
    """The name of the column of this role; empty for none."""
    return taken[role].name if role in taken else ""


def _named(column: str, names: Sequence[str], path: Path) -> str:
    """The column that the user called so. Raises BadInput for none."""
    alike = (n for n in names if n.casefold() == column.casefold())
    found = column if column in names else next(alike, None)
    if found is None:
        raise BadInput("no such column", file=str(path), text=column,
                       expected=", ".join(names[:40]), near=near(column, names))  # fmt: skip
    return found


def _likeliest(
    role: str, names: Sequence[str], taken: Mapping[str, RoleColumn], samples: Mapping[str, Sequence[str]]
) -> RoleColumn | None:
    """The column of this role by its name, else by what stands in it."""
    used = {c.name for c in taken.values()}
    left = [n for n in names if n not in used and _may_be(role, n, samples)]
    beside = _beside(taken["input"].name, left) if role == "model" and "input" in taken else []
    for some in (beside, left):
        if (found := role_column(role, some, counted="requests" in taken)) is not None:
            return found
    told = column_by_cells(role, samples, used)
    return None if told is None else RoleColumn(told)


def _may_be(role: str, name: str, samples: Mapping[str, Sequence[str]]) -> bool:
    """Whether the cells of a column may be of this role, where names alone say too little."""
    cells = samples.get(name, ())
    if role == "time":
        return may_be_times(cells)
    if role == "batch":
        return {c.casefold() for c in cells if c} <= {
            w for name in ("yes", "no", "batch") for w in cell_words()[name]
        }
    if role == "total":
        return not cells or any(c[:1].isdigit() for c in cells)
    return role != "cached" or plain_name(name) != "cached" or any(c.isdigit() and int(c) > 1 for c in cells)


def _beside(path: str, names: Sequence[str]) -> list[str]:
    """The names in the same object as a path; none for one at the top."""
    around, point, _ = path.rpartition(".")
    return [n for n in names if point and n.rpartition(".")[0] == around]


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
        if len(lists) == 1 and not any(
            role_column("input", [n], counted=False) for n in value_paths(document)
        ):
            yield from ((lists[0], record) for record in document[lists[0]])
        else:
            yield None, document
