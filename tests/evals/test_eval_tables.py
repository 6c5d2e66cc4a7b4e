"""Tables as people keep them: rows of totals, several prompts and settings of one model, rows asked again."""

import pytest
from evalskit import report, table

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


def test_one_instruction_for_all_examples_does_not_make_them_one(tmp_path):
    rows = [[n, "Sort this ticket.", "m", int(n > 0)] for n in range(20)]
    assert report(table(tmp_path / "a.csv", ["id", "prompt", "model", "score"], rows)).models[0].n == 20


@pytest.mark.parametrize("above", [[["Evaluation of November", "", ""], ["", "", ""]], [["Results"]]])
def test_a_table_below_its_titles(tmp_path, above):
    found = report(table(tmp_path / "a.csv", above[0], [*above[1:], HEADER, *ROWS, ["", "", "x"]]))
    assert [(m.name, m.n, m.score) for m in found.models] == [("m", 20, 0.95)]
    assert found.files[0].skipped[0].row == 20 + len(above) + 2
