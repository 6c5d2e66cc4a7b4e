"""A number that nothing else took, in a description of work that sorts: "(5 bands)" are probably its labels."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.case.answer import Answer
from advisor.case.description.line_facts import LineFacts
from advisor.case.facts import fact
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers import counted_kinds, number_doubts
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import time_spans, units
from advisor.case.reading_bounds import bound

_TASK, _COUNT, _SET = "task", "label_count", "label_set"
_MOST_LABELS = bound("most_labels")


def take(left: Sequence[Mention], line: LineFacts) -> None:
    """Read back the only count that is left as that of the labels, where the task is to classify."""
    known = line.told
    if _COUNT in known or _TASK not in known or known[_TASK].value != "classification":
        return
    fits = [m for m in left if _may_be_labels(m)]
    if len(fits) == 1:
        line.doubtful[_COUNT] = Answer(int(fits[0].low))
        if _SET not in known:
            line.doubtful[_SET] = Answer("fixed")


def _may_be_labels(m: Mention) -> bool:
    last = m.noun[-1] if m.noun else ""
    plain = m.low == m.high and m.low.denominator == 1 and 1 < m.low <= _MOST_LABELS
    counted = plain and not (m.per or m.each or m.percent or m.is_money or m.doubt)
    named = counted and last.endswith("s") and last not in {*time_spans.TIMES, *units.MILLIS}
    return named and not says(last, "actors", "places") and not _is_none(m)


def _is_none(m: Mention) -> bool:
    return number_doubts.is_none(counted_kinds.words_around(m), fact(_COUNT))
