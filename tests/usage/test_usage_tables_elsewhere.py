"""Tables in other wrappings: answers of queries in JSON, pages that are called workbooks, values below their types."""

import json

import pytest
from usagekit import day, one, report, table_of

COLUMNS = ("ts", "model", "requests", "input_tokens", "output_tokens")
ROWS = [[day(n).date().isoformat(), "gpt-4o", 40, 40_000, 4000] for n in range(10)]


def named(key="name"):
    return [{key: c, "type": "string"} for c in COLUMNS]


def cells(wrap):
    return [[wrap(c) for c in row] for row in ROWS]


DOCUMENTS = {
    "Log Analytics": {"tables": [{"name": "PrimaryResult", "columns": named(), "rows": ROWS}]},
    "Snowflake": {"resultSetMetaData": {"numRows": 10, "rowType": named()}, "data": cells(str)},
    "Databricks": {"manifest": {"schema": {"columns": named()}}, "result": {"data_array": cells(str)}},
    "BigQuery": {"schema": {"fields": named()}, "rows": [{"f": row} for row in cells(lambda c: {"v": str(c)})]},
    "Athena": {"ResultSet": {"ResultSetMetadata": {"ColumnInfo": named("Name")},
                             "Rows": [{"Data": row} for row in cells(lambda c: {"VarCharValue": str(c)})]}},
    "Redshift": {"ColumnMetadata": named(), "Records": cells(lambda c: {"stringValue": str(c)})},
    "Grafana": {"results": {"A": {"frames": [{"schema": {"fields": named()},
                                              "data": {"values": [list(c) for c in zip(*ROWS, strict=True)]}}]}}},
    "pages": [{"columns": named(), "rows": ROWS[:4]}, {"columns": named(), "rows": ROWS[4:]}],
    "a second table": {"tables": [{"columns": named(), "rows": ROWS}, {"columns": ["k", "v"], "rows": [["a", 1]]}]},
    "pandas, split": {"columns": list(COLUMNS), "index": list(range(10)), "data": ROWS},
    "pandas": {c: {str(n): row[k] for n, row in enumerate(ROWS)} for k, c in enumerate(COLUMNS)},
    "lists": {c: [row[k] for row in ROWS] for k, c in enumerate(COLUMNS)},
}  # fmt: skip


@pytest.mark.parametrize("tool", DOCUMENTS)
def test_a_table_in_json_is_a_table(tmp_path, tool):
    (tmp_path / "a.json").write_text(json.dumps(DOCUMENTS[tool]))
    work = one(tmp_path / "a.json")
    assert (work.requests, work.input.mean, work.output.mean, work.model) == (400, 1000, 100, "gpt-4o")


def test_a_table_a_line_is_read_to_the_last(tmp_path):
    pages = [{"columns": named(), "rows": rows} for rows in (ROWS[:4], ROWS[4:])]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(p) + "\n" for p in pages))
    assert one(tmp_path / "a.jsonl").requests == 400


def test_metrics_with_their_statistics_are_put_together_by_their_totals(tmp_path):
    metrics = {"AzureOpenAIRequests": 40, "ProcessedPromptTokens": 40_000, "GeneratedTokens": 4000}
    rows = [[f"2026-07-{d:02}T{h:02}:00:00Z", m, total, 40, total / 7]
            for d in range(1, 3) for h in range(24) for m, total in metrics.items()]  # fmt: skip
    head = ("TimeGenerated", "MetricName", "Total", "Count", "Maximum")
    work = one(table_of(tmp_path / "a.csv", head, rows))
    assert (work.requests, work.input.mean) == (40 * 48, 1000)


def test_a_sum_beside_the_months_is_none_of_them(tmp_path):
    counts = {"Requests": 100, "Input tokens (M)": 0.1, "Output tokens (M)": 0.01}
    rows = [["gpt-4o", name, n, 2 * n, 3 * n, 6 * n, "100 %"] for name, n in counts.items()]
    head = ("Model", "Metric", "Jul 2026", "Aug 2026", "Sep 2026", "Q3 total", "Share")
    work = one(table_of(tmp_path / "a.csv", head, rows))
    assert (work.requests, work.input.mean, work.output.mean) == (600, 1000, 100)


PAGE = "<style>td {{color: red}}</style><table><tr><![if mso]><td colspan=4>Usage</td><![x[]]></tr>{}</table>"
BOOK = (
    '<?xml version="1.0"?><Workbook xmlns:ss="x"><Worksheet><Table><Row><Cell><Data>Usage</Data></Cell></Row>{}'
    "</Table></Worksheet></Workbook>"
)


@pytest.mark.parametrize(
    ("page", "row", "cell"), [(PAGE, "tr", "<td>{}</td>"), (BOOK, "Row", "<Cell><Data>{}</Data></Cell>")]
)
def test_a_page_that_is_called_a_workbook_is_a_table(tmp_path, page, row, cell):
    rows = [COLUMNS, *ROWS, ("Итого", "", 400, 400_000, 40_000)]
    text = "".join(f"<{row}>{''.join(cell.format(c) for c in cells)}</{row}>" for cells in rows)
    (tmp_path / "a.xls").write_text(page.format(text))
    assert one(tmp_path / "a.xls").requests == 400


def test_a_merged_cell_of_a_page_stands_in_all_its_rows(tmp_path):
    rows = [[f'<td rowspan=10>{model}</td>' if n == 0 else "", *(f"<td>{c}</td>" for c in (ROWS[n][0], *ROWS[n][2:]))]
            for model in ("gpt-4o", "gpt-4o-mini") for n in range(10)]  # fmt: skip
    head = "<tr>" + "".join(f"<th>{c}</th>" for c in ("model", "ts", *COLUMNS[2:])) + "</tr>"
    body = "".join(f"<tr>{''.join(r)}</tr>" for r in rows)
    (tmp_path / "a.html").write_text(f"<!DOCTYPE html><p>Report</p><table>{head}{body}</table>")
    assert {w.name: w.requests for w in report(tmp_path / "a.html").workloads} == {
        "gpt-4o": 400,
        "gpt-4o-mini": 400,
    }


@pytest.mark.parametrize(
    "record",
    [
        lambda n: {"Item": {"ts": {"N": str(n)}, "modelId": {"S": "gpt-4o"}, "usage": {"M": {
            "inputTokens": {"N": "1000"}, "outputTokens": {"N": "100"}}}, "ok": {"BOOL": True}}},
        lambda n: {"_id": {"$oid": f"{n:x}"}, "createdAt": {"$date": {"$numberLong": str(n)}}, "model": "gpt-4o",
                   "prompt_tokens": {"$numberInt": "1000"}, "completion_tokens": {"$numberInt": "100"}},
    ],
)  # fmt: skip
def test_values_below_the_names_of_their_types_are_values(tmp_path, record):
    times = [1_790_000_000_000 + n * 3_600_000 + n % 4 * 400_000 for n in range(40)]
    (tmp_path / "a.json").write_text("\n".join(json.dumps(record(t)) for t in times))
    work = one(tmp_path / "a.json")
    assert (work.requests, work.input.mean, work.output.mean, work.model) == (40, 1000, 100, "gpt-4o")


def test_what_gemini_thought_stands_beside_its_candidates(tmp_path):
    head = (
        "ts",
        "model",
        "promptTokenCount",
        "candidatesTokenCount",
        "thoughtsTokenCount",
        "cachedContentTokenCount",
    )
    rows = [(day(n, n % 20).isoformat(), "gemini-2.5-flash", 1000, 100, 300, 600) for n in range(20)]
    found = report(table_of(tmp_path / "a.csv", head, rows))
    assert (found.workloads[0].output.mean, found.workloads[0].cached, found.questions) == (400, 600, ())


def test_a_timer_of_calls_tells_their_number(tmp_path):
    tokens = 'gen_ai_client_token_usage_total{{gen_ai_request_model="gpt-4o",gen_ai_token_type="{}"}} {}'
    calls = 'gen_ai_client_operation_seconds_count{{error="{}",gen_ai_request_model="gpt-4o"}} {}'
    lines = [tokens.format("input", 4e5), tokens.format("output", 4e4), tokens.format("total", 4.4e5)]
    lines += [calls.format("none", 400), calls.format("TimeoutException", 9)]
    (tmp_path / "metrics").write_text("\n".join(lines))
    work = one(tmp_path / "metrics")
    assert (work.requests, work.input.mean, work.output.mean) == (400, 1000, 100)
