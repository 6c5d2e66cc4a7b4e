"""What the app looks like, at three sizes and in its themes, on a hand-made decision."""

import datetime

import appkit
import pytest
from appkit import LOOKED, FixedCore, SlowCore, app, decision, say, settle
from memo_sample import concluding
from usagekit import call, spend_logs

from advisor.decision.decision import Next, Verdict
from advisor.tui.known_models import KnownModel

SIZES = pytest.mark.parametrize("size", [(60, 24), (120, 40)], ids=["60x24", "120x40"])
ALL_SIZES = pytest.mark.parametrize(
    "size", [(60, 24), (80, 24), (120, 40), (200, 50)], ids=["60x24", "80x24", "120x40", "200x50"]
)


class PricedCore(FixedCore):
    """A price book of two models, so that pictures do not change with prices."""

    models = (
        KnownModel("claude-haiku-4-5", ("claude", "haiku", "4", "5"), "$1 in, $5 out per 1M tokens"),
        KnownModel("claude-haiku-5-5", ("claude", "haiku", "5", "5"), "$0.10 in, $0.50 out per 1M tokens"),
    )


FIRST = "300k a day on gpt-4o, fifteen hundred in, about a hundred out"


async def begin(pilot):
    await appkit.begin(pilot, FIRST)


def early():
    """A decision early in the talk: nothing settled."""
    words = "Stay with the prompt for now: the gates are not known yet."
    verdict = Verdict(
        "prompt",
        False,
        words,
        "policy.gates-open",
        Next("self-host", "when every gate is passed"),
        False,
        ("eval_infra", "spec_stability"),
    )
    core = FixedCore()
    core.next = decision(verdict=verdict, fired=(concluding(verdict.concluded_by, words),))
    return core


@ALL_SIZES
def test_welcome(snap_compare, size):
    assert snap_compare(app(), terminal_size=size, run_before=settle)


@ALL_SIZES
def test_a_question_with_the_panel_or_its_fold(snap_compare, size):
    assert snap_compare(app(early()), terminal_size=size, run_before=begin)


@SIZES
def test_the_panel_opened(snap_compare, size):
    async def unfold(pilot):
        await begin(pilot)
        if size[0] < 100:
            await pilot.press("f2")
            await settle(pilot)

    assert snap_compare(app(), terminal_size=size, run_before=unfold)


@pytest.mark.parametrize("theme", ["textual-light", "ansi-dark"])
def test_themes(snap_compare, theme):
    async def change(pilot):
        pilot.app.theme = theme
        await begin(pilot)

    assert snap_compare(app(early()), terminal_size=(120, 40), run_before=change)


def test_without_colour(snap_compare, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app(early()), terminal_size=(120, 40), run_before=begin)


@SIZES
def test_the_export_dialog_when_the_file_exists(snap_compare, size, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "decision.case.yaml").write_text("mine")

    async def export(pilot):
        await begin(pilot)
        await pilot.press("f6")
        await settle(pilot)
        pilot.app.screen.query_one("#path").value = "decision.case.yaml"
        await pilot.pause()
        await pilot.press("enter")
        await settle(pilot)

    assert snap_compare(app(early()), terminal_size=size, run_before=export)


async def look(pilot):
    await begin(pilot)
    pilot.app.core.beside.reply(LOOKED)
    await settle(pilot)


def test_the_panel_with_its_outlook(snap_compare):
    assert snap_compare(app(SlowCore()), terminal_size=(120, 60), run_before=look)


def test_the_panel_with_an_outlook_of_before(snap_compare):
    async def go_on(pilot):
        await look(pilot)
        await say(pilot, "1")

    assert snap_compare(app(SlowCore()), terminal_size=(120, 60), run_before=go_on)


@SIZES
def test_the_outlook_on_its_own_screen(snap_compare, size):
    async def open_it(pilot):
        await look(pilot)
        await pilot.press("f12")
        await settle(pilot)

    assert snap_compare(app(SlowCore()), terminal_size=size, run_before=open_it)


@SIZES
def test_measured_answers_to_confirm(snap_compare, size, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    spend_logs(
        tmp_path / "july.jsonl",
        [call(n, datetime.datetime(2026, 3, 1 + n // 10, n % 10)) for n in range(310)],
    )

    async def measure(pilot):
        await begin(pilot)
        await say(pilot, "/usage july.jsonl")

    assert snap_compare(app(early()), terminal_size=size, run_before=measure)


@SIZES
def test_the_verdict_on_its_card(snap_compare, size):
    async def finish(pilot):
        await begin(pilot)
        pilot.app.interview.show_verdict()
        await settle(pilot)

    assert snap_compare(app(), terminal_size=size, run_before=finish)


@SIZES
def test_the_answers_on_one_page(snap_compare, size):
    async def review(pilot):
        await begin(pilot)
        await pilot.press("f10")
        await settle(pilot)

    assert snap_compare(app(early()), terminal_size=size, run_before=review)


def test_models_as_they_are_typed(snap_compare):
    async def type_it(pilot):
        await settle(pilot)
        pilot.app.interview.put_line("60k tickets a day on haiku")
        await settle(pilot)

    assert snap_compare(app(PricedCore()), terminal_size=(80, 24), run_before=type_it)
