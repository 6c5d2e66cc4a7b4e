"""Tables whose scores may be something else, or means; reports of other tools, and scores in stars."""

import json

import pytest
from evalskit import report, table

from advisor.cli.main import main
from advisor.errors import BadInput
from advisor.evals.tables.table_kinds import Chosen

ASKED = [[n, f"is {n} odd?", "yes" if n % 3 else "no"] for n in range(50)]


def answered(right):
    """The rows with an answer behind them, right in the first `right`."""
    return [
        [*row, row[2] if n < right else {"yes": "no", "no": "yes"}[row[2]]] for n, row in enumerate(ASKED)
    ]


@pytest.mark.parametrize(
    ("expected", "given"), [("correct", "prediction"), ("expected", "result"), ("correct", "answer")]
)
def test_an_answer_beside_an_answer_is_no_score_before_somebody_says_so(tmp_path, expected, given):
    file = table(tmp_path / "a.csv", ["id", "question", expected, given], answered(45))
    with pytest.raises(BadInput, match="hold the same words"):
        report(file)
    named = Chosen({"expected": expected, "prediction": given})
    assert report(file, columns=named.roles).models[0].score == 0.9


def test_a_verdict_in_other_words_than_the_answers_is_a_score(tmp_path):
    rows = [[n, q, right, "pass" if n < 45 else "fail"] for n, q, right in ASKED]
    assert (
        report(table(tmp_path / "a.csv", ["id", "question", "expected", "result"], rows)).models[0].score
        == 0.9
    )


def test_a_fraction_beside_labels_is_left_out_with_a_word(tmp_path):
    rows = [[*row, 0.97] for row in answered(45)]
    found = report(table(tmp_path / "a.csv", ["id", "question", "label", "prediction", "score"], rows))
    assert found.models[0].score == 0.9
    assert any("probability" in note for note in found.files[0].notes)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["prompt", "model", "accuracy", "n_samples"], ["p", "gpt-4o", 0.9, 50]),
        (["prompt", "model", "accuracy", "stderr"], ["p", "gpt-4o", 0.9, 0.04]),
        (["prompt", "model", "correct", "total"], ["p", "gpt-4o", 45, 50]),
        (["Name", "State", "Created", "Runtime", "accuracy"], ["run", "finished", "2026-10-05", 300, 0.9]),
        (
            ["eval_id", "model", "total_samples", "completed_samples", "status"],
            ["e", "gpt-4o", 50, 50, "success"],
        ),
        (["step", "train_loss", "train_accuracy"], [1, 0.3, 0.9]),
        (["", "precision", "recall", "f1-score", "support"], ["refund", 0.9, 0.9, 0.9, 50]),
    ],
)
def test_means_are_no_examples(tmp_path, header, row):
    rows = [[f"{c}{n}" if at == 0 else c for at, c in enumerate(row)] for n in range(12)]
    with pytest.raises(BadInput, match=r"mean|counts"):
        report(table(tmp_path / "a.csv", header, rows))


def test_numbers_of_rows_are_no_numbers_of_examples(tmp_path):
    rows = [[n, f"question {n}", int(n <= 45)] for n in range(1, 51)]
    assert report(table(tmp_path / "a.csv", ["n", "question", "score"], rows)).models[0].score == 0.9


def test_tests_of_jest_are_examples(tmp_path):
    tests = [
        {"fullName": f"answers q{n}", "status": "passed" if n < 45 else "failed", "failureMessages": []}
        for n in range(50)
    ]
    tests += [{"fullName": "later", "status": "pending"}]
    tests += [{"fullName": "lost", "status": "failed", "failureMessages": ["Error: 429 rate limit reached"]}]
    document = {
        "numPassedTests": 45,
        "success": False,
        "testResults": [{"name": "a", "assertionResults": tests}],
    }
    (tmp_path / "a.json").write_text(json.dumps(document))
    (model,) = report(tmp_path / "a.json").models
    assert (model.n, model.score) == (50, 0.9)


def test_a_task_of_evalplus_passes_with_both_kinds_of_tests(tmp_path):
    tasks = {
        f"HumanEval/{n}": [{"base_status": "pass", "plus_status": "pass" if n < 40 else "fail"}]
        for n in range(50)
    }
    (tmp_path / "a_eval_results.json").write_text(json.dumps({"hash": "x", "eval": tasks}))
    assert report(tmp_path / "a_eval_results.json").models[0].score == 0.8
    assert report(tmp_path / "a_eval_results.json", metric="base").models[0].score == 1


def test_what_prodigy_ignored_has_no_verdict(tmp_path):
    rows = [
        {"text": f"q{n}", "_input_hash": n, "_task_hash": n, "answer": "accept" if n < 45 else "reject"}
        for n in range(50)
    ]
    rows += [{"text": "q50", "_input_hash": 50, "_task_hash": 50, "answer": "ignore"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (model,) = report(tmp_path / "a.jsonl").models
    assert (model.n, model.score) == (50, 0.9)


@pytest.mark.parametrize(
    ("high", "low"), [("★★★★★", "★★☆☆☆"), ("5 stars", "2 stars"), ("⭐⭐⭐⭐⭐", "⭐⭐")]
)
def test_stars_count_on_the_scale_that_is_said(tmp_path, high, low):
    file = table(
        tmp_path / "a.csv", ["question", "rating"], [[f"q{n}", high if n < 45 else low] for n in range(50)]
    )
    with pytest.raises(BadInput, match="scale"):
        report(file)
    assert report(file, scale=(1.0, 5.0)).models[0].score == pytest.approx(0.925)


def test_one_star_is_not_all_of_a_scale(tmp_path):
    file = table(tmp_path / "a.csv", ["question", "rating"], [[f"q{n}", "★☆☆☆☆"] for n in range(30)])
    with pytest.raises(BadInput, match="scale"):
        report(file)


def test_models_may_stand_above_what_their_columns_hold(tmp_path):
    rows = [["", "Answer", "Pass?", "Answer", "Pass?"]]
    rows += [[f"q{n}", "a", "yes" if n < 45 else "no", "b", "yes" if n < 40 else "no"] for n in range(50)]
    found = report(table(tmp_path / "a.csv", ["Question", "gpt-4.1", "", "gpt-4o-mini", ""], rows))
    assert {m.name: m.score for m in found.models} == {"gpt-4.1": 0.9, "gpt-4o-mini": 0.8}


def test_the_output_of_pytest_is_told_from_its_report(tmp_path):
    (tmp_path / "a.txt").write_text("===== test session starts =====\ntests/a.py::test_a[1] PASSED [100%]\n")
    with pytest.raises(BadInput, match="pytest"):
        report(tmp_path / "a.txt")


def test_that_all_calls_ran_is_no_quality(tmp_path):
    file = table(tmp_path / "a.csv", ["id", "prompt", "status"], [[n, f"q{n}", "success"] for n in range(50)])
    with pytest.raises(BadInput, match="only that a call ran"):
        report(file)
    assert report(file, columns={"score": "status"}).models[0].score == 1


@pytest.mark.parametrize("named", [("score", "max_score"), ("points", "max_points")])
def test_points_count_by_the_most_there_are(tmp_path, named):
    rows = [[f"q{n}", int(n < 45), 5] for n in range(50)]
    found = report(table(tmp_path / "a.csv", ["question", *named], rows))
    assert found.models[0].score == pytest.approx(0.18)


@pytest.mark.parametrize("json_lines", [False, True])
def test_columns_that_may_hold_scores_are_named(tmp_path, json_lines):
    rows = [{"id": f"q{n}", "judge_one": n % 5 + 1, "judge_two": n % 4 + 1} for n in range(20)]
    file = tmp_path / "a.jsonl"
    if json_lines:
        file.write_text("".join(json.dumps(r) + "\n" for r in rows))
    else:
        file = table(tmp_path / "a.csv", [*rows[0]], [r.values() for r in rows])
    with pytest.raises(BadInput, match="judge_one, judge_two"):
        report(file)


def test_a_score_in_what_a_judge_wrote_is_named_and_read(tmp_path):
    rows = [(f"q{n}", "gpt-4.1", json.dumps({"score": int(n > 0), "reason": "so"})) for n in range(20)]
    file = table(tmp_path / "a.csv", ["id", "model", "judge_output"], rows)
    with pytest.raises(BadInput, match=r"judge_output\.score"):
        report(file)
    assert report(file, columns={"score": "judge_output.score"}).models[0].score == 0.95


def test_a_confusion_matrix_is_called_one(tmp_path):
    rows = [("a", 8, 2, 10), ("b", 1, 9, 10), ("Total", 9, 11, 20)]
    with pytest.raises(BadInput, match="confusion matrix: 17 of 20"):
        report(table(tmp_path / "a.csv", ["", "a", "b", "Total"], rows))


@pytest.mark.parametrize(("worst", "best", "score"), [(1, 0, 0.8), (6, 1, 0.96)])
def test_a_scale_may_begin_with_the_worst(tmp_path, worst, best, score):
    rows = [(n, worst + (best - worst) * score) for n in range(40)]
    file = table(tmp_path / "a.csv", ["id", "wer"], rows)
    chosen = {"columns": {"item": "id", "score": "wer"}}
    with pytest.raises(BadInput):
        report(file, **chosen)
    found = report(file, scale=(worst, best), bar=best, **chosen)
    assert found.models[0].score == pytest.approx(score) and found.bar == 1


def test_a_share_counts_from_the_best_end_of_its_scale(tmp_path):
    file = table(tmp_path / "a.csv", ["id", "score"], [(n, "10%") for n in range(40)])
    assert report(file, scale=(1, 0)).models[0].score == pytest.approx(0.9)


def test_the_files_that_are_read_are_listed(capsys):
    assert main(["evals", "--formats"]) == 0
    told = capsys.readouterr().out
    assert "JUnit XML" in told and "Phoenix experiment" in told and "--map: item, input" in told


def test_rows_of_one_metric_each_are_one_answer_and_less_is_better_comes_last(tmp_path):
    rows = [
        (n, m, metric, value)
        for n in range(40)
        for m in ("gpt-4.1", "gpt-4.1-mini")
        for metric, value in (("latency_s", 1.5), ("correct", int(n > 3)))
    ]
    found = report(table(tmp_path / "a.csv", ["example", "model", "metric", "value"], rows))
    assert found.metric == "correct" and [(m.score, m.missing) for m in found.models] == [(0.9, 0)] * 2


def test_headings_and_verdicts_in_chinese_are_read(tmp_path):
    rows = [f"{n},问题{n},qwen-plus,答案,{'正确' if n > 3 else '错误'}" for n in range(40)]
    (tmp_path / "a.csv").write_bytes("\n".join(["编号,问题,模型,回答,是否正确", *rows]).encode("gbk"))
    (model,) = report(tmp_path / "a.csv").models
    assert (model.score, model.n) == (0.9, 40)


def test_a_rate_of_faults_that_differs_in_every_row_is_named(tmp_path):
    rows = [(f"u{n}", n / 40) for n in range(20)]
    with pytest.raises(BadInput, match=r"less may be better.*wer_large"):
        report(table(tmp_path / "a.csv", ["utterance", "wer_large"], rows))


def test_the_opposite_of_a_fault_is_named_beside_it(tmp_path):
    rows = [(n, "gpt-4.1", n % 2, 1 - n % 2) for n in range(20)]
    with pytest.raises(BadInput, match="escalated, resolved"):
        report(table(tmp_path / "a.csv", ["id", "model", "escalated", "resolved"], rows))
