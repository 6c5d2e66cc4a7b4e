"""SQL that reads one file as records and takes values out of them."""

from __future__ import annotations

from typing import Protocol

from advisor.usage.export_file import ExportFile
from advisor.usage.formats import Place
from advisor.usage.limits import LONGEST_RECORD
from advisor.usage.raw_lines import BOUNDS, KEPT, lines_of, literal

NOTHING = "NULL"


class FieldReader(Protocol):
    """How values are taken out of one file. `raw` and `broken` are SQL: a record as text, and whether it is broken."""

    raw: str
    broken: str

    def text(self, where: str) -> str:
        """SQL for the text at `where`, NULL where it is empty; NOTHING where the file has no such place."""

    def relation(self) -> str:
        """SQL of the records with all that `text` refers to."""


def reader(source: ExportFile) -> FieldReader:
    """The reader of `source`."""
    return _Csv(source) if source.layout == "csv" else _Json(source)


def place(read: FieldReader, where: Place) -> str:
    """SQL for a value that stands in the first of several places that hold one, or is their sum."""
    texts = [t for t in map(read.text, where.sum or where.first) if t != NOTHING]
    if not texts:
        return NOTHING
    either = f"coalesce({', '.join(texts)})" if len(texts) > 1 else texts[0]
    if not where.sum or len(texts) == 1:
        return either
    total = " + ".join(f"coalesce(amount({t}), 0)" for t in texts)
    return f"CASE WHEN {either} IS NOT NULL THEN ({total})::VARCHAR END"


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _path(dotted: str) -> str:
    return "$" + "".join("." + _name(part) for part in dotted.split("."))


class _Csv:
    """A CSV: a place is a column, or a path into the JSON that a column holds."""

    broken = "false"

    def __init__(self, source: ExportFile) -> None:
        self._source = source
        self.raw = f"concat_ws(',', {', '.join(map(_name, source.columns))})"

    def text(self, where: str) -> str:
        column, _, path = where.partition(".")
        if where in self._source.columns:
            return f"nullif(trim({_name(where)}), '')"
        if column not in self._source.columns:
            return NOTHING
        held = _name(column)
        return f"CASE WHEN json_valid({held}) THEN nullif(json_extract_string({held}, {literal(_path(path))}), '') END"

    def relation(self) -> str:
        names = ", ".join(f"{literal(c)}: 'VARCHAR'" for c in self._source.columns)
        return (
            f"SELECT * FROM read_csv({literal(str(self._source.path))}, columns = {{{names}}},"
            f" auto_detect = false, header = false, skip = 1, delim = {literal(self._source.delimiter)},"
            f" quote = '\"', escape = '\"', strict_mode = true, parallel = false, {KEPT}, {BOUNDS},"
            f" compression = '{self._source.packing}')"
        )


class _Json:
    """JSON: a place is a path in the record, in a value around it (level:path), or an attribute (@name).

    A level whose key the head of the file does not show is none: the value itself stands for it.
    """

    raw = "coalesce(record::VARCHAR, line)"

    def __init__(self, source: ExportFile) -> None:
        self._source = source
        self._taken: dict[str, list[str]] = {}
        self.broken = "document IS NULL"

    def text(self, where: str) -> str:
        if where.startswith("@"):
            return f"attribute(attributes, {literal(where[1:])})"
        level, found, path = where.partition(":")
        level, path = (level, path) if found else ("record", where)
        taken = self._taken.setdefault(level, [])
        if path not in taken:
            taken.append(path)
        return f"nullif({_name(level + '_values')}[{taken.index(path) + 1}], '')"

    def relation(self) -> str:
        inner, last = self._documents(), "document"
        for level, key in self._source.format.levels.items():
            step = _name(last)
            if key in self._source.keys:
                step = f"unnest(inside({step}, {literal(_path(key))}, {literal(_path(key) + '[*]')}))"
            inner, last = f"SELECT *, {step} AS {_name(level)} FROM ({inner})", level
        values = [
            f"json_extract_string({_name(level)}, [{', '.join(literal(_path(p)) for p in paths)}])"
            f" AS {_name(level + '_values')}"
            for level, paths in self._taken.items()
        ]
        if self._source.format.attributes:
            values.append(
                "list_concat(attributes_of(json_extract(record, '$.attributes')),"
                " attributes_of(json_extract(resource, '$.resource.attributes'))) AS attributes"
            )
        return f"SELECT *, {', '.join(values)} FROM ({inner})"

    def _documents(self) -> str:
        source = self._source
        if source.layout == "lines":
            lines = lines_of(source.path, source.packing)
            return f"SELECT line, TRY_CAST(line AS JSON) AS document FROM {lines} WHERE trim(line) <> ''"
        form = "array" if source.layout == "list" else "unstructured"
        return (
            f"SELECT NULL::VARCHAR AS line, json AS document FROM read_json_objects({literal(str(source.path))},"
            f" format = '{form}', maximum_object_size = {LONGEST_RECORD}, compression = '{source.packing}')"
        )
