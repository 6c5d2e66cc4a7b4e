"""Loading folders of rules, and the parts of an evaluation beyond true and false."""

from __future__ import annotations

import builtins
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
import rulekit

from advisor.case.facts import VOCABULARY
from advisor.errors import BadInput, EngineUnavailable
from advisor.rules import (
    Because,
    Conclude,
    EngineFault,
    EvidenceEffect,
    load,
)
from advisor.rules.durable_engine import Engine

FLAG = {"mlops": True}


def conclude(route: str) -> dict[str, Any]:
    return {"conclude": {"route": route, "trained": False, "next": {"route": "tuned", "if": "later"}}}


def shipped(folder: Path) -> Path:
    return rulekit.write(
        folder,
        rulekit.rule("policy.first", FLAG, conclude("rag")),
        rulekit.rule("policy.last", "always", conclude("prompt"), silent=[]),
        rulekit.rule(
            "volume.small", {"requests_per_month": {"below": 100}}, {"for": ["rag"], "strength": "weak"}
        ),
    )


def test_policy_comes_last_whatever_its_file_is_called(tmp_path: Path) -> None:
    assert [r.id for r in load([shipped(tmp_path)]).rules] == ["volume.small", "policy.first", "policy.last"]


def test_own_rules_override_by_id_and_keep_the_place(tmp_path: Path) -> None:
    first = shipped(tmp_path / "shipped")
    own = rulekit.write(
        tmp_path / "own",
        rulekit.rule("policy.first", {"mlops": False}, conclude("other-model")),
        rulekit.rule("policy.mine", {"task": "code"}, conclude("lora"), before="policy.last"),
        rulekit.rule("team.mine", FLAG),
    )
    rules = load([first, own])
    assert [r.id for r in rules.rules] == [
        "volume.small",
        "team.mine",
        "policy.first",
        "policy.mine",
        "policy.last",
    ]
    assert [r.id for r in rules.rules if rules.origin(r.id) == own] == [
        "team.mine",
        "policy.first",
        "policy.mine",
    ]
    assert rules.evaluate({"mlops": False}).state("policy.first") is True
    then = rules.rule("policy.first").then
    assert isinstance(then, Conclude)
    assert then.values["next"] == {"route": "tuned", "if": "later"}


def test_before_names_a_rule(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"mine\.yaml:3.*did you mean mine\.one\?"):
        rulekit.loaded(
            tmp_path, rulekit.rule("mine.one", FLAG), rulekit.rule("mine.two", FLAG, before="mine.onee")
        )


def test_hash_follows_every_byte_and_not_the_place(tmp_path: Path) -> None:
    one, other = load([shipped(tmp_path / "a")]), load([shipped(tmp_path / "b")])
    assert one.sha256 == other.sha256
    with (tmp_path / "b" / "volume.yaml").open("a") as file:
        file.write("# a remark\n")
    assert load([tmp_path / "b"]).sha256 != one.sha256


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    folder = shipped(tmp_path)
    assert load([folder]).evaluate({"requests_per_month": 99}).state("volume.small") is True
    path = folder / "volume.yaml"
    path.write_text(path.read_text().replace("100", "50"))
    assert load([folder]).evaluate({"requests_per_month": 99}).state("volume.small") is False


def test_document_is_the_rule_as_written(tmp_path: Path) -> None:
    text = """theme: a
rules:
  # of the first
  - id: a.one
    says: One.
    when: {mlops: true}  # why
    then: {for: [rag], strength: weak}
    cites: [X]
    fires: [{mlops: true}]
    silent: [{}]

  # of the second
  - {id: a.two, says: Two., when: always, then: {for: [rag], strength: weak}, cites: [X], fires: [{}], silent: []}
"""
    (tmp_path / "a.yaml").write_text(text)
    rules = load([tmp_path])
    one, two = rules.document("a.one"), rules.document("a.two")
    assert (one.file, one.line, one.text) == (
        str(tmp_path / "a.yaml"),
        4,
        "\n".join(text.splitlines()[3:10]) + "\n",
    )
    assert (two.line, two.text) == (13, text.splitlines()[12] + "\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rules: []", r"a\.yaml:1: a rule file needs a theme"),
        ("theme: a", r"a\.yaml:1: a rule file needs rules"),
        ("theme: a\nrule: []", r"a\.yaml:2: unknown key.*did you mean rules\?"),
        (
            "theme: a\nrules:\n  - id: b.one",
            r'a\.yaml:3: a rule needs an id: "b\.one"; expected a\.some-name',
        ),
        ("theme: a\nrules:\n  - {id: a.one, says: x, when: always}", r"a\.yaml:3: a\.one has no then"),
        ("[", r"a\.yaml:1: not valid YAML"),
    ],
)
def test_a_file_that_is_no_rule_file(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(BadInput, match=message):
        load([tmp_path])


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such folder of rules"):
        load([tmp_path / "none"])


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ({"any": [{"output_tokens": n} for n in range(51)]}, "branches too much"),
        (
            {"all": [{"any": [{f: n} for f in ("output_tokens", "payload_tokens")]} for n in range(11)]},
            "branches too much",
        ),
        ({"output_tokens": {"one of": list(range(51))}}, "one of needs a list"),
    ],
    ids=["wide", "many ways", "long list"],
)
def test_a_condition_the_engine_cannot_bear(when: Any, message: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=message):
        rulekit.loaded(tmp_path, rulekit.rule("x.y", when))


def nested(depth: int) -> Any:
    kind = "any" if depth % 2 else "all"
    return {kind: [{"mlops": True}, nested(depth - 1)]} if depth else {"mlops": False}


def test_groups_in_groups(tmp_path: Path) -> None:
    rules = rulekit.loaded(tmp_path / "a", rulekit.rule("x.y", nested(10)))
    assert rules.evaluate({"mlops": True}).state("x.y") is True
    with pytest.raises(BadInput, match="branches too much"):
        rulekit.loaded(tmp_path / "b", rulekit.rule("x.y", nested(11)))


def test_more_rules_than_one_node_of_the_engine_bears(tmp_path: Path) -> None:
    same = [rulekit.rule(f"x.r{i}", FLAG) for i in range(700)]
    other = [rulekit.rule(f"y.r{i}", {"output_tokens": {"below": i + 1}}) for i in range(700)]
    rules = rulekit.loaded(tmp_path, *same, *other)
    found = rules.evaluate({"mlops": True, "output_tokens": 350})
    assert len(found.firings) == 700 + 350


def test_more_facts_than_one_object_of_the_engine_bears(tmp_path: Path) -> None:
    made = [rulekit.rule(f"a.r{i}", FLAG, {"derive": {f"made_{i}": True}}) for i in range(600)]
    reading = [rulekit.rule(f"b.r{i}", {f"made_{i}": True, "model": {"known": False}}) for i in range(600)]
    found = rulekit.loaded(tmp_path, *made, *reading).evaluate({"mlops": True})
    assert len(found.firings) == 1200


def test_an_always_rule_holds_on_nothing(tmp_path: Path) -> None:
    found = rulekit.loaded(tmp_path, rulekit.rule("x.y", "always", silent=[])).evaluate({})
    assert [(f.rule.id, f.because) for f in found.firings] == [("x.y", ())]


def test_evidence_names_the_tests_that_decided(tmp_path: Path) -> None:
    when = {
        "any": [{"requests_per_month": {"below": 100_000}}, {"task": {"one of": ["code", "reasoning"]}}],
        "mlops": True,
    }
    rules = rulekit.loaded(tmp_path, rulekit.rule("x.y", when, {"against": ["lora"], "strength": "strong"}))
    found = rules.evaluate({"requests_per_month": 100_000, "task": "code", "mlops": True})
    (firing,) = found.firings
    assert firing.because == (
        Because("task", "is one of code, reasoning", "code"),
        Because("mlops", "is yes", True),
    )
    assert firing.rule.then == EvidenceEffect((), ("lora",), "strong")
    found = rules.evaluate({"requests_per_month": 100_000, "mlops": False})
    assert found.state("x.y") is False
    assert found.deciding("x.y") == (Because("mlops", "is yes", False),)
    found = rules.evaluate({"requests_per_month": 100_000, "mlops": True})
    assert found.deciding("x.y") == (Because("task", "is one of code, reasoning", None),)
    assert [held for _, held in found.tests("x.y")] == [False, None, True]


def test_open_facts_look_through_what_rules_derive(tmp_path: Path) -> None:
    rules = rulekit.loaded(
        tmp_path,
        rulekit.rule("a.one", {"mlops": True, "task": "code"}, {"derive": {"ready": True}}),
        rulekit.rule("b.two", {"ready": True, "traffic": "steady"}, {"derive": {"go": "now"}}),
        rulekit.rule("c.three", {"go": "now", "break_even_band": "never"}),
    )
    assert rules.evaluate({}).open_facts("c.three") == ("mlops", "task", "traffic", "break_even_band")
    assert rules.evaluate({"mlops": True}).open_facts("c.three") == ("task", "traffic", "break_even_band")
    assert rules.evaluate({"mlops": False}).state("c.three") is False
    assert rules.evaluate({"mlops": False}).open_facts("c.three") == ()


def test_a_given_fact_counts_before_its_rules(tmp_path: Path) -> None:
    rules = rulekit.loaded(
        tmp_path,
        rulekit.rule("a.one", FLAG, {"derive": {"size": "big"}}),
        rulekit.rule("a.two", {"task": "code"}, {"derive": {"size": "small"}}),
        rulekit.rule("b.reads", {"size": "small"}),
    )
    assert rules.evaluate({"size": "small"}).state("b.reads") is True
    with pytest.raises(BadInput, match=r"a\.two derives size: small, but a\.one .* derives big"):
        rules.evaluate({"mlops": True, "task": "code"})
    with pytest.raises(BadInput, match=r"a\.one derives size: big, but it is given as small"):
        rules.evaluate({"mlops": True, "size": "small"})


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"mlop": True}, "did you mean mlops"),
        ({"mlops": "yes"}, "yes or no"),
        ({"requests_per_month": -1}, "from 0"),
        ({"requests_per_month": True}, "a number"),
        ({"task": "coding"}, "did you mean code"),
    ],
)
def test_facts_are_checked(facts: Any, message: str, tmp_path: Path) -> None:
    rules = rulekit.loaded(tmp_path, rulekit.rule("x.y", FLAG))
    with pytest.raises(BadInput, match=message):
        rules.evaluate(facts)


def test_none_is_not_known(tmp_path: Path) -> None:
    rules = rulekit.loaded(tmp_path, rulekit.rule("x.y", {"mlops": {"known": False}}))
    assert rules.evaluate({"mlops": None}).state("x.y") is True


def test_an_engine_that_disagrees_stops_the_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = rulekit.loaded(tmp_path, rulekit.rule("x.y", FLAG))
    monkeypatch.setattr(Engine, "fire", lambda *_, **__: {})
    assert rules.evaluate({"mlops": False}).state("x.y") is False
    with pytest.raises(EngineFault, match=r"x\.yaml:3: durable-rules and the reading of x\.y disagree"):
        rules.evaluate({"mlops": True})


def test_a_missing_extension_says_how_to_build_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name == "durable_rules_engine":
            raise ImportError("undefined symbol: PyEval_CallObject")
        return really(name, *rest)

    monkeypatch.delitem(sys.modules, "durable_rules_engine", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    rules = rulekit.loaded(tmp_path, rulekit.rule("x.y", FLAG))
    with pytest.raises(EngineUnavailable) as caught:
        rules.evaluate({})
    message = str(caught.value)
    assert "\n" not in message
    for part in ("PyEval_CallObject=PyObject_CallObject", "C compiler", "Python headers", "durable-rules"):
        assert part in message


def test_threads_share_one_rule_set(tmp_path: Path) -> None:
    rules = rulekit.loaded(
        tmp_path, *(rulekit.rule(f"x.r{i}", {"output_tokens": {"below": i + 1}}) for i in range(50))
    )
    wrong: list[int] = []

    def work(start: int) -> None:
        for n in range(start, start + 200):
            if len(rules.evaluate({"output_tokens": n % 50}).firings) != 50 - n % 50:
                wrong.append(n)

    threads = [threading.Thread(target=work, args=(i * 7,)) for i in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert wrong == []


def test_every_number_fact_bears_a_threshold_anywhere_in_its_bounds(tmp_path: Path) -> None:
    """Thresholds and values that durable-rules itself cannot hold: tiny, huge, negative."""
    rules = []
    for name in ("few_shot_vs_tuned", "corpus_tokens", "payback_months", "per_call_saving_usd"):
        values = [1e-12, 1e-5, 0.5, 1] if VOCABULARY[name].high == 1 else [1e-12, 1, 1e15 - 1, 1e15]
        rules += [
            rulekit.rule(f"{name.replace('_', '-')}.r{i}", {name: {"at least": v}})
            for i, v in enumerate(values)
        ]
    loaded = rulekit.loaded(tmp_path, *rules)
    assert len(loaded.evaluate({"few_shot_vs_tuned": 1e-12, "corpus_tokens": 9.9e-13}).firings) == 1
    assert len(loaded.evaluate({"payback_months": -1e300, "per_call_saving_usd": 1e300}).firings) == 4
