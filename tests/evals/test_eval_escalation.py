"""A cheap model first: shares and quality at thresholds of its confidence, or only the bound."""

import datetime
import random

import pytest
from evalskit import BOOK, columns, report, table

from advisor.case import case as cases
from advisor.evals import render_report
from advisor.evals.answering.case_answers import answers


def confident(path, n=400, honest=True):
    """The cheap model fails one in ten, nearly always with low confidence; today's model never."""
    draw, rows = random.Random(5), []
    for i in range(n):
        good = i % 10 > 0
        low = not good if honest else draw.random() < 0.1
        sure = draw.uniform(0.05, 0.4) if low else draw.uniform(0.6, 0.99)
        rows += [[i, "gpt-4.1", 1, ""], [i, "gpt-4.1-mini", int(good), round(sure, 3)]]
    return table(path, ["id", "model", "score", "confidence"], rows)


def test_without_a_confidence_only_the_bound_is_known(tmp_path):
    found = report(columns(tmp_path / "a.json", [True] * 100, [i % 10 > 0 for i in range(100)]))
    (cascade,) = found.escalations
    assert (cascade.best_share, cascade.best_quality, cascade.steps) == (0.1, 1.0, ())
    assert "a bound" in " ".join(render_report.render(found).split())
    assert "escalation_share" not in answers(found, cases.Case(), BOOK, datetime.date(2026, 11, 27)).answers


def test_a_confidence_that_tells_gives_the_least_share_that_is_no_worse(tmp_path):
    found = report(confident(tmp_path / "a.csv"))
    step = found.escalations[0].chosen
    assert step is not None
    assert 0.1 <= step.share <= 0.21
    assert step.quality == 1
    given = answers(found, cases.Case(), BOOK, datetime.date(2026, 11, 27)).answers["escalation_share"]
    assert (given.value, given.source) == (pytest.approx(step.share, abs=1e-4), "measured")
    assert "confidence under" in given.note


def test_a_confidence_that_tells_nothing_passes_all_on_or_shows_none(tmp_path):
    step = report(confident(tmp_path / "a.csv", honest=False)).escalations[0].chosen
    assert step is None or step.share > 0.6


def test_no_cascade_where_the_other_model_is_better_nowhere(tmp_path):
    assert report(columns(tmp_path / "a.json", [True] * 20, [True] * 20)).escalations == ()
