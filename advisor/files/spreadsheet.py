"""The sheets of an Excel workbook as tables of CSV."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path
from typing import Any

from advisor.errors import BadInput
from advisor.files.extras import missing


def sheets_as_csv(path: Path, folder: Path) -> list[tuple[str, Path]]:
    """Write each sheet of the workbook below `folder` as CSV; its name and its file, empty sheets left out.

    Dates are written as ISO 8601, whole numbers without a point. Raises BadInput for a damaged workbook and
    without the extra `usage`.
    """
    try:
        import openpyxl
    except ImportError:
        raise missing(
            "usage", "a spreadsheet: reading it needs openpyxl (or save the sheet as CSV)"
        ) from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            found = [(s.title, _written(s, folder / f"sheet-{n}.csv")) for n, s in enumerate(book.worksheets)]
        finally:
            book.close()
    except OSError as e:
        raise BadInput(f"cannot read this file ({e.strerror or e})", file=str(path)) from None
    except Exception as e:  # a damaged workbook raises whatever its parts raise
        raise BadInput(
            f"a spreadsheet that cannot be read ({e})", file=str(path), expected="the sheet saved as CSV"
        ) from None
    tables = [(name, file) for name, file in found if file is not None]
    if not tables:
        raise BadInput("a spreadsheet without a filled sheet", file=str(path))
    return tables


def _written(sheet: Any, file: Path) -> Path | None:
    rows = 0
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for row in sheet.iter_rows(values_only=True):
            cells = [_cell(v) for v in row]
            if any(cells):
                writer.writerow(cells)
                rows += 1
    return file if rows > 1 else None


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
