"""What the app says about a decision: panel, reactions, rules. Pure text, no screen."""

import datetime
import re

import pytest
from appkit import DAY, FixedCore, Quiet, app, begin, decision, route, say, settle, shown, transcript
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from msgspec.structs import replace

from advisor.decision.decision import BreakEven, Next
from advisor.interview.conversation import Conversation
from advisor.report.what_moved import difference_lines, reaction_lines
from advisor.tui import messages
from advisor.tui.screens.export import file_name
from advisor.tui.text import panel_text, question_text, rules_text
from advisor.tui.text.break_even_curves import picture

pytestmark = pytest.mark.usefixtures("drawn_at_rest")

WHOLE = decision()


def with_verdict(**changes):
    return decision(verdict=structs.replace(WHOLE.verdict, **changes))


def step(when):
    return structs.replace(WHOLE.verdict.next, when=when)


def with_route(one):
    return decision(routes=tuple(one if r.id == one.id else r for r in WHOLE.routes))


@given(st.floats(0.01, 1e12), st.floats(0.01, 1e12), st.integers(0, 60))
def test_a_bar_is_as_long_as_its_share_and_fills_its_room(value, most, room):
    value = min(value, most)
    bar = panel_text.bar(value, most, room)
    assert len(bar) == room
    eighths = sum(8 if c == "█" else " ▏▎▍▌▋▊▉".index(c) for c in bar)
    assert abs(eighths - value / most * room * 8) <= 1


def rows_of(found):
    return "\n".join(row.text.plain for row in found)


@pytest.mark.parametrize("width", [43, 60, 100])
def test_a_row_says_whole_why_a_route_is_closed_and_what_is_not_known(width):
    told = rows_of(panel_text.routes(WHOLE, width))
    assert "closed: OpenAI training ended for new customers on 2026-05-07" in " ".join(told.split())
    assert all(len(line) <= width for line in told.split("\n"))
    lines = told.split("\n")
    assert next(x for x in lines if "small encoder" in x).split()[-2:] == ["?", "?"]
    chosen = [x.split("$")[0].strip() for x in lines if x.startswith("▸")]
    assert chosen == ["▸ an open model on own GPUs, tuned" if width == 100 else "▸ an open model on own"]


def test_a_candidate_is_its_models_row_and_not_measured():
    found = route("other-model", 0, 900, candidate=True, model="gpt-6-luna")
    lines = rows_of(panel_text.routes(decision(routes=(*WHOLE.routes, found)), 46)).split("\n")
    at = next(i for i, x in enumerate(lines) if "gpt-6-luna, prompted" in x)
    assert lines[at + 1].strip() == "not measured yet"
    assert lines[0].startswith("MONEY") and lines[2].startswith("▸")


@pytest.mark.parametrize(
    "name", ["NVIDIA-Nemotron-3.5-Lightning-30B-A3B", "gpt-6-luna", "acme/" + "long-" * 12 + "x"]
)
@pytest.mark.parametrize("width", [43, 70])
def test_no_name_of_a_model_is_cut_where_a_line_holds_it(name, width):
    found = route("other-model", 0, 900, candidate=True, model=name)
    lines = rows_of(panel_text.routes(decision(routes=(*WHOLE.routes, found)), width)).split("\n")
    assert all(len(line) <= width for line in lines)
    assert len(name) > width - 2 or any(name in line for line in lines)
    assert any(line.split()[-2:-1] == ["$900"] or "$900" in line for line in lines)


def test_a_step_that_says_the_headline_again_is_left_out():
    measure = "Measure gpt-6-luna beside gpt-4o: $900 a month instead of $42,750."
    told = with_verdict(
        headline="Measure gpt-6-luna: $900 a month instead of $42,750 on gpt-4o.", next=step(measure)
    )
    assert measure not in rows_of(panel_text.verdict(told)) and measure not in messages.verdict(told)
    other = with_verdict(headline="Stay on gpt-4o ($42,750 a month).", next=step(measure))
    assert measure in rows_of(panel_text.verdict(other)) and measure in messages.verdict(other)


def test_todays_bill_and_every_route_share_one_scale():
    lines = rows_of(panel_text.routes(WHOLE, 80)).split("\n")
    bars = {x.split("$")[0].strip(): x.count("█") for x in lines if "$" in x}
    assert bars["today's bill"] == max(bars.values()) > 20
    assert bars["▸ an open model on own GPUs, tuned"] <= 2


def test_figures_stand_under_each_other():
    lines = rows_of(panel_text.routes(WHOLE, 46)).split("\n")
    ends = {x.index(m) + len(m) for x in lines for m in ("$42.8k", "$2,565", "$2,120", "$1,680") if m in x}
    assert len(ends) == 1


def test_a_bill_that_reads_the_same_is_as_today():
    own = WHOLE.route("self-host")
    card = messages.card(decision(today_usd=own.monthly_usd + 1e-12), False, None)
    assert "Money: $1,680 a month today, $1,680 then (as today)." in card
    assert "($1 less)" in messages.card(decision(today_usd=own.monthly_usd + 1), False, None)


def test_the_fold_says_route_cost_and_whether_it_is_settled():
    told = str(panel_text.folded(WHOLE, "F2"))
    assert told == "an open model on own GPUs, tuned · $1,680 a month · not settled · F2 panel"
    assert "not settled" not in str(panel_text.folded(with_verdict(settled=True), "F2"))
    narrow = str(panel_text.folded(WHOLE, "F2", width=44))
    assert len(narrow) <= 44 and narrow.endswith("… · $1,680 a month · not settled")


@pytest.mark.parametrize(
    ("even", "says"),
    [
        (
            BreakEven("lora", "prompt", None, None, "never", None, 12),
            "never costs less a call than today's model, prompted",
        ),
        (BreakEven("lora", "prompt", None, None, None, None, 12), "pays is not known yet"),
        (BreakEven("lora", "prompt", None, None, "10x-plus", 0.0, 12), "from the first call"),
        (
            BreakEven("lora", "prompt", 50_000, 2.999, "below-3x", 14, 12),
            "pays from about 50k calls a month; you have 2.99x that; it pays back in 14 months.",
        ),
        (BreakEven(None, "prompt", None, None, None, None, 12), "not known yet"),
    ],
)
def test_break_even_in_words(even, says):
    assert says in panel_text.break_even(decision(break_even=even)).text.plain


def test_the_chart_marks_the_volume_and_the_bands():
    shown = picture(WHOLE)
    assert {m.name: m.x for m in shown.marks} == {"you": 9e6, "1×": 246_000, "3×": 738_000, "10×": 2_460_000}
    assert [n.name for n in shown.lines] == ["prompt", "self-host"]
    assert shown.xs[0] <= 24_600 and shown.xs[-1] >= 9e7


def test_without_a_volume_there_is_no_chart():
    assert picture(decision(load=None)) is None
    assert picture(decision(bills={})) is None


def test_a_first_answer_is_answered_with_the_bill():
    assert reaction_lines(None, WHOLE, ["requests_per_month"])[0] == (
        "That is $42,750 a month today. With another model, prompted, it would be $2,565, if it is good enough."
    )


def test_a_model_that_is_too_small_for_the_work_is_not_what_a_bill_is_held_against():
    small = route("other-model", 0, 900, candidate=True, model="nova-micro", doubt="small for this work")
    fits = route("other-model", 0, 2000, candidate=True, model="gpt-6-luna")
    (first,) = reaction_lines(None, decision(routes=(*WHOLE.routes[:1], small, fits)), [])[:1]
    assert "With gpt-6-luna, prompted, it would be $2,000" in first
    (alone,) = reaction_lines(None, decision(routes=(*WHOLE.routes[:1], small)), [])[:1]
    assert "would be" not in alone


def test_a_model_about_to_be_shut_down_has_todays_bill_and_its_replacements():
    core = Quiet(datetime.date(2026, 11, 21))
    after = core.decide(core.example())
    assert reaction_lines(None, after, ["model"])[0] == (
        "That is $42,750 a month today [gpt-4o]. gpt-4o shuts down on 2027-01-14 [openai-2027-01-14];"
        " gpt-6-luna, which replaces it, would cost $1,800."
    )
    assert reaction_lines(after, after, ["epochs"]) == []


def test_a_bill_that_moves_is_said_old_and_new():
    dearer = decision(today_usd=50_000)
    assert (
        reaction_lines(WHOLE, dearer, ["input_tokens"])[0]
        == "Today's bill moves from $42,750 to $50,000 a month."
    )


def test_a_reaction_says_what_moved_first_the_verdict_then_the_routes():
    before = with_verdict(route="prompt", trained=False)
    closed = route("lora", why_not=("the data may not leave your network [T.privacy]",))
    after = replace(with_route(closed), findings=WHOLE.findings)
    lines = reaction_lines(before, after, ["data_boundary"])
    moved, named = lines[0].split(": ")
    assert moved == 'The verdict moves from "stay on today\'s model" to "host your own tuned model"'
    assert named == "an open model on own GPUs, tuned, $1,680 a month."
    assert lines[1] == "That rules out a LoRA adapter: the data may not leave your network."
    assert reaction_lines(after, before, ["data_boundary"])[1] == "That opens a LoRA adapter."


def test_a_reaction_says_what_the_verdict_runs_on_and_costs_now():
    cheaper = with_route(route("self-host", 3500, 1000, trained=True))
    assert reaction_lines(WHOLE, cheaper, ["shared_prefix_tokens"]) == [
        "The verdict now costs $1,000 a month; before this answer it was $1,680."
    ]
    named = with_route(route("self-host", 3500, 1000, trained=True, model="qwen3-32b"))
    assert reaction_lines(WHOLE, named, ["models_tried"]) == [
        "The verdict now runs on qwen3-32b on own GPUs, tuned: $1,000 a month."
    ]


def test_a_reaction_says_what_to_take_care_of_since_the_answer():
    odd = decision(warnings=("your bill is 2.17x what these tokens cost",))
    assert reaction_lines(WHOLE, odd, ["output_tokens"]) == [
        "Take care: your bill is 2.17x what these tokens cost"
    ]
    assert reaction_lines(odd, odd, ["epochs"]) == []


def test_a_model_that_serves_on_from_its_own_gpus_is_not_ruled_out():
    own = route("self-host", 0, 4150, model="qwen3-32b")
    before = decision(routes=(route("prompt", 0, 4150, model="qwen3-32b"), own))
    inside = route("prompt", why_not=("data may not leave your network",), model="qwen3-32b")
    assert not any("rules out" in x for x in reaction_lines(before, decision(routes=(inside, own)), []))
    gone = decision(routes=(inside, replace(own, available=False, why_not=("no card",))))
    assert "rules out qwen3-32b" in " ".join(reaction_lines(before, gone, []))


def test_what_the_plan_begins_with_stands_before_what_comes_after_the_verdict():
    plan = ("Turn on prompt caching: $5 less a month on gpt-6.1-sol. Then read the hit rate. [P.cache]",)
    first = "First: Turn on prompt caching: $5 less a month on gpt-6.1-sol.\nNext: "
    assert first in messages.card(decision(plan=plan), settled=False, found=None)
    assert first in rows_of(panel_text.verdict(decision(plan=plan)))
    same = decision(
        plan=("When volume falls, decide again.",),
        verdict=replace(WHOLE.verdict, next=Next("prompt", "When it falls.")),
    )
    assert "First: " not in messages.card(same, settled=False, found=None)


def test_routes_that_one_reason_closes_are_ruled_out_in_one_sentence():
    before = with_verdict(route="prompt", trained=False)
    why = ("no host is open to you [X.closing]",)
    shut = [route(r.id, why_not=why) if r.id in ("lora", "self-host") else r for r in WHOLE.routes]
    after = decision(routes=tuple(shut))
    (line,) = (line for line in reaction_lines(before, after, []) if "rules out" in line)
    assert line.startswith("That rules out a LoRA adapter and ")
    assert line.endswith(": no host is open to you.")


def test_a_reaction_says_when_it_is_settled_and_when_it_is_open_again():
    settled = with_verdict(settled=True)
    assert "Settled: no open question can change the verdict any more." in reaction_lines(WHOLE, settled, [])
    assert "That reopens the verdict." in reaction_lines(settled, WHOLE, [])


def test_a_rule_that_the_answer_fired_is_cited_and_others_are_not():
    before = decision(findings=())
    assert reaction_lines(before, WHOLE, ["requests_per_month"]) == [
        "The sources say: At 5,000,000 requests a month or more a tuned 7B-13B on own GPUs pays in days. [G10.selfhost]"
    ]
    assert reaction_lines(before, WHOLE, ["mlops"]) == []


def test_an_answer_that_changes_nothing_is_not_commented():
    assert reaction_lines(WHOLE, decision(), ["epochs"]) == []


def test_a_difference_names_each_route_with_old_new_and_percent():
    dearer = route("lora", 3300, 4240)
    lines = difference_lines(WHOLE, with_route(dearer))
    assert lines[0] == "verdict: host your own tuned model, unchanged"
    assert "LoRA adapter: $28.7k → $54.2k (+89\u00a0%)" in lines
    assert not any(line.startswith("today's model") for line in lines)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ticket triage", "ticket-triage.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("", "decision.md"),
        ("日本", "decision.md"),
        ("x" * 10**6, "x" * 60 + ".md"),
    ],
)
def test_a_file_name_is_plain(title, name):
    assert file_name(title) == name


async def decided():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("3", "enter")
        await settle(pilot)
        return one.interview.decision, one.core.basis


async def test_rules_are_filtered_by_state_theme_and_word():
    case, basis = await decided()
    rules = basis.rules.rules
    case = rules_text.audited(case, basis.rules)
    counted = rules_text.counts(rules, case)
    assert counted["fired"] + counted["silent"] + counted["open"] == len(rules)
    fired = rules_text.kept(rules, case, "fired volume")
    assert fired and all(r.theme == "volume" and case.evaluation.state(r.id) is True for r in fired)
    assert "volume.self-host-range" in {r.id for r in fired}
    assert all(r.topic for r in rules_text.kept(rules, case, "conflicting"))
    assert [r.id for r in rules_text.kept(rules, case, "breakeven.never")] == ["breakeven.never"]


async def test_a_rule_shows_its_reason_its_yaml_its_claims_and_its_tests():
    case, basis = await decided()
    rule, read = basis.rules.rule("breakeven.ten-times"), rules_text.audited(case, basis.rules)
    told = str(rules_text.detail(rule, read, basis.rules, basis.knowledge))
    assert "Fired because" in told and "times break-even or more" in told
    assert "id: breakeven.ten-times" in told and "G5.band10 (G §5 heuristics)" in told
    assert "fires " in told and "silent " in told


async def test_beside_its_yaml_a_rule_says_facts_and_values_in_peoples_words():
    case, basis = await decided()
    read = rules_text.audited(case, basis.rules)
    rules = basis.rules.rules
    shown = [str(rules_text.row(r, read)) for r in rules]
    shown += [str(rules_text.because(read, r.id)) + str(rules_text.checks(r, read.bands)) for r in rules]
    told = "\n".join(shown)
    assert "below 3 times break-even" in told
    ids = re.compile(r"\b(below-3x|10x-plus|own-network|hosted-ft|other-model|missing-knowledge|\w+_\w+)\b")
    assert not ids.findall(told)


async def test_the_audit_knows_the_verdict():
    case, basis = await decided()
    read = rules_text.audited(case, basis.rules)
    action = next(r.id for r in basis.rules.rules if r.id == "consequences.measure-good")
    told = str(rules_text.because(read, action))
    assert told.startswith(("Fired", "Silent")) and "not known" not in told


async def test_why_says_what_waits_for_the_answer_and_what_each_answer_would_do():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await begin(pilot, "9M a month, gpt-4o, 1500 in, 100 out")
        await pilot.press("question_mark")
        await settle(pilot)
        told = transcript(one)
        assert "the training money is lost" in told.replace("\n", " ")
        assert "Rules that wait for it: " in told and "[G7.unclear" in told
        assert "for now the verdict is: stay on today's model" in told
        assert "spec_stability" not in one.interview.conversation.case().answers


async def test_what_if_shows_the_difference_and_changes_nothing():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("3", "enter")
        await settle(pilot)
        before = one.interview.conversation.case()
        await say(pilot, "/whatif it was 2k a day on gpt-4o-mini")
        assert "What if 60,000 calls/month · gpt-4o-mini" in transcript(one)
        await say(pilot, "/whatif requests_per_month 20k")
        told = transcript(one)
        assert "What if volume 20k (nothing is changed; costs are over 12 months):" in told
        assert "verdict: train a LoRA adapter → stay on today's model" in told and "(-100\u00a0%)" in told
        assert one.interview.conversation.case() == before


async def test_commands():
    one = app(FixedCore())
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await say(pilot, "/back")
        assert "There is no interview yet" in transcript(one)
        await pilot.press("1", "enter")
        await settle(pilot)
        await say(pilot, "/verdict")
        assert "No verdict yet" in transcript(one)
        await say(pilot, "9M a month, gpt-4o, 1500 in, 100 out")
        await say(pilot, "/verdict")
        assert "Self-host a tuned 8B" in transcript(one)
        await say(pilot, "/vredict")
        assert "did you mean /verdict?" in transcript(one)
        await say(pilot, "/set epochs 4")
        assert one.interview.conversation.case().answers["epochs"].value == 4
        await say(pilot, "/undo")
        assert "epochs" not in one.interview.conversation.case().answers
        await say(pilot, "/skip")
        assert one.interview.conversation.current.facts == ("prompt_meets_bar",)
        await say(pilot, "/title A & B")
        assert "A & B" in shown(one, "title")
        await say(pilot, "/help")
        assert "/whatif" in transcript(one) and "F2" in transcript(one)


async def test_the_verdict_and_the_memo_go_to_the_clipboard():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("f7")
        await settle(pilot)
        assert "nothing to copy" in transcript(one)
        await pilot.press("3", "enter")
        await settle(pilot)
        await pilot.press("f7")
        await settle(pilot)
        assert one.clipboard.startswith("Train, by a LoRA adapter")
        await pilot.press("f8")
        await settle(pilot)
        assert "advisor" in one.clipboard and "## " in one.clipboard


async def test_every_action_is_in_the_palette():
    from advisor.tui.keys import APP_KEYS, INTERVIEW_KEYS

    one = app(FixedCore())
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        titles = {c.title for c in one.get_system_commands(one.screen)}
        for binding in (*APP_KEYS, *INTERVIEW_KEYS):
            assert binding.id and binding.description.partition(": ")[0] in titles
        found = next(c for c in one.get_system_commands(one.screen) if c.title == "Theme textual-light")
        found.callback()
        assert one.theme == "textual-light"


async def test_cases_are_duplicated_compared_and_gone_on_with():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("3", "enter")
        await settle(pilot)
        await pilot.press("f5")
        await settle(pilot)
        await pilot.press("f6")
        await settle(pilot)
        assert "2 saved interviews" in shown(one, "heading")
        rows = one.screen.query_one("#rows")
        copy = next(o.id for o in rows.options if "copy" in str(o.prompt))
        await pilot.press("escape")
        await settle(pilot)
        await say(pilot, "/set requests_per_month 20k")
        await pilot.press("f5")
        await settle(pilot)
        rows = one.screen.query_one("#rows")
        rows.highlighted = rows.get_option_index(copy)
        await settle(pilot)
        await pilot.press("f7")
        await settle(pilot)
        rows.highlighted = 1 - rows.get_option_index(copy)
        await settle(pilot)
        told = shown(one, "detail")
        assert "volume: 9,000,000 requests/month (G §8) → 20,000 requests/month" in told
        assert "verdict: train a LoRA adapter → stay on today's model" in told
        rows.highlighted = rows.get_option_index(copy)
        await settle(pilot)
        await pilot.press("f2")
        await settle(pilot)
        assert one.interview.conversation.case().answers["requests_per_month"].value == 9_000_000
        assert one.interview.conversation.title.endswith("copy")


async def test_prices_show_their_date_their_grade_and_what_is_stale():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("f4")
        await settle(pilot)
        one.screen.query_one("#filter").value = "model gpt-4o-mini"
        await settle(pilot)
        told = shown(one, "detail")
        assert (
            "gpt-4o-mini" in told
            and "0.15" in told
            and "0.6" in told
            and "2026-04" in told
            and "used" in told
        )
        row = str(one.screen.query_one("#rows").options[0].prompt)
        assert "2026-04" in row and "document" in row


async def test_a_row_of_the_panel_opens_its_bill_line_by_line():
    one = app(Quiet(DAY))
    async with one.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("3", "enter")
        await settle(pilot)
        await pilot.press("tab", "down", "down", "down", "enter")
        await settle(pilot)
        told = shown(one, "detail")
        assert told.startswith("gpt-4o, prompted") and "$42,750 a month" in told
        assert "[G4.openai-premium, G8.prompt, gpt-4o], as of 2026-04" in told
        await pilot.press("escape", "f9")
        await settle(pilot)
        told = shown(one, "detail")
        assert told.startswith("LoRA adapter, ") and "Where the saving against today comes from" in told


def test_where_nothing_has_a_price_one_row_says_what_is_waited_for():
    bare = decision(
        today_usd=None,
        missing=("requests_per_month", "input_tokens"),
        routes=tuple(replace(r, horizon_usd=None, monthly_usd=None) for r in WHOLE.routes),
    )
    told = rows_of(panel_text.routes(bare, 46))
    assert told.split("\n")[1:] == ["Nothing has a price yet. Every price waits for: volume, input tokens."]


def test_what_was_said_of_a_model_that_is_replaced_is_open_again_for_the_other():
    core = Quiet(datetime.date(2026, 11, 21))
    found = core.decide(core.example())
    told = panel_text.still_open(found)
    assert "measured prompt (gpt-6-luna)" in told and "cause of failure" not in told
    assert f"open: {told}" in messages.card(found, False, None)


@pytest.mark.parametrize(
    ("runs", "by"), [("llama-3.1-8b on our own GPUs", "upkeep"), ("gpt-4o", "by list prices")]
)
def test_a_bill_that_is_left_open_says_what_counts_in_its_place(runs, by):
    core, talk = Quiet(datetime.date(2026, 11, 21)), Conversation.open(None)
    talk.answer(f"6000 docs a day on {runs}, 3k in, 900 out")
    talk.edit("bill_today")
    (row,) = question_text.answer_rows(talk.current, core.decide(talk.case()))
    assert by in row.row.note
