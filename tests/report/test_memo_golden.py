"""The memos of the three worked cases, as looked at. Run as a script, this file writes them anew."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from advisor.case.case import load
from advisor.decide import decide, load_basis
from advisor.report import rendered

HERE = Path(__file__).parents[1]
NAMES = ["guide-classifier", "promptunit", "legal-clauses"]
DAYS = ["2026-04-30", "2026-11-21"]
FORMS = {"md": "memo", "txt": "text"}
PAGES = [(n, d, "txt") for n in NAMES for d in DAYS] + [
    ("guide-classifier", "2026-04-30", "md"),
    ("promptunit", "2026-11-21", "md"),
    ("legal-clauses", "2026-11-21", "md"),
]


def shown(name: str, day: str, form: str) -> str:
    """The rendering without what changes with every edit of a rule: hashes and the blocks for machines."""
    basis = load_basis()
    case = load(HERE / "cases" / f"{name}.case.yaml")
    made = rendered(decide(case, basis, datetime.date.fromisoformat(day)), FORMS[form], basis)
    readable = made.split("#### The case, to replay this memo")[0]
    return re.sub(r"`[0-9a-f]{64}`", "`…`", readable)


def golden(name: str, day: str, form: str) -> Path:
    return HERE / "golden" / f"{name}-{day}.{form}"


@pytest.mark.parametrize(("name", "day", "form"), PAGES)
def test_the_memo_reads_as_it_did(name, day, form):
    assert shown(name, day, form) == golden(name, day, form).read_text("utf-8")


if __name__ == "__main__":
    for page in PAGES:
        golden(*page).write_text(shown(*page), "utf-8")
