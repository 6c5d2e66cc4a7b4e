"""Heads of tables in two rows: groups, such as months or models, above what their columns hold."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

_NUMBER = re.compile(r"\d")
HEAD_LINES = 10
"""Lines among which a head is looked for."""
_DELIMITERS = ",\t;|"


def joined_heads(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...] | None:
    """The names of both rows put together; None if they are no such head.

    The lower row names columns more than once, or leaves out those that the upper one names alone; none by a number.
    Above one of them the group has no name of its own.
    """
    named = [cell.strip() for cell in lower if cell.strip()]
    merged = any(
        not above.strip() and cell.strip() for above, cell in zip(upper[1:], lower[1:], strict=False)
    )
    if (
        len(upper) != len(lower)
        or (len(set(named)) == len(named) and not _named_above(upper, lower))
        or not merged
        or any(map(_NUMBER.search, named))
    ):
        return None
    groups = _filled(cell.strip() for cell in upper)
    joined = tuple(f"{group} {cell.strip()}".strip() for group, cell in zip(groups, lower, strict=True))
    return joined if all(joined) and len(set(joined)) == len(joined) else None


def _named_above(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether every column has a name in one of the rows, some in the upper one alone, and no title stands there."""
    pairs = [(above.strip(), cell.strip()) for above, cell in zip(upper, lower, strict=False)]
    groups = [above for above, cell in pairs if above and cell]
    alone = [above for above, cell in pairs if above and not cell]
    return bool(groups) and len(alone) > 1 and all(above or cell for above, cell in pairs)


def stacked_head(lines: Sequence[str]) -> tuple[int, tuple[str, ...], str] | None:
    """The last line of a head in two rows, from 1, its names put together, and what is between them."""
    for n, (first, second) in enumerate(itertools.pairwise(lines), 2):
        delimiter = max(_DELIMITERS, key=second.count)
        try:
            upper, lower = csv.reader([first, second], delimiter=delimiter)
        except (csv.Error, ValueError):
            continue
        if (joined := joined_heads(upper, lower)) is not None:
            return n, joined, delimiter
    return None


def _filled(cells: Iterable[str]) -> Iterator[str]:
    """Each cell, an empty one with what stands before it: merged cells hold their text once."""
    last = ""
    for cell in cells:
        last = cell or last
        yield last
