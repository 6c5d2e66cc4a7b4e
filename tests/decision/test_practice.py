"""Cases as published practice has them: route, training, model, next step and first steps that an expert would name."""

from __future__ import annotations

import datetime
import functools
from pathlib import Path
from typing import Any

import pytest
import yaml
from workloads import priced, shipped_basis

from advisor.case import case as cases
from advisor.decide import decide
from advisor.decision.decision import Decision

DAY = datetime.date(2026, 11, 27)
FIXTURES = Path(__file__).parents[1] / "fixtures"
PRACTICE = [
    case
    for name in ("practice.yaml", "dilemmas.yaml")
    for case in yaml.safe_load((FIXTURES / name).read_text(encoding="utf-8"))
]


@functools.cache
def decided(says: str) -> Decision:
    """The decision of the case that goes by this sentence."""
    case = next(p for p in PRACTICE if p["says"] == says)
    told = {"advisor": 1, "answers": case["answers"], "prices": case.get("prices", {})}
    return decide(cases.parse(yaml.safe_dump(told)), shipped_basis(), DAY)


@pytest.mark.parametrize("one", PRACTICE, ids=[p["says"] for p in PRACTICE])
def test_the_verdict_is_what_an_expert_would_say(one: dict[str, Any]) -> None:
    d = decided(one["says"])
    want, v = one["want"], d.verdict
    said = v.headline + v.next.when
    assert v.route in want.get("route", [v.route])
    assert v.route not in want.get("not_route", [])
    assert v.trained is want.get("trained", v.trained)
    assert v.model == want.get("model", v.model)
    assert not any(name in str(v.model) for name in want.get("not_model", []))
    assert want.get("named", "") in said
    assert "not_named" not in want or want["not_named"] not in said
    assert want.get("headline", "") in v.headline
    assert any(want.get("step", "") in step for step in d.plan[:4])
    assert "open" not in want or want["open"] in v.open_questions
    assert v.next.route == want.get("next", v.next.route)
    assert v.then is None or v.then.trained is want.get("then_trained", v.then.trained)


@pytest.mark.parametrize("one", PRACTICE, ids=[p["says"] for p in PRACTICE])
def test_verdict_table_and_prose_agree(one: dict[str, Any]) -> None:
    d = decided(one["says"])
    v, row = d.verdict, d.route(d.verdict.route)
    assert v.next.route is not None
    assert d.plan
    if priced(d.case, d.as_of).load is not None:
        assert row.available
        assert row.monthly_usd is not None
        assert (row.trained, row.model) == (v.trained, v.model)
    prose = " ".join((v.headline, v.next.when, v.then.when if v.then else ""))
    ids = (
        "gate_",
        "hosted-ft",
        "other-model",
        "own-network",
        "missing-knowledge",
        "nothing-yet",
        "policy.",
        "{",
    )
    assert not any(word in prose for word in ids)
