"""Numbers of a sentence that count nothing that is asked for: a share of so many, years, things named before."""

from __future__ import annotations

from advisor.case.numbers.mentions import Mention

_SHARE = (("one", "in"), ("one", "of"), ("1", "in"), ("out", "of"))
_POINTS = (("those",), ("these",), ("them",), ("both",))
"""Words before a number that only points at what was named: "Ireland or Frankfurt, those two", "one of the two"."""
_YEARS = range(1950, 2050)


def counts_nothing(m: Mention) -> bool:
    """Whether it is the whole of a share ("one in six"), a span of years (1974-2019), or points at what was named."""
    pointing = m.lead[-1:] in _POINTS or m.lead[-2:] == ("of", "the")
    return m.lead[-2:] in _SHARE or (pointing and not (m.noun or m.span)) or _is_years(m)


def points_back(m: Mention) -> bool:
    """Whether it counts what was named before: "we have 85 of them"."""
    return m.tail[:2] in (("of", "them"), ("of", "those"), ("of", "these"))


def is_factor(m: Mention) -> bool:
    """Whether it tells how much more than something else: "four times the average"."""
    return m.noun[:1] == ("times",) and len(m.noun) > 1


def _is_years(m: Mention) -> bool:
    ends = (m.low, m.high)
    return m.low != m.high and all(e.denominator == 1 and int(e) in _YEARS for e in ends)
