"""SQL for the bare lines of a file, and for a text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from advisor.usage.limits import LONGEST_RECORD

Packing = Literal["none", "gzip", "zstd"]

BOUNDS = f"max_line_size = {LONGEST_RECORD}, buffer_size = {2 * LONGEST_RECORD}"
KEPT = "ignore_errors = true, store_rejects = true"


def lines_of(path: Path, packing: Packing) -> str:
    """A relation with one text column `line`; lines that are too long or no UTF-8 go to reject_errors."""
    return (
        f"read_csv({literal(whole_name(path))}, columns = {{'line': 'VARCHAR'}}, auto_detect = false, header = false,"
        f" delim = chr(1), quote = '', escape = '', strict_mode = false, {KEPT}, {BOUNDS},"
        f" compression = '{packing}')"
    )


def literal(text: str) -> str:
    """`text` as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def whole_name(path: Path) -> str:
    """The path as DuckDB reads it as a name, and not as a pattern of names."""
    return re.sub(r"[\[*?]", r"[\g<0>]", str(path))
