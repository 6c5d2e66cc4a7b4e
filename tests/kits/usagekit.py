"""Exports for tests: the fixtures, and small ones written on the spot."""

import csv
import datetime
import functools
import json
from pathlib import Path

from advisor import knowledge
from advisor.files import paths
from advisor.usage import read

FIXTURES = Path(__file__).parents[1] / "fixtures" / "usage"
TODAY = datetime.date(2026, 11, 21)
BOOK = knowledge.load(paths.KNOWLEDGE)


def report(*files, by="model", today=TODAY):
    """The report on fixtures, by name, or on files; fixtures never change, so each is read once."""
    if all(isinstance(f, str) for f in files):
        return _of_fixtures(files, by, today)
    return read([FIXTURES / f if isinstance(f, str) else f for f in files], BOOK, today, by)


@functools.cache
def _of_fixtures(files, by, today):
    return read([FIXTURES / f for f in files], BOOK, today, by)


def one(*files, **more):
    """The only workload of these exports."""
    (found,) = report(*files, **more).workloads
    return found


def call(n, when, **more):
    """A LiteLLM spend log of one call."""
    row = {
        "request_id": f"r{n}",
        "call_type": "acompletion",
        "spend": 0.001,
        "prompt_tokens": 1000,
        "completion_tokens": 100,
        "startTime": when.isoformat() if isinstance(when, datetime.datetime) else when,
        "model": "gpt-4o",
        "status": "success",
    }
    return {**row, **more}


def day(n, hour=0):
    return datetime.datetime(2026, 7, 1, hour) + datetime.timedelta(days=n)


def spend_logs(path, rows):
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows))
    return path


def table_of(path, header, rows, delimiter=","):
    with path.open("w", newline="") as out:
        csv.writer(out, delimiter=delimiter).writerows([header, *rows])
    return path


def reasons(found):
    """Why -> how many, over all files of a report."""
    return {a.why: a.count for f in found.files for a in f.aside}
