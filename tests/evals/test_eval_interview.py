"""`/evals` and `--evals` in the interview: shown, confirmed, kept."""

import datetime
import io
import sys

import pytest
from appkit import Quiet, app, say, settle, shown, transcript
from evalskit import columns

from advisor.case import case as cases
from advisor.cli.main import main
from advisor.errors import BadInput
from advisor.evals.asked import Asked, read_command, written


@pytest.fixture
def plain(monkeypatch, capsys):
    def run(lines, *argv):
        monkeypatch.setattr(
            sys, "stdin", io.TextIOWrapper(io.BytesIO("".join(f"{x}\n" for x in lines).encode()))
        )
        assert main(["interview", "--plain", *map(str, argv)]) == 0
        return capsys.readouterr().out

    return run


def test_results_to_begin_with_ask_for_the_bar_and_are_confirmed(plain, tmp_path):
    file = columns(tmp_path / "a.json", [i < 282 for i in range(300)], [True] * 300)
    shown = plain(["90%", "yes", f"/export {tmp_path / 'x.case.yaml'}", "/quit"], "--evals", file)
    assert "Which score is good enough?" in shown
    assert "other models" in shown
    found = cases.load(tmp_path / "x.case.yaml")
    assert found.answers["model"].value == "gpt-4.1"
    assert found.answers["prompt_meets_bar"].value is True
    assert dict(found.answers["models_tried"].value) == {"gpt-4.1-mini": ("none",)}
    assert "a.json (promptfoo, 2026-11-20, sha256 " in found.answers["models_tried"].note


def test_results_in_between_and_nothing_is_taken_on_a_no(plain, tmp_path):
    file = columns(tmp_path / "a.json", [True] * 40, [True] * 40)
    case = tmp_path / "x.case.yaml"
    case.write_text("advisor: 1\ntitle: t\nanswers: {model: gpt-4.1}\n")
    out = tmp_path / "y.case.yaml"
    plain([f"/evals {file} --bar 0.9", "no", f"/evals {file} --bax 1", f"/export {out}", "/quit"], case)
    assert set(cases.load(out).answers) == {"model"}


def test_a_command_says_files_and_options_and_can_be_typed_again(tmp_path):
    blank = tmp_path / "my results.json"
    blank.write_text("{}")
    assert read_command(str(blank))[0] == [blank]
    paths, asked = read_command(
        f"'{blank}' b.json --bar 90% --margin=2% --metric accuracy --baseline gpt-4.1"
    )
    assert [p.name for p in paths] == ["my results.json", "b.json"]
    assert (asked.bar, asked.margin, asked.metric, asked.baseline) == (0.9, 0.02, "accuracy", "gpt-4.1")
    assert read_command(written(paths, asked).removeprefix("/evals ")) == (paths, asked)
    assert read_command("a.json")[1] == Asked()


@pytest.mark.parametrize(
    "text", ["--bar 0.9", "a.json --bar", "a.json --bar high", "a.json --margin 120%", "'a.json"]
)
def test_commands_that_cannot_be_used(text):
    with pytest.raises(BadInput):
        read_command(text)


async def test_the_app_asks_for_the_bar_shows_the_intervals_and_takes_what_is_confirmed(tmp_path):
    file = columns(tmp_path / "a.json", [i < 282 for i in range(300)], [True] * 300)
    one = app(Quiet(datetime.date(2026, 11, 27)))
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await say(pilot, f"/evals {file}")
        assert shown(one, "ask") == "Which score is good enough?"
        await pilot.press("3", "enter")
        await settle(pilot)
        assert "300 examples" in transcript(one)
        assert "⠒●" in transcript(one)
        await pilot.press("1", "enter")
        await settle(pilot)
        found = one.interview.conversation.case().answers
        assert found["prompt_meets_bar"].value is True
        assert dict(found["models_tried"].value) == {"gpt-4.1-mini": ("none",)}


async def test_the_app_says_what_it_cannot_read(tmp_path):
    one = app(Quiet(datetime.date(2026, 11, 27)))
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await say(pilot, f"/evals {tmp_path / 'none.json'} --bar 90%")
        assert "no such file" in transcript(one)
        await say(pilot, "/evals a.json --bax 1")
        assert "did you mean --bar?" in transcript(one)
