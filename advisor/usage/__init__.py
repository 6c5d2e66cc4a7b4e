"""Usage exports of the vendors and of proxies: read, aggregated, turned into answers."""

from __future__ import annotations

from advisor.usage.answers import answers, chosen, differences, merged
from advisor.usage.read_exports import read
from advisor.usage.report import FileReport, MeasuredWorkload, Report
from advisor.usage.tables.column_map import parse_roles

__all__ = [
    "FileReport",
    "MeasuredWorkload",
    "Report",
    "answers",
    "chosen",
    "differences",
    "merged",
    "parse_roles",
    "read",
]
