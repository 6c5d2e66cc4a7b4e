"""Other files of known kinds: traces with their calls in them, tables in other languages, and what is said of them."""

import json

import pytest
from usagekit import call, day, one, report, spend_logs, table_of

TOKENS = {"input_tokens": 1000, "output_tokens": 100, "total_tokens": 1100}


def observation(n, usage, **more):
    at = day(n // 4, n % 4 * 6).isoformat() + "Z"
    return {"id": f"o{n}", "traceId": f"t{n}", "type": "GENERATION", "startTime": at, "model": "gpt-4o-mini",
            "usageDetails": usage, **more}  # fmt: skip


def test_langfuse_with_geminis_own_names_holds_them_against_geminis_total(tmp_path):
    usage = {"prompt_token_count": 2000, "candidates_token_count": 50, "thoughts_token_count": 250,
             "cached_content_token_count": 1500, "total_token_count": 2300}  # fmt: skip
    work = one(spend_logs(tmp_path / "a.jsonl", [observation(n, usage) for n in range(8)]))
    assert (work.input.mean, work.output.mean, work.cached) == (2000, 300, 1500)


def test_traces_of_langfuse_that_hold_their_observations_are_calls(tmp_path):
    usage = {"input": 640, "output": 20, "total": 660}
    traces = [
        {"id": f"t{n}", "timestamp": day(n).isoformat() + "Z",
         "observations": [observation(2 * n, {}, type="SPAN"), observation(2 * n + 1, usage)]}
        for n in range(6)
    ]  # fmt: skip
    file = tmp_path / "traces.json"
    file.write_text(json.dumps({"data": traces}))
    work = one(file)
    assert (work.requests, work.input.mean, work.output.mean, work.model) == (6, 640, 20, "gpt-4o-mini")


def test_traces_of_mlflow_that_hold_their_spans_are_calls_with_their_model(tmp_path):
    def trace(n):
        attributes = {
            "mlflow.llm.model": '"gpt-4o-mini-2024-07-18"',
            "mlflow.chat.tokenUsage": json.dumps(TOKENS),
        }
        spans = [{"span_id": f"a{n}", "parent_span_id": None, "name": "agent", "attributes": {}}]
        spans += [{"span_id": f"b{n}{k}", "parent_span_id": f"a{n}", "name": "call", "attributes": attributes}
                  for k in range(2)]  # fmt: skip
        info = {"trace_id": f"tr-{n}", "request_time": day(n).isoformat() + "Z", "trace_metadata": {}}
        return {"info": info, "data": {"spans": spans}}

    work = one(spend_logs(tmp_path / "a.jsonl", [trace(n) for n in range(5)]))
    assert (work.requests, work.input.mean, work.model) == (10, 1000, "gpt-4o-mini")


def test_a_bucket_of_nothing_for_no_model_is_no_workload(tmp_path):
    def bucket(n):
        used = n % 7 not in (3, 4)
        tokens = {"input_tokens": 60000, "output_tokens": 6000, "num_model_requests": 60, "model": "gpt-4o"}
        nothing = {"input_tokens": 0, "output_tokens": 0, "num_model_requests": 0, "model": None}
        start = 1735689600 + 86400 * n
        return {"start_time": start, "end_time": start + 86400, "results": [tokens if used else nothing]}

    file = tmp_path / "a.json"
    file.write_text(json.dumps({"object": "page", "data": [bucket(n) for n in range(14)]}))
    work = one(file)
    assert (work.requests, work.model) == (600, "gpt-4o")
    assert work.requests_per_month == pytest.approx(600 / 14 * 30)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["fecha", "modelo", "solicitudes", "tokens_entrada", "tokens_salida"], "{d:02}/09/2025"),
        (["hour", "model", "calls", "input_tokens", "output_tokens"], "2025-09-{d:02} 10:00"),
        (["Datum", "Model", "Verzoeken", "Invoer tokens", "Uitvoer tokens"], "2025-09-{d:02}"),
    ],
)
def test_a_table_in_another_language_or_by_the_hour(tmp_path, header, row):
    rows = [[row.format(d=d), "gpt-4o-mini", 20, 12800, 640] for d in range(8, 22)]
    work = one(table_of(tmp_path / "a.csv", header, rows, ";"))
    assert (work.requests, work.input.mean, work.output.mean, work.model) == (280, 640, 32, "gpt-4o-mini")


@pytest.mark.parametrize(("zone", "said"), [("", True), ("+02:00", False)])
def test_times_without_a_zone_are_said_to_be_read_as_utc(tmp_path, zone, said):
    rows = [[day(n).isoformat(sep=" ") + zone, "gpt-4o", 800, 40] for n in range(3)]
    found = report(
        table_of(tmp_path / "a.csv", ["timestamp", "model", "prompt_tokens", "completion_tokens"], rows)
    )
    assert any("read as UTC" in n for n in found.notes) is said


def test_calls_without_counts_or_a_model_are_said_where_they_fit_no_workload(tmp_path):
    rows = [call(n, day(n), model=("gpt-4o", "gpt-4o-mini")[n % 2]) for n in range(8)]
    lost = [call(100 + n, day(n), model="", prompt_tokens=0, completion_tokens=0) for n in range(4)]
    found = report(spend_logs(tmp_path / "a.jsonl", rows + lost))
    assert sorted(w.name for w in found.workloads) == ["gpt-4o", "gpt-4o-mini"]
    assert any(n.startswith("4 calls, 33.3 % of all,") for n in found.notes)
    few = report(spend_logs(tmp_path / "b.jsonl", rows))
    assert not any("in no workload" in n for n in few.notes)
