"""Times as logs, browsers and spreadsheets write them, with their zones and halves of the day."""

import datetime
import json

import pytest
from usagekit import one, reasons, report, table_of

START = datetime.datetime(2026, 10, 5)
HEAD = ("time", "model", "prompt_tokens", "completion_tokens")
BERLIN = "GMT+0200 (Central European Summer Time)"


def calls(path, written, step=36):
    times = [START + datetime.timedelta(minutes=step * n) for n in range(400)]
    return table_of(path, HEAD, [(written(t), "gpt-4o-mini", 1000, 100) for t in times])


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        (lambda t: f"{t:%Y-%m-%d %H:%M:%S} CEST", 2),
        (lambda t: f"{t:%Y-%m-%d %H:%M:%S} PDT", -7),
        (lambda t: f"{t:%d/%b/%Y:%H:%M:%S} +0000", 0),
        (lambda t: f"{t:%d/%b/%Y:%H:%M:%S} +0530", 5.5),
        (lambda t: f"{t:%a %b %d %Y %H:%M:%S} {BERLIN}", 2),
        (lambda t: f"{t:%a %b %d %H:%M:%S %Y}", 0),
        (lambda t: f"{t:%m/%d/%Y %I:%M %p} ET", -4),
        (lambda t: f"{t:%m/%d/%Y %H:%M:%S} +02:00", 2),
        (lambda t: f"{t:%d.%m.%Y %H:%M} Uhr", 0),
        (lambda t: f"{t:%a %d/%m/%Y %H:%M}", 0),
        (lambda t: f"{t:%b %d, %Y at %I:%M %p}", 0),
        (lambda t: f"{t:%d/%m/%Y %Hh%M}", 0),
        (lambda t: f"{t:%Y%m%d%H%M%S}", 0),
        (lambda t: f"{t:%d-%b-%y %I.%M.%S.000000 %p}", 0),
        (lambda t: f"{t:%Y/%m/%d %I:%M %p}", 0),
        (lambda t: f"{t.day}/{t.month}/{t.year} {t:%I:%M:%S} {'a' if t.hour < 12 else 'p'}. m.", 0),
    ],
)
def test_a_time_is_read_in_its_zone(tmp_path, written, hours):
    found = report(calls(tmp_path / "a.csv", written))
    assert found.start.replace(tzinfo=None) == START - datetime.timedelta(hours=hours)
    assert found.workloads[0].requests_per_month == pytest.approx(1200, rel=0.01)


def test_a_zone_that_nobody_knows_is_not_taken_for_another(tmp_path):
    file = calls(tmp_path / "a.csv", lambda t: f"{t:%Y-%m-%d %H:%M:%S} XYZT")
    assert reasons(report(file)) == {"a time that cannot be read": 400}


def test_words_at_the_end_of_other_times_change_nothing(tmp_path):
    assert one(calls(tmp_path / "a.csv", lambda t: f"{t:%d. %B %Y %H:%M:%S}")).requests == 400


@pytest.mark.parametrize(
    ("zone", "hours"),
    [("America/New_York", -4), ("CEST", 2), ("+05:30", 5.5), ("W. Europe Standard Time", 2), ("UTC-3", -3),
     ("(UTC+01:00) Amsterdam, Berlin", 1)],
)  # fmt: skip
def test_times_are_read_in_the_zone_that_a_column_names(tmp_path, zone, hours):
    times = [START + datetime.timedelta(minutes=36 * n) for n in range(400)]
    rows = [(t, "gpt-4o-mini", 1000, 100, zone) for t in times]
    found = report(table_of(tmp_path / "a.csv", (*HEAD, "tz"), rows))
    assert found.start == START - datetime.timedelta(hours=hours)


@pytest.mark.parametrize(
    ("heading", "hours"),
    [("Timestamp (MEZ)", 1), ("Time [Tokyo Standard Time]", 9), ("time_est", -5), ("Time (ms)", 0)],
)
def test_times_are_read_in_the_zone_that_their_heading_names(tmp_path, heading, hours):
    times = [START + datetime.timedelta(minutes=36 * n) for n in range(400)]
    rows = [(t, "gpt-4o-mini", 1000, 100) for t in times]
    found = report(table_of(tmp_path / "a.csv", (heading, *HEAD[1:]), rows))
    assert found.start == START - datetime.timedelta(hours=hours)


def test_a_zone_stands_beside_times_that_have_one_already(tmp_path):
    rows = [
        (f"{START + datetime.timedelta(minutes=36 * n)}Z", "gpt-4o-mini", 1000, 100, "Asia/Tokyo")
        for n in range(400)
    ]
    assert report(table_of(tmp_path / "a.csv", (*HEAD, "tz"), rows)).start == START


@pytest.mark.parametrize(
    "written", [lambda t: f"{t:%a %b %d %Y %H:%M:%S} {BERLIN}", lambda t: f"{t:%d.%m.%Y %H:%M:%S}"]
)
def test_times_in_json_are_read_as_in_tables(tmp_path, written):
    record = {"ai_model": "gpt-4o-mini", "req_units": 1000, "res_units": 100}
    times = [START + datetime.timedelta(minutes=36 * n) for n in range(400)]
    lines = [json.dumps(record | {"created_at": written(t)}) for t in times]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    assert one(tmp_path / "a.jsonl").requests_per_month == pytest.approx(1200, rel=0.01)


def test_nanoseconds_of_a_span_are_its_time(tmp_path):
    nano = [int((START + datetime.timedelta(minutes=36 * n)).timestamp() * 1e9) for n in range(400)]
    rows = [(n, "gpt-4o-mini", 1000, 100) for n in nano]
    file = table_of(tmp_path / "a.csv", ("start_unix_nano", *HEAD[1:]), rows)
    assert one(file).requests_per_month == pytest.approx(1200, rel=0.01)


@pytest.mark.parametrize(
    ("day", "clock", "style"), [("Date", "Time", "%Y-%m-%d"), ("Datum", "Uhrzeit", "%d.%m.%Y")]
)
def test_a_day_and_its_time_may_stand_in_two_columns(tmp_path, day, clock, style):
    times = [START + datetime.timedelta(hours=9, minutes=36 * n) for n in range(400)]
    rows = [(t.strftime(style), t.strftime("%H:%M"), "gpt-4o-mini", 1000, 100) for t in times]
    assert report(table_of(tmp_path / "a.csv", (day, clock, *HEAD[1:]), rows)).start == times[0]


@pytest.mark.parametrize(
    "week", ["{0:%Y-%m-%d} - {1:%Y-%m-%d}", "{0:%d.%m.%Y} bis {1:%d.%m.%Y}", "{0:%Y-%m-%d}–{1:%Y-%m-%d}"]
)
def test_a_time_from_one_day_to_another_is_as_long_as_it_says(tmp_path, week):
    days = [START + datetime.timedelta(days=7 * n) for n in range(4)]
    rows = [(week.format(d, d + datetime.timedelta(days=6)), "gpt-4o", 280, 280_000, 28_000) for d in days]
    found = report(table_of(tmp_path / "a.csv", ("Week", "model", "requests", *HEAD[2:]), rows))
    assert (found.workloads[0].requests_per_month, found.end - found.start) == (
        1200,
        datetime.timedelta(days=28),
    )
