"""No figure stands in the knowledge that nothing reads: a calculation, the documents' examples, or another figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import advisor
from advisor.files import paths
from advisor.knowledge import load

_FAMILY = re.compile(r'f"([a-z_]*)\{[^}"]*\}([a-z_]*)(?:\{[^}"]*\})?"')
_FIGURE = re.compile(r"^  - (?:id: |\{id: )([a-z_0-9]+)", re.MULTILINE)


def test_every_figure_is_read_somewhere():
    code = "".join(p.read_text("utf-8") for p in Path(advisor.__file__).parent.rglob("*.py"))
    knows = {
        stem: (paths.KNOWLEDGE / f"{stem}.yaml").read_text("utf-8")
        for stem in ("assumptions", "labour", "examples")
    }
    notes = " ".join(re.findall(r"notes: .*", knows["labour"]))
    read = set(re.findall(r"[a-z_0-9]+", "".join((code, knows["examples"], notes))))
    families = [(a, b) for a, b in _FAMILY.findall(code) if len(a + b) > 5]
    idle = {
        name
        for name in _FIGURE.findall(knows["assumptions"]) + _FIGURE.findall(knows["labour"])
        if name not in read and not any(name.startswith(a) and b in name for a, b in families)
    }
    assert not idle


def test_an_engineers_hour_is_the_wage_with_the_employers_load():
    book = load()
    wage, more = (book.estimate(n).likely for n in ("developer_wage_median", "employer_load"))
    assert book.estimate("engineer_hour").likely == pytest.approx(wage * more, rel=0.01)
