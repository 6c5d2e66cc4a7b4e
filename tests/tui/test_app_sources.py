"""Citations in the app: a click, a key or a command leads from each to what it stands for."""

import pytest
from appkit import DAY, Quiet, app, begin, say, settle, shown, transcript
from textual.widgets import OptionList

from advisor.tui.screens.sources import SourcesScreen
from advisor.tui.text.citation_links import linked

pytestmark = pytest.mark.usefixtures("drawn_at_rest")

LINE = "9M a month, gpt-4o, 1500 in, 100 out"


async def test_a_click_on_a_citation_in_the_talk_opens_what_it_stands_for():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot, LINE)
        turn = next(t for t in one.interview.query(".note") if "[G4.openai-premium" in str(t.content))
        await settle(pilot)
        at = str(turn.content).index("G4.openai-premium")
        await pilot.click(turn, offset=(at + 1, 0))
        await settle(pilot)
        assert isinstance(one.screen, SourcesScreen) and one.screen.selected == "G4.openai-premium"
        assert "From: " in shown(one, "detail")
        await pilot.press("escape")
        assert one.screen is one.interview


async def test_enter_on_a_rule_or_a_bill_shows_what_it_cites():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot, LINE)
        one.interview.action_show("rules", "breakeven.ten-times")
        await settle(pilot)
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert isinstance(one.screen, SourcesScreen) and "G5.band10" in shown(one, "detail")
        await pilot.press("escape", "escape", "f9", "enter", "enter")
        await settle(pilot)
        assert isinstance(one.screen, SourcesScreen) and one.screen.query_one(OptionList).option_count


async def test_the_command_finds_any_citation_and_says_what_is_none():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot, LINE)
        await say(pilot, "/sources G8.attribution")
        assert one.screen.selected == "G8.attribution"
        await pilot.press("escape")
        await say(pilot, "/sources")
        assert one.screen.query_one(OptionList).option_count > 10
        await pilot.press("escape")
        await say(pilot, "/sources G99.nothing")
        assert one.screen is one.interview and "nothing is cited under this key" in transcript(one)


def test_only_keys_in_brackets_are_linked():
    text = linked("costs $5 [G8.prompt, gpt-4o] or [not a key at all], 3 [OpenPipe/Qwen3-14B].")
    clicks = [text.plain[s.start : s.end] for s in text.spans]
    assert clicks == ["G8.prompt", "gpt-4o", "OpenPipe/Qwen3-14B"]


async def test_a_click_shows_a_row_and_another_one_opens_it():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot, LINE)
        await pilot.press("f3")
        await settle(pilot)
        rules = one.screen
        await pilot.click("#rows", offset=(12, 4))
        await settle(pilot)
        assert one.screen is rules
        picked = rules.selected
        assert picked == rules.query_one("#rows").options[4 + int(rules.query_one("#rows").scroll_y)].id
        assert picked in shown(one, "detail")
        await pilot.click("#rows", offset=(12, 4))
        await settle(pilot)
        assert isinstance(one.screen, SourcesScreen)
