"""What a table is called and headed by: words in any order, costs by side, years beside months, spans above calls."""

import json

import pytest
from usagekit import day, one, reasons, report, spend_logs, table_of

from advisor.errors import BadInput

CALLS = ("timestamp", "model", "input_tokens", "output_tokens")


def calls(n=30, *more):
    return [(day(i, i % 7).isoformat() + "Z", "gpt-4o-mini", 900 + i, 90, *more) for i in range(n)]


@pytest.mark.parametrize(
    "name",
    ["cached_read_tokens", "prompt_cache_read_tokens", "tokens_from_cache", "cached_input_token_count"],
)
def test_words_of_a_name_may_stand_in_any_order(tmp_path, name):
    work = one(table_of(tmp_path / "a.csv", (*CALLS, name, "cache_tokens_written"), calls(30, 600, 0)))
    assert (work.cached, work.written) == (600, 0)


def test_a_call_costs_what_its_sides_cost_and_no_price_is_a_cost(tmp_path):
    head = (*CALLS, "Input cost (USD)", "cache read cost (USD)", "Output cost (USD)")
    assert one(table_of(tmp_path / "a.csv", head, calls(20, "0.001", "0.002", "0.003"))).usd == pytest.approx(
        0.12
    )
    priced = table_of(tmp_path / "b.csv", (*CALLS, "input_price", "output_price"), calls(20, "0.15", "0.6"))
    assert one(priced).usd is None
    means = (
        "date",
        "model",
        "calls",
        "avg input tokens",
        "avg output tokens",
        "avg input cost",
        "avg output cost",
    )
    rows = [(f"2026-09-{d:02}", "gpt-4.1-mini", 1000, 2000, 250, 0.0008, 0.0004) for d in range(1, 8)]
    assert one(table_of(tmp_path / "c.csv", means, rows)).usd == pytest.approx(8.4)


@pytest.mark.parametrize("column", ["snapshot", "Row Labels", "KI"])
def test_a_column_of_models_is_known_by_its_cells(tmp_path, column):
    head = ("timestamp", column, "team", "input_tokens", "output_tokens")
    rows = [(c[0], ("gpt-4o-mini", "openai/o3-mini")[n % 2], "nova", *c[2:]) for n, c in enumerate(calls())]
    found = report(table_of(tmp_path / "a.csv", head, rows))
    assert {w.model for w in found.workloads} == {"gpt-4o-mini", "o3-mini"}


@pytest.mark.parametrize(
    ("head", "cells", "input_", "written"),
    [
        (("uncached_input_tokens", "cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens"),
         (100, 600, 200, 100), 1000, 300),
        (("text_input_tokens", "image_input_tokens"), (300, 700), 1000, None),
        (("input_tokens", "text_input_tokens", "image_input_tokens"), (1000, 300, 700), 1000, None),
    ],
)  # fmt: skip
def test_parts_of_a_count_are_added_up_where_none_is_all_of_it(tmp_path, head, cells, input_, written):
    rows = [(*c[:2], 90, *cells) for c in calls()]
    work = one(table_of(tmp_path / "a.csv", ("timestamp", "model", "output_tokens", *head), rows))
    assert (work.input.mean, work.written) == (input_, written)


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (("Year", "Month"), [(2026, m) for m in (8, 9, 10)]),
        (("Jahr", "Monat"), [(2026, m) for m in ("August", "September", "Oktober")]),
        (("year", "quarter"), [(2026, q) for q in ("Q1", "Q2", "Q3")]),
        (("Year", "Week"), [(2026, w) for w in (8, 9, 10, 11)]),
        (("Jahr", "Monat", "KW"), [(2026, 9, f"KW {w}") for w in (36, 37, 38, 39)]),
        (("iso_year", "week_number"), [(2026, f"W{w:02}") for w in (8, 9, 10)]),
    ],
)
def test_a_year_and_its_month_in_two_columns_are_a_time(tmp_path, head, cells):
    rows = [(*time, "gpt-4o-mini", 90_000, 90_000_000, 9_000_000) for time in cells]
    columns = (*head, "model", "requests", "input_tokens", "output_tokens")
    months = 3 if "Q" in str(cells[0][1]) else 7 / 30 if head[-1] in ("Week", "KW", "week_number") else 1
    assert one(table_of(tmp_path / "a.csv", columns, rows)).requests_per_month == pytest.approx(
        90_000 / months, rel=0.04
    )


def test_days_in_three_columns_are_days(tmp_path):
    rows = [(2026, 9 + d // 30, 1 + d % 30, "gpt-4o-mini", 100, 90_000, 9_000) for d in range(20, 40)]
    head = ("year", "month", "day", "model", "requests", "input_tokens", "output_tokens")
    assert one(table_of(tmp_path / "a.csv", head, rows)).requests_per_month == pytest.approx(3000)
    hours = [(2026, 10, 1 + h // 24, h % 24, "gpt-4o-mini", 10, 9_000, 900) for h in range(240)]
    work = one(table_of(tmp_path / "b.csv", (*head[:3], "hour", *head[3:]), hours))
    assert work.requests_per_month == pytest.approx(7200)


@pytest.mark.parametrize(
    "name", ["Eingabe-Token (ohne Cache)", "Input tokens (excl. cached)", "prompt_tokens_excluding_cache"]
)
def test_an_input_that_says_that_it_lacks_cached_tokens_gets_them(tmp_path, name):
    rows = [(*c[:2], 400, 600, 90) for c in calls()]
    head = ("timestamp", "model", name, "cached tokens", "output_tokens")
    work = one(table_of(tmp_path / "a.csv", head, rows))
    assert (work.input.mean, work.cached) == (1000, 600)


def test_money_with_a_comma_and_many_decimals_is_money(tmp_path):
    rows = [(f"{d:02}/10/2026", "gpt-4o-mini", 100, "90 000", "9 000", f"0,{d:04}") for d in range(1, 31)]
    head = ("Date", "Model", "Requests", "Input tokens", "Output tokens", "Cost, USD")
    assert one(table_of(tmp_path / "a.csv", head, rows, ";")).usd == pytest.approx(0.0465)


def test_a_spend_that_is_no_amount_is_told(tmp_path):
    cells = ["see bill" if n % 5 == 0 else "-" if n % 5 == 1 else "0.01" for n in range(30)]
    rows = [(*c, cell) for c, cell in zip(calls(), cells, strict=True)]
    found = report(table_of(tmp_path / "a.csv", (*CALLS, "cost"), rows))
    assert any("cannot be read is left out, in 6 rows" in n for n in found.notes)


def test_sheets_of_months_without_times_are_those_months(tmp_path):
    head = ("model", "requests", "input_tokens", "output_tokens")
    for name, n in (("usage_2026-09.csv", 30_000), ("usage_2026-10.csv", 31_000)):
        table_of(tmp_path / name, head, [("gpt-4o-mini", n, n * 900, n * 90)])
    found = report(tmp_path)
    assert found.workloads[0].requests_per_month == pytest.approx(30_500)
    assert any("taken from its name: 2026-10" in n for n in found.notes)
    (tmp_path / "two").mkdir()
    for n in range(2):
        table_of(tmp_path / "two" / f"part {n}.csv", head, [("gpt-4o-mini", 100 + n, 90_000, 9_000)])
    assert one(tmp_path / "two").requests == 201


def test_a_head_of_two_rows_whose_groups_name_some_columns_alone(tmp_path):
    rows = [
        ("", "", "in", "out", ""),
        *((f"2026-10-{d:02}", "gpt-4o-mini", 90_000, 9_000, 100) for d in range(1, 11)),
    ]
    work = one(table_of(tmp_path / "a.csv", ("date", "model", "Tokens", "", "requests"), rows))
    assert (work.requests, work.input.mean, work.output.mean) == (1000, 900, 90)


@pytest.mark.parametrize(
    ("column", "above"), [("span.op", "gen_ai.invoke_agent"), ("gen_ai.operation.name", "invoke_agent")]
)
def test_a_row_of_an_agent_is_none_of_its_calls_whatever_model_it_names(tmp_path, column, above):
    kind = above.replace("invoke_agent", "chat")
    rows = [row for c in calls(20) for row in ((*c, kind), (c[0], c[1], c[2] * 3, c[3] * 3, above))]
    found = report(table_of(tmp_path / "a.csv", (*CALLS, column), rows))
    assert (found.workloads[0].requests, reasons(found)) == (20, {"not a model call": 20})


def test_calls_that_were_asked_again_are_named(tmp_path):
    noted = report(
        table_of(tmp_path / "a.csv", (*CALLS, "retries"), [(*c, n % 3) for n, c in enumerate(calls())])
    )
    assert any("asked again" in n for n in noted.notes)
    assert not any(
        "asked again" in n
        for n in report(table_of(tmp_path / "b.csv", (*CALLS, "retries"), calls(30, 0))).notes
    )


def test_rows_that_application_insights_sampled_stand_for_as_many_calls(tmp_path):
    usage = {"gen_ai.operation.name": "chat", "gen_ai.response.model": "gpt-4o-mini",
             "gen_ai.usage.input_tokens": "1000", "gen_ai.usage.output_tokens": "100"}  # fmt: skip
    rows = [
        (day(n).strftime("%-m/%-d/%Y, 1:02:03.123 PM"), f"i{n}", "True", json.dumps(usage), 4, "dependency")
        for n in range(20)
    ]
    head = ("timestamp [UTC]", "id", "success", "customDimensions", "itemCount", "itemType")
    work = one(table_of(tmp_path / "a.csv", head, rows))
    assert (work.requests, work.input.mean, work.output.mean, work.model) == (80, 1000, 100, "gpt-4o-mini")


def test_sums_and_counts_of_application_insights_are_tokens_and_calls(tmp_path):
    rows = [
        (f"2026-10-{d:02}T00:00:00Z", "gen_ai.client.token.usage", total, 50,
         json.dumps({"gen_ai.token.type": kind, "gen_ai.request.model": "gpt-4o-mini"}))
        for d in range(1, 11) for kind, total in (("input", 50_000), ("output", 5_000))
    ]  # fmt: skip
    work = one(
        table_of(
            tmp_path / "a.csv", ("timestamp", "name", "valueSum", "valueCount", "customDimensions"), rows
        )
    )
    assert (work.requests, work.input.mean, work.output.mean, work.model) == (500, 1000, 100, "gpt-4o-mini")


def test_objects_as_athena_writes_them_are_read(tmp_path):
    rows = [
        (c[0], "amazon.nova-lite-v1:0", "{inputcontenttype=application/json, inputbodyjson={messages=[hi, there]},"
         " inputtokencount=400, cachereadinputtokencount=600}", "{outputbodyjson=null, outputtokencount=90}")
        for c in calls(10)
    ]  # fmt: skip
    work = one(table_of(tmp_path / "a.csv", ("timestamp", "modelid", "input", "output"), rows))
    assert (work.requests, work.input.mean, work.cached, work.output.mean) == (10, 1000, 600, 90)


def test_answers_of_an_api_in_a_recording_of_a_browser_have_their_times(tmp_path):
    def entry(n):
        answer = {"id": f"c{n}", "model": "gpt-4o-mini", "created": 1790812800 + 7200 * n + 97 * (n % 7),
                  "usage": {"prompt_tokens": 900, "completion_tokens": 90, "total_tokens": 990}}  # fmt: skip
        return {"request": {"method": "POST"}, "response": {"content": {"text": json.dumps(answer)}}}

    (tmp_path / "a.har").write_text(
        json.dumps({"log": {"version": "1.2", "entries": [entry(n) for n in range(48)]}})
    )
    found = report(tmp_path / "a.har")
    assert found.workloads[0].requests_per_month == pytest.approx(360, rel=0.02)
    assert not any("no time was found" in n for n in found.notes)


def test_what_has_no_counts_of_both_sides_is_refused_by_name(tmp_path):
    report_ = [{"group_by_day": "2026-10-01", "teams": [{"team_name": "a", "total_spend": 1, "metadata": [
        {"model": "gpt-4o", "spend": 1.0, "total_tokens": 400}]}]}]  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(report_))
    (tmp_path / "b.txt").write_text(
        "Vendor, LLC    Invoice A2\ngpt-4o, input   1,000,000   $2.50\nAmount due  $2.50 USD\n"
    )
    for name, said in (("a.json", "total of tokens alone"), ("b.txt", "text of an invoice")):
        with pytest.raises(BadInput, match=said):
            report(tmp_path / name)


def test_a_log_whose_first_line_looks_like_columns_is_a_log(tmp_path):
    lines = [
        f"{c[0]}\tinfo\trequest gateway=a/b http.status=200 gen_ai.request.model={c[1]}"
        f" gen_ai.usage.input_tokens={c[2]} gen_ai.usage.output_tokens={c[3]} duration=700ms"
        for c in calls(12)
    ]
    file = tmp_path / "gateway.log"
    file.write_text("\n".join(lines))
    assert (one(file).requests, one(file).output.mean) == (12, 90)


def test_runs_of_lunary_are_named_by_their_model(tmp_path):
    runs = [
        {"id": f"{kind}{n}", "type": kind, "name": name, "createdAt": c[0], "status": "success", "cost": 0.01,
         "tokens": {"prompt": c[2], "completion": c[3], "cached": None, "total": c[2] + c[3]}}
        for n, c in enumerate(calls(10)) for kind, name in (("llm", "gpt-4o"), ("agent", "helpdesk"))
    ]  # fmt: skip
    work = one(spend_logs(tmp_path / "a.jsonl", runs))
    assert (work.requests, work.model, work.usd) == (10, "gpt-4o", pytest.approx(0.1))


def test_tokens_of_volcengine_are_no_calls(tmp_path):
    def series(name, value):
        values = [{"Timestamp": 1790812800 + 86400 * n, "Value": value} for n in range(10)]
        return {"Name": name, "MetricItems": [{"Tags": [], "Values": values}]}

    file = tmp_path / "usage.json"
    file.write_text(
        json.dumps(
            {"Result": {"UsageResults": [series("PromptTokens", 900), series("CompletionTokens", 90)]}}
        )
    )
    work = one(file)
    assert (work.requests, work.tokens_per_month) == (None, pytest.approx(990 * 30))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[2026-11-03 09:00:00 TP0] Prefill batch. #new-seq: 1, #new-token: 900, token usage: 0.01", "SGLang"),
        ('{"target":"text_generation_router::server","span":{"max_new_tokens":"512"}}', "no tokens"),
        ('[GIN] 2026/11/05 - 00:00:00 | 200 |  2.1s | 127.0.0.1 | POST "/api/chat"', "without their tokens"),
    ],
)  # fmt: skip
def test_logs_of_servers_that_count_no_tokens_are_called_by_their_name(tmp_path, text, said):
    file = tmp_path / "server.log"
    file.write_text("\n".join([text] * 3))
    with pytest.raises(BadInput, match=said):
        report(file)


SUMS = ("Date", "Requests", "Input tokens", "Output tokens")


def sums(times, days=7):
    return [(f"2026-09-{d:02}", 100 * times, 90_000 * times, 9000 * times) for d in range(1, days + 1)]


@pytest.mark.parametrize("above", [True, False])
def test_a_title_that_names_a_model_is_that_of_the_rows_below_it(tmp_path, above):
    first, second = (("gpt-4o-mini", "", "", ""), ("claude-haiku-4-5", "", "", ""))
    rows = [*sums(1), second, *([SUMS] if above else []), *sums(2)]
    head, rows = (first, [SUMS, *rows]) if above else (SUMS, [first, *rows])
    found = report(table_of(tmp_path / "a.csv", head, rows))
    assert {w.name: w.requests for w in found.workloads} == {"gpt-4o-mini": 700, "claude-haiku-4-5": 1400}


def test_a_row_of_a_model_without_counts_is_no_title(tmp_path):
    head = ("Model", *SUMS)
    rows = [("gpt-4o-mini", "", "", "", ""), *(("claude-haiku-4-5", *s) for s in sums(1))]
    found = report(table_of(tmp_path / "a.csv", head, rows))
    assert {w.name: w.requests for w in found.workloads} == {"claude-haiku-4-5": 700}


def test_sheets_that_are_called_as_models_are_of_them(tmp_path):
    for name, times in (("gpt-4o-mini", 1), ("claude-haiku-4-5", 2)):
        table_of(tmp_path / f"{name}.csv", SUMS, sums(times))
    table_of(tmp_path / "gpt-usage.csv", SUMS, sums(3))
    found = {w.name: w.requests for w in report(tmp_path).workloads}
    assert found == {"gpt-4o-mini": 700, "claude-haiku-4-5": 1400, "(no model)": 2100}


@pytest.mark.parametrize(
    ("ends", "days"),
    [
        ((("2026-08-01", "2026-08-15"), ("2026-08-16", "2026-08-31")), 31),
        ((("2026-08-01", "2026-08-11"), ("2026-08-11", "2026-08-21")), 20),
        ((("2026-08-01", "2026-09-01"),), 31),
        ((("2026-08-03", "2026-08-03"), ("2026-08-04", "2026-08-04")), 2),
    ],
)
def test_a_period_ends_as_the_column_beside_its_beginning_says(tmp_path, ends, days):
    head = ("Period start", "Period end", "model", "requests", "input_tokens", "output_tokens")
    rows = [(*e, "gpt-4o-mini", 9000, 9_000_000, 900_000) for e in ends]
    assert report(table_of(tmp_path / "a.csv", head, rows)).days == days


@pytest.mark.parametrize(
    ("column", "cells", "share"),
    [("is_batch", ("true", "false"), 0.5), ("batch", ("yes", "no"), 0.5), ("batch", ("1", "7"), 0)],
)
def test_a_column_of_yes_and_no_tells_batch_calls(tmp_path, column, cells, share):
    rows = [(*c, cells[n % 2]) for n, c in enumerate(calls())]
    assert one(table_of(tmp_path / "a.csv", (*CALLS, column), rows)).batch_share == share
