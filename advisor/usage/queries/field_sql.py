"""SQL that reads one file as records and takes values out of them."""

from __future__ import annotations

from typing import Protocol

from advisor.usage.export_file import ExportFile
from advisor.usage.formats.export_formats import Place
from advisor.usage.formats.places import json_path, path_parts
from advisor.usage.limits import LONGEST_RECORD
from advisor.usage.lines.raw_lines import BOUNDS, KEPT, lines_of, literal, whole_name
from advisor.usage.queries.read_once import ReadOnce, quoted
from advisor.usage.tables.cell_words import cell_words

NOTHING = "NULL"
_AMOUNTS = {"plain": "amount", "comma": "amount_comma", "thousands": "amount_thousands"}
_MOMENTS = {
    "iso": "moment",
    "month first": "moment_month",
    "day first": "moment_day",
    "zoned": "moment_zoned",
    "tidied iso": "tidied_moment",
    "tidied month first": "tidied_month",
    "tidied day first": "tidied_day",
    "tidied zoned": "tidied_zoned",
}


class FieldReader(Protocol):
    """How values are taken out of one file. `raw` and `broken` are SQL: a record as text, and whether it is broken."""

    raw: str
    broken: str

    def text(self, where: str) -> str:
        """SQL for the text at `where`, NULL where it is empty; NOTHING where the file has no such place."""

    def amount(self, text: str) -> str:
        """SQL for the number that a text holds."""

    def moment(self, text: str) -> str:
        """SQL for the time that a text holds."""

    def relation(self) -> str:
        """SQL of the records with all that `text`, `amount` and `moment` refer to."""


def reader(source: ExportFile) -> FieldReader:
    """The reader of `source`."""
    return _Table(source) if source.table is not None else _Json(source)


def texts(read: FieldReader, where: Place) -> list[str]:
    """SQL for each of the places that the file has."""
    names = where.sum or where.most or where.first or where.keys
    found = [t for t in map(read.text, names) if t != NOTHING]
    found = [f"{where.end}_day({t})" for t in found] if where.end else found
    rest = [t for t in map(read.text, where.clock) if t != NOTHING]
    if not rest:
        return found
    return [f"CASE WHEN {t} IS NOT NULL THEN concat_ws(' ', {', '.join([t, *rest])}) END" for t in found]


def place(read: FieldReader, where: Place) -> str:
    """SQL for a text: the first of several places that holds one."""
    found = texts(read, where)
    if not found:
        return NOTHING
    return f"coalesce({', '.join(found)})" if len(found) > 1 else found[0]


def number(read: FieldReader, where: Place) -> str:
    """SQL for an amount: the first of several places that holds one, the largest, or their sum."""
    found = texts(read, where)
    if not found:
        return "NULL::DOUBLE"
    if where.keys:
        held = f"coalesce({', '.join(found)})" if len(found) > 1 else found[0]
        return f"kinds({held}, {_texts(where.holding)}, {_texts(where.but)})"
    return _whole(_one_of(where, [read.amount(t) for t in found]), where, read)


def _whole(amount: str, where: Place, read: FieldReader) -> str:
    """SQL for the count that an amount in larger units, or a mean of calls, stands for."""
    calls = f" * {read.amount(read.text(where.each))}" if where.each else ""
    times = f" * {where.times:.0f}" if where.times != 1 else ""
    off = texts(read, Place(first=where.less))
    amount = f"({amount}{''.join(f' - coalesce({read.amount(t)}, 0)' for t in off)})" if off else amount
    return f"round({amount}{calls}{times})" if calls or times else amount


def money(read: FieldReader, where: Place) -> str:
    """The same for an amount of money, which may carry the sign or the code of its currency."""
    found = texts(read, where)
    amounts = [f"coalesce({read.amount(t)}, {read.amount(f'bare({t})')})" for t in found]
    calls = f" * {read.amount(read.text(where.each))}" if where.each else ""
    times = "" if where.times == 1 else f" * {where.times!r}"
    return _one_of(where, amounts) + calls + times if amounts else "NULL::DOUBLE"


def _one_of(where: Place, amounts: list[str]) -> str:
    if len(amounts) == 1:
        return amounts[0]
    if where.most:
        return f"greatest({', '.join(amounts)})"
    either = f"coalesce({', '.join(amounts)})"
    if not where.sum:
        return either
    return f"CASE WHEN {either} IS NOT NULL THEN {' + '.join(f'coalesce({a}, 0)' for a in amounts)} END"


def moment(read: FieldReader, where: Place) -> str:
    """SQL for a time: the first of several places that holds one that can be read."""
    found = [read.moment(t) for t in texts(read, where)]
    if not found:
        return "NULL::TIMESTAMP"
    return f"coalesce({', '.join(found)})" if len(found) > 1 else found[0]


def moment_in_zone(read: FieldReader, where: Place, zone: Place) -> str:
    """The same in the zone that another place names, where the time names none."""
    named = place(read, zone)
    found = moment(read, where)
    return found if named == NOTHING else f"in_zone({found}, {place(read, where)}, {named})"


def _texts(names: tuple[str, ...]) -> str:
    return f"[{', '.join(map(literal, names))}]::VARCHAR[]"


def _cell(column: str) -> str:
    """SQL for what a cell of a table holds, NULL where it says that it holds nothing."""
    nothing = ", ".join(map(literal, ["", *cell_words()["nothing"]]))
    return f"CASE WHEN trim({quoted(column)}) NOT IN ({nothing}) THEN trim({quoted(column)}) END"


class _Table(ReadOnce):
    """A CSV or Parquet: a place is a column, or a path into the JSON that a column holds."""

    broken, raw = "false", '"=raw"'

    def __init__(self, source: ExportFile) -> None:
        assert source.table is not None
        self._source, self._table = source, source.table
        super().__init__(_AMOUNTS[self._table.numbers], _MOMENTS[self._table.dates])

    def text(self, where: str) -> str:
        if where.startswith("="):
            return literal(where[1:])
        if where in self._table.columns:
            return quoted(where)
        where = where.replace(" > ", ".")
        where = where.rpartition(":")[2] if ":" in where and not where.startswith("@") else where
        for name in (where, f"attributes.{where[1:]}") if where.startswith("@") else (where,):
            if (column := self._table.column(name.removeprefix("@"))) is not None:
                return quoted(column)
        return self._inside('attributes."' + where[1:] + '"' if where.startswith("@") else where)

    def _inside(self, where: str) -> str:
        """A path into the JSON of a column, the longest column name that fits."""
        parts = path_parts(where)
        for n in range(len(parts) - 1, 0, -1):
            if (column := self._table.column(".".join(parts[:n]))) is not None:
                path = json_path(".".join(f'"{p}"' if "." in p else p for p in parts[n:]))
                return f"nullif(json_extract_string(held({quoted(column)}), {literal(path)}), '')"
        return NOTHING

    def relation(self) -> str:
        rows = self._parquet() if self._source.layout == "parquet" else self._csv()
        raw = f"concat_ws(',', {', '.join(map(quoted, self._table.columns))})"
        cells = ", ".join(f"{_cell(c)} AS {quoted(c)}" for c in self._table.columns)
        return self.with_lists(f"SELECT {raw} AS {self.raw}, {cells} FROM ({rows})")

    def _csv(self) -> str:
        names = ", ".join(f"{literal(c)}: 'VARCHAR'" for c in self._table.columns)
        return (
            f"SELECT * FROM read_csv({literal(whole_name(self._source.content))}, columns = {{{names}}},"
            f" auto_detect = false, header = false, skip = {self._table.skipped},"
            f" delim = {literal(self._table.delimiter)},"
            f" quote = '\"', escape = '\"', strict_mode = true, parallel = false, {KEPT}, {BOUNDS},"
            f" compression = '{self._source.packing}')"
        )

    def _parquet(self) -> str:
        columns = ", ".join(
            f"CASE WHEN typeof({quoted(c)}) LIKE 'STRUCT%' OR typeof({quoted(c)}) LIKE 'MAP%'"
            f" THEN to_json({quoted(c)})::VARCHAR ELSE {quoted(c)}::VARCHAR END AS {quoted(c)}"
            for c in self._table.columns
        )
        return f"SELECT {columns} FROM read_parquet({literal(whole_name(self._source.content))})"


class _Json(ReadOnce):
    """JSON: a place is a path in the record, in a value around it (level:path), or an attribute (@name);
    `path > path` is one into JSON that is kept as text.

    A level whose list the head of the file does not show is none: the value itself stands for it.
    """

    raw = "coalesce(record::VARCHAR, line)"
    broken = "document IS NULL"

    def __init__(self, source: ExportFile) -> None:
        super().__init__(_AMOUNTS["plain"], _MOMENTS[source.dates])
        self._source = source
        self._taken: dict[str, list[str]] = {}

    def text(self, where: str) -> str:
        if where.startswith("="):
            return literal(where[1:])
        if where.startswith("@"):
            return self._attribute(where[1:])
        where, _, inside = where.partition(" > ")
        level, found, path = where.partition(":")
        level, path = (level, path) if found else ("record", where)
        if inside:
            return f"nullif(json_extract_string(held({self._taken_at(level, path)}), {literal(json_path(inside))}), '')"
        return self._taken_at(level, path)

    def _taken_at(self, level: str, path: str) -> str:
        taken = self._taken.setdefault(level, [])
        if path not in taken:
            taken.append(path)
        return f"nullif({quoted(level + '_values')}[{taken.index(path) + 1}], '')"

    def _attribute(self, name: str) -> str:
        if self._source.format.attributes != "mapping":
            return f"attribute(attributes, {literal(name)})"
        places = ('attributes."' + name + '"', "attributes." + name, 'tags."' + name + '"')
        return f"coalesce({', '.join(map(self.text, places))})"

    def relation(self) -> str:
        inner, last = self._documents(), "document"
        for level, key in self._source.format.levels.items():
            step = quoted(last)
            if level in self._source.levels:
                step = f"unnest(inside({step}, {literal(json_path(key))}, {literal(json_path(key) + '[*]')}))"
            inner, last = f"SELECT *, {step} AS {quoted(level)} FROM ({inner})", level
        values = [
            f"json_extract_string({quoted(level)}, [{', '.join(literal(json_path(p)) for p in paths)}])"
            f" AS {quoted(level + '_values')}"
            for level, paths in self._taken.items()
        ]
        values += self._attributes()
        return self.with_lists(f"SELECT {', '.join(['*', *values])} FROM ({inner})")

    def _attributes(self) -> list[str]:
        kind, levels = self._source.format.attributes, self._source.format.levels
        if kind == "otlp":
            around = "resource" if "resource" in levels else "record"
            return [
                "listed(list_concat(attributes_of(json_extract(record, '$.attributes')),"
                f" attributes_of(json_extract({around}, '$.resource.attributes')))) AS attributes"
            ]
        return ["listed(tags_of(json_extract(record, '$.tags'))) AS attributes"] if kind == "tags" else []

    def _documents(self) -> str:
        inner = self._whole_documents()
        if not self._source.around:
            return inner
        held = literal(json_path(self._source.around))
        text = f"TRY_CAST(json_extract_string(document, {held}) AS JSON)"
        return f"SELECT line, {text} AS document FROM ({inner})"

    def _whole_documents(self) -> str:
        source = self._source
        if source.layout == "parquet":
            rows = f"read_parquet({literal(whole_name(source.content))})"
            return f"SELECT NULL::VARCHAR AS line, to_json(r) AS document FROM {rows} AS r"
        if source.layout == "lines":
            lines = lines_of(source.content, source.packing)
            return f"SELECT line, TRY_CAST(line AS JSON) AS document FROM {lines} WHERE trim(line) <> ''"
        form = "array" if source.layout == "list" else "unstructured"
        return (
            f"SELECT NULL::VARCHAR AS line, json AS document FROM read_json_objects("
            f"{literal(whole_name(source.content))},"
            f" format = '{form}', maximum_object_size = {LONGEST_RECORD}, compression = '{source.packing}')"
        )
