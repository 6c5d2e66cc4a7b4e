"""The whole interview in the app, from the first key to the decision on disk."""

import datetime
import json

import pytest
from appkit import DAY, Quiet, app, begin, settle, shown, transcript
from textual.widgets import Input

from advisor.tui.widgets.answer_input import AnswerInput
from advisor.tui.widgets.transcript_list import AnswerTurn

pytestmark = pytest.mark.usefixtures("drawn_at_rest")

# fact -> what is pressed or typed; the guide's classifier, question by question
SAID = {
    "requests_per_month": "300k a day on gpt-4o, fifteen hundred in, about a hundred out, $42,750 a month",
    "spec_stability": "1",
    "input_shift": "1",
    "prompt_baseline": "1",
    "eval_infra": "3",
    "data_boundary": "1",
    "turnaround": "1",
    "latency_critical": "2",
    "prompt_meets_bar": "1",
    "task": "1",
    "task_scope": "1",
    "label_set": "not sure",
    "models_tried": "gpt-4o-mini: slightly short",
    "labelled_examples": "15k",
    "label_source": "1",
    "mlops": "yes",
}


def now_asked(app):
    prompt = app.interview.conversation.current
    return prompt.facts[0] if prompt else None


async def by_keys(pilot, text):
    pilot.app.interview.query_one(AnswerInput).insert_text_at_cursor(text)
    await pilot.press("enter")


async def click_choice(pilot, number):
    """Click where the row of this number stands on the screen."""
    choices = pilot.app.screen.query_one("#choices")
    for y, line in enumerate(str(choices.content).split("\n")):
        if line.lstrip(" ›").startswith(f"{number} "):
            assert await pilot.click(choices, offset=(4, y))
            return
    raise AssertionError(f"no choice {number} in {choices.content}")


async def test_the_guides_classifier_question_by_question_to_a_file(tmp_path):
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await by_keys(pilot, SAID["requests_per_month"])
        await settle(pilot)
        while one.interview.conversation.open_core:
            fact = now_asked(one)
            await by_keys(pilot, SAID[fact])
            await settle(pilot)
            assert now_asked(one) != fact, transcript(one)
        assert "Enough for a verdict." in transcript(one)
        case = one.interview.conversation.case()
        assert case.answers["requests_per_month"].value == 9_000_000
        decided = one.interview.decision
        assert (decided.verdict.route, decided.verdict.trained) == ("lora", True)
        assert decided.break_even.band == "10x-plus"
        assert "LoRA adapter" in shown(one, "verdict") and "$42.8k" in shown(one, "routes")
        await pilot.press("f6")
        await settle(pilot)
        one.screen.query_one("#name", Input).value = "Ticket triage"
        await settle(pilot)
        path = one.screen.query_one("#path", Input)
        assert path.value == "ticket-triage.md"
        path.value = str(tmp_path / "decision.json")
        await pilot.press("enter")
        await settle(pilot)
        told = json.loads((tmp_path / "decision.json").read_text())
        assert told["title"] == "Ticket triage" and told["verdict"]["route"] == "lora"
        assert f"Written: {tmp_path / 'decision.json'}" in transcript(one)


async def test_the_mouse_answers_and_exports(tmp_path):
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await by_keys(pilot, SAID["requests_per_month"])
        await settle(pilot)
        await click_choice(pilot, 1)
        await settle(pilot)
        assert one.interview.conversation.case().answers["prompt_meets_bar"].value is True
        await by_keys(pilot, "/finish")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        one.interview.show_verdict()
        await settle(pilot)
        assert "2 Export it" in shown(one, "choices")
        await click_choice(pilot, 2)
        await settle(pilot)
        one.screen.query_one("#path", Input).value = str(tmp_path / "a.case.yaml")
        await pilot.press("enter")
        await settle(pilot)
        assert (tmp_path / "a.case.yaml").exists()


async def test_one_key_loads_the_worked_example_with_a_full_verdict():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "3 Look at a finished example" in shown(one, "choices")
        await pilot.press("3", "enter")
        await settle(pilot)
        assert "LoRA adapter" in shown(one, "verdict") and "$42.8k" in shown(one, "routes")
        assert " for it, " in shown(one, "evidence") and shown(one, "chart")
        assert "VERDICT" in transcript(one) and "Read the memo" in shown(one, "choices")


async def test_the_date_decides_what_is_known():
    one = app(Quiet(datetime.date(2026, 11, 21)))
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("3", "enter")
        await settle(pilot)
        assert not one.interview.decision.verdict.trained
        assert "2027-01-14" in shown(one, "verdict")


async def test_an_interview_left_in_the_middle_is_offered_and_goes_on_where_it_was():
    first = app(Quiet(DAY))
    async with first.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await begin(pilot, SAID["requests_per_month"], "1")
    second = app(Quiet(DAY))
    async with second.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert '4 Resume "300k a day on gpt-4o, fifteen hund' in shown(second, "choices")
        assert "7 answers" in shown(second, "choices")
        await pilot.press("4", "enter")
        await settle(pilot)
        assert now_asked(second) == "prompt_meets_bar"
        assert "9,000,000 calls/month" in transcript(second)
        assert second.interview.conversation.case().answers["model"].value == "gpt-4o"


async def test_an_exported_interview_is_not_offered_again(tmp_path):
    first = app(Quiet(DAY))
    async with first.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("3", "enter")
        await settle(pilot)
        await pilot.press("f6")
        await settle(pilot)
        first.screen.query_one("#path", Input).value = str(tmp_path / "a.case.yaml")
        await pilot.press("enter")
        await settle(pilot)
    second = app(Quiet(DAY))
    async with second.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Resume" not in shown(second, "choices")
        assert "4 Open an earlier interview" in shown(second, "choices")
        await pilot.press("4", "enter")
        await settle(pilot)
        assert "1 saved interview" in str(second.screen.query_one("#heading").render())


async def test_a_new_interview_begins_with_the_way_back_to_the_one_before():
    one = app(Quiet(DAY))
    async with one.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "earlier interview" not in shown(one, "choices")
        await begin(pilot, SAID["requests_per_month"], "1")
        await pilot.press("ctrl+n")
        await settle(pilot)
        assert 'Resume "300k a day' in shown(one, "choices")


async def test_picking_an_earlier_answer_asks_it_again_and_keeps_the_later_ones():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot, SAID["requests_per_month"], "1", "1", "1")
        await pilot.press("ctrl+up", "up", "up", "enter")
        await settle(pilot)
        assert now_asked(one) == "spec_stability" and "now: it is settled" in shown(one, "hint")
        await pilot.press("2", "enter")
        await settle(pilot)
        case = one.interview.conversation.case()
        assert case.answers["spec_stability"].value == "evolving"
        assert (
            case.answers["input_shift"].value == "rarely" and case.answers["prompt_meets_bar"].value is True
        )
        assert now_asked(one) == "models_tried"
        assert "answered again below" in transcript(one)


async def test_a_click_on_an_answer_of_several_parts_asks_which_part():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot, SAID["requests_per_month"])
        await pilot.click(AnswerTurn)
        await settle(pilot)
        assert "3 input tokens" in shown(one, "choices")
        await click_choice(pilot, 3)
        await settle(pilot)
        await by_keys(pilot, "2k")
        await settle(pilot)
        assert one.interview.conversation.case().answers["input_tokens"].value == 2000


async def test_shift_tab_goes_back_and_ctrl_z_takes_back():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot, SAID["requests_per_month"], "1")
        await pilot.press("shift+tab")
        await settle(pilot)
        assert now_asked(one) == "spec_stability" and "› 1 it is settled" in shown(one, "choices")
        await pilot.press("enter")
        await settle(pilot)
        assert now_asked(one) == "input_shift"
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert now_asked(one) == "spec_stability"
        assert "spec_stability" not in one.interview.conversation.case().answers
