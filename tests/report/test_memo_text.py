from __future__ import annotations

import json
import math

import pytest
from memo_sample import decision, route
from msgspec.structs import replace

from advisor.decision.decision import BreakEven, Finding
from advisor.report import decision_json as memo_json
from advisor.report import terminal, terminal_full
from advisor.report.rule_evidence import evidence

ROUTE_KEYS = [
    "id", "trained", "model", "measured", "available", "why_not",
    "one_time_usd", "monthly_usd", "per_call_usd", "horizon_usd", "lines", "asides", "moving",
]  # fmt: skip


@pytest.mark.parametrize("form", [terminal, terminal_full])
def test_the_text_says_the_decision_first_and_fits_80_columns(form):
    lines = form.render(decision()).splitlines()
    assert lines[3] == "Do not train now. Measure the replacement first."
    assert max(map(len, lines)) <= 80


def test_the_short_text_fits_a_screen_and_the_full_one_holds_the_rest():
    short, full = terminal.render(decision()), terminal_full.render(decision())
    assert len(short.splitlines()) <= 40 < len(full.splitlines()) + 10
    assert "The vendor ends the base model." in full and "six months are over" in full
    assert "The vendor ends the base model." not in short


def test_a_closed_route_shows_a_dash_and_its_reason_an_unknown_price_a_question_mark():
    lines = terminal.render(decision()).splitlines()
    assert next(x for x in lines if x.startswith("retrieval ")).split()[1:] == ["–", "–", "–", "closed"]
    assert next(x for x in lines if x.startswith("small encoder")).split()[3:6] == ["?", "?", "?"]
    assert "retrieval is closed: the gap is not knowledge" in lines


def test_the_verdict_stands_first_then_what_is_open_by_cost_then_what_is_closed():
    lines = terminal.render(decision()).splitlines()
    start = next(i for i, x in enumerate(lines) if "12 months" in x) + 1
    rows = lines[start : start + 7]
    assert rows[0].endswith("< the verdict") and rows[0].startswith("today's model, prompted")
    assert [r.split()[0] for r in rows[1:3]] == ["an", "LoRA"]
    assert all(r.endswith("closed") for r in rows[-2:])


def test_figures_end_in_the_same_column():
    lines = terminal.render(decision()).splitlines()
    start = next(i for i, x in enumerate(lines) if "12 months" in x)
    end = lines[start].index("12 months") + len("12 months")
    assert all(x[end - 1] not in " " and x[end : end + 1] in ("", " ") for x in lines[start : start + 8])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (BreakEven(None, "prompt", None, None, None, None, 12), "no tuned route"),
        (BreakEven("lora", "prompt", None, None, None, None, 12), "not known"),
        (BreakEven("lora", "prompt", None, None, "never", None, 12), "no volume repays it"),
        (BreakEven("lora", "prompt", None, None, "10x-plus", -1, 12), "at every volume"),
        (BreakEven("lora", "prompt", 1e6, 2.999, "below-3x", None, 12), "2.99x of that (below 3 times"),
    ],
)
def test_every_break_even_is_said_in_words(given, said):
    assert said in " ".join(terminal_full.render(decision(break_even=given)).split())


def test_under_an_untrained_open_model_rules_on_training_count_the_other_way():
    made = decision(
        verdict=replace(decision().verdict, route="self-host", trained=False),
        findings=(
            Finding("a.train", "Train at this volume.", "weak", ("lora", "self-host"), (), (), ("X.a",)),
            Finding("b.wait", "Do not train yet.", "weak", ("prompt",), ("lora", "self-host"), (), ("X.b",)),
            Finding("c.inside", "Data stays inside.", "strong", ("self-host",), ("lora",), (), ("X.c",)),
        ),
    )
    found = evidence(made)
    assert [f.says for f in found.supporting] == ["Data stays inside.", "Do not train yet."]
    assert [f.says for f in found.opposing] == ["Train at this volume."]


def test_hostile_titles_stay_one_visible_line():
    shown = terminal.render(decision(title="a\u202eb\x1b[31m\r\nPROMPT\n" + "x" * 1_000_000))
    first = shown.splitlines()[0]
    assert first.startswith("a\\u202eb\\u001b[31m PROMPT")
    assert "\x1b" not in shown and "\u202e" not in shown
    assert len(shown) < 10_000


def test_the_json_has_every_key_in_the_agreed_order_and_ends_with_a_newline():
    shown = memo_json.render(decision())
    data = json.loads(shown)
    assert shown.endswith("}\n") and shown.isascii()
    assert list(data) == [
        "format", "title", "as_of", "verdict", "break_even", "routes", "attribution", "findings", "conflicts",
        "plan", "risks", "consequences", "assumptions", "revisit", "provenance", "today_usd", "at_once",
    ]  # fmt: skip
    assert list(data["verdict"]) == [
        "route", "trained", "model", "headline", "concluded_by", "next", "then", "settled", "open_questions",
    ]  # fmt: skip
    assert list(data["routes"][0]) == ROUTE_KEYS
    assert list(data["routes"][0]["lines"][0]) == ["item", "period", "usd", "formula", "cites", "as_of"]
    assert list(data["findings"][0]) == ["rule", "says", "for", "against", "because", "cites"]
    assert data["revisit"][0] == {
        "when": "requests pass 12 million a month", "kind": "volume", "subject": "requests_per_month",
        "above": 12_000_000,
    }  # fmt: skip
    assert data["revisit"][1] == {"when": "six months are over", "kind": "date", "on": "2027-05-21"}
    assert data["assumptions"][1] == {"fact": "failure_cause", "value": ["format"], "from": "assumed"}


@pytest.mark.parametrize("odd", [math.inf, -math.inf, math.nan])
def test_the_json_never_holds_a_number_that_json_does_not_have(odd):
    made = decision(
        break_even=replace(decision().break_even, requests_per_month=odd, multiple=odd),
        routes=(route("prompt", odd, odd, odd),),
    )
    data = json.loads(memo_json.render(made), parse_constant=pytest.fail)
    assert data["break_even"]["requests_per_month"] is None
    assert data["routes"][0]["lines"][0]["usd"] is None


def test_the_json_of_the_same_decision_is_the_same_bytes():
    assert memo_json.render(decision()) == memo_json.render(decision())
