"""Labels that were expected and predicted, and tables of tools that name their scores in their own way."""

import json

import pytest
from evalskit import report, table

from advisor.errors import BadInput


def labels(*more):
    return [[f"t{n}", "a", "A " if n < 45 else "b", *more] for n in range(50)]


@pytest.mark.parametrize(
    ("header", "rows", "model"),
    [
        (["text", "label", "prediction"], labels(), "a"),
        (["text", "y_true", "y_pred", "model"], labels("gpt-4o-mini"), "gpt-4o-mini"),
        (
            ["question", "answer", "pred"],
            [[f"q{n}", "ABCD"[n % 4], "ABCD"[n % 4] if n < 45 else "E"] for n in range(50)],
            "a",
        ),
        (["question", "gold", "pred"], [[f"q{n}", "4", "4.0" if n < 45 else "5"] for n in range(50)], "a"),
    ],
)
def test_labels_are_right_where_they_are_the_same(tmp_path, header, rows, model):
    found = report(table(tmp_path / "a.csv", header, rows))
    assert [(m.name, m.n, m.score) for m in found.models] == [(model, 50, 0.9)]
    assert any("right where" in note for note in found.files[0].notes)


def test_labels_are_compared_in_json_too(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text(
        "\n".join(json.dumps({"idx": n, "gold": "x", "pred": "x" if n < 45 else "y"}) for n in range(50))
    )
    assert report(file).models[0].score == 0.9


def test_longer_texts_are_no_labels(tmp_path):
    rows = [[f"q{n}", "a long answer " * 9, "another answer"] for n in range(20)]
    with pytest.raises(BadInput, match="no label"):
        report(table(tmp_path / "a.csv", ["question", "expected", "prediction"], rows))


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        (
            ["sample_id", "epoch", "input", "target", "model", "score_match"],
            lambda n, y: [n, 1, f"q{n}", "a", "m", "IC"[y]],
        ),
        (
            ["trace_id", "request", "response", "correctness/value"],
            lambda n, y: [n, f"q{n}", "a", ("no", "yes")[y]],
        ),
        (["Nr", "Frage", "Modell", "Bewertung (0-1)"], lambda n, y: [n, f"q{n}", "m", y]),
    ],
)
def test_tables_of_tools_are_known(tmp_path, header, cell):
    (model,) = report(table(tmp_path / "a.csv", header, [cell(n, n < 45) for n in range(50)])).models
    assert (model.n, model.score) == (50, 0.9)
