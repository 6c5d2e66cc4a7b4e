"""Records of a file that was brought to another form, written one a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def write_records(target: Path, records: Iterable[dict[str, Any]]) -> None:
    """`records` as lines of JSON in `target`."""
    with target.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
