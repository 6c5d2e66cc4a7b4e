from __future__ import annotations

import json
from pathlib import Path

import pytest
from workloads import APRIL, NOVEMBER, decided, shipped

from advisor.cli.main import main
from advisor.report import plainly

CASES = Path(__file__).parents[1] / "cases"
GUIDE, LEGAL = CASES / "guide-classifier.case.yaml", CASES / "legal-clauses.case.yaml"


def test_the_same_case_twice_differs_in_nothing(capsys):
    assert main(["diff", str(GUIDE), str(GUIDE), "--as-of", "2026-04-30", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["answers"] == []
    assert data["a"] == data["b"]
    assert {r["change"] for r in data["routes"]} <= {0, None}


@pytest.fixture(scope="module")
def memos(tmp_path_factory):
    """The guide's classifier as it was decided in April and in November."""
    files = []
    for day in (APRIL, NOVEMBER):
        files.append(tmp_path_factory.mktemp("memos") / f"{day}.md")
        files[-1].write_text(plainly(decided(shipped("guide-classifier"), day), "memo"))
    return files


def test_a_memo_keeps_its_date_beside_a_case_of_another(memos, capsys):
    memo, other = memos
    assert main(["diff", str(memo), str(other), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [data[s]["as_of"] for s in "ab"] == ["2026-04-30", "2026-11-21"]
    assert [data[s]["trained"] for s in "ab"] == [True, False]
    prompt = data["routes"][0]
    assert prompt["a"]["horizon_usd"] == 513_000
    assert prompt["change"] == pytest.approx(prompt["b"]["horizon_usd"] / 513_000 - 1)


def test_what_differs_beside_the_answers_is_said(memos, capsys):
    memo, later = memos
    assert main(["diff", str(memo), str(GUIDE), "--as-of", "2026-11-21"]) == 0
    alike = capsys.readouterr().out
    assert "different days" not in alike and "Rows that" not in alike
    assert main(["diff", str(memo), str(later)]) == 0
    out = capsys.readouterr().out
    assert "different days" in out
    models = next(x for x in out.partition("Rows that")[2].splitlines() if x.startswith("  prompt"))
    assert models.index("gpt-4o") < models.index("gpt-6-luna")
    assert "none (assumed)" in next(x for x in out.splitlines() if x.startswith("  cause of failure"))


def test_the_text_puts_answers_verdicts_and_costs_side_by_side(capsys):
    assert main(["diff", str(GUIDE), str(LEGAL), "--as-of", "2026-04-30"]) == 0
    lines = capsys.readouterr().out.splitlines()
    verdict = next(x for x in lines if x.startswith("  verdict "))
    assert verdict.index("LoRA adapter") < verdict.index("llama-3.1-8b on own GPUs")
    where = next(x for x in lines if x.startswith("  where data may go"))
    assert where.index("any public API") < where.index("it stays in our network")
    assert next(x for x in lines if x.startswith("  prompt ")).split()[1:3] == ["$42.8k", "$513k"]


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_text_folds_to_the_terminal_and_names_things_as_people_do(columns, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main(["diff", str(GUIDE), str(LEGAL), "--as-of", "2026-11-21"]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= columns
    for internal in (
        "requests_per_month",
        "data_boundary",
        "own-network",
        "other-model",
        "policy.",
        "hosted-ft",
    ):
        assert internal not in out


def test_diff_of_a_broken_file_is_bad_input(tmp_path, capsys):
    bad = tmp_path / "bad.case.yaml"
    bad.write_text("advisor: 1\nanswers: {requests_per_mont: 1}\n")
    assert main(["diff", str(GUIDE), str(bad)]) == 2
    assert "requests_per_month" in capsys.readouterr().err


def test_init_lays_down_an_example_that_decides(tmp_path, capsys):
    assert main(["init", str(tmp_path)]) == 0
    (example,) = (tmp_path / "decisions").iterdir()
    assert main(["decide", str(example), "--as-of", "2026-04-30"]) == 0
    assert main(["check", str(tmp_path / "decisions"), "--as-of", "2026-04-30"]) == 0


def test_init_never_overwrites(tmp_path, capsys):
    assert main(["init", str(tmp_path)]) == 0
    (example,) = (tmp_path / "decisions").iterdir()
    example.write_text("mine\n")
    assert main(["init", str(tmp_path)]) == 2
    assert "already" in capsys.readouterr().err
    assert example.read_text() == "mine\n"


def test_init_keeps_a_decisions_folder_that_is_there(tmp_path):
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / "own.md").write_text("mine\n")
    assert main(["init", str(tmp_path)]) == 0
    assert (tmp_path / "decisions" / "own.md").read_text() == "mine\n"


@pytest.mark.parametrize("place", ["missing", "file"])
def test_init_where_no_folder_can_be_made_is_bad_input(place, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["init", str(tmp_path / place)]) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
