"""Bad result files: refused or set aside with a reason, never misread; what is hostile in them stays text."""

import gzip
import json
import math
import sys
import tracemalloc

import pytest
from evalskit import (
    columns,
    inspect_head,
    inspect_sample,
    inspect_zip,
    promptfoo,
    promptfoo_row,
    report,
    table,
)

from advisor.errors import BadInput
from advisor.evals import render_report
from advisor.evals.opening import json_stream
from advisor.evals.rows import example_store


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


BOMB = b"".join(b"a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 12))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.json", b"", "the file is empty"),
        ("blank.csv", b"  \n\n", "the file is empty"),
        ("other.json", b'{"hello": "world"}', "not a result file"),
        ("other.csv", b"a,b\n1,2\n", "--map item=COLUMN and --map score=COLUMN"),
        ("header.csv", b"id,model,score\n", "it holds no row"),
        ("promptfoo.db", b"SQLite format 3\0" + b"x" * 100, "promptfoo export"),
        ("cut.yaml", b"evalId: e\nresults:\n  version: 3\n  results: [{", "breaks off"),
        ("bomb.yaml", b"evalId: e\na0: &a0 [x]\n" + BOMB, "more values than can be read"),
        ("self.yaml", b"evalId: &e [*e]\n", "more values than can be read"),
        ("a.parquet", b"PAR1" + b"x" * 100, "a Parquet file that cannot be read"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 100, "a spreadsheet that cannot be read"),
        ("utf16.csv", "a,b\n1,2\n".encode("utf-16"), "--map item=COLUMN"),
        ("utf16cut.csv", b"\xff\xfea", "not text in UTF-16"),
        ("binary.json", b"\x01\xff\xfe\xff\xff", "not UTF-8"),
        ("cut.eval", b"PK\x03\x04" + b"x" * 50, "a broken zip"),
        ("deep.json", b'{"results": {"version": 3, "results": [' + b"[" * 200_000, "nested too deeply"),
        ("twice.csv", b"id,score,score\n1,1,1\n", "two columns of one name"),
        ("cut.csv.gz", b"\x1f\x8b\x08\x00\x00", "cannot unpack"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_clear_error(tmp_path, name, content, says):
    with pytest.raises(BadInput, match=says) as e:
        report(write(tmp_path / name, content))
    assert name in str(e.value)
    assert len(str(e.value)) < 900


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_that_breaks_off_is_refused_with_its_line(tmp_path, share):
    """What a broken run lacks is what was slow or hard, so what is there would mislead."""
    whole = columns(tmp_path / "a.json", [True] * 50).read_text()
    with pytest.raises(BadInput, match=r"cut\.json:\d+: the file ends in the middle"):
        report(write(tmp_path / "cut.json", whole[: int(len(whole) * share)]))


def test_a_fault_inside_is_told_with_its_line(tmp_path):
    lines = columns(tmp_path / "a.json", [True] * 50).read_text().split("\n")
    lines[100] = "    } oops {"
    with pytest.raises(BadInput, match=r"bad\.json:1\d\d: broken JSON"):
        report(write(tmp_path / "bad.json", "\n".join(lines)))


def test_a_zip_that_is_no_log_and_one_of_another_tool(tmp_path):
    with pytest.raises(BadInput, match="no log of Inspect"):
        report(inspect_zip(tmp_path / "a.eval", {"x.json": 1}))
    with pytest.raises(BadInput, match="no finished sample"):
        report(inspect_zip(tmp_path / "b.eval", {"header.json": inspect_head()}))


def test_rows_of_two_tools_in_one_file_are_told_apart(tmp_path):
    lines = [json.dumps(promptfoo_row(n, 0, True)) for n in range(3)]
    lines += [json.dumps({"id": "t-9", "model": "m-0", "score": 1}), "[]"]
    found = report(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert (found.files[0].rows, found.files[0].scored) == (5, 3)
    (skipped,) = found.files[0].skipped
    assert (skipped.count, skipped.row) == (2, 4)


def test_broken_lines_and_short_rows_are_set_aside(tmp_path):
    rows = [json.dumps(promptfoo_row(n, 0, True)) for n in range(4)]
    found = report(write(tmp_path / "a.jsonl", "\n".join([*rows[:3], '{"promptIdx": 0, "tes', rows[3]])))
    assert [(s.why, s.count, s.row) for s in found.files[0].skipped] == [("broken JSON", 1, 4)]
    found = report(write(tmp_path / "a.csv", "id,model,score\n1,m,1\n2,m\n3,m,0\n"))
    assert [(s.why, s.count, s.row) for s in found.files[0].skipped] == [
        ("fewer columns than the header", 1, 3)
    ]
    assert found.models[0].n == 2


def test_scores_that_are_none_or_outside_count_as_missing(tmp_path):
    values = [1, 0, "NaN", "", "see the note", 1e400, -0.5, 7, "nan", "Infinity"]
    found = report(
        table(tmp_path / "a.csv", ["id", "model", "score"], [[i, "m", v] for i, v in enumerate(values)]),
        scale=(0.0, 1.0),
    )
    assert found.models[0].n == 2
    assert found.models[0].missing + sum(s.count for s in found.files[0].skipped) == 8


def test_one_id_twice_is_one_example_run_twice(tmp_path):
    rows = [[1, "m", 1], [1, "m", 0], [2, "m", 1]]
    (model,) = report(table(tmp_path / "a.csv", ["id", "model", "score"], rows)).models
    assert (model.n, model.repeats, model.score) == (2, 2, 0.75)


def test_one_id_for_two_questions_is_two_examples(tmp_path):
    rows = [[1, "one", "m", 1], [1, "other", "m", 0]]
    assert report(table(tmp_path / "a.csv", ["id", "input", "model", "score"], rows)).models[0].n == 2


def test_one_model_alone_is_no_comparison_but_a_score(tmp_path):
    found = report(columns(tmp_path / "a.json", [True] * 9 + [False]))
    assert (found.comparisons, found.baseline, found.models[0].score) == ((), None, 0.9)


@pytest.mark.parametrize("bar", [1.5, 0, -1, math.nan])
def test_a_bar_outside_the_scale(tmp_path, bar):
    with pytest.raises(BadInput, match="the bar lies outside the scale"):
        report(columns(tmp_path / "a.json", [True]), bar=bar)


HOSTILE = "\x1b[31mred\x1b]0;t\x07 <script>alert(1)</script> [bold]x[/] \u202e \n# h"


def test_hostile_names_stay_text(tmp_path):
    rows = [
        promptfoo_row(n, 0, n > 0, model=HOSTILE, label=HOSTILE, error=None if n else HOSTILE)
        for n in range(3)
    ]
    shown = render_report.render(report(promptfoo(tmp_path / "a.json", rows)))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\\u001b" in shown


def test_no_text_of_an_example_stands_in_a_report(tmp_path):
    rows = [promptfoo_row(n, 0, True, vars={"ticket": "SECRET-4711"}) for n in range(3)]
    found = report(promptfoo(tmp_path / "a.json", rows))
    assert "SECRET" not in render_report.as_json(found) + render_report.render(found)


def test_the_rest_is_read_where_one_file_is_none(tmp_path):
    found = report(write(tmp_path / "notes.json", '{"a": 1}'), columns(tmp_path / "a.json", [True]))
    assert [f.failure is None for f in found.files] == [False, True]


def test_a_large_log_takes_the_memory_of_its_longest_row(tmp_path):
    path = tmp_path / "large.json"
    answer = "x" * 20_000
    with path.open("w") as out:
        out.write('{"evalId": "e", "results": {"version": 3, "results": [')
        for n in range(500):
            row = promptfoo_row(n % 10, 0, True, response={"output": answer}, id=f"r{n}")
            out.write(("," if n else "") + json.dumps(row))
        out.write("]}}")
    report(
        table(tmp_path / "small.csv", ["id", "model", "score"], [[n, "m", 1] for n in range(9)])
    )  # read once
    tracemalloc.start()
    found = report(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.models[0].repeats == 50
    assert peak < path.stat().st_size / 4


def _peak(path, examples):
    rows = [[f"{n:040}", model, n % 7 > 0, 90 + n % 100, 100, 3] for n in range(examples) for model in "ab"]
    log = table(path, ["id", "model", "score", "latency_ms", "input_tokens", "output_tokens"], rows)
    del rows
    tracemalloc.start()
    found = report(log)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [m.n for m in found.models] == [examples, examples]
    return peak


def test_memory_does_not_grow_with_the_examples(tmp_path):
    _, few, many = [_peak(tmp_path / f"{n}.csv", n) for n in (20, 80, 220)]
    # A few numbers an example while its bounds are worked out, no text and no object.
    assert (many - few) / 140 < 200


@pytest.mark.parametrize("at", [11, 15, 30])
def test_a_damaged_gz_is_refused_with_its_name(tmp_path, at):
    lines = "".join(json.dumps({"id": n, "model": "m", "score": n % 2}) + "\n" for n in range(50))
    packed = bytearray(gzip.compress(lines.encode(), mtime=0))
    packed[at] ^= 0xFF
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(packed)
    with pytest.raises(BadInput, match=r"a\.jsonl\.gz"):
        report(path)


def test_a_full_disk_is_said(tmp_path, monkeypatch):
    path = table(tmp_path / "a.csv", ["id", "model", "score"], [[n, "m", n % 2] for n in range(600)])
    full = (*example_store._SCHEMA, "PRAGMA max_page_count = 14")
    monkeypatch.setattr(example_store, "_SCHEMA", full)
    with pytest.raises(BadInput, match=r"no room for the examples.*full"):
        report(path)


def test_a_list_inside_an_object_may_be_longer_than_a_row(tmp_path, monkeypatch):
    rows = [{"id": n, "model": "m", "score": n % 2, "note": "x" * 200} for n in range(60)]
    path = tmp_path / "rows.json"
    path.write_text(json.dumps({"items": rows, "name": "run"}))
    monkeypatch.setattr(json_stream, "LONGEST_VALUE", 2_000)
    monkeypatch.setattr(json_stream, "CHUNK", 500)
    assert report(path).models[0].n == 60


def test_a_file_given_twice_counts_once(tmp_path):
    one = table(tmp_path / "a.csv", ["id", "model", "score"], [[n, "m", 1] for n in range(5)])
    two = tmp_path / "b.csv"
    two.write_bytes(one.read_bytes())
    found = report(one, two)
    assert (found.models[0].repeats, found.files[1].failure) == (1, f"the same file as {one}")


def test_a_bar_in_percent_without_the_sign_is_asked_back(tmp_path):
    with pytest.raises(BadInput, match="did you mean 90%"):
        report(columns(tmp_path / "a.json", [True]), bar=90)


def test_a_zip_whose_data_is_broken(tmp_path):
    path = inspect_zip(
        tmp_path / "a.eval", {"header.json": inspect_head(), "summaries.json": [inspect_sample(0, "C")]}
    )
    data = bytearray(path.read_bytes())
    at = data.index(b"header.json") + len("header.json")
    data[at + 8 : at + 40] = b"\xff" * 32
    path.write_bytes(bytes(data))
    with pytest.raises(BadInput, match=r"a\.eval: a broken zip"):
        report(path)


def test_without_the_extra_a_zipped_log_says_how_to_get_it(tmp_path, monkeypatch):
    members = {"header.json": inspect_head(), "summaries.json": [inspect_sample(1, "C")]}
    path = inspect_zip(tmp_path / "a.eval", members)
    monkeypatch.setitem(sys.modules, "backports.zstd", None)
    if sys.version_info >= (3, 14):
        assert report(path).models[0].n == 1  # Python's own zipfile knows zstd
    else:
        with pytest.raises(BadInput, match=r"a\.eval: packed with zstd.*--extra evals"):
            report(path)
