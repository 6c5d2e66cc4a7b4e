"""The log on disk: kills, torn lines, full disks, other writers, files that are no logs."""

import os
import subprocess
import sys
import textwrap
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interview_kit import CORE, talk

from advisor.errors import BadInput
from advisor.interview import saved as store
from advisor.interview import state

KILLS = 50
RACES = 25


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
    c.set("spec_stability", "stable")
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
    assert done.facts
    assert "not saved" in done.unsaved
    assert c.case().facts["model"] == "gpt-4o"
    folder.unlink()
    assert c.set("spec_stability", "stable").unsaved is None
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
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path / "not there yet"))
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
    assert [s.answers for s in saved] == [0, 0, 5, 5]
    assert store.unfinished().title == "a"
    talk(paths[1]).set("spec_stability", "stable")
    assert store.unfinished().title == "b"


def test_a_replay_takes_time_and_memory_in_step_with_its_length(tmp_path):
    path = tmp_path / "a.jsonl"
    said = '{{"do":"said","facts":{{"labelled_examples":{{"value":{n}}}}},"text":"{n}"}}\n'
    lines = (said.format(n=n) for n in range(6_000))
    path.write_text('{"do":"started","format":1}\n' + "".join(lines) + '{"do":"undone"}\n' * 2_000)
    tracemalloc.start()
    started = time.process_time()
    found = talk(path)
    took, peak = time.process_time() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.case().facts["labelled_examples"] == 3_999
    assert took < 20 and peak < 6_000 * 4_000


@given(st.lists(st.sampled_from(["said", "moved", "undone", "titled", "skipped", "finished"]), max_size=30))
def test_undo_takes_back_the_last_change_and_what_came_after_it(kinds):
    shapes = {
        "said": lambda n: {"do": "said", "facts": {"labelled_examples": {"value": n}}, "text": str(n)},
        "moved": lambda n: {"do": "moved", "to": "task"},
        "undone": lambda n: {"do": "undone"},
        "titled": lambda n: {"do": "titled", "title": str(n)},
        "skipped": lambda n: {"do": "skipped", "facts": ["labelled_examples"], "text": "skip"},
        "finished": lambda n: {"do": "finished", "file": str(n)},
    }
    events = [shapes[kind](n) for n, kind in enumerate(kinds)]
    states, now = [], state.State()
    for event in events:
        if event["do"] == "undone":
            now = states.pop() if states else now
            continue
        if event["do"] in ("said", "titled", "skipped"):
            states.append(now)
        now = state.apply(now, event)
    assert state.replay(events) == now


@pytest.mark.parametrize("ends", ['"low":[]', '"low":9,"high":2', '"high":"5"', '"low":true'])
def test_a_range_that_is_none_is_refused(tmp_path, ends):
    path = tmp_path / "a.jsonl"
    event = f'{{"do":"said","facts":{{"labelled_examples":{{"value":5,{ends}}}}},"text":"5"}}'
    path.write_text('{"do":"started","format":1}\n' + event + "\n")
    with pytest.raises(BadInput) as caught:
        talk(path)
    assert caught.value.line == 2


def test_a_saved_interview_that_cannot_be_opened_bars_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path))
    good = store.new_path()
    talk(good).answer(CORE[0])
    os.utime(good, (10**9, 10**9))
    folder = store.folder()
    (folder / "link.jsonl").symlink_to(folder / "nowhere")
    (folder / "loop.jsonl").symlink_to(folder / "loop.jsonl")
    (folder / "zero.jsonl").symlink_to("/dev/zero")
    (folder / "folder.jsonl").mkdir()
    os.mkfifo(folder / "pipe.jsonl")
    (folder / "deep.jsonl").write_text("[" * 100_000 + "\n" + "[" * 100_000 + "\n")
    assert store.unfinished().path == good
    listed = store.list_saved()
    assert len(listed) == 7 and sum(s.fault is not None for s in listed) == 6


def test_the_start_replays_no_interview_that_is_finished(tmp_path, monkeypatch):
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path))
    for n in range(3):
        path = store.new_path()
        talk(path).answer(CORE[0])
        if n:
            talk(path).finish("x.md")
        os.utime(path, (10**9 + n, 10**9 + n))
    replayed = []
    monkeypatch.setattr(state, "replay", lambda events, file=None: replayed.append(file) or state.State())
    assert store.unfinished() is None and len(replayed) == 1


def test_two_writers_at_once_lose_no_line_that_was_reported_as_saved(tmp_path):
    script = textwrap.dedent(
        """
        import os, sys
        from pathlib import Path
        from advisor.interview.event_log import Log

        for race in range(int(sys.argv[2])):
            path = Path(sys.argv[1]) / f"{race}.jsonl"
            Log.open(path).append({"do": "started", "format": 1})
            go, ready = os.pipe(), os.pipe()
            children = []
            for name in "ab":
                child = os.fork()
                if child == 0:
                    log = Log.open(path)
                    os.write(ready[1], b"r")
                    os.read(go[0], 1)
                    log.append({"do": "titled", "title": name})
                    os._exit(0 if log.unsaved is None else 1)
                children.append((name, child))
            for _ in children:
                os.read(ready[0], 1)
            os.write(go[1], b"gg")
            saved = {n for n, c in children if os.waitstatus_to_exitcode(os.waitpid(c, 0)[1]) == 0}
            kept = {e["title"] for e in Log.open(path).events if e["do"] == "titled"}
            assert saved and saved <= kept, (saved, kept)
            for end in (*go, *ready):
                os.close(end)
        print("kept")
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), str(RACES)], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("kept\n", "")
