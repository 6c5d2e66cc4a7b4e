"""Money: invariants of the costing, break-even by its definition, attribution, edge cases, bills of every route."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from workloads import APRIL, NOVEMBER, PRICED, case, decided, priced, shipped, shipped_basis

from advisor.case.facts import VOCABULARY
from advisor.case.models_tried import ModelsTried
from advisor.case.routes import ROUTES, TUNED, BandEdges
from advisor.costing.bill import Bill
from advisor.costing.breakeven import break_even_band, crossing
from advisor.costing.line_items import Factor, LineItem
from advisor.costing.workload import steady_workload
from advisor.errors import BadInput

EDGES = BandEdges(3, 10)
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
PLAIN = {"model": "gpt-4o", "requests_per_month": 200_000, "input_tokens": 2_000, "output_tokens": 300}
INSIDE = {"data_boundary": "own-network"}


def flat(route: str, once: float, month: float, call: float) -> Bill:
    """A bill of one line each."""
    periods = (("once", once), ("month", month), ("call", call))
    lines = tuple(LineItem(p, p, (Factor(usd, "USD"),)) for p, usd in periods)  # type: ignore[arg-type]
    return Bill(route, route, lines, 1e9, 0.0)


def ways(answers, on):
    """Horizon cost of every way to take every route, by its label."""
    money = priced(case(**answers), on)
    return {
        (bill.route, bill.label): float(bill.once + money.load.horizon * bill.monthly(money.volume))
        for bills in money.ways.values()
        for bill in bills
        if bill.lines
    }


@QUICK
@given(
    PRICED,
    st.sampled_from(["requests_per_month", "output_tokens", "engineer_usd_per_hour"]),
    st.floats(1.01, 50),
)
def test_no_cost_falls_when_volume_output_or_wages_rise(answers, fact, times):
    # A busier workload keeps its cache warmer, which may save more than its calls add: the hit rate stays.
    base = {"cache_hit_rate": 0.5, "engineer_usd_per_hour": 92.0, **answers, "one_off": False}
    base.pop("bill_today", None)
    before = ways(base, NOVEMBER)
    after = ways({**base, fact: min(base[fact] * times + 1, VOCABULARY[fact].high)}, NOVEMBER)
    for way in before.keys() & after.keys():
        assert after[way] >= before[way] * (1 - 1e-9), way


@QUICK
@given(PRICED, st.floats(1.01, 10))
def test_no_cost_falls_when_a_price_rises(answers, times):
    # What is given is what is paid in a region, where the list's rate comes on top: nothing is asked of one here.
    answers = {**answers, "model": "gpt-6-luna", "models_tried": ModelsTried.of({"gpt-6.1-terra": "small"})}
    answers = {**answers, "residency": "none"}
    plain = case(**answers)
    l4 = shipped_basis().knowledge.gpu("l4").at(NOVEMBER)
    hour = max(l4.typical, l4.premium)  # the own cloud pays the premium
    dearer = {"gpt-6-luna": {"input": 0.1 * times, "output": 0.5 * times}, "l4": {"typical": hour * times}}
    before, after = priced(plain), priced(type(plain)(plain.title, plain.answers, dearer))
    for route in ROUTES:
        old, new = (money.chosen.get(route) for money in (before, after))
        if old is not None and new is not None and old.label == new.label and old.lines:
            volume = before.volume
            assert new.once + 12 * new.monthly(volume) >= (old.once + 12 * old.monthly(volume)) * (1 - 1e-9)


@QUICK
@given(
    st.floats(0, 1e5),
    st.floats(0, 1e4),
    st.floats(0, 0.1),
    st.floats(0, 1e4),
    st.floats(0, 0.1),
    st.floats(1, 36),
)
def test_at_break_even_both_cost_the_same(once, month, call, reference_month, reference_call, horizon):
    tuned, reference = flat("lora", once, month, call), flat("prompt", 0, reference_month, reference_call)
    at = crossing(tuned, reference, steady_workload(1.0, horizon)).volume
    if reference_call <= call:
        assert math.isinf(at)
    elif 0 < at < 1e12:
        mine = once + horizon * (month + at * call)
        assert mine == pytest.approx(horizon * (reference_month + at * reference_call), rel=1e-6, abs=1e-6)


@QUICK
@given(PRICED, st.floats(1.0, 1e3))
def test_more_volume_never_lowers_the_multiple(answers, times):
    money = priced(case(**answers))
    for route in TUNED:
        bill = money.chosen.get(route)
        found = money.crossing(bill) if bill is not None and bill.lines else None
        if found is None or not 0 < found.volume < math.inf:
            continue
        more = crossing(
            bill, money.reference, replace(money.load, first_volume=money.load.first_volume * times)
        )
        assert more.volume == pytest.approx(found.volume)


@QUICK
@given(PRICED, st.integers(2, 24))
def test_horizon_cost_is_linear_in_months(answers, months):
    """Where nothing ends within it: one month more costs one month more."""
    answers = {**answers, "model": "gpt-6-luna", "growth_per_month": 0.0, "one_off": False}
    answers.pop("bill_today", None)
    one, two, three = (
        priced(case(**{**answers, "horizon_months": m})) for m in (months, months + 1, months + 2)
    )
    own = [money.chosen["self-host"] for money in (one, two, three)]
    if own[0].lines:
        a, b, c = (float(m.horizon_cost(bill)) for m, bill in zip((one, two, three), own, strict=True))
        assert c - b == pytest.approx(b - a, rel=1e-9)
        assert b - a == pytest.approx(float(own[0].monthly(one.volume)), rel=1e-9)


@pytest.mark.parametrize(
    ("times", "where"),
    [(0.0, "below-3x"), (2.99, "below-3x"), (3.0, "3x-to-10x"), (9.99, "3x-to-10x"), (10.0, "10x-plus")],
)
def test_a_boundary_belongs_to_the_upper_band(times, where):
    assert break_even_band(times * 1000.0, 1000.0, EDGES) == where


def test_break_even_at_any_volume_and_never():
    cheap, dear = flat("lora", 0, 0, 0.001), flat("prompt", 0, 100, 0.002)
    assert crossing(cheap, dear, steady_workload(5.0, 12)).volume == 0
    assert break_even_band(0.0, 0.0, EDGES) == "10x-plus"
    assert break_even_band(1e12, math.inf, EDGES) == "never"


def test_payback_where_the_saving_does_not_carry_the_upkeep():
    tuned, reference = flat("lora", 100, 50, 0.001), flat("prompt", 0, 0, 0.002)
    assert math.isinf(crossing(tuned, reference, steady_workload(50_000, 12)).payback)
    assert crossing(tuned, reference, steady_workload(150_000, 12)).payback == pytest.approx(1.0)


@pytest.mark.parametrize(
    "edge",
    [
        {"requests_per_month": 0},
        {"requests_per_month": 1},
        {"requests_per_month": 10**12},
        {"input_tokens": 1, "output_tokens": 0},
        {"horizon_months": 1},
        {"tuned_use_cases": 40},
        {"turnaround": "overnight", "shared_prefix_tokens": 1_800},
        {"growth_per_month": -0.5},
        {"input_tokens": 90_000_000},
    ],
)
def test_edges_give_sane_answers(edge):
    for on in (APRIL, NOVEMBER):
        d = decided(case(**{**PLAIN, **edge}), on)
        for route in d.routes:
            for usd in (route.one_time_usd, route.monthly_usd, route.per_call_usd, route.horizon_usd):
                assert usd is None or (math.isfinite(usd) and usd >= 0)


def test_batch_and_cache_prices_lower_the_prompt_bill_and_show_in_the_steps():
    plain = decided(case(**PLAIN, shared_prefix_tokens=1_500, cache_hit_rate=0.8), NOVEMBER)
    lines = {line.item: line for line in plain.route("prompt").lines}
    assert lines["cached input"].usd == pytest.approx(200_000 * 0.8 * 1_500 * 0.01e-6)
    assert lines["cache writes"].usd == pytest.approx(200_000 * 0.2 * 1_500 * 0.125e-6)
    assert lines["input"].usd == pytest.approx(200_000 * 500 * 0.10e-6)
    night = decided(case(**PLAIN, turnaround="overnight"), NOVEMBER)
    assert night.route("prompt").monthly_usd == pytest.approx(
        decided(case(**PLAIN)).route("prompt").monthly_usd / 2
    )
    assert "X.batch" in night.route("prompt").lines[0].cites
    assert next(s for s in night.attribution if s.step == "batch or flex").usd_per_month > 0


def test_a_negotiated_price_is_the_one_that_counts():
    plain = case(**PLAIN)
    own = type(plain)(plain.title, plain.answers, {"gpt-4o": {"input": 1.0}})
    assert decided(own, APRIL).route("prompt").lines[0].usd == pytest.approx(200_000 * 2_000 * 1e-6)


def test_a_prefix_below_the_vendors_minimum_or_dearer_to_write_than_to_read_is_not_cached():
    plain = {**PLAIN, "input_tokens": 4_500, "model": "claude-haiku-4-5"}
    without = decided(case(**plain)).route("prompt").monthly_usd
    short = decided(case(**plain, shared_prefix_tokens=4_000, cache_hit_rate=0.9))
    assert short.route("prompt").monthly_usd == pytest.approx(without)
    long = decided(case(**plain, shared_prefix_tokens=4_200, cache_hit_rate=0.9))
    assert long.route("prompt").monthly_usd < without
    rare = decided(case(**plain, shared_prefix_tokens=4_200, cache_hit_rate=0.1))
    assert rare.route("prompt").monthly_usd == pytest.approx(without)


def test_the_slower_tiers_cost_half_where_they_are_sold():
    for model, turnaround in (("nova-pro", "overnight"), ("gpt-6.1-sol", "minutes")):
        at_once, later = (
            decided(case(**{**PLAIN, "model": model, "turnaround": t})).route("prompt").monthly_usd
            for t in ("interactive", turnaround)
        )
        assert later == pytest.approx(at_once / 2)


def test_dearer_hours_and_regions_count_for_every_call():
    plain = {**PLAIN, "model": "deepseek-v4-pro"}
    day, night = (
        decided(case(**plain, turnaround=t)).route("prompt").monthly_usd for t in ("interactive", "overnight")
    )
    assert day == pytest.approx(night * (1 + 7 * 5 / (24 * 7)))
    here, eu = (
        decided(case(**{**PLAIN, "model": "gpt-6-luna"}, residency=r)).route("prompt").monthly_usd
        for r in ("none", "eu")
    )
    assert eu == pytest.approx(1.1 * here)


@pytest.mark.parametrize(
    ("entry", "rates", "route"),
    [
        ("aws-nova-micro", {"tuned_input": 0.35, "tuned_output": 1.4}, "hosted-ft"),
        ("together-h100", {"per_hour": 0.01}, "lora"),
    ],
)
def test_negotiated_rates_reach_tuned_offers_and_hosts(entry, rates, route):
    plain = case(**{**PLAIN, "model": "gpt-6.1-sol"})
    own = type(plain)(plain.title, plain.answers, {entry: rates})
    before, after = (decided(c).route(route).monthly_usd for c in (plain, own))
    assert after != pytest.approx(before)


def test_a_negotiated_input_price_carries_the_rates_that_follow_it():
    plain = case(**{**PLAIN, "model": "gpt-6.1-sol"}, turnaround="overnight", shared_prefix_tokens=1_500)
    half = type(plain)(plain.title, plain.answers, {"gpt-6.1-sol": {"input": 1.0, "output": 5.0}})
    before, after = (decided(c).route("prompt").monthly_usd for c in (plain, half))
    assert after == pytest.approx(before / 2)


def test_a_contracted_vendor_means_that_vendor():
    d = decided(case(**{**PLAIN, "model": "gpt-6.1-sol"}, data_boundary="contracted-vendor"))
    assert not d.route("hosted-ft").available
    assert {b.model.split("-")[0] for b in priced(d.case, d.as_of).ways["other-model"] if b.lines} == {"gpt"}


def test_several_use_cases_share_a_base_model():
    one, four = (decided(case(**PLAIN, tuned_use_cases=n)).route("self-host") for n in (1, 4))
    share = {r: next(li for li in r.lines if li.item == "provisioned GPUs").usd for r in (one, four)}
    assert share[four] == pytest.approx(share[one] / 4)


def test_a_platform_closed_to_newcomers_is_open_to_its_customers():
    guide = shipped("guide-classifier")
    inside = guide.answered("hosted_tuning_access", type(guide.answers["model"])(("openai",)))
    stays, goes = decided(inside), decided(guide)
    openai = "gpt-4o-mini-2024-07-18 at openai"
    reason = next(n for n in goes.route("hosted-ft").notes if n.startswith(openai))
    assert "2026-05-07" in reason
    ends = next(n for n in stays.route("hosted-ft").notes if n.startswith(openai))
    assert "closed" not in ends


def test_closed_tuning_offers_are_priced_where_nothing_open_can_be_compared():
    someone, inside = (priced(case(**PLAIN, **more), NOVEMBER).ways["hosted-ft"] for more in ({}, INSIDE))
    assert any(not b.closed for b in someone) and not any(b.lines for b in someone if b.closed)
    assert all(b.closed for b in inside) and any(b.lines for b in inside)


def test_only_own_cloud_offers_where_data_stays_in_the_own_cloud():
    d = decided(case(**PLAIN, data_boundary="own-cloud"), NOVEMBER)
    chosen = priced(d.case, d.as_of).chosen["hosted-ft"]
    assert priced(d.case, d.as_of).inputs.knowledge.offer(chosen.price_entries[0]).tenancy == "own-cloud"


def test_every_line_says_how_it_was_computed_and_what_it_rests_on():
    for name in ("guide-classifier", "promptunit", "legal-clauses"):
        for route in decided(shipped(name)).routes:
            for line in route.lines:
                assert line.formula
                assert line.cites, line
                assert line.as_of, line


def test_a_tuned_route_brings_retrieval_along_where_knowledge_is_missing():
    lacking = {**PLAIN, "failure_cause": ("missing-knowledge", "format"), "prompt_meets_bar": False}
    plain, with_it = (decided(case(**a)).route("hosted-ft") for a in (PLAIN, lacking))
    items = {line.item for line in with_it.lines} - {line.item for line in plain.lines}
    assert {"vector store", "set-up of retrieval", "maintenance of retrieval", "embed the corpus"} <= items
    assert all("C.combine" in line.cites for line in with_it.lines if "retrieval" in line.item)
    tokens = {line.item: line.formula for line in with_it.lines}["input"]
    assert "2,800 input tokens" in tokens


def test_retrieved_text_stays_in_the_tuned_prompt():
    running = case(**PLAIN, retrieval_in_place=True, retrieved_tokens=1_200)
    assert decided(running).facts["tuned_input_tokens"] == pytest.approx(1_200 + 0.4 * 800)


def test_pounds_become_dollars_only_at_a_dated_rate_of_the_case():
    plain = case(**PLAIN)
    rated = type(plain)(
        plain.title, plain.answers, {"GBP@2026-11-01": {"usd": 1.5}, "GBP@2027-01-01": {"usd": 9}}
    )
    told = "GBP 10-30 [C.lora-run] is $15 to $45 at your rate of 2026-11-01 (1.5 USD)."
    assert told in decided(rated).notes
    assert not any("at your rate" in note for note in decided(plain).notes + decided(rated, APRIL).notes)


def test_a_negotiated_price_of_an_unknown_entry_is_refused_with_a_near_name():
    plain = case(**PLAIN)
    with pytest.raises(BadInput, match="did you mean gpt-4o"):
        decided(type(plain)(plain.title, plain.answers, {"gpt-4oo": {"input": 1.0}}))


def test_an_encoder_reads_no_more_than_its_window():
    for tokens, shut in ((8_000, False), (60_000, True)):
        bill = priced(case(**{**PLAIN, "input_tokens": tokens}, label_set="fixed")).chosen["encoder"]
        assert bool(bill.closed) is shut


def test_the_payload_never_shrinks_by_tuning():
    load = priced(case(**PLAIN, payload_tokens=1_600, tuned_input_tokens=500)).load
    assert load.tuned.input == 1_600


def test_a_document_is_not_cut_by_default_as_instructions_are():
    def tuned(tokens, **more):
        return decided(case(**{**PLAIN, "input_tokens": tokens}, **more)).facts["tuned_input_tokens"]

    assert tuned(8_000) == pytest.approx(0.4 * 8_000)
    assert tuned(150_000) - tuned(100_000) == 50_000
    assert tuned(150_000, payload_tokens=110_000) == 110_000 + 0.25 * 40_000
