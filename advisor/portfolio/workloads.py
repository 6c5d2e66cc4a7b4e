"""The cases of a portfolio: files of a folder, or rows of a CSV, one at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from advisor.case import case as cases
from advisor.case.case import Case
from advisor.case.facts import ASKED
from advisor.errors import BadInput, near

NAMES = ("workload", "title")
_LAST = "requests_per_month"
"""Read last: a volume in tokens needs the tokens of a request."""


@dataclass(frozen=True, slots=True)
class Job:
    """One case to decide: a file, or one row of a CSV with its line."""

    file: str
    line: int | None = None
    cells: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> str:
        """Where the case stands, for a report."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def case(self) -> tuple[str, Case]:
        """The name of the workload and its case. Raises BadInput with file:line."""
        if self.line is None:
            return self._from_file()
        title, case = "", Case()
        for name, text in sorted(self.cells, key=lambda cell: cell[0] == _LAST):
            if name in NAMES:
                title = text
                continue
            try:
                case = cases.set_answer(case, name, text)
            except BadInput as e:
                raise e.at(self.file, self.line) from None
        return title or self.place, Case(title, case.answers)

    def _from_file(self) -> tuple[str, Case]:
        from advisor.report.memo_reader import load_case

        path = Path(self.file)
        case, _ = load_case(path)
        return case.title or path.name.split(".")[0], case


def jobs(path: Path) -> Iterator[Job]:
    """The cases in `path`: a CSV, a folder, or a single case. Raises BadInput where there is none."""
    if path.suffix.lower() in (".csv", ".tsv") and path.is_file():
        yield from _rows(path)
        return
    from advisor.review.find_files import gather

    for file in gather([str(path)]):
        yield Job(str(file))


def _rows(path: Path) -> Iterator[Job]:
    """A CSV: the header names facts, and `workload` or `title`; an empty cell is not known."""
    file = str(path)
    with path.open(encoding="utf-8-sig", newline="") as handle:
        try:
            head = handle.readline()
        except UnicodeDecodeError:
            raise BadInput("not UTF-8", file=file, line=1) from None
        delimiter = max(",\t;", key=head.count)
        header = [c.strip() for c in next(csv.reader([head], delimiter=delimiter), [])]
        _check(header, file)
        reader = csv.reader(handle, delimiter=delimiter)
        while True:
            line = reader.line_num + 2
            try:
                row = next(reader)
            except StopIteration:
                return
            except (csv.Error, UnicodeDecodeError) as e:
                raise BadInput(f"the table cannot be read ({e})", file=file, line=line) from None
            if any(c.strip() for c in row):
                pairs = zip(header, row, strict=False)
                yield Job(file, line, tuple((n, c.strip()) for n, c in pairs if c.strip()))


def _check(header: list[str], file: str) -> None:
    if not any(n in ASKED for n in header):
        raise BadInput(
            "no column is a fact", file=file, line=1, text=", ".join(header), expected="a header of facts"
        )
    for name in header:
        if name not in ASKED and name not in NAMES:
            known = [*NAMES, *ASKED]
            raise BadInput("unknown column", file=file, line=1, text=name, near=near(name, known))
    for name in header:
        if header.count(name) > 1:
            raise BadInput("two columns of one name", file=file, line=1, text=name)
