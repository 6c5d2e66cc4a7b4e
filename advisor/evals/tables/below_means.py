"""What stands at the end of a table below its row of means: costs, times and other figures, no examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from advisor.errors import BadInput

_MOST = 5
"""Lines at the end of a table up to which all below a row of means are figures of the whole."""
Numbered = tuple[int, Any]


def without_footer(records: Iterable[Numbered], is_total: Callable[[Any], bool]) -> Iterator[Numbered]:
    """The records; an error in place of those in the last lines that stand below a row of means."""
    held: list[Numbered] = []
    below = False
    for at, record in records:
        total = isinstance(record, dict) and is_total(record)
        if total or (below and len({n for n, _ in held} | {at}) > _MOST):
            yield from held
            held, below = [], total
        if below and not total:
            held.append((at, record))
        else:
            yield at, record
    yield from ((at, BadInput("below a row of means, no example")) for at, _ in held)
