"""What stands beside or below the scores of a table: more scores, states of calls, figures of the whole."""

import pytest
from evalskit import report, table

from advisor.errors import BadInput

HEAD = ["id", "question", "model", "score"]


def row(n, right=45):
    return [n, f"where is {n}?", "gpt-4o-mini", int(n < right)]


def test_a_score_beside_the_score_is_named(tmp_path):
    rows = [[*row(n, 30), int(n < 45)] for n in range(50)]
    found = report(table(tmp_path / "a.csv", [*HEAD[:3], "exact_match", "llm_judge"], rows))
    assert (found.metric, found.models[0].score) == ("exact_match", 0.6)
    assert "llm_judge" in found.metrics and any("also hold llm_judge" in n for n in found.notes)


@pytest.mark.parametrize(
    ("ended", "lost", "score"),
    [("completed", "failed", 0.9), ("passed", "failed", 0.72), ("ok", "timeout", 0.9)],
)
def test_an_answer_whose_call_failed_is_lost_and_not_wrong(tmp_path, ended, lost, score):
    rows = [[*row(n, 36), ended if n < 40 else lost] for n in range(50)]
    (model,) = report(table(tmp_path / "a.csv", [*HEAD, "status"], rows)).models
    assert model.score == score


def test_a_state_that_goes_with_points_is_none_of_calls(tmp_path):
    rows = [[*row(n, 36), "failed" if n % 2 else "done"] for n in range(50)]
    assert report(table(tmp_path / "a.csv", [*HEAD, "status"], rows)).models[0].n == 50


@pytest.mark.parametrize("below", [["Accuracy", "90%", "80%"], ["Total cost", "0.9", "0.8"]])
def test_figures_at_the_end_of_a_table_are_no_examples(tmp_path, below):
    rows = [[f"where is {n}?", int(n < 45), int(n < 40)] for n in range(50)]
    file = table(
        tmp_path / "a.csv",
        ["question", "gpt-4o", "gpt-4o-mini"],
        [*rows, below, ["$ in all", "0.01", "0.05"]],
    )
    assert [(m.n, m.score) for m in report(file).models] == [(50, 0.9), (50, 0.8)]


def test_examples_below_a_subtotal_are_examples(tmp_path):
    rows = [*map(row, range(40)), ["Subtotal", "", "", 1], *map(row, range(40, 50)), ["Total", "", "", 0.9]]
    (model,) = report(table(tmp_path / "a.csv", HEAD, rows)).models
    assert (model.n, model.score) == (50, 0.9)


@pytest.mark.parametrize(
    "name", ["error_rate", "Toxicity", "hallucination score", "has_error", "Needs correction?"]
)
def test_a_metric_of_which_less_is_better_is_no_quality(tmp_path, name):
    rows = [[*row(n, 5), name] for n in range(50)]
    file = table(tmp_path / "a.csv", [*HEAD, "metric"], rows)
    with pytest.raises(BadInput, match="less of it"):
        report(file)
    assert report(file, metric=name).models[0].score == 0.1


@pytest.mark.parametrize(
    ("column", "said"), [("attempts", "how often it was tried"), ("Gewicht", "every row counts alike")]
)
def test_tries_and_weights_are_not_used_and_named(tmp_path, column, said):
    found = report(table(tmp_path / "a.csv", [*HEAD, column], [[*row(n), 1 + n % 3] for n in range(50)]))
    assert any(said in n for n in found.files[0].notes)
    even = report(table(tmp_path / "b.csv", [*HEAD, column], [[*row(n), 1] for n in range(50)]))
    assert not any(said in n for n in even.files[0].notes)


def test_criteria_of_a_rubric_are_metrics_of_their_own(tmp_path):
    rows = [
        [*row(n, right), criterion] for n in range(50) for criterion, right in (("exact", 45), ("tone", 25))
    ]
    found = report(table(tmp_path / "a.csv", [*HEAD, "criterion"], rows))
    assert (found.metric, found.models[0].n, found.models[0].score) == ("exact", 50, 0.9)
    assert "tone" in found.metrics
    one_each = [[*row(n), ("safety", "style")[n % 2]] for n in range(50)]
    found = report(table(tmp_path / "b.csv", [*HEAD, "criterion"], one_each))
    assert (found.metric, found.models[0].n) == ("score", 50)


@pytest.mark.parametrize(
    ("head", "cells", "said"),
    [
        (["task", "model", "num_correct", "num_total"], [30, 40], "counts of right answers"),
        (["case", "model", "passes", "runs"], [3, 5], "counts of right answers"),
        (["rank", "model", "elo", "votes"], [1300, 900], "ratings of models"),
        (["Item", "who", "The answer helped me", "note"], ["Agree", ""], "no column is called a score"),
    ],
)
def test_counts_ratings_and_words_of_a_scale_are_no_scores(tmp_path, head, cells, said):
    rows = [
        [f"t{n}", f"m{n}", *(cells if n % 2 else ["Disagree" if c == "Agree" else c for c in cells])]
        for n in range(8)
    ]
    with pytest.raises(BadInput) as refused:
        report(table(tmp_path / "a.csv", head, rows))
    assert said in str(refused.value)
