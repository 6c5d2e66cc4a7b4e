"""Tables as people keep them: rows of totals, several prompts and settings of one model, rows asked again."""

import json
from dataclasses import replace

import pytest
from evalskit import BOOK, TODAY, report, table

from advisor.cli.main import main
from advisor.errors import BadInput
from advisor.evals.asked import Asked, read_bar, read_command, with_scale, written
from advisor.evals.measure import measure

HEADER = ["id", "model", "score"]
ROWS = [[n, "m", int(n > 0)] for n in range(20)]
TOTALS = [["Average", "", 0.95], ["", "Total:", 19], ["Durchschnitt", "m", "95 %"], ["Sum (20)", "m", 19]]


@pytest.mark.parametrize("total", TOTALS)
def test_a_row_of_means_or_totals_is_no_example(tmp_path, total):
    found = report(table(tmp_path / "a.csv", HEADER, [*ROWS, total]))
    assert [(m.name, m.n, m.score) for m in found.models] == [("m", 20, 0.95)]
    assert found.files[0].skipped[0].count == 1


def test_a_row_of_totals_below_a_column_for_each_model(tmp_path):
    rows = [[n, "q", int(n > 0), 1] for n in range(20)]
    totals = [["Mean", "", 0.95, 1], ["", "Total", 19, 20]]
    found = report(table(tmp_path / "a.csv", ["id", "topic", "gpt-4.1", "gpt-4.1-mini"], [*rows, *totals]))
    assert [(m.n, m.score, m.missing) for m in found.models] == [(20, 0.95, 0), (20, 1.0, 0)]


@pytest.mark.parametrize("names", [(0, 1), ("sum", "mean")])
def test_an_example_that_is_called_total_is_one(tmp_path, names):
    rows = [[name, question, "m", 1] for name, question in zip(names, ("Total", "net"), strict=True)]
    assert report(table(tmp_path / "a.csv", ["id", "question", "model", "score"], rows)).models[0].n == 2


@pytest.mark.parametrize(
    ("column", "values", "names"),
    [
        ("prompt_version", ("v1", "v2"), ("m (v1)", "m (v2)")),
        ("Temperature", (0, 1), ("m (Temperature 0)", "m (Temperature 1)")),
        ("config", ("a", "b"), ("m (a)", "m (b)")),
        ("variant", ("a", "b"), ("m (a)", "m (b)")),
        ("prompt", ("short", "long"), ("m (short)", "m (long)")),
    ],
)
def test_prompts_and_settings_of_one_model_are_measured_apart(tmp_path, column, values, names):
    rows = [[n, "m", v, int(n >= i)] for n in range(20) for i, v in enumerate(values)]
    found = report(table(tmp_path / "a.csv", ["id", "model", column, "score"], rows))
    assert [(m.name, m.n, m.score) for m in found.models] == [(names[0], 20, 1.0), (names[1], 20, 0.95)]


def test_a_column_that_tells_repeated_rows_apart_is_named(tmp_path):
    rows = [
        [n, "m", rag, "billing", n, int(n > 0)] for n in range(20) for rag in ("on", "off") for _ in (1, 2)
    ]
    file = table(tmp_path / "a.csv", ["id", "model", "rag", "queue", "length", "score"], rows)
    (note,) = [n for n in report(file).files[0].notes if "--map" in n]
    assert "--map variant=rag" in note
    assert [m.name for m in report(file, columns={"variant": "rag"}).models] == ["m (on)", "m (off)"]


def test_runs_of_one_setting_stay_repeats(tmp_path):
    rows = [[n, "m", run, f"answer {run}", int(n > 0)] for n in range(20) for run in (1, 2, 3)]
    found = report(table(tmp_path / "a.csv", ["id", "model", "run", "answer", "score"], rows))
    assert (found.models[0].n, found.models[0].repeats, found.files[0].notes) == (20, 3, ())


@pytest.mark.parametrize(("retried", "told"), [(range(3), True), (range(1, 5), False), (range(20), False)])
def test_failures_that_alone_were_asked_again_are_told(tmp_path, retried, told):
    rows = [[n, 1, "m", int(n > 2)] for n in range(20)] + [[n, 2, "m", 1] for n in retried]
    notes = report(table(tmp_path / "a.csv", ["id", "attempt", "model", "pass"], rows)).files[0].notes
    assert any("first answers alone make 85 %" in n for n in notes) == told


def test_one_instruction_for_all_examples_does_not_make_them_one(tmp_path):
    rows = [[n, "Sort this ticket.", "m", int(n > 0)] for n in range(20)]
    assert report(table(tmp_path / "a.csv", ["id", "prompt", "model", "score"], rows)).models[0].n == 20


@pytest.mark.parametrize("above", [[["Evaluation of November", "", ""], ["", "", ""]], [["Results"]]])
def test_a_table_below_its_titles(tmp_path, above):
    found = report(table(tmp_path / "a.csv", above[0], [*above[1:], HEADER, *ROWS, ["", "", "x"]]))
    assert [(m.name, m.n, m.score) for m in found.models] == [("m", 20, 0.95)]
    assert found.files[0].skipped[0].row == 20 + len(above) + 2


LISTS = [
    ("billing; refund", "refund; billing"),
    ("billing/refund", "Refund / billing"),
    ("billing:refund", "refund:billing"),
    ('["billing", "refund"]', "['refund', 'billing']"),
    ("card", '["card"]'),
]


@pytest.mark.parametrize(("expected", "predicted"), LISTS)
def test_the_same_labels_in_another_order_are_right_and_it_is_said(tmp_path, expected, predicted):
    rows = [[n, f"text {n}", expected, predicted if n else "other"] for n in range(20)]
    for answers in ("predicted", "gpt-4.1"):
        found = report(table(tmp_path / f"{answers}.csv", ["id", "text", "expected", answers], rows))
        assert [(m.n, m.score) for m in found.models] == [(20, 0.95)]
        assert any("19 answers hold the expected labels" in n for n in found.files[0].notes)


@pytest.mark.parametrize(("expected", "predicted"), [("10/05", "05/10"), ("a/b", "a"), ("a; b", "a; c")])
def test_other_labels_and_numbers_in_another_order_are_wrong(tmp_path, expected, predicted):
    rows = [[n, f"text {n}", expected, predicted] for n in range(20)]
    found = report(table(tmp_path / "a.csv", ["id", "text", "expected", "predicted"], rows))
    assert found.models[0].score == 0


def test_a_label_inside_a_longer_answer_is_wrong_and_it_is_said(tmp_path):
    rows = [[n, f"text {n}", "billing", "Category: billing" if n else "billing"] for n in range(20)]
    found = report(table(tmp_path / "a.csv", ["id", "text", "expected", "predicted"], rows))
    assert found.models[0].score == 0.05
    assert any('"Category: billing": they count as wrong' in n for n in found.files[0].notes)


def test_grades_are_asked_for_and_read_as_even_steps(tmp_path):
    rows = [[n, "m", "AABCF"[n % 5]] for n in range(20)]
    file = table(tmp_path / "a.csv", HEADER, rows)
    with pytest.raises(BadInput, match="--scale F D C B A"):
        report(file)
    asked = with_scale(Asked(), ["F", "D", "C", "B", "A"])
    found = measure([file], BOOK, replace(asked, bar=read_bar("b", asked)), TODAY)
    assert (found.models[0].score, found.bar) == (pytest.approx((1 + 1 + 0.75 + 0.5 + 0) / 5), 0.75)
    assert any("B 75 %" in note for note in found.notes)


def test_a_scale_stands_before_or_behind_the_files(tmp_path, capsys):
    file = str(table(tmp_path / "a.csv", HEADER, [[n, "m", ["poor", "good"][n % 2]] for n in range(20)]))
    for words in ([file, "--scale", "poor", "fair", "good"], ["--scale", "poor", "fair", "good", file]):
        assert main(["evals", *words, "--bar", "fair"]) == 0
        assert "50 %" in capsys.readouterr().out
    command = written(*read_command(f"/evals {file} --scale poor fair good --bar fair"))
    assert "--scale poor fair good" in command and "--bar 0.5" in command


@pytest.mark.parametrize(
    ("columns", "cells", "says"),
    [
        (["model_a", "model_b", "winner"], ["m1", "m2", ["model_a", "model_b", "tie"]], "m1 7, m2 7, tie 6"),
        (["A", "B", "Preferred"], ["text", "other", ["A", "B", "Tie"]], "A 7, B 7, Tie 6"),
        (
            ["gpt-4.1", "gpt-4o-mini", "better"],
            ["x", "y", ["gpt-4.1", "tie", "both"]],
            "gpt-4.1 7, tie 7, both 6",
        ),
        (
            ["response", "baseline", "quality/pairwise_choice"],
            ["x", "y", ["BASELINE", "TIE", "CANDIDATE"]],
            "TIE 7",
        ),
    ],
)
def test_winners_of_pairs_are_told_and_are_no_scores(tmp_path, columns, cells, says):
    rows = [[n, *cells[:2], cells[2][n % 3]] for n in range(20)]
    file = table(tmp_path / "a.csv", ["question_id", *columns], rows)
    lines = tmp_path / "a.jsonl"
    lines.write_text(
        "".join(json.dumps(dict(zip(["question_id", *columns], r, strict=True))) + "\n" for r in rows)
    )
    for path in (file, lines):
        with pytest.raises(BadInput, match="which of two answers is better") as told:
            report(path)
        assert says in str(told.value)


def test_a_choice_among_many_is_no_winner(tmp_path):
    rows = [[n, f"q {n}", "ABCD"[n % 4], "ABCD"[n % 4], int(n > 0)] for n in range(20)]
    found = report(table(tmp_path / "a.csv", ["id", "question", "choice", "best", "score"], rows))
    assert found.models[0].score == 0.95
