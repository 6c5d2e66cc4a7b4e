"""Judges: named, corrected where people labelled the same examples, left as they are where nobody did."""

import math
import random

import pytest
from evalskit import gap, promptfoo, promptfoo_row, report, table

from advisor.evals.statistics.judges import corrected_bounds


def labelled(path, n, share, flatters=0.2, seed=3):
    """A model right in 70 % of n examples; the judge passes some failures too; a share is labelled by people."""
    draw, rows = random.Random(seed), []
    for i in range(n):
        right = draw.random() < 0.7
        judged = right or draw.random() < flatters / 0.3
        rows.append([i, "m", int(judged), "judge-x", int(right) if draw.random() < share else ""])
    return table(path, ["id", "model", "score", "judge", "human"], rows)


def test_a_judge_that_flatters_is_corrected_by_peoples_labels(tmp_path):
    found = report(labelled(tmp_path / "a.csv", 800, 0.3), bar=0.85)
    (model,) = found.models
    assert model.method == "judge corrected by people"
    assert model.low < 0.7 < model.high < 0.85
    assert "none" not in gap(found, "m").gap
    assert any("corrected by people's labels" in n for n in found.notes)
    trusting = report(labelled(tmp_path / "b.csv", 800, 0.0), bar=0.85)
    assert gap(trusting, "m").gap == ("none",)
    assert any("not checked against people" in n for n in trusting.notes)


def test_a_few_labels_correct_nothing_and_are_said(tmp_path):
    found = report(labelled(tmp_path / "a.csv", 200, 0.05))
    assert found.models[0].method != "judge corrected by people"
    assert any("labels are too few" in n for n in found.notes)


def test_ratings_of_people_in_promptfoo_are_labels(tmp_path):
    rows = []
    for n in range(60):
        parts = [{"pass": True, "assertion": {"type": "llm-rubric"}}]
        parts += [{"pass": n % 3 > 0, "assertion": {"type": "human"}}] if n < 30 else []
        rows.append(promptfoo_row(n, 0, True, gradingResult={"pass": True, "componentResults": parts}))
    (model,) = report(promptfoo(tmp_path / "a.json", rows)).models
    assert model.judges == ("a judge that is not named",)
    assert model.score == pytest.approx(2 / 3, abs=0.02)


def test_the_interval_holds_the_truth_in_nineteen_of_twenty_files():
    draw, held, runs = random.Random(11), 0, 300
    for _ in range(runs):
        rights = [draw.random() < 0.8 for _ in range(400)]
        judged = [float(r or draw.random() < 0.5) for r in rights]
        some = [(float(r), f) for r, f in zip(rights[:80], judged[:80], strict=True)]
        found = corrected_bounds(judged, some, 0.95)
        held += found.low <= 0.8 <= found.high
    assert abs(held / runs - 0.95) < 3 * math.sqrt(0.95 * 0.05 / runs)


def test_labels_that_never_differ_do_not_make_a_judge_certain():
    found = corrected_bounds([1.0] * 1000, [(1.0, 1.0)] * 20, 0.9)
    assert found.high - found.low > 0.05
