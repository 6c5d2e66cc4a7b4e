"""A tune that is kept although another costs less: the page says how much less it may be."""

from __future__ import annotations

import pytest
from likely_workloads import READY
from workloads import NOVEMBER, case, decided

from advisor.case.models_tried import ModelsTried
from advisor.report import one_page

TAGS = {
    **READY,
    "model": "gpt-6.1-terra",
    "input_tokens": 1_500,
    "payload_tokens": 300,
    "output_tokens": 100,
    "task": "classification",
    "label_set": "fixed",
    "label_count": 20,
    "labelled_examples": 20_000,
    "prompt_meets_bar": True,
    "models_tried": ModelsTried.of({"gpt-6-luna": "small"}),
    "data_boundary": "public-api",
    "reproducible_output": True,
}


@pytest.mark.parametrize(("volume", "kept"), [(4_500_000, True), (2_000_000, False)])
def test_how_much_dearer_the_tune_that_fits_may_be_is_said_where_it_decides(volume, kept):
    d = decided(case(**{**TAGS, "requests_per_month": volume}), NOVEMBER)
    cost = {r.id: r.horizon_usd for r in d.routes if r.trained}
    assert (d.verdict.route == "encoder") is kept
    told = " ".join(one_page.render(d).split())
    times = f"now it is {cost['encoder'] / cost['hosted-ft']:.2f} times"
    assert ("kept until it costs 1.5 times another" in told and times in told) is kept
