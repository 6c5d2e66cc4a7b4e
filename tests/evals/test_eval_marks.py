"""Tables of marks and blanks, times without a unit, and reports of benchmarks."""

import json

import pytest
from evalskit import report, table

from advisor.errors import BadInput
from advisor.evals.asked import Asked, with_scale

HEAD = ["id", "question", "model", "correct"]


def marked(mark, blank=""):
    return [[n, f"q{n}", "gpt-4o", mark if n < 45 else blank] for n in range(50)]


@pytest.mark.parametrize("mark", ["✔️", "✔️ [True]", "1", "pass"])
def test_marks_beside_blanks_are_asked_about(tmp_path, mark):
    file = table(tmp_path / "a.csv", HEAD, marked(mark))
    with pytest.raises(BadInput, match="are blank"):
        report(file)
    for worst, share, n in (("", 0.9, 50), ("wrong", 1, 45)):
        (model,) = report(file, grades=with_scale(Asked(), (worst, mark)).grades).models
        assert (model.score, model.n) == (share, n)


def test_blanks_beside_both_verdicts_are_lost_answers(tmp_path):
    rows = [*marked("pass")[:45], [45, "q45", "gpt-4o", "fail"], *marked("")[46:]]
    assert report(table(tmp_path / "a.csv", HEAD, rows)).models[0].n == 46


def test_a_mark_that_nobody_knows_is_asked_about_where_it_is_all_there_is(tmp_path):
    with pytest.raises(BadInput, match="known verdict"):
        report(table(tmp_path / "a.csv", HEAD, marked("x")))


@pytest.mark.parametrize(("latency", "told"), [(2275, None), (2.275, 2275)])
def test_a_time_without_a_unit_is_told_where_it_is_clear(tmp_path, latency, told):
    rows = [[n, f"q{n}", "pass" if n < 45 else "fail", latency] for n in range(50)]
    found = report(table(tmp_path / "a.csv", ["id", "question", "result", "latency"], rows))
    assert found.models[0].calls.ms_p95 == told
    assert any("milliseconds" in note for note in found.files[0].notes) is (told is None)


def test_the_report_of_swe_bench_names_its_instances(tmp_path):
    ids = [f"django__django-{n}" for n in range(100)]
    parts = {"resolved": ids[:46], "unresolved": ids[46:80], "empty_patch": ids[80:88], "error": ids[88:92],
             "incomplete": ids[92:]}  # fmt: skip
    document = {"total_instances": 100, "resolved_instances": 46} | {f"{k}_ids": v for k, v in parts.items()}
    (tmp_path / "gpt-4.1.run1.json").write_text(json.dumps(document, indent=4))
    found = report(tmp_path / "gpt-4.1.run1.json")
    (model,) = found.models
    assert (model.model, model.n, model.score, found.files[0].errors) == ("gpt-4.1", 88, 46 / 88, 4)


def test_rewards_of_trials_are_scores(tmp_path):
    rows = [{"task_id": n, "reward": float(n % 5 > 0), "info": {"user_cost": 0.3}, "trial": t}
            for t in range(4) for n in range(50)]  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(rows))
    (model,) = report(tmp_path / "a.json").models
    assert (model.n, model.score) == (50, 0.8)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("c.json", '{"accuracy": 0.9, "correct_count": 9, "total_count": 10}\n{"id": "s_1", "valid": false}\n', "BFCL"),
        ("a.jsonl", json.dumps({"question_id": 1, "model_1": "gpt-4o", "model_2": "b", "g1_winner": "model_1"}) + "\n",
         "which of two"),
        ("a.json", json.dumps([{"instruction": "i", "generator_1": "a", "generator_2": "b", "preference": 1.4}]),
         "which of two"),
        ("a.txt", "      precision    recall  f1-score   support\n\n  billing   0.91    0.88   0.89  12\n", "by class"),
        ("b.json", json.dumps({"billing": {"precision": 0.9, "recall": 0.8, "f1-score": 0.85, "support": 120}}),
         "by class"),
    ],
)  # fmt: skip
def test_preferences_and_means_by_class_are_called_so(tmp_path, name, text, says):
    (tmp_path / name).write_text(text)
    with pytest.raises(BadInput, match=says):
        report(tmp_path / name)
