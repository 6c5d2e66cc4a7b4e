"""The head of a CSV: its columns, its delimiter, and how its cells write numbers and dates."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from advisor.errors import BadInput
from advisor.files.number_style import NumberStyle, number_style
from advisor.usage.formats.export_formats import Format
from advisor.usage.tables.cell_words import tidied

Style = Literal["iso", "month first", "day first", "zoned"]
Dates = Literal[Style, "tidied iso", "tidied month first", "tidied day first", "tidied zoned"]
_TIDIED: Mapping[Style, Dates] = {
    "iso": "tidied iso",
    "month first": "tidied month first",
    "day first": "tidied day first",
    "zoned": "tidied zoned",
}

_TITLES = 10
"""Lines that may stand above the header."""
_SAMPLE = 2000
_APART = 3
"""Times as many days as months that a row of dates must show."""
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})\b")
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.(\d{4}|\d{2})\b")
_ZONED = re.compile(
    r".*\d ?((GMT|UTC)?[+-]\d\d:?\d\d|[A-Z]{3,5}|[ECMP]T)( ?\(.*\))?|\d+/\w+/\d{4}:.*|[^\W\d]+\.? [^\W\d]+ .*"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
_POINT = re.compile(r"\d*\.\d+")
_UNIT = re.compile(r"\s*(\[[^\]]*\]|\([^)]*\))$")


@dataclass(frozen=True)
class TableHead:
    """`columns` as they are named; `skipped`: lines up to the first row. `rows`: the first of them."""

    columns: tuple[str, ...]
    delimiter: str
    skipped: int
    numbers: NumberStyle = "plain"
    dates: Dates = "iso"
    rows: tuple[tuple[str, ...], ...] = field(default=(), repr=False)

    def column(self, name: str) -> str | None:
        """The column of this name, in any case of letters and without a unit in brackets; None where there is none."""
        names = {_UNIT.sub("", c).casefold(): c for c in reversed(self.columns)}
        return name if name in self.columns else names.get(name.casefold())

    def samples(self) -> dict[str, list[str]]:
        """The cells of the first rows, by column."""
        return {name: [r[n] for r in self.rows if n < len(r)] for n, name in enumerate(self.columns)}

    def check(self, path: Path) -> None:
        """Raises BadInput where two columns have one name."""
        if len(set(self.columns)) != len(self.columns):
            twice = next(c for c in self.columns if self.columns.count(c) > 1)
            raise BadInput("two columns of one name", file=str(path), line=self.skipped, text=twice)

    def read_as(self, known: Format, path: Path) -> TableHead:
        """With what the first rows show of numbers and dates. Raises BadInput where days and months look alike."""
        dates: Dates = "iso"
        for place in (*known.at.first, *known.until.first):
            name = self.column(place)
            if name is not None and dates == "iso":
                index = self.columns.index(name)
                dates = date_style([r[index] for r in self.rows if index < len(r)], path)
        return replace(
            self,
            numbers=self._numbers(known, path),
            dates=dates,
            rows=(),
        )

    def _numbers(self, known: Format, path: Path) -> NumberStyle:
        """How numbers are written; a count of tokens or calls has no decimals. Raises BadInput where that is open."""
        every = [c for row in self.rows for c in row]
        style = number_style(every, self.delimiter)
        counts = [
            c for c in self._counts(known) if c.isdigit() or _GROUPED.fullmatch(c) or _POINT.fullmatch(c)
        ]
        pointed = [c for c in counts if "." in c]
        if style != "plain" or not pointed or not all(map(_GROUPED.fullmatch, pointed)):
            return style
        if any(c.isdigit() and len(c) > 3 for c in counts):
            return style
        if all(c.endswith(".000") for c in pointed) or any(
            _POINT.fullmatch(c) for c in every if c not in pointed
        ):
            raise BadInput("counts whose points may stand before decimals or between thousands", file=str(path),
                           line=self.skipped + 1, text=pointed[0], expected="4000 or 4, with no point")  # fmt: skip
        return "comma"

    def _counts(self, known: Format) -> Iterator[str]:
        """The cells that hold counts, in units of one."""
        places = (known.input, known.output, known.cached, known.requests)
        names = {n for p in places if p is not None and p.times == 1 and not p.each for n in p.first}
        columns = [self.columns.index(c) for n in names if (c := self.column(n)) is not None]
        yield from (row[at].strip() for row in self.rows for at in columns if at < len(row))


def table_heads(head: str, path: Path) -> list[TableHead]:
    """Every line near the top that may be the header, each as one. Raises BadInput for what is no table."""
    lines = head.splitlines()
    first = 1 if lines[0].lower().startswith("sep=") else 0
    found = []
    for n in range(first, min(first + _TITLES, len(lines))):
        delimiter = max(",\t;|", key=lines[n].count)
        try:
            cells = next(csv.reader([lines[n]], delimiter=delimiter), [])
            columns = tuple(c.strip().strip("\ufeff") or f"column {at}" for at, c in enumerate(cells, 1))
            rows = tuple(_rows("\n".join(lines[n + 1 :]), delimiter))
        except csv.Error as e:
            raise BadInput(f"a table that cannot be read ({e})", file=str(path), line=n + 1) from None
        if len(columns) > 1:
            found.append(TableHead(columns, delimiter, n + 1, rows=rows))
    return found


def _rows(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    for n, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter)):
        if n == _SAMPLE:
            return
        yield tuple(c.strip() for c in row)


def date_style(cells: list[str], path: Path) -> Dates:
    """Whether dates are written month first or day first, and in a way that has to be brought to another.

    Raises BadInput where days and months look alike.
    """
    plain = [tidied(c) for c in cells]
    style = _style(plain, path)
    return style if plain == cells else _TIDIED[style]


def _style(cells: list[str], path: Path) -> Style:
    """The same by a day over 12 or a clock of twelve hours."""
    if any(_DOTTED.match(c) for c in cells):
        return "day first"
    days = [m for c in cells if (m := _SLASHED.match(c))]
    if not days:
        return "zoned" if any(map(_ZONED.fullmatch, cells)) else "iso"
    if any(int(m[1]) > 12 for m in days):
        return "day first"
    if any(int(m[2]) > 12 for m in days) or any(c.upper().endswith(("AM", "PM")) for c in cells):
        return "month first"
    return _by_spread(days, path)


def _by_spread(days: list[re.Match[str]], path: Path) -> Style:
    """Rows come day by day: of the two numbers the one that takes more values is the day."""
    first, second = len({m[1] for m in days}), len({m[2] for m in days})
    if max(first, second) >= _APART * min(first, second):
        return "day first" if first > second else "month first"
    raise BadInput(
        "dates that may be day/month or month/day",
        file=str(path),
        text=days[0].string,
        expected="dates as 2026-10-05",
    )
