"""Damaged and odd files: refused with their name, or their rows counted; never lost, and never the others' loss."""

import gzip
import json
import os
import zipfile

import pytest
from usagekit import call, day, one, reasons, report, spend_logs

from advisor.errors import BadInput
from advisor.usage.limits import LONGEST_RECORD

ROWS = [call(n, day(n)) for n in range(5)]
LINES = "\n".join(map(json.dumps, ROWS)).encode()


def damaged():
    packed = bytearray(gzip.compress(LINES * 200, mtime=0))
    packed[len(packed) // 2] ^= 255
    return bytes(packed)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.jsonl.gz", damaged(), ""),
        ("b.gz", b"\x1f\x8b\x08\x00damaged", "damaged"),
        ("c.zip", b"PK\x03\x04 no archive", "archive"),
        ("d.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook"),
        ("e.bin", bytes(range(256)), "a binary file"),
        ("f.parquet", b"PAR1 no parquet", ""),
        ("g.csv", b"\xff\xfex", "not utf-16"),
        ("h.json", b"[" * 100_000, "not an export"),
        ("i.csv", b'a,"b\n' * 3, ""),
    ],
)
def test_a_damaged_file_is_a_failure_of_its_own(tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content)
    spend_logs(tmp_path / "z.jsonl", ROWS)
    bad, fine = report(tmp_path).files
    assert bad.file.endswith(name) and bad.failure and says in bad.failure
    assert fine.used == 5


def test_a_name_with_the_marks_of_a_pattern_is_a_name(tmp_path):
    spend_logs(tmp_path / "x1.jsonl", ROWS * 2)
    for name in ("x[1].jsonl", "x*.jsonl", "x?.jsonl"):
        assert report(spend_logs(tmp_path / name, ROWS[:3])).files[0].read == 3


@pytest.mark.parametrize("ends", ["\r", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_line_ends_and_encodings_of_other_systems_are_read(tmp_path, ends, encoding):
    rows = "".join(f"2026-10-0{n + 1},gpt-4o,500,500000,50000\n" for n in range(7))
    text = "date,model,requests,input_tokens,output_tokens\n" + rows
    (tmp_path / "a.csv").write_bytes(text.replace("\n", ends).encode(encoding))
    assert one(tmp_path / "a.csv").requests == 3500


def test_a_line_too_long_for_any_buffer_is_counted(tmp_path):
    long = json.dumps(call(9, day(9), messages="x" * (3 * LONGEST_RECORD)))
    found = report(spend_logs(tmp_path / "a.jsonl", [ROWS[0], long, *ROWS[1:]]))
    assert reasons(found) == {"longer than 16 MiB": 1}
    assert (found.files[0].read, found.files[0].aside[0].row) == (6, 2)


def test_a_pipe_and_a_device_are_refused_and_passed_over_in_a_folder(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    spend_logs(tmp_path / "z.jsonl", ROWS)
    with pytest.raises(BadInput, match="not a file that can be read twice"):
        report(tmp_path / "pipe")
    assert len(report(tmp_path).files) == 1


def test_every_member_of_an_archive_is_a_file(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("in/x.jsonl", LINES)
        archive.writestr("readme.txt", "An export.")
        archive.writestr("__MACOSX/in/x.jsonl", "x")
    found = report(tmp_path / "a.zip")
    assert [(f.used, bool(f.failure)) for f in found.files] == [(5, False), (0, True)]
    assert found.files[0].file.endswith("a.zip/in/x.jsonl")
