"""The log on disk: kills, torn lines, full disks, other writers, files that are no logs."""

import os
import subprocess
import sys
import textwrap

import pytest
from interview_kit import CORE, talk

from advisor.errors import BadInput
from advisor.interview import saved as store

KILLS = 50


def test_kill_9_at_any_moment_loses_no_confirmed_answer(tmp_path):
    script = textwrap.dedent(
        """
        import os, random, signal, sys, time
        from pathlib import Path
        from interview_kit import talk

        random.seed(7)
        for kill in range(int(sys.argv[2])):
            path = Path(sys.argv[1]) / f"{kill}.jsonl"
            ends = os.pipe()
            child = os.fork()
            if child == 0:
                c = talk(path)
                for number in range(1, 100_000):
                    done = c.set("labelled_examples", str(number))
                    assert done.unsaved is None
                    os.write(ends[1], number.to_bytes(4, "big"))
            os.close(ends[1])
            os.read(ends[0], 4)
            time.sleep(random.random() / 50)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            with os.fdopen(ends[0], "rb") as pipe:
                rest = pipe.read()
            confirmed = int.from_bytes(rest[-4:], "big") if rest else 1
            found = talk(path).case().facts["labelled_examples"]
            assert found in (confirmed, confirmed + 1), (found, confirmed)
            path.unlink()
        print("kept")
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), str(KILLS)],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("kept\n", "")


def test_every_cut_of_the_last_line_loses_at_most_that_line(tmp_path):
    path = tmp_path / "a.jsonl"
    c = talk(path)
    c.answer(CORE[0])
    before = path.read_bytes()
    c.answer("stable")
    whole = path.read_bytes()
    for size in range(len(before), len(whole) + 1):
        path.write_bytes(whole[:size])
        again = talk(path)
        complete = size >= len(whole) - 1
        assert ("spec_stability" in again.case().facts) is complete
        assert again.set("mlops", "yes").unsaved is None
        facts = talk(path).case().facts
        assert facts["mlops"] is True
        assert ("spec_stability" in facts) is complete


def test_a_disk_that_refuses_keeps_the_answers_and_catches_up(tmp_path):
    folder = tmp_path / "saved"
    folder.write_text("in the way")
    c = talk(folder / "a.jsonl")
    done = c.answer(CORE[0])
    assert done.understood
    assert "not saved" in done.unsaved
    assert c.case().facts["model"] == "gpt-4o"
    folder.unlink()
    assert c.answer("stable").unsaved is None
    assert talk(folder / "a.jsonl").case() == c.case()


def test_two_writers_do_not_mix(tmp_path):
    path = tmp_path / "a.jsonl"
    first, second = talk(path), talk(path)
    first.answer(CORE[0])
    assert "another advisor" in second.set("mlops", "yes").unsaved
    assert talk(path).case() == first.case()


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"hello\nworld\n", 1),
        (b'{"do":"started","format":1}\n\x00\x01\n{"do":"moved","to":null}\n', 2),
        (b'{"do":"started","format":9}\n', 1),
        (b'{"do":"started","format":1}\n{"do":"dance"}\n', 2),
        (b'{"do":"started","format":1}\n{"do":"said","facts":{"mlopps":{"value":true}},"text":""}\n', 2),
        (b'{"do":"started","format":1}\n{"do":"said","facts":{"mlops":{"value":3}},"text":""}\n', 2),
        (b'{"do":"started","format":1}\n{"do":"said","text":""}\n', 2),
    ],
)
def test_a_file_that_is_no_log_is_refused_with_its_line(tmp_path, content, line):
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        talk(path)
    assert (caught.value.file, caught.value.line) == (str(path), line)
    assert path.read_bytes() == content


def test_saved_interviews_newest_first_and_the_unfinished_one(tmp_path, monkeypatch):
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path))
    assert store.list_saved() == []
    assert store.unfinished() is None
    paths = [store.new_path() for _ in range(4)]
    for path, title in zip(paths, "abcd", strict=True):
        talk(path).name(title)
    talk(paths[0]).answer(CORE[0])
    talk(paths[1]).answer(CORE[0])
    talk(paths[1]).finish("b.case.yaml")
    paths[3].write_text("garbage\nmore\n")
    for age, path in enumerate(paths):
        os.utime(path, (10**9 + age, 10**9 + age))
    saved = store.list_saved()
    assert [s.title for s in saved] == ["", "c", "b", "a"]
    assert saved[0].fault
    assert [s.answers for s in saved] == [0, 0, 4, 4]
    assert store.unfinished().title == "a"
    talk(paths[1]).answer("stable")
    assert store.unfinished().title == "b"
