"""A number in a sentence, for a fact that is a number: "one filing, about 12k", "11,200 conversation pairs"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from advisor.case.fact_type import Fact
from advisor.case.lexicon import coverage, phrases
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import entries, said_at, says
from advisor.case.numbers import (
    counted_kinds,
    mentions,
    needed,
    number_doubts,
    number_fits,
    number_frames,
    text_sizes,
    token_sides,
    volume,
    whole_and_part,
    worked_out,
)
from advisor.case.numbers.amount import Amount
from advisor.case.numbers.mentions import Mention
from advisor.case.numerals import quantity, spans_in_digits, spoken_numbers, units
from advisor.case.numerals.foreign_numbers import in_english
from advisor.case.numerals.number_words import SCALES, WORDS, Number, TwoMeanings, without_asides
from advisor.errors import BadInput

_SPANS = ("ms", "months")
_A_CALL = "tokens/request"
_OF_SO_MANY = re.compile(r"\d\S*(?: [^\W\d]+)? $")
"""What stands before "per month" where so many are counted."""
_OFTEN = re.compile(
    r"\b(?:(?:once|twice|\w+ times) (?:an?|per|every|each)|every|each|per)"
    r" (?:half[ -]|other |second )?(?:year|quarter|month|week)\b|\b(?:monthly|quarterly|yearly|weekly|annually)\b"
    r"|\byear by year\b"
)


def read(text: str, fact: Fact) -> Amount | None:
    """The number of `fact` in `text`, None where there is none. Raises Ambiguous and BadInput."""
    if not all(c.isprintable() or c.isspace() for c in text) or number_doubts.is_none(text, fact):
        return None
    try:
        if several := number_frames.read(text, fact):
            return Amount(*several, sure=False)
        return _read(without_asides(in_english(quantity.normalise(text))), fact)
    except TwoMeanings as e:
        raise quantity.Ambiguous(f"{fact.name}: {e.why}", text=text, expected=e.say) from None
    except units.WrongUnit as e:
        raise BadInput(f"{fact.name}: {e}", text=text, expected=units.expected(fact)) from None


def _read(text: str, fact: Fact) -> Amount | None:
    if fact.unit == "requests/month":
        return _volume(text, fact)
    if fact.unit in _SPANS:
        often = _OFTEN.search(text)
        counted = often and _OF_SO_MANY.search(text[: often.start()])
        if (
            often
            and not counted
            and (
                months := spoken_numbers.spoken(
                    often[0].replace("half-", "half ").replace("year by", "every"), fact
                )
            )
        ):
            return Amount(months, months, not number_doubts.is_doubtful(text, fact))
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
    return _single(chosen, [converted(m, fact) for m in chosen], said, fact, sure=sure)


def _volume(text: str, fact: Fact) -> Amount | None:
    found = volume.read(text)
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
    if fact.unit.startswith("tokens") and not fits[0].noun and says(text, "text_units"):  # "a page is 3k"
        return False
    if fact.unit.startswith("USD") and not all(map(_is_of_money, fits)):
        return False
    if any(coverage.is_unknown_thing(m.noun[:1], fact.name) for m in fits):
        return False
    return not number_doubts.is_open(text, fact)


def _adjusted(amount: Amount, text: str, fits: Sequence[Mention], fact: Fact) -> Amount:
    """`amount` with one more where it is named beside it, falling where it declines, in the currency that is said."""
    if fact.unit == "use cases" and number_doubts.adds(text):  # "this and two more"
        return Amount(amount.low + 1, amount.high + 1, sure=False)
    if fact.unit == "labels" and number_doubts.names_one_more(text):
        return Amount(amount.low + 1, amount.high + 1, sure=False)
    if fact.unit == "fraction/month" and says(text, "declines"):
        return Amount(-amount.high, -amount.low, sure=False)
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


def _single(
    fits: Sequence[Mention],
    amounts: Sequence[tuple[Fraction, Fraction]],
    said: Sequence[Mention],
    fact: Fact,
    *,
    sure: bool,
) -> Amount:
    """The one number that several make. Raises TwoMeanings where they make none."""
    if len(fits) == 1:
        times = _times(said, fits[0])
        foreign = "" if fits[0].currency in ("", "usd") else fits[0].currency
        parts = fact.name == "retrieved_tokens" and _counts_parts(said, fits[0])
        return Amount(amounts[0][0] * times, amounts[0][1] * times, sure and (times == 1 or parts), foreign)
    if fact.name.startswith("longest"):
        return Amount(*max(amounts), sure=False)
    if fact.unit == "examples" and _parts_of_a_set(fits):
        return Amount(*_sum(amounts), sure=False)
    if fact.unit.startswith("tokens") and (_added(fits) or all(m.lead for m in fits)):
        return Amount(*_sum(amounts), sure and _added(fits))
    named = [a for m, a in zip(fits, amounts, strict=True) if m.noun and fact.unit.startswith("tokens")]
    if len(named) == 1:
        return Amount(*named[0], sure=False)
    raise TwoMeanings("several numbers", "one number")


def _sum(amounts: Sequence[tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
    """The ends of several ranges together."""
    return sum((low for low, _ in amounts), Fraction(0)), sum((high for _, high in amounts), Fraction(0))


def _parts_of_a_set(fits: Sequence[Mention]) -> bool:
    """Whether each counts one part of a set of examples: "300 to train and 100 to test"."""
    return all(says(m.noun[:2], "example_parts") for m in fits)


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


def _counts_parts(said: Sequence[Mention], one: Mention) -> bool:
    """Whether what stands before a number counts pieces of text: "ten chunks of 400"."""
    before = said[: said.index(one)][-1:]
    return any(says(m.noun, "pieces") for m in before)


def converted(m: Mention, fact: Fact) -> tuple[Fraction, Fraction]:
    """The ends of a number in the fact's unit. Raises BadInput and WrongUnit where it has another."""
    sign = "$" if m.currency and fact.unit.startswith("USD") else m.currency
    low, high = Number(m.low, currency=sign), Number(m.high, currency=sign)
    if m.percent:
        unit = "%"
    elif fact.unit in _SPANS:
        unit = m.noun[0] if m.noun else m.per
    else:
        unit = "tokens" if fact.unit.startswith("tokens") else ""
    if m.per and fact.unit not in _SPANS:
        unit = f"{unit}/{m.per}"
    return units.convert(low, unit, fact), units.convert(high, unit, fact)


def _rest_explained(said: Sequence[Mention], fits: Sequence[Mention]) -> bool:
    """Whether every other number tells how much of something else there is, in small numbers."""
    rest = [m for m in said if m not in fits]
    if any(m.each for m in rest):
        return False
    return all(m.noun and (m.span or m.high < min(f.low for f in fits)) for m in rest)


def _times(said: Sequence[Mention], one: Mention) -> Fraction:
    """How many of it there are, as in "3 documents of 4k"; 1 where that is not said."""
    before = said[: said.index(one)]
    if not before or before[-1].clause != one.clause or one.lead[-1:] != ("of",):
        return Fraction(1)
    return before[-1].value / (100 if before[-1].percent else 1)


def _added(fits: Sequence[Mention]) -> bool:
    return all("plus" in m.lead for m in fits[1:])


def otherwise(text: str, fact: Fact, plain: quantity.Quantity) -> quantity.Quantity | None:
    """What to read back in place of the `plain` reading of a text whose words raise doubt; None without any."""
    text = in_english(text.lower())
    if plain.value == 0 and not re.search(r"\d", text):  # "nothing, zero"
        return None
    if fact.unit == "labels" and plain.value > 1 and not _counts_labels(text):
        return plain
    if fact.unit == "examples" and any(counted_kinds.counts(m, "actors") for m in mentions.find(text)):
        raise quantity.Ambiguous(f"{fact.name}: how many examples do they have?", text=text)
    if fact.unit != "requests/month" and not number_doubts.adds(text):
        return plain if number_doubts.is_open(text, fact) or number_doubts.turns(text) else None
    found = read(text, fact)
    if found is None or (found.sure and _is_about(found, Fraction(plain.value))):
        return None
    return quantity.between(found.low, found.high, fact, text) if number_doubts.adds(text) else plain


def _counts_labels(text: str) -> bool:
    """Whether a number of labels is said of labels, or of nothing: "6k corrections" are none."""
    words = Sentence.of(text)
    known = said_at(words, "number_hedges", "label_kinds")
    open_ = [w for w in coverage.unexplained(words, known) if w not in (*WORDS, *SCALES)]
    return says(words, "label_words", "label_kinds") or not open_


def _is_about(amount: Amount, value: Fraction) -> bool:
    """Whether `value` lies in the amount, but for what rounding took from it."""
    slack = Fraction(1, 10**6)
    return amount.low * (1 - slack) <= value <= amount.high * (1 + slack)
