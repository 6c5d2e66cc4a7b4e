"""A number in a sentence, where a person writes more than the number: of a span of time, of a rest, or read back."""

from __future__ import annotations

import re
from collections.abc import Callable

from advisor.case.answer import Answer, Converted, Doubtful, doubtful, number_answer
from advisor.case.answers import meaning
from advisor.case.answers.beside import NOTHING, Beside
from advisor.case.answers.plausible_number import plausible
from advisor.case.fact_type import Fact
from advisor.case.lexicon import listed_labels, listed_things, taken_back
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers import doubted_number, first_clause, mentions, number_doubts, number_frames
from advisor.case.numbers.money_said import OWN_RATE, in_dollars
from advisor.case.numbers.read_amount import read_amount
from advisor.case.numbers.volume import share_of_volume
from advisor.case.numerals import paid_over, quantity, time_spans, units
from advisor.case.numerals.number_words import TwoMeanings
from advisor.errors import BadInput

_PAID, _COUNTED = "USD/month", "requests/month"
_NOTHING = re.compile(
    r"(?:none|nothing|zero|nil|zip|zilch|nada|nix)(?:,| is| at all| yet\b| so far| for now)"
    r"|.*\bso (?:there (?:is|are) )?(?:none|nothing|zero|nil)$|not (?:a single|even) one$"
)


def parse(text: str, fact: Fact, beside: Beside) -> Answer:
    """Read a sentence as a number of `fact`; the arguments and what is raised are those of `parse_answer`."""
    if settled := _settled(text):
        return _read_back(text, fact, lambda: _settled_number(settled, fact, beside))
    if number_doubts.is_none(text, fact):
        raise BadInput(f"{fact.name}: no number found", text=text, expected=units.expected(fact))
    if number_doubts.is_of_rest(text, fact):
        return _rest_to_one(text, fact)
    if fact.unit == _COUNTED:
        _refuse_each_run(text, fact)
        _read_share_back(text, fact)
    try:
        paid = _paid(text, fact, beside) if fact.unit == _PAID else None
        answer = paid or plausible(text, fact, _number(text, fact, beside))
    except Converted as e:
        answer = e.answer
        if not number_doubts.is_of_other(text, fact):
            raise
    if number_doubts.is_of_other(text, fact):
        raise doubtful(fact, text, answer)
    return answer


def _settled(text: str) -> str:
    """`text` without what is taken back in it; "" where nothing is."""
    settled = taken_back.settled(text)
    return settled if settled != text else ""


def _settled_number(text: str, fact: Fact, beside: Beside) -> Answer:
    """What is left once something was taken back: a sentence, or the number alone."""
    alone = " " not in text.strip()
    return plausible(text, fact, _number(text, fact, beside)) if alone else parse(text, fact, beside)


def _rest_to_one(text: str, fact: Fact) -> Answer:
    """What is left of one beside the share that is said, to be read back."""
    try:
        share = _number(text, fact, NOTHING)
    except Doubtful as e:
        share = e.answer
    assert isinstance(share.value, int | float)
    low, high = (None if end is None else round(1 - end, 6) for end in (share.high, share.low))
    raise doubtful(fact, text, Answer(round(1 - share.value, 6), low=low, high=high))


def _read_back(text: str, fact: Fact, read: Callable[[], Answer]) -> Answer:
    """What is read, as what a person probably meant by `text`."""
    try:
        answer = read()
    except Doubtful as e:
        answer = e.answer
    raise doubtful(fact, text, answer)


def _number(text: str, fact: Fact, beside: Beside) -> Answer:
    try:
        read = quantity.parse(text, fact, beside.tokens_per_request)
    except BadInput as e:
        return instead(text, fact, e, beside)
    if " " not in text.strip():  # one word, such as 300k/day, holds no second meaning
        return number_answer(read)
    if (known := meaning.of(text, fact)).ask and not known.values:
        raise quantity.Ambiguous(f"{fact.name}: {known.ask}", text=text)
    if other := doubted_number.rather(text, fact, read):
        raise doubtful(fact, text, number_answer(other))
    return number_answer(read)


def instead(text: str, fact: Fact, refused: BadInput, beside: Beside) -> Answer:
    """The number in a sentence, where the text as a whole is none."""
    if isinstance(refused, quantity.Ambiguous) and mentions.THOUSANDS not in refused.message:
        raise refused
    known = meaning.of(text, fact)
    if known.ask and not (known.values or number_frames.read(text, fact)):
        raise quantity.Ambiguous(f"{fact.name}: {known.ask}", text=text)
    if known.values:
        return Answer(quantity.number(int(known.values[0]), fact))
    if len(text) <= meaning.LONGEST and (alone := first_clause.read(text, fact)):
        return number_answer(alone)
    found = read_amount(text, fact) if len(text) <= meaning.LONGEST else None
    if found is None:
        if many := _listed(text, fact):
            raise doubtful(fact, text, Answer(many))
        if fact.low <= 0 and fact.unit != "requests/month" and _NOTHING.match(quantity.normalise(text)):
            raise doubtful(fact, text, Answer(0))
        raise refused
    said = in_dollars(found.low, found.high, fact, found.currency, beside.rates)
    if found.sure and (not found.currency or OWN_RATE in said.note):
        return said
    raise doubtful(fact, text, said, Converted if found.sure else Doubtful)


def _paid(text: str, fact: Fact, beside: Beside) -> Answer:
    """Money a month: of a span of months its share, which is read back, as a budget is."""
    over = paid_over.span_paid(text)
    if over is None:
        answer = plausible(text, fact, _number(text, fact, beside))
        if says(text, "budgets"):
            raise doubtful(fact, text, answer)
        return answer
    rest, months = over
    try:
        whole = plausible(rest, fact, _number(rest, fact, beside))
    except Doubtful as e:
        whole = e.answer
    except BadInput as e:
        e.text = text
        raise
    assert isinstance(whole.value, int | float)
    raise doubtful(fact, text, Answer(round(whole.value / float(months), 2), note=whole.note))


def _read_share_back(text: str, fact: Fact) -> None:
    """Raise Doubtful for the share of a volume that is meant, "half of our 80k tickets", or Ambiguous."""

    try:
        part = share_of_volume.read(text)
    except TwoMeanings as e:
        raise quantity.Ambiguous(f"{fact.name}: {e.why}", text=text, expected=e.say) from None
    if part:
        read = quantity.between(part.low, part.high, fact, text)
        raise doubtful(fact, text, number_answer(read))


def _refuse_each_run(text: str, fact: Fact) -> None:
    """Raise Ambiguous for so many calls each time where no span of time says how often."""
    spans = {*time_spans.TIMES, *time_spans.ADVERBS} & {*quantity.normalise(text).replace("/", " ").split()}
    if not spans and says(text, "each_run"):
        raise quantity.Ambiguous(f"{fact.name}: how often is that a month?", text=text)


def _listed(text: str, fact: Fact) -> int:
    """How many labels, steps or uses are named one by one, where their number is asked for; 0 for none."""
    match fact.unit:
        case "labels":
            return listed_labels.count(text, asked=True)
        case "calls/task":
            return listed_things.steps(text)
        case "use cases":
            return listed_things.things(text)
    return 0
