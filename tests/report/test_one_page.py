"""Page one, as a manager reads it: no id, no enum value, no citation; the same in text, Markdown and HTML."""

import functools
import re

import pytest
from memo_sample import decision, route
from workloads import NOVEMBER, case, decided, shipped, shipped_basis

from advisor.case.case import parse
from advisor.case.models_tried import ModelsTried
from advisor.decide import decide
from advisor.report import one_page, plainly, rendered, wording
from advisor.report.rows import priced_rows, rounded
from advisor.text import words
from advisor.text.table import USUAL

IDS = re.compile(r"\[[A-Z]\d*\.|policy\.|\b[a-z]+_[a-z_]+\b")


@functools.cache
def _pages():
    work = {"requests_per_month": 60_000, "input_tokens": 3000, "output_tokens": 300}
    cases = (
        shipped("guide-classifier"),
        case(model="claude-sonnet-4-6", **work),
        case(data_boundary="air-gapped"),
        case(),
    )
    return [decided(each, NOVEMBER) for each in cases]


@pytest.mark.parametrize("place", range(4), ids=("guide", "measured-first", "inside", "unanswered"))
def test_page_one_is_one_page_of_plain_words(place):
    text = rendered(_pages()[place], "onepage", shipped_basis())
    assert len(text.splitlines()) <= 75
    assert not IDS.search(text), IDS.search(text)
    for label in ("DECISION", "MONEY", "REVIEW"):
        assert re.search(rf"^{label} ", text, re.M)


@pytest.mark.parametrize("form", ["memo", "html"])
def test_memo_and_page_say_page_one_before_the_proof(form):
    made = _pages()[0]
    page, text = one_page.one_page(made), rendered(made, form, shipped_basis())
    first, _, proof = text.partition("Appendix: proof")
    assert "Versions" in proof and "Versions" not in first
    assert first.count(page.option) >= 1 and "What the citations stand for" in proof


def test_the_saving_is_said_and_a_cost_is_called_more():
    cheaper = decision(routes=(route("prompt", 0.0, 1_800.0, 21_600.0),))
    assert "Saves $40,950 a month." in " ".join(one_page.one_page(cheaper).money)
    dearer = decision(routes=(route("prompt", 0.0, 50_000.0, 600_000.0),))
    assert "Costs $7,250 a month more." in " ".join(one_page.one_page(dearer).money)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("above 11,320,512 requests/month", "above about 11.3M requests/month"),
        ("500,000 a month", "500,000 a month"),
        ("$1,250,000 a year", "$1,250,000 a year"),
    ],
)
def test_large_counts_are_rounded_for_people(text, shown):
    assert rounded(text) == shown


def test_the_row_of_the_verdict_is_the_first_of_its_route_training_and_model():
    for made in _pages():
        row = made.verdict_row
        assert (row.id, row.trained) == (made.verdict.route, made.verdict.trained)
        assert priced_rows(made)[0].route is row


def test_page_one_fits_the_usual_width_but_for_the_table():
    text = rendered(_pages()[0], "onepage", shipped_basis())
    assert max(len(x) for x in text.partition("\noption")[0].splitlines()) <= USUAL


def test_who_moves_off_a_model_that_ends_stays_on_its_replacement():
    made = decided(shipped("promptunit"), NOVEMBER)
    assert made.facts["model_retires"] and made.verdict.then.route == "prompt"
    text = rendered(made, "text", shipped_basis())
    assert f"stay on {made.verdict.model}" in " ".join(text.split())
    assert "stay on today's model" not in text.split("once")[0]


def test_nobody_stays_on_a_model_that_was_to_be_measured_and_missed():
    work = {
        "requests_per_month": 300_000,
        "model": "gemini-1.5-pro",
        "input_tokens": 1500,
        "output_tokens": 100,
    }
    made = decided(case(**work, prompt_meets_bar=True))
    assert made.verdict.route == "other-model" and made.verdict.then.route == "prompt"
    told = wording.later(made, made.verdict.then)
    assert f"move to {made.route('prompt').model}" in told and "stay on" not in told


def test_a_prompt_on_another_model_than_todays_is_called_a_move():
    made = decided(shipped("promptunit"), NOVEMBER)
    assert wording.outcome(made, "prompt", trained=False) == f"move to {made.route('prompt').model}"
    stays = case(requests_per_month=1000, model="gpt-6-luna", input_tokens=500, output_tokens=50)
    assert wording.outcome(decided(stays), "prompt", trained=False) == "stay on today's model"


def test_a_bill_in_another_currency_is_named_with_its_rate():
    tokens = "  requests_per_month: 300k\n  model: gpt-6-luna\n  input_tokens: 1500\n  output_tokens: 100\n"
    made = decided(parse(f"advisor: 1\nanswers:\n  bill_today: 900 EUR\n{tokens}"))
    assert "EUR 900 at" in made.case.answers["bill_today"].note
    assert made.case.answers["bill_today"].note in one_page.one_page(made).money[0]


def test_a_model_that_was_shut_down_is_said_to_be_gone_and_asked_about():
    work = {"requests_per_month": 300_000, "input_tokens": 1500, "output_tokens": 100}
    gone = one_page.one_page(decided(case(**work, model="claude-sonnet-4-0")))
    assert "shut down on 2026-06-15" in gone.risks[0] and "which model does the work now" in gone.risks[0]
    assert not gone.money[0].startswith("Today") and "callable" not in " ".join(gone.steps)
    runs = one_page.one_page(decided(case(**work, model="gpt-5.4-nano")))
    assert runs.money[0].startswith("Today") and not any("which model does" in r for r in runs.risks)


def test_a_tuned_route_that_is_held_out_comes_with_what_it_takes_to_get_there():
    tried = ModelsTried.of(dict.fromkeys(("gpt-6-luna", "gpt-5.4-mini", "nova-micro"), "small"))
    work = {"requests_per_month": 20e6, "model": "gpt-5.4", "input_tokens": 800, "output_tokens": 20}
    labels = {
        "label_set": "fixed",
        "label_count": 12,
        "labelled_examples": 20_000,
        "label_source": "production",
    }
    said = {"task": "classification", "prompt_meets_bar": True, "models_tried": tried, "eval_infra": "none"}
    made = decided(case(**work, **labels, **said, spec_stability="stable", input_shift="rarely"))
    assert made.verdict.then.route == "encoder" and not made.verdict.trained
    (step,) = (s for s in one_page.one_page(made).steps if "small encoder" in s)
    row = made.route("encoder")
    assert words.dollars(row.monthly_usd) in step and words.dollars(row.one_time_usd) in step
    assert "a measured prompt baseline exists" in step and "evaluation runs by itself" in step


def test_the_saving_of_a_tune_is_not_held_out_without_what_waits_before_it():
    work = {"requests_per_month": 9e6, "model": "gpt-5.4-mini", "input_tokens": 1500, "output_tokens": 100}
    made = decided(case(**work, prompt_meets_bar=False, failure_cause=("format",), spec_stability="stable"))
    assert made.verdict.then.trained
    held = " ".join(one_page.one_page(made).money)
    assert "turns out good enough" in held and "trained only once a measured prompt baseline exists" in held


def test_page_one_asks_in_the_words_of_the_question_and_assumes_in_plain_ones():
    text = rendered(_pages()[0], "onepage", shipped_basis())
    assert "is the best prompt on gpt-6-luna good enough?" in " ".join(text.split())
    assert "vendor-api" not in text and "1 time" not in text
    open_, closed = text.split("\nCLOSED")
    assert "closed" not in open_ and "…" not in closed


def test_page_one_says_what_follows_for_better_and_for_worse():
    made = _pages()[0]
    page = one_page.one_page(made)
    assert page.good and page.bad
    for form in ("onepage", "memo", "html"):
        text = " ".join(rendered(made, form, shipped_basis()).partition("Appendix")[0].split())
        assert page.good[0].split(",")[0] in text and page.bad[0].split(",")[0] in text


def test_the_money_of_the_next_step_is_that_of_the_model_the_headline_names():
    tokens = {"input_tokens": 9000, "output_tokens": 350}
    made = decided(
        case(requests_per_month=123_429, model="claude-sonnet-4-6", task="agent", **tokens), NOVEMBER
    )
    model = re.match(r"Measure (\S+) this week", made.verdict.headline)[1]
    assert f"If {model} turns out good enough" in " ".join(one_page.one_page(made).money)


def test_a_verdict_that_leaves_no_model_open_prices_none():
    where = {"data_boundary": "contracted-vendor", "contracted_vendors": ("deepseek",), "residency": "eu"}
    work = {"requests_per_month": 900_000, "input_tokens": 3000, "output_tokens": 80}
    made = decided(case(model="deepseek-v4-pro", longest_input_tokens=900_000, **work, **where), NOVEMBER)
    row = made.verdict_row
    assert not row.available and row.monthly_usd is None and made.today_usd
    page = one_page.one_page(made)
    assert not any(r.chosen for r in page.rows) and not any("With this decision" in m for m in page.money)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("volume rises above 468,708 requests", "volume rises above about 469k requests"),
        ("above 14,912,345 requests", "above about 14.9M requests"),
        ("about 10.3 requests and 616,000 tokens, past 1,000 and 500,000", None),
        ("costs $468,708 and 46,871.5 more", None),
    ],
)
def test_counts_are_rounded_to_what_people_read_and_money_is_left(text, said):
    assert rounded(text) == (said or text)


def test_an_untrained_verdict_names_the_assumptions_that_its_own_cost_hangs_on():
    made = decided(shipped("promptunit"), NOVEMBER)
    assert not made.verdict.trained
    text = rendered(made, "onepage", shipped_basis())
    named = text[text.index("\nASSUMED") : text.index("\nREVIEW")]
    assert "Later list prices" in named and "tuned" not in named and "maintain" not in named


def test_what_keeps_a_verdict_open_without_a_question_is_named():
    """The cheaper ways that nobody measured; none that is no stronger than what missed."""
    answers = (
        "requests_per_month: 9k, model: claude-opus-4-8, input_tokens: 60k, output_tokens: 2500, task: reasoning,"
        " prompt_meets_bar: yes, prompt_baseline: yes, spec_stability: stable, eval_infra: automated,"
        " data_boundary: public-api, models_tried: {claude-sonnet-5: small, claude-haiku-5-5: large}"
    )
    made = decide(parse(f"advisor: 1\nanswers: {{{answers}}}\n"), shipped_basis(), NOVEMBER)
    assert not made.verdict.settled and not made.verdict.open_questions
    text = " ".join(plainly(made, "onepage").split())
    assert (
        "gemini-4-hydrogen and claude-opus-5-5 are not measured yet" in text
        and "grok" not in text.split("MONEY")[0]
    )


def test_among_what_is_not_measured_the_model_of_the_next_step_is_named():
    answers = (
        "requests_per_month: 2.2M, model: claude-opus-5-5, input_tokens: 9000, output_tokens: 500, eval_infra: manual,"
        " task: question-answering, task_scope: broad, prompt_meets_bar: yes, spec_stability: stable,"
        " data_boundary: public-api"
    )
    made = decide(parse(f"advisor: 1\nanswers: {{{answers}}}\n"), shipped_basis(), NOVEMBER)
    assert "Measure claude-sonnet-5-5" in made.verdict.headline
    assert "claude-sonnet-5-5 are not measured yet" in " ".join(plainly(made, "onepage").split())


def test_a_tune_that_pays_more_has_its_article():
    answers = (
        "spec_stability: stable, input_shift: rarely, prompt_baseline: true",
        "structured_output_tried: true, eval_infra: automated, labelled_examples: 5000",
        "label_source: production, task_scope: narrow, mlops: true",
        "task: classification, label_set: fixed, prompt_meets_bar: true",
        "data_boundary: public-api, label_count: 15, model: claude-sonnet-5-5",
        "requests_per_month: 6M, input_tokens: 1200, output_tokens: 10",
        "turnaround: overnight, latency_critical: yes",
        "models_tried: {claude-haiku-5-5: large, gpt-5.4-mini: large, gpt-6.1-terra: large, grok-4.3: large,"
        " gemini-4-hydrogen: large, gemini-3.8-flash: large}",
    )
    told = parse(f"advisor: 1\nanswers: {{{', '.join(answers)}}}\n")
    money = " ".join(one_page.one_page(decide(told, shipped_basis(), NOVEMBER)).money)
    assert "If a small encoder turns out good enough" in money


@pytest.mark.parametrize(
    ("bill", "more", "doubted"),
    [
        (7_000, {}, False),
        (70_000, {}, True),
        (70, {"requests_per_month": 200, "prompt_meets_bar": True}, False),
    ],
)
def test_savings_against_a_bill_that_is_doubted_say_so_beside_the_money(bill, more, doubted):
    """Where nothing is saved there is nothing to doubt beside it."""
    work = {"requests_per_month": 1e6, "input_tokens": 6000, "output_tokens": 200, "model": "gpt-6.1-terra"}
    page = one_page.one_page(decided(case(**work | more, bill_today=bill), NOVEMBER))
    assert any("only if it is right" in s for s in page.money) is doubted


@pytest.mark.parametrize("growth", [0, 0.1])
def test_a_volume_to_look_again_at_says_what_of_break_even_it_is(growth):
    work = {"input_tokens": 6000, "output_tokens": 200, "model": "gpt-6.1-terra", "growth_per_month": growth}
    d = decided(case(requests_per_month=1e6, **work), NOVEMBER)
    volumes = [t for t in d.revisit if t.kind == "volume"]
    assert len(volumes) == 2
    for trigger, times in zip(volumes, sorted(d.bands, reverse=True), strict=True):
        assert f"({times:g} times break-even{', growing on as you say' if growth else ''})" in trigger.when
        assert (trigger.above or trigger.below) == round(times * d.break_even.requests_per_month)


def test_a_route_that_is_closed_says_every_cause_of_it_once():
    inside = {"data_boundary": "own-network", "task": "generation", "label_set": "open", "model": "gpt-5.4"}
    made = decided(case(requests_per_month=1e6, input_tokens=900, output_tokens=90, **inside))
    encoder = made.route("encoder")
    assert len(encoder.why_not) > 1
    assert all(
        one_page.without_cites(w) in rendered(made, "text", shipped_basis()).replace("\n  ", " ")
        for w in encoder.why_not
    )
    assert len({w.partition(" [")[0] for r in made.routes for w in r.why_not if r.id == "lora"}) == len(
        made.route("lora").why_not
    )


@pytest.mark.parametrize("name", ["guide-classifier", "legal-clauses", "promptunit"])
def test_page_one_says_how_many_steps_of_the_plan_it_leaves_out(name):
    made = decided(shipped(name), NOVEMBER)
    said = re.search(
        r"(\d+) more steps?: `advisor decide CASE --full`", " ".join(one_page.render(made).split())
    )
    left = len(made.plan) - len(one_page.one_page(made).steps)
    assert left == (int(said[1]) if said else 0)
