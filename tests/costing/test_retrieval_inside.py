"""An own model inside the network that lacks knowledge: the index and what it brings are in its price."""

from __future__ import annotations

import pytest
from workloads import NOVEMBER, case, decided

WORK = {
    "requests_per_month": 5e6, "model": "gpt-6-luna", "input_tokens": 1500, "output_tokens": 300,
    "task": "question-answering", "data_boundary": "own-network", "prompt_meets_bar": False,
}  # fmt: skip
MISSING = {"failure_cause": ("missing-knowledge",), "retrieved_tokens": 4000}
HERE = {"model": "llama-3.1-8b-instruct", "serving_today": "own-gpus"}


def row(**answers):
    found = decided(case(**WORK | answers), NOVEMBER)
    return next(r for r in found.routes if r.id == "self-host" and not r.trained)


@pytest.mark.parametrize("where", [{}, HERE], ids=["to set up", "runs there"])
def test_the_untrained_row_pays_for_the_index_and_its_upkeep_and_for_longer_prompts(where):
    bare, found = row(**where, failure_cause=("behaviour",)), row(**where, **MISSING)
    items = {line.item for line in found.lines} - {line.item for line in bare.lines}
    assert {"set-up of retrieval", "maintenance of retrieval", "vector store"} <= items
    assert found.monthly_usd > bare.monthly_usd + 690
    runs = row(**where, **MISSING, retrieval_in_place=True)
    assert not {line.item for line in runs.lines} & items


def test_what_it_brings_takes_more_gpus():
    few, many = row(**MISSING | {"retrieved_tokens": 500}), row(**MISSING)
    gpus = [sum(x.usd for x in r.lines if x.item == "provisioned GPUs") for r in (few, many)]
    assert gpus[1] > 1.5 * gpus[0]
