"""`advisor diff --rules OLD NEW CASE...`: the verdicts that an edit of the rules flips, and why."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import rulekit

from advisor.cli.main import main
from advisor.files.paths import RULES
from advisor.rules import Conclude, load

CASES = Path(__file__).parents[1] / "cases"


def compared(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    code = main(["diff", *map(str, words), "--as-of", "2026-04-30", "--format", "json"])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    return json.loads(out)


def test_a_moved_figure_flips_a_verdict_and_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("figures:\n  band_train: {value: 50}\n")
    found = compared(capsys, "--rules", "shipped", mine, CASES)
    assert found["figures"] == [
        {"figure": "band_train", "old": "10 times break-even", "new": "50 times break-even"}
    ]
    assert "policy.band-high" in found["rules"]["changed"]
    assert found["rules"]["added"] == found["rules"]["gone"] == []
    flips = [c for c in found["cases"] if c["flips"]]
    assert [Path(c["file"]).name for c in flips] == ["guide-classifier.case.yaml"]
    assert flips[0]["old"]["trained"] is True
    assert flips[0]["new"]["trained"] is False
    assert flips[0]["why"][0].startswith("band_train: 10 times break-even -> 50 times break-even")
    named = " ".join(flips[0]["why"])
    assert flips[0]["old"]["concluded_by"] in named
    assert flips[0]["new"]["concluded_by"] in named


def test_a_rule_that_is_added_is_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    then = {"conclude": {"route": "rag", "trained": False, "headline": "Retrieve."}}
    first = next(r.id for r in load([RULES]).rules if isinstance(r.then, Conclude))
    rule = rulekit.rule("policy.mine", {"mlops": True}, then, before=first, fires=[{"mlops": True}])
    own = rulekit.write(tmp_path / "own", rule)
    found = compared(capsys, CASES / "guide-classifier.case.yaml", "--rules", "shipped", own)
    assert found["rules"]["added"] == ["policy.mine"]
    (case,) = found["cases"]
    assert case["new"]["concluded_by"] == "policy.mine"
    assert any(w.startswith("policy.mine concludes now") and "without such a rule" in w for w in case["why"])


def test_the_same_rules_flip_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(RULES, tmp_path / "copy")
    assert main(["diff", "--rules", str(RULES), str(tmp_path / "copy"), str(CASES)]) == 0
    out = capsys.readouterr().out
    assert "The rules say the same." in out
    assert "0 of 3 verdicts flip." in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--rules", "shipped", "nowhere", str(CASES)], "nowhere"),
        (["--rules", "shipped", "shipped"], "no case"),
    ],
)
def test_rules_that_are_not_there_and_no_case(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", *words]) == 2
    assert message in capsys.readouterr().err
