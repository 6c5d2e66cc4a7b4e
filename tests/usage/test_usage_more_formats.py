"""Shapes of the same records elsewhere: the same span by other collectors, the same call by other logs, a bill."""

import json

import pytest
from usagekit import report

START = 1_791_158_400
CALLS = {
    "gen_ai.response.model": "gpt-4o",
    "gen_ai.usage.input_tokens": 1000,
    "gen_ai.usage.output_tokens": 100,
}
REASONED = {
    "llm.model_name": "gpt-4o",
    "llm.token_count.prompt": 1000,
    "llm.token_count.completion": 60,
    "llm.token_count.completion_details.reasoning": 40,
    "llm.token_count.total": 1100,
}
USAGE = {"prompt_tokens": 1000, "completion_tokens": 100}
REPLY = {"object": "chat.completion", "model": "gpt-4o-2024-08-06", "usage": USAGE}
BEDROCK = {"schemaType": "ModelInvocationLog", "modelId": "amazon.nova-lite-v1:0"}
DAY = {
    "date": "2026-10-05",
    "metrics": {"api_requests": 4, "successful_requests": 3, "prompt_tokens": 3000, "completion_tokens": 300},
}


def listed(attributes):
    return [{"key": k, "value": {"stringValue": str(v)}} for k, v in attributes.items()]


def otlp(n, attributes):
    return {
        "spanId": f"s{n}",
        "traceId": f"t{n}",
        "startTimeUnixNano": str((START + n * 14_400) * 10**9),
        "attributes": listed(attributes),
    }


def at(n):
    return f"2026-10-05T{4 * n:02d}:00:00Z"


SHAPES = {
    "otlp": lambda: [{"resourceSpans": [{"scopeSpans": [{"spans": [otlp(n, REASONED)]}]}]} for n in range(3)],
    "tempo": lambda: [
        {"batches": [{"resource": {}, "scopeSpans": [{"spans": [otlp(n, CALLS) for n in range(3)]}]}]}
    ],
    "zipkin": lambda: [
        {"traceId": f"t{n}", "id": f"s{n}", "timestamp": (START + n * 14_400) * 10**6, "tags": CALLS}
        for n in range(3)
    ],
    "phoenix": lambda: [
        {
            "context": {"span_id": f"s{n}", "trace_id": f"t{n}"},
            "start_time": at(n),
            "attributes": {
                "llm": {"model_name": "gpt-4o", "token_count": {"prompt": 1000, "completion": 100}}
            },
        }
        for n in range(3)
    ],
    "logfire": lambda: [
        {"span_id": f"s{n}", "trace_id": f"t{n}", "start_timestamp": at(n), "attributes": CALLS}
        for n in range(3)
    ],
    "replies": lambda: [{"id": f"c{n}", "created": START + n * 14_400, **REPLY} for n in range(3)],
    "langfuse v2": lambda: [
        {
            "id": f"o{n}",
            "type": "GENERATION",
            "startTime": at(n),
            "model": "gpt-4o",
            "usage": {"input": 1000, "output": 100},
        }
        for n in range(3)
    ],
    "weave": lambda: [
        {
            "id": f"c{n}",
            "op_name": "chat",
            "started_at": at(n),
            "summary": {"usage": {"gpt-4o": {"requests": 1, **USAGE}}},
        }
        for n in range(3)
    ],
    "litellm activity": lambda: [
        {"results": [{**DAY, "breakdown": {"models": {"gpt-4o": {"metrics": DAY["metrics"]}}}}]}
    ],
    "cloudwatch": lambda: [
        {
            "@message": json.dumps(
                {
                    **BEDROCK,
                    "timestamp": at(n),
                    "requestId": f"r{n}",
                    "input": {"inputTokenCount": 1000},
                    "output": {"outputTokenCount": 100},
                }
            )
        }
        for n in range(3)
    ],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_three_calls_of_a_thousand_in_and_a_hundred_out(tmp_path, shape):
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, SHAPES[shape]())))
    found = report(tmp_path / "a.jsonl")
    (work,) = found.workloads
    assert (work.requests, work.input.mean, work.output.mean) == (3, 1000, 100)
    assert work.model == ("nova-lite" if shape == "cloudwatch" else "gpt-4o")
    assert found.files[0].format != "a table of calls"


def test_a_bill_of_google_has_its_tokens_by_meter(tmp_path):
    head = "usage_start_time,usage_end_time,sku.description,usage.amount,usage.unit,cost\n"
    row = "2026-10-0{d}T00:00:00Z,2026-10-0{e}T00:00:00Z,Gemini 2.5 Flash GA Text {kind} - Predictions,{n},count,0.3\n"
    rows = [
        row.format(d=d, e=d + 1, kind=k, n=n)
        for d in (5, 6)
        for k, n in (("Input", 1_000_000), ("Output", 100_000))
    ]
    (tmp_path / "bill.csv").write_text(head + "".join(rows))
    (work,) = report(tmp_path / "bill.csv").workloads
    assert (work.input_tokens, work.output_tokens, work.model) == (2_000_000, 200_000, "gemini-2.5-flash")
    assert work.usd == pytest.approx(1.2)
