"""Tables whose counts cannot be what their names say: refused, or read with a word."""

import datetime
import json

import pytest
from usagekit import BOOK, TODAY, one, reasons, report, table_of

from advisor.errors import BadInput
from advisor.usage import read

START = datetime.datetime(2026, 10, 5)
HEAD = ("time", "model", "requests", "input_tokens", "output_tokens")


def hour(n):
    return (START + datetime.timedelta(hours=n)).isoformat() + "Z"


def counted(times, counts):
    return [(t, "gpt-4o", n, 1000 * n, 100 * n) for t, n in zip(times, counts, strict=True)]


def lines(path, records):
    path.write_text("".join(json.dumps(r) + "\n" for r in records))
    return path


@pytest.mark.parametrize("counts", [range(40), [n % 20 for n in range(40)], range(9000, 9060)])
def test_running_totals_are_no_counts(tmp_path, counts):
    file = table_of(tmp_path / "a.csv", HEAD, counted(map(hour, range(len(counts))), counts))
    with pytest.raises(BadInput, match="running totals"):
        report(file)


def test_running_totals_of_several_machines_are_no_counts(tmp_path):
    rows = [(*row, pod) for pod in "ab" for row in counted(map(hour, range(40)), range(40))]
    file = table_of(tmp_path / "a.csv", (*HEAD, "pod"), rows)
    with pytest.raises(BadInput, match="running totals"):
        report(file)


def test_a_volume_that_grows_every_day_is_read_with_a_word(tmp_path):
    days = [START.date() + datetime.timedelta(days=n) for n in range(30)]
    found = report(table_of(tmp_path / "a.csv", HEAD, counted(days, range(100, 130))))
    assert found.workloads[0].requests == sum(range(100, 130))
    assert any("running totals" in n for n in found.notes)


@pytest.mark.parametrize(("rate", "refused"), [(0.1, True), (20, True), (1, False)])
def test_a_sample_of_the_calls_says_nothing_of_their_number(tmp_path, rate, refused):
    head = ("timestamp", "model", "prompt_tokens", "completion_tokens", "SampleRate")
    file = table_of(tmp_path / "a.csv", head, [(hour(n), "gpt-4o", 1000 + n, 90, rate) for n in range(40)])
    if not refused:
        assert one(file).records == 40
        return
    with pytest.raises(BadInput, match="SampleRate"):
        report(file)


def test_pieces_of_an_answer_are_no_calls(tmp_path):
    call = {"model": "gpt-4o", "completion_tokens": 25}
    pieces = [
        call | {"ts": hour(n), "request_id": f"r{n}", "prompt_tokens": 0 if k else 1000}
        for n in range(20)
        for k in range(4)
    ]
    with pytest.raises(BadInput, match="a part of its tokens"):
        report(lines(tmp_path / "a.jsonl", pieces))


@pytest.mark.parametrize("size", [(40, 4), (4_000_000_000, 4_000_000)])
def test_calls_of_a_size_that_none_has_are_refused_unless_named(tmp_path, size):
    days = [START.date() + datetime.timedelta(days=n) for n in range(10)]
    file = table_of(tmp_path / "a.csv", HEAD, [(d, "gpt-4o", 40, *size) for d in days])
    with pytest.raises(BadInput, match="tokens in"):
        report(file)
    roles = {"time": "time", "requests": "requests", "input": "input_tokens", "output": "output_tokens"}
    (work,) = read([file], BOOK, TODAY, None, roles=roles).workloads
    assert work.requests == 400


def test_sums_of_several_lengths_of_time_are_not_added_up(tmp_path):
    rows = [("day" if n % 25 == 0 else "hour", hour(n), "gpt-4o", 40, 40_000, 4000) for n in range(50)]
    with pytest.raises(BadInput, match="granularity"):
        report(table_of(tmp_path / "a.csv", ("granularity", *HEAD), rows))


def test_a_row_of_all_users_is_none_of_theirs(tmp_path):
    users = {"ada": 10, "ben": 30, "All users": 40}
    days = [START.date() + datetime.timedelta(days=n) for n in range(10)]
    rows = [(d, user, n, 1000 * n, 100 * n) for d in days for user, n in users.items()]
    assert one(table_of(tmp_path / "a.csv", ("date", "user", *HEAD[2:]), rows)).requests == 400


def test_cycles_of_an_agent_are_told_beside_its_runs(tmp_path):
    used = {"inputTokens": 3000, "outputTokens": 300}
    runs = [{"at": n, "created_at": hour(n * 1.3), "model": "gpt-4o",
             "metrics": {"cycle_count": 3, "accumulated_usage": used}} for n in range(20)]  # fmt: skip
    assert any("cycle_count may count several" in n for n in report(lines(tmp_path / "a.jsonl", runs)).notes)


@pytest.mark.parametrize(
    ("cells", "cached"), [(("600", "0"), 300), (("true", "false"), None), (("1", "0"), None)]
)
def test_a_column_that_is_called_cached_alone_holds_tokens_or_not(tmp_path, cells, cached):
    rows = [(hour(n * 1.3), "gpt-4o", 1000, 100, cells[n % 2]) for n in range(40)]
    head = ("time", "model", "input_tokens", "output_tokens", "cached")
    assert one(table_of(tmp_path / "a.csv", head, rows)).cached == cached


@pytest.mark.parametrize(
    "names",
    [
        ("prompt_cache_miss_tokens", "prompt_cache_hit_tokens"),
        ("uncached_input_tokens", "cached_input_tokens"),
    ],
)
def test_an_input_without_what_was_cached_is_added_to_it(tmp_path, names):
    head = ("time", "model", *names, "output_tokens")
    rows = [(hour(n * 1.3), "gpt-4o", 400, 600, 100) for n in range(40)]
    found = report(table_of(tmp_path / "a.csv", head, rows))
    assert (found.workloads[0].input.mean, found.workloads[0].cached, found.questions) == (1000, 600, ())


def test_a_column_of_totals_tells_that_cached_tokens_come_on_top(tmp_path):
    head = ("time", "model", "input", "cached", "output", "total")
    rows = [(hour(n * 1.3), "gpt-4o", 1000, 600, 100, 1700) for n in range(40)]
    found = report(table_of(tmp_path / "a.csv", head, rows))
    assert (found.workloads[0].input.mean, found.questions) == (1600, ())


def test_items_of_a_batch_are_told_beside_its_row(tmp_path):
    head = ("time", "model", "batch_size", "input_tokens", "output_tokens")
    found = report(
        table_of(tmp_path / "a.csv", head, [(hour(n * 1.3), "gpt-4o", 50, 9000, 900) for n in range(40)])
    )
    assert any("batch_size may count several" in n for n in found.notes)


def test_a_name_in_merged_cells_stands_for_the_rows_below_it(tmp_path):
    rows = [
        ("" if n else model, START.date() + datetime.timedelta(days=n), 40, 40_000, 4000)
        for model in ("gpt-4o", "gpt-4o-mini")
        for n in range(10)
    ]
    file = table_of(tmp_path / "a.csv", ("model", "date", "requests", "input_tokens", "output_tokens"), rows)
    assert {w.name: w.requests for w in report(file).workloads} == {"gpt-4o": 400, "gpt-4o-mini": 400}


def test_times_in_merged_cells_are_refused(tmp_path):
    rows = [
        ("" if n % 4 else START.date() + datetime.timedelta(days=n), f"gpt-4o#{n % 4}", 9, 9000, 900)
        for n in range(40)
    ]
    with pytest.raises(BadInput, match="merged"):
        report(table_of(tmp_path / "a.csv", HEAD, rows))


def test_a_forecast_is_no_measurement(tmp_path):
    rows = [
        (f"2026-{m:02}", "Forecast" if m > 8 else "Actual", "gpt-4o", 1200, 1_200_000, 120_000)
        for m in range(5, 11)
    ]
    file = table_of(tmp_path / "a.csv", ("month", "scenario", *HEAD[1:]), rows)
    assert one(file).requests_per_month == 1200
    assert reasons(report(file)) == {"a forecast or a plan, nothing measured": 2}


def test_a_column_of_states_of_http_tells_failed_calls(tmp_path):
    failed = [n % 20 == 0 for n in range(40)]
    rows = [(hour(n), 500 if f else 200, "gpt-4o", 1000 + n, 0 if f else 100) for n, f in enumerate(failed)]
    file = table_of(tmp_path / "a.csv", ("time", "code", "model", "in_tokens", "out_tokens"), rows)
    assert one(file).failed_share == 0.05


@pytest.mark.parametrize(("last", "told"), [(10, True), (38, False)])
def test_a_day_that_may_not_be_whole_is_named(tmp_path, last, told):
    days = [START.date() + datetime.timedelta(days=n) for n in range(10)]
    found = report(table_of(tmp_path / "a.csv", HEAD, counted(days, [40] * 9 + [last])))
    assert any("The last day, 2026-10-14," in n for n in found.notes) is told


@pytest.mark.parametrize(("total", "told"), [(1500, True), (1100, False), (1140, False)])
def test_a_total_beyond_what_is_counted_is_named(tmp_path, total, told):
    head = ("time", "model", "prompt_tokens", "completion_tokens", "reasoning_tokens", "total_tokens")
    file = table_of(tmp_path / "a.csv", head, [(hour(n), "gpt-4o", 1000, 100, 40, total) for n in range(40)])
    assert any("total_tokens holds more" in n for n in report(file).notes) is told


def test_rows_that_may_be_several_calls_are_named(tmp_path):
    sessions = [
        {
            "started_at": hour(n * n),
            "model": "gpt-4o",
            "turns": 5,
            "input_tokens": 5000 + n,
            "output_tokens": 500,
        }
        for n in range(40)
    ]
    assert any("turns may count" in n for n in report(lines(tmp_path / "a.jsonl", sessions)).notes)


def test_records_that_hold_the_tokens_of_those_in_them_are_no_calls(tmp_path):
    runs = [{"id": f"p{n}", "time": hour(n), "input_tokens": 4000, "output_tokens": 400} for n in range(20)]
    calls = [
        {"id": f"c{n}{k}", "parent_id": f"p{n}", "time": hour(n), "input_tokens": 1000, "output_tokens": 100}
        for n in range(20)
        for k in range(4)
    ]
    assert one(lines(tmp_path / "a.jsonl", [r | {"model": "gpt-4o"} for r in runs + calls])).requests == 80


@pytest.mark.parametrize(("column", "good", "bad"), [("success", 1, 0), ("ok", "yes", "no")])
def test_a_column_of_yes_and_no_tells_failed_calls(tmp_path, column, good, bad):
    rows = [(hour(n), bad if n % 20 == 0 else good, "gpt-4o", 1000 + n, 100) for n in range(40)]
    file = table_of(tmp_path / "a.csv", ("time", column, "model", "in_tokens", "out_tokens"), rows)
    assert one(file).failed_share == 0.05


@pytest.mark.parametrize(("of_all", "requests"), [(600, 1200), (601, 2402)])
def test_a_row_of_another_name_that_sums_up_the_others_counts_nothing(tmp_path, of_all, requests):
    parts = {"anna": 100, "ben": 200, "cem": 300, "Everyone": of_all}
    rows = [(m, u, n, 1000 * n, 100 * n) for m in ("2026-08", "2026-09") for u, n in parts.items()]
    file = table_of(tmp_path / "a.csv", ("month", "user", "requests", "input_tokens", "output_tokens"), rows)
    assert one(file).requests == requests


def test_a_row_that_sums_up_two_others_at_every_time_counts_nothing(tmp_path):
    head = ("date", "region", "model", "requests", "input_tokens", "output_tokens")
    parts = [("eu", 60), ("us", 40), ("All regions", 100)]
    rows = [
        (f"2026-10-{d:02}", r, "gpt-4o", n + d, 900 * (n + d), 90 * (n + d))
        for d in range(1, 11)
        for r, n in parts[:2]
    ]
    sums = [
        (f"2026-10-{d:02}", "All regions", "gpt-4o", 100 + 2 * d, 900 * (100 + 2 * d), 90 * (100 + 2 * d))
        for d in range(1, 11)
    ]
    assert one(table_of(tmp_path / "a.csv", head, rows + sums)).requests == 1110


def test_failed_calls_beside_the_requests_are_named_and_those_not_billed_are_none(tmp_path):
    head = ("date", "model", "requests", "failed_requests", "input_tokens", "output_tokens")
    rows = [(f"2026-10-{d:02}", "gpt-4o", 100, 20, 72_000, 7200) for d in range(1, 11)]
    assert any("calls that failed" in n for n in report(table_of(tmp_path / "a.csv", head, rows)).notes)
    calls = [(hour(n * n / 2), "gpt-4o", 900, 90, n % 4 > 0) for n in range(40)]
    head = ("timestamp", "model", "prompt_tokens", "completion_tokens", "billable")
    assert one(table_of(tmp_path / "b.csv", head, calls)).requests == 30


def sessions(turns):
    return [
        {"session_id": f"s{n}", "started_at": hour(n * n / 2), "model": "gpt-4o", **turns}
        | {"total_input_tokens": 5000 + n, "total_output_tokens": 500}
        for n in range(40)
    ]


def test_a_session_of_several_calls_is_no_call_unless_its_calls_are_named(tmp_path):
    file = lines(tmp_path / "a.jsonl", sessions({"turns": 5}))
    with pytest.raises(BadInput, match="--map requests=turns"):
        report(file)
    (work,) = read([file], BOOK, TODAY, None, roles={"requests": "turns"}).workloads
    assert (work.requests, work.output.mean) == (200, 100)


def test_a_session_that_does_not_say_how_many_calls_it_holds_is_named(tmp_path):
    notes = report(lines(tmp_path / "a.jsonl", sessions({}))).notes
    assert any("session_id is another in each" in n for n in notes)


def test_counts_that_were_named_are_read_with_a_word_and_others_refused(tmp_path):
    file = table_of(tmp_path / "a.csv", HEAD, counted(map(hour, range(40)), range(40)))
    found = read([file], BOOK, TODAY, None, roles={"input": "input_tokens"})
    assert any("running totals" in n for n in found.notes)
    with pytest.raises(BadInput, match="running totals"):
        read([file], BOOK, TODAY, None, roles={"time": "time"})


def test_a_forecast_far_below_is_no_measurement(tmp_path):
    (tmp_path / "a.csv").write_text(
        "time,kind_of_row,model,input_tokens,output_tokens\n"
        + "2026-10-05 10:00:00Z,Actual,gpt-4o,900,90\n" * 20_000
        + "2026-10-06 10:00:00Z,Forecast,gpt-4o,900,90\n"
    )
    assert reasons(report(tmp_path / "a.csv")) == {"a forecast or a plan, nothing measured": 1}


def test_a_sample_of_a_known_export_says_nothing_of_its_calls(tmp_path):
    head = ("request_id", "startTime", "model", "prompt_tokens", "completion_tokens", "spend", "sample_rate")
    rows = [(n, hour(n * n), "gpt-4o", 900, 90, 0.001, 0.1) for n in range(40)]
    with pytest.raises(BadInput, match="sample_rate"):
        report(table_of(tmp_path / "a.csv", head, rows))
