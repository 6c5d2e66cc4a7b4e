"""What two or more numbers of a sentence make together: a product, a ratio, a sum, or the last after a correction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from advisor.case.fact_type import Fact
from advisor.case.lexicon.word_lists import entries, said_at, says
from advisor.case.numbers import changed_number, counted_kinds, counted_numbers, mentions
from advisor.case.numbers.amount import Amount
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.tokens import input_parts, retrieved_pieces, token_sides
from advisor.case.numbers.volume import listed_calls
from advisor.case.numerals import units

_OVER_TUNED = "few_shot_vs_tuned"
_CHANGED = ("labels", "examples", "tokens/request", "count", "use cases")
"""Units of what there may be more or less of than before."""
_CORRECTED = ("labels", "examples", "tokens/request", "requests/month")
"""Units of what people count wrong and correct in one breath."""


def read(text: str, fact: Fact) -> Amount | None:
    """The two ends of the number of `fact` that several make; None where they make none. Raises TwoMeanings."""
    said = mentions.find(text)
    if fact.unit == "calls/task":
        return _of_one_task(text) or changed_number.after(said, text)
    if len(said) < 2:
        return None
    if fact.unit in _CHANGED and not fact.name.startswith("longest"):
        changed = changed_number.after(said, text)
        if changed:
            return changed
    if said[-1].lead[-1:] == ("=",) or _is_sum(said):  # "7 classes x 5 each = 35"
        return Amount(said[-1].low, said[-1].high)
    if fact.unit == "peak / average" or fact.name == _OVER_TUNED:
        return _ratio(said, text) if fact.name != _OVER_TUNED else _over_tuned(said)
    return _together(said, text, fact) or (_corrected(said, text) if fact.unit in _CORRECTED else None)


def _is_sum(said: Sequence[Mention]) -> bool:
    """Whether the last is said to be what the others come to: "5,000 examples at 1,600 tokens, so 8M"."""
    *others, last = said
    bare = not (last.noun or last.per or last.each or last.percent or last.is_money)
    return bare and last.lead == ("so",) and all(last.high > m.low for m in others)


def _of_one_task(text: str) -> Amount | None:
    calls = listed_calls.usual(text) or listed_calls.total(text)
    return Amount(calls, calls) if calls else None


def _together(said: Sequence[Mention], text: str, fact: Fact) -> Amount | None:
    if fact.unit == "labels":
        return _one_for_each(said, text)
    if input_parts.makes(fact.name):
        return _parts_of_input(said, fact)
    if fact.unit == "examples":
        return _product(said)
    if fact.name == "retrieved_tokens":
        apart = (p for p in retrieved_pieces.found(said) if p.one.each or p.one.clause != p.number.clause)
        return next((p.together for p in apart), None)
    return _of_so_many(said) if fact.unit == "tokens" else None


def _parts_of_input(said: Sequence[Mention], fact: Fact) -> Amount | None:
    """ "900 of system prompt, 300 of user message": the sum of those that make up the fact."""
    whole = input_parts.whole(input_parts.found(said), fact.name)
    return Amount(whole.low, whole.high) if whole else None


def _product(said: Sequence[Mention]) -> Amount | None:
    """ "Two per class and there are 9 classes", "4 annotators did 750 each": so many for each of so many."""
    classes = [m for m in said if says(m.noun, "label_words")]
    classes = classes or [m for m in said if counted_kinds.counts(m, "actors") and not m.each]
    each = [m for m in said if m not in classes and m.each and not (m.percent or m.is_money)]
    if len(said) != 2 or len(classes) != 1 or len(each) != 1:
        return None
    return Amount(classes[0].low * each[0].low, classes[0].high * each[0].high)


def _one_for_each(said: Sequence[Mention], text: str) -> Amount | None:
    """ "One per product, and we have 340 products": as many labels as there are of these."""
    named = re.search(r"\bone (?:per|for (?:each|every)|each) (\w{3,})", text.lower())
    fits = [m for m in said if named and m.noun and m.noun[0].startswith(named[1][:-1]) and m.value > 1]
    return Amount(fits[0].low, fits[0].high) if len(fits) == 1 else None


def _of_so_many(said: Sequence[Mention]) -> Amount | None:
    """ "12k pages at 600 tokens apiece", "5,000 samples x 1.2k": so many texts and the tokens of one."""
    count, one = said[0], said[-1]
    things = count.noun and units.TOKENS.isdisjoint(count.noun)
    joint = [w for w in one.lead if w not in entries("before_number")][-1:]
    each = one.each or joint in (["at"], ["of"], ["x"], ["times"], ["averaging"])
    sized = not one.noun or token_sides.is_tokens(one) or one.noun[:2] == ("a", "piece")
    if len(said) != 2 or not (things and each and sized) or count.per or one.per:
        return None
    return Amount(count.low * one.low, count.high * one.high)


def _ratio(said: Sequence[Mention], text: str) -> Amount | None:
    """ "25 a minute on average, 150 in the worst one": the larger rate over the smaller."""
    told = any(m.per for m in said) or (says(text, "peaks") and says(text, "average_words"))
    if len(said) != 2 or not told or not all(counted_numbers.is_count(m) for m in said):
        return None
    low, high = sorted(said, key=lambda m: m.low)
    if low.high <= 0 or (low.per and high.per and low.per != high.per):
        return None
    return Amount(high.low / low.value, high.high / low.value)


def _over_tuned(said: Sequence[Mention]) -> Amount | None:
    """ "Prompt 84, tuned 88": what the prompt reached over what the tuned model did."""
    tuned = [m for m in said if says(m.lead, "tuned_one")]
    plain = [m for m in said if m not in tuned]
    if len(tuned) != 1 or len(plain) != 1 or any(m.noun and not m.percent for m in said):
        return None
    share = plain[0].value / tuned[0].value if tuned[0].value > 0 else Fraction(0)
    return Amount(share, share) if 0 < share <= 1 else None


def _corrected(said: Sequence[Mention], text: str) -> Amount | None:
    """ "3,400 - wait, 400 are duplicates, so 3,000": the last number, where the words before it take others back."""
    last = said[-1]
    clauses = mentions.clauses(text)
    before = [clauses[i] for i in range(said[0].clause + 1, last.clause)] + [" ".join(last.lead)]
    taken_back = said_at(" , ".join(before), "corrections")
    if not taken_back or last.per != said[0].per or last.percent or last.is_money or last.each:
        return None
    return Amount(last.low, last.high)
