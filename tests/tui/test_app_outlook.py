"""The outlook in the app: worked out beside it, shown when it is there, marked when it is stale; what it spares one."""

import asyncio
import datetime

import pytest
from appkit import DAY, LOOKED, Quiet, SlowCore, app, begin, say, settle, shown, transcript
from hypothesis import given
from hypothesis import strategies as st

from advisor.case.answer import Answer
from advisor.case.case import Case
from advisor.interview.relevance import Needed, needed
from advisor.tui.background_process import Background, Ended
from advisor.tui.outlook_summary import looked
from advisor.tui.services import Services
from advisor.tui.text import outlook_text, panel_text

pytestmark = pytest.mark.usefixtures("drawn_at_rest")

FIRST = "300k a day on gpt-4o, fifteen hundred in, about a hundred out"


async def reply(pilot, what, number=None):
    pilot.app.core.beside.reply(what, number)
    await settle(pilot)


async def test_nothing_is_shown_until_it_is_there_and_what_is_stale_says_so():
    one = app(SlowCore())
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot, FIRST)
        assert shown(one, "sure") == "" and shown(one, "unless") == ""
        await reply(pilot, LOOKED)
        assert shown(one, "sure") == "It holds in 92 % of 10,000 samples of the uncertain numbers."
        assert "evaluation is not automated → stay on today's model" in shown(one, "unless")
        assert "the team has no ML operations" not in shown(one, "unless")
        await say(pilot, "/set epochs 4")
        assert "before this answer" in shown(one, "unless")
        await reply(pilot, LOOKED, number=1)
        assert "before this answer" in shown(one, "unless")
        await reply(pilot, LOOKED)
        assert "before this answer" not in shown(one, "sure") + shown(one, "unless")
        await pilot.press("ctrl+n")
        await settle(pilot)
        assert shown(one, "sure") == "" and shown(one, "unless") == ""
    assert one.core.beside.closed


async def test_the_panel_changes_before_anything_is_worked_out():
    one = app(SlowCore())
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot, FIRST)
        assert "Self-host" in shown(one, "verdict") and len(one.core.beside.asked) == 1


async def test_the_whole_outlook_has_a_screen_that_follows_what_comes():
    one = app(SlowCore())
    async with one.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await pilot.press("f12")
        await settle(pilot)
        assert "There is no case yet" in transcript(one)
        await say(pilot, FIRST)
        await pilot.press("f12")
        await settle(pilot)
        assert "in a moment" in shown(one, "outlook")
        await reply(pilot, LOOKED)
        text = shown(one, "outlook")
        for part in (
            "It holds in 92 % of 10,000 samples",
            "Otherwise: gpt-4o, prompted in 8 %",
            "the team has no ML",
            "$21.6k",
        ):
            assert part in text
        await pilot.press("f12")
        await settle(pilot)
        assert one.screen is one.interview


async def test_a_question_that_cannot_matter_yet_waits_and_that_is_said():
    one = app()
    async with one.run_test(size=(120, 40)) as pilot:
        one.core.need = Needed(False, ("spec_stability", "eval_infra", "data_boundary"))
        await settle(pilot)
        await say(pilot, FIRST)
        assert one.interview.conversation.current.facts == ("spec_stability",)
        one.core.need = Needed(False, ("data_boundary", "eval_infra"))
        await say(pilot, "1")
        assert one.interview.conversation.current.facts == ("eval_infra",)
        assert "How is quality measured?" in shown(one, "ask")
        told = transcript(one)
        assert (
            told.count("Passed over for now: ") == 2 and "Passed over for now: input shift, measured" in told
        )
        one.core.need = Needed(False, ("input_shift",))
        await say(pilot, "/set data_boundary public-api")
        assert one.interview.conversation.current.facts == ("input_shift",)


class Ordered(Quiet):
    def needed(self, decision):
        return Services.needed(self, decision)


async def test_the_order_of_questions_hangs_on_answers_alone_however_fast_one_types():
    asked = []
    for rests in (True, False):
        one = app(Ordered(DAY))
        async with one.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            for text in ("40k invoices a month", *["not sure"] * 5):
                one.interview._take(text)
                if rests:
                    await settle(pilot)
                asked.append(one.interview.conversation.transcript()[-1].facts)
            await settle(pilot)
            asked.append(shown(one, "ask"))
    assert asked[:7] == asked[7:]


async def test_what_is_typed_at_once_answers_the_question_that_is_then_shown():
    one = app()
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        one.core.need = Needed(False, ("eval_infra",))
        one.interview.submit(FIRST)
        one.interview._take("tests that run by themselves")
        await settle(pilot)
        assert one.interview.conversation.answers["eval_infra"].value == "automated"


async def test_once_it_is_proven_settled_it_says_so_and_stays_so_as_answers_are_added():
    one = app()
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot, FIRST)
        assert "not settled" in shown(one, "verdict")
        one.core.need = Needed(True, ())
        await say(pilot, "/set epochs 4")
        assert "not settled" not in shown(one, "verdict") and "settled" in shown(one, "verdict")
        assert "Go on" in shown(one, "choices")
        told = transcript(one)
        assert told.count("Enough for a verdict.") == 1 and "Settled: nothing open can change it." in told
        assert "Not needed for it: bill, good enough, other models, specification" in told
        await say(pilot, "2")
        await say(pilot, "1")
        assert "not settled" not in shown(one, "verdict")
        assert transcript(one).count("Enough for a verdict.") == 1
        one.core.need = Needed(False, ("eval_infra",))
        await say(pilot, "/set requests_per_month 20k")
        assert "not settled" in shown(one, "verdict")


async def test_the_outlook_comes_from_a_process_of_its_own_that_is_started_again_and_ends_with_the_app():
    one = app(Services(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("3", "enter")
        await settle(pilot)
        first = one.interview.ahead._background._child
        first.kill()
        while one.interview.ahead.looked is None:
            await asyncio.sleep(0.02)
        await settle(pilot)
        child = one.interview.ahead._background._child
        assert child is not first and child.poll() is None
        assert "It holds in" in shown(one, "sure") and "→ stay on today's model" in shown(one, "unless")
    assert child.poll() is not None


def test_a_background_that_cannot_start_says_so(monkeypatch):
    monkeypatch.setattr("sys.executable", "/nonexistent/python")
    told = []
    beside = Background(DAY, lambda *reply: told.append(reply))
    case = Services(DAY).example()
    beside.ask(1, case)
    beside.ask(2, case)
    beside.close()
    assert told == [(1, Ended()), (2, Ended())]


async def test_a_background_that_ends_twice_is_given_up_and_that_is_said_once():
    one = app(SlowCore())
    async with one.run_test(size=(120, 40)) as pilot:
        await begin(pilot, FIRST)
        await reply(pilot, Ended())
        assert "cannot be worked out" not in transcript(one) and len(one.core.beside.asked) == 2
        await reply(pilot, Ended())
        assert transcript(one).count("cannot be worked out") == 1 and len(one.core.beside.asked) == 2
        await pilot.press("f12")
        await settle(pilot)
        assert "cannot be worked out" in shown(one, "outlook")
        await pilot.press("escape")
        await say(pilot, "/set epochs 4")
        assert len(one.core.beside.asked) == 3
        await reply(pilot, LOOKED)
        assert "It holds in" in shown(one, "sure")


def test_what_is_needed_of_the_example():
    core = Quiet(DAY)
    found = needed(core.decide(core.example()), core.basis)
    assert not found.settled and "label_set" in found.facts


def test_the_outlook_in_words_is_that_of_the_core():
    from advisor.sensitivity import outlook

    core = Quiet(datetime.date(2026, 11, 21))
    decision = core.decide(core.example())
    whole = outlook(decision, core.basis, samples=200)
    found = looked(decision, whole)
    assert found.unless == whole.sentence and found.headline == decision.verdict.headline
    assert [f[0] for f in found.flips] == [f.words for f in whole.flips]
    moving = [b for b in whole.tornado.bars if b.swing >= 1]
    assert [b.at_low for b in found.bars.bars] == [b.at_low for b in moving]


def test_a_question_that_is_not_put_stands_on_no_screen_and_the_others_stand_on_all():
    from advisor.report import question_words
    from advisor.sensitivity import outlook

    core = Quiet(datetime.date(2026, 11, 21))
    answers = {"requests_per_month": 9e6, "model": "gpt-4o", "input_tokens": 1500, "output_tokens": 100}
    said = {n: Answer(v) for n, v in {**answers, "prompt_meets_bar": True}.items()}
    decision = core.decide(Case("", said))
    assert "failure_cause" in decision.verdict.open_questions
    found = looked(decision, outlook(decision, core.basis, samples=100))
    text = " ".join(outlook_text.full(found, False, 100).plain.split())
    assert "cause of failure" not in panel_text.still_open(decision) and "fall short" not in found.unless
    assert all(question in text for question in question_words.questions(decision))
    assert "stay open in all of them" in text


def test_the_outlook_calls_routes_and_ranges_as_the_money_table_does():
    from advisor.report.rows import priced_rows
    from advisor.sensitivity import outlook

    core = Quiet(datetime.date(2026, 11, 21))
    decision = core.decide(core.example())
    found = looked(decision, outlook(decision, core.basis, samples=200))
    names = {r.name for r in priced_rows(decision)}
    assert {found.bars.tuned, found.bars.reference, *(r.name for r in found.routes)} <= names
    ends = {b.label: b.ends for b in found.bars.bars}
    assert ends["Share of the labels that a retrain replaces"] == "0 to 30 %"
    assert not [e for e in ends.values() if "count" in e or "fraction" in e or "USD" in e]


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.integers(0, 60))
def test_a_bar_lies_between_its_ends(start, end, likely, room):
    least, most = sorted((start, end))
    low, high = min(least, likely), max(most, likely)
    drawn = outlook_text.span(least, most, likely, low, high, room)
    assert len(drawn) == room
    if room and high > low:
        ink = [i for i, c in enumerate(drawn) if c in "█▌▐"]
        assert ink == list(range(ink[0], ink[-1] + 1)) and ink
        assert abs(ink[0] - (least - low) / (high - low) * room) <= 1
        assert abs(ink[-1] + 1 - (most - low) / (high - low) * room) <= 1.5


@pytest.mark.parametrize("width", [44, 60, 100])
def test_a_tornado_fits_its_width(width):
    rows = outlook_text.tornado(LOOKED.bars, width, 5)
    assert all(r.cell_length <= width for r in rows)
    told = " ".join(" ".join(str(r).split()) for r in rows)
    for bar in LOOKED.bars.bars:
        assert bar.label in told and bar.ends in told
    assert "-$1,195 " in told and "$9,004" in told and "$4,204" in told


def test_what_is_not_priced_is_said():
    from advisor.case.answer import Answer
    from advisor.case.case import Case
    from advisor.sensitivity import outlook

    core = Quiet(DAY)
    decision = core.decide(Case("", {"requests_per_month": Answer(9e6)}))
    bare = looked(decision, outlook(decision, core.basis, samples=200))
    assert "nothing can be priced before this is known" in str(outlook_text.full(bare, False, 80))
