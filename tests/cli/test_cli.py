"""The command line from outside: exit codes, clear errors, nothing written, streams that end early."""

from __future__ import annotations

import json
import subprocess
import sys
from types import SimpleNamespace

import pytest
from workloads import CASES

from advisor.cli import main

PROMPTUNIT = CASES / "promptunit.case.yaml"
GUIDE = CASES / "guide-classifier.case.yaml"
KEYS = [
    "format", "title", "as_of", "verdict", "break_even", "routes", "attribution", "findings", "conflicts", "plan",
    "risks", "consequences", "assumptions", "revisit", "provenance",
    "today_usd",
    "at_once",
]  # fmt: skip


@pytest.fixture
def advisor(capfdbinary):
    """A verb in this process: its exit code, and what it wrote to the streams."""

    def run(*argv):
        try:
            code = main.main([str(a) for a in argv])
        except SystemExit as e:
            code = e.code
        out, err = capfdbinary.readouterr()
        return SimpleNamespace(returncode=code, stdout=out, stderr=err)

    return run


def test_decide_as_json_has_every_key_in_order(advisor):
    done = advisor("decide", GUIDE, "--format", "json", "--as-of", "2026-04-30")
    assert (done.returncode, done.stderr) == (0, b"")
    found = json.loads(done.stdout)
    assert list(found) == KEYS
    assert list(found["verdict"]) == [
        "route", "trained", "model", "headline", "concluded_by", "next", "then", "settled", "open_questions",
    ]  # fmt: skip
    assert found["verdict"]["route"] == "lora"
    assert found["break_even"]["band"] == "10x-plus"
    assert list(dict.fromkeys(r["id"] for r in found["routes"])) == [
        "prompt", "other-model", "cascade", "rag", "encoder", "lora", "hosted-ft", "self-host",
    ]  # fmt: skip
    prompt = found["routes"][0]
    assert prompt["monthly_usd"] == pytest.approx(42_750)
    assert prompt["lines"][0]["formula"] == "9,000,000 requests/month × 1,500 input tokens × $2.50/1M tokens"


def test_two_runs_give_the_same_bytes():
    command = [sys.executable, "-m", "advisor", "decide", GUIDE, "--format", "json", "--as-of", "2026-11-21"]
    one, two = (subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2))
    assert one == two


def test_set_changes_this_run_only(advisor):
    done = advisor("decide", GUIDE, "--as-of", "2026-04-30", "--set", "eval_infra=manual", "--format", "json")
    assert json.loads(done.stdout)["verdict"]["trained"] is False
    assert "eval_infra: automated" in GUIDE.read_text()


def test_out_writes_the_whole_memo_or_nothing(advisor, tmp_path):
    memo = tmp_path / "memo.md"
    assert advisor("decide", GUIDE, "--format", "memo", "--out", memo).returncode == 0
    assert memo.read_text().startswith("---\n")
    refused = advisor("decide", GUIDE, "--out", tmp_path / "none" / "memo.json")
    assert refused.returncode == 2
    assert b"cannot write here" in refused.stderr


HEAD = "advisor: 1\ntitle: t\nanswers:\n"
BAD = {
    "empty": ("", ":1", "empty"),
    "truncated": (HEAD + "  task: [classification", ":4", "not valid YAML"),
    "a tag": (HEAD + "  task: !!python/object:os.system x", ":4", "tags"),
    "an alias bomb": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", ":1", "anchors"),
    "deeply nested": ("[" * 5_000, ":1", "nested deeper"),
    "a duplicate key": (HEAD + "  task: code\n  task: code", ":5", "duplicate key"),
    "an unknown key": ("advisor: 1\ntitel: t\n", ":2", "did you mean title?"),
    "an unknown fact": (HEAD + "  request_per_month: 5", ":4", "did you mean requests_per_month?"),
    "a derived fact": (HEAD + "  tokens_per_month: 5", ":4", "never asked"),
    "a wrong type": (HEAD + "  mlops: 7", ":4", "yes or no"),
    "a wrong choice": (HEAD + "  task: clasification", ":4", "did you mean classification?"),
    "a negative number": (HEAD + "  requests_per_month: -1", ":4", "from 0"),
    "not a number": (HEAD + "  requests_per_month: .nan", ":4", "finite"),
    "infinity": (HEAD + "  requests_per_month: .inf", ":4", "finite"),
    "400 digits": (HEAD + "  requests_per_month: " + "9" * 400, ":4", "requests_per_month"),
    "an unknown model": (HEAD + "  model: gpt-4oo", ":4", "did you mean gpt-4o"),
    "a list of answers": ("advisor: 1\ntitle: t\nanswers: [1]\n", ":3", "mapping"),
    "a wrong version": ("advisor: 2\ntitle: t\n", ":1", "version"),
    "two documents": (HEAD + "  task: code\n---\na: 1\n", ":5", "second"),
    "a negotiated price of nothing": (
        "advisor: 1\ntitle: t\nanswers: {model: gpt-4o, requests_per_month: 1, input_tokens: 1, output_tokens: 1}\n"
        "prices: {gpt-4o: {inptu: 1}}\n", "", "did you mean input?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_line(advisor, tmp_path, name):
    text, line, says = BAD[name]
    path = tmp_path / "bad.case.yaml"
    path.write_text(text)
    out = tmp_path / "out.json"
    done = advisor("decide", path, "--format", "json", "--out", out)
    error = done.stderr.decode()
    assert done.returncode == 2, error
    assert error.count("\n") == 1
    assert "Traceback" not in error
    assert f"bad.case.yaml{line}" in error or not line
    assert says in error
    assert not out.exists()
    assert done.stdout == b""


def test_files_that_cannot_be_read(advisor, tmp_path):
    (tmp_path / "guide.case.yaml").write_text("x")
    (tmp_path / "binary").write_bytes(b"\x00\xff\xfe\x80" * 40)
    for path, says in (
        (tmp_path / "guid.case.yaml", "did you mean"),
        (tmp_path, "directory"),
        (tmp_path / "binary", "not UTF-8"),
    ):
        done = advisor("decide", path)
        assert done.returncode == 2
        assert says in done.stderr.decode()
        assert b"Traceback" not in done.stderr


def test_a_verb_or_date_that_does_not_exist(advisor):
    assert advisor("decid").returncode == 2
    done = advisor("decide", GUIDE, "--as-of", "yesterday")
    assert done.returncode == 2
    assert b"2026-11-21" in done.stderr


def test_a_reader_that_leaves_early_is_no_error():
    command = f"{sys.executable} -m advisor decide {GUIDE} --format json | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.stdout == b"{\n"
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("verb", "name", "begins"),
    [
        ("decide", "m.html", "<!doctype html"),
        ("decide", "m.md", "---"),
        ("decide", "m.json", "{"),
        ("portfolio", "m.html", "<!doctype html"),
        ("portfolio", "m.csv", "workload,"),
    ],
)
def test_the_name_of_the_file_says_its_format(verb, name, begins, tmp_path):
    assert main.main([verb, str(GUIDE), "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_text().startswith(begins)


@pytest.mark.parametrize(
    "said",
    [
        ("decide", "--format", "memo", "--out", "m.html"),
        ("decide", "--out", "m.pdf"),
        ("decide", "--format", "text", "--out", "m.case.yaml"),
        ("portfolio", "--format", "csv", "--out", "m.json"),
    ],
)
def test_a_format_that_the_name_of_the_file_denies_is_refused(said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main.main([said[0], str(GUIDE), *said[1:]]) == 2
    assert said[-1] in capsys.readouterr().err and not (tmp_path / said[-1]).exists()
