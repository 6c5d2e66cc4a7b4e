"""The documents' figures recomputed: each to the cent, and nothing that changes goes unnoticed."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import pytest

from advisor import knowledge
from advisor.errors import BadInput
from advisor.files.paths import KNOWLEDGE
from advisor.knowledge.store import Knowledge
from advisor.sources.audit import Audit, agrees, audit
from advisor.sources.recompute import Computed

SHIPPED = audit(knowledge.load())
ROWS = {r.id: r for r in SHIPPED.rows}
NEVER = math.inf

BY_HAND = {
    "G1.typical": [1500 / 0.005625, (562.50, 5625), 1500 / 0.0003],
    "G2.vram-flaw": [810, 500 / 70, (420 / 405, 500 / 405), 6480],
    "G3.runs-flaw": [(1.32, 5), (1.76, 19.2), (5.28, 48), (3.52, 57.6), (79.6, 160), (191.04, 384), 160, 810],
    "G3.hands-on": [2.34, 3.14],
    "G4.worked": [750, 450, 435],
    "G4.flash-flaw": [0.30, 2.50, 0.10, 0.40],
    "G5.table": [54, 72, 135, 180, (54, 108)],
    "G5.table-flaw": [9, -18, -135, -315],
    "G5.pullflow": [9.6],
    "G7.100k-conflict": [180 / 12 / 0.00454, 180 / 0.00454, 9.6],
    "G8.prompt": [33_750, 9_000, 42_750],
    "G8.hosted": [180, 810, 1_080, 1_890, 40_860, 180 / 40_860 * 30],
    "G8.selfhost": [540, 540, 1_080, 41_670],
    "G8.attribution": [675, 40_185, 40_185 / 40_860, 2_565, 1_755, 1_890],
    "G9.labels-conflict": [(5_000, 20_000), (5_180 / 40_860 * 30, 20_180 / 40_860 * 30)],
    "P.premium-conflict": [1.5, 2, 1],
    "P.prompt-cost": [(0.00012, 0.00018), (0.0024, 0.0036)],
    "P.never": [37.50, 450, 6_000, NEVER, 500 / 0.000375],
    "P.never-flaw": [NEVER, 6_000 / 450],
    "P.10m": [3_750, 3_250],
    "T.labels-conflict": [(1_000, 5_000), (625, 1_250), (1_250, 6_250)],
    "T.run-conflict": [(2, 5), (1_000 / 3, 3_500 / 3), (2 / 15_000, 5 / 10_000), (0.01, 0.03)],
    "T.vram-conflict": [112, 128, 48],
    "T.48h": [(120, 192), (240, 384)],
    "T.50k": [0.5, 500 / 1667, (7_500, 15_000), (450, 900)],
    "T.50k-conditional": [1_875, 112.50, (1_000 / 1_875, 3_500 / 1_875), (1_000 / 112.5, 3_500 / 112.5)],
    "T.10k-conflict": [300_000, 6_250],
    "C.tokens-conflict": [15, 250, 690 / 0.15e-6, 690 / 2.5e-6],
    "C.cheaper-conflict": [(10, 20), 0.00475 / 0.00036],
    "AUD.G-memory-cuts": [6, 3, 60 / 18, 3.125, (1, 500 / 420), (2.25, 3), 4],
    "AUD.G-405b-lora": [810, 405],
    "AUD.G-70b-full": [320],
    "AUD.G-qlora-cost": [(1.2, 4.5), (200 / 60, 400 / 15)],
    "AUD.failed-runs": [(1 / 0.7, 2)],
    "AUD.G-unsloth": [2.25],
    "AUD.G-closing-ranges": [2, 0.48, 90],
    "AUD.G-100-a-day": [(100, 200)],
    "AUD.G-crossings": [(300_000, 500_000), (25_000, 50_000), (10, 5 / 0.3)],
    "AUD.G-hosted-payback": [(5_180 / 2_270, 20_180 / 2_270)],
    "AUD.G-pullflow-band": [1.25, 40_000],
    "AUD.G-fewshot-cut": [0.4375, 0.25, -0.125],
    "AUD.G-downshift": [1.408 / 0.36, 1.408 / 0.12],
    "AUD.G-selfhost-by-token": [2_190, 868.70],
    "AUD.G-eval-budget": [(3_680, 7_360)],
    "AUD.G-training-set": [50_000, (25_000, 100_000)],
    "AUD.P-premium-left-out": [33.75, 30],
    "AUD.T-lora-dearer-than-full": [(240, 384), (12_000 / 384, 50)],
    "AUD.T-qlora-memory": [(2 / 3, 1)],
    "AUD.T-adapter": [(100 / 14_000, 300 / 14_000)],
    "AUD.T-pipeline": [0.1, 10],
    "AUD.T-baseline": [(2, 4)],
    "AUD.prompting-not-free": [(7_360, 14_720)],
    "AUD.T-50k-premium": [0.25, 1 - 1_167 * 3.75 / (1_667 * 2.5), 0],
    "AUD.quality-shares": [(0.8, 0.9), (0.9, 0.92)],
    "AUD.C-usually-wins": [4e9, 300e6, 62_500],
}
"""Figures in the order of the row, worked out by hand."""


@pytest.fixture
def copied(tmp_path):
    """Audit a copy of the knowledge in which a text of one file is replaced."""

    def change(file: str, old: str, new: str) -> Audit:
        folder: Path = tmp_path / "knowledge"
        shutil.copytree(KNOWLEDGE, folder)
        text = (folder / file).read_text()
        assert text.count(old) == 1, f"{text.count(old)} times in {file}"
        (folder / file).write_text(text.replace(old, new))
        return audit(Knowledge(folder))

    return change


def surprises(audited: Audit) -> dict[str, tuple[str, ...]]:
    return {r.id: r.surprises for r in audited.rows if r.surprises}


@pytest.mark.parametrize("row", SHIPPED.rows, ids=lambda r: r.id)
def test_a_row_comes_out_as_by_hand(row):
    expected = [v if isinstance(v, tuple) else (v, v) for v in BY_HAND[row.id]]
    computed = [(f.computed.low, f.computed.high) for f in row.figures]
    assert len(computed) == len(expected)
    for ours, hand in zip(computed, expected, strict=True):
        assert ours == pytest.approx(hand, rel=1e-9, abs=1e-9)


def test_everything_is_as_recorded_and_no_claim_is_left_out():
    assert surprises(SHIPPED) == {}
    assert SHIPPED.missing == ()
    assert SHIPPED.as_recorded


def test_what_the_register_calls_flawed_does_not_hold_and_says_why():
    flawed = {c.id for c in knowledge.load().claims if c.check == "flawed"}
    for name in flawed | {i for i in ROWS if i.startswith("AUD.")}:
        assert not ROWS[name].holds, name
        assert ROWS[name].because, name


def test_examples_hold_but_for_two_that_are_rounded_away():
    examples = {c.id for c in knowledge.load().claims if c.check == "example"}
    assert {i for i in examples if not ROWS[i].holds} == {"G3.hands-on", "G5.pullflow"}


def test_a_formula_shows_its_numbers():
    (line,) = [f.computed.formula for f in ROWS["G4.worked"].figures if f.what == "GPT-4o mini"]
    assert line == "50,000,000 tokens × 3 epochs × $3/1M tokens"
    per_card = ROWS["T.48h"].figures[0].computed.formula
    assert per_card == "48 h × $2.50/h to 48 h × $4/h"


def test_a_corrected_flaw_is_noticed(copied):
    recorded = ", expect: [120, 192]"
    audited = copied("examples.yaml", "stated: [240, 384]" + recorded, "stated: [120, 192]" + recorded)
    assert surprises(audited) == {"T.48h": ("one H100 for 48 hours: recorded as not holding, but it holds",)}
    assert not audited.as_recorded


def test_a_stated_figure_that_stops_holding_is_noticed(copied):
    audited = copied("examples.yaml", "stated: 40860, of: saving", "stated: 40000, of: saving")
    assert surprises(audited) == {"G8.hosted": ("saving: recorded as holding, but it does not",)}


def test_a_recorded_result_that_is_off_by_a_thousandth_is_noticed(copied):
    audited = copied("examples.yaml", "expect: 2565,", "expect: 2567.6,")
    assert surprises(audited) == {
        "G8.attribution": ("GPT-4o mini, prompted: comes out otherwise than recorded",)
    }


def test_a_price_that_changes_under_the_examples_is_noticed(copied):
    old = "as_of: 2026-04, training: 3, tuned_input: 0.3,"
    audited = copied("tuning.yaml", old, old.replace("0.3,", "0.15,"))
    assert {"G8.hosted", "G5.table-flaw", "P.premium-conflict"} <= set(surprises(audited))
    assert "G8.prompt" not in surprises(audited)


def test_a_claim_without_a_row_is_missing(copied):
    audited = copied("examples.yaml", "- id: G8.selfhost\n", "- id: G10.selfhost\n")
    assert audited.missing == ("G8.selfhost",)
    assert not audited.as_recorded


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("- id: T.48h\n", "- id: T.84h\n", "unknown claim"),
        ("- id: T.48h\n", "- id: T.50k\n", "a second row of this name"),
        ("of: monthly, bill: mini tuned}", "of: monthly, bill: mini-tuned}", "no bill mini-tuned in this row"),
        ("    because: The sum is called the cost of each GPU, but it is the money of two.\n", "", "`because`"),
        ("of: monthly, bill: mini tuned}", "bill: mini tuned}", "what `of` a bill or case"),
        ("case: {file: guide-classifier.case.yaml, route", "case: {file: no.case.yaml, route", "no such file"),
        ("route: hosted-ft, offer: openai-gpt-4o-mini", "route: hosted-ft, offer: openai-o1", "no priced hosted-ft"),
        ("{figure: unsloth_speedup,", "{figure: unsloth_speed,", 'did you mean unsloth_speedup?'),
        ("{figure: adapter_mb, at: [low, high]", "{figure: adapter_mb, at: [low, top]", "no such value"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_named_with_its_place(copied, old, new, says):
    with pytest.raises(BadInput) as caught:
        copied("examples.yaml", old, new)
    assert says in str(caught.value)
    assert caught.value.file
    if "no.case" not in new:
        assert caught.value.file.endswith("examples.yaml")
        assert caught.value.line


@pytest.mark.parametrize(
    ("stated", "low", "high", "within", "holds"),
    [
        (100.0, 101.0, 101.0, False, True),
        (100.0, 101.1, 101.1, False, False),
        (100.0, 98.9, 98.9, False, False),
        ((2.0, 5.0), 2.0, 5.0, False, True),
        ((2.0, 5.0), 1.3, 5.0, False, False),
        ((2.0, 5.0), 1.3, 5.0, True, True),
        ((2.0, 6.0), 1.3, 5.0, True, False),
        ((2.0, 5.0), 3.0, 3.0, False, True),
        ((2.0, 5.0), 5.06, 5.06, False, False),
        (10.0, 8.0, 12.0, False, True),
        (10.0, 10.5, 12.0, False, False),
        (0.0, 0.0, 0.0, False, True),
        ("never", NEVER, NEVER, False, True),
        ("never", 9.6, 9.6, False, False),
        (13.0, NEVER, NEVER, False, False),
    ],
)
def test_when_a_figure_agrees(stated, low, high, within, holds):
    assert agrees(stated, Computed(low, high, ""), 0.01, within=within) is holds
