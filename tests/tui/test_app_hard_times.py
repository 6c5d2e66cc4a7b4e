"""What must not break the app: hostile text, huge pastes, resizing, bad disks, bad files, a kill."""

import os
import pty
import random
import select
import signal
import sys
import time
from pathlib import Path

import pytest
from appkit import DAY, FixedCore, Quiet, app, begin, say, settle, shown, transcript
from textual import events

from advisor.errors import BadInput
from advisor.files import paths
from advisor.interview import saved as store
from advisor.interview.conversation import Conversation
from advisor.tui.keys import keymap
from advisor.tui.widgets.answer_input import LONGEST, AnswerInput

pytestmark = pytest.mark.usefixtures("drawn_at_rest")

FIRST = "9M a month, gpt-4o, 1500 in, 100 out, $42,750 a month"
KEYS = 60
HOSTILE = "[/foo] [bold]x[/] [@click=app.leave]y[/] $text \\[ {0} \x1b[31m <script>"


async def test_markup_in_every_text_field_is_text():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        commands = [f"/{name}{HOSTILE}" for name in ("title ", "set model ", "whatif model ", "")]
        for line in (HOSTILE, FIRST, HOSTILE, *commands):
            await say(pilot, line)
        assert one.interview.conversation.title.startswith("[/foo] [bold]x[/]")
        assert "[/foo] [bold]x[/]" in shown(one, "title")
        assert "[/foo]" in transcript(one)
        await pilot.press("f5")
        await settle(pilot)
        assert "[/foo] [bold]x[/]" in shown(one, "detail")
        await pilot.press("escape")
        await settle(pilot)
        for key in ("f3", "f4", "f5"):
            await pilot.press(key)
            await settle(pilot)
            one.screen.query_one("#filter").value = HOSTILE
            await settle(pilot)
            one.screen.query_one("#filter").value = ""
            await settle(pilot)
            await pilot.press("escape")
            await settle(pilot)
        await pilot.press("f6")
        await settle(pilot)
        one.screen.query_one("#path").value = HOSTILE
        await pilot.press("enter")
        await settle(pilot)
        assert "Not written" in shown(one, "trouble")


async def test_a_paste_of_a_megabyte_is_one_short_line_and_a_title_of_one_is_shown_short():
    one = app(FixedCore())
    async with one.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        line = one.interview.query_one(AnswerInput)
        line.post_message(events.Paste("9M a month " * 100_000))
        await settle(pilot)
        assert len(line.value) == LONGEST
        line.clear()
        line.post_message(events.Paste("\n\n" + FIRST + "\nand more\n" * 100_000))
        await settle(pilot)
        assert line.value.startswith(FIRST + ", and more, and more")
        line.put(FIRST)
        await pilot.press("enter")
        await settle(pilot)
        assert "9,000,000 calls/month" in transcript(one)
        one.interview.show_reaction(one.interview.conversation.name("x" * 1_000_000))
        await settle(pilot)
        assert len(one.interview.conversation.title) == 1_000_000
        assert len(shown(one, "title")) < 120


async def test_a_storm_of_resizes_leaves_the_panel_right():
    one = app(FixedCore())
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot, FIRST)
        for i in range(4):
            await pilot.resize_terminal(20 + (i * 37) % 180, 6 + (i * 13) % 60)
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert "Self-host a tuned 8B" in shown(one, "verdict")
        width = one.screen.query_one("#panel").content_size.width
        assert all(len(r) <= width for r in shown(one, "routes").split("\n"))
        assert one.screen.query_one("#panel").display and not one.screen.query_one("#folded").display


async def test_random_keys_never_crash_and_never_part_screen_and_log():
    keys = [
        *"123456789ab",
        "question_mark",
        "space",
        "slash",
        "enter",
        "shift+tab",
        "ctrl+z",
        "up",
        "down",
        "escape",
        "f2",
        "tab",
        "pageup",
        "backspace",
        "f1",
    ]
    dice = random.Random(20260430)
    one = app(FixedCore())
    async with one.run_test(size=(80, 24)) as pilot:
        await begin(pilot, FIRST)
        for n in range(KEYS):
            one.simulate_key(dice.choice(keys))
            if n % 10 == 0:
                await pilot.pause()
        await settle(pilot)
        talk = one.interview.conversation
        again = Conversation.open(talk.log.path)
        assert again.case() == talk.case() and again.transcript() == talk.transcript()
        for turn in talk.transcript():
            assert turn.text[:40] in transcript(one)


async def test_a_folder_that_takes_no_file_is_said_and_the_interview_goes_on(tmp_path):
    one = app(FixedCore())
    async with one.run_test(size=(80, 24)) as pilot:
        await begin(pilot, FIRST)
        await pilot.press("f6")
        await settle(pilot)
        path = one.screen.query_one("#path")
        path.focus()
        for bad in (
            tmp_path / "none" / "a.case.yaml",
            tmp_path,
            tmp_path / "memo.doc",
            Path("/proc/a.case.yaml"),
            Path("\0.case.yaml"),
        ):
            path.value = str(bad)
            await pilot.press("enter")
            await settle(pilot)
            assert "Not written" in shown(one, "trouble"), bad
        path.value = ""
        await pilot.press("enter")
        await settle(pilot)
        assert "no file name" in shown(one, "trouble")
        await pilot.press("escape")
        await settle(pilot)
        await say(pilot, "1")
        assert one.interview.conversation.case().answers["spec_stability"].value == "stable"


async def test_a_path_completes_and_overwriting_is_asked_and_a_second_enter_does_it(tmp_path):
    (tmp_path / "decisions").mkdir()
    target = tmp_path / "a.case.yaml"
    target.write_text("mine")
    one = app(FixedCore())
    async with one.run_test(size=(80, 24)) as pilot:
        await begin(pilot, FIRST)
        await say(pilot, f"/export {target}")
        await pilot.press("enter")
        await settle(pilot)
        assert "exists" in shown(one, "trouble") and target.read_text() == "mine"
        await pilot.press("enter")
        await settle(pilot)
        assert target.read_text().startswith("advisor: 1")
        await pilot.press("f6")
        await settle(pilot)
        path = one.screen.query_one("#path")
        path.focus()
        path.value = f"{tmp_path}/dec"
        path.cursor_position = len(path.value)
        await settle(pilot)
        await pilot.press("tab")
        await settle(pilot)
        assert path.value == f"{tmp_path}/decisions/"


async def test_answers_that_the_disk_refuses_are_kept_and_said(tmp_path):
    one = app(FixedCore())
    async with one.run_test(size=(80, 24)) as pilot:
        await begin(pilot, FIRST)
        log = one.interview.conversation.log.path
        log.rename(log.with_suffix(".old"))
        log.mkdir()
        await say(pilot, "1")
        assert "Kept in memory only" in transcript(one)
        assert one.interview.conversation.case().answers["spec_stability"].value == "stable"


async def test_a_saved_interview_that_cannot_be_read_does_not_stop_the_app():
    store.folder().mkdir(parents=True)
    (store.folder() / "bad.jsonl").write_text("not json\nat all\n")
    one = app(FixedCore())
    async with one.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f5")
        await settle(pilot)
        assert "Cannot be read" in shown(one, "detail")
        await pilot.press("f2")
        await settle(pilot)
        assert "1 saved" in shown(one, "heading")


@pytest.mark.parametrize("text", ["back: [", "bakc: f2", "back: 7", "- back"])
def test_a_bad_keymap_names_its_file(text, tmp_path):
    (tmp_path / "keymap.yaml").write_text(text)
    with pytest.raises(BadInput, match=r"keymap\.yaml"):
        keymap(tmp_path / "keymap.yaml")


async def test_a_bad_keymap_is_said_and_the_keys_stay():
    (paths.user_data() / "keymap.yaml").write_text("bakc: f2")
    one = app(FixedCore())
    async with one.run_test(size=(80, 24)) as pilot:
        await begin(pilot, FIRST)
        assert any("keymap.yaml" in n.message for n in one._notifications)
        await pilot.press("shift+tab")
        await settle(pilot)
        assert one.interview.conversation.current.given is not None


async def test_the_users_keys_replace_the_keys_and_the_footer_says_so():
    (paths.user_data() / "keymap.yaml").write_text("panel: f12\nback: ctrl+g\n")
    one = app(FixedCore())
    async with one.run_test(size=(80, 24)) as pilot:
        await begin(pilot, FIRST)
        assert "F12 panel" in str(one.screen.query_one("KeyLine").content)
        await pilot.press("f12")
        await settle(pilot)
        assert one.screen.query_one("#panel").display
        await pilot.press("f12", "ctrl+g")
        await settle(pilot)
        assert one.interview.conversation.current.given is not None


async def test_a_bad_rule_of_ones_own_is_named_and_the_app_stays():
    paths.user_rules().mkdir(parents=True)
    (paths.user_rules() / "mine.yaml").write_text("theme: volume\nrules: [{id: x}]\n")
    one = app(Quiet(DAY))
    async with one.run_test(size=(80, 24)) as pilot:
        await begin(pilot, FIRST)
        assert "mine.yaml:2" in transcript(one) and "No verdict" in transcript(one)
        assert one.interview.conversation.case().answers["model"].value == "gpt-4o"


async def test_what_is_read_is_not_yanked_away():
    one = app(FixedCore())
    async with one.run_test(size=(80, 24)) as pilot:
        await begin(pilot, FIRST, "/help", "/help")
        talk = one.screen.query_one("#transcript")
        await pilot.press("pageup", "pageup")
        await settle(pilot)
        before = talk.scroll_y
        assert before < talk.max_scroll_y
        one.interview.remark("more\n" * 30)
        await settle(pilot)
        assert talk.scroll_y == before
        await pilot.press(*["pagedown"] * 20)
        await settle(pilot)
        one.interview.remark("more\n" * 30)
        await settle(pilot)
        assert talk.scroll_y == talk.max_scroll_y


async def test_typing_in_the_opened_panel_returns_to_the_talk():
    one = app(FixedCore())
    async with one.run_test(size=(80, 24)) as pilot:
        await begin(pilot, FIRST)
        await pilot.press("f2")
        await settle(pilot)
        assert not one.screen.query_one("#talk").display
        await pilot.press("x")
        await settle(pilot)
        assert one.screen.query_one("#talk").display and one.screen.query_one(AnswerInput).value == "x"


def _until(terminal, word):
    seen, end = b"", time.monotonic() + 60
    while word not in seen:
        assert time.monotonic() < end and select.select([terminal], [], [], 60)[0], seen[-2000:]
        seen += os.read(terminal, 65536)


CONFIRMED = (b"Which other models", b"How good was")


def test_a_kill_loses_no_confirmed_answer():
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40"}
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(
            sys.executable, [sys.executable, "-c", "from advisor.tui.app import run; run()"], environment
        )
    try:
        _until(terminal, b"Describe it in a line")
        os.write(terminal, FIRST.encode() + b"\r")
        _until(terminal, b"good enough")
        for confirmed in CONFIRMED:
            os.write(terminal, b"1\r")
            _until(terminal, confirmed)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)
    saved = store.unfinished()
    assert saved is not None and saved.answers == 8


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_gives_the_terminal_back(sign):
    pid, terminal = pty.fork()
    if pid == 0:
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40"}
        code = "import sys; from advisor.tui.app import run; sys.exit(run())"
        os.execve(sys.executable, [sys.executable, "-c", code], environment)
    try:
        _until(terminal, b"Describe it in a line")
        os.write(terminal, b"f\xfcr")
        _until(terminal, "für".encode())
        os.kill(pid, sign)
        _until(terminal, b"\x1b[?1049l")
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 128 + sign
        pid = 0
    finally:
        if pid:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        os.close(terminal)


def test_an_error_of_our_own_ends_the_app_with_one_line_and_its_log(monkeypatch, capsys, home):
    def broken(*_):
        raise RuntimeError("the core is broken")

    monkeypatch.setattr("advisor.tui.screens.interview.InterviewScreen.on_mount", broken)
    one = app(FixedCore())
    one.run(headless=True)
    said = capsys.readouterr().err
    assert one.return_code == 1 and "Every answer is kept." in said
    assert "Traceback" not in said and "locals" not in said
    assert "the core is broken" in (home / "crash.log").read_text()
