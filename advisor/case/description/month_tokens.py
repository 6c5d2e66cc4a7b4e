"""Tokens that a description counts over a span of time: the calls that they make, or the tokens of each call."""

from __future__ import annotations

from fractions import Fraction

from advisor.case.description.line_facts import LineFacts
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.tokens import token_sides
from advisor.case.numerals import time_spans, units
from advisor.case.numerals.number_words import TwoMeanings

_CALLS = "requests_per_month"


def as_calls(left: list[Mention], line: LineFacts) -> None:
    """The calls that all tokens of a month make. Raises TwoMeanings where the tokens of one call are not said."""
    tokens = [m for m in left if m.per and m.noun[:1] and m.noun[0] in units.TOKENS]
    if len(tokens) > 1:
        raise TwoMeanings("tokens become calls only with the tokens of one call", "the number of calls")
    if tokens and (one := _per_request(line)):
        factor = 1 / (time_spans.SPANS[tokens[0].per] * one)
        left.remove(tokens[0])
        line.take(_CALLS, tokens[0].low * factor, tokens[0].high * factor, sure=True)
    elif tokens:
        raise TwoMeanings(
            "tokens become calls only with the tokens of one call", "calls, or the tokens first"
        )


def per_call(left: list[Mention], line: LineFacts) -> None:
    """Tokens of one call out of all tokens of a month, where the calls are known."""
    calls = line.found.get(_CALLS) or line.doubtful.get(_CALLS)
    if calls is None or not isinstance(calls.value, int | float) or not calls.value:
        return
    for m, side, spans in list(token_sides.of_a_month(left)):
        if side not in line.found and side not in line.doubtful:
            left.remove(m)
            factor = spans / Fraction(calls.value)
            line.take(side, m.low * factor, m.high * factor, sure=_CALLS in line.found and not m.doubt)


def _per_request(line: LineFacts) -> Fraction | None:
    known = [line.found[n].value for n in ("input_tokens", "output_tokens") if n in line.found]
    total = sum((Fraction(v) for v in known if isinstance(v, int | float)), Fraction(0))
    return total if len(known) == 2 and total > 0 else None
