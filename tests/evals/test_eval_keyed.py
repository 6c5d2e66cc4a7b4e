"""JSON whose names are models or examples, and answers that a model did not give."""

import json

import pytest
from evalskit import gap, report, table

from advisor.errors import BadInput

RIGHT = {"gpt-4.1": 40, "gpt-4o-mini": 35}


def rows(model):
    return [{"question": f"q{n}", "expected": "a", "correct": n < RIGHT[model]} for n in range(50)]


def numbered(model):
    return [{"id": n, "correct": n < RIGHT[model]} for n in range(25)], [
        {"id": n, "correct": n + 25 < RIGHT[model]} for n in range(25)
    ]


def scores(model):
    return {f"q{n}": int(n < RIGHT[model]) for n in range(50)}


SHAPES = {
    "rows": {m: rows(m) for m in RIGHT},
    "rows inside": {m: {"results": rows(m), "accuracy": 0.8} for m in RIGHT},
    "tasks": {m: dict(zip(("first", "second"), numbered(m), strict=True)) for m in RIGHT},
    "scores": {m: scores(m) for m in RIGHT},
    "objects": {m: {q: {"correct": bool(s)} for q, s in scores(m).items()} for m in RIGHT},
    "lists": {m: list(scores(m).values()) for m in RIGHT},
    "examples": {f"q{n}": {m: int(n < RIGHT[m]) for m in RIGHT} for n in range(50)},
    "wrapped": {"results": {m: scores(m) for m in RIGHT}},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_models_or_examples_may_be_the_names(tmp_path, shape):
    file = tmp_path / "results.json"
    file.write_text(json.dumps(SHAPES[shape]))
    found = report(file, baseline="gpt-4.1")
    assert {m.name: (m.n, m.score) for m in found.models} == {"gpt-4.1": (50, 0.8), "gpt-4o-mini": (50, 0.7)}
    assert gap(found, "gpt-4o-mini", "gpt-4.1").n == 50


@pytest.mark.parametrize(
    "figures", [{"accuracy": 0.8}, {"accuracy": 0.8, "n": 100}, {"correct": 80, "total": 100}]
)
def test_means_by_model_are_refused_as_such(tmp_path, figures):
    file = tmp_path / "results.json"
    file.write_text(json.dumps(dict.fromkeys(RIGHT, figures)))
    with pytest.raises(BadInput, match="only means of each model"):
        report(file)


def test_figures_by_name_are_no_examples(tmp_path):
    (tmp_path / "a.json").write_text(
        json.dumps({f"task {n}": {"accuracy": 0.8, "f1": 0.7} for n in range(30)})
    )
    with pytest.raises(BadInput):
        report(tmp_path / "a.json")


@pytest.mark.parametrize("word", ["NOT_ATTEMPTED", "no answer", "I don't know", "abstained"])
def test_an_answer_that_the_model_did_not_give_is_not_right(tmp_path, word):
    grades = ["CORRECT"] * 15 + ["INCORRECT"] * 2 + [word] * 3
    file = table(
        tmp_path / "a.csv", ["problem", "model", "grade"], [[f"p{n}", "m", g] for n, g in enumerate(grades)]
    )
    (model,) = report(file).models
    assert (model.n, model.score, model.missing) == (20, 0.75, 0)
