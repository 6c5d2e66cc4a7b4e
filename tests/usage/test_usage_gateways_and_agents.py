"""Exports of gateways, of coding agents and of platforms, each in the shape in which its tool writes it."""

import datetime
import json

import pytest
from usagekit import day, one, reasons, report, table_of

from advisor.errors import BadInput

START = 1_791_158_400
USED = {"input_tokens": 1000, "output_tokens": 100}
TIMES = [(day(0) + datetime.timedelta(minutes=397 * n)).isoformat() + "Z" for n in range(12)]


def otlp(attributes):
    kinds = {str: "stringValue", int: "intValue", float: "doubleValue"}
    return [
        {"key": k, "value": {kinds[type(v)]: str(v) if isinstance(v, int) else v}}
        for k, v in attributes.items()
    ]


def event(n, name, **attributes):
    return {
        "timeUnixNano": str((START + 23_820 * n) * 10**9),
        "attributes": otlp({"event.name": name, **attributes}),
    }


def logged(scope, records):
    return {
        "resourceLogs": [{"resource": {}, "scopeLogs": [{"scope": {"name": scope}, "logRecords": records}]}]
    }


CLAUDE = {"model": "claude-sonnet-4-5", "input_tokens": 400, "output_tokens": 100, "cache_read_tokens": 600}
GEMINI = {
    "input_token_count": 1000,
    "output_token_count": 60,
    "thoughts_token_count": 40,
    "cached_content_token_count": 600,
}
POSTHOG = {
    "$ai_model": "gpt-4o",
    "$ai_input_tokens": 1000,
    "$ai_output_tokens": 100,
    "$ai_cache_read_input_tokens": 600,
}
SHAPES = {
    "posthog": lambda: {
        "results": [
            {"event": name, "timestamp": t, "id": f"{name}{t}", "properties": {"$ai_trace_id": t, **more}}
            for t in TIMES
            for name, more in (("$ai_trace", {}), ("$ai_span", {}), ("$ai_generation", POSTHOG))
        ]
    },
    "claude code": lambda: logged(
        "com.anthropic.claude_code.events",
        [
            event(n, name, **more)
            for n in range(12)
            for name, more in (("user_prompt", {"prompt_length": 9}), ("api_request", CLAUDE), ("tool_result", {}))
        ],
    ),
    "gemini cli": lambda: [
        {"attributes": {"event.name": f"gemini_cli.{name}", "event.timestamp": t, "session.id": "s", **more}}
        for t in TIMES
        for name, more in (
            ("api_request", {"model": "gemini-2.5-flash"}),
            ("api_response", {"model": "gemini-2.5-flash", **GEMINI, "total_token_count": 1100}),
        )
    ],
    "llm": lambda: [
        {
            "id": f"c{n}",
            "datetime_utc": t,
            "model": "gpt-4o",
            **USED,
            "token_details": json.dumps({"prompt_tokens_details": {"cached_tokens": 600}}),
        }
        for n, t in enumerate(TIMES)
    ],
    "text": lambda: [
        {"at": t, "model": "gpt-4o", "usage": json.dumps({**USED, "input_tokens_details": {"cached_tokens": 600}})}
        for t in TIMES
    ],
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_twelve_calls_of_a_thousand_of_which_six_hundred_came_from_the_cache(tmp_path, shape):
    (tmp_path / "a.json").write_text(json.dumps(SHAPES[shape]()))
    work = one(tmp_path / "a.json")
    assert (work.requests, work.input.mean, work.output.mean, work.cached) == (12, 1000, 100, 600)
    assert work.model is not None


def test_days_of_langfuse_by_model(tmp_path):
    counts = {
        "count_count": "40",
        "sum_inputTokens": "40000",
        "sum_outputTokens": "4000",
        "sum_totalCost": 0.01,
    }
    rows = [
        {"providedModelName": "gpt-4o-mini", "time_dimension": f"2026-10-{d:02d}", **counts}
        for d in range(1, 11)
    ]
    (tmp_path / "a.json").write_text(json.dumps({"data": rows}))
    work = one(tmp_path / "a.json")
    assert (work.requests, work.input.mean, work.usd) == (400, 1000, pytest.approx(0.1))


def test_what_a_gateway_answered_itself_was_no_call(tmp_path):
    sums = {
        "cachedRequests": 4,
        "uncachedTokensIn": 36_000,
        "uncachedTokensOut": 3600,
        "cachedTokensIn": 4000,
    }
    groups = [
        {"count": 40, "dimensions": {"date": f"2026-10-{d:02d}", "model": "gpt-4o"}, "sum": sums}
        for d in range(1, 11)
    ]
    account = {"viewer": {"accounts": [{"aiGatewayRequestsAdaptiveGroups": groups}]}}
    (tmp_path / "a.json").write_text(json.dumps({"data": account}))
    work = one(tmp_path / "a.json")
    assert (work.requests, work.input.mean, work.output.mean) == (360, 1000, 100)


def cost_explorer(path, metrics):
    groups = [
        {"Keys": [f"USE1-NovaLite-{kind}-tokens"], "Metrics": metrics(n)}
        for kind, n in (("input", 40), ("output", 4))
    ]
    days = [{"Start": f"2026-10-{d:02d}", "End": f"2026-10-{d + 1:02d}"} for d in range(1, 11)]
    path.write_text(json.dumps({"ResultsByTime": [{"TimePeriod": d, "Groups": groups} for d in days]}))
    return path


def test_cost_explorer_by_usage_type_has_tokens(tmp_path):
    def metrics(n):
        cost = {"Amount": str(n / 10_000), "Unit": "USD"}
        return {"UnblendedCost": cost, "UsageQuantity": {"Amount": f"{n}.0", "Unit": "1K tokens"}}

    work = one(cost_explorer(tmp_path / "a.json", metrics))
    assert (work.input_tokens, work.output_tokens, work.model) == (400_000, 40_000, "nova-lite")
    assert work.usd == pytest.approx(0.044)


def test_cost_explorer_without_amounts_says_how_to_get_them(tmp_path):
    file = cost_explorer(tmp_path / "a.json", lambda n: {"UnblendedCost": {"Amount": "1", "Unit": "USD"}})
    with pytest.raises(BadInput, match="UsageQuantity"):
        report(file)


def test_sums_of_tokens_of_an_agent_are_added_up(tmp_path):
    def point(n, kind, tokens):
        began = START + 3600 * n
        times = {"startTimeUnixNano": str(began * 10**9), "timeUnixNano": str((began + 3600) * 10**9)}
        return {"attributes": otlp({"type": kind, "model": "claude-sonnet-4-5"}), **times, "asDouble": tokens}

    kinds = (("input", 400.0), ("output", 100.0), ("cacheRead", 600.0))
    points = [point(n, *of) for n in range(240) for of in kinds]
    metric = {"name": "claude_code.token.usage", "sum": {"aggregationTemporality": 1, "dataPoints": points}}
    (tmp_path / "a.json").write_text(
        json.dumps({"resourceMetrics": [{"scopeMetrics": [{"metrics": [metric]}]}]})
    )
    work = one(tmp_path / "a.json")
    assert (work.input_tokens, work.output_tokens, work.requests) == (240_000, 24_000, None)


def test_a_bill_of_fireworks_has_calls_and_hours_of_gpus(tmp_path):
    head = [
        "start_time",
        "usage_type",
        "accelerator_seconds",
        "base_model_name",
        "prompt_tokens",
        "completion_tokens",
    ]
    model = "accounts/fireworks/models/gpt-oss-20b"
    rows = [[t, "TEXT_COMPLETION_INFERENCE_USAGE", "", model, 1000, 100] for t in TIMES]
    found = report(
        table_of(
            tmp_path / "a.csv", head, [*rows, [TIMES[0], "ON_DEMAND_DEPLOYMENT_USAGE", 3600, model, "", ""]]
        )
    )
    assert (found.workloads[0].requests, found.workloads[0].model) == (12, "fireworks/gpt-oss-20b")
    assert reasons(found) == {"not a model call": 1}


def test_messages_of_dify(tmp_path):
    head = [
        "id",
        "model_id",
        "message_tokens",
        "answer_tokens",
        "total_price",
        "currency",
        "created_at",
        "status",
    ]
    rows = [[f"m{n}", "gpt-4o", 1000, 100, 0.002, "USD", t, "normal"] for n, t in enumerate(TIMES)]
    work = one(table_of(tmp_path / "a.csv", head, rows))
    assert (work.requests, work.input.mean, work.output.mean, work.usd) == (
        12,
        1000,
        100,
        pytest.approx(0.024),
    )


def test_answers_from_the_cache_of_a_gateway_are_set_aside(tmp_path):
    head = [
        "inference_id",
        "model_name",
        "model_provider_name",
        "input_tokens",
        "output_tokens",
        "timestamp",
        "cached",
    ]
    rows = [
        [f"i{n}", "gpt-4o", "openai", 1000, 100, t, "true" if n < 2 else "false"] for n, t in enumerate(TIMES)
    ]
    assert one(table_of(tmp_path / "a.csv", head, rows)).requests == 10


@pytest.mark.parametrize("before", ["llm_", "genai_", "LLM "])
def test_names_may_tell_whose_they_are(tmp_path, before):
    head = ["time", *(before + name for name in ("model_name", "input_tokens", "output_tokens", "cost_usd"))]
    work = one(table_of(tmp_path / "a.csv", head, [[t, "gpt-4o", 1000, 100, 0.002] for t in TIMES]))
    assert (work.requests, work.model, work.input.mean, work.usd) == (
        12,
        "gpt-4o",
        1000,
        pytest.approx(0.024),
    )


@pytest.mark.parametrize(
    ("unit", "cost"), [("cents", 0.2), ("US cents", 0.2), ("USD", 0.002), ("micros", 2000)]
)
def test_a_column_says_in_what_its_costs_are(tmp_path, unit, cost):
    head = ["time", "model", "input_tokens", "output_tokens", "cost", "cost_unit"]
    work = one(table_of(tmp_path / "a.csv", head, [[t, "gpt-4o", 1000, 100, cost, unit] for t in TIMES]))
    assert work.usd == pytest.approx(0.024)


def test_a_column_that_tells_of_a_cache_is_named(tmp_path):
    head = ["time", "model", "input_tokens", "output_tokens", "cache hit rate"]
    found = report(table_of(tmp_path / "a.csv", head, [[t, "gpt-4o", 1000, 100, "60%"] for t in TIMES]))
    assert any("cache hit rate" in note for note in found.notes)


@pytest.mark.parametrize("name", ["cost per call", "avg cost (USD)", "cost_per_request"])
def test_the_cost_of_a_call_is_taken_as_often_as_there_were_calls(tmp_path, name):
    head = ["date", "model", "calls", "avg prompt tokens", "avg completion tokens", name]
    rows = [[f"2026-10-{d:02d}", "gpt-4o", 40, 1000, 100, 0.002] for d in range(1, 11)]
    work = one(table_of(tmp_path / "a.csv", head, rows))
    assert (work.requests, work.usd) == (400, pytest.approx(0.8))
