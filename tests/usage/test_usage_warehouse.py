"""One query for the warehouse where the logs live: in every dialect, and run where it can be."""

import duckdb
import pytest
import sqlglot
from usagekit import one

from advisor.cli.main import main
from advisor.errors import BadInput
from advisor.usage.queries.warehouse_sql import DIALECTS, warehouse_query

ROLES = {
    "time": "at",
    "input": "tokens_in",
    "output": "tokens_out",
    "cached": "hits",
    "model": "llm",
    "spend": "usd",
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_reads_its_query_back(dialect):
    query = warehouse_query(dialect, "logs.calls", ROLES)
    (tree,) = sqlglot.parse(query, read=dialect)
    assert [c.alias for c in tree.selects][:4] == ["date", "model", "requests", "calls_without_counts"]
    assert [c.alias for c in tree.selects][4:] == [
        "input_tokens",
        "output_tokens",
        "cached_tokens",
        "cost_usd",
    ]
    assert tree.find(sqlglot.exp.Table).sql() == "logs.calls" and tree.args["group"]


def test_the_result_of_the_query_is_an_export(tmp_path):
    rows = "range AS n, TIMESTAMP '2026-10-05' + n * INTERVAL 4 HOUR AS at, 'gpt-4o' AS llm, 0.003 AS usd, 600 AS hits"
    values = "CASE WHEN n % 4 > 0 THEN 1000 END AS tokens_in, 100 AS tokens_out"
    duckdb.sql("CREATE SCHEMA IF NOT EXISTS logs")
    duckdb.sql(f"CREATE OR REPLACE TABLE logs.calls AS SELECT {rows}, {values} FROM range(84)")
    query = warehouse_query("duckdb", "logs.calls", ROLES).strip().rstrip(";")
    duckdb.sql(f"COPY ({query}) TO '{tmp_path / 'out.csv'}' (HEADER)")
    work = one(tmp_path / "out.csv")
    assert (work.requests, work.input.mean, work.model) == (84, 1000, "gpt-4o")
    assert work.unmeasured_share == pytest.approx(21 / 84)
    assert work.requests_per_month == pytest.approx(84 / 14 * 30)


def test_the_query_is_printed_without_a_file(capsys):
    assert main(["usage", "--sql", "bigquery", "--table", "t", "--map", "time=a", "input=b", "output=c"]) == 0
    assert "TIMESTAMP_TRUNC(a, DAY)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("dialect", "table", "roles", "says"),
    [
        ("bigqery", "t", ROLES, "did you mean bigquery"),
        ("bigquery", "t; DROP TABLE t", ROLES, "not a name"),
        ("bigquery", "t", {"input": "a"}, "--map time=COLUMN output=COLUMN"),
    ],
)
def test_what_makes_no_query_is_refused(dialect, table, roles, says):
    with pytest.raises(BadInput, match=says):
        warehouse_query(dialect, table, roles)
