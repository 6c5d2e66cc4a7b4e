"""Lines that are too long even to be told from the next: counted, so that no record is lost without a word."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import IO, cast

from advisor.usage.database import Database
from advisor.usage.export_file import ExportFile
from advisor.usage.limits import LONGEST_RECORD

_CHUNK = 1024 * 1024
_LOST = 2 * LONGEST_RECORD
"""Bytes from which on the reader of lines gives no word of one."""


def count_long_lines(database: Database, source: ExportFile, number: int) -> None:
    """Set aside the lines of file `number` that its reader passed over in silence."""
    if source.packing == "zstd" or (source.packing == "none" and source.content.stat().st_size < _LOST):
        return
    for row, begins in _long_lines(source):
        text = begins.decode("utf-8", "replace").replace("'", "''").replace("\0", "")
        database.ask(
            f"INSERT INTO usage (file, row, why, text) VALUES"
            f" ({number}, {row}, 'longer than {LONGEST_RECORD // 2**20} MiB', '{text}')"
        )


def _long_lines(source: ExportFile) -> Iterator[tuple[int, bytes]]:
    with gzip.open(source.content) if source.packing == "gzip" else source.content.open("rb") as handle:
        yield from _scan(cast(IO[bytes], handle))


def _scan(handle: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    row, length, begins = 1, 0, b""
    while chunk := _next(handle):
        first, last = chunk.find(b"\n"), chunk.rfind(b"\n")
        begins = begins or chunk[:80]
        length += len(chunk) if first < 0 else first
        if first < 0:
            continue
        if length > _LOST:
            yield row, begins
        row += chunk.count(b"\n")
        begins, length = chunk[last + 1 :][:80], len(chunk) - last - 1
    if length > _LOST:
        yield row, begins


def _next(handle: IO[bytes]) -> bytes:
    try:
        return handle.read(_CHUNK)
    except (OSError, EOFError, zlib.error):
        return b""
