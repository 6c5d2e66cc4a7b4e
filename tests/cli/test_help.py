"""What every verb says of itself, what a mistyped word leads to, and how a terminal is written to."""

import os
import pty
import subprocess
import sys

import pytest
from workloads import CASES

from advisor.cli import main
from advisor.cli.verbs import GROUPS, VERBS

CASE = str(CASES / "promptunit.case.yaml")


def _help(capsys, *argv):
    with pytest.raises(SystemExit) as left:
        main.main([*argv, "--help"])
    assert left.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_says_its_purpose_and_two_examples(verb, capsys):
    shown = _help(capsys, verb)
    help_ = VERBS[verb]
    assert help_.purpose[1:] in " ".join(shown.split())
    assert all(len(line) <= 100 for line in shown.partition("\noptions:")[0].splitlines())
    assert len(help_.examples) >= 2
    for command, says in help_.examples:
        assert command in shown and says in shown
    assert "{text" not in shown or "text: for the terminal" in shown


def test_every_verb_stands_in_one_group(capsys):
    assert sorted(v for names in GROUPS.values() for v in names) == sorted(VERBS)
    shown = _help(capsys)
    assert all(h.purpose in shown for h in VERBS.values())


@pytest.mark.parametrize(
    ("argv", "near"),
    [
        (["decid", CASE], "decide"),
        (["portfolo", "x"], "portfolio"),
        (["decide", CASE, "--formt", "json"], "--format"),
        (["usage", "x.csv", "--maps", "a=b"], "--map"),
        (["decide", CASE, "--set", "volme=2M"], "volume"),
    ],
)
def test_a_mistyped_word_has_a_near_one(argv, near, capsys):
    assert main.main(argv) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and f"did you mean {near}?" in said


def test_a_fact_is_set_by_the_name_people_give_it(capsys):
    assert main.main(["decide", CASE, "--set", "volume=5M", "--format", "json"]) == 0
    by_people = capsys.readouterr().out
    assert main.main(["decide", CASE, "--set", "requests_per_month=5M", "--format", "json"]) == 0
    assert capsys.readouterr().out == by_people


def _on_terminal(columns, env):
    """What `advisor decide` writes to a terminal of this width."""
    mine, theirs = pty.openpty()
    code = (
        "import fcntl, struct, sys, termios\n"
        f"fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack('HHHH', 40, {columns}, 0, 0))\n"
        f"from advisor.cli.main import main; sys.exit(main(['decide', {CASE!r}]))"
    )
    clean = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR")}
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdout=theirs, env={**clean, "TERM": "xterm", **env}
    )
    os.close(theirs)
    parts = []
    while True:
        try:
            part = os.read(mine, 65536)
        except OSError:  # Linux ends a closed terminal with an error
            break
        if not part:
            break
        parts.append(part)
    assert child.wait() == 0
    os.close(mine)
    return b"".join(parts).decode()


def test_a_terminal_gets_bold_and_its_width_and_no_color_is_respected():
    bold = _on_terminal(64, {})
    plain = _on_terminal(64, {"NO_COLOR": "1"})
    assert "\x1b[1m" in bold and "\x1b" not in plain
    assert bold.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "") == plain
    assert 50 < max(len(line.rstrip()) for line in plain.splitlines()) <= 64


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_a_shell_gets_a_completion_script_with_every_verb(shell, capsys):
    assert main.main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert all(verb in script for verb in VERBS)
    assert all(
        option in script for option in ("as-of", "onepage", "resume")
    )  # those of the verbs, and what they take
    if shell == "bash":
        assert subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("argv", "close"),
    [
        (["decide", CASE, "--format", "jsn"], "json"),
        (["check", CASE, "--format", "githb"], "github"),
        (["rules", "tabel"], "table"),
        (["usage", "x.csv", "--by", "modle"], "model"),
    ],
)
def test_a_value_that_is_no_choice_is_bad_input_with_a_near_one(argv, close, capsys):
    assert main.main(argv) == 2
    out, err = capsys.readouterr()
    assert out == "" and f"did you mean {close}?" in err
