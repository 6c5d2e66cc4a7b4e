"""All result files, folded into one tally; per file what was read, used and set aside."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from advisor.errors import BadInput
from advisor.evals.opening.packed_files import ResultPath
from advisor.evals.opening.result_files import KNOWN
from advisor.evals.quality_report import ResultFile, SkippedRows
from advisor.evals.read_results import open_results
from advisor.evals.readers.result_text import OpenedResults
from advisor.evals.rows.row import NO_NUMBER, READABLE_SCORES, BadRow, EvalRow
from advisor.evals.rows.tally import Tally
from advisor.evals.tables.table_kinds import Chosen
from advisor.evals.tables.wide_table import IsModel, no_model
from advisor.text.escape import one_line

Progress = Callable[[Path, int], None]
_EVERY = 2000


@dataclass
class _Opened:
    """A file before its rows are read."""

    number: int
    file: ResultPath
    sha256: str
    results: OpenedResults
    counts: Counter[str] = field(default_factory=Counter)
    skipped: dict[str, SkippedRows] = field(default_factory=dict)


def read_all(
    paths: Sequence[ResultPath],
    tally: Tally,
    chosen: Chosen,
    progress: Progress | None = None,
    is_model: IsModel = no_model,
) -> list[ResultFile]:
    """Read each file into `tally`; one of no known kind is reported.

    Raises BadInput for a file that breaks off, as what was slow or hard is what it lacks, and where no row was used.
    """
    found: dict[int, ResultFile] = {}
    opened = []
    hashes: dict[str, Path] = {}
    for number, file in enumerate(paths):
        sha256 = _sha256(file.path)
        same = hashes.setdefault(sha256, file.shown)
        if same is not file.shown:
            found[number] = ResultFile(str(file.shown), None, failure=f"the same file as {same}")
            continue
        try:
            opened.append(_Opened(number, file, sha256, open_results(file.path, chosen, is_model)))
        except BadInput as e:
            found[number] = ResultFile(str(file.shown), None, failure=_why(e, file.path))
    links: dict[str, EvalRow] = {}
    # Files that link traces to examples are read before the scores that they explain.
    for known in sorted(opened, key=lambda o: not o.results.links):
        found[known.number] = _read(known, tally, links, progress)
    read = [found[n] for n in sorted(found)]
    if not tally.models:
        raise _unread(read)
    return read


def _read(file: _Opened, tally: Tally, links: dict[str, EvalRow], progress: Progress | None) -> ResultFile:
    try:
        for number, row in enumerate(file.results.rows, 1):
            _take(file, row, number, tally, links)
            if progress is not None and number % _EVERY == 0:
                progress(file.file.shown, number)
    except BadInput as e:
        raise _called(e, file.file) from None
    counts, info = file.counts, file.results.info
    return ResultFile(
        file=str(file.file.shown),
        kind=info.tool,
        version=info.version,
        rows=counts["rows"],
        scored=counts["scored"],
        failed=counts["failed"],
        errors=counts["failed"] + counts["missing"],
        skipped=tuple(file.skipped.values()),
        notes=tuple(info.notes),
        created=info.created,
        sha256=file.sha256,
    )


def _called(error: BadInput, file: ResultPath) -> BadInput:
    """The error of a file by the name that it goes by."""
    named = str(file.shown) if error.file == str(file.path) else error.file
    return BadInput(
        error.message,
        file=named,
        line=error.line,
        text=error.text,
        expected=error.expected,
        near=error.near,
    )


def _take(file: _Opened, row: EvalRow | BadRow, number: int, tally: Tally, links: dict[str, EvalRow]) -> None:
    if isinstance(row, BadRow):
        file.counts["rows"] += 1
        tally.keep_unread(row.unread)
        _skip(file, row.why, row.row or number, one_line(row.text, 80))
        return
    if row.part_of:
        row = replace(row, again=tally.store.see(hash((file.number, row.part_of))))
    file.counts["rows"] += not row.again
    if file.results.links:
        links[row.row_id] = row
        return
    if row.item in links:
        row = replace(row, item=links[row.item].item, model=links[row.item].model)
    why = tally.add(row, file.results.info.tool, file.results.info.run or str(file.file.shown), file.number)
    if why:
        _skip(file, why, number, "")
    else:
        file.counts[row.state] += not row.again


def _skip(file: _Opened, why: str, row: int, text: str) -> None:
    before = file.skipped.get(why)
    file.skipped[why] = replace(before, count=before.count + 1) if before else SkippedRows(why, 1, row, text)


def _why(error: BadInput, path: Path) -> str:
    elsewhere = None if error.file == str(path) else error.file
    return str(
        BadInput(error.message, file=elsewhere, line=error.line, text=error.text, expected=error.expected)
    )


def _unread(read: Sequence[ResultFile]) -> BadInput:
    bad = next((f for f in read if f.failure), None)
    if bad is not None:
        return BadInput(str(bad.failure), file=bad.file)
    nothing = "it tells which example a trace is of, and no score" if read[0].rows else "it holds no row"
    why = read[0].skipped[0].why if read[0].skipped else nothing
    expected = READABLE_SCORES if why.startswith(NO_NUMBER) else KNOWN
    return BadInput(f"no row could be used: {why}", file=read[0].file, expected=expected)


def _sha256(path: Path) -> str:
    """The file's hash. Raises BadInput where it cannot be read."""
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as e:
        raise BadInput(f"cannot read this file ({e.strerror})", file=str(path)) from None
