"""A portfolio's saving is walked month by month: growth, prices that change, contracts and short periods are in it."""

from __future__ import annotations

import datetime

import pytest

from advisor.portfolio import portfolio
from advisor.portfolio.render_portfolio import rendered

DAY = datetime.date(2026, 11, 29)
GOOD = "prompt_meets_bar: yes, prompt_baseline: yes, eval_infra: automated"


@pytest.fixture
def row(tmp_path):
    def one(answers):
        (tmp_path / "w.case.yaml").write_text(f"advisor: 1\ntitle: w\nanswers: {{{GOOD}, {answers}}}\n")
        found = portfolio(tmp_path, DAY)
        return found.rows[0], found

    return one


def test_work_that_winds_down_saves_no_more_than_the_months_that_are_left(row):
    """7,500 and 250 USD a month, 70 % of that in the second month and 49 % in the third."""
    one, found = row(
        "requests_per_month: 1M, growth_per_month: -30%, horizon_months: 3, model: claude-sonnet-4-6,"
        " input_tokens: 1500, output_tokens: 200, models_tried: {claude-haiku-5-5: none}"
    )
    assert one.saving == pytest.approx(7250 * (1 + 0.7 + 0.49)) and one.months == 3
    assert "counted over 3 months" in rendered(found, "text")
    assert "less than a year" in rendered(found, "html")


def test_a_price_that_doubles_after_a_month_saves_less_after_it(row):
    """Flex: 1,200 USD a month until 2027-01-01, 33 days away, then 2,400; paid today are 6,400."""
    one, _ = row(
        "requests_per_month: 400k, model: gpt-6.1-sol, input_tokens: 3000, output_tokens: 1000, turnaround: minutes,"
        " models_tried: {gpt-6.1-terra: small, gpt-6-luna: large}, task: generation"
    )
    assert one.to_measure == "gemini-3.8-flash"
    assert one.saving == pytest.approx(12 * 6400 - 33 / 30 * 1200 - (12 - 33 / 30) * 2400)


def test_a_replacement_that_gets_dearer_within_the_year_is_no_saving(row):
    """On Azure gpt-5.1 at 6,050 USD a month takes the place of gpt-4.1 at 7,040, and gpt-5.4 that of gpt-5.1."""
    one, _ = row(
        "requests_per_month: 2M, model: azure/gpt-4.1, input_tokens: 1000, output_tokens: 150, residency: us,"
        " data_boundary: contracted-vendor, contracted_vendors: [azure], task: extraction"
    )
    assert one.monthly == pytest.approx(6050) and one.today == pytest.approx(7040)
    days = (datetime.date(2027, 7, 13) - DAY).days / 30
    after = 2 * (1000 * 2.5 + 150 * 15) * 1.1
    assert one.saving == pytest.approx(12 * 7040 - days * 6050 - (12 - days) * after)


def test_what_repays_after_a_contract_ends_repays_no_sooner(row):
    one, _ = row(
        "requests_per_month: 2M, serving_today: own-gpus, gpus: reserved, gpus_paid_months: 5, bill_today: 18000,"
        " model: llama-3.3-70b, input_tokens: 1500, output_tokens: 200, models_tried: {gpt-6-luna: none}"
    )
    assert one.saving == pytest.approx(7 * (18000 - 500))
    assert one.payback == pytest.approx(5 + 16 * 92 / 17500)


def test_a_cache_whose_hit_rate_is_said_runs_already_and_saves_nothing_more(row):
    """38,000 of 45,000 tokens at a hit rate of 90 %: 4,670 USD a month are paid, and not 12,240."""
    one, _ = row(
        "requests_per_month: 60k, model: claude-opus-5-5, input_tokens: 45000, output_tokens: 1200, task: code,"
        " shared_prefix_tokens: 38000, cache_hit_rate: 0.9,"
        " data_boundary: contracted-vendor, contracted_vendors: [anthropic], models_tried: {claude-sonnet-5-5: small}"
    )
    read, fresh, written = 34200 * 0.2, 7000 * 4, 3800 * 5
    assert one.today == pytest.approx(0.06 * (read + fresh + written + 1200 * 20))
    assert one.saving == pytest.approx(0) and not one.at_once


def test_what_people_are_paid_is_saved_at_most(row):
    """45,000 USD a month for clerks: all of it but the calls is in the sum, and the sums say what it is."""
    one, found = row(
        "requests_per_month: 30k, input_tokens: 2500, output_tokens: 400, serving_today: not-an-llm, bill_today: 45000,"
        " task: extraction"
    )
    assert found.replaced == pytest.approx(one.saving) and one.saving > 12 * 44_000
    assert one.one_time == pytest.approx(32 * 92), "its hours are those of any other move, at the least"
    for form in ("text", "html"):
        assert "checks what comes out" in " ".join(rendered(found, form).split())
