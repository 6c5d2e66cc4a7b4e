"""Open weights run on own GPUs whoever sells them; a model called after another is not that model."""

from __future__ import annotations

import datetime

import pytest
from in_line import told_on

from advisor.costing.models.open_weights import same_weights

told = told_on(
    datetime.date(2026, 11, 29), "data_boundary: public-api, prompt_baseline: yes, eval_infra: automated"
)
EXTRACTS = (
    "requests_per_month: 150k, input_tokens: 700, output_tokens: 90, task: extraction, prompt_meets_bar: yes"
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("groq/llama-3.3-70b", "x/llama-3.3-70b-instruct", True),
        ("llama-3.3-70b", "x/llama-3.3-70b-instruct-turbo", True),
        ("gemma-3-27b", "x/gemma-3-27b-it", True),
        ("phi-3-mini", "azure/phi-3-mini-128k-instruct", True),
        ("phi-4", "azure/phi-4-mini-instruct", False),
        ("phi-4", "azure/phi-4-reasoning", False),
        ("deepseek-r1", "x/deepseek-r1-distill-llama-70b", False),
        ("glm-5.3", "x/glm-5.3-flash", False),
    ],
)
def test_words_that_tell_how_weights_are_served_make_no_other_model(one, other, same):
    assert same_weights(one, other) is same


@pytest.mark.parametrize("model", ["phi-4", "phi-4-mini-instruct", "phi-3-medium-128k-instruct"])
def test_weights_that_anybody_may_run_are_counted_at_the_bill_of_the_own_gpus(model):
    d = told(
        EXTRACTS,
        f"model: {model}, serving_today: own-gpus, bill_today: 1100, models_tried: {{gpt-6-luna: none}}",
    )
    assert d.today_usd == 1100
    assert d.verdict.model == "gpt-6-luna" and "$1,100" in d.verdict.headline
    assert not any("not open" in warning for warning in d.warnings)


def test_they_have_a_price_on_own_gpus_without_a_bill():
    d = told(EXTRACTS, "model: phi-4, serving_today: own-gpus")
    assert d.route("prompt").monthly_usd and d.today_usd == pytest.approx(d.route("prompt").monthly_usd)


def test_a_model_whose_weights_nobody_has_is_still_counted_at_its_vendor():
    d = told(EXTRACTS, "model: gpt-5.4-mini, serving_today: own-gpus, bill_today: 1100")
    assert any("not open" in warning for warning in d.warnings)
