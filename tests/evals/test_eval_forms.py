"""One evaluation in every form in which it may be handed over: the figures are the same."""

import json
import sqlite3

import pytest
import yaml
from evalskit import promptfoo, promptfoo_row, report, table

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
