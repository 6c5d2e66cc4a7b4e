"""What a description says of today's bill and of growth: "we pay 4k a month", "doubling every year"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from fractions import Fraction

from advisor.case.description.line_facts import LineFacts
from advisor.case.facts import fact
from advisor.case.lexicon.word_lists import entries, says
from advisor.case.numbers import counted_numbers, number_doubts
from advisor.case.numbers.mentions import CHANGED, Mention
from advisor.case.numbers.money_said import in_dollars
from advisor.case.numerals import paid_over, spoken_numbers, time_spans, units
from advisor.case.numerals.number_words import Number
from advisor.errors import BadInput

_BILL, _GROWTH = "bill_today", "growth_per_month"
_SIDES = (("in",), ("out",), ("input",), ("output",))
_OF_SPAN = frozenset({"the", "a", "an", "per", "last", "this", "past", "each", "every"})
_OVER = frozenset({"in", "over", "during", "within", "past", "last", "previous"})
_OF_A_PRICE = frozenset({"h", "hour", "token", "tokens", "mtok"})


def take(left: list[Mention], said: Sequence[Mention], line: LineFacts) -> None:
    """The bill and the growth among the numbers that are `left`; they are taken out of it."""
    for m in list(left):
        words = (*m.lead, *m.tail)
        if m.is_money and _is_of_other(m):
            left.remove(m)
        elif not set(m.lead).isdisjoint(entries("budgets")) and not (m.is_money or m.noun):
            left.remove(m)  # "budget is 20k a month" is no bill, and no calls
        elif m.is_money and not (m.each or _OF_A_PRICE & set(words) or _is_of_a_side(m, said)):
            left.remove(m)
            _bill(m, said, line)
        elif m.percent and _tells_growth(" ".join(words)):
            left.remove(m)
            growth = fact(_GROWTH)
            ends = [units.convert(Number(v), "%/" + (m.per or "month"), growth) for v in (m.low, m.high)]
            line.take(_GROWTH, ends[0], ends[1], sure=bool(m.per))


def _is_of_other(m: Mention) -> bool:
    """Whether it is money of something else: a revenue, or what machines cost to buy and not a month."""
    words = [*m.lead, "1", *m.tail]
    return says(words, "other_money") or (not m.per and says(words, "purchases"))


def _tells_growth(words: str) -> bool:
    return says(words, "volume_grows") and not says(words, "other_grows")


def _is_of_a_side(m: Mention, said: Sequence[Mention]) -> bool:
    """Whether it is a price of tokens in or out, as in "$0.50 in and $1.50 out", and not "$900 in half a year"."""
    behind = next((o for o in said[said.index(m) + 1 :] if o.clause == m.clause), None)
    if behind is not None and behind.span:
        return False
    return m.tail[:1] in _SIDES and m.tail[1:2] in ((), ("and",), ("/",), ("per",))


def _bill(m: Mention, said: Sequence[Mention], line: LineFacts) -> None:
    among = any(counted_numbers.is_count(o) and o.clause == m.clause for o in said)  # "$900 for 3 products"
    over = _span_after(m, said) if not (m.per or m.doubt == CHANGED) else None
    span = over or time_spans.SPANS[m.per or _span_before(m.lead) or "month"]
    sure = (
        over is None
        and bool(m.currency)
        and not (m.doubt or among or number_doubts.is_limit(" ".join(m.lead)))
        and _is_paid(m)
    )
    if m.currency in ("", "usd"):
        line.take(_BILL, m.low / span, m.high / span, sure=sure)
        return
    try:
        paid = in_dollars(m.low / span, m.high / span, fact(_BILL), m.currency, {})
        (line.found if sure else line.doubtful)[_BILL] = paid
    except BadInput as e:
        line.errors.append(e)


def _is_paid(m: Mention) -> bool:
    """Whether a sum is said to be spent, or stands by itself: no "average order of $85"."""
    words = (*m.lead, *m.tail)
    alone = {*entries("passing"), *time_spans.TIMES, *time_spans.ADVERBS, *_OF_SPAN, *_OVER}
    return says(words, "spend") or alone.issuperset(words)


def _span_after(m: Mention, said: Sequence[Mention]) -> Fraction | None:
    """The months over which a sum was paid: "1.4M in the past twelve months", whose count is a mention of its own."""
    if (over := paid_over.span_paid(" ".join(m.tail))) is not None:
        return over[1]
    behind = next((o for o in said[said.index(m) + 1 :] if o.clause == m.clause), None)
    unit = time_spans.TIMES.get(behind.noun[0]) if behind is not None and behind.noun else None
    if behind is None or unit is None or not _OVER & {*m.tail}:
        return None
    return behind.low * time_spans.SPANS[unit]


def _span_before(lead: Sequence[str]) -> str:
    """The span of time that the words before a sum name: "cost in the last quarter 21,600"."""
    named = (time_spans.TIMES.get(w, "") for a, w in itertools.pairwise(lead) if a in _OF_SPAN and len(w) > 1)
    return next((span for span in named if span), "")


def grows(clause: str, line: LineFacts) -> bool:
    """Whether a clause without a numeral tells the growth, as in "doubling every year"."""
    told = re.search(r"grow|increas|doubl|tripl|quadrupl", clause)
    growth: Fraction | None = spoken_numbers.spoken(clause, fact(_GROWTH)) if told else None
    if growth:
        line.take(_GROWTH, growth, growth, sure=True)
    return bool(growth)
