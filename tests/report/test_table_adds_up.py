"""What a table needs said beside it: each row that counts a cached prefix says so, and no sum is half a sum."""

from __future__ import annotations

import datetime

from in_line import told_on

from advisor.report.rows import footnotes

told = told_on(datetime.date(2026, 11, 29), "prompt_meets_bar: yes")
PREFIX = "task: classification, requests_per_month: 10M, model: gemini-3.6-flash, input_tokens: 5000, output_tokens: 90"


def test_every_untrained_row_with_a_cached_prefix_says_that_it_is_counted_so():
    d = told(PREFIX, "shared_prefix_tokens: 4500, data_boundary: public-api")
    cached = {r.label for r in d.routes if not r.trained and any("cached input" in x.item for x in r.lines)}
    told_of = {r.label for r in d.routes if any("with its prefix cached" in a for a in r.asides)}
    assert len(cached) > 2 and cached == told_of


def test_both_are_said_where_calls_are_sent_in_batch_too():
    d = told(PREFIX, "shared_prefix_tokens: 4500, data_boundary: public-api, turnaround: overnight")
    (row,) = (r for r in d.routes if r.model == "gemini-3.1-flash-lite" and r.id == "other-model")
    assert "counted with its prefix cached, as batch jobs" in row.asides


def test_a_cache_that_runs_today_is_no_news_in_any_row():
    d = told(PREFIX, "shared_prefix_tokens: 4500, cache_hit_rate: 0.9, data_boundary: public-api")
    assert not any("prefix cached" in note for note in footnotes(d))


def test_a_tune_that_nothing_follows_has_no_sum_over_months_it_does_not_last():
    own = "requests_per_month: 20k, model: mistral-small-2603, input_tokens: 1200, output_tokens: 150"
    d = told(own, "serving_today: own-gpus, gpus: owned, data_boundary: own-network, task: classification")
    for row in d.routes:
        if row.trained and row.horizon_usd is not None:
            assert row.horizon_usd >= row.one_time_usd + 11 * row.monthly_usd
