"""Tables as people keep them: sums by the day, week or month, totals below, spans between, numbers of any country."""

import datetime
import json

import pytest
from usagekit import one, reasons, report, table_of

MONDAY = datetime.datetime(2026, 10, 5)
HEAD = ("date", "model", "requests", "input_tokens", "output_tokens")


def at(step, n):
    return MONDAY + n * datetime.timedelta(**step)


def sums(times, *before):
    return [(t, *before, 3_000_000, 600_000) for t in times]


@pytest.mark.parametrize(
    ("step", "form", "rows", "tokens"),
    [
        ({"days": 1}, "%Y-%m-%d", 30, 30 * 3.6e6),
        ({"days": 1}, "%d.%m.%Y", 30, 30 * 3.6e6),
        ({"hours": 1}, "%Y-%m-%dT%H:00:00Z", 240, 720 * 3.6e6),
        ({"minutes": 5}, "%Y-%m-%d %H:%M:00", 576, 30 * 288 * 3.6e6),
        ({"days": 7}, "%Y-%m-%d", 5, 30 / 7 * 3.6e6),
        ({"days": 7}, "%G-W%V", 5, 30 / 7 * 3.6e6),
        ({"days": 7}, "KW %V/%G", 5, 30 / 7 * 3.6e6),
        ({"days": 7}, "w/c %d %b %Y", 5, 30 / 7 * 3.6e6),
    ],
)
def test_rows_at_even_times_are_sums_whose_calls_nobody_counted(tmp_path, step, form, rows, tokens):
    times = [at(step, n).strftime(form) for n in range(rows)]
    head = ("Time", "model", "input_tokens", "output_tokens")
    found = report(table_of(tmp_path / "a.csv", head, sums(times, "gpt-4o")))
    (work,) = found.workloads
    assert (work.requests, work.input.mean, work.peak_factor) == (None, None, None)
    assert work.tokens_per_month == pytest.approx(tokens)
    assert "How many requests" in found.questions[0]


def test_calls_at_any_minute_are_calls_and_so_are_many_of_one_date(tmp_path):
    head = ("time", "model", "input_tokens", "output_tokens")
    minutes = [(at({"minutes": 7 * n + n % 3}, 1), "gpt-4o", 900, 90) for n in range(400)]
    assert one(table_of(tmp_path / "a.csv", head, minutes)).requests == 400
    dates = [(at({"days": n // 20}, 1).date(), "gpt-4o", 900 + n, 90) for n in range(200)]
    work = one(table_of(tmp_path / "b.csv", head, dates))
    assert (work.requests, work.traffic, work.peak_factor) == (200, "steady", None)


def test_a_row_larger_than_any_window_is_no_call(tmp_path):
    head = ("model", "input_tokens", "output_tokens")
    rows = [("gpt-4o", 90_000_000, 7_000_000), ("gpt-5.4-mini", 12_000_000, 1_000_000)]
    assert {w.requests for w in report(table_of(tmp_path / "a.csv", head, rows)).workloads} == {None}


@pytest.mark.parametrize(
    "months",
    [
        ("2026-07", "2026-08", "2026-09"),
        ("2026-07-01", "2026-08-01", "2026-09-01"),
        ("07/2026", "08/2026", "09/2026"),
        ("Juli 2026", "August 2026", "September 2026"),
        ("juillet 2026", "août 2026", "septembre 2026"),
        ("Jul-26", "Aug-26", "Sep-26"),
    ],
)
def test_sums_of_months_are_read_as_months(tmp_path, months):
    rows = [(m, "gpt-4o", 6000, 9_000_000, 60_000) for m in months]
    found = report(table_of(tmp_path / "a.csv", ("Period", *HEAD[1:]), rows))
    (work,) = found.workloads
    assert (work.requests_per_month, work.input.mean) == (pytest.approx(6000), 1500)
    assert (found.start, found.end) == (datetime.datetime(2026, 7, 1), datetime.datetime(2026, 10, 1))


@pytest.mark.parametrize(
    "total",
    [
        ("Total", "", 120, 120_000, 12_000),
        ("", "Gesamtsumme:", 120, 120_000, 12_000),
        ("", "", 120, 120_000, 12_000),
        ("2026-10-08", "All models", 120, 120_000, 12_000),
        ("2026-10-08", "gpt-4o Total", 120, 120_000, 12_000),
        ("Average", "", 40, 40_000, 4_000),
    ],
)
def test_totals_count_nothing_and_make_no_peak(tmp_path, total):
    rows = [(at({"days": n}, 1).date(), "gpt-4o", 40, 40_000, 4_000) for n in range(3)]
    found = report(table_of(tmp_path / "a.csv", HEAD, [*rows, total]))
    (work,) = found.workloads
    assert (work.requests, work.requests_per_month, work.peak_factor) == (120, pytest.approx(1200), None)
    assert found.notes and not any("price book" in n for n in found.notes)


def test_a_total_without_dates_counts_nothing_and_a_table_of_totals_stands(tmp_path):
    rows = [("gpt-4o", 12, 12_000, 1_200), ("gpt-5.4-mini", 3, 3_000, 300)]
    file = table_of(tmp_path / "a.csv", HEAD[1:], [*rows, ("Total", 15, 15_000, 1_500)])
    assert report(file).requests == 15
    alone = table_of(tmp_path / "b.csv", HEAD[1:], [("All models", 15, 15_000, 1_500)])
    assert report(alone).requests == 15


def test_a_team_may_be_called_media(tmp_path):
    head = ("team", *HEAD)
    rows = [
        (t, at({"days": n}, 1).date(), "gpt-4o", 40, 40_000, 4_000)
        for n in range(3)
        for t in ("Media", "Ensemble", "Shop")
    ]
    total = ("Grand Total", "", "gpt-4o", 360, 360_000, 36_000)
    assert report(table_of(tmp_path / "a.csv", head, [*rows, total])).requests == 360


@pytest.mark.parametrize("column", ["type", "Node Type"])
@pytest.mark.parametrize("above", [("", ""), (700, 70)])
def test_spans_that_name_no_model_are_no_calls(tmp_path, column, above):
    head = ("id", column, "started", "model", "prompt_tokens", "completion_tokens")
    kinds = [("chain", "", *above), ("TOOL", "", 0, 0), ("llm", "gpt-4o", 700, 70), ("embedding", "", 20, 0)]
    rows = [
        (f"{n}{kind}", kind, at({"minutes": 37 * n}, 1), *more) for n in range(50) for kind, *more in kinds
    ]
    found = report(table_of(tmp_path / "a.csv", head, rows))
    assert reasons(found) == {"not a model call": 100} and found.requests == 100


def test_the_names_of_the_columns_may_come_once_more(tmp_path):
    rows = [(at({"days": n}, 1).date(), "gpt-4o", 100, 100_000, 10_000) for n in range(7)]
    head = ("date", "model", "requests", "input_tokens", "output_tokens")
    found = report(table_of(tmp_path / "a.csv", head, [*rows[:3], head, *rows[3:]]))
    assert (found.requests, reasons(found)) == (700, {"the names of the columns once more": 1})


@pytest.mark.parametrize(
    "asked, answered",
    [("requested_model", "served_model"), ("model", "response_model"), ("model", "resolved_model")],
)
def test_the_model_that_answered_is_the_model(tmp_path, asked, answered):
    rows = [(at({"minutes": 37 * n}, 1), "gpt-4o", "gpt-4o-mini", 700, 70) for n in range(20)]
    head = ("time", asked, answered, "input_tokens", "output_tokens")
    assert one(table_of(tmp_path / "a.csv", head, rows)).model == "gpt-4o-mini"


@pytest.mark.parametrize("day_column", ["Date", "Day"])
def test_a_table_whose_columns_an_export_has_too_keeps_its_others(tmp_path, day_column):
    head = (day_column, "Model", "Requests", "Prompt Tokens", "Cached Prompt Tokens", "Completion Tokens")
    rows = [(at({"days": n}, 1).date(), "gpt-4o", 100, 100_000, 40_000, 10_000) for n in range(7)]
    work = one(table_of(tmp_path / "a.csv", head, rows))
    assert (work.requests, work.input.mean, work.cached, work.output.mean) == (700, 1000, 400, 100)


def test_a_column_called_type_may_mean_anything(tmp_path):
    head = ("type", "time", "model", "prompt_tokens", "completion_tokens")
    rows = [("summary", at({"minutes": 37 * n}, 1), "", 700, 70) for n in range(50)]
    assert report(table_of(tmp_path / "a.csv", head, rows)).requests == 50


@pytest.mark.parametrize(
    ("column", "good", "bad"),
    [
        ("error", "", "timeout"),
        ("error_message", "None", "429 Too Many Requests"),
        ("status", "completed", "rate_limited"),
        ("status", "OK", "Timed out"),
        ("status_code", "200", "503"),
        ("success", "TRUE", "FALSE"),
    ],
)
def test_calls_that_failed_are_no_billed_calls(tmp_path, column, good, bad):
    head = ("time", "model", column, "prompt_tokens", "completion_tokens")
    rows = [
        (at({"minutes": 37 * n}, 1), "gpt-4o", *((bad, 0, 0) if n % 10 == 0 else (good, 700, 70)))
        for n in range(200)
    ]
    work = one(table_of(tmp_path / "a.csv", head, rows))
    assert (work.requests, work.failed_share) == (180, pytest.approx(0.1))


@pytest.mark.parametrize(
    ("requests", "tokens", "delimiter"),
    [
        ("1'500", "1'500'000", ";"),
        ("1 500", "1 500 000", ";"),
        ("1 500", "1 500 000", ";"),
        ("1,500", "15,00,000", ","),
    ],
)
def test_thousands_are_marked_as_each_country_does(tmp_path, requests, tokens, delimiter):
    rows = [(f"{5 + n:02d}-10-2026", "gpt-4o", requests, tokens, tokens) for n in range(10)]
    assert one(table_of(tmp_path / "a.csv", HEAD, rows, delimiter)).input.mean == 1000


@pytest.mark.parametrize(
    "date",
    [
        lambda d: d.strftime("%d-%m-%Y"),
        lambda d: d.strftime("%d/%m/%y"),
        lambda d: d.strftime("%d-%b-%Y"),
        lambda d: str((d - datetime.datetime(1899, 12, 30)).days),
        lambda d: d.strftime("%b %d, %Y @ 00:00:00.000"),
    ],
)
def test_dates_are_written_as_each_program_does(tmp_path, date):
    rows = [(date(at({"days": n}, 1)), "gpt-4o", 40, 40_000, 4_000) for n in range(20)]
    found = report(table_of(tmp_path / "a.csv", HEAD, rows))
    assert (found.start, found.requests) == (MONDAY + datetime.timedelta(days=0), 800)


def test_headings_with_accents_are_read(tmp_path):
    head = ("Date", "Modèle", "Requêtes", "Tokens entrée", "Tokens sortie")
    rows = [(f"{5 + n:02d}/10/2026", "gpt-4o", 40, 40_000, 4_000) for n in range(10)]
    work = one(table_of(tmp_path / "a.csv", head, rows, ";"))
    assert (work.requests, work.model, work.output.mean) == (400, "gpt-4o", 100)


@pytest.mark.parametrize("form", ["Q{} 2026", "2026-Q{}", "T{} 2026"])
def test_sums_of_quarters_are_read_as_three_months(tmp_path, form):
    rows = [(form.format(n), "gpt-4o", 6000, 9_000_000, 60_000) for n in (1, 2, 3)]
    work = one(table_of(tmp_path / "a.csv", ("Quarter", *HEAD[1:]), rows))
    assert (work.requests_per_month, work.input.mean) == (pytest.approx(2000), 1500)


def test_a_german_day_is_no_tag(tmp_path):
    rows = [(f"{n:02d}.09.26", "gpt-4o", 40, 40_000, 4_000) for n in range(1, 29)]
    work = one(table_of(tmp_path / "a.csv", ("Tag", "Modell", "Aufrufe", "Input", "Output"), rows, ";"))
    assert work.requests_per_month == pytest.approx(1200)


def test_titles_above_the_header_may_end_their_lines_otherwise(tmp_path):
    rows = "".join(f"2026-10-{5 + n:02d},gpt-4o,40,40000,4000\r\n" for n in range(10))
    (tmp_path / "a.csv").write_bytes(f"Our usage,,,,\n,,,,\n{','.join(HEAD)}\r\n{rows}".encode())
    assert one(tmp_path / "a.csv").requests == 400


@pytest.mark.parametrize("column", ["@timestamp", "TimeGenerated [UTC]", "Label"])
def test_times_are_found_under_any_heading(tmp_path, column):
    rows = [(f"{at({'minutes': 37 * n}, 1):%Y-%m-%d %H:%M:%S.000}", "gpt-4o", 700, 70) for n in range(400)]
    head = (column, "model", "prompt_tokens", "completion_tokens")
    assert one(table_of(tmp_path / "a.csv", head, rows)).requests_per_month == pytest.approx(1168, rel=0.01)
    lines = [json.dumps(dict(zip(head, r, strict=True))) for r in rows]
    (tmp_path / "b.jsonl").write_text("\n".join(lines))
    assert one(tmp_path / "b.jsonl").requests_per_month == pytest.approx(1168, rel=0.01)


def test_a_table_without_times_says_how_to_name_them(tmp_path):
    found = report(table_of(tmp_path / "a.csv", HEAD[1:], [("gpt-4o", 40, 40_000, 4_000)]))
    assert any("--map time=COLUMN" in n for n in found.notes)


def test_a_known_export_may_name_its_times_otherwise(tmp_path):
    head = ("@timestamp", "modelId", "input.inputTokenCount", "output.outputTokenCount")
    rows = [(at({"minutes": 37 * n}, 1), "amazon.nova-lite-v1:0", 700, 70) for n in range(400)]
    found = report(table_of(tmp_path / "a.csv", head, rows))
    assert found.files[0].format == "Bedrock invocation logs" and found.days > 10
