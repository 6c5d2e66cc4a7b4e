"""A bill without a volume tells how many calls it pays for; of a job it is said what waiting a night would save."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on

from advisor.report.route_names import row_name

told = told_on(datetime.date(2026, 11, 29), "input_tokens: 2000, output_tokens: 300, task: extraction")


def test_a_bill_tells_how_many_calls_it_pays_for_where_the_volume_alone_is_missing():
    plan = told("model: claude-sonnet-5-5, bill_today: 5000").plan
    each = (2000 * 2 + 300 * 10) / 1e6
    assert f"about {round(5000 / each, -3):,.0f} such calls a month" in plan[0]
    for lacking in ("bill_today: 5000", "model: claude-sonnet-5-5"):
        assert "such calls" not in " ".join(told(lacking).plan)


def test_what_a_job_saves_by_waiting_is_not_said_to_be_counted_and_comes_before_the_look_for_a_prefix():
    d = told("model: gpt-5", "requests_per_month: 5M", "one_off: yes", "prompt_meets_bar: yes")
    (wait,) = (n for n, step in enumerate(d.plan) if "may wait a night" in step)
    assert "count that" not in d.plan[wait]
    assert d.route("prompt").monthly_usd == pytest.approx(5 * (2000 * 1.25 + 300 * 10))
    assert all(wait < n for n, step in enumerate(d.plan) if "begins with text" in step)


def test_retrieval_beside_an_own_model_is_not_named_by_who_sells_its_weights():
    own = "serving_today: own-gpus, model: databricks/llama-3.1-8b-instruct, requests_per_month: 5M"
    (rag,) = (r for r in told(own).routes if r.id == "rag")
    assert row_name(rag) == "retrieval with llama-3.1-8b-instruct on own GPUs"
    sold = "model: databricks/llama-3.1-8b-instruct, requests_per_month: 5M"
    (rag,) = (r for r in told(sold).routes if r.id == "rag")
    assert row_name(rag) == "retrieval with databricks/llama-3.1-8b-instruct"
