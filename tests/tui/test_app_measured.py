"""Answers measured in exports and sample prompts: shown, confirmed, kept with their origin; app and plain lines."""

import datetime
import io
import json
import re
from pathlib import Path

import pytest
from appkit import Quiet, app, begin, decision, say, settle, shown, transcript, until
from usagekit import call, day, spend_logs

from advisor.case import case as cases
from advisor.cli.plain_interview import PlainInterview
from advisor.cli.plain_lines import PlainLines
from advisor.interview import Conversation
from advisor.interview.beginning import Beginning
from advisor.report import markdown

pytestmark = pytest.mark.usefixtures("drawn_at_rest")

TODAY = datetime.date(2026, 11, 21)
FIRST = "20k a month on gpt-4o, 200 in, 100 out"


@pytest.fixture
def export(tmp_path):
    """31 days of 10 calls a day with 1,000 tokens in and 100 out."""
    return spend_logs(tmp_path / "july.jsonl", [call(n, day(n // 10, n % 10)) for n in range(310)])


@pytest.fixture
def two_models(tmp_path):
    rows = [call(n, day(n // 10, n % 10), model="gpt-4o-mini" if n % 3 else "gpt-4o") for n in range(310)]
    return spend_logs(tmp_path / "two.jsonl", rows)


def answers(one):
    return one.interview.conversation.case().answers


async def test_an_export_is_shown_confirmed_kept_with_its_origin_and_named_in_the_memo(export):
    one = app(Quiet(TODAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot, FIRST, f"/usage {export}")
        told = transcript(one)
        assert "310 rows read, 310 used" in told
        assert re.search(r"volume +300 requests/month", told) and re.search(r"bill +\$0.30/month", told)
        assert "From july.jsonl, 2026-07-01 to 2026-07-31, 310 rows." in told
        assert "the whole prompt: 200 tokens/request was said, 1,000 tokens/request is measured" in told
        assert "billed output tokens" not in told
        assert shown(one, "ask") == f"Take these {len(answers(one)) + 2} answers?"
        assert answers(one)["input_tokens"].value == 200
        await say(pilot, "perhaps")
        assert "Pick one of the 2 rows first." in transcript(one)
        await pilot.press("1", "enter")
        await settle(pilot)
        assert "Measured: july.jsonl, 2026-07-01 to 2026-07-31, 310 rows." in transcript(one)
        taken = answers(one)["input_tokens"]
        assert (taken.value, taken.source) == (1000, "measured") and "july.jsonl" in taken.note
        assert one.interview.conversation.current.facts == ("spec_stability",)
        assert "july.jsonl" in markdown.render(one.interview.decision)
        talk = one.interview.conversation
        again = Conversation.open(talk.log.path)
        assert again.case() == talk.case() and again.transcript() == talk.transcript()


async def test_what_is_declined_changes_nothing_and_the_question_is_back(export):
    one = app(Quiet(TODAY))
    async with one.run_test(size=(80, 24)) as pilot:
        await begin(pilot, FIRST)
        before, asked = answers(one), shown(one, "ask")
        await say(pilot, f"/usage '{export}'")
        await say(pilot, "no")
        assert answers(one) == before and shown(one, "ask") == asked


async def test_undo_takes_a_measurement_back_as_one_answer(export):
    one = app(Quiet(TODAY))
    async with one.run_test(size=(80, 24)) as pilot:
        await begin(pilot, FIRST)
        before = answers(one)
        await say(pilot, f"/usage {export}")
        await pilot.press("1", "enter")
        await settle(pilot)
        assert answers(one) != before
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert answers(one) == before


async def test_of_several_workloads_one_is_asked_for(two_models):
    one = app(Quiet(TODAY))
    async with one.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await say(pilot, f"/usage {two_models}")
        assert shown(one, "ask") == "Which workload is this about?"
        assert "gpt-4o-mini · " in shown(one, "choices") and "none of these" in shown(one, "choices")
        await say(pilot, "gpt-4o ·")
        await pilot.press("1", "enter")
        await settle(pilot)
        assert answers(one)["model"].value == "gpt-4o"
        assert "two.jsonl (gpt-4o)" in transcript(one)


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("/usage nowhere.csv", "nowhere.csv: no such file"),
        ("/usage 'half", "not a list of files"),
        ("/usage", "A command is incomplete"),
        ("/usage {bad}", "no record could be used"),
        ("/prompt nowhere.txt", "nowhere.txt: cannot read this file"),
        ("/prompt {empty}", "no prompt in this file"),
    ],
)
async def test_what_cannot_be_read_is_said_and_the_interview_goes_on(tmp_path, command, says):
    bad = spend_logs(tmp_path / "bad.jsonl", [call(1, day(0), prompt_tokens=-5)])
    empty = tmp_path / "empty.txt"
    empty.touch()
    one = app(Quiet(TODAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot, FIRST)
        before, asked = answers(one), shown(one, "ask")
        await say(pilot, command.format(bad=bad, empty=empty))
        assert says in transcript(one)
        assert answers(one) == before and shown(one, "ask") == asked


async def test_sample_prompts_fill_tokens_prefix_and_examples(tmp_path):
    for n, word in enumerate(("invoice", "refund")):
        fixed = "Sort the ticket.\nExample 1: late\nOutput: delivery\nExample 2: broken\nOutput: quality\n"
        (tmp_path / f"p {n}.txt").write_text(f"{fixed}Ticket: {word}")
    one = app(Quiet(TODAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot, FIRST, f"/prompt '{tmp_path}/p 0.txt' '{tmp_path}/p 1.txt'")
        await pilot.press("1", "enter")
        await settle(pilot)
        assert answers(one)["few_shot_examples"].value == 2
        assert answers(one)["shared_prefix_tokens"].source == "measured"
        assert answers(one)["input_tokens"].value < 60
        assert "p 0.txt, p 1.txt, 2 samples, counted with" in answers(one)["input_tokens"].note


async def test_the_keys_begin_the_commands():
    one = app()
    async with one.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key, begun in (("ctrl+r", "/usage "), ("ctrl+g", "/prompt ")):
            await pilot.press(key)
            await settle(pilot)
            assert one.interview.query_one("#answer").value == begun


async def test_the_app_begins_with_an_export_that_it_was_given(export):
    one = app(Quiet(TODAY), usage=(export,))
    async with one.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "310 used" in transcript(one))
        await pilot.press("1", "enter")
        await until(pilot, lambda: "model" in answers(one))
        assert answers(one)["model"].source == "measured"


def plain(*lines, usage=()):
    out = io.StringIO()
    talk = Conversation.open(None)
    front = PlainInterview(
        talk,
        lambda case: decision(case=case),
        PlainLines(io.StringIO("\n".join(lines) + "\n"), out),
        as_of=TODAY,
        beginning=Beginning(usage=usage),
    )
    front.run(Path("unwritten.case.yaml"))
    return talk, out.getvalue()


def test_plain_lines_measure_too(export, two_models):
    talk, said = plain(FIRST, f"/usage {export}", "yes", "/quit")
    assert "310 rows read, 310 used" in said and "Warning: billed input tokens, the whole prompt: 200" in said
    assert talk.case().answers["input_tokens"].source == "measured"
    talk, said = plain(f"/usage {two_models}", "2", "yes", "/quit")
    assert talk.case().answers["model"].value == "gpt-4o"
    for declined in (["0"], ["2", "no"]):
        talk, said = plain(f"/usage {two_models}", *declined, "/quit")
        assert not talk.answers
    talk, said = plain("/usage nowhere.csv", "/prompt nowhere.txt", FIRST, "/quit")
    assert said.count("The interview goes on.") == 2 and talk.case().answers["model"].source == "said"


def test_plain_lines_begin_with_an_export(export):
    talk, said = plain("yes", "/quit", usage=[export])
    assert talk.case().answers["requests_per_month"].source == "measured"
    assert "310 used" in said and talk.case().answers["bill_today"].source == "measured"


def test_a_measured_case_is_written_with_its_origin(export):
    talk, _ = plain("yes", "/quit", usage=[export])
    written = cases.dump(talk.case())
    assert "from: measured" in written and "july.jsonl" in written
    assert cases.parse(written) == talk.case()
    assert json.loads(json.dumps(talk.log.events)) == talk.log.events
