"""Result files that a case was measured from and that say something else by now, or that newer ones lie beside."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.decision.decision import Trigger
from advisor.review.fired_triggers import Fired
from advisor.review.measure_again import measured_again

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.case.eval_record import EvalRecord
    from advisor.decision.basis import DecisionBasis

_READ = re.compile(r"(?P<name>[^,;()]+) \([^()]*sha256 (?P<hash>[0-9a-f]{12})\)")
WHEN = "A result file that answers were measured from changes"
NEWER = "A newer result file lies beside those that were read"
OUTDATED = "What was measured is older than the inputs hold still"
_MOST = 50
"""Files of a folder that are looked at."""


@dataclass(frozen=True)
class FoundResults:
    """The files of one record where they lie now, those that changed, and newer ones with the day they are of."""

    paths: tuple[Path, ...]
    changed: tuple[str, ...]
    newer: tuple[tuple[Path, datetime.datetime], ...]


def changed_results(
    case: Case, folder: Path, basis: DecisionBasis, as_of: datetime.date
) -> tuple[Fired, ...]:
    """What fires for the result files of `case`, looked for from `folder`, with the verdict on what they say now."""
    found: list[Fired] = []
    told: set[str] = set()
    for record in case.evaluations:
        now = _look(record, folder)
        found += _outdated(record, case, basis, as_of)
        told |= {f.file for f in record.files} | {Path(f.file).name for f in record.files}
        if not now.changed and not now.newer:
            continue
        again = measured_again(record, now.paths, [p for p, _ in now.newer], case, basis, as_of)
        found += [
            _fired(WHEN, name, f"{name} is not the file that was read; {again}") for name in now.changed
        ]
        found += [
            _fired(NEWER, p.name, f"{p.name} of {day.date()} is newer than what was read; {again}")
            for p, day in now.newer
        ]
    return (*found, *_by_notes(case, folder, told))


def _fired(when: str, name: str, why: str) -> Fired:
    return Fired(Trigger(when, "results", name), why)


def _outdated(record: EvalRecord, case: Case, basis: DecisionBasis, as_of: datetime.date) -> Iterator[Fired]:
    """The files of runs older than the inputs hold still."""
    from advisor.evals.answering.outdated import too_old

    for file in record.files:
        says = too_old(file.created, case, basis.knowledge, as_of)
        if says is not None:
            yield _fired(OUTDATED, file.file, f"{file.file} {says}")


def _by_notes(case: Case, folder: Path, told: set[str]) -> Iterator[Fired]:
    """The files that only notes name, in cases that keep no record of their evaluation."""
    read: dict[str, str] = {}
    for answer in case.answers.values():
        if answer.source == "measured":
            read |= {m["name"].strip(): m["hash"] for m in _READ.finditer(answer.note)}
    for name, before in read.items():
        now = None if name in told else _hash(folder / Path(name).name)
        if now is not None and now != before:
            yield _fired(WHEN, name, f"{name} is not the file that was read: measure again (advisor evals)")


def _look(record: EvalRecord, folder: Path) -> FoundResults:
    paths = {f: p for f in record.files if (p := _place(folder, f.file)) is not None}
    changed = tuple(f.file for f, p in paths.items() if _hash(p) != f.sha256)
    return FoundResults(tuple(paths.values()), changed, tuple(_newer(record, list(paths.values()))))


def _place(folder: Path, name: str) -> Path | None:
    """Where a file lies: as it was named, seen from `folder`, or in it."""
    places = (folder / name, folder / Path(name).name)
    return next((p for p in places if p.is_file()), None)


def _newer(record: EvalRecord, paths: list[Path]) -> Iterator[tuple[Path, datetime.datetime]]:
    """Result files beside those that were read, of a run after theirs."""
    from advisor.evals.created import created_at, run_at

    latest = max((t for f in record.files if (t := created_at(f.created)) is not None), default=None)
    if latest is None:
        return
    known = {p.resolve() for p in paths}
    beside = [p for f in dict.fromkeys(p.parent for p in paths) for p in sorted(f.iterdir())]
    for path in [p for p in beside if p.is_file() and p.resolve() not in known][:_MOST]:
        # What ran after that cannot have been written before it, so older files need not be read.
        if path.stat().st_mtime > latest.timestamp() and (ran := run_at(path)) is not None and ran > latest:
            yield path, ran


def _hash(path: Path) -> str | None:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()[:12]
    except (OSError, ValueError):
        return None
