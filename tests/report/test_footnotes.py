"""What stands below the table of options, so that a reader who multiplies finds what is missing."""

from __future__ import annotations

import datetime
import re

import pytest
from msgspec.structs import replace
from workloads import shipped_basis

from advisor.case import case as cases
from advisor.decide import decide
from advisor.decision.decision import Doubt
from advisor.report import html, markdown, one_page, rows, terminal, terminal_full, wording
from advisor.report.route_names import route_phrase
from advisor.report.rows import footnotes
from advisor.sensitivity.flips import Flip
from advisor.sensitivity.monte_carlo import Ranges
from advisor.sensitivity.outcome import Outcome
from advisor.sensitivity.summary import Outlook, outlook
from advisor.sensitivity.uncertainty import Uncertain

DAY = datetime.date(2026, 11, 28)
ENDS = "model: gpt-5-nano, requests_per_month: 90k, input_tokens: 700, output_tokens: 20"
DOUBLES = "model: gemini-3.8-flash, requests_per_month: 90k, input_tokens: 700, output_tokens: 20"
GROWS = (
    "model: gpt-6-luna, requests_per_month: 90k, input_tokens: 700, output_tokens: 20, growth_per_month: 15%"
)
WAITS = "model: gpt-6.1-sol, requests_per_month: 3M, input_tokens: 1200, output_tokens: 250, turnaround: overnight"
PLAIN = "model: gpt-6-luna, requests_per_month: 90k, input_tokens: 700, output_tokens: 20"
ONCE = f"{WAITS}, one_off: yes"


def told(answers, meets="yes"):
    return decide(
        cases.parse(f"advisor: 1\nanswers: {{{answers}, prompt_meets_bar: {meets}}}\n"), shipped_basis(), DAY
    )


@pytest.mark.parametrize("answers", [ENDS, DOUBLES, GROWS, WAITS, PLAIN])
def test_an_open_row_whose_total_is_not_its_months_says_why(answers):
    d = told(answers)
    grows = any(note.startswith("Volume grows by 15 %") for note in footnotes(d))
    for r in (r for r in d.routes if r.available and r.horizon_usd is not None):
        flat = r.one_time_usd + 12 * r.monthly_usd
        assert grows or r.asides or r.horizon_usd == pytest.approx(flat, rel=0.005)
    assert grows == ("growth" in answers)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (ENDS, "from 2026-12-11 on gpt-6-luna"),
        (DOUBLES, "from 2027-01-01"),
        (WAITS, "counted as batch jobs; at list price it is $14,700 a month"),
    ],
)
def test_every_form_says_it_once_beside_the_table(answers, said):
    d = told(answers)
    assert sum(said in note for note in footnotes(d)) == 1
    for form in (terminal.render(d), one_page.render(d)):
        assert said in " ".join(form.split())
    page = one_page.one_page(d)
    assert any(said in note for note in page.footnotes)
    assert said in markdown.render(d) and said in html.render(d)


def test_a_plain_row_needs_no_note_and_a_closed_one_gets_none():
    assert footnotes(told(PLAIN)) == ()
    closed = told(f"{ENDS}, data_boundary: own-network")
    assert not any("gpt-5-nano, prompted" in note for note in footnotes(closed))


def test_a_job_done_once_has_no_months_in_its_table():
    d = told(ONCE)
    for form in (terminal.render(d), one_page.render(d)):
        head = next(line for line in form.splitlines() if "once" in line and "in all" in line)
        assert "job" in head and "month" not in head
    assert "| once | job | in all |" in markdown.render(d)


def test_page_one_says_what_is_saved_at_once_and_what_is_saved_by_the_verdict_beyond_it():
    tags = "requests_per_month: 400M, model: gpt-5.4-mini, input_tokens: 900, output_tokens: 60, turnaround: minutes"
    d = told(f"{tags}, models_tried: {{gpt-6-luna: none}}")
    assert d.verdict.model == "gpt-6-luna"
    listed, flex = d.at_once.paid, d.at_once.counted
    money = " ".join(one_page.one_page(d).money)
    assert f"Today ${listed:,.0f} a month at list price, ${flex:,.0f} in the flex tier." in money
    saved = listed - d.verdict_row.monthly_usd
    assert f"Saves ${saved:,.0f} a month; ${listed - flex:,.0f} of that without another model" in money
    plain = told(PLAIN)
    assert plain.at_once is None and "at list price" not in " ".join(one_page.one_page(plain).money)


def test_a_dearer_model_is_held_against_today_as_it_could_be_paid():
    agent = "requests_per_month: 2M, model: claude-sonnet-5-5, input_tokens: 14000, output_tokens: 700, task: agent"
    d = told(f"{agent}, shared_prefix_tokens: 9000, failure_cause: [reasoning]", meets="no")
    more = d.verdict_row.monthly_usd - d.at_once.counted
    assert f"${more:,.0f} more than today's model with its prefix cached" in " ".join(
        one_page.one_page(d).money
    )


def test_an_announced_rise_of_the_verdicts_price_is_a_risk_on_page_one():
    d = told(DOUBLES)
    assert d.verdict.model == "gemini-3.8-flash"
    assert any("2027-01-01" in risk for risk in one_page.one_page(d).risks)


def flip(fact, to, said):
    return Flip(fact, 92.0, False, 92.0, (to,), Outcome("lora", True), 0.1, said, "train")


def drawn(*inputs):
    return Ranges(Outcome("prompt", False), 1, 1, 1.0, (), (), inputs, ())


RATE = Uncertain("engineer_usd_per_hour", "default", 75, 92, 160, "USD/hour")


@pytest.mark.parametrize(
    ("found", "named"),
    [
        (flip("engineer_usd_per_hour", 95.0, "an hour rises"), "it changes if an hour rises"),
        (flip("engineer_usd_per_hour", 21.0, "an hour falls"), "target time to first token"),
        (flip("horizon_months", 1.0, "the horizon falls"), "target time to first token"),
    ],
)
def test_page_one_names_an_assumption_within_its_range_or_what_no_proof_covers(found, named):
    d = told(PLAIN)
    doubt = Doubt("answers", ("ttft_target_ms",))
    d = replace(d, verdict=replace(d.verdict, settled=False, open_questions=(), doubt=doubt))
    shown = one_page.one_page(d, Outlook(1.0, "", (found,), None, drawn(RATE)))
    assert named in shown.standing


def test_where_a_candidate_keeps_it_open_page_one_names_the_candidate():
    ready = (
        "eval_infra: automated, prompt_baseline: yes, spec_stability: stable, input_shift: yearly, mlops: no"
    )
    tags = (
        "requests_per_month: 5M, model: gpt-6.1-terra, input_tokens: 700, output_tokens: 40, task: extraction"
    )
    d = told(
        f"{tags}, {ready}, labelled_examples: 9k, data_boundary: public-api, models_tried: {{gpt-6-luna: small}}"
    )
    assert d.verdict.doubt == Doubt("candidate")
    shown = one_page.one_page(d, outlook(d, shipped_basis(), samples=50))
    assert "gpt-5.4-mini is not measured yet" in shown.standing


@pytest.mark.parametrize(("sure", "doubted"), [(0.3, True), (0.7, False)])
def test_a_verdict_of_a_minority_of_the_samples_says_that_another_is_more_often_right(sure, doubted):
    ranges = Ranges(Outcome("prompt", False), 100, 1, sure, (), (), (), ())
    shown = one_page.one_page(told(PLAIN), Outlook(sure, "", (), None, ranges))
    assert ("another verdict" in shown.standing) is doubted


@pytest.mark.parametrize("starts", ["nothing-yet", "not-an-llm"])
def test_where_no_model_runs_no_row_and_no_step_speaks_of_todays(starts):
    inside = "task: extraction, data_boundary: own-network, requests_per_month: 900k, input_tokens: 5000"
    d = decide(
        cases.parse(f"advisor: 1\nanswers: {{{inside}, output_tokens: 400, serving_today: {starts}}}\n"),
        shipped_basis(),
        DAY,
    )
    assert not any("today's model" in row.name or "as today" in row.name for row in rows.priced_rows(d))
    assert not any("today's prompt" in step for step in d.plan)
    assert any("today's way" in step for step in d.plan) == (starts == "not-an-llm")


def test_the_full_text_rounds_its_volumes_and_names_no_rule_to_watch():
    d = told(GROWS)
    shown = terminal_full.render(d)
    again = shown.partition("Look again")[2]
    assert "the rule that gave this verdict changes" in again and d.verdict.concluded_by not in again
    assert not re.search(r"[1-9],\d{3},\d{3} requests", shown)


def test_what_had_ended_before_it_could_take_over_is_passed_by_in_words_too():
    """gpt-5.1 names gpt-5.2, which Azure ends a month before: gpt-5.4 follows, and what it follows is gpt-5.1."""
    served = "model: gpt-5, serving_today: vendor-api, contracted_vendors: [azure], requests_per_month: 220k"
    said = footnotes(told(f"{served}, input_tokens: 6500, output_tokens: 700"))
    notes = " ".join(said)
    rows = [note.partition(":")[0] for note in said]
    assert len(rows) == len(set(rows)), "what the same rows need said is one sentence"
    assert "on gpt-5.4, which takes the place of gpt-5.1" in notes
    assert "place of gpt-5.2" not in notes


def test_retrieval_that_runs_is_a_row_of_its_own_only_where_it_is_mended():
    asked = "model: gpt-5.4-mini, requests_per_month: 800k, input_tokens: 5000, output_tokens: 300"
    runs = f"{asked}, task: question-answering, retrieval_in_place: yes, retrieved_tokens: 4000"
    every = told(runs), told(asked), told(f"{runs}, failure_cause: [missing-knowledge]", "no")
    assert ["rag" in {p.route.id for p in rows.priced_rows(d)} for d in every] == [False, True, True]


def test_a_cascade_passes_the_rest_to_what_takes_the_place_of_a_model_that_moved():
    d = told("model: gpt-4o, requests_per_month: 3M, input_tokens: 1400, output_tokens: 180")
    (name,) = (p.name for p in rows.priced_rows(d) if p.route.id == "cascade")
    assert name.endswith("the rest on gpt-6-luna")
    assert wording.outcome(d, "cascade", trained=False).endswith("the rest on gpt-6-luna")
    assert route_phrase(d, "cascade") == name


@pytest.mark.parametrize(
    ("tokens", "more", "said"),
    [
        ("60k", "task: extraction", True),
        ("20k", "task: extraction", False),
        ("60k", "task: agent", False),
        ("60k", "task: extraction, models_tried: {gpt-6-luna: large}", False),
    ],
)
def test_why_no_small_model_is_in_the_table_is_said_where_long_requests_alone_keep_it_out(tokens, more, said):
    work = f"requests_per_month: 40k, model: claude-opus-5-5, output_tokens: 800, input_tokens: {tokens}"
    notes = footnotes(told(f"{work}, {more}"))
    assert any("no small model is in the table" in note for note in notes) is said


def test_where_a_replacement_was_measured_what_is_open_is_another_model():
    routing = "requests_per_month: 12M, model: gpt-5.4-nano, input_tokens: 350, output_tokens: 10, mlops: yes"
    ready = "eval_infra: automated, prompt_baseline: yes, spec_stability: stable, input_shift: yearly"
    d = told(f"{routing}, {ready}, data_boundary: public-api, models_tried: {{gpt-6-luna: none}}")
    page = one_page.one_page(d, outlook(d, shipped_basis(), samples=50))
    assert (
        d.verdict.model == "gpt-6-luna" and page.flips[0] == "Open: what does nova-micro score on this task?"
    )
    assert not any(flip.endswith("switch the model") for flip in page.flips)


def test_a_model_that_nobody_would_measure_is_named_where_it_alone_keeps_the_verdict_open():
    titles = "requests_per_month: 60M, model: gpt-5.4-mini, input_tokens: 300, output_tokens: 60, task: translation"
    ready = (
        "eval_infra: automated, prompt_baseline: yes, spec_stability: stable, input_shift: yearly, mlops: yes"
    )
    labels = "labelled_examples: 50k, label_source: production, task_scope: narrow, models_tried: {gpt-6-luna: small}"
    d = told(f"{titles}, {ready}, {labels}, data_boundary: public-api")
    assert d.verdict.trained and d.verdict.doubt == Doubt("candidate")
    assert (
        "nova-micro would change it" in one_page.one_page(d, outlook(d, shipped_basis(), samples=50)).standing
    )


def test_a_model_that_costs_more_than_a_good_one_is_no_reason_to_be_unsettled():
    copy = (
        "requests_per_month: 20k, model: gpt-6-luna, input_tokens: 900, output_tokens: 200, task: generation"
    )
    d = told(
        f"{copy}, failure_cause: [behaviour], models_tried: {{gpt-6.1-terra: none}}, eval_infra: manual", "no"
    )
    page = one_page.one_page(replace(d, verdict=replace(d.verdict, open_questions=())))
    assert d.verdict.doubt == Doubt("candidate") and "gpt-6.1-sol" not in page.standing
