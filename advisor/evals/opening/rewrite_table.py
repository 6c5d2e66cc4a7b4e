"""Tables written out once as UTF-8 text: a spreadsheet as CSV, Parquet as JSONL, another encoding."""

from __future__ import annotations

import csv
import functools
import shutil
import tempfile
from pathlib import Path

from advisor.errors import BadInput
from advisor.evals.limits import HEAD
from advisor.evals.opening.opened_text import start_of
from advisor.files.encodings import other_encoding
from advisor.files.extras import missing
from advisor.files.markup_tables import charset_in, tables_in_markup

_PAGES = (".xls", ".html", ".htm")


def rewritten(path: Path, start: bytes) -> tuple[Path, tempfile.TemporaryDirectory[str]] | None:
    """The table as text in a folder that lasts as long as it is held; None for what is text already, or no table.

    Raises BadInput for a damaged file, and where the library that reads it is missing.
    """
    if start.startswith(b"PAR1"):
        write = _parquet
    elif start.startswith(b"PK\x03\x04") and path.suffix.lower() in (".xlsx", ".xlsm"):
        write = _sheet
    elif path.suffix.lower() in _PAGES and start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        write = _page
    elif (encoding := other_encoding(start, whole=len(start) < HEAD)) is not None:
        write = functools.partial(_text, encoding=encoding)
    else:
        return None
    folder = tempfile.TemporaryDirectory(prefix="advisor-evals-")
    return write(path, Path(folder.name)), folder


def _sheet(path: Path, folder: Path) -> Path:
    from advisor.files.spreadsheet import sheets_as_csv

    tables = sheets_as_csv(path, folder)
    if len(tables) > 1:
        names = ", ".join(name for name, _ in tables)
        raise BadInput(
            "a spreadsheet of several filled sheets", file=str(path), text=names, expected="one a file"
        )
    return tables[0][1].rename(folder / f"{path.stem}.csv")


def _page(path: Path, folder: Path) -> Path:
    encoding = charset_in(start_of(path)) or "utf-8"
    tables = tables_in_markup(path.read_text(encoding=encoding, errors="replace"))
    if len(tables) != 1:
        raise BadInput(f"a page of {len(tables)} tables", file=str(path), expected="one a file, or CSV")
    out = folder / f"{path.stem}.csv"
    with out.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, lineterminator="\n").writerows(tables[0])
    return out


def _parquet(path: Path, folder: Path) -> Path:
    try:
        import duckdb
    except ImportError:
        raise missing("usage", "a Parquet file: reading it needs DuckDB").at(str(path), None) from None
    out = folder / f"{path.stem}.jsonl"
    try:
        with duckdb.connect() as base:
            rows = base.read_parquet(str(path.absolute()))
            rows.query("rows", f"COPY rows TO '{str(out).replace(chr(39), chr(39) * 2)}' (FORMAT json)")
    except duckdb.Error as e:
        raise BadInput(
            f"a Parquet file that cannot be read ({str(e).splitlines()[0]})", file=str(path)
        ) from None
    return out


def _text(path: Path, folder: Path, encoding: str) -> Path:
    out = folder / path.name
    try:
        with (
            path.open(encoding=encoding, newline="") as source,
            out.open("w", encoding="utf-8", newline="") as target,
        ):
            shutil.copyfileobj(source, target)
    except (UnicodeError, OSError) as e:
        raise BadInput(f"not text in {encoding.upper()} ({e})", file=str(path)) from None
    return out
