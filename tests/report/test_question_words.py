"""Open questions of a memo are put as the interview puts them, one sentence each."""

import datetime

import pytest
from in_line import told_on

from advisor.report import one_page
from advisor.report.question_words import questions

told = told_on(datetime.date(2026, 11, 29))


@pytest.mark.parametrize(
    "said",
    [
        "requests_per_month: 40000, input_tokens: 6000, output_tokens: 400",
        "requests_per_month: 3M, model: gpt-4o, input_tokens: 900, output_tokens: 20, task: classification",
        "requests_per_month: 3M, model: gpt-4o, input_tokens: 900, output_tokens: 20, prompt_meets_bar: no",
        "data_boundary: own-network, requests_per_month: 9000, input_tokens: 900, output_tokens: 20",
    ],
)
def test_every_open_question_is_a_question(said):
    d = told(said)
    asked = questions(d)
    assert asked
    for question in asked:
        assert question[0].isupper(), question
        assert question.endswith("?") or "? (again, for " in question, question
        assert "yes or no" not in question


def test_whether_the_prompt_was_measured_is_asked_in_plain_words():
    d = told(
        "requests_per_month: 3M, model: gpt-4o, input_tokens: 900, output_tokens: 20, prompt_meets_bar: yes"
    )
    shown = " ".join((*questions(d), *one_page.one_page(d).flips, d.verdict.next.when))
    assert "our best prompt on real examples" in shown or "best prompt was measured on real examples" in shown
    assert "prompt-engineering baseline" not in shown


def test_how_much_of_todays_figure_is_people_s_work_on_own_gpus_is_said():
    d = told(
        "data_boundary: own-network, serving_today: own-gpus, gpus: owned, model: qwen-2.5-32b, "
        "requests_per_month: 1714, input_tokens: 20000, output_tokens: 2000"
    )
    money = " ".join(one_page.one_page(d).money)
    assert "$3,680 of it people's work on the GPUs (assumed: 40 hours/month × $92/h)" in money


def test_a_prompt_that_runs_inside_is_not_closed_by_what_may_not_leave():
    d = told(
        "data_boundary: own-network, serving_today: own-gpus, model: qwen-2.5-32b, "
        "requests_per_month: 1714, input_tokens: 20000, output_tokens: 2000"
    )
    (why,) = d.route("prompt").why_not
    assert why == "it runs inside your network already, and is weighed as the open model there"
    assert any(w.startswith("data may not leave your network") for w in d.route("other-model").why_not)
