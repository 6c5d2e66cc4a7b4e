"""One key, one meaning: the accidents that a hurried hand has, and the ways out."""

import appkit
import pytest
from appkit import DAY, FixedCore, Quiet, app, say, settle, shown, transcript
from textual.content import Content

from advisor.files import paths
from advisor.interview import commands
from advisor.tui.terminal_driver import lenient_decoder
from advisor.tui.text.styles import YOU
from advisor.tui.widgets.answer_input import AnswerInput

pytestmark = pytest.mark.usefixtures("drawn_at_rest")

DOUBTFUL = "kind of by hand"
OURS = """
theme: policy
rules:
  - id: policy.ours
    says: We retrieve everywhere.
    before: policy.inside-trained
    when: {requests_per_month: {at least: 1}}
    then: {conclude: {route: rag, trained: false, headline: Retrieve.}}
    cites: [T.privacy]
    fires: [{requests_per_month: 1}]
    silent: [{requests_per_month: 0}]
"""
FIRST = "60k tickets a day, gpt-4o, 3000 in, 80 out"


def asked(one):
    prompt = one.interview.conversation.current
    return prompt.facts[0] if prompt else None


def answers(one):
    return {n: a.value for n, a in one.interview.conversation.case().answers.items()}


async def begin(pilot, *lines):
    """Describe the workload; the specification and the shift of inputs are asked next."""
    await appkit.begin(pilot, FIRST, *lines)


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def test_a_digit_and_enter_answer_one_question_and_leave_the_next_one_alone():
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "1", "enter")
        assert asked(one) == "requests_per_month" and not answers(one)
        await begin(pilot)
        await press(pilot, "1", "enter")
        assert answers(one)["spec_stability"] == "stable" and asked(one) == "input_shift"


async def test_an_empty_enter_never_answers_and_does_nothing_on_the_first_screen_either():
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "enter")
        assert one.interview.conversation is None
        await begin(pilot)
        before = one.interview.conversation.transcript()
        for keys in (["enter"], ["enter", "enter"], ["question_mark", "enter"], ["f1", "enter"]):
            await press(pilot, *keys)
            assert asked(one) == "spec_stability", keys
            assert one.interview.conversation.transcript() == before, keys


async def test_a_sentence_that_begins_with_a_digit_is_a_sentence():
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot, "it is settled")
        text = "2 or 3 times a year"
        keys = ["space" if char == " " else char for char in text]
        await pilot.press(*keys)  # in one burst
        assert one.interview.query_one(AnswerInput).value == text
        await press(pilot, "escape", *keys[:3])  # and with time between the keys
        await pilot.press(*keys[3:])
        await settle(pilot)
        assert one.interview.query_one(AnswerInput).value == text
        assert "›" not in shown(one, "choices")
        assert asked(one) == "input_shift"
        await press(pilot, "enter")
        assert answers(one)["input_shift"] == "quarterly" and asked(one) == "retrain_every_months"
        assert text in transcript(one)


async def test_a_number_of_thousands_is_no_row():
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot, "/edit label source")
        await press(pilot, "5", "k", "enter")
        assert "label_source" not in answers(one) and asked(one) == "label_source"


async def test_arrows_move_the_highlight_round_the_ends_and_enter_confirms_it():
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        assert "›" not in shown(one, "choices")
        await press(pilot, "down")
        assert "› 1" in shown(one, "choices")
        await press(pilot, "up")
        assert "› 4" in shown(one, "choices")
        await press(pilot, "2", "down")
        assert "› 3" in shown(one, "choices") and one.interview.query_one(AnswerInput).value == ""
        await press(pilot, "enter")
        assert answers(one)["spec_stability"] == "unclear"


async def test_space_ticks_several_and_enter_takes_them():
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot, "/set good enough no", "/edit cause of failure")
        await press(pilot, "down", "down", "space", "down", "down", "down", "space")
        assert shown(one, "choices").count("[x]") == 2
        await press(pilot, "enter")
        assert answers(one)["failure_cause"] == ("format", "latency")


async def test_a_row_that_stands_is_kept_by_enter_and_a_skip_is_a_row():
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot, "/edit input tokens")
        assert "› keep 3,000 tokens/request" in shown(one, "choices")
        await press(pilot, "enter")
        assert answers(one)["input_tokens"] == 3000 and asked(one) == "spec_stability"
        await press(pilot, "up", "enter")
        assert "spec_stability" not in answers(one) and asked(one) == "input_shift"


async def test_words_that_were_not_understood_stay_with_their_fault_until_others_are_said():
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot, "blue elephants", "green elephants")
        assert "blue" not in transcript(one) and "green elephants" in transcript(one)
        assert len(one.interview.query(".fault")) == 1
        await say(pilot, "it is settled")
        assert "elephants" not in transcript(one)


@pytest.mark.parametrize("width", range(20, 50))
def test_who_said_it_stands_on_the_line_of_the_last_word(width):
    lines = Content(f"agents fix wrong ones and we look at the matrix weekly{YOU}").wrap(width)
    assert "weekly" in lines[-1].plain and lines[-1].plain.endswith("you")


async def test_a_result_that_is_left_open_or_undone_asks_for_the_one_at_hand():
    one = app(FixedCore())
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot, "/edit other models", "gpt-4.1, gpt-4.1-mini")
        assert "How good was gpt-4.1 " in shown(one, "ask")
        await say(pilot, "not measured")
        assert "How good was gpt-4.1-mini " in shown(one, "ask")
        await say(pilot, "far short")
        await say(pilot, "/undo")
        assert "How good was gpt-4.1 " in shown(one, "ask")


@pytest.mark.parametrize(
    ("word", "name"), [("help", "help"), ("Help", "help"), ("why?", "why"), ("q", "quit")]
)
def test_bare_words_are_commands(word, name):
    assert commands.parse(word).name == name


async def test_bare_words_act_back_and_undo_and_quit_leaves():
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot, "Help")
        assert asked(one) == "spec_stability" and "Unknown" not in transcript(one)
        await say(pilot, "1")
        await say(pilot, "back")
        assert asked(one) == "spec_stability" and answers(one)["spec_stability"] == "stable"
        await say(pilot, "undo")
        assert "spec_stability" not in answers(one)
        one.interview.query_one(AnswerInput).insert_text_at_cursor("exit")
        await pilot.press("enter")
    assert one.return_code == 0


async def test_digits_are_dead_while_the_panel_hides_the_question_and_escape_closes_it():
    one = app(FixedCore())
    async with one.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await press(pilot, "f2", "1", "enter")
        assert one.screen.query_one("#panel").display and "spec_stability" not in answers(one)
        while one.screen is not one.interview:
            await press(pilot, "escape")
        await press(pilot, "escape")
        assert one.screen.query_one("#talk").display and not one.screen.query_one("#panel").display
        await press(pilot, "enter")
        assert "spec_stability" not in answers(one)
        await press(pilot, "a", "b", "escape")  # it clears what is typed, too
        assert one.interview.query_one(AnswerInput).value == ""
        await press(pilot, "ctrl+c")
        assert any("^q" in n.message for n in one._notifications)


async def test_two_enters_in_the_palette_run_the_command_once():
    one = app(FixedCore())
    async with one.run_test(size=(80, 24)) as pilot:
        await begin(pilot, "1", "1")
        await pilot.press("ctrl+p")
        await settle(pilot)
        await pilot.press(*"undo the last")
        await settle(pilot)
        for _ in range(3):
            one.simulate_key("enter")
        await settle(pilot)
        await settle(pilot)
        assert one.screen is one.interview
        assert answers(one)["spec_stability"] == "stable" and "input_shift" not in answers(one)


@pytest.mark.parametrize(
    ("raw", "text"),
    [(b"f\xfcr", "für"), ("für €".encode(), "für €"), (b"\xff\xfe", "ÿþ"), (b"a\xe2\x82", "aâ\x82")],
)
def test_bytes_that_are_no_utf8_are_read_as_latin_1(raw, text):
    assert lenient_decoder("utf-8")().decode(raw, final=True) == text


@pytest.mark.parametrize("settle_s", [0, 3600])
async def test_what_is_understood_with_doubt_is_read_back_and_one_key_takes_it(settle_s, monkeypatch):
    monkeypatch.setattr("advisor.tui.answering.SETTLE_S", settle_s)
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot, "/edit quality checks", DOUBTFUL)
        assert shown(one, "ask") == 'Did you mean "people check samples"?' and "eval_infra" not in answers(
            one
        )
        await press(pilot, "enter")
        if settle_s:  # the second Enter of a double one
            assert "eval_infra" not in answers(one)
            await press(pilot, "y", "enter")
        assert answers(one)["eval_infra"] == "manual"
        assert transcript(one).count(DOUBTFUL) == 1
        for line in ("/edit quality checks", DOUBTFUL, "blue elephants"):  # or lets it go
            await say(pilot, line)
        assert shown(one, "ask") == "How is quality measured?" and "blue elephants" in transcript(one)
        await say(pilot, "tests that run by themselves")
        assert answers(one)["eval_infra"] == "automated"


async def test_one_of_several_answers_that_were_read_back_has_a_row_that_leaves_it_out(monkeypatch):
    monkeypatch.setattr("advisor.tui.answering.SETTLE_S", 0)
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await say(pilot, "perhaps we sort mails into 24 queues, 5k a day on gpt-4o, 900 in 20 out")
        each = one.interview.conversation.proposal.answers
        await press(pilot, "4", "enter")
        assert each.keys() - answers(one).keys() == {list(each)[1]}


async def test_a_question_mark_and_enter_answer_nothing(monkeypatch):
    monkeypatch.setattr("advisor.tui.answering.SETTLE_S", 0)
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot, "/edit quality checks", DOUBTFUL)
        await press(pilot, "?", "enter")
        assert "eval_infra" not in answers(one) and "Rules that wait for it" in transcript(one)
        await press(pilot, "1", "enter")
        assert answers(one)["eval_infra"] == "manual"


async def test_models_to_pick_have_the_price_of_the_volume_said_last():
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        talk = one.interview.conversation
        talk.ask_later([n for n in talk.open_facts if n != "models_tried"])
        one.interview.resume()
        before = shown(one, "choices")
        await say(pilot, "/set requests_per_month 120k a day")
        assert before.count("a month") == shown(one, "choices").count("a month") > 1
        assert before != shown(one, "choices")


async def test_a_path_that_is_given_is_written_at_once_and_a_title_is_in_it(tmp_path):
    target = tmp_path / "triage.case.yaml"
    one = app(FixedCore())
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot, "/title Ticket triage", f"/export {target}")
        assert "Ticket triage" in target.read_text() and f"Written: {target}" in transcript(one)


async def test_a_decision_without_a_name_is_asked_for_one_before_it_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    one = app(FixedCore())
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await press(pilot, "f6")
        await pilot.press(*"Ticket")
        await settle(pilot)
        await press(pilot, "tab", "backspace", "backspace", *"txt")
        assert one.screen.query_one("#path").value == "ticket.txt"
        one.screen.query_one("#name").value = "Ticket triage"
        one.screen.query_one("#path").value = "x.case.yaml"
        await press(pilot, "enter")
        assert "Ticket triage" in (tmp_path / "x.case.yaml").read_text()


async def test_who_gives_no_name_gets_the_one_that_is_proposed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    one = app(FixedCore())
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot, "/set task classification")
        await press(pilot, "f6")
        one.screen.query_one("#path").value = "x.case.yaml"
        await press(pilot, "enter")
        assert "title: Classification on gpt-4o" in (tmp_path / "x.case.yaml").read_text()


async def test_the_answers_on_one_page_can_be_changed_and_lead_to_the_verdict():
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot, "it is settled")
        await press(pilot, "f10")
        page = [str(o.prompt) for o in one.screen.query_one("#answers").options]
        row = next(i for i, text in enumerate(page) if "specification" in text)
        assert "it is settled" in page[row] and page[row].rstrip().endswith("said")
        assert any("assumed" in text for text in page)
        one.screen.query_one("#answers").highlighted = row
        await press(pilot, "enter")
        assert asked(one) == "spec_stability"
        await press(pilot, "2", "enter")
        assert answers(one)["spec_stability"] == "evolving"
        page = one.screen.query_one("#answers")
        assert page.highlighted == row and "it still changes" in str(page.options[row].prompt)
        await press(pilot, "v")
        assert "VERDICT" in transcript(one) and "Read the memo" in shown(one, "choices")


async def test_models_are_found_as_they_are_typed_with_their_prices():
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        one.interview.query_one(AnswerInput).insert_text_at_cursor("60k a day on gpt 4o mi")
        await settle(pilot)
        rows = shown(one, "choices").split("\n")
        assert rows[0].split()[0] == "gpt-4o-mini" and "$0.15 in, $0.60 out" in rows[0]
        await press(pilot, "down", "enter")
        assert one.interview.query_one(AnswerInput).value == "60k a day on gpt-4o-mini"
        assert one.interview.conversation is None


async def test_commands_facts_and_values_complete(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "logs").mkdir()
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        line = one.interview.query_one(AnswerInput)
        line.insert_text_at_cursor("/wh")
        await press(pilot, "tab")
        assert line.value == "/why"
        line.put("/whatif vol")
        await settle(pilot)
        await press(pilot, "tab")
        assert line.value == "/whatif volume "
        line.put("/set eval")
        await settle(pilot)
        await press(pilot, "tab")
        assert line.value == "/set quality checks "
        line.put("/set quality checks tests")
        await settle(pilot)
        await press(pilot, "down", "enter")
        assert answers(one)["eval_infra"] == "automated"
        line.put("/usage lo")
        await settle(pilot)
        await press(pilot, "tab")
        assert line.value == "/usage logs/"


async def test_words_at_a_choice_of_the_apps_own_never_answer_the_question_behind_it():
    one = app(FixedCore())
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot, "/edit other models", "gpt-4.1")
        before = {n: a for n, a in answers(one).items() if n != "models_tried"}
        await say(pilot, "yes")
        assert shown(one, "ask") == "How good was gpt-4.1 on this task?"
        await say(pilot, "slightly worse")
        assert answers(one)["models_tried"].entries == (("gpt-4.1", ("small",)),)
        assert "slightly worse" in transcript(one) and "gpt-4.1: small" not in transcript(one)
        one.interview.finish()
        await say(pilot, "no")
        assert "What next?" in shown(one, "ask")
        assert {n: a for n, a in answers(one).items() if n != "models_tried"} == before


async def test_what_is_changed_at_the_doors_leads_back_to_them_and_answers_no_question_behind():
    one = app(FixedCore())
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        for fact, said in (("prompt_meets_bar", "yes"), ("task", "classify")):
            one.interview.conversation.set(fact, said)
        one.interview.finish()
        monthly = answers(one)["requests_per_month"]
        await say(pilot, "/set volume 1500 a day")
        assert "What next?" in shown(one, "ask") and answers(one)["requests_per_month"] == 45_000 != monthly
        await say(pilot, "wait, it's 2000 letters a day")
        assert "60,000 calls/month, in place of 45,000 calls/month" in shown(one, "ask")
        await say(pilot, "no")
        assert "What next?" in shown(one, "ask") and answers(one)["requests_per_month"] == 45_000
        await say(pilot, "actually it is 2000 letters a day")
        await say(pilot, "yes")
        assert "What next?" in shown(one, "ask") and answers(one)["requests_per_month"] == 60_000
        await press(pilot, "shift+tab")
        assert "What next?" not in shown(one, "ask")


async def test_a_number_that_no_row_has_picks_none_of_the_question_behind_what_was_read_back():
    one = app(FixedCore())
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot, "/edit source of labels", "agents fix wrong answers every day")
        assert "production data" in shown(one, "ask")
        await say(pilot, "3")
        assert "label_source" not in answers(one) and "Pick one of the 2 rows" in transcript(one)
        await say(pilot, "1")
        assert answers(one)["label_source"] == "production"


async def test_a_filter_that_no_rule_matches_shows_none_however_fast_it_is_typed():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot)
        await press(pilot, "f3")
        for typed in ("below", "below-3x"):
            one.screen.query_one("#filter").value = typed
        await settle(pilot)
        assert shown(one, "detail") == "No rule matches."


async def test_a_command_says_that_what_was_read_back_before_is_not_counted():
    one = app(FixedCore())
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot, "/edit source of labels", "agents fix wrong answers every day")
        await say(pilot, "/set epochs 4")
        assert "label_source" not in answers(one)
        assert 'Not counted: "production data".' in transcript(one)


async def test_the_rules_screen_says_what_an_edit_of_the_rules_would_flip():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot)
        await press(pilot, "f3", "f6")
        assert "are those that decided" in shown(one, "detail")
        paths.user_rules().mkdir(parents=True)
        edit = paths.user_rules() / "ours.yaml"
        edit.write_text(OURS)
        await press(pilot, "f6")
        assert "1 of 1 verdicts flip" in shown(one, "detail") and "policy.ours" in shown(one, "detail")
        edit.write_text("theme: [")
        await press(pilot, "f6")
        assert f"{edit}:1" in shown(one, "detail")


async def test_what_was_read_back_and_passed_over_is_said_not_to_count():
    one = app(Quiet(DAY))
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await say(pilot, "/edit measured prompt")
        await say(pilot, "letters only go to EU hosted stuff, GDPR")
        assert "residency: in the EU" in shown(one, "ask")
        await say(pilot, "blue elephants")
        assert 'Not counted: "residency: in the EU' in transcript(one)
        await say(pilot, "letters only go to EU hosted stuff, GDPR")
        await press(pilot, "y", "enter")
        assert answers(one)["residency"] == "eu"
        assert transcript(one).count("Not counted") == 1


async def test_a_title_is_given_without_leaving_the_doors_at_hand():
    one = app(FixedCore())
    async with one.run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        one.interview.show_verdict()
        await say(pilot, "/title Mail sorting")
        assert "Read the memo" in shown(one, "choices") and "Mail sorting" in shown(one, "title")
        assert one.interview.decision.title == "Mail sorting"
