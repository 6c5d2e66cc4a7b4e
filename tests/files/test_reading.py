"""Files that are no files, and what is kept of files between runs."""

import json
import os
import re
import sys
import time

import pytest

from advisor.errors import BadInput
from advisor.files import cache, compiled, digest, extras, paths, yaml_cache, yaml_file
from advisor.rules import load as load_rules


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    """What is kept here is damaged on purpose: no other test may read it."""
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path / "own"))


@pytest.fixture
def fact(tmp_path):
    path = tmp_path / "f.yaml"
    path.write_text("price: 4\non: 2026-11-27\nlist: [1, {a: x}]\n")
    return path


def test_a_pipe_and_a_device_are_no_files(tmp_path):
    pipe = tmp_path / "p.yaml"
    os.mkfifo(pipe)
    endless = tmp_path / "z.yaml"
    endless.symlink_to("/dev/zero")
    for path in (pipe, endless):
        for read in (yaml_file.read, yaml_cache.read):
            with pytest.raises(BadInput, match="no regular file"):
                read(path)


def test_a_rules_folder_with_a_pipe_or_a_device_is_refused_at_once(tmp_path):
    for name, make in (("pipe", os.mkfifo), ("endless", lambda p: p.symlink_to("/dev/zero"))):
        (tmp_path / name).mkdir()
        make(tmp_path / name / "x.yaml")
        with pytest.raises(BadInput, match="no regular file"):
            load_rules([tmp_path / name])


@pytest.mark.parametrize("pip", [True, False])
def test_the_way_to_an_extra_names_no_package_of_our_own_name(monkeypatch, pip):
    """On the public index that name belongs to another project."""
    monkeypatch.setattr(paths, "is_checkout", lambda: False)
    monkeypatch.setattr(extras.importlib.util, "find_spec", lambda name: object() if pip else None)
    said = str(extras.missing("usage", "no database"))
    assert "duckdb" in said and ("-m pip install" in said) is pip
    assert not re.search(r"\badvisor\b", said.partition("expected")[2].replace(sys.executable, ""))


def test_what_is_kept_reads_like_the_file(fact):
    fresh, kept = yaml_cache.read(fact), yaml_cache.read(fact)
    assert list(cache.folder().iterdir())
    assert (kept.data, kept.lines) == (fresh.data, fresh.lines) == (yaml_file.read(fact).data, fresh.lines)


def test_a_changed_file_is_read_anew(fact):
    yaml_cache.read(fact)
    fact.write_text("price: 5\n")
    assert yaml_cache.read(fact).data == {"price": 5}


def _poison(price):
    (entry,) = cache.folder().iterdir()
    stamp, content = entry.read_text().split("\n")
    kept = json.loads(content)
    kept["data"]["price"] = price
    entry.write_text(f"{stamp}\n{json.dumps(kept)}")


def test_nothing_is_taken_from_a_folder_where_others_write(fact):
    yaml_cache.read(fact)
    _poison(0.001)
    cache.folder().chmod(0o777)
    assert yaml_cache.read(fact).data["price"] == 4


@pytest.mark.parametrize("junk", [b"", b"[]", b"{", b"[" * 100_000, b'{"stamp": 1}', b"\xff", b'{"a": NaN}'])
def test_an_entry_that_cannot_be_used_is_no_error(fact, junk):
    yaml_cache.read(fact)
    (entry,) = cache.folder().iterdir()
    stamp = entry.read_bytes().partition(b"\n")[0]
    for written in (junk, stamp, stamp + b"\n" + junk, b"another\n{}"):
        entry.write_bytes(written)
        assert yaml_cache.read(fact).data["price"] == 4


def test_what_is_ready_made_is_taken_for_the_same_files_alone():
    def price(digest, usd, kind=tuple[float, ...]):
        return compiled.kept("prices", digest, kind, lambda: (usd,), ("knowledge",))

    assert price("a", 4.0) == price("a", 5.0) == (4.0,)
    assert price("b", 5.0) == (5.0,)
    assert price("b", "six", tuple[str, ...]) == ("six",)


def test_an_entry_that_is_a_device_or_a_pipe_is_no_error(fact):
    yaml_cache.read(fact)
    (entry,) = cache.folder().iterdir()
    entry.unlink()
    os.mkfifo(entry)
    assert yaml_cache.read(fact).data["price"] == 4


def test_a_hash_is_kept_until_a_file_is_touched(fact, monkeypatch):
    later = time.time() + 10  # what was written just now is not kept
    monkeypatch.setattr(digest.time, "time", lambda: later)
    first, stands = digest.of_files("facts", [fact]), fact.stat()
    with monkeypatch.context() as unread:
        unread.setattr(digest, "_computed", lambda _: pytest.fail("read again"))
        assert digest.of_files("facts", [fact]) == first
    size = fact.stat().st_size
    fact.write_bytes(fact.read_bytes().replace(b"4", b"5"))
    os.utime(fact, ns=(stands.st_atime_ns, stands.st_mtime_ns))
    assert fact.stat().st_size == size
    assert digest.of_files("facts", [fact]) != first
