"""A table of workloads as people keep it: which column is which fact, whatever the header calls it."""

from __future__ import annotations

import csv
import functools
import io
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import IO, Any

from advisor.case.fact_names import names
from advisor.case.facts import ASKED, FORMER, VOCABULARY
from advisor.case.numerals.currency_words import named_in
from advisor.case.numerals.exchange import shipped_rates
from advisor.case.reading_bounds import bound
from advisor.errors import BadInput, near
from advisor.files import yaml_file
from advisor.files.encodings import other_encoding
from advisor.files.number_style import NumberStyle, as_program_writes, number_style

WORKLOAD = "workload"
NAMES = (WORKLOAD, "title")
BILL = "bill_today"
_SHEET = "xlsx"
_HEAD = 65_536
_TOLD = {
    "comma": "numbers are read with a comma before decimals and points between thousands",
    "thousands": "commas in numbers are read as marks of thousands",
}
_MISSPELT = bound("misspelt_column")


@dataclass(frozen=True)
class TableColumn:
    """A column that is read: the fact (or `workload`) it answers, and what its cells mean ("{}/day")."""

    index: int
    header: str
    name: str
    meaning: str = "{}"

    @property
    def counts(self) -> bool:
        """Whether its cells are numbers."""
        return self.name in VOCABULARY and VOCABULARY[self.name].kind == "number"

    @property
    def rate(self) -> str:
        """The dollars that a unit of its currency is counted at; empty for dollars, and without a known rate."""
        rate = shipped_rates().get(self.meaning.removeprefix("{} ")) if self.name == BILL else None
        return "" if rate is None else f"{rate.usd:.4f} USD ({rate.source}, {rate.day})"

    def cell(self, row: Sequence[str]) -> str:
        """Its text in `row`; empty if the row ends before it."""
        return row[self.index].strip() if self.index < len(row) else ""


@dataclass(frozen=True)
class TableFile:
    """The header of a table: the columns that are read, and those left out. `text`: of a spreadsheet's sheet."""

    path: Path
    encoding: str
    delimiter: str
    skipped: int
    columns: tuple[TableColumn, ...]
    left_out: tuple[str, ...]
    text: str | None = None
    numbers: NumberStyle = "plain"

    @property
    def notes(self) -> tuple[str, ...]:
        """What was read as what, where the header does not say it itself, and what was left out."""
        read = [
            f"{c.header} as {c.meaning.format(c.name)}"
            for c in self.columns
            if c.header.lower().replace(" ", "_") != c.name
        ]
        notes = [f"{self.path.name}: read {', '.join(read)}."] if read else []
        notes += [f"{self.path.name}: {c.header} is counted at {c.rate}." for c in self.columns if c.rate]
        if self.numbers != "plain":
            notes.append(f"{self.path.name}: {_TOLD[self.numbers]}.")
        totals = ", ".join(str(line) for line, row in self._lines() if _is_total(row))
        if totals:
            notes.append(f"{self.path.name}: a sum of the others, left out: line {totals}.")
        if self.left_out:
            notes.append(f"{self.path.name}: no fact, left out: {', '.join(self.left_out)}.")
        return tuple(notes)

    def rows(self) -> Iterator[tuple[int, tuple[tuple[str, str], ...]]]:
        """Each row of a workload: its line, and its cells by fact. Raises BadInput if one cannot be read."""
        for line, row in self._lines():
            if not _is_total(row):
                yield line, tuple(self._cells(row))

    def _lines(self) -> Iterator[tuple[int, Sequence[str]]]:
        with _opened(self.path, self.encoding, self.text) as handle:
            for _ in range(self.skipped):
                handle.readline()
            reader = csv.reader(handle, delimiter=self.delimiter)
            while True:
                line = reader.line_num + self.skipped + 1
                try:
                    row = next(reader)
                except StopIteration:
                    return
                except (csv.Error, UnicodeDecodeError) as e:
                    raise BadInput(
                        f"the table cannot be read ({e})", file=str(self.path), line=line
                    ) from None
                if any(c.strip() for c in row):
                    yield line, row

    def _cells(self, row: Sequence[str]) -> Iterator[tuple[str, str]]:
        for column in self.columns:
            text = column.cell(row)
            if column.counts:
                text = as_program_writes(text, self.numbers)
            if not _is_unknown(text, column.name):
                yield column.name, column.meaning.format(text)

    def with_numbers(self) -> TableFile:
        """The same, knowing how its cells write numbers: as all its rows show. Raises BadInput like `rows`."""
        counting = [c for c in self.columns if c.counts]
        cells = (text for _, row in self._lines() for c in counting if (text := c.cell(row)))
        return replace(self, numbers=number_style(cells, self.delimiter))


def read_table(path: Path) -> TableFile:
    """The header of the table in `path`. Raises BadInput if it cannot be read or names no fact."""
    file, encoding = str(path), _encoding(path)
    text = _sheet(path) if encoding == _SHEET else None
    with _opened(path, encoding, text) as handle:
        try:
            line, skipped = handle.readline(), 1
            if line.lower().startswith("sep="):
                line, skipped = handle.readline(), 2
            delimiter = max(",\t;", key=line.count)
            header = [c.strip() for c in next(csv.reader([line], delimiter=delimiter), [])]
        except UnicodeDecodeError:
            raise BadInput("not UTF-8", file=file, line=1) from None
        except csv.Error as e:
            raise BadInput(f"the table cannot be read ({e})", file=file, line=1) from None
    columns, left_out = _columns(header, file, skipped)
    return TableFile(path, encoding, delimiter, skipped, columns, left_out, text).with_numbers()


def _is_total(row: Sequence[str]) -> bool:
    """Whether the first filled cell of a row calls it the sum of others."""
    first = next((c.strip() for c in row if c.strip()), "")
    return first.rstrip(":").casefold() in _words()["totals"]


def _is_unknown(text: str, fact: str) -> bool:
    """Whether a cell leaves its fact open; `none` does where that is no answer to it: an empty cell of a program."""
    said, which = text.casefold(), FORMER.get(fact) or VOCABULARY.get(fact)
    answers = which is not None and which.kind in ("choice", "choices") and said in which.values
    return said in _words()["unknown"] and not answers


def _opened(path: Path, encoding: str, text: str | None) -> IO[str]:
    if text is not None:
        return io.StringIO(text, newline="")
    return path.open(encoding=encoding, newline="")


def _encoding(path: Path) -> str:
    with path.open("rb") as handle:
        head = handle.read(_HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _SHEET
    return other_encoding(head, whole=len(head) < _HEAD) or "utf-8-sig"


def _sheet(path: Path) -> str:
    """The first filled sheet of a workbook as CSV. Raises BadInput."""
    from advisor.files.spreadsheet import sheets_as_csv

    with tempfile.TemporaryDirectory(prefix="advisor-sheet-") as folder:
        (_, file), *_ = sheets_as_csv(path, Path(folder))
        return file.read_text(encoding="utf-8")


def _columns(header: Sequence[str], file: str, line: int) -> tuple[tuple[TableColumn, ...], tuple[str, ...]]:
    found = [(n, h, _fact(h)) for n, h in enumerate(header) if h]
    if not any(fact and (fact[0] in ASKED or fact[0] in FORMER) for _, _, fact in found):
        raise BadInput(
            "no column is a fact", file=file, line=line, text=", ".join(header), expected="a header of facts"
        )
    columns: dict[str, TableColumn] = {}
    left_out = []
    for index, name, fact in found:
        if fact is None:
            _misspelt(name, file, line)
            left_out.append(name)
        elif (before := columns.get(fact[0])) is None:
            columns[fact[0]] = TableColumn(index, name, *fact)
        elif before.header == name:
            raise BadInput("two columns of one name", file=file, line=line, text=name)
        else:
            what = f"two columns of one fact, {fact[0]}"
            raise BadInput(what, file=file, line=line, text=f"{before.header}, {name}")
    return tuple(columns.values()), tuple(left_out)


def _misspelt(name: str, file: str, line: int) -> None:
    close = near(name, [*NAMES, *ASKED])
    if close is not None and SequenceMatcher(None, name.lower(), close).ratio() >= _MISSPELT:
        raise BadInput("unknown column", file=file, line=line, text=name, near=close)


def _fact(header: str) -> tuple[str, str] | None:
    """The fact a header names and what its cells mean; None for none."""
    if header in NAMES:
        return WORKLOAD, "{}"
    if header in ASKED or header in FORMER:
        return header, "{}"
    said = re.findall(r"[a-z0-9]+", header.replace("'", "").lower())
    beside = [w for w in said if w not in _words()["beside"]]
    headers = _words()["headers"]
    called = " ".join(said), " ".join(beside)
    found = next((f for c in called if (f := headers.get(c) or _named(c))), None)
    if found is None:
        return None
    return found["name"], found.get("as", "{}") + (_currency(header) if found["name"] == BILL else "")


def _named(header: str) -> Mapping[str, str] | None:
    """The fact that goes by this name in commands and on the screen: "bill"."""
    fact = next((f for f in ASKED if header in names(f)), None)
    return None if fact is None else {"name": fact}


def _currency(header: str) -> str:
    """The currency that a header of money names, to be said with each cell; empty for dollars, or none."""
    code = named_in(header)
    return "" if code in ("", "usd") else f" {code.upper()}"


@functools.cache
def _words() -> Mapping[str, Any]:
    data = yaml_file.beside(__file__, "columns.yaml")
    headers = {header: column for column in data["columns"] for header in column["headers"]}
    return {
        "headers": headers,
        "beside": frozenset(data["beside"]),
        "totals": frozenset(data["totals"]),
        "unknown": frozenset(data["unknown"]),
    }
