"""Which untrained models come first: those that cost least here, with cache, tier and tokens of this work counted."""

from __future__ import annotations

import itertools

import pytest
from workloads import NOVEMBER, case, decided, priced

from advisor.case.models_tried import ModelsTried
from advisor.costing.bill import Bill, cost_while_usable
from advisor.costing.comparison import Comparison
from advisor.costing.models.availability import rates_of
from advisor.costing.models.cheapest_model import cheapest_first, cheapest_of_class
from advisor.costing.models.mean_price import cost_here
from advisor.costing.routes.served import served_calls
from advisor.knowledge.market import Model

WORK = {"requests_per_month": 1e6, "model": "gpt-6-astra", "input_tokens": 10_000, "output_tokens": 200}
SHORT = WORK | {"input_tokens": 3_000, "output_tokens": 30}


def over_the_horizon(money: Comparison, model: Model) -> float:
    """USD of all calls on a model, in the tier and with the cache of this work."""
    rates = rates_of(money.inputs, model)
    calls = served_calls(money.inputs, money.load, model, rates, money.load.today)
    found = Bill("other-model", model.id, calls.lines, calls.until, money.load.volume, later=calls.later)
    return cost_while_usable(found, money.load) / calls.until


@pytest.mark.parametrize("turnaround", ["interactive", "overnight", "minutes"])
@pytest.mark.parametrize("work", [WORK, SHORT])
@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9])
@pytest.mark.parametrize("least", [1, 2, 3])
def test_the_cheapest_of_a_class_is_the_one_whose_calls_cost_least(least, share, work, turnaround):
    prefix = share * work["input_tokens"]
    money = priced(case(**work, shared_prefix_tokens=prefix, turnaround=turnaround), NOVEMBER)
    costs, seen = [], frozenset()
    while len(costs) < 6:
        model = cheapest_of_class(money.inputs, least, seen)
        costs.append(over_the_horizon(money, model))
        seen |= {model.id}
    assert costs[0] <= 1.1 * min(costs)


def test_of_two_that_cost_the_same_the_one_that_was_measured_is_taken():
    """claude-haiku-5-5 costs what gpt-6-luna does, which is named in place of gpt-4o and was never measured."""
    tried = ModelsTried.of({"claude-haiku-5-5": ("none",)})
    d = decided(case(**WORK | {"model": "gpt-4o"}, models_tried=tried), NOVEMBER)
    assert d.verdict.model == "claude-haiku-5-5"


@pytest.mark.parametrize("once", [True, False])
def test_what_is_about_to_go_is_not_measured_where_what_is_named_in_its_place_costs_no_more(once):
    answers = {"one_off": once, "task": "generation", "prompt_meets_bar": True, "turnaround": "overnight"}
    work = {"requests_per_month": 5e6, "model": "gpt-5.4", "input_tokens": 900, "output_tokens": 250}
    d = decided(case(**work, **answers), NOVEMBER)
    proposed = {r.model for r in d.routes if r.id == "other-model"}
    assert "gpt-5.4-nano" not in proposed and "gpt-6-luna" in proposed
    assert "gpt-6-luna" in d.verdict.headline


def test_what_misses_the_bar_is_not_measured_under_the_name_of_what_comes_after_it():
    tried = ModelsTried.of({"gpt-5.4-mini": ("small",)})
    work = {"requests_per_month": 5e6, "model": "gpt-5.4", "input_tokens": 900, "output_tokens": 250}
    d = decided(case(**work, task="generation", prompt_meets_bar=True, models_tried=tried), NOVEMBER)
    assert "gpt-5.4-nano" not in {r.model for r in d.routes} and "gpt-6-luna" not in d.verdict.headline


def test_whoever_calls_the_maker_of_open_models_measures_its_smaller_one():
    work = {"requests_per_month": 9e6, "input_tokens": 1800, "output_tokens": 250, "prompt_meets_bar": True}
    d = decided(case(model="deepseek-v4-pro", **work), NOVEMBER)
    assert "deepseek-flash" in d.verdict.headline
    assert "deepseek-flash" not in {
        r.model for r in decided(case(model="gpt-6.1-sol", **work), NOVEMBER).routes
    }


def test_the_order_in_a_region_is_that_of_who_sells_there_whoever_was_asked_before():
    for where in itertools.product(
        ("none", "eu", "us"), ("public-api", "own-cloud"), ((), ("azure",), ("aws", "openai"))
    ):
        facts = dict(zip(("residency", "data_boundary", "contracted_vendors"), where, strict=True))
        inputs = priced(case(**WORK, **facts), NOVEMBER).inputs
        costs = [cost_here(inputs, model) for model in cheapest_first(inputs)]
        assert costs == sorted(costs)
