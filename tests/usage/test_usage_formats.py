"""Every export in the shape its vendor documents: recognised, counted, cached tokens in or out of the input."""

import gzip
import json
import shutil

import duckdb
import pytest
from usagekit import FIXTURES, one, report

from advisor.cli.main import main
from advisor.errors import BadInput


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("openai_page.json", "OpenAI usage API"),
        ("openai.csv", "OpenAI usage CSV"),
        ("openai.tsv", "OpenAI usage CSV"),
        ("anthropic_report.json", "Anthropic usage API"),
        ("anthropic_console.csv", "Anthropic console CSV"),
        ("litellm.jsonl", "LiteLLM spend logs"),
        ("litellm.csv", "LiteLLM spend logs"),
        ("langfuse.jsonl", "Langfuse observations"),
        ("langfuse.json", "Langfuse observations"),
        ("langfuse.csv", "Langfuse observations"),
        ("helicone.csv", "Helicone requests"),
        ("otlp.jsonl", "OpenTelemetry spans (OTLP)"),
        ("otlp_legacy.json", "OpenTelemetry spans (OTLP)"),
    ],
)
def test_the_format_is_recognised_and_every_row_accounted_for(file, name):
    (found,) = report(file).files
    assert (found.format, found.failure) == (name, None)
    assert found.read == found.used + sum(a.count for a in found.aside)
    assert found.used > 0


@pytest.mark.parametrize("file", ["openai.csv", "openai.tsv"])
def test_openai_csv_takes_whole_floats_and_counts_cached_tokens_once(file):
    work = one(file)
    assert (work.name, work.requests) == ("gpt-4o-mini", 1500)
    assert (work.input.mean, work.output.mean, work.cached_share) == (2000, 100, 0.8)
    assert work.input.median is None


def test_openai_buckets_without_usage_belong_to_the_period(tmp_path):
    page = json.loads((FIXTURES / "openai_page.json").read_text())
    page["data"][2]["results"] = []
    (tmp_path / "page.json").write_text(json.dumps(page))
    work = report(tmp_path / "page.json").workloads[0]
    assert work.requests_per_month == pytest.approx(500 / 3 * 30)


@pytest.mark.parametrize("file", ["anthropic_report.json", "anthropic_console.csv"])
def test_anthropic_input_leaves_cached_tokens_out_and_has_no_request_count(file):
    work = one(file)
    assert work.requests is None and work.requests_per_month is None and work.input.mean is None
    assert work.tokens_per_month == (1.5e6 + 0.5e6 + 2e6 + 0.5e6 + 0.6e6) / 2 * 30
    assert work.cached_share == pytest.approx(2 / 4.5)


@pytest.mark.parametrize("file", ["langfuse.jsonl", "langfuse.json", "langfuse.csv", "otlp.jsonl"])
def test_cached_tokens_are_excluded_in_langfuse_and_included_in_opentelemetry(file):
    work = one(file)
    assert (work.requests, work.input.mean, work.output.mean) == (2, 1000, 100)
    assert (work.cached_share, work.hit_rate, work.cached_when_hit) == (0.3, 0.5, 600)


def test_legacy_names_of_opentelemetry_are_read():
    assert one("otlp_legacy.json").input.mean == 1000


def test_calls_answered_by_the_proxys_cache_and_failed_ones_are_no_billed_calls():
    work = one("litellm.csv")
    assert work.requests == 2 and work.cached_share == 0.2
    works = {w.name: w for w in report("litellm.jsonl").workloads}
    assert (works["gpt-4o"].requests, works["gpt-4o"].measured_requests) == (3, 2)
    assert works["gpt-4o"].failed_share == pytest.approx(1 / 4)
    assert works["gpt-4o"].usd == pytest.approx(0.014)


def test_median_and_p90_come_from_single_calls():
    work = one("helicone.csv")
    assert (work.input.mean, work.input.median, work.input.p90) == (1500, 1000, 2000)


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("project", {"team-a", "team-b"}),
        ("key", {"88dc28d0f030c55e", "5e4b77aa"}),
        ("route", {"chat", "mail"}),
        ("tag", {"shop", "mail,beta"}),
        (None, {"all"}),
    ],
)
def test_workloads_by_what_the_user_asks_for(by, names):
    assert {w.name for w in report("litellm.jsonl", by=by).workloads} == names


def test_an_unknown_grouping_names_the_near_one():
    with pytest.raises(BadInput, match="did you mean project"):
        report("litellm.jsonl", by="projekt")


def test_a_snapshot_and_its_model_are_one_workload(tmp_path):
    page = json.loads((FIXTURES / "openai_page.json").read_text())
    page["data"][2]["results"][0]["model"] = "gpt-4o-mini"
    (tmp_path / "page.json").write_text(json.dumps(page))
    work = report(tmp_path / "page.json").workloads[0]
    assert work.requests == 1500
    assert {m.name for m in work.models} == {"gpt-4o-mini", "gpt-4o-mini-2024-07-18"}


def test_packed_files_and_folders_are_read_as_they_are(tmp_path):
    plain = (FIXTURES / "otlp.jsonl").read_bytes()
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(plain))
    shutil.copy(FIXTURES / "langfuse.json", tmp_path / "deep" / "b.json")
    found = report(tmp_path)
    assert [f.used for f in found.files] == [2, 2]
    assert found.workloads[0].requests == 4
    assert any("2 kinds" in n for n in found.notes)


def test_zstd_is_read(tmp_path):
    lines = str(FIXTURES / "litellm.csv")
    packed = tmp_path / "calls.csv.zst"
    duckdb.sql(
        f"COPY (SELECT * FROM read_csv('{lines}', all_varchar=true)) TO '{packed}' (HEADER, COMPRESSION zstd)"
    )
    assert one(packed).requests == 2


def test_the_exports_that_are_read_are_listed(capsys):
    assert main(["usage", "--formats"]) == 0
    told = capsys.readouterr().out
    assert "LiteLLM spend logs" in told and "https://" in told and "--map: time, requests" in told
