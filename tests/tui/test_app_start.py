"""How the app begins and ends: without a terminal, with a broken price book, in the theme chosen last."""

import asyncio
import io
import sys

import pytest
from appkit import DAY, FixedCore, Quiet, app, settle

from advisor.cli import main
from advisor.errors import BadInput
from advisor.files import paths
from advisor.interview import Conversation
from advisor.tui.app import AdvisorApp, run

pytestmark = pytest.mark.usefixtures("drawn_at_rest")

FIRST = "300k a day on gpt-4o, fifteen hundred in, about a hundred out"


class Broken:
    """A price book whose file cannot be read any more."""

    def resolve(self, name):
        return name

    def tried(self, name, *, inside=False):
        return name

    def cloud(self, name):
        return None

    def default(self, fact, facts):
        raise BadInput("not a number", file="assumptions.yaml", line=7)


class BrokenCore(FixedCore):
    def converse(self, log):
        return Conversation.open(log, book=Broken())


async def test_a_price_book_that_breaks_ends_the_app_with_its_place_and_code_2(capsys):
    one = app(BrokenCore())
    async with one.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("1", "enter")
        await settle(pilot)
        one.interview.call_later(one.interview.submit, FIRST)
        while one.return_code is None:
            await asyncio.sleep(0.01)
    assert one.return_code == 2 and one.return_value == 2
    assert "assumptions.yaml:7: not a number" in capsys.readouterr().err


async def test_so_does_one_that_breaks_in_a_worker():
    class Late(FixedCore):
        def unfinished(self):
            raise BadInput("not a number", file="models.yaml", line=3)

    one = app(Late())
    async with one.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
    assert one.return_code == 2


async def test_any_other_error_is_not_hidden():
    class Buggy(FixedCore):
        def example(self):
            raise KeyError("a bug")

    one = app(Buggy())
    with pytest.raises(KeyError):
        async with one.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("3", "enter")
            await settle(pilot)


async def test_the_theme_chosen_last_is_there_the_next_time(tmp_path, monkeypatch):
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path / "not there yet"))
    first = app(Quiet(DAY))
    async with first.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert first.theme == "textual-dark"
        await pilot.press("ctrl+t")
        await settle(pilot)
    assert app(FixedCore()).theme == "textual-light"


@pytest.mark.parametrize("content", [b"no-such-theme\n", b"\xff\xfe", b""])
def test_a_kept_theme_that_means_nothing_is_passed_over(content):
    (paths.user_data() / "theme").write_bytes(content)
    assert app(FixedCore()).theme == "textual-dark"


async def test_a_theme_that_cannot_be_kept_holds_for_this_run(tmp_path, monkeypatch):
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path / "home"))
    paths.user_data().write_text("a file where the folder should be")
    one = app(FixedCore())
    async with one.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+t")
        await settle(pilot)
        assert one.theme == "textual-light"
        assert any("cannot make this folder" in n.message for n in one._notifications)


@pytest.fixture
def piped(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"/quit\n")))
    for name in ("ACCESSIBLE", "TERM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("arguments", [[], ["--as-of", "2026-04-30"]])
def test_the_app_without_a_terminal_says_so_and_names_the_plain_way(piped, capsys, arguments):
    assert main.main(arguments) == 2
    assert "needs a terminal" in capsys.readouterr().err


@pytest.mark.parametrize("asked", [["--plain"], ["interview"]])
def test_the_plain_way_needs_none(piped, capsys, asked):
    assert main.main(asked) == 0
    assert "1 of 10" in capsys.readouterr().out


def test_who_asked_for_plain_lines_gets_them(piped, capsys, monkeypatch):
    monkeypatch.setenv("ACCESSIBLE", "1")
    assert main.main([]) == 0
    assert "1 of 10" in capsys.readouterr().out


@pytest.mark.parametrize(("ended", "code"), [(1, 70), (0, 0), (2, 2), (None, 0)])
def test_an_app_that_broke_ends_with_the_code_of_an_error_of_our_own(ended, code, monkeypatch):
    monkeypatch.setattr(AdvisorApp, "run", lambda self: setattr(self, "_return_code", ended))
    assert run() == code
