"""Exports rebuilt from public reports, each with its figures worked out by hand."""

import json
from pathlib import Path

import pytest
from usagekit import FIXTURES, one, reasons, report, table_of

from advisor.errors import BadInput

PUBLIC = FIXTURES / "public"
HAIKU, MINI = "claude-haiku-4-5", "gpt-4o-mini"


@pytest.mark.parametrize(
    ("file", "requests", "input_tokens", "output_tokens", "cached", "model"),
    [
        ("azure_apim_llm.csv", 12, 1000, 100, None, MINI),
        ("bedrock_invocations.jsonl", 12, 9552, 120, 9550, HAIKU),
        ("claude_code_session.jsonl", 6, 21010, 300, 20000, HAIKU),
        ("cloudflare_ai_gateway.jsonl", 12, 1000, 100, None, MINI),
        ("helicone_cache_tokens.jsonl", 12, 2450, 40, 1200, HAIKU),
        ("helicone_own_cache.jsonl", 6, 1000, 100, 0, HAIKU),
        ("homemade_log.csv", 12, 1000, 100, None, MINI),
        ("jaeger_trace.json", 3, 1000, 100, None, MINI),
        ("langfuse_cache_ttl.jsonl", 12, 24005, 200, 20000, HAIKU),
        ("langfuse_cached_in_input.jsonl", 12, 17903, 97, 17817, MINI),
        ("langfuse_gemini_thoughts.jsonl", 12, 1000, 500, 0, "gemini-2.5-flash"),
        ("langfuse_input_tokens_names.jsonl", 12, 1000, 100, None, HAIKU),
        ("langfuse_raw_response.jsonl", 12, 1000, 100, None, MINI),
        ("langsmith_runs.jsonl", 12, 1000, 100, 600, MINI),
        ("litellm_anthropic_messages.jsonl", 12, 2507, 40, 1247.5, HAIKU),
        ("litellm_pandas.csv", 12, 1000, 100, 600, "gpt-4o"),
        ("litellm_response_reads.jsonl", 12, 121, 400, None, "gpt-4o"),
        ("litellm_stream_cached_zero.jsonl", 12, 2459, 23, 2455, HAIKU),
        ("litellm_stream_no_usage.jsonl", 12, 1000, 100, None, "gpt-4o"),
        ("litellm_ui_export_daily.csv", 8400, 1000, 100, None, None),
        ("mlflow_traces.jsonl", 12, 1000, 100, None, None),
        ("openai_batch_output.jsonl", 4, 800, 40, 0, MINI),
        ("openai_mixed_batch.json", 7000, 1000, 100, 0, MINI),
        ("openai_overlapping_pulls", 900, 1000, 100, 0, MINI),
        ("openai_ungrouped.json", 700, 1000, 100, 400, None),
        ("openai_usage_legacy.json", 36, 1000, 100, 12000 / 36, MINI),
        ("openrouter_activity_api.json", 3500, 1000, 100, None, MINI),
        ("otel_console_exporter.json", 4, 1000, 100, None, MINI),
        ("otlp_agent_run_sums.jsonl", 24, 1050, 55, None, "gpt-4o"),
        ("otlp_azure_deployment.jsonl", 12, 1000, 50, None, "gpt-4o"),
        ("otlp_bedrock_cache_apart.jsonl", 12, 5100, 50, 2500, HAIKU),
        ("otlp_cached_other_names.jsonl", 12, 1000, 50, 600, "gpt-4o"),
        ("otlp_metrics.json", 100, 1000, 0, None, MINI),
        ("otlp_openinference.jsonl", 12, 1000, 100, 600, MINI),
        ("portkey_export.jsonl", 12, 1000, 100, None, MINI),
        ("vertex_bq_logs.jsonl", 12, 1000, 400, 600, "gemini-2.5-flash"),
    ],
)
def test_an_export_of_one_workload_gives_its_figures(
    file, requests, input_tokens, output_tokens, cached, model
):
    found = report(PUBLIC / file)
    (work,) = found.workloads
    assert (work.requests, work.model) == (requests, model)
    assert (work.input.mean, work.output.mean, work.cached) == pytest.approx(
        (input_tokens, output_tokens, cached)
    )
    assert all(f.read == f.used + sum(a.count for a in f.aside) and not f.failure for f in found.files)


@pytest.mark.parametrize(
    ("file", "tokens", "model"),
    [
        ("anthropic_console_dated.csv", (11_520_000, 480_000, 7_200_000), HAIKU),
        ("anthropic_excel_us.csv", (17_280_000, 720_000, 10_800_000), HAIKU),
        ("aws_cur_bedrock.csv", (3_000_000, 300_000, None), "nova-lite"),
        ("azure_focus.csv", (6_000_000, 3_000_000, 3_000_000), "gpt-4o"),
        ("ccusage_daily.json", (6_447_000, 35_000, 6_300_000), HAIKU),
        ("langfuse_traces.csv", (5_000, 500, None), None),
    ],
)
def test_an_export_without_requests_gives_its_tokens_and_asks(file, tokens, model):
    found = report(PUBLIC / file)
    work = found.workloads[0]
    assert (work.input_tokens, work.output_tokens, work.cached_tokens) == tokens
    assert work.model == model and work.requests is None and found.requests is None
    assert work.tokens_per_month and "How many requests is that a month?" in found.questions[0]


@pytest.mark.parametrize(
    "file",
    [
        "openai_usage_dashboard.tsv",
        "file_excel_german.csv",
        "file_utf16.csv",
        "file_zip.zip",
        "file_excel.xlsx",
    ],
)
def test_what_a_spreadsheet_or_a_shell_made_of_an_export_is_the_same(file):
    works = {w.model: w for w in report(PUBLIC / file).workloads}
    assert {m: w.requests for m, w in works.items()} == {"gpt-5-mini": 33, "gpt-5": 9, "gpt-4o": 12}
    mini = works["gpt-5-mini"]
    assert (mini.input.mean, mini.output.mean, mini.cached) == pytest.approx((223000 / 33, 447000 / 33, 0))


def test_spellings_of_a_model_are_one_workload():
    found = report(PUBLIC / "litellm_model_ids.jsonl")
    calls = {w.model: w.requests for w in found.workloads}
    assert calls == {HAIKU: 5, "gpt-4o": 3, "gemini-2.5-flash": 2, "gpt-5-mini": 1, "nova-lite": 1, None: 1}
    both = {w.model: w.requests for w in report(PUBLIC / "openrouter_activity.csv").workloads}
    assert both == {HAIKU: 6, MINI: 6}


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("openai_cost_dashboard.tsv", "OpenAI's cost export has no tokens; the usage export is at"),
        ("anthropic_cost_report.json", "Anthropic's cost report has no tokens; the usage export is at"),
    ],
)
def test_what_cannot_be_read_is_named(file, says):
    with pytest.raises(BadInput, match=says):
        report(PUBLIC / file)


def test_a_share_of_batch_calls_is_said_and_priced():
    found = report(PUBLIC / "openai_mixed_batch.json")
    (work,) = found.workloads
    assert work.batch_share == pytest.approx(0.9) and not work.batch
    assert work.list_usd == pytest.approx(7 * (1.0 * 0.15 + 0.1 * 0.6) * (0.1 + 0.9 / 2))
    assert any("90 % of the requests are batch" in n for n in found.notes)
    assert {w.name: w.requests for w in report(PUBLIC / "openai_mixed_batch.json", by="tier").workloads} == {
        "batch": 6300,
        "standard": 700,
    }


def test_an_export_that_is_not_grouped_by_model_says_how_to_fetch_it():
    found = report(PUBLIC / "openai_ungrouped.json")
    assert found.workloads[0].name == "all models"
    assert any("fetch the export again grouped by model (group_by=model)" in n for n in found.notes)


def test_a_long_prompt_before_the_counts_hides_nothing(tmp_path):
    rows = [
        {"id": f"o{n}", "input": "lorem ipsum " * 90_000, "type": "GENERATION", "start_time": f"2026-10-05T0{n}:00:00Z",
         "provided_model_name": MINI, "usage_details": {"input": 20000, "output": 100, "total": 20100}}
        for n in range(2)
    ]  # fmt: skip
    (tmp_path / "lines.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (tmp_path / "list.json").write_text(json.dumps(rows, indent=1))
    for name in ("lines.jsonl", "list.json"):
        found = report(tmp_path / name)
        assert (found.files[0].format, found.workloads[0].input.mean) == ("Langfuse observations", 20000)


def test_a_folder_is_read_though_one_workbook_is_damaged(tmp_path):
    (tmp_path / "cut.xlsx").write_bytes((PUBLIC / "file_excel.xlsx").read_bytes()[:3000])
    (tmp_path / "log.csv").write_bytes((PUBLIC / "homemade_log.csv").read_bytes())
    found = report(Path(tmp_path))
    assert [bool(f.failure) for f in found.files] == [True, False]
    assert found.requests == 12


@pytest.mark.parametrize(
    ("columns", "spend", "dollars"),
    [
        ("CostInBillingCurrency,BillingCurrencyCode", "10,EUR", 117.61),
        ("CostInBillingCurrency,BillingCurrency,CostInUsd", "10,EUR,11.50", 115.0),
        ("PreTaxCost,Currency", "10,USD", 100.0),
    ],
)
def test_a_bill_in_another_currency_is_counted_in_dollars(tmp_path, columns, spend, dollars):
    """The export's own dollars first, else the ECB's rate of 2026-05-08: 1.1761 US dollars for a euro."""
    rows = "".join(f"10/{5 + n:02d}/2026,gpt 4o Inp glbl Tokens,1000,1K,{spend}\n" for n in range(10))
    file = tmp_path / "bill.csv"
    file.write_text(f"Date,MeterName,Quantity,UnitOfMeasure,{columns}\n{rows}")
    assert one(file).usd == pytest.approx(dollars)


def test_a_failed_call_whose_counts_are_no_counts_is_no_billed_call(tmp_path):
    rows = [(f"2026-10-{5 + n:02}T00:00:00Z", 500 if n == 0 else 200, "gpt-4o", *((-1, -1) if n == 0 else (1000, 100)))
            for n in range(10)]  # fmt: skip
    head = ("request_created_at", "response_status", "model", "prompt_tokens", "completion_tokens")
    found = report(table_of(tmp_path / "a.csv", head, rows))
    assert found.workloads[0].requests == 9 and reasons(found) == {"a failed call, nothing billed": 1}
