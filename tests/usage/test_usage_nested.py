"""JSON whose records stand below names or inside others, JSON in cells, and cells that say that they hold nothing."""

import csv
import datetime
import json

import pytest
from usagekit import one, report, table_of

DAYS = [f"2026-10-{n:02d}" for n in range(5, 15)]
CALL = {"requests": 40, "input_tokens": 40_000, "output_tokens": 4000}
MODELS = ("gpt-4o-mini", "claude-haiku-4-5")
OUTER = {"region": "eu", "requests": 999, "cost": 5}


def rows(**more):
    return [{"date": d, **CALL, **more} for d in DAYS]


@pytest.mark.parametrize(
    "document",
    [
        {d: dict.fromkeys(MODELS, CALL) for d in DAYS},
        {m: dict.fromkeys(DAYS, CALL) for m in MODELS},
        {m: rows() for m in MODELS},
        {"usage": [{"day": d, **OUTER, "models": [{"model": m, **CALL} for m in MODELS]} for d in DAYS]},
        {"data": {"rows": [r for m in MODELS for r in rows(model=m)]}},
        {d: [{"model": m, **CALL} for m in MODELS] for d in DAYS},
    ],
)
def test_every_record_is_read_with_what_stands_around_it(tmp_path, document):
    file = tmp_path / "usage.json"
    file.write_text(json.dumps(document, indent=1))
    assert {w.name: (w.requests, w.requests_per_month, w.input.mean) for w in report(file).workloads} == {
        m: (400, pytest.approx(1200), 1000) for m in MODELS
    }


def test_a_list_of_models_a_line_keeps_the_day_of_its_line(tmp_path):
    file = tmp_path / "usage.jsonl"
    lines = [json.dumps({"day": d, "models": [{"model": m, **CALL} for m in MODELS]}) for d in DAYS]
    file.write_text("\n".join(lines))
    assert [w.requests_per_month for w in report(file).workloads] == [pytest.approx(1200)] * 2


def test_objects_below_names_of_any_kind_are_all_counted(tmp_path):
    file = tmp_path / "usage.json"
    file.write_text(json.dumps({"search": CALL, "chat": CALL, "mail": CALL}))
    work = one(file)
    assert (work.requests, work.requests_per_month) == (120, None)


def bedrock(n):
    return {
        "schemaType": "ModelInvocationLog",
        "timestamp": f"2026-10-05T{n:02d}:00:00Z",
        "requestId": f"r{n}",
        "modelId": "amazon.nova-lite-v1:0",
        "input": {"inputTokenCount": 1000},
        "output": {"outputTokenCount": 100},
    }


@pytest.mark.parametrize(
    "around",
    [
        lambda texts: {
            "results": [
                [{"field": "@timestamp", "value": "x"}, {"field": "@message", "value": t}] for t in texts
            ]
        },
        lambda texts: {
            "events": [{"timestamp": 1, "message": t, "eventId": "e"} for t in texts],
            "searchedLogStreams": [],
        },
    ],
)
def test_a_log_that_was_queried_holds_what_was_logged(tmp_path, around):
    file = tmp_path / "log.json"
    file.write_text(json.dumps(around([json.dumps(bedrock(n)) for n in range(20)])))
    found = report(file)
    assert found.files[0].format == "Bedrock invocation logs"
    assert (found.workloads[0].requests, found.workloads[0].input.mean) == (20, 1000)


def test_a_cell_may_hold_the_counts_as_an_object(tmp_path):
    usage = {"prompt_tokens": 1000, "completion_tokens": 100, "prompt_tokens_details": {"cached_tokens": 300}}
    cells = [json.dumps(usage), str(usage), "\\N"]
    start = datetime.datetime(2026, 10, 5)
    times = [start + datetime.timedelta(hours=7 * n, minutes=n) for n in range(30)]
    lines = [(t, "gpt-4o-mini", cells[n % 3]) for n, t in enumerate(times)]
    work = one(table_of(tmp_path / "a.csv", ("created_at", "model", "usage"), lines))
    assert (work.requests, work.measured_requests, work.input.mean, work.cached) == (30, 20, 1000, 300)


@pytest.mark.parametrize("nothing", ["\\N", "NULL", "None", "<NA>"])
def test_a_cell_that_says_that_it_holds_nothing_is_empty(tmp_path, nothing):
    lines = [(f"2026-10-05 {n:02d}:07", "gpt-4o-mini", 1000, 100, nothing) for n in range(20)]
    head = ("timestamp", "model", "prompt_tokens", "completion_tokens", "error")
    assert one(table_of(tmp_path / "a.csv", head, lines)).failed_share == 0


def test_a_column_without_a_name_is_no_fault(tmp_path):
    file = tmp_path / "frame.csv"
    attributes = ("llm.model_name", "llm.token_count.prompt", "llm.token_count.completion")
    head = ["", "context.span_id", "context.trace_id", "start_time", *(f"attributes.{a}" for a in attributes)]
    times = [f"2026-10-05 {n:02d}:00:00+00:00" for n in range(20)]
    lines = [[n, f"s{n}", f"t{n}", t, "gpt-4o-mini", 1000.0, 100.0] for n, t in enumerate(times)]
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([head, *lines])
    assert one(file).requests == 20


def test_a_list_of_calls_beside_another_list_is_read(tmp_path):
    calls = [
        {"timestamp": f"{d}T10:00:00Z", "model": "gpt-4o", "input_tokens": 900, "output_tokens": 90}
        for d in DAYS
    ]
    (tmp_path / "a.json").write_text(json.dumps([{"contents": [{"function": "events"}], "events": calls}]))
    assert report(tmp_path / "a.json").files[0].used == len(DAYS)


def test_a_list_beside_the_counts_of_a_record_is_no_list_of_records(tmp_path):
    lines = [
        {"time": f"{d}T10:00:00Z", "usage": CALL, "labels": [{"key": "team", "value": "a"}]} for d in DAYS
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert one(tmp_path / "a.jsonl").requests == 400


def test_a_time_inside_of_a_cell_is_a_time(tmp_path):
    answer = {"metrics": {"prompt_tokens": 700, "completion_tokens": 50, "model": "gpt-4o-mini"}}
    rows = [(n, json.dumps({"metrics": {**answer["metrics"], "timestamp": d}})) for n, d in enumerate(DAYS)]
    found = report(table_of(tmp_path / "a.csv", ("id", "response"), rows))
    assert (found.workloads[0].input.mean, [n for n in found.notes if "no time" in n]) == (700, [])
