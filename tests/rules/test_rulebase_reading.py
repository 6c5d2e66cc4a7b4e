"""Random rules over random facts: the engine, the reading, and an independent reading of the YAML agree."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random
from typing import Any

import rulekit
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.case.facts import VOCABULARY

NUMBERS = {
    "requests_per_month": [0, 1, 99_999.5, 100_000, 1e14 + 1, 1e15],
    "few_shot_vs_tuned": [0, 1e-9, 0.1, 0.9, 1],
}
LISTS = {"failure_cause": ["format", "reasoning", "latency"], "hosted_tuning_access": ["openai", "Ärger \"'"]}
CHOICES = {f: list(VOCABULARY[f].values) for f in ("task", "spec_stability", "eval_infra")}
FLAGS = {f: [True, False] for f in ("mlops", "prompt_baseline")}
ASKED = {**NUMBERS, **CHOICES, **FLAGS, **LISTS}
MADE = {"made_flag": [True, False], "made_word": ["one", "two"]}
ABSENT = object()


class Maker:
    """Draws rule conditions and facts."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def some(self, values: Any) -> list[Any]:
        return self.random.sample(list(values), self.random.randint(1, min(3, len(values))))

    def test(self, fact: str, values: Any) -> Any:
        """A test of one fact: of a number, a list, a flag or a choice."""
        pick, choose = self.random.choice, self.random.random()
        if choose < 0.2:
            return {"known": pick([True, False])}
        if fact in NUMBERS and choose < 0.8:
            return pick(
                [
                    {"below": pick(values)},
                    {"at least": pick(values)},
                    {"at least": values[1], "below": values[-1]},
                ]
            )
        if fact in LISTS:
            return pick([{"is": "none"}, {"has": pick(values)}, {"one of": self.some(values)}])
        if values == [True, False] or choose < 0.5:
            return pick([pick(values), {"is": pick(values)}])
        return {"one of": self.some(values)}

    def condition(self, facts: Any, depth: int = 3, *, within: bool = False) -> Any:
        kinds = ["all", "any", "test", "test", "tests", *(() if within else ("not", "unless"))]
        kind = self.random.choice(kinds) if depth else "test"
        if kind in ("not", "unless"):
            return {kind: self.condition(facts, depth - 1, within=within or kind == "unless")}
        if kind in ("all", "any"):
            parts = self.random.randint(1, 3)
            return {kind: [self.condition(facts, depth - 1, within=within) for _ in range(parts)]}
        names = self.some(facts) if kind == "tests" else self.random.sample(list(facts), 1)
        return {name: self.test(name, facts[name]) for name in names}

    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, values in ASKED.items():
            if self.random.random() < 0.7:
                found[name] = self.random.choice(values)
                if name in LISTS:
                    found[name] = tuple(self.some(values)) if self.random.random() < 0.7 else ()
        return found


def independent(condition: Any, facts: dict[str, Any]) -> bool | None:
    """Kleene's three values on the YAML itself; ABSENT is a derived fact that settled without a value."""
    if condition == "always":
        return True
    found = []
    for key, value in condition.items():
        if key == "all":
            found.append(conjunction([independent(c, facts) for c in value]))
        elif key == "any":
            found.append(negation(conjunction([negation(independent(c, facts)) for c in value])))
        elif key == "not":
            found.append(negation(independent(value, facts)))
        elif key == "unless":
            found.append(independent(value, facts) is not True)
        else:
            tests = value if isinstance(value, dict) else {"is": value}
            found.extend(one(name, want, key, facts) for name, want in tests.items())
    return conjunction(found)


def one(name: str, want: Any, fact: str, facts: dict[str, Any]) -> bool | None:
    if name == "known":
        return (fact in facts and facts[fact] is not ABSENT) == want
    if fact not in facts:
        return None
    have = facts[fact]
    if name == "is":
        return have == (() if fact in LISTS else want)
    if name == "one of":
        return any(v in have for v in want) if fact in LISTS else have in want
    return {"below": lambda: have < want, "at least": lambda: have >= want, "has": lambda: want in have}[
        name
    ]()


def conjunction(values: list[bool | None]) -> bool | None:
    return False if False in values else None if None in values else True


def negation(value: bool | None) -> bool | None:
    return None if value is None else not value


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_engine_reading_and_an_independent_reading_agree(seed: int) -> None:
    make = Maker(Random(seed))
    flag, word = make.condition(ASKED), make.condition(ASKED)
    never = {"requests_per_month": {"below": 0}}
    rules = [
        *(rulekit.rule(f"plain.r{i}", make.condition(ASKED)) for i in range(8)),
        rulekit.rule("made.flag", flag, {"derive": {"made_flag": True}}),
        rulekit.rule("made.flag-never", never, {"derive": {"made_flag": False}}),
        rulekit.rule("made.word", word, {"derive": {"made_word": "one"}}),
        rulekit.rule(
            "made.same-word", {"all": [word, {"mlops": {"known": False}}]}, {"derive": {"made_word": "one"}}
        ),
        rulekit.rule("made.word-never", never, {"derive": {"made_word": "two"}}),
        *(rulekit.rule(f"reading.r{i}", make.condition({**ASKED, **MADE})) for i in range(8)),
    ]
    with tempfile.TemporaryDirectory() as folder:
        rule_set = rulekit.loaded(Path(folder), *rules)
        for facts in (make.facts() for _ in range(10)):
            seen = dict(facts)
            states = {}
            for rule in [r for r in rules if not r["id"].startswith("reading")]:
                states[rule["id"]] = independent(rule["when"], seen)
            for fact in MADE:
                makers = [
                    (states[r["id"]], r["then"]["derive"][fact])
                    for r in rules
                    if fact in r["then"].get("derive", ())
                ]
                values = {v for state, v in makers if state}
                if values:
                    (seen[fact],) = values
                elif all(state is False for state, _ in makers):
                    seen[fact] = ABSENT
            for rule in rules:
                states[rule["id"]] = independent(rule["when"], seen)
            found = rule_set.evaluate(facts)
            assert {r["id"]: found.state(r["id"]) for r in rules} == states
            assert {f.rule.id for f in found.firings} == {i for i, state in states.items() if state}
            assert found.facts == {f: v for f, v in seen.items() if v is not ABSENT}
            for rule in rules:
                unknown = {b.fact for b in found.deciding(rule["id"]) if b.value is None} & set(facts)
                assert not unknown
                assert bool(found.open_facts(rule["id"])) is (states[rule["id"]] is None)
                assert not set(found.open_facts(rule["id"])) & set(seen)
