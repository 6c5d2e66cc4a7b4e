"""Settled is proven: no completion ever changes a settled verdict; and the next question is one that matters."""

from __future__ import annotations

from random import Random

import pytest
from likely_workloads import READY, value, workload
from workloads import APRIL, NOVEMBER, TELLING, case, decided, shipped, shipped_basis

from advisor import sensitivity
from advisor.case.answer import Answer
from advisor.case.case import Case
from advisor.case.facts import ASKED, VOCABULARY
from advisor.case.models_tried import ModelsTried
from advisor.decision import checklist
from advisor.sensitivity.base_case import decide_base_case

FAR = ModelsTried.of({"unnamed": "large"})
PRICED = {"requests_per_month": 2_000_000, "model": "gpt-4o", "input_tokens": 1_500, "output_tokens": 100}


def settled(on=APRIL, remaining=None, **answers):
    return sensitivity.settled(case(**answers), shipped_basis(), on, remaining)


def test_missing_knowledge_is_retrieved():
    assert not settled(failure_cause=("missing-knowledge",))
    known = {"data_boundary": "public-api", "task": "question-answering", "retrieval_in_place": False}
    assert decided(case(failure_cause=("missing-knowledge",), **known)).verdict.route == "rag"


def test_a_failed_gate_settles_once_nothing_stands_before_it():
    known = {**PRICED, "spec_stability": "evolving", "data_boundary": "public-api"}
    assert not settled(**known)
    assert settled(**known, failure_cause=(), remaining=("label_source", "mlops"))


def test_a_boundary_that_closes_settles_once_a_gate_has_failed():
    assert not settled(data_boundary="own-network")
    assert settled(data_boundary="own-network", eval_infra="none")


def test_a_small_volume_stays_untrained_whatever_the_team_could_do():
    known = {**PRICED, "data_boundary": "public-api", "failure_cause": (), "prompt_meets_bar": True}
    small = {**known, "requests_per_month": 20_000, "models_tried": FAR}
    for mlops in (True, False):
        assert not decided(case(**small, mlops=mlops, labelled_examples=100_000), APRIL).verdict.trained
    assert not settled(**small)
    assert not settled(**{**known, "models_tried": FAR, "spec_stability": "stable"})


def test_what_will_not_be_asked_counts_as_given():
    facts = {**PRICED, **READY, "prompt_meets_bar": True, "failure_cause": (), "models_tried": FAR}
    facts |= {
        "data_boundary": "public-api",
        "label_set": "open",
        "turnaround": "interactive",
        "requests_per_month": 9e6,
    }
    assert not settled(**facts)
    assert settled(**facts, remaining=("describable", "error_tolerance"))
    assert not settled(**facts, remaining=("engineer_usd_per_hour",))


def test_nothing_answered_is_not_settled_and_everything_answered_is():
    assert not sensitivity.settled(Case(), shipped_basis(), NOVEMBER)
    every = workload(Random(1), answered=1).answered("failure_cause", Answer(()))
    assert set(every.answers) == set(ASKED)
    assert sensitivity.settled(every, shipped_basis(), NOVEMBER)
    assert sensitivity.settled(Case(), shipped_basis(), NOVEMBER, ())


def test_a_model_that_may_retire_keeps_its_measured_answers_open():
    known = {**PRICED, **READY, "data_boundary": "public-api", "failure_cause": (), "prompt_meets_bar": True}
    known |= {"models_tried": FAR, "requests_per_month": 200_000_000}
    assert decided(case(**known), NOVEMBER).verdict.concluded_by == "policy.migration"
    assert decided(case(**known, horizon_months=1), NOVEMBER).verdict.trained
    assert not settled(NOVEMBER, **known, remaining=("horizon_months",))
    assert settled(NOVEMBER, **known, remaining=())
    assert settled(NOVEMBER, **known, remaining=("error_tolerance", "task"))


def completion(random: Random, names):
    """Answers to some of `names`, thresholds and extremes among them."""
    share = random.random()
    return {n: extreme(random, n) for n in names if random.random() < share}


def extreme(random: Random, name: str):
    fact = VOCABULARY[name]
    if name in TELLING and random.random() < 0.5:
        return random.choice(TELLING[name])
    if fact.kind == "number" and random.random() < 0.2:
        return random.choice([fact.low + 0.01 if fact.above_low else fact.low, min(fact.high, 1e9)])
    return value(fact, random)


@pytest.mark.parametrize("start", (0, 40))
def test_no_completion_changes_a_proven_verdict(start):
    tried = 0
    for seed in range(start, start + 20):
        random = Random(seed)
        given = workload(random, ready=random.choice((0, 0.5, 1)), answered=random.choice((0.5, 0.8, 1)))
        base_case = decide_base_case(given, shipped_basis(), random.choice((APRIL, NOVEMBER)))
        open_ = [n for n in ASKED if n not in given.answers]
        left = random.sample(open_, min(4, len(open_)))
        if left and sensitivity.is_settled(base_case, left):
            for _ in range(5):
                changed = completion(random, left)
                assert base_case.answered(changed).outcome == base_case.outcome, (seed, changed)
                tried += 1
    assert tried


def completed(random, given, found, on):
    """The route, and whether it trains, with any answers to the core questions that `found` has no answer to."""
    open_ = checklist.load().open_core(found.facts, given.answers)
    left = [n for n in open_ if shipped_basis().knowledge.default(n) is None and n != "bill_today"]
    for name, value_ in completion(random, left).items():
        given = given.answered(name, Answer(value_))
    verdict = decided(given, on).verdict
    return verdict.route, verdict.trained


@pytest.mark.parametrize("start", (100, 130))
def test_a_verdict_called_settled_stands_whatever_is_answered_to_core_questions(start):
    settled_ones = 0
    for seed in range(start, start + 20):
        random = Random(seed)
        given, on = workload(random, answered=random.choice((0.5, 0.8))), random.choice((APRIL, NOVEMBER))
        found = decided(given, on)
        if not found.verdict.settled:
            continue
        settled_ones += 1
        assert found.verdict.open_questions == ()
        for _ in range(3):
            same = found.verdict.route, found.verdict.trained
            assert completed(random, given, found, on) == same, seed
    assert settled_ones


SMALL = {
    "requests_per_month": 20_000.0, "model": "gpt-5.5", "input_tokens": 900.0, "output_tokens": 20.0,
    "task": "classification", "turnaround": "overnight", "data_boundary": "public-api", "prompt_meets_bar": True,
    "label_set": "fixed", "label_count": 12.0, "labelled_examples": 40_000.0, "label_source": "production",
}  # fmt: skip


CASCADE = {
    **PRICED, **READY, "model": "claude-sonnet-5-5", "task": "extraction", "prompt_meets_bar": True, "mlops": False,
    "models_tried": ModelsTried.of({"claude-haiku-5-5": "large"}), "escalation_share": 0.25,
    "data_boundary": "public-api",
}  # fmt: skip


def test_a_number_that_no_price_and_no_rule_of_the_verdict_reads_keeps_nothing_open():
    found = decided(case(**CASCADE)).verdict
    assert (found.route, found.settled) == ("cascade", True)
    assert "ttft_target_ms" not in decide_base_case(case(**CASCADE), shipped_basis(), NOVEMBER).read_by_money


@pytest.mark.parametrize("tried", [{}, {"models_tried": ModelsTried.of({"gpt-5.4-mini": "none"})}])
def test_where_training_pays_under_no_gate_and_moving_does_not_the_verdict_is_settled(tried):
    given = case(**SMALL, **tried)
    found = decided(given, NOVEMBER)
    assert (found.verdict.route, found.verdict.settled) == ("prompt", True)
    random = Random(7)
    for _ in range(6):
        assert completed(random, given, found, NOVEMBER) == ("prompt", False)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_not_worth_asking_changes_nothing(seed):
    random = Random(1_000 + seed)
    given = workload(random, answered=random.choice((0.1, 0.3, 0.6)), ready=0.5)
    if seed % 2:
        given = given.without("requests_per_month", "model")
    base_case = decide_base_case(given, shipped_basis(), NOVEMBER)
    left = [n for n in ASKED if n not in given.answers]
    worth = sensitivity.by_power(base_case, left)
    assert set(worth) <= set(left)
    for _ in range(12):
        changed = completion(random, [n for n in left if n not in worth])
        assert base_case.answered(changed).outcome == base_case.outcome, changed


def test_the_next_question_is_one_that_can_change_the_verdict():
    given = case(**PRICED, spec_stability="evolving", data_boundary="public-api")
    asked = ("describable", "failure_cause")
    assert sensitivity.next_question(given, shipped_basis(), APRIL, asked) == "failure_cause"
    inside = case(data_boundary="own-network", eval_infra="none")
    assert sensitivity.next_question(inside, shipped_basis(), APRIL, ("mlops", "failure_cause")) is None


def test_the_more_telling_gate_comes_first_in_any_order():
    gates = ("prompt_baseline", "latency_critical", "spec_stability")
    facts = {**PRICED, **READY, "prompt_meets_bar": True, "models_tried": FAR, "label_set": "open"}
    facts |= {"data_boundary": "public-api", "requests_per_month": 9_000_000}
    given = case(**{k: v for k, v in facts.items() if k not in gates})
    base_case = decide_base_case(given, shipped_basis(), APRIL)
    ranked, turned = sensitivity.by_power(base_case, gates), sensitivity.by_power(base_case, gates[::-1])
    assert {"prompt_baseline", "spec_stability"} <= set(ranked) == set(turned)
    assert ranked[0] == turned[0] == "spec_stability"


def test_what_closes_a_tuned_route_is_worth_asking():
    facts = {**PRICED, **READY, "prompt_meets_bar": True, "models_tried": FAR, "failure_cause": ()}
    facts |= {"data_boundary": "public-api", "requests_per_month": 9_000_000}
    facts |= {"task": "classification", "label_count": 24}
    given = case(**facts)
    assert (
        sensitivity.next_question(given, shipped_basis(), APRIL, ("describable", "label_set")) == "label_set"
    )


def test_the_outlook_of_a_decision():
    decision = decided(shipped("promptunit"), APRIL)
    found = sensitivity.outlook(decision, shipped_basis(), 500)
    assert found == sensitivity.outlook(decision, shipped_basis(), 500)
    assert found.ranges.outcome == (decision.verdict.route, decision.verdict.trained)
    assert found.sure == found.ranges.holds
    assert found.sentence.startswith("It holds unless ")
    assert found.tornado.tuned == decision.break_even.tuned_route
    open_ = sensitivity.outlook(decided(Case()), shipped_basis())
    assert (open_.sure, open_.tornado) == (None, None)
