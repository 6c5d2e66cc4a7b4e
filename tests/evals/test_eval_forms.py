"""One evaluation in every form in which it may be handed over: the figures are the same."""

import json
import sqlite3

import pytest
import yaml
from evalskit import promptfoo, promptfoo_row, report, table

from advisor.errors import BadInput

MODELS = ("openai:chat:gpt-4.1", "openai:chat:gpt-4.1-mini")
ROWS = [promptfoo_row(n, c, n > 3 * c, model=MODELS[c]) for n in range(20) for c in (0, 1)]
TABLE = [[f"t-{n}", f"m-{c}", int(n > 3 * c)] for n in range(20) for c in (0, 1)]


def figures(found):
    return [(m.name, m.n, m.score, m.calls.input_tokens) for m in found.models]


def database(path, rows):
    """The tables of promptfoo 0.121, with an older evaluation beside the one of `rows`."""
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE evals (id text, created_at integer, results text, config text)")
        base.execute(
            "CREATE TABLE eval_results (id text, eval_id text, prompt_idx int, test_case text, prompt text,"
            " provider text, latency_ms int, cost real, response text, error text, success int, score real,"
            " grading_result text, named_scores text, failure_reason int)"
        )
        base.executemany("INSERT INTO evals VALUES (?, ?, '{}', '{}')",
                         [("new", 1795808366607), ("old", 1790000000000)])  # fmt: skip
        for eval_id, of in (("new", rows), ("old", [promptfoo_row(0, 0, False, model="openai:chat:gpt-4o")])):
            for r in of:
                response = {**r["response"], "tokenUsage": r["tokenUsage"]}
                packed = [
                    r["testCase"],
                    {},
                    r["provider"],
                    response,
                    r.get("gradingResult"),
                    r["namedScores"],
                ]
                test, prompt, provider, response, graded, named = map(json.dumps, packed)
                base.execute(
                    "INSERT INTO eval_results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (r["id"], eval_id, r["promptIdx"], test, prompt, provider, r["latencyMs"], r["cost"], response,
                     r.get("error"), r["success"], r["score"], graded, named, r["failureReason"]),
                )  # fmt: skip
    return path


def test_promptfoos_yaml_and_database_say_what_its_json_says(tmp_path):
    file = promptfoo(tmp_path / "a.json", ROWS)
    as_yaml = tmp_path / "a.yaml"
    shared = {"x": 1}
    document = {**json.loads(file.read_text()), "config": [shared, shared]}
    as_yaml.write_text(yaml.safe_dump(document, sort_keys=False))
    assert "&id001" in as_yaml.read_text()
    base = report(database(tmp_path / "promptfoo.db", ROWS))
    assert figures(report(file)) == figures(report(as_yaml)) == figures(base)
    assert base.files[0].created.startswith("2026-11-27")
    assert any("newest of its 2 evaluations" in n for n in base.files[0].notes)
    assert [f.scored for f in report(file, as_yaml, tmp_path / "promptfoo.db").files] == [40, 0, 0]


@pytest.mark.parametrize("form", ["parquet", "xlsx", "utf-16"])
def test_a_table_in_another_form_is_the_same_table(tmp_path, form):
    header = ["id", "model", "score"]
    plain = table(tmp_path / "a.csv", header, TABLE)
    other = tmp_path / f"b.{form}"
    if form == "parquet":
        import duckdb

        duckdb.connect().read_csv(str(plain)).write_parquet(str(other))
    elif form == "xlsx":
        import openpyxl

        book = openpyxl.Workbook()
        for row in (header, *TABLE):
            book.active.append(row)
        book.save(other)
    else:
        other.write_text(plain.read_text(), encoding="utf-16")
    assert figures(report(plain)) == figures(report(other))


HEADERS = [
    ["Example ID", "Model Name", "Score"],
    ["exampleId", "modelName", "isCorrect"],
    ["Test case", "LLM", "Passed?"],
    ["TASK_ID", "PROVIDER", "PASS"],
    ["Cas", "Modèle", "Réussi?"],
]


@pytest.mark.parametrize("header", HEADERS, ids=lambda h: h[0])
def test_columns_in_another_spelling_are_the_same(tmp_path, header):
    plain = table(tmp_path / "a.csv", ["id", "model", "score"], TABLE)
    assert figures(report(table(tmp_path / "b.csv", header, TABLE))) == figures(report(plain))


@pytest.mark.parametrize("name", ["predictions", "testResults", "records"])
def test_rows_in_a_list_of_another_name(tmp_path, name):
    path = tmp_path / "a.json"
    rows = [{"id": i, "model": m, "score": s} for i, m, s in TABLE]
    path.write_text(json.dumps({"run": {"by": "us"}, name: rows}))
    assert [m.n for m in report(path).models] == [20, 20]


def test_a_score_with_a_decimal_comma_is_read_and_one_that_may_be_thousands_is_not(tmp_path):
    header = ["id", "model", "score"]
    found = report(table(tmp_path / "a.csv", header, [[1, "m", "0,85"], [2, "m", "0,125"], [3, "m", "1,0"]]))
    assert found.models[0].score == pytest.approx((0.85 + 0.125 + 1) / 3)
    for either in ("1,000", "1_0"):
        found = report(table(tmp_path / f"{either}.csv", header, [[1, "m", "1"], [2, "m", either]]))
        assert (found.models[0].n, found.files[0].skipped[0].count) == (1, 1)


def test_feedback_of_langsmith_as_an_object(tmp_path):
    path = tmp_path / "a.json"
    rows = [
        {
            "example_id": f"e{n}",
            "inputs": {"q": n},
            "outputs": {"a": "x"},
            "feedback": {"right": {"avg": n % 2}},
        }
        for n in range(20)
    ]
    path.write_text(json.dumps(rows))
    found = report(path)
    assert (found.metric, found.models[0].n, found.models[0].score) == ("right", 20, 0.5)


def test_run_items_of_langfuse_with_scores_beside_them_and_without(tmp_path):
    header = ["datasetItemId", "traceId", "datasetRunName", "scores.right"]
    rows = [[f"d{n}", f"t{n}", "gpt-4.1 run", n % 2] for n in range(20)]
    found = report(table(tmp_path / "a.csv", header, rows))
    assert (found.metric, found.models[0].n, found.models[0].score) == ("right", 20, 0.5)
    links = table(tmp_path / "b.csv", header[:3], [row[:3] for row in rows])
    with pytest.raises(BadInput, match="which example a trace is of, and no score"):
        report(links)


WIDE = ["id", "expected", "gpt-4.1", "gpt-4.1 mini"]


@pytest.mark.parametrize(
    ("header", "good", "bad"),
    [
        (WIDE, "Refund", "billing"),
        (["question", "gold label", "gpt-4.1 answer", "gpt-4.1-mini answer"], "refund ", "other"),
        (["id", "Kommentar", "gpt-4.1", "GPT-4.1-mini (score)"], "1", "0"),
        (["id", "expected", "gpt-4.1 correct", "gpt-4.1-mini correct"], "ja", "nein"),
        (["ticket", "soll", "gpt-4.1 Antwort", "gpt-4.1-mini Antwort"], "refund", "other"),
    ],
)
def test_a_column_for_each_model_is_a_table_too(tmp_path, header, good, bad):
    rows = [[n, "refund", good, good if n else bad] for n in range(20)]
    found = report(table(tmp_path / "wide.csv", header, rows), bar=0.5)
    assert [(m.name, m.n, m.score) for m in found.models] == [
        ("gpt-4.1", 20, 1.0),
        ("gpt-4.1-mini", 20, 0.95),
    ]
    assert any("a column for each model" in n for n in found.files[0].notes)


def test_answers_that_are_texts_are_not_compared_to_the_letter(tmp_path):
    rows = [[n, "a long reference answer " * 5, "an answer", "another answer"] for n in range(20)]
    with pytest.raises(BadInput, match="no number: an answer"):
        report(table(tmp_path / "wide.csv", WIDE, rows))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_table_with_german_heads_in_any_encoding_of_excel(tmp_path, encoding):
    """Every example expects the same answer: its id tells it from the others."""
    rows = "".join(f"{n};gpt-4.1;Rückgabe;{'ja' if n else 'nein'}\n" for n in range(20))
    file = tmp_path / "tabelle.csv"
    file.write_bytes(f"Fall;Modell;Erwartet;Korrekt\n{rows}".encode(encoding))
    (model,) = report(file, bar=0.5).models
    assert (model.name, model.n, model.score) == ("gpt-4.1", 20, 0.95)


@pytest.mark.parametrize("head", ["{} ok?", "{} correct?", "{}_score", "✓ {}", "{} Bewertung"])
def test_scores_beside_the_answers_of_each_model_are_what_counts(tmp_path, head):
    """The answers are yes and no themselves, and read like scores."""
    models = ["gpt-4.1", "gpt-4.1-mini"]
    header = ["question", "expected", *models, *map(head.format, models)]
    rows = [[f"q{n}", "yes", "no", "yes", "ja", "ja" if n else "nein"] for n in range(20)]
    found = report(table(tmp_path / "wide.csv", header, rows))
    assert [(m.name, m.score) for m in found.models] == [("gpt-4.1", 1.0), ("gpt-4.1-mini", 0.95)]


@pytest.mark.parametrize(
    ("named", "known"),
    [
        ("hosted_vllm/Qwen/Qwen3-8B", None),
        ("ollama:chat:qwen3:8b", None),
        ("openrouter:qwen/qwen3-8b", "openrouter/qwen/qwen3-8b"),
    ],
)
def test_a_model_on_ones_own_machine_has_no_hosts_price(tmp_path, named, known):
    found = report(promptfoo(tmp_path / "a.json", [promptfoo_row(n, 0, True, model=named) for n in range(3)]))
    assert found.models[0].model == known
