"""What stores, gateways and coding agents leave behind, and files that lack times beside others that have them."""

import datetime
import gzip
import json

import pytest
from usagekit import call, day, one, reasons, report, spend_logs, table_of

from advisor.errors import BadInput

HEAD = ("date", "model", "requests", "input_tokens", "output_tokens")
CALL = {"model": "gpt-4o-mini", "prompt_tokens": 1000, "completion_tokens": 100}


def at(n):
    return (
        datetime.datetime(2026, 10, 5) + datetime.timedelta(minutes=57 * n + 7 * (n % 4))
    ).isoformat() + "Z"


def milliseconds(n):
    return 1_790_000_000_000 + n * 3_600_000 + n % 4 * 400_000


def days(model="gpt-4o-mini"):
    return [(day(n).date(), model, 40, 40_000 + n, 4000) for n in range(10)]


def lines(path, records):
    path.write_text("".join(json.dumps(r) + "\n" for r in records))
    return path


@pytest.mark.parametrize("between", ["", "\n"])
def test_objects_behind_one_another_in_a_line_are_records(tmp_path, between):
    parts = [f"{json.dumps(CALL | {'ts': at(n)})}{json.dumps(CALL | {'ts': at(n + 0.5)})}" for n in range(40)]
    (tmp_path / "part.gz").write_bytes(gzip.compress(between.join(parts).encode()))
    assert one(tmp_path / "part.gz").requests == 80


def opencode(n):
    tokens = {"input": 300, "output": 60, "reasoning": 40, "cache": {"read": 900, "write": 100}}
    return {"id": f"m{n}", "sessionID": "s", "role": "assistant", "time": {"created": milliseconds(n)},
            "modelID": "gpt-5-mini", "providerID": "openai", "cost": 0.01, "tokens": tokens}  # fmt: skip


def cline(n):
    used = {"tokensIn": 300, "tokensOut": 100, "cacheWrites": 100, "cacheReads": 900, "cost": 0.01}
    return {"ts": milliseconds(n), "type": "say", "say": "api_req_started", "text": json.dumps(used),
            "modelInfo": {"modelId": "gpt-5-mini"}}  # fmt: skip


def gemini(n):
    tokens = {"input": 1300, "output": 40, "cached": 900, "thoughts": 60, "tool": 0, "total": 1400}
    told = {"type": "gemini", "timestamp": at(n), "model": "gemini-2.5-pro", "tokens": tokens, "id": f"m{n}"}
    return {"sessionId": f"s{n}", "messages": [{"type": "user", "timestamp": at(n), "content": "go"}, told]}


@pytest.mark.parametrize("record", [opencode, cline, gemini])
def test_what_agents_keep_beside_their_input_and_output_belongs_to_them(tmp_path, record):
    work = one(lines(tmp_path / "a.jsonl", map(record, range(40))))
    assert (work.input.mean, work.cached, work.output.mean) == (1300, 900, 100)
    assert work.written == (None if record is gemini else 100)


def test_a_run_of_several_turns_is_no_call(tmp_path):
    tokens = {
        "inputTokens": 900,
        "outputTokens": 600,
        "cacheReadInputTokens": 9000,
        "cacheCreationInputTokens": 100,
    }
    run = {"type": "result", "num_turns": 6, "modelUsage": {"claude-sonnet-4-5": {**tokens, "costUSD": 0.5}}}
    work = one(
        lines(tmp_path / "a.jsonl", [run | {"session_id": f"s{n}", "uuid": f"u{n}"} for n in range(20)])
    )
    assert (work.requests, work.input_tokens, work.model, work.usd) == (
        None,
        200_000,
        "claude-sonnet-4-5",
        10,
    )


def test_a_file_a_record_is_read_as_one_export(tmp_path):
    for n in range(20):
        cached = 2000 if n == 7 else 500
        record = {"ts": at(n), "model": "gpt-4o", "input": 1000, "output": 9, "cached_tokens": cached}
        lines(tmp_path / f"{n:02}.json", [record])
    found = report(tmp_path)
    assert found.workloads[0].input_tokens == 20 * 1500 + 1500
    assert len([n for n in found.notes if "Columns taken" in n]) == 1


def test_a_summary_beside_the_days_counts_once(tmp_path):
    rows = days()
    totals = [("gpt-4o-mini", *(sum(r[k] for r in rows) for k in (2, 3, 4)))]
    found = report(
        table_of(tmp_path / "days.csv", HEAD, rows), table_of(tmp_path / "sum.csv", HEAD[1:], totals)
    )
    assert found.workloads[0].requests == 400
    assert reasons(found) == {"the same tokens stand in another file, with their times": 1}


def test_calls_without_times_are_in_no_volume_of_a_month(tmp_path):
    bare = table_of(tmp_path / "bare.csv", HEAD[1:], [("gpt-4o", 9, 9000, 90)])
    found = report(table_of(tmp_path / "days.csv", HEAD, days()), bare)
    assert {w.name: w.requests_per_month for w in found.workloads} == {"gpt-4o-mini": 1200, "gpt-4o": None}
    assert any("bare.csv: no time" in n for n in found.notes)


def test_how_long_a_call_took_is_not_when_it_was(tmp_path):
    record = {
        "llm_request": {"model": "default"},
        "took": {"total_time": 4.5, "upstream_response_time": 1400},
    }
    rows = [record | {"start_time": milliseconds(n), "llm_summary": CALL} for n in range(40)]
    work = one(lines(tmp_path / "a.jsonl", rows))
    assert (work.requests, work.model, work.requests_per_month) == (
        40,
        "gpt-4o-mini",
        pytest.approx(720, rel=0.1),
    )


def test_results_of_a_query_of_logs_are_records(tmp_path):
    fields = {"model": "gpt-4o-mini", "usage.input_tokens": "1000", "usage.output_tokens": "100"}
    rows = [
        [{"field": f, "value": v} for f, v in {"@timestamp": at(n)[:-1], **fields}.items()] for n in range(40)
    ]
    (tmp_path / "a.json").write_text(json.dumps({"results": rows, "status": "Complete"}))
    assert one(tmp_path / "a.json").requests == 40


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("날짜,모델명,호출 건수,입력 토큰,출력 토큰,비용(원)", "2026. 07. {d:02}.,gpt-4o-mini,40,40000,4000,12"),
        ("Data;Modelo;Requisições;Tokens de entrada;Tokens de saída;Custo (R$)",
         "2026-07-{d:02};gpt-4o-mini;40;40000;4000;0,05"),
        ("Дата;Модель;Количество запросов;Входящие токены, тыс.;Исходящие токены, тыс.;Стоимость, руб.",
         "{d:02}.07.2026;gpt-4o-mini;40;40,0;4,0;1,5"),
        ("My spend,,,,,\nDay,Model,# calls,Input tok,Output tok,Amount",
         "2026-07-{d:02},gpt-4o-mini,40,40000,4000,0.05"),
    ],
)  # fmt: skip
def test_headings_dates_and_money_of_other_countries(tmp_path, head, row):
    total = {"날": "합계,,400,400000,40000,120", "Д": "Итого;;400;400,0;40,0;15"}.get(head[0], "")
    (tmp_path / "a.csv").write_text("\n".join([head, *(row.format(d=d) for d in range(1, 11)), total]))
    found = report(tmp_path / "a.csv")
    (work,) = found.workloads
    assert (work.requests, work.input.mean, work.output.mean, work.requests_per_month) == (
        400,
        1000,
        100,
        1200,
    )
    assert any("spend = " in n for n in found.notes)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "LibreChat",
            json.dumps({"tokenType": "prompt", "rawAmount": -120, "tokenValue": -60, "model": "gpt-4o"}),
        ),
        (
            "GitHub",
            "date,product,sku,model,quantity,unit_type,applied_cost_per_quantity,gross_amount\n" + "x," * 8,
        ),
        ("Amazon Q Developer", "UserId,Date,Chat_AICodeLines,Chat_MessagesSent\nu,09-01-2026,2,3\n"),
        ("New Relic", "timestamp,completion_id,role,token_count\n1,c,user,950\n1,c,assistant,120\n"),
        ("Oracle", "lineItem/intervalUsageStart,usage/billedQuantity,cost/myCost\n2026,1,2\n"),
    ],
)
def test_reports_that_cannot_tell_calls_are_called_by_their_name(tmp_path, name, text):
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(BadInput, match=f"{name}'s"):
        report(tmp_path / "a.csv")


def test_counts_of_a_known_export_that_none_can_have_are_set_aside(tmp_path):
    rows = [call(n, day(0, 6) + datetime.timedelta(hours=n), prompt_tokens=1000 + 9 * n, completion_tokens=50 + n)
            for n in range(60)]  # fmt: skip
    assert reasons(report(spend_logs(tmp_path / "a.jsonl", rows))) == {
        "counts that only grow from one time to the next: running totals": 60
    }
    rows = [call(n, day(n), prompt_tokens=900_000_000 if n == 5 else 1000) for n in range(20)]
    assert one(spend_logs(tmp_path / "b.jsonl", rows)).input.mean == 1000


def test_the_states_of_a_call_are_one_call(tmp_path):
    def change(n, op, status, tokens):
        row = {"id": n, "created_at": milliseconds(n), "model": "gpt-4o", "status": status, **tokens}
        return {"payload": {"op": op, "before": None, "after": row}}

    empty, full = ({"prompt_tokens": p, "completion_tokens": c} for p, c in ((None, None), (1000, 100)))
    states = [("c", "running", empty), ("u", "done", full), ("u", "billed", full)]
    work = one(lines(tmp_path / "a.jsonl", [change(n, *state) for n in range(40) for state in states]))
    assert (work.requests, work.input.mean) == (40, 1000)


def test_the_time_beside_a_line_of_a_log_is_that_of_its_call(tmp_path):
    logged = [{"line": json.dumps(CALL), "timestamp": str(milliseconds(n) * 1_000_000)} for n in range(40)]
    (tmp_path / "a.json").write_text(json.dumps([*logged, {"line": "GET /health 200", "timestamp": "1"}]))
    assert one(tmp_path / "a.json").requests_per_month == pytest.approx(720, rel=0.1)


def test_predictions_of_a_batch_are_billed_as_one(tmp_path):
    usage = {
        "promptTokenCount": 1000,
        "candidatesTokenCount": 60,
        "thoughtsTokenCount": 40,
        "totalTokenCount": 1100,
    }
    answer = {"modelVersion": "gemini-2.5-flash", "usageMetadata": usage}
    rows = [{"status": "", "processed_time": at(n), "request": {}, "response": {**answer, "createTime": at(n)}}
            for n in range(40)]  # fmt: skip
    failed = {"status": "Bad Request: 400", "processed_time": at(50), "request": {}, "response": {}}
    work = one(lines(tmp_path / "a.jsonl", [*rows, failed]))
    assert (work.requests, work.output.mean, work.batch) == (40, 100, True)


def test_what_langchain_prints_of_a_call_is_read(tmp_path):
    printed = (
        "{} INFO app Tokens Used: 1100\n\tPrompt Tokens: 1000\n\t\tPrompt Tokens Cached: 400\n"
        "\tCompletion Tokens: 100\nSuccessful Requests: 1\nTotal Cost (USD): $0.00021\nanother line\n"
    )
    (tmp_path / "a.log").write_text("".join(printed.format(at(n)[:-1].replace("T", " ")) for n in range(40)))
    work = one(tmp_path / "a.log")
    assert (work.requests, work.input.mean, work.cached, work.output.mean) == (40, 1000, 400, 100)
    assert work.usd == pytest.approx(0.0084)


def test_a_table_without_names_of_its_columns_is_called_so(tmp_path):
    (tmp_path / "a.csv").write_text(
        "".join(f"r{n}|2026-10-05 00:{n:02}:00|gpt-4o|1000|100\n" for n in range(40))
    )
    with pytest.raises(BadInput, match="without names"):
        report(tmp_path / "a.csv")
