"""Metrics of monitoring tools and lines of logs: counts and times wherever they stand are read."""

import datetime
import gzip
import json

import pytest
from usagekit import one, report

from advisor.errors import BadInput

START = datetime.datetime(2026, 10, 5, tzinfo=datetime.UTC)
HOURS = [START + datetime.timedelta(hours=n) for n in range(240)]
COUNTS = {"in": 40_000 / 24, "out": 4000 / 24, "calls": 40 / 24}
VLLM = ("vllm:prompt_tokens_total", "vllm:generation_tokens_total", "vllm:request_success_total")


def iso(moment):
    return moment.isoformat().replace("+00:00", "Z")


def cloudwatch(names=("InputTokenCount", "OutputTokenCount", "Invocations"), counts=COUNTS):
    return {
        "MetricDataResults": [
            {
                "Id": f"m{n}",
                "Label": f"amazon.nova-lite-v1:0 {name}",
                "Timestamps": [iso(h) for h in HOURS],
                "Values": [value] * len(HOURS),
            }
            for n, (name, value) in enumerate(zip(names, counts.values(), strict=False))
        ]
    }


def azure():
    names = ("ProcessedPromptTokens", "GeneratedTokens", "AzureOpenAIRequests")
    return {
        "value": [
            {
                "name": {"value": name},
                "timeseries": [
                    {
                        "metadatavalues": [{"name": {"value": "modeldeploymentname"}, "value": "nova-lite"}],
                        "data": [{"timeStamp": iso(h), "total": value} for h in HOURS],
                    }
                ],
            }
            for name, value in zip(names, COUNTS.values(), strict=True)
        ]
    }


def google():
    path, model = (
        "aiplatform.googleapis.com/publisher/online_serving",
        {"labels": {"model_user_id": "nova-lite"}},
    )
    kinds = [(f"{path}/token_count", {"type": "input"}), (f"{path}/token_count", {"type": "output"})]
    kinds += [(f"{path}/model_invocation_count", {"response_code": "200"})]
    return {
        "timeSeries": [
            {
                "metric": {"type": name, "labels": labels},
                "resource": model,
                "points": [
                    {"interval": {"startTime": iso(h)}, "value": {"doubleValue": value}} for h in HOURS
                ],
            }
            for (name, labels), value in zip(kinds, COUNTS.values(), strict=True)
        ]
    }


def prometheus(restart=100):
    """Counters of two servers that began anew once."""
    ends = [*HOURS, HOURS[-1] + datetime.timedelta(hours=1)]

    def counted(n, value):
        return str(9e6 + value * n / 2 if n < restart else value * (n - restart + 1) / 2)

    found = [
        {
            "metric": {"__name__": name, "model_name": "nova-lite", "instance": instance},
            "values": [[h.timestamp(), counted(n, value)] for n, h in enumerate(ends)],
        }
        for name, value in zip(VLLM, COUNTS.values(), strict=True)
        for instance in ("a", "b")
    ]
    return {"status": "success", "data": {"result": found}}


@pytest.mark.parametrize("document", [cloudwatch(), azure(), google(), prometheus()])
def test_series_of_metrics_are_put_together_by_time_and_model(tmp_path, document):
    file = tmp_path / "metrics.json"
    file.write_text(json.dumps(document))
    work = one(file)
    assert work.models[0].id == "nova-lite"
    assert work.requests_per_month == pytest.approx(1200, rel=0.01)
    assert (work.input.mean, work.output.mean) == (pytest.approx(1000), pytest.approx(100))


def test_metrics_of_bedrock_count_cached_tokens_apart_and_leave_calls_open_where_they_are_not_counted(
    tmp_path,
):
    names = ("InputTokenCount", "OutputTokenCount", "CacheReadInputTokens")
    file = tmp_path / "metrics.json"
    file.write_text(json.dumps(cloudwatch(names, {"in": 1000, "out": 200, "cached": 9000})))
    work = one(file)
    assert (work.requests, work.input_tokens, work.cached_tokens) == (None, 2_400_000, 2_160_000)


def test_metrics_of_one_kind_alone_are_refused_by_name(tmp_path):
    file = tmp_path / "metrics.json"
    file.write_text(json.dumps(cloudwatch(("InputTokenCount",))))
    with pytest.raises(BadInput, match="metrics of CloudWatch"):
        report(file)


@pytest.mark.parametrize(
    "names",
    [
        VLLM,
        (
            "litellm_input_tokens_metric_total",
            "litellm_output_tokens_metric_total",
            "litellm_proxy_total_requests_metric_total",
        ),
    ],
)
def test_what_a_server_shows_of_itself_tells_tokens_a_call_and_no_volume(tmp_path, names):
    model = '{requested_model="nova-lite",team="a"}'
    lines = [f"{n}{model} {v}" for n, v in zip(names, ("4.0e+06", "400000", "4000.0"), strict=True)]
    file = tmp_path / "metrics.prom"
    file.write_text(
        "\n".join(["# HELP x", *lines, 'http_requests_total{handler="/health"} 99999', "up 1"]) + "\n"
    )
    work = one(file)
    assert (work.requests, work.requests_per_month, work.input.mean, work.output.mean) == (
        4000,
        None,
        1000,
        100,
    )


def log_of(form):
    times = (START + datetime.timedelta(minutes=36 * n) for n in range(400))
    return "\n".join(
        ["starting", *(form.replace("TIME", f"{t:%Y-%m-%dT%H:%M:%S}") for t in times), "done in=3"]
    )


FORMS = [
    'time=TIMEZ level=info msg="a call: done" model=gpt-4o-mini prompt_tokens=1000 completion_tokens=100',
    "TIME,123 INFO app usage: CompletionUsage(completion_tokens=100, prompt_tokens=1000) model='gpt-4o-mini'",
    "[TIME] {'model': 'gpt-4o-mini', 'prompt_tokens': 1000, 'completion_tokens': 100}",
    'TIME.123456789Z stdout F {"model": "gpt-4o-mini", "usage": {"prompt_tokens": 1000, "completion_tokens": 100}}',
    '{"ts": "TIMEZ", "model": "gpt-4o-mini", "usage": {"prompt_tokens": 1000, "completion_tokens": 100}}',
]


@pytest.mark.parametrize(
    ("form", "packed"), [*((form, False) for form in FORMS), (FORMS[0], True), (FORMS[-1], True)]
)
def test_calls_are_read_out_of_the_lines_of_a_log(tmp_path, form, packed):
    file = tmp_path / "app.log"
    text = log_of(form).encode()
    file.write_bytes(gzip.compress(text) if packed else text)
    found = report(file)
    (work,) = found.workloads
    assert (work.name, work.requests, work.input.mean, work.output.mean) == ("gpt-4o-mini", 400, 1000, 100)
    assert work.requests_per_month == pytest.approx(1200, rel=0.01)
    assert "2 lines" in " ".join(found.notes)


LLAMA_CPP = """llamacpp:prompt_tokens_total 90000
llamacpp:tokens_predicted_total 9000
llamacpp:n_decode_total 8000
"""
TGI = """tgi_request_input_length_sum 90000
tgi_request_input_length_count 100
tgi_request_generated_tokens_sum 9000
tgi_request_count 110
tgi_request_success{method="generate"} 100
"""


@pytest.mark.parametrize(
    ("text", "requests"),
    [
        (LLAMA_CPP, None),
        (TGI, 100),
    ],
)
def test_metrics_of_servers_that_are_called_otherwise_are_read(tmp_path, text, requests):
    (tmp_path / "metrics.txt").write_text(text)
    work = one(tmp_path / "metrics.txt")
    assert (work.requests, work.input_tokens, work.output_tokens) == (requests, 90_000, 9000)
