"""Rented GPUs are a vendor's too: under a contract they are those of a cloud that was signed with, or it is said."""

from __future__ import annotations

import datetime
import re

import pytest
from in_line import told_on
from workloads import shipped_basis

from advisor.case import case as cases
from advisor.decide import decide
from advisor.decision.decision import Decision, RouteCost

DAY = datetime.date(2026, 11, 28)
WORK = (
    "requests_per_month: 60M, model: claude-sonnet-5-5, input_tokens: 1500, output_tokens: 200, task: generation,"
    " prompt_meets_bar: yes, turnaround: minutes"
)


told = told_on(DAY, WORK)


def row(d: Decision) -> RouteCost:
    return next(r for r in d.routes if r.id == "self-host" and not r.trained)


@pytest.mark.parametrize(
    ("boundary", "said"),
    [
        ("data_boundary: contracted-vendor, contracted_vendors: [anthropic]", True),
        ("data_boundary: contracted-vendor", True),
        ("data_boundary: contracted-vendor, contracted_vendors: [anthropic, aws]", False),
        ("data_boundary: public-api", False),
        ("data_boundary: contracted-vendor, contracted_vendors: [anthropic], gpus: owned", False),
    ],
)
def test_gpus_of_nobody_under_contract_are_to_be_signed_for_first(boundary, said):
    found = row(told(boundary))
    assert found.available and any("sign with one first" in a for a in found.asides) == said


def test_a_verdict_on_gpus_of_nobody_under_contract_says_so_at_once():
    only = (
        "data_boundary: contracted-vendor, contracted_vendors: [anthropic], models_tried: {qwen3-32b: none}"
    )
    d = told(only)
    assert d.verdict.route == "self-host"
    assert any("sign with one first" in w for w in d.warnings)


def test_gpus_of_a_cloud_under_contract_cost_what_large_clouds_ask():
    vendors = "contracted_vendors: [anthropic, aws]"
    plain, signed, inside = (
        row(told(f"data_boundary: {where}")).monthly_usd
        for where in ("public-api", f"contracted-vendor, {vendors}", f"own-cloud, {vendors}")
    )
    assert signed == pytest.approx(inside) and signed > plain


INSIDE = "requests_per_month: 20M, model: gpt-6.1-terra, input_tokens: 2000, output_tokens: 300, task: chat"
NOWHERE = (
    "requests_per_month: 2M, model: mistral-large-2512, input_tokens: 2000, output_tokens: 300, task: chat,"
    " data_boundary: contracted-vendor, contracted_vendors: [acme]"
)


@pytest.mark.parametrize(
    ("answers", "hours"), [(f"{INSIDE}, data_boundary: own-network", 168), (NOWHERE, 16), (INSIDE, None)]
)
def test_the_card_that_an_open_model_is_measured_on_is_rented_for_its_price(answers, hours):
    d = decide(cases.parse(f"advisor: 1\nanswers: {{{answers}}}\n"), shipped_basis(), DAY)
    said = re.search(r"about \$([\d,.]+) a week|\$([\d,.]+) for a rented", d.plan[0])
    assert (said is not None) is (hours is not None)
    if said and hours:
        usd = float((said[1] or said[2]).replace(",", ""))
        prices = [g.at(DAY) for g in shipped_basis().knowledge.gpus]
        every = [p.typical for p in prices if p and p.typical] + [
            p.premium for p in prices if p and p.premium
        ]
        assert any(usd == pytest.approx(hour * hours, abs=1) for hour in every)
