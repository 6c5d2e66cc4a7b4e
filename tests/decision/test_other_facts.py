"""What is read again where only some facts differ is what all of it would be."""

from random import Random

import pytest
from likely_workloads import workload
from msgspec.structs import replace
from workloads import NOVEMBER, decided, shipped_basis

from advisor.case.facts import TRIED
from advisor.case.models_tried import ModelsTried
from advisor.costing.comparison import compare_routes
from advisor.decision.assess import prepare_inputs

PARTS = (shipped_basis().rules, shipped_basis().rules.policy, shipped_basis().rules.policy.before_choice)


@pytest.mark.parametrize("seed", range(8))
def test_rules_on_facts_of_which_some_differ_say_what_they_say_on_these_facts(seed):
    one, other = (decided(workload(Random(n), answered=0.6)).known for n in (seed, seed + 1))
    for base, rules in ((b, r) for b in PARTS for r in PARTS):
        found, alone = rules.evaluate(other, base.evaluate(one)), rules.evaluate(other)
        assert found.facts == alone.facts
        assert {r.id: found.state(r.id) for r in rules.rules} == {
            r.id: alone.state(r.id) for r in rules.rules
        }
        again = shipped_basis().rules.evaluate(one, found)
        assert again.holding == shipped_basis().rules.evaluate(one).holding


def test_routes_are_priced_again_for_an_answer_that_they_read_and_no_other():
    case = workload(Random(3), answered=0.0)
    inputs = prepare_inputs(case, shipped_basis().knowledge, NOVEMBER)[1]
    before = compare_routes(inputs)
    tried, longer = {TRIED: ModelsTried.of({"gpt-4.1-mini": "small"})}, {"output_tokens": 999}
    after, more = (
        compare_routes(replace(inputs, facts={**inputs.facts, **c}, used={})) for c in (tried, longer)
    )
    for route in ("self-host", "lora", "hosted-ft", "encoder", "prompt"):
        assert after.ways[route] is before.ways[route]
        assert more.ways[route] is not before.ways[route]
    assert after.ways["other-model"] is not before.ways["other-model"]
