"""From exports to volumes, steadiness and measured answers, and from there to a memo."""

import json
import math

import pytest
from usagekit import BOOK, FIXTURES, call, day, report, spend_logs, table_of

from advisor.case import case as cases
from advisor.case.answer import Answer
from advisor.cli.main import main
from advisor.errors import BadInput
from advisor.usage import answers, chosen, differences, merged


def month(tmp_path, volume, days=30, **more):
    """Calls over whole days: `volume(day)` of them spread over the hours of a day."""
    rows, n = [], 0
    for d in range(days):
        for i in range(volume(d)):
            n += 1
            rows.append(call(n, day(d, i % 24), **more))
    rows.append(call(0, day(days), **more))
    return report(spend_logs(tmp_path / "calls.jsonl", rows))


def test_even_days_are_steady_and_a_month_is_thirty_of_them(tmp_path):
    found = month(tmp_path, lambda d: 48)
    work = found.workloads[0]
    assert work.requests_per_month == pytest.approx(48 * 30, rel=0.002)
    assert (work.traffic, work.full_days) == ("steady", 30)
    assert work.variation == 0
    assert work.trend == pytest.approx(0)
    assert work.peak_factor == pytest.approx(1, abs=0.01)


def test_days_of_rest_make_traffic_variable(tmp_path):
    work = month(tmp_path, lambda d: 0 if d % 7 in (5, 6) else 24).workloads[0]
    assert work.traffic == "variable"
    assert work.variation == pytest.approx(math.sqrt(8 / 22), abs=0.01)
    assert work.trend == pytest.approx(0)


def test_a_rising_volume_has_a_trend_that_is_not_taken_as_growth(tmp_path):
    found = month(tmp_path, lambda d: 10 + d)
    assert found.workloads[0].trend == pytest.approx(30 / 25.5, rel=0.01)  # of the last four weeks
    assert "growth_per_month" not in answers(found)


def test_the_busiest_hour_is_the_peak(tmp_path):
    rows = [call(n, day(n // 24, n % 24)) for n in range(24 * 10)]
    rows += [call(1000 + n, day(3, 12)) for n in range(19)] + [call(2000, day(10))]
    work = report(spend_logs(tmp_path / "a.jsonl", rows)).workloads[0]
    assert work.peak_factor == pytest.approx(20 / (260 / 241))


def test_answers_are_measured_and_say_from_what(tmp_path):
    cached = {"usage_object": {"prompt_tokens_details": {"cached_tokens": 600}}}
    found = answers(month(tmp_path, lambda d: 48, metadata=cached))
    assert {n: a.value for n, a in found.items()} == {
        "requests_per_month": 1439,
        "traffic": "steady",
        "peak_factor": 1.0,
        "bill_today": 1.44,
        "model": "gpt-4o",
        "input_tokens": 1000,
        "output_tokens": 100,
        "shared_prefix_tokens": 600,
        "cache_hit_rate": 1,
    }
    assert {a.source for a in found.values()} == {"measured"}
    assert all(a.note.startswith("calls.jsonl, 2026-07-01 to 2026-07-31, 1,441 rows") for a in found.values())


def test_cached_tokens_of_sums_below_the_shortest_prefix_are_a_prefix_that_is_found_now_and_then(tmp_path):
    table = tmp_path / "openai.csv"
    head = (
        "start_time_iso,end_time_iso,model,batch,num_model_requests,input_tokens,"
        "input_cached_tokens,output_tokens"
    )
    day = (
        "2026-06-{:02}T00:00:00+00:00,2026-06-{:02}T00:00:00+00:00,gpt-4.1-2025-04-14,false,4200,10920000,"
        "3276000,630000"
    )
    table.write_text("\n".join([head, *(day.format(n, n + 1) for n in range(1, 15))]))
    found = answers(report(table))
    prefix, rate = found["shared_prefix_tokens"].value, found["cache_hit_rate"].value
    assert prefix == 1_024
    assert prefix * rate == pytest.approx(780, rel=0.001)


@pytest.mark.parametrize(("lacking", "bill"), [(0, 3.0), (1, None), (50, None)])
def test_spend_is_the_monthly_bill_where_every_row_has_it(tmp_path, lacking, bill):
    header = ("timestamp", "model", "prompt_tokens", "completion_tokens", "cost_usd")
    rows = [
        (
            f"{day(n // 24, n % 24):%Y-%m-%d %H}:00:0{n % 7}",
            "gpt-5.4-mini",
            1500,
            100,
            "" if n < lacking else 1 / 240,
        )
        for n in range(24 * 10)
    ]
    found = answers(report(table_of(tmp_path / "calls.csv", header, rows)))
    assert "input_tokens" in found and ("bill_today" in found) is (bill is not None)
    if bill is not None:
        assert found["bill_today"].value == pytest.approx(bill)
        assert found["bill_today"].note.endswith("; $1.00 in 10 days")


def test_a_few_hours_give_token_counts_and_no_volume():
    found = answers(report("langfuse.jsonl"))
    assert "requests_per_month" not in found and found["input_tokens"].value == 1000


def test_an_export_of_sums_gives_means_and_its_batch_jobs_are_overnight():
    found = report("openai_page.json")
    assert answers(found)["shared_prefix_tokens"].value == 1600
    assert answers(found, "gpt-4o")["turnaround"].value == "overnight"
    assert "shared_prefix_tokens" not in answers(found, "gpt-4o")


def test_an_export_without_request_counts_leaves_tokens_open():
    assert set(answers(report("anthropic_report.json"))) == {"model"}


def test_a_model_that_is_not_in_the_price_book_is_no_answer():
    assert "model" not in answers(report("litellm.jsonl"), "house/llama-tuned")


def test_the_largest_workload_is_taken_unless_one_is_named():
    found = report("openai_page.json")
    assert chosen(found).name == "gpt-4o-mini"
    with pytest.raises(BadInput, match="did you mean gpt-4o"):
        chosen(found, "gpt-40")


def test_what_was_said_is_compared_with_what_is_measured():
    measured = {
        "requests_per_month": Answer(15_000, "measured"),
        "input_tokens": Answer(2_000, "measured"),
        "output_tokens": Answer(100, "measured"),
        "model": Answer("gpt-4o-mini", "measured"),
    }
    said = cases.parse(
        "advisor: 1\nanswers: {requests_per_month: 30001, input_tokens: 1000, output_tokens: 49, model: gpt-4o}"
    )
    warnings = differences(said, measured, BOOK)
    assert [w.partition(":")[0] for w in warnings] == [
        "billed model calls a month",
        "billed output tokens, reasoning included",
        "the model that runs today",
    ]
    assert differences(merged(said, measured), measured, BOOK) == []


def test_from_export_to_verdict(tmp_path, capsys):
    case = tmp_path / "mini.case.yaml"
    case.write_text("advisor: 1\ntitle: Search\nanswers: {requests_per_month: 300k, prompt_baseline: yes}\n")
    export = str(FIXTURES / "openai_page.json")
    assert main(["usage", export, "--into", str(case)]) == 0
    assert "warning: billed model calls a month: 300,000 requests/month was said" in capsys.readouterr().err
    assert main(["decide", str(case), "--format", "json", "--as-of", "2026-11-21"]) == 0
    assert "gpt-4o-mini" in json.loads(capsys.readouterr().out)["verdict"]["headline"]
    read = cases.load(case)
    assert read.title == "Search"
    volume = read.answers["requests_per_month"]
    assert (volume.value, volume.source, volume.low, volume.high) == (15000, "measured", 10000, 20000)
    assert volume.note.startswith("openai_page.json, 2026-09-01 to 2026-09-03, 2 rows")
    assert read.answers["prompt_baseline"].source == "said"


def test_the_report_as_json_and_text(capsys):
    assert main(["usage", str(FIXTURES / "litellm.jsonl"), "--format", "json", "--as-of", "2026-11-21"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [w["name"] for w in data["workloads"]] == ["house/llama-tuned", "gpt-4o"]
    assert data["files"][0]["aside"][0] == {
        "why": "the same as an earlier record",
        "count": 1,
        "row": 3,
        "text": "",
        "calls": 0,
    }
    assert main(["usage", str(FIXTURES / "litellm.jsonl"), "--as-of", "2026-11-21"]) == 0
    text = capsys.readouterr().out
    assert max(map(len, text.splitlines())) <= 80
    assert "11 rows read, 3 used, 8 set aside" in text and "33.3 % of the calls" in text


def test_the_sql_that_was_run_gives_the_same_rows_elsewhere(capsys):
    import duckdb

    assert main(["usage", str(FIXTURES / "helicone.csv"), "--sql"]) == 0
    elsewhere = duckdb.connect()
    elsewhere.execute("SET TimeZone = 'UTC'")
    for statement in duckdb.extract_statements(capsys.readouterr().out):
        elsewhere.execute(statement)
    assert elsewhere.execute("SELECT sum(requests), sum(input) FROM workloads WHERE used").fetchone() == (
        2,
        3000,
    )


@pytest.mark.parametrize("name", ["a.csv", "b.csv"])
def test_the_sql_of_a_file_of_another_form_names_a_copy_that_stays(tmp_path, capsys, name):
    import duckdb

    counts = {"requests": 1000, "input tokens": 90_000, "output tokens": 9000}
    rows = [("gpt-4.1", kind, n, 3 * n) for kind, n in counts.items()]
    file = table_of(tmp_path / "a.csv", ("model", "metric", "2026-08", "2026-09"), rows)
    if name == "b.csv":
        file = tmp_path / name
        file.write_text((FIXTURES / "helicone.csv").read_text(), encoding="utf-16")
    assert main(["usage", str(file), "--sql"]) == 0
    told = capsys.readouterr().out
    assert f"-- Reads a copy of {file}" in told and "advisor-usage-" not in told
    assert main(["usage", str(file), "--sql", "--out", str(tmp_path / "q.sql")]) == 0
    elsewhere = duckdb.connect()
    for statement in duckdb.extract_statements((tmp_path / "q.sql").read_text()):
        elsewhere.execute(statement)
    [(requests,)] = elsewhere.execute("SELECT sum(requests) FROM workloads WHERE used").fetchall()
    assert requests == (4000 if name == "a.csv" else 2)


def test_exports_without_a_usable_record_exit_with_1(tmp_path, capsys):
    file = spend_logs(tmp_path / "a.jsonl", [call(1, "2200-01-01T00:00:00")])
    assert main(["usage", str(file)]) == 1
    assert "0 used, 1 set aside" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("input_tokens: 1500, output_tokens: 100", {"requests_per_month": 28125}),
        (
            "requests_per_month: 30k",
            {"input_tokens": 1440.0, "output_tokens": 60.0, "shared_prefix_tokens": 900.0},
        ),
        ("task: chat", {}),
    ],
)
def test_tokens_without_requests_give_what_one_answer_lacks(said, given):
    found = report("public/anthropic_excel_us.csv")
    answered = answers(found, case=cases.parse(f"advisor: 1\nanswers: {{{said}}}"))
    assert {n: a.value for n, a in answered.items() if n in given} == given
    assert not given or "45M tokens a month" in answered[next(iter(given))].note
    assert ("requests_per_month" in answered) == ("requests_per_month" in given)


def test_a_tune_and_the_tier_of_most_calls_are_answers(tmp_path):
    tuned = [call(n, day(n), model="ft:gpt-4o-mini-2024-07-18:shop::a1") for n in range(3)]
    found = answers(report(spend_logs(tmp_path / "a.jsonl", tuned)))
    assert (found["model"].value, found["model_is_tuned"].value) == ("gpt-4o-mini", True)
    mixed = answers(report("public/openai_mixed_batch.json"))["turnaround"]
    assert mixed.value == "overnight" and "90 % of the calls are batch" in mixed.note
