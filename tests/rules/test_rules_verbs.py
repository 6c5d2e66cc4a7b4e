"""`advisor rules ...` as a user runs it: what it prints, and its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rulekit

from advisor.cli import main
from advisor.files.paths import RULES
from advisor.rules import (
    Close,
    Conclude,
    Derive,
    EvidenceEffect,
    Note,
    load,
)
from advisor.rules.rule import Then

CASE = str(Path(__file__).parents[1] / "cases" / "promptunit.case.yaml")
EMPTY = "advisor: 1\ntitle: Nothing known\nanswers:\n  mlops: false\n  label_set: open\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COLUMNS", "120")

    def call(*words: str) -> tuple[int, str, str]:
        code = main.main(["rules", *words])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def empty(tmp_path: Path) -> str:
    path = tmp_path / "empty.case.yaml"
    path.write_text(EMPTY)
    return str(path)


@pytest.fixture
def own(tmp_path: Path) -> str:
    """A folder that overrides one shipped rule and adds one."""
    mine = rulekit.rule("team.mine", {"mlops": False}, fires=[{"mlops": False}], silent=[{"mlops": True}])
    shipped = rulekit.rule(
        "team.no-mlops", {"mlops": False}, fires=[{"mlops": False}], silent=[{"mlops": True}]
    )
    return str(rulekit.write(tmp_path / "own", mine, shipped))


def data(found: tuple[int, str, str]) -> Any:
    assert found[2] == ""
    return json.loads(found[1])


def test_list_names_every_rule_once_under_its_theme(run: Run) -> None:
    code, out, _ = run("list")
    assert code == 0
    themes = [line for line in out.splitlines() if line and not line.startswith(" ")][:-1]
    assert themes == list(dict.fromkeys(themes))
    rules = [line.split()[0] for line in out.splitlines() if line.startswith("  ")]
    assert rules == [r.id for r in load([RULES]).rules]


def test_list_of_one_theme_in_one_state(run: Run, empty: str) -> None:
    rows = data(run("list", empty, "--theme", "policy", "--state", "fired", "--format", "json"))["rules"]
    assert {r["theme"] for r in rows} == {"policy"}
    assert {r["state"] for r in rows} == {"fired"}
    assert "policy.no-mlops" in [r["id"] for r in rows]
    every = data(run("list", empty, "--format", "json"))["rules"]
    assert {r["state"] for r in every} == {"fired", "silent", "open"}


def test_list_shows_which_rules_are_own(run: Run, own: str) -> None:
    rows = data(run("list", "--rules", own, "--format", "json"))["rules"]
    assert [r["id"] for r in rows if r["own"]] == ["team.no-mlops", "team.mine"]
    assert "(own)" in run("list", "--rules", own)[1]


def test_own_rules_folder_is_read_when_there_is_one(run: Run, own: str, home: Path) -> None:
    Path(own).rename(home / "rules")
    rows = data(run("list", "--format", "json"))["rules"]
    assert [r["id"] for r in rows if r["own"]] == ["team.no-mlops", "team.mine"]


def test_show_has_the_yaml_the_claims_the_cases_and_the_rules_around(run: Run) -> None:
    _, out, _ = run("show", "policy.gates-passed")
    assert "  - id: policy.gates-passed\n" in out
    assert "P.four: " in out
    assert "must fire" in out
    assert "all hold" in out
    assert "Reads gate_evals, derived by\n  policy.gate-evals-passed\n  policy.gate-evals-failed" in out
    assert "failed:" in run("show", "policy.gate-evals-passed")[1]
    assert "Derives gates, read by\n" in out
    shown = data(run("show", "policy.gates-passed", "--format", "json"))
    assert "policy.gate-open" in shown["read_by"]["gates"]
    assert shown["file"].endswith("policy-gates.yaml")
    assert shown["cites"][0]["says"]


def test_why_a_rule_fires_does_not_and_is_open(run: Run, empty: str) -> None:
    fired = data(run("why", "policy.no-mlops", empty, "--format", "json"))
    assert (fired["state"], fired["decided_by"]) == (
        "fired",
        [{"fact": "mlops", "test": "is no", "value": False}],
    )
    silent = data(run("why", "policy.name-encoder", empty, "--format", "json"))
    assert silent["state"] == "silent"
    assert {"fact": "label_set", "test": "is fixed", "value": "open"} in silent["decided_by"]
    opened = data(run("why", "policy.gate-labels-failed", empty, "--format", "json"))
    assert opened["state"] == "open"
    assert [q["fact"] for q in opened["settled_by"]] == ["labelled_examples", "label_source"]
    assert all(q["ask"].endswith("?") for q in opened["settled_by"])
    text = run("why", "policy.gate-labels-failed", empty)[1]
    assert "is open on this case" in text
    assert f"labelled_examples: {opened['settled_by'][0]['ask']}" in text


def test_test_counts_and_fails(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("test")
    assert code == 0
    assert out.endswith("rules hold.\n")
    wrong = rulekit.rule("team.mine", {"mlops": False}, fires=[{"mlops": True}], silent=[{"mlops": True}])
    code, out, _ = run("test", "--rules", str(rulekit.write(tmp_path / "wrong", wrong)))
    assert code == 1
    assert "team.mine should fire on {'mlops': True}, but it does not (mlops is no)" in out


def test_coverage_counts_over_the_cases(run: Run, empty: str) -> None:
    found = data(run("coverage", empty, CASE, "--format", "json"))
    assert found["fired"]["policy.no-mlops"] == 1
    assert "policy.inside" in found["never"]
    assert set(found["never"]) == {i for i, n in found["fired"].items() if n == 0}
    assert "policy.inside" in run("coverage", empty)[1]


def test_the_shipped_rules_pass_the_audit(run: Run) -> None:
    code, out, err = run("audit")
    assert (out, err, code) == ("No finding.\n", "", 0)


def test_the_table_is_the_verdict_on_one_screen(run: Run) -> None:
    rows = data(run("table", "--format", "json"))["rows"]
    assert [r["rule"] for r in rows] == [r.id for r in load([RULES]).rules if isinstance(r.then, Conclude)]
    close = next(r for r in rows if r["rule"] == "policy.few-shot")
    assert close["when"] == "few_shot_vs_tuned at least 90 %, break_even_band: 3 to 10 times"
    lines = run("table")[1].splitlines()
    assert len(lines) <= 2 * len(rows) + 1
    assert max(map(len, lines)) <= 120


@pytest.mark.parametrize("columns", [60, 80, 160])
def test_the_table_folds_to_the_terminal(run: Run, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    text = run("table")[1]
    assert max(map(len, text.splitlines())) <= columns
    assert "self-host" in text and "trained" in text and ("X.cheap-base" in text) == (columns > 100)


def test_audit_prints_a_gap_as_a_case(run: Run, tmp_path: Path) -> None:
    hole = rulekit.rule(
        "policy.unpriced",
        {"break_even_band": {"known": False}, "mlops": True},
        {"conclude": {"route": "prompt", "trained": False}},
        cites=["L.inputs"],
        fires=[{"mlops": True}],
        silent=[{"mlops": False}, {"mlops": True, "break_even_band": "never"}],
    )
    code, out, _ = run("audit", "--rules", str(rulekit.write(tmp_path / "hole", hole)))
    assert code == 1
    assert "A014 no policy rule concludes on" in out
    assert "\n    advisor: 1\n" in out
    assert out.endswith("1 finding.\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["show", "volume.under100k"], "did you mean volume.under-100k?"),
        (["list", "--theme", "volum"], "did you mean volume?"),
        (["list", "--state", "open"], "--state without a case"),
        (["why", "volume.under-100k", "missing.case.yaml"], "no such file"),
        (["list", "--rules", "missing"], "no such folder"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(words: list[str], message: str, run: Run) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def concludes(then: Then) -> str:
    match then:
        case EvidenceEffect(routes_for, routes_against, strength):
            return f"{strength} for {', '.join(routes_for) or '-'} against {', '.join(routes_against) or '-'}"
        case Derive(facts):
            return f"derives {dict(facts)}"
        case Close(routes):
            return f"closes {', '.join(routes)}"
        case Conclude(values):
            return f"concludes {values['route']}{' trained' if values['trained'] else ''}"
        case Note(kind):
            return f"notes a {kind}"


def test_what_each_shipped_rule_concludes(snapshot: Any) -> None:
    """A rule that is dropped, or concludes something else, shows here; renew with --snapshot-update."""
    assert "\n".join(f"{r.id}: {concludes(r.then)}" for r in load([RULES]).rules) == snapshot
