"""Fills in defaults for facts that nobody answered, each with its origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from advisor.case.fact_type import Value
from advisor.case.facts import ASKED, INSIDE
from advisor.decision.decision import Assumption

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.costing.inputs import Inputs
    from advisor.knowledge.records import DefaultValue
    from advisor.knowledge.store import Knowledge


PRICE_ONLY = frozenset({"retrain_every_months"})
"""Facts whose default is used for prices only: for the rules they stay unknown, and are asked."""


def with_defaults(case: Case, knowledge: Knowledge) -> tuple[dict[str, Value], tuple[Assumption, ...]]:
    """The facts of the case with defaults filled in, and the values among them that were assumed rather than said.

    A default that depends on another fact is filled in after it; while that fact is unknown, so is the default.
    """
    facts: dict[str, Value] = dict(case.facts)
    assumed = [
        Assumption(name, a.value, a.source)
        for name, a in case.answers.items()
        if a.source in ("assumed", "default")
    ]
    waiting = {name: d for name in ASKED if name not in facts and (d := knowledge.default(name))}
    for name, implied, why in [*_implied(facts), *_bought(facts, case.prices)]:
        waiting.pop(name, None)
        facts[name] = implied
        assumed.append(Assumption(name, implied, f"default, {why}"))
    while waiting:
        ready = {name: value for name, d in waiting.items() if (value := _value(d, facts)) is not None}
        if not ready:
            break
        for name, value in ready.items():
            facts[name] = value
            assumed.append(Assumption(name, value, _origin(waiting.pop(name))))
    return facts, tuple(assumed)


def _implied(facts: Mapping[str, Any]) -> Iterator[tuple[str, Value, str]]:
    """Facts that other answers imply, each with the reason."""
    if facts.get("prompt_meets_bar") is True and "failure_cause" not in facts:
        yield "failure_cause", (), "since the prompt is good enough"
    if facts.get("one_off") is True and facts.get("horizon_months") != 1:
        yield "horizon_months", 1.0, "since the job is done once"
    if facts.get("one_off") is True and "input_shift" not in facts:
        yield "input_shift", "rarely", "since the job is done once"
    if facts.get("failure_cause") and "prompt_meets_bar" not in facts:
        yield "prompt_meets_bar", False, "since a cause is named why it falls short"
    corpus, prefix = facts.get("corpus_tokens"), facts.get("shared_prefix_tokens")
    if (
        "corpus_in_prompt_tokens" not in facts
        and corpus
        and prefix
        and corpus <= prefix
        and not facts.get("retrieval_in_place")
    ):
        yield "corpus_in_prompt_tokens", corpus, "since the text to index fits the prompt's unchanging prefix"


def _bought(
    facts: Mapping[str, Any], prices: Mapping[str, Mapping[str, float]]
) -> Iterator[tuple[str, Value, str]]:
    """That GPUs are bought: if a purchase price is given, or if data may not leave the network."""
    if "gpus" in facts:
        return
    if any("purchase" in rates for rates in prices.values()):
        yield "gpus", "owned", "since a price to buy was given"
    elif facts.get("data_boundary") in INSIDE:
        yield "gpus", "owned", "since data may not leave your network"


def facts_for_rules(inputs: Inputs) -> Mapping[str, Any]:
    """The facts that rules may see: all but defaults that are used for prices only."""
    return {n: v for n, v in inputs.facts.items() if n not in PRICE_ONLY or n in inputs.said}


def _value(default: DefaultValue, facts: Mapping[str, Any]) -> Value | None:
    if default.value is not None:
        value = default.value
        return () if value == "none" else value
    found = default.range(facts)
    return None if found is None else found.likely


def _origin(default: DefaultValue) -> str:
    return "default" + (f" [{', '.join(default.cites)}]" if default.cites else f" ({default.grade})")
