"""What a row of a model that ends is called, and what of its saving waits for a contract."""

from __future__ import annotations

import datetime

from in_line import told_on

from advisor.report.question_words import questions
from advisor.report.wording import attribution_sentence, break_even, later

told = told_on(
    datetime.date(2026, 11, 29), "data_boundary: public-api, prompt_baseline: yes, eval_infra: automated"
)
MINI = (
    "requests_per_month: 4M, model: gpt-5-mini, input_tokens: 1200, output_tokens: 300, prompt_meets_bar: yes"
)


def test_where_today_s_model_and_a_dearer_one_named_in_its_place_meet_the_bar_nothing_of_that_is_asked_again():
    d = told(MINI, "models_tried: {gpt-6.1-terra: none, gpt-6-luna: small}")
    assert d.verdict.model == "gpt-6.1-terra"
    assert not any("good enough" in q or "measured on real examples" in q for q in questions(d))


def test_it_is_asked_where_that_one_was_not_measured():
    d = told(MINI, "models_tried: {gpt-6-luna: small}")
    assert any("on gpt-5.4-mini good enough" in q for q in questions(d))


def test_the_rest_of_a_later_cascade_goes_to_what_the_verdict_moves_to():
    peers = "requests_per_month: 1.5M, model: claude-sonnet-5-5, input_tokens: 1800, output_tokens: 250"
    d = told(peers, "prompt_meets_bar: yes, models_tried: {gpt-6.1-terra: none}")
    assert d.verdict.model == "gpt-6.1-terra"
    told_later = later(d, d.verdict.then)
    assert told_later.startswith("a cheap model first, the rest on gpt-6.1-terra, if ")
    assert "as today" not in " ".join(d.plan)


def test_nothing_is_saved_of_gpus_that_are_paid_for():
    own = (
        "requests_per_month: 2M, serving_today: own-gpus, bill_today: 18000, model: llama-3.3-70b, input_tokens: 1500,"
        " output_tokens: 200, prompt_meets_bar: yes, models_tried: {gpt-6-luna: none}"
    )
    waits = "None of it is saved while the GPUs that run today are paid for."
    for gpus, paid in (("reserved", True), ("owned", True), ("rented", False)):
        d = told(own, f"gpus: {gpus}")
        assert (waits in break_even(d, d.against_today)) is paid
        assert (waits in (attribution_sentence(d) or "")) is paid
        assert ("It pays back in" in break_even(d, d.against_today)) is not paid


def test_what_one_step_saves_less_what_the_others_cost_is_what_is_saved_to_the_dollar():
    for volume in ("2.9M", "3M", "3.1M", "3.2M", "3.3M", "3.4M"):
        d = told(
            f"requests_per_month: {volume}, model: gpt-6.1-sol, input_tokens: 913, output_tokens: 251",
            "models_tried: {gpt-6-luna: none}",
        )
        text = attribution_sentence(d)
        saved, step, back = (
            (int(w.strip(".,:;").replace(",", "").lstrip("$")) for w in text.split() if w.startswith("$"))
            if "less $" in text
            else (0, 0, 0)
        )
        assert saved == step - back
