"""Each finding of the audit has an example that it catches; what is right beside it passes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import rulekit

from advisor.case import case
from advisor.case.routes import ROUTES, TUNED
from advisor.files.paths import RULES
from advisor.rules import Conclude, load
from advisor.rules.audit import Diagnostic, audit
from advisor.rules.diagnostics import CODES
from advisor.rules.facts_from_answers import with_derived

CLAIMS = {"G7.100k": "rule", "G5.band3": "rule", "G1.formula": "cost"}
LARGE = {"requests_per_month": {"at least": 100}}
SMALL = {"requests_per_month": {"below": 100}}
BOTH = {"fires": [{"requests_per_month": 100}], "silent": [{"requests_per_month": 99}]}
FIGURES = {
    "volume_floor": {"value": 100, "unit": "requests/month", "says": "The floor.", "cites": ["G7.100k"]}
}
MLOPS = {"fires": [{"mlops": True}], "silent": [{"mlops": False}]}


def conclude(route: str) -> dict[str, Any]:
    return {"conclude": {"route": route, "trained": False}}


def sound() -> list[dict[str, Any]]:
    """A rule set without a finding: every route can be the verdict, and every case has one."""
    return [
        rulekit.rule("volume.large", LARGE, cites=["G7.100k", "G5.band3"], **BOTH),
        *(
            rulekit.rule(f"policy.{route}", {"model": route}, conclude(route), fires=[{"model": route}])
            for route in ROUTES
        ),
        rulekit.rule("policy.else", "always", conclude("prompt"), silent=[]),
    ]


def found(folder: Path, *rules: dict[str, Any], figures: dict[str, Any] | None = None) -> list[Diagnostic]:
    return audit([rulekit.write(folder, *rules, figures=figures)], CLAIMS)


def with_rule(
    folder: Path, *rules: dict[str, Any], figures: dict[str, Any] | None = None
) -> list[Diagnostic]:
    """The findings on sound rules and `rules`, which stand before the policy."""
    return found(folder, *rules, *sound(), figures=figures)


def test_sound_rules_have_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path, *sound()) == []


WRONG = {
    "A001 not a condition": ({"id": "x.y", **rulekit.SAYS, "then": rulekit.FOR, "when": []}, "condition"),
    "A001 unknown key": (rulekit.rule("x.y", {"mlops": True}, wen=1, **MLOPS), "did you mean when?"),
    "A001 unknown test": (rulekit.rule("x.y", {"requests_per_month": {"belo": 1}}), "did you mean below?"),
    "A001 conclusion": (rulekit.rule("x.y", {"mlops": True}, {"clos": {}}, **MLOPS), "did you mean close?"),
    "A001 concludes outside the policy": (rulekit.rule("x.y", {"mlops": True}, conclude("rag"), **MLOPS), "policy"),
    "A002": (rulekit.rule("x.y", {"request_per_month": {"below": 5}}), "did you mean requests_per_month?"),
    "A002 in a case": (rulekit.rule("x.y", {"mlops": True}, fires=[{"mlop": True}]), "did you mean mlops?"),
    "A003": (rulekit.rule("x.y", {"mlops": True}, {"for": ["hosted"], "strength": "weak"}), "did you mean hosted-ft?"),
    "A004 text for a number": (rulekit.rule("x.y", {"requests_per_month": {"below": "100k/day"}}), "requests/month"),
    "A004 out of bounds": (rulekit.rule("x.y", {"cache_hit_rate": {"below": 90}}), "from 0 to 1"),
    "A004 order of words": (rulekit.rule("x.y", {"task": {"below": "code"}}), "a choice"),
    "A004 unknown word": (rulekit.rule("x.y", {"task": "coding"}), "did you mean code?"),
    "A004 a list is no word": (rulekit.rule("x.y", {"failure_cause": "format"}), "has"),
    "A004 derives an answer": (rulekit.rule("x.y", {"mlops": True}, {"derive": {"task": "code"}}, **MLOPS), "answered"),
    "A005": (rulekit.rule("x.y", {"all": [LARGE, SMALL]}, **BOTH), "can never hold"),
    "A006": (rulekit.rule("x.y", {"any": [LARGE, SMALL]}, **BOTH), "can never fail"),
    "A019 no such figure": (rulekit.rule("x.y", {"requests_per_month": {"below": "volume_flor"}}), "volume_floor?"),
    "A019 another unit": (rulekit.rule("x.y", {"few_shot_vs_tuned": {"below": "volume_floor"}}), "requests/month"),
    "A019 in a sentence": (rulekit.rule("x.y", {"mlops": True}, says="Under {volume_flor}."), "volume_floor?"),
    "A010 none": (rulekit.rule("x.y", LARGE, **{**BOTH, "cites": []}), "cites nothing"),
    "A010 unknown": (rulekit.rule("x.y", LARGE, **{**BOTH, "cites": ["G7.100K"]}), "did you mean G7.100k?"),
    "A011 fires": (rulekit.rule("x.y", {"mlops": True}, fires=[], silent=[{"mlops": False}]), "no fires case"),
    "A011 silent": (rulekit.rule("x.y", {"mlops": True}, fires=[{"mlops": True}], silent=[]), "no silent case"),
    "A012 far": (
        rulekit.rule("x.y", LARGE, fires=[{"requests_per_month": 100}], silent=[{"requests_per_month": 90}]),
        "a value just below it",
    ),
    "A012 not at it": (
        rulekit.rule("x.y", LARGE, fires=[{"requests_per_month": 101}], silent=[{"requests_per_month": 99}]),
        "needs 100",
    ),
    "A015 fires": (
        rulekit.rule("x.y", {"mlops": True}, fires=[{"mlops": True}, {"mlops": False}], silent=[{}]),
        "should fire on",
    ),
    "A015 silent": (
        rulekit.rule("x.y", {"mlops": True}, fires=[{"mlops": True}], silent=[{"mlops": True}]),
        "should stay silent on",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_rule_is_found_where_it_stands(name: str, tmp_path: Path) -> None:
    rule, message = WRONG[name]
    code, _, _ = name.partition(" ")
    figures = FIGURES if code == "A019" else None
    first = next(d for d in with_rule(tmp_path, rule, figures=figures) if d.code == code)
    assert message in first.message
    assert first.file == str(tmp_path / "x.yaml")
    assert 3 <= first.line <= 40


def test_two_rules_of_one_name(tmp_path: Path) -> None:
    rule = rulekit.rule("x.y", {"mlops": True}, **MLOPS)
    (only,) = with_rule(tmp_path, rule, rule)
    assert only.code == "A016"
    assert "x.yaml:3" in only.message


def test_a_shadowed_policy_rule_names_the_rules_that_hide_it(tmp_path: Path) -> None:
    rules = sound()
    late = rulekit.rule(
        "policy.late",
        {"model": "rag", "mlops": True},
        conclude("rag"),
        fires=[{"model": "rag", "mlops": True}],
        silent=[{"model": "lora", "mlops": True}, {"model": "rag", "mlops": False}],
    )
    rules.insert(-1, late)
    (only,) = found(tmp_path, *rules)
    assert (only.code, "policy.rag" in only.message) == ("A007", True)


def test_two_rules_that_derive_different_values(tmp_path: Path) -> None:
    rules = [
        rulekit.rule("x.yes", {"mlops": True}, {"derive": {"size": "big"}}, **MLOPS),
        rulekit.rule("x.no", LARGE, {"derive": {"size": "small"}}, **BOTH),
    ]
    (only,) = with_rule(tmp_path, *rules)
    assert only.code == "A008"
    assert "mlops: yes" in only.message
    assert "requests_per_month" in only.message
    rules[1]["when"] = {"all": [LARGE, {"mlops": False}]}
    rules[1]["fires"], rules[1]["silent"] = ([{"requests_per_month": n, "mlops": False}] for n in (100, 99))
    rules[1]["silent"].append({"requests_per_month": 100, "mlops": True})
    assert with_rule(tmp_path, *rules) == []


def test_rules_that_wait_on_each_other(tmp_path: Path) -> None:
    one = rulekit.rule(
        "x.one", {"b": True}, {"derive": {"a": True}}, fires=[{"b": True}], silent=[{"b": False}]
    )
    two = rulekit.rule(
        "x.two", {"a": True}, {"derive": {"b": True}}, fires=[{"a": True}], silent=[{"a": False}]
    )
    first = with_rule(tmp_path, one, two)[0]
    assert first.code == "A009"
    assert "x.one -> x.two -> x.one" in first.message or "x.two -> x.one -> x.two" in first.message


def test_a_verdict_that_nothing_leads_to(tmp_path: Path) -> None:
    rules = [r for r in sound() if r["id"] != "policy.lora"]
    assert [(d.code, "lora" in d.message) for d in found(tmp_path, *rules)] == [("A013", True)]


def test_a_route_that_is_always_closed_is_no_verdict(tmp_path: Path) -> None:
    rules = [r for r in sound() if r["id"].partition(".")[2] not in TUNED]
    tuned = rulekit.rule("policy.tuned", {"mlops": True}, conclude("tuned"), **MLOPS)
    close = {"close": {"routes": ["lora"], "because": "closed"}}
    closing = [
        rulekit.rule("policy.close", {"mlops": True}, close, **MLOPS),
        rulekit.rule(
            "policy.close-too",
            {"data_boundary": "own-network"},
            close,
            fires=[{"data_boundary": "own-network"}],
        ),
    ]
    assert found(tmp_path / "open", *rules[:-1], tuned, rules[-1]) == []
    closed = found(tmp_path / "closed", *closing, *rules[:-1], tuned, rules[-1])
    assert [(d.code, "lora" in d.message) for d in closed] == [("A013", True)]


def test_a_gap_is_printed_as_a_minimal_case(tmp_path: Path) -> None:
    rules = sound()[:-1]
    gates = {"mlops": True, "requests_per_month": {"at least": 100}, "break_even_band": "never"}
    wide = rulekit.rule("policy.wide", {"not": gates}, conclude("prompt"), fires=[{"mlops": False}])
    unknown = {"any": [{fact: {"known": False}} for fact in gates]}
    open_ = rulekit.rule(
        "policy.open", unknown, conclude("prompt"), fires=[{}], silent=[{**gates, "requests_per_month": 100}]
    )
    gap = [d for d in found(tmp_path, *rules, wide, open_) if d.code not in ("A012", "A018")]
    assert [d.code for d in gap] == ["A014"]
    read = case.parse(gap[0].case)
    assert set(read.answers) == {"mlops", "requests_per_month"}
    assert read.answers["mlops"].value is True
    assert read.answers["requests_per_month"].value >= 100
    assert "# with break_even_band: never" in gap[0].case


def test_a_gap_has_no_fact_to_spare(tmp_path: Path) -> None:
    hole = rulekit.rule("policy.unpriced", {"mlops": True, "label_set": "open"}, conclude("prompt"))
    folders = [RULES, rulekit.write(tmp_path, hole)]
    (gap,) = [d for d in audit(folders, CLAIMS) if d.code == "A014"]
    stated = dict(
        line.removeprefix("# with ").split(": ") for line in gap.case.splitlines() if line.startswith("#")
    )
    facts = {
        **case.parse(gap.case).facts,
        **{n: {"yes": True, "no": False}.get(v, v) for n, v in stated.items()},
    }
    rules = load(folders)
    policy = [r for r in rules.rules if isinstance(r.then, Conclude)]

    def concluded(known: Any) -> bool:
        found = rules.evaluate(with_derived(known))
        return any(found.state(r.id) for r in policy)

    assert len(facts) > 5
    assert not concluded(facts)
    for spare in facts:
        assert concluded({n: v for n, v in facts.items() if n != spare})


def test_shift_and_cadence_decide_whether_inputs_outpace_retraining(tmp_path: Path) -> None:
    """Monthly inputs are no faster than a cadence of a month or less, and faster than one of three."""
    outpaced = {"input_outpaces_retraining": False, "input_shift": "monthly"}
    possible = rulekit.rule("x.y", {**outpaced, "retrain_every_months": {"below": 3}})
    assert "A005" not in [d.code for d in with_rule(tmp_path / "a", possible)]
    impossible = rulekit.rule("x.y", {**outpaced, "retrain_every_months": {"at least": 3}})
    assert "A005" in [d.code for d in with_rule(tmp_path / "b", impossible)]


def test_a_claim_that_no_rule_carries(tmp_path: Path) -> None:
    rules = sound()
    rules[0]["cites"] = ["G7.100k"]
    (only,) = found(tmp_path, *rules)
    assert (only.code, "G5.band3" in only.message) == ("A017", True)


def test_a_test_that_no_case_turns_on(tmp_path: Path) -> None:
    rule = rulekit.rule("x.y", {"mlops": True, "task": {"one of": ["code", "reasoning"]}})
    rule["fires"], rule["silent"] = [{"mlops": True, "task": "code"}], [{"mlops": True, "task": "extraction"}]
    found = [(d.code, d.message.partition("turns on ")[2]) for d in with_rule(tmp_path, rule)]
    assert found == [("A018", "mlops is yes"), ("A018", "task is one of code, reasoning")]
    rule["fires"].append({"mlops": True, "task": "reasoning"})
    rule["silent"].append({"mlops": False, "task": "code"})
    assert with_rule(tmp_path, rule) == []


FLOOR = {"requests_per_month": {"below": "volume_floor"}}
AT_FLOOR = {
    "fires": [{"requests_per_month": "volume_floor - 1"}],
    "silent": [{"requests_per_month": "volume_floor"}],
}


def test_a_figure_that_nothing_uses(tmp_path: Path) -> None:
    (only,) = with_rule(tmp_path, figures=FIGURES)
    assert (only.code, Path(only.file).name, "volume_floor" in only.message) == ("A020", "figures.yaml", True)
    rule = rulekit.rule("x.y", FLOOR, says="Under {volume_floor} requests a month.", **AT_FLOOR)
    assert with_rule(tmp_path, rule, figures=FIGURES) == []


def test_a_figure_cites_claims(tmp_path: Path) -> None:
    rule = rulekit.rule("x.y", FLOOR, **AT_FLOOR)
    figures = {"volume_floor": {**FIGURES["volume_floor"], "cites": ["G7.100K"]}}
    (only,) = with_rule(tmp_path, rule, figures=figures)
    assert (only.code, "did you mean G7.100k?" in only.message) == ("A010", True)


@pytest.mark.parametrize(
    ("says", "spelt"),
    [
        ("Under 100 requests a month.", "100 requests a month"),
        ("Under 250,000 requests per month.", "250,000 requests per month"),
        ("Under ten requests/month.", "ten requests/month"),
    ],
)
def test_a_sentence_that_spells_out_a_figure(says: str, spelt: str, tmp_path: Path) -> None:
    """Whatever number it says: it is right only until the figure is changed."""
    derives = rulekit.rule("x.small", FLOOR, {"derive": {"small": True}}, **AT_FLOOR)
    reads = rulekit.rule(
        "x.y", {"small": True}, says=says, fires=[{"small": True}], silent=[{"small": False}]
    )
    (only,) = with_rule(tmp_path, derives, reads, figures=FIGURES)
    assert (only.code, spelt in only.message) == ("A021", True)


def test_a_sentence_may_name_the_threshold_of_its_own_condition(tmp_path: Path) -> None:
    """A source's own number, beside a figure in the same unit."""
    between = {"requests_per_month": {"at least": "volume_floor", "below": 500}}
    cases = {
        "fires": [{"requests_per_month": "volume_floor"}, {"requests_per_month": 499}],
        "silent": [{"requests_per_month": "volume_floor - 1"}, {"requests_per_month": 500}],
    }
    rule = rulekit.rule("x.y", between, says="Under 500 requests a month.", **cases)
    assert with_rule(tmp_path, rule, figures=FIGURES) == []


def test_a_condition_that_spells_out_a_figure_it_rests_on(tmp_path: Path) -> None:
    either = {"any": [FLOOR, {"requests_per_month": {"below": 100}, "mlops": True}]}
    found = with_rule(tmp_path, rulekit.rule("x.y", either, **AT_FLOOR), figures=FIGURES)
    assert "A021" in [d.code for d in found]


def test_every_code_has_an_example_here() -> None:
    text = Path(__file__).read_text("utf-8")
    assert [code for code in CODES if f'"{code}' not in text] == []
