"""What is wrong in an export is set aside with a reason and a count; the rest is used."""

import gzip
import json

import pytest
from usagekit import FIXTURES, call, day, one, reasons, report, spend_logs

from advisor.errors import BadInput
from advisor.usage.limits import LONGEST_RECORD


def test_every_kind_of_bad_record_is_named_and_placed():
    (found,) = report("litellm.jsonl").files
    assert (found.read, found.used) == (11, 3)
    assert {a.why: (a.count, a.row) for a in found.aside} == {
        "the same as an earlier record": (1, 3),
        "answered from the proxy's own cache, no model was called": (1, 4),
        "a failed call, nothing billed": (1, 5),
        "a negative count": (1, 7),
        "a time that cannot be read": (1, 8),
        "a time in the future": (1, 9),
        "no token counts in it": (1, 10),
        "broken JSON": (1, 11),
    }
    assert next(a.text for a in found.aside if a.why == "broken JSON").startswith(
        '{"request_id":"chatcmpl-9"'
    )


def test_a_table_with_empty_rows_parts_of_requests_and_short_rows():
    (found,) = report("openai.csv").files
    assert {a.why: a.count for a in found.aside} == {
        "a bucket without usage": 2,
        "a count that is no whole number": 1,
        "a negative count": 1,
        "fewer columns than the header": 1,
    }


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"prompt_tokens": "NaN"}, "no input count that can be read"),
        ({"prompt_tokens": "1,000"}, "no input count that can be read"),
        ({"completion_tokens": "many"}, "an output count that cannot be read"),
        ({"completion_tokens": -1}, "a negative count"),
        ({"prompt_tokens": 10.5}, "a count that is no whole number"),
        ({"startTime": None}, "no time"),
        ({"startTime": "03/04/2026"}, "a time that cannot be read"),
    ],
)
def test_a_record_with_one_fault_is_set_aside_for_it(tmp_path, change, why):
    rows = [call(1, day(0)), call(2, day(1), **change), call(3, day(2))]
    found = report(spend_logs(tmp_path / "a.jsonl", rows))
    assert reasons(found) == {why: 1}
    assert found.used == 2


def test_zones_are_brought_to_utc(tmp_path):
    rows = [call(1, "2026-07-01T01:00:00+02:00"), call(2, "2026-07-01T00:00:00-03:00")]
    found = report(spend_logs(tmp_path / "a.jsonl", rows))
    assert (found.start.isoformat(), found.end.isoformat()) == ("2026-06-30T23:00:00", "2026-07-01T07:00:00")


def test_a_clock_that_jumped_does_not_stretch_the_period(tmp_path):
    rows = [call(n, day(n % 20, n % 24)) for n in range(200)]
    rows[7] = call(7, "1970-01-01T00:00:00")
    found = report(spend_logs(tmp_path / "a.jsonl", rows))
    assert reasons(found) == {"a time far from all others, a clock that jumped": 1}
    assert found.days < 21


def test_two_seasons_far_apart_are_no_jump(tmp_path):
    rows = [call(n, day(n % 5)) for n in range(50)] + [call(100 + n, day(80 + n % 5)) for n in range(50)]
    assert reasons(report(spend_logs(tmp_path / "a.jsonl", rows))) == {}


def test_the_same_export_given_twice_counts_once(tmp_path):
    rows = [call(n, day(n)) for n in range(5)]
    a, b = (spend_logs(tmp_path / name, rows) for name in ("a.jsonl", "b.jsonl"))
    found = report(a, b)
    assert [f.used for f in found.files] == [5, 0]
    assert reasons(found) == {"the same as an earlier record": 5}


def test_equal_calls_with_ids_of_their_own_are_not_duplicates(tmp_path):
    rows = [call(n, day(0)) for n in range(5)] + [call(9, day(1))]
    assert report(spend_logs(tmp_path / "a.jsonl", rows)).used == 6


def test_a_record_over_the_limit_is_refused_and_counted(tmp_path):
    long = json.dumps(call(2, day(1), messages="x" * LONGEST_RECORD))
    found = report(spend_logs(tmp_path / "a.jsonl", [call(1, day(0)), long, call(3, day(2))]))
    assert reasons(found) == {"longer than 16 MiB": 1}
    assert found.used == 2


def test_bytes_that_are_no_utf8_spoil_their_own_row(tmp_path):
    file = spend_logs(tmp_path / "a.jsonl", [call(1, day(0)), call(2, day(1)), call(3, day(2))])
    lines = file.read_bytes().split(b"\n")
    lines[1] = lines[1].replace(b"gpt-4o", b"gpt-\xff\xfe")
    file.write_bytes(b"\n".join(lines))
    assert reasons(report(file)) == {"not UTF-8": 1}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.jsonl", b"", "the file is empty"),
        ("other.jsonl", b'{"hello": "world"}\n', "not an export that is known here"),
        ("other.csv", b"a,b\n1,2\n", "not an export that is known here"),
        (
            "notes.md",
            b"# Prices\nprices: {mine: {input: 3, output: 15}}\n",
            "not an export that is known here",
        ),
        ("cut.json", (FIXTURES / "openai_page.json").read_bytes()[:900], "Malformed JSON"),
        ("cut.jsonl.gz", gzip.compress((FIXTURES / "litellm.jsonl").read_bytes() * 50)[:-40], "gz"),
    ],
)
def test_a_file_that_cannot_be_read_is_reported_and_the_rest_is_read(tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content)
    good = spend_logs(tmp_path / "zz.jsonl", [call(1, day(0)), call(2, day(1))])
    bad, fine = report(tmp_path / name, good).files
    assert says.lower() in bad.failure.lower()
    assert (bad.used, fine.used) == (0, 2)


def test_a_json_object_over_the_limit_is_refused_and_the_limit_said(tmp_path):
    [day, *_] = json.loads((FIXTURES / "openai_page.json").read_text())["data"]
    days = ",\n".join([json.dumps(day)] * (LONGEST_RECORD // 750))
    (tmp_path / "page.json").write_text(f'{{"object": "page",\n"data": [{days}]}}')
    with pytest.raises(BadInput, match=r"page\.json: a JSON object longer than 16 MiB"):
        report(tmp_path / "page.json")


def test_nothing_readable_at_all_is_an_error_with_the_file(tmp_path):
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    with pytest.raises(BadInput, match=r"other\.csv.*not an export"):
        report(tmp_path / "other.csv")


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(BadInput, match="no such file"):
        report(tmp_path / "none.csv")


def test_models_that_the_price_book_does_not_know_are_named():
    found = report("litellm.jsonl")
    assert "Not in the price book: house/llama-tuned." in found.notes
    assert next(w for w in found.workloads if w.name == "house/llama-tuned").models[0].id is None


def test_an_embedding_model_with_a_price_is_not_called_absent(tmp_path):
    path = tmp_path / "calls.csv"
    rows = [f"2026-10-{day:02},text-embedding-3-small,400,0" for day in range(1, 11)]
    path.write_text("\n".join(["time,model,input_tokens,output_tokens", *rows]))
    assert not [n for n in report(path).notes if "Not in the price book" in n]


def test_a_quoted_cell_may_hold_commas_and_line_breaks(tmp_path):
    text = (FIXTURES / "anthropic_console.csv").read_text().replace("Closer, App", 'Closer,\n""App""')
    (tmp_path / "a.csv").write_text(text)
    assert one(tmp_path / "a.csv").records == 2


def test_names_that_look_like_sql_stay_names(tmp_path):
    rows = [call(n, day(n), model="x'; DROP TABLE usage; --") for n in range(3)]
    file = spend_logs(tmp_path / "it's.jsonl", rows)
    assert one(file).name == "x'; DROP TABLE usage; --"
