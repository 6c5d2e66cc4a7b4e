"""The cases of a portfolio: files of a folder, or rows of a CSV, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from advisor.case import case as cases
from advisor.case.case import Case
from advisor.errors import BadInput
from advisor.portfolio.table_file import WORKLOAD, read_table

_LAST = "requests_per_month"
"""Read last: a volume in tokens needs the tokens of a request."""


@dataclass(frozen=True, slots=True)
class Job:
    """One case to decide: a file, or one row of a CSV with its line. `also`: files with the same workload."""

    file: str
    line: int | None = None
    cells: tuple[tuple[str, str], ...] = ()
    also: tuple[str, ...] = ()

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
            if name == WORKLOAD:
                title = text
                continue
            case = self._answered(case, name, text)
        return title or self.place, Case(title, case.answers)

    def _answered(self, case: Case, name: str, text: str) -> Case:
        """`case` with a cell's answer."""
        try:
            return cases.set_answer(case, name, text)
        except BadInput as e:
            raise e.at(self.file, self.line) from None

    def _from_file(self) -> tuple[str, Case]:
        from advisor.report.carried.memo_reader import load_case

        path = Path(self.file)
        case, _ = load_case(path)
        return case.title or path.name.split(".")[0], case


def jobs(path: Path) -> Iterator[Job]:
    """The cases in `path`: a CSV, a folder, or a single case. Raises BadInput if there is none."""
    if is_table(path):
        yield from (Job(str(path), line, cells) for line, cells in read_table(path).rows())
        return
    from advisor.portfolio.same_workload import merged
    from advisor.review.find_files import find_files

    for file, others in merged(find_files([str(path)])).items():
        yield Job(str(file), also=tuple(map(str, others)))


def is_table(path: Path) -> bool:
    """Whether `path` is a table of workloads."""
    return path.suffix.lower() in (".csv", ".tsv", ".xlsx") and path.is_file()
