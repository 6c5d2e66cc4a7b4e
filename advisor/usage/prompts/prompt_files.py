"""The samples in files of prompts: one text, or the records of JSON, JSON lines and tables."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from advisor.errors import BadInput
from advisor.files.parsed_json import parsed_json
from advisor.usage.prompts.prompt_shapes import SamplePrompt, is_message, is_request, sample_of

LONGEST = 16 * 1024 * 1024
"""Bytes of one file of prompts; a longer one is refused."""
_TABLES = (".csv", ".tsv")
_CELL = LONGEST


def prompts_in(path: Path) -> list[SamplePrompt]:
    """The samples that a file holds. Raises BadInput with file:line for what is no prompt."""
    file, text = str(path), _text_of(path)
    if path.suffix.lower() in _TABLES:
        found = list(_rows(text, file))
    elif (records := _records(text, file, path.suffix.lower())) is not None:
        found = [sample_of(data, file, line) for data, line in records]
    else:
        found = [SamplePrompt(text.strip())]
    found = [p for p in found if p.text]
    if not found:
        raise BadInput("no prompt in this file", file=file)
    return found


def _text_of(path: Path) -> str:
    file = str(path)
    try:
        if path.exists() and not path.is_file():
            raise BadInput("not a file", file=file, expected="a text, JSON, JSON lines or CSV file")
        if path.stat().st_size > LONGEST:
            raise BadInput(f"larger than {LONGEST // 1024 // 1024} MiB", file=file)
        content = path.read_bytes()
    except OSError as e:
        raise BadInput(f"cannot read this file ({e.strerror})", file=file) from None
    if content.startswith(b"PK\x03\x04"):
        raise BadInput("a spreadsheet or an archive", file=file, expected="the sheet saved as CSV")
    try:
        return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("not UTF-8 text", file=file) from None


def _records(text: str, file: str, suffix: str) -> list[tuple[Any, int | None]] | None:
    """The records of JSON with their lines; None for a text. A text whose every line is an object is JSON lines."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if suffix in (".jsonl", ".ndjson"):
        return [(_json(line, file, n), n) for n, line in lines]
    if suffix == ".json":
        try:
            return [(d, None) for d in _several(_json(text, file, 1))]
        except BadInput:
            if len(lines) > 1 and all(_object(line) for _, line in lines):
                return [(_json(line, file, n), n) for n, line in lines]
            raise
    if lines and all(_object(line) for _, line in lines):
        return [(_json(line, file, n), n) for n, line in lines]
    return None


def _object(line: str) -> bool:
    return line.lstrip().startswith("{") and isinstance(parsed_json(line), dict)


def _several(data: Any) -> list[Any]:
    """The requests of a document: those of a list, or of the only list that an object holds."""
    if isinstance(data, list):
        return [data] if all(is_message(d) for d in data) else data
    if isinstance(data, Mapping) and not is_request(data):
        lists = [v for v in data.values() if isinstance(v, list) and v and isinstance(v[0], Mapping)]
        if len(lists) == 1:
            return lists[0]
    return [data]


def _json(text: str, file: str, line: int) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise BadInput("broken JSON", file=file, line=line, text=text[:200]) from None


def _rows(text: str, file: str) -> Iterator[SamplePrompt]:
    """A table: every row a record, whose cells may hold JSON."""
    first = text.partition("\n")[0]
    before = csv.field_size_limit(_CELL)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",\t;", key=first.count))
        for row in reader:
            record = {str(k).strip().lower(): _cell(v) for k, v in row.items() if k and v}
            if record:
                yield sample_of(record, file, reader.line_num)
    except csv.Error as e:
        raise BadInput(f"a table that cannot be read ({e})", file=file) from None
    finally:
        csv.field_size_limit(before)


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        found = parsed_json(value)
        return value if found is None else found
    return value
