"""Standard streams of all kinds, and errors of our own: what is printed, and the exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from workloads import CASES

from advisor.cli import main

DECIDE = ["decide", str(CASES / "promptunit.case.yaml"), "--as-of", "2026-04-30"]


def _run(argv, env=None, **streams):
    return subprocess.run(
        [sys.executable, "-m", "advisor", *argv], check=False, stderr=subprocess.PIPE,
        env={**os.environ, **(env or {})}, **streams,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "argv"),
    [("ascii", DECIDE), ("latin-1", [*DECIDE, "--format", "memo"]), ("cp1252", ["prices", "gpt-4o"])],
)
def test_a_stream_that_cannot_spell_a_sign_marks_it(encoding, argv):
    done = _run(argv, {"PYTHONIOENCODING": encoding}, stdout=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")
    done.stdout.decode(encoding)


def test_a_full_disk_is_said_with_a_code_of_its_own():
    with Path("/dev/full").open("w") as full:
        done = _run(DECIDE, stdout=full)
    assert done.returncode == 74
    assert done.stderr.decode() == "advisor: the output cannot be written (No space left on device)\n"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&-"])
def test_closed_streams_are_no_error(closed):
    command = " ".join([sys.executable, "-m", "advisor", *DECIDE, closed])
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_error_of_our_own_is_one_line_with_its_log(monkeypatch, capsys):
    def broken(argv):
        raise RuntimeError("one\n::error::two \x1b[31m")

    monkeypatch.setattr(main, "_run", broken)
    assert main.main(["decide"]) == 70
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "\x1b" not in said
    log = said.rpartition("the log is ")[2].strip()
    assert "RuntimeError" in Path(log).read_text()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "tomorrow", "20261121x"])
def test_a_day_out_of_reach_is_bad_input(day, capsys):
    assert main.main([*DECIDE[:2], "--as-of", day]) == 2
    assert "expected a day" in capsys.readouterr().err


def test_a_name_or_an_answer_cannot_speak_to_a_terminal_or_to_a_ci_server(tmp_path, capsys):
    path = tmp_path / "a\n::error file=x::pwned\x1b[31m.case.yaml"
    path.write_text('advisor: 1\nanswers: {requests_per_month: "5 \\e]0;owned\\a\\e[31m"}\n')
    for argv in (
        ["decide", str(path)],
        ["flips", str(path)],
        ["check", str(path)],
        ["diff", str(path), str(path)],
    ):
        code = main.main(argv)
        out, err = capsys.readouterr()
        assert code == 2
        for line in (out + err).splitlines():
            assert not line.lstrip().startswith("::") and line.isprintable(), (argv, line)


@pytest.mark.parametrize("form", ["text", "json", "memo"])
def test_a_title_cannot_either(form, tmp_path, capsys):
    path = tmp_path / "t.case.yaml"
    path.write_text('advisor: 1\ntitle: "::error::pwned ##[error]x ##vso[task.x]\\x9b31m"\nanswers: {}\n')
    assert main.main(["decide", str(path), "--format", form]) == 0
    out = capsys.readouterr().out
    assert "##[" not in out and "##vso[" not in out
    assert all(line.isprintable() and not line.lstrip().startswith("::") for line in out.splitlines())


_SAID = "x\n  ::error::owned\x1b[31m##[error]"


@pytest.mark.parametrize(
    "verb",
    [["flips", "CASE"], ["rules", "list"], ["rules", "show", "volume.our-floor"],
     ["rules", "why", "volume.our-floor", "CASE"]],
    ids=lambda v: " ".join(v[:2]),
)  # fmt: skip
def test_a_title_and_a_sentence_of_a_strangers_rule_cannot_either(verb, tmp_path, capsys):
    case = tmp_path / "c.case.yaml"
    case.write_text(f"advisor: 1\ntitle: {json.dumps(_SAID)}\nanswers: {{model: gpt-4o}}\n")
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "own.yaml").write_text(
        "theme: volume\nrules:\n  - id: volume.our-floor\n"
        f"    says: {json.dumps(_SAID)}\n    when: {{requests_per_month: {{below: 250000}}}}\n"
        "    then: {for: [prompt], strength: strong}\n    cites: [T.10k]\n"
        "    fires: [{requests_per_month: 249999}]\n    silent: [{requests_per_month: 250000}]\n"
    )
    assert main.main([str(case) if part == "CASE" else part for part in verb] + ["--rules", str(rules)]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out and "##[" not in out
    assert not [line for line in out.splitlines() if line.strip().startswith("::")]
