"""How the cells of a table write numbers: as a program does, or as a spreadsheet of some country does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, TypeAlias

NumberStyle: TypeAlias = Literal["plain", "comma", "thousands"]
"""A point before decimals alone; a comma before them, points between thousands; commas between thousands."""

_COMMA = re.compile(r"-?\d+,\d{1,2}|-?\d+,\d{4,}|-?0,\d+|-?\d{1,3}(\.\d{3})+,\d+|-?\d{1,3}(\.\d{3}){2,}")
_POINTED = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+\.\d+|-?\d{1,3}(,\d{3}){2,}|-?\d{1,2}(,\d{2})+,\d{3}(\.\d+)?")
_GROUPED = re.compile(r"-?[1-9]\d{0,2},\d{3}")
_POINT = re.compile(r"-?\d*\.\d+")
_MARK = re.compile(r"(?<=\d)['’ \u00a0\u202f](?=\d{3}(\D|$))")
_CURRENCY = re.compile(r"^([A-Z]{2,3})?[$€£¥₹] ?|^[A-Z]{3} |( ?[$€£¥₹]| [A-Z]{3})$")
_WHOLE_COMMA = re.compile(r"[-+]?(\d{1,3}(\.\d{3})+(,\d+)?|\d+,\d+)")
_WHOLE_THOUSANDS = re.compile(r"[-+]?\d{1,3}(,\d{2,3})+(\.\d+)?")
_NUMBER = re.compile(r"\d[\d.,]*\d")


def number_style(cells: Iterable[str], delimiter: str) -> NumberStyle:
    """The style that explains every number among `cells`; what may be read two ways is told by the delimiter."""
    ending = {_MARK.sub("", c) for cell in cells if (c := _CURRENCY.sub("", cell)) and c[-1].isdigit()}
    pointed = any(_POINT.fullmatch(c) and not _POINTED.fullmatch(c) for c in ending)
    if any(map(_THOUSANDS.fullmatch, ending)):
        return "thousands"
    if not pointed and any(map(_COMMA.fullmatch, ending)):
        return "comma"
    if delimiter == ";":
        return "comma" if not pointed and any(map(_POINTED.fullmatch, ending)) else "plain"
    return "thousands" if any(map(_GROUPED.fullmatch, ending)) else "plain"


def as_program_writes(cell: str, style: NumberStyle) -> str:
    """`cell` with its numbers as a program writes them: 1.234,5 of the style "comma" as 1234.5."""
    if style == "plain":
        return cell
    mark, point = (".", ",") if style == "comma" else (",", ".")
    return _NUMBER.sub(lambda m: m[0].replace(mark, "").replace(point, "."), cell)


def number_as_program_writes(cell: str, style: NumberStyle) -> str:
    """The same for a cell that is a number as a whole, with or without a currency; dates and names stay as they are."""
    bare = _CURRENCY.sub("", cell.strip())
    whole = {"plain": None, "comma": _WHOLE_COMMA, "thousands": _WHOLE_THOUSANDS}[style]
    return as_program_writes(cell, style) if whole is not None and whole.fullmatch(bare) else cell
