"""Calls are counted once: however often, in whatever form, and by however many instruments they were written down."""

import csv
import json

import pytest
from usagekit import BOOK, TODAY, call, day, reasons, report, spend_logs, table_of

from advisor.usage import read

DAY = 86_400
MONDAY = 1_791_158_400


def page(path, width, requests, count, model="gpt-4o-mini", **more):
    """An answer of OpenAI's usage API: so many buckets of a width."""
    buckets = [
        {
            "start_time": MONDAY + n * width,
            "end_time": MONDAY + (n + 1) * width,
            "results": [
                {
                    "input_tokens": requests * 1000,
                    "output_tokens": requests * 100,
                    "num_model_requests": requests,
                    "model": model,
                    "project_id": None,
                }
            ],
        }
        for n in range(count)
    ]
    path.write_text(json.dumps({"object": "page", "data": buckets, **more}))
    return path


def spans(path, rows):
    """OTLP spans of (trace, span, parent, scope, attributes), four hours from trace to trace."""
    lines = []
    for trace, span, parent, scope, attributes in rows:
        held = [{"key": k, "value": {"stringValue": str(v)}} for k, v in attributes.items()]
        start = (MONDAY + trace * 14_400) * 10**9
        one = {
            "traceId": f"t{trace}",
            "spanId": span,
            "parentSpanId": parent,
            "startTimeUnixNano": str(start),
            "attributes": held,
        }
        scopes = [{"scope": {"name": scope}, "spans": [one]}]
        lines.append(json.dumps({"resourceSpans": [{"resource": {}, "scopeSpans": scopes}]}))
    path.write_text("\n".join(lines))
    return path


def gen_ai(tokens):
    return {
        "gen_ai.request.model": "gpt-4o",
        "gen_ai.usage.input_tokens": tokens,
        "gen_ai.usage.output_tokens": 100,
    }


def test_the_same_days_by_day_and_by_hour_count_once(tmp_path):
    files = page(tmp_path / "day.json", DAY, 240, 3), page(tmp_path / "hour.json", 3600, 10, 72)
    assert report(*files).requests == 720
    other = page(tmp_path / "more.json", 3600, 3, 72, model="gpt-4o")
    assert report(files[0], other).requests == 720 + 216


def test_an_answer_of_the_api_and_the_download_of_the_dashboard_count_once(tmp_path):
    api = page(tmp_path / "a.json", DAY, 240, 3)
    with (tmp_path / "b.csv").open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(
            [
                "start_time",
                "end_time",
                "num_model_requests",
                "model",
                "project_name",
                "input_tokens",
                "output_tokens",
            ]
        )
        for n in range(3):
            rows.writerow(
                [
                    MONDAY + n * DAY,
                    MONDAY + (n + 1) * DAY,
                    "240.0",
                    "gpt-4o-mini-2024-07-18",
                    "shop",
                    "240000.0",
                    "24000.0",
                ]
            )
    assert report(api, tmp_path / "b.csv").requests == 720


def test_pages_that_go_on_are_said(tmp_path):
    assert (
        report(page(tmp_path / "a.json", DAY, 240, 3, has_more=True))
        .notes[0]
        .startswith("a.json: the last page says")
    )
    assert not report(page(tmp_path / "b.json", DAY, 240, 3, has_more=False)).notes


def test_equal_ids_of_different_calls_are_different_calls(tmp_path):
    rows = [call(n % 4, day(0, n)) for n in range(12)]
    assert report(spend_logs(tmp_path / "a.jsonl", rows)).requests == 12


def test_spans_above_calls_are_none_however_far_above(tmp_path):
    rows = []
    for t in range(3):
        rows += [(t, f"a{t}", "", "crew", gen_ai(3000)), (t, f"b{t}", f"a{t}", "crew", {})]
        rows += [(t, f"c{t}.{n}", f"b{t}", "openai", gen_ai(1000 + n)) for n in range(3)]
    found = report(spans(tmp_path / "a.jsonl", rows))
    assert (found.requests, found.workloads[0].input.mean) == (9, 1001)
    assert reasons(found) == {
        "a span around other calls, which are counted themselves": 3,
        "a span without token counts": 3,
    }


def test_one_call_by_two_instruments_is_one_and_two_calls_by_one_are_two(tmp_path):
    twice = [
        (t, f"{name}{t}", "run", name, gen_ai(1000)) for t in range(3) for name in ("openai", "langchain")
    ]
    assert report(spans(tmp_path / "a.jsonl", twice)).requests == 3
    both = [(t, f"s{t}.{n}", "run", "openai", gen_ai(1000)) for t in range(3) for n in range(2)]
    assert report(spans(tmp_path / "b.jsonl", both)).requests == 6


def test_a_file_without_times_has_means_and_no_month(tmp_path):
    usage = {
        "promptTokenCount": 1000,
        "candidatesTokenCount": 100,
        "thoughtsTokenCount": 300,
        "totalTokenCount": 1400,
    }
    rows = [
        {"key": n, "response": {"modelVersion": "gemini-2.5-flash", "usageMetadata": usage}} for n in range(3)
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    found = report(tmp_path / "a.jsonl")
    (work,) = found.workloads
    assert (work.requests, work.output.mean, work.requests_per_month, found.start) == (3, 400, None, None)


@pytest.mark.parametrize(
    "columns",
    [
        "1000 AS prompt_tokens, 100 AS completion_tokens",
        "{'prompt_tokens': 1000, 'completion_tokens': 100} AS usage",
    ],
)
def test_parquet_is_read_flat_and_nested(tmp_path, columns):
    import duckdb

    times = "TIMESTAMP '2026-10-05' + range * INTERVAL 4 HOUR AS created_at"
    duckdb.sql(
        f"COPY (SELECT 'gpt-4o' AS model, {times}, {columns} FROM range(12)) TO '{tmp_path / 'a.parquet'}'"
    )
    (work,) = report(tmp_path / "a.parquet").workloads
    assert (work.requests, work.input.mean, work.requests_per_month) == (12, 1000, pytest.approx(180))


def test_spans_whose_cached_tokens_are_about_their_input_are_asked_about(tmp_path):
    attributes = gen_ai(5100) | {"gen_ai.usage.cache_read.input_tokens": 5000}
    file = spans(tmp_path / "a.jsonl", [(t, f"s{t}", "", "x", attributes) for t in range(4)])
    found = report(file)
    assert (
        found.workloads[0].input.mean == 5100
        and "cached and input tokens are about equal" in found.questions[0]
    )
    apart = read([file], BOOK, TODAY, cached="apart")
    assert apart.workloads[0].input.mean == 10_100 and not apart.questions


def own_days(path, first, last, requests):
    """A table of one's own of the sums of some days."""
    rows = [(f"2026-10-{d:02}", "gpt-4o-mini", requests + d, 90_000, 9000) for d in range(first, last)]
    return table_of(path, ("date", "model", "requests", "input_tokens", "output_tokens"), rows)


def test_tables_of_two_teams_are_added_up_and_pulls_of_one_are_not(tmp_path):
    teams = [own_days(tmp_path / f"{n}.csv", 1, 8, 100 * n) for n in (1, 2)]
    found = report(*teams)
    assert (found.requests, [f.used for f in found.files]) == (2156, [7, 7])
    assert any("1.csv, 2.csv: the same times stand in them" in n for n in found.notes)
    pulls = [own_days(tmp_path / "a.csv", 1, 8, 100), own_days(tmp_path / "b.csv", 5, 12, 100)]
    assert report(*pulls).requests == sum(100 + d for d in range(1, 12))
    edges = [own_days(tmp_path / "c.csv", 1, 8, 100), own_days(tmp_path / "d.csv", 7, 12, 200)]
    assert report(*edges).requests == sum(100 + d for d in range(1, 7)) + sum(200 + d for d in range(7, 12))
