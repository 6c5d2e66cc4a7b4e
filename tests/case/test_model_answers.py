"""A case names its models as people do; the book gives their ids, and learns those that the case brings along."""

from __future__ import annotations

import datetime

import pytest

from advisor.case.case import parse
from advisor.case.model_answers import name_models
from advisor.decide import decide, load_basis
from advisor.errors import BadInput
from advisor.knowledge import load

HEAD = "advisor: 1\ntitle: t\nanswers:\n"


def named(text: str):
    return name_models(parse(HEAD + text), load())


def test_models_are_named_by_their_ids():
    case, _ = named("  model: Claude Sonnet 4.6\n  other_model: us.amazon.nova-lite-v1:0\n")
    assert case.answers["model"].value == "claude-sonnet-4-6"
    assert list(case.answers["models_tried"].value) == ["nova-lite"]


def test_words_beside_the_name_tell_where_the_model_runs():
    case, _ = named("  model: llama-3.3-70b (own H100)\n")
    told = {n: case.answers[n].value for n in ("model", "serving_today", "gpus")}
    assert told == {"model": "llama-3.3-70b", "serving_today": "own-gpus", "gpus": "owned"}


@pytest.mark.parametrize("said", ["gpt-4o (legacy)", "gpt-4o + gpt-4o-mini"])
def test_words_beside_the_name_that_leave_it_open_are_refused(said):
    with pytest.raises(BadInput, match="unknown model"):
        named(f'  model: "{said}"\n')


def test_the_id_of_a_tune_says_that_it_is_one_unless_somebody_said_otherwise():
    tune = "  model: ft:gpt-4o-mini-2024-07-18:acme::abc\n"
    case, _ = named(tune)
    assert (case.answers["model"].value, case.answers["model_is_tuned"].value) == ("gpt-4o-mini", True)
    case, _ = named(tune + "  model_is_tuned: false\n")
    assert case.answers["model_is_tuned"].value is False


def test_negotiated_prices_go_by_any_spelling_but_by_one():
    case, _ = named("  model: gpt-4o\nprices:\n  azure/gpt-4o: {input: 2}\n")
    assert case.prices == {"gpt-4o": {"input": 2}}
    with pytest.raises(BadInput, match="two names of one model"):
        named("  model: gpt-4o\nprices:\n  azure/gpt-4o: {input: 2}\n  GPT-4o: {output: 8}\n")


def test_a_name_that_is_not_known_names_its_fact():
    with pytest.raises(BadInput, match="unknown model") as caught:
        named("  model: grok-99\n")
    assert caught.value.fact == "model"


@pytest.mark.parametrize(
    ("model", "prices", "monthly"),
    [
        ("grok 4.6", "", 100_000 * (1000 * 2 + 100 * 6) / 1e6),
        (
            "House model",
            "prices:\n  House model: {input: 3, output: 15}\n",
            100_000 * (1000 * 3 + 100 * 15) / 1e6,
        ),
    ],
)
def test_a_model_outside_our_own_layer_is_decided_at_its_price(model: str, prices: str, monthly: float):
    answers = "  requests_per_month: 100000\n  input_tokens: 1000\n  output_tokens: 100\n"
    case = parse(f"{HEAD}  model: {model}\n{answers}{prices}")
    found = decide(case, load_basis(), datetime.date(2026, 11, 27)).route("prompt")
    assert found.monthly_usd == pytest.approx(monthly)
