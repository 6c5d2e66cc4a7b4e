"""One encoder for every envelope: people's letters as they are, money in cents, no number that is not one."""

import datetime
import json

import pytest
from workloads import CASES

from advisor.cli.main import main
from advisor.text.escape import is_hidden
from advisor.text.json_text import change, encode


def test_money_is_in_cents_and_a_price_per_call_is_not():
    data = {
        "horizon_usd": 401.9999999999999,
        "per_call_usd": 0.00475123,
        "lines": [{"usd": 0.125001}],
        "saving": 1.005001,
    }
    assert json.loads(encode(data, money=["saving"])) == {
        "horizon_usd": 402, "per_call_usd": 0.00475123, "lines": [{"usd": 0.13}], "saving": 1.01,
    }  # fmt: skip


def test_letters_stay_letters_and_no_number_is_endless():
    text = encode(
        {"title": "Größe", "multiple": float("inf"), "at": float("nan"), "on": datetime.date(2026, 11, 27)}
    )
    assert "Größe" in text and "NaN" not in text
    assert json.loads(text) == {"title": "Größe", "multiple": None, "at": None, "on": "2026-11-27"}


@pytest.mark.parametrize("verb", ["decide", "flips", "check", "portfolio"])
def test_every_verb_speaks_through_it(verb, tmp_path, capsys):
    case = tmp_path / "g.case.yaml"
    text = (CASES / "guide-classifier.case.yaml").read_text("utf-8")
    case.write_text(text.replace("The guide's classifier", "Größe"), "utf-8")
    what = str(tmp_path) if verb == "portfolio" else str(case)
    assert main([verb, what, "--as-of", "2026-04-30", "--format", "json"]) in (0, 1)
    said = capsys.readouterr().out

    def cents(node, key=""):
        if isinstance(node, dict):
            return all(cents(v, k) for k, v in node.items())
        if isinstance(node, list):
            return all(cents(v, key) for v in node)
        money = "usd" in key.split("_") and not key.startswith("per_call")
        return not (money and isinstance(node, float)) or round(node, 2) == node

    assert cents(json.loads(said)) and "\\u00" not in said


@pytest.mark.parametrize(
    "text", ["##[error]x", "###[", "\x7f", "\u202e\u2066", "\ue000", "\U000e0020", "é 😀 数"]
)
def test_text_comes_back_whole_and_no_character_acts(text):
    shown = encode({"a": text})
    assert json.loads(shown)["a"] == text
    assert "##" not in shown and not [c for c in shown if c != "\n" and is_hidden(c)]


def test_a_change_is_a_fraction_of_what_was_there():
    assert change(100, 250) == 1.5
    assert change(3, 3 * (1 - 2**-52)) == 0 and str(change(3, 3 * (1 - 2**-52))) == "0"
    assert change(0, 5) is change(None, 5) is change(5, None) is None
