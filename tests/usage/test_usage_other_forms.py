"""Tables with a head of two rows, records a field a line, archives, and files of kinds that are not read."""

import datetime
import io
import json
import tarfile

import pytest
from usagekit import BOOK, TODAY, day, one, report, table_of

from advisor.errors import BadInput
from advisor.usage import read

COUNTS = ["Requests", "Input tokens", "Output tokens"]
TIMES = [(day(0) + datetime.timedelta(minutes=397 * n)).isoformat() + "Z" for n in range(12)]
CALLS = [[t, "gpt-4o", 1000, 100] for t in TIMES]
HEAD = ["time", "model", "prompt_tokens", "completion_tokens"]


HEADS_APART = "".join(
    f"{head}\n" + "".join(f"2026-10-{d:02},gpt-4o,{cells}\n" for d in days)
    for head, cells, days in [
        ("day,model,requests,input_tokens,output_tokens", "100,100000,10000", range(1, 8)),
        ("day,model,output_tokens,input_tokens,requests", "10000,100000,100", range(8, 15)),
    ]
)


@pytest.mark.parametrize("title", [[], [["Usage of 2026", *[""] * 6]]])
def test_months_above_what_they_count(tmp_path, title):
    groups = ["Model", "Aug 2026", "", "", "Sep 2026", "", ""]
    rows = [*title, groups, ["", *COUNTS, *COUNTS], ["gpt-4o", 100, 100_000, 10_000, 200, 200_000, 20_000]]
    work = one(table_of(tmp_path / "a.csv", rows[0], rows[1:]))
    assert (work.requests, work.input.mean, work.output.mean) == (300, 1000, 100)
    assert work.requests_per_month == 150


def test_months_behind_what_they_count(tmp_path):
    head = [f"{count} ({month} 2026)" for count in COUNTS for month in ("Aug", "Sep")]
    cells = ["gpt-4o", 100, 200, 100_000, 200_000, 10_000, 20_000]
    work = one(table_of(tmp_path / "a.csv", ["Model", *head], [cells]))
    assert (work.requests, work.input.mean, work.output.mean) == (300, 1000, 100)


def test_models_above_what_they_count(tmp_path):
    rows = [
        ["Day", *COUNTS, *COUNTS],
        *([f"2026-10-{d:02d}", 10, 10_000, 1000, 20, 40_000, 2000] for d in range(1, 9)),
    ]
    found = report(table_of(tmp_path / "a.csv", ["", "gpt-4o", "", "", "gpt-4o-mini", "", ""], rows))
    assert {w.name: (w.requests, w.input.mean) for w in found.workloads} == {
        "gpt-4o": (80, 1000),
        "gpt-4o-mini": (160, 2000),
    }


@pytest.mark.parametrize(
    ("between", "field"),
    [
        ("-[ RECORD {n} ]-----+----", "{name:18}| {cell}"),
        ("*********** {n}. row ***********", "{name:>18}: {cell}"),
    ],
)
def test_records_with_a_field_a_line(tmp_path, between, field):
    lines = [
        line
        for n, cells in enumerate(CALLS, 1)
        for line in (
            between.format(n=n),
            *(field.format(name=h, cell=c) for h, c in zip(HEAD, cells, strict=True)),
        )
    ]
    (tmp_path / "a.txt").write_text("\n".join(lines))
    work = one(tmp_path / "a.txt")
    assert (work.requests, work.input.mean, work.output.mean, work.model) == (12, 1000, 100, "gpt-4o")


def test_objects_that_a_log_holds_over_several_lines(tmp_path):
    told = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
    text = ""
    for time in TIMES:
        answer = {"object": "chat.completion", "model": "gpt-4o", "choices": [], "usage": told}
        text += f"[{time[:19]}][INFO][LM STUDIO SERVER] Running on 1 worker\n"
        text += f"[{time[:19]}][INFO] Generated prediction:  {json.dumps(answer, indent=2)}\n"
    (tmp_path / "server.log").write_text(text)
    work = one(tmp_path / "server.log")
    assert (work.requests, work.input.mean, work.output.mean, work.model) == (12, 1000, 100, "gpt-4o")


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_the_files_of_a_tar_archive_are_read(tmp_path, mode):
    with tarfile.open(tmp_path / "a.tar", mode) as archive:
        for n in range(2):
            data = "\n".join(
                json.dumps(dict(zip(HEAD, row, strict=True))) for row in CALLS[6 * n : 6 * n + 6]
            ).encode()
            member = tarfile.TarInfo(f"logs/{n}.jsonl")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    found = report(tmp_path / "a.tar")
    assert (found.workloads[0].requests, len(found.files)) == (12, 2)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.ipynb", '{"cells": [], "nbformat": 4}', "notebook"),
        ("a.sql", "-- dump\nINSERT INTO calls (prompt_tokens, completion_tokens) VALUES\n(1, 2);", "SQL"),
        ("b.sql", "--\nCOPY public.calls (ts, input_tokens) FROM stdin;\n1\t2\n\\.\n", "PostgreSQL"),
        ("a.txt", "   prompt_tokens  output\n0   1000   100\n..  ...  ...\n\n[400 rows x 2 columns]\n", "pandas"),
        ("a.log", "INFO Avg prompt throughput: 100.0 tokens/s, Avg generation throughput: 10.0 tokens/s\n", "rates"),
        ("b.log", "prompt eval time = 789.0 ms / 27 tokens\n  eval time = 16.5 ms / 192 tokens\n", "llama.cpp"),
        ("b.csv", "Time,input tokens/s,output tokens/s\n2026-10-05 10:00,1250.5,130.2\n", "rates of tokens"),
        ("d.csv", "Time,Model,TPM,RPM\n2026-10-05 10:00,gpt-4o,1250,130\n", "rates of tokens"),
        ("e.csv", "Day,Model,cumulative input tokens,running output tokens\n2026-10-05,gpt-4o,9,9\n", "running"),
        ("f.csv", HEADS_APART, "each of these files by itself"),
        ("c.csv", "Time,Model,Tokens (in/out),Cost\n2026-10-05 10:00,gpt-4o,1000 / 100,0.1\n", r"Tokens \(in/out\)"),
        ("a.csv", "UsageDate,Meter,CostUSD\n2026-10-05,gpt 4o Inp,0.3\n", "money without tokens"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_called_what_it_is(tmp_path, name, text, says):
    (tmp_path / name).write_text(text)
    with pytest.raises(BadInput, match=says):
        report(tmp_path / name)


def test_a_table_saved_in_japan_is_read(tmp_path):
    text = "日時,モデル,入力トークン,出力トークン\n" + "".join(f"{t},gpt-4o,1000,100\n" for t in TIMES)
    (tmp_path / "a.csv").write_bytes(text.encode("cp932"))
    roles = {"time": "日時", "model": "モデル", "input": "入力トークン", "output": "出力トークン"}
    found = read([tmp_path / "a.csv"], BOOK, TODAY, "model", roles=roles)
    assert (found.workloads[0].requests, found.workloads[0].model) == (12, "gpt-4o")
