"""A number in a sentence, for a fact that is a number: "one filing, about 12k", "11,200 conversation pairs"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from advisor.case.fact_type import Fact
from advisor.case.lexicon import coverage, phrases
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import entries, says
from advisor.case.numbers import (
    mentions,
    needed,
    number_doubts,
    number_fits,
    number_frames,
    whole_and_part,
    worked_out,
)
from advisor.case.numbers.amount import Amount
from advisor.case.numbers.mentions import Mention
from advisor.case.numbers.one_amount import SPANS, one_amount
from advisor.case.numbers.tokens import text_sizes, token_sides
from advisor.case.numbers.volume import monthly_volume
from advisor.case.numerals import quantity, spans_in_digits, spoken_numbers, time_spans, units
from advisor.case.numerals.foreign_numbers import in_english
from advisor.case.numerals.number_words import TwoMeanings, without_asides
from advisor.errors import BadInput

_A_CALL = "tokens/request"
_OF_SO_MANY = re.compile(r"\d\S*(?: [^\W\d]+)? $")
"""What stands before "per month" where so many are counted."""
_OFTEN = re.compile(
    rf"\b(?:{time_spans.SO_OFTEN}|every|each|per)"
    r" (?:half[ -]|other |second )?(?:year|quarter|month|week)\b|\b(?:monthly|quarterly|yearly|weekly|annually)\b"
    r"|\byear by year\b"
)


def read_amount(text: str, fact: Fact) -> Amount | None:
    """The number of `fact` in `text`, None where there is none. Raises Ambiguous and BadInput."""
    if not all(c.isprintable() or c.isspace() for c in text) or number_doubts.is_none(text, fact):
        return None
    try:
        if several := number_frames.read(text, fact):
            return several
        return _read(without_asides(in_english(quantity.normalise(text))), fact)
    except TwoMeanings as e:
        raise quantity.Ambiguous(f"{fact.name}: {e.why}", text=text, expected=e.say) from None
    except units.WrongUnit as e:
        raise BadInput(f"{fact.name}: {e}", text=text, expected=units.expected(fact)) from None


def _read(text: str, fact: Fact) -> Amount | None:
    if fact.unit == "requests/month":
        return _volume(text, fact)
    if fact.unit in SPANS and (turned := _after_turn(text, fact)):
        return turned
    if fact.unit in SPANS and (often := _how_often(text, fact)):
        return often
    if not fact.unit.startswith("USD"):
        text = spans_in_digits.rewritten(text)
    said = _mentions(text, fact)
    if found := worked_out.of(text, said, fact):
        return found
    fits = [m for m in said if number_fits.may_be_of(m, fact)]
    if fact.unit.startswith("tokens") and not any(set(m.noun) & units.TOKENS for m in fits):
        _refuse_text(text)
    if not fits:
        return None if said else worked_out.without_number(text, fact)
    if fact.name == "retrieved_tokens":  # "top 5, together 2,400 tokens"
        fits = [m for m in fits if m.lead[-1:] != ("top",)] or fits
    fits = _without_labels(_of_the_side(fits, said, text, fact), fact)
    return _adjusted(_one_of(fits, said, text, fact), text, fits, fact)


def _after_turn(text: str, fact: Fact) -> Amount | None:
    """The span of time behind the last "but", to be read back: "monthly at first but later every nine months"."""
    _, turned, rest = text.rpartition(" but ")
    found = _read(rest, fact) if turned else None
    return replace(found, sure=False) if found else None


def _how_often(text: str, fact: Fact) -> Amount | None:
    """The span of time between two runs that is said by how often these are: "twice a year"."""
    often = _OFTEN.search(text)
    if often is None or _OF_SO_MANY.search(text[: often.start()]):
        return None
    span = spoken_numbers.spoken(often[0].replace("half-", "half ").replace("year by", "every"), fact)
    return Amount(span, span, not number_doubts.is_doubtful(text, fact)) if span else None


def _one_of(fits: list[Mention], said: Sequence[Mention], text: str, fact: Fact) -> Amount:
    """What the numbers that fit come to: the one that is asked for, what is usual, or what they make together."""
    chosen = whole_and_part.asked(fits, text, fact)
    told = not whole_and_part.holds_another(chosen, said, fact)
    said = [m for m in said if m in chosen or m not in fits]
    usual = [m for m in chosen if not _is_peak(m, text)]
    of_a_call = fact.unit == _A_CALL
    if of_a_call and not fact.name.startswith("longest"):
        chosen = usual or chosen
    plain = _is_plain(text, said, chosen, fact) and (chosen[-1] in usual or not of_a_call)
    sure = plain and told and (len(chosen) == len(fits) or fact.name in whole_and_part.OF_A_CALL)
    return one_amount(chosen, said, fact, sure=sure)


def _volume(text: str, fact: Fact) -> Amount | None:
    found = monthly_volume.read(text)
    if found is None:
        return None
    open_ = number_doubts.has_beside(text, fact) or says(text, "other_money")
    return Amount(found.low, found.high, found.sure and not open_)


def _of_the_side(fits: list[Mention], said: list[Mention], text: str, fact: Fact) -> list[Mention]:
    """Of several tokens of a call those on the side that is asked for, where any are."""
    if len(fits) < 2 or fact.unit != _A_CALL:
        return fits
    sides, open_ = token_sides.sides(said), [None] if number_doubts.adds(text) else []
    ours = [fact.name, *open_]  # "250 visible plus 1,000 of thinking"
    return [m for m in fits if sides.get(id(m)) in ours or _joins(m, sides)] or fits


def _without_labels(fits: list[Mention], fact: Fact) -> list[Mention]:
    """Of several numbers of examples those that count no labels: "11k calls coded, 14 codes"."""
    if len(fits) < 2 or fact.unit != "examples":
        return fits
    return [m for m in fits if not says(m.noun[-1:], "label_words")] or fits


def _is_plain(text: str, said: Sequence[Mention], fits: Sequence[Mention], fact: Fact) -> bool:
    """Whether nothing beside the numbers that fit leaves open what they mean."""
    adds = number_doubts.adds(text) and len(said) > len(fits)
    if adds or "plus" in fits[-1].tail or any(m.doubt for m in fits) or not _rest_explained(said, fits):
        return False
    others = [m for m in said if m not in fits and m.noun and m.noun[0] in units.TEXT]
    sized = bool(others) and not {"and", "plus"}.isdisjoint(fits[0].lead)
    if fact.unit.startswith("tokens") and (sized or (not fits[0].noun and says(text, "text_units"))):
        return False  # "a 3 page pdf and a 500 token prompt", "a page is 3k"
    if fact.unit.startswith("USD") and not all(map(_is_of_money, fits)):
        return False
    if any(coverage.is_unknown_thing(m.noun[:1], fact.name) for m in fits):
        return False
    return not number_doubts.is_open(text, fact)


def _adjusted(amount: Amount, text: str, fits: Sequence[Mention], fact: Fact) -> Amount:
    """`amount` with one more where it is named beside it, falling where it declines, in the currency that is said."""
    if (
        fact.unit == "use cases" and number_doubts.adds(text) and "so" not in fits[-1].lead
    ):  # "this and two more"
        return Amount(amount.low + 1, amount.high + 1)
    if fact.unit == "labels" and number_doubts.names_one_more(text):
        return Amount(amount.low + 1, amount.high + 1)
    if fact.unit == "fraction/month" and says(text, "declines"):
        return Amount(-amount.high, -amount.low)
    money = fact.unit.startswith("USD") and not any(m.currency for m in fits)
    return replace(amount, currency=mentions.currency_in(text)) if money else amount


def _is_of_money(m: Mention) -> bool:
    """Whether it is money by its sign or its words, or no words before it say otherwise: "we label 200 a day"."""
    return m.is_money or not token_sides.telling_words(m.lead)


def _mentions(text: str, fact: Fact) -> list[Mention]:
    """The numbers in `text`; sizes of text as tokens where tokens are asked for and none are named."""
    said = mentions.find(text)
    if fact.unit == "ms":
        return needed.with_units(said)
    if not fact.unit.startswith("tokens") or any(set(m.noun) & units.TOKENS for m in said):
        return said
    return text_sizes.in_tokens(said, text)


def _is_peak(m: Mention, text: str) -> bool:
    """Whether its clause tells the most, or what few pass: "p95 is 9k"."""
    clause = Sentence.of(mentions.clauses(text)[m.clause])
    return says(clause, "peaks", "rare_tokens")


def _joins(m: Mention, sides: Mapping[int, str]) -> bool:
    """Whether it is added to what was said before: "the prompt is 600 tokens and the document 3,200"."""
    after = next((m.lead[i + 1 :] for i, w in enumerate(m.lead) if w in ("and", "plus")), ())
    return id(m) not in sides and bool(token_sides.telling_words(after))


def _refuse_text(text: str) -> None:
    """Raises WrongUnit where a number counts pages or sentences that are named before it: "a paragraph or two"."""
    sentence = Sentence.of(text)
    for unit in entries("text_units"):
        if phrases.found([f"{unit} or #"], sentence):
            word = unit.removesuffix("*")
            raise units.WrongUnit(f'"{word}" is no number of tokens; count them with the model\'s tokenizer')


def _rest_explained(said: Sequence[Mention], fits: Sequence[Mention]) -> bool:
    """Whether every other number tells how much of something else there is, in small numbers."""
    rest = [m for m in said if m not in fits]
    if any(m.each for m in rest):
        return False
    return all(m.noun and (m.span or m.high < min(f.low for f in fits)) for m in rest)
