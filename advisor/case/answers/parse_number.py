"""A number read from what a person wrote: alone, in a sentence, of a span of time, or read back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from advisor.case.answer import Answer, Converted, Doubtful, doubtful, number_answer
from advisor.case.answers.beside import NOTHING, Beside
from advisor.case.fact_type import Fact
from advisor.case.numbers import number_doubts
from advisor.case.numerals import quantity, units
from advisor.case.numerals.number_words import TwoMeanings
from advisor.errors import BadInput

_WIDE = 10  # a range whose ends are further apart than so many times is read back
_BUDGETED = "retrieved_tokens"
"""Retrieval fills what it is given: the most is what is usual."""
_PAID, _COUNTED = "USD/month", "requests/month"
_WHOLE = (_COUNTED, "tokens/request", "examples", "labels")
"""Units of what comes in whole numbers."""
_FEW = 100
"""Fewer than so many are counted one by one: "99.9" are no tokens."""
_NOTHING = re.compile(
    r"(?:none|nothing|zero|nil|zip|zilch|nada|nix)(?:,| is| at all| yet\b| so far| for now)"
)


def parse_number(text: str, fact: Fact, beside: Beside) -> Answer:
    """Read `text` as a number of `fact`; the arguments and what is raised are those of `parse_answer`."""
    if " " not in text.strip():
        return _plausible(text, fact, _number(text, fact, beside))
    if settled := _settled(text):
        return _read_back(text, fact, lambda: parse_number(settled, fact, beside))
    if number_doubts.is_none(text, fact):
        raise BadInput(f"{fact.name}: no number found", text=text, expected=units.expected(fact))
    if number_doubts.is_of_rest(text, fact):
        return _rest_to_one(text, fact)
    if fact.unit == _COUNTED:
        _refuse_each_run(text, fact)
        _read_share_back(text, fact)
    try:
        paid = _paid(text, fact, beside) if fact.unit == _PAID else None
        answer = paid or _plausible(text, fact, _number(text, fact, beside))
    except Converted as e:
        answer = e.answer
        if not number_doubts.is_of_other(text, fact):
            raise
    if number_doubts.is_of_other(text, fact):
        raise doubtful(fact, text, answer)
    return answer


def _settled(text: str) -> str:
    """`text` without what is taken back in it; "" where nothing is."""
    from advisor.case.lexicon import taken_back

    settled = taken_back.settled(text)
    return settled if settled != text else ""


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
    except quantity.Ambiguous as e:
        from advisor.case.numbers import mentions

        if mentions.THOUSANDS not in e.message:
            raise
        return _amount(text, fact, e, beside.rates)
    except BadInput as e:
        return _amount(text, fact, e, beside.rates)
    answer = number_answer(read)
    # One word such as 300k/day holds no second meaning: no words of sentences are looked up for it.
    if " " not in text.strip():
        return answer
    from advisor.case.answers import meaning
    from advisor.case.numbers import doubted_number

    if (known := meaning.of(text, fact)).ask and not known.values:
        raise quantity.Ambiguous(f"{fact.name}: {known.ask}", text=text)
    if other := doubted_number.rather(text, fact, read):
        raise doubtful(fact, text, number_answer(other))
    return answer


def _paid(text: str, fact: Fact, beside: Beside) -> Answer:
    """Money a month: of a span of months its share, which is read back, as a budget is."""
    from advisor.case.lexicon.word_lists import says
    from advisor.case.numerals import paid_over

    over = paid_over.span_paid(text)
    if over is None:
        answer = _plausible(text, fact, _number(text, fact, beside))
        if says(text, "budgets"):
            raise doubtful(fact, text, answer)
        return answer
    rest, months = over
    try:
        whole = _plausible(rest, fact, _number(rest, fact, beside))
    except Doubtful as e:
        whole = e.answer
    except BadInput as e:
        e.text = text
        raise
    assert isinstance(whole.value, int | float)
    raise doubtful(fact, text, Answer(round(whole.value / float(months), 2), note=whole.note))


def _read_share_back(text: str, fact: Fact) -> None:
    """Raise Doubtful for the share of a volume that is meant, "half of our 80k tickets", or Ambiguous."""
    from advisor.case.numbers.volume import share_of_volume

    try:
        part = share_of_volume.read(text)
    except TwoMeanings as e:
        raise quantity.Ambiguous(f"{fact.name}: {e.why}", text=text, expected=e.say) from None
    if part:
        read = quantity.between(part.low, part.high, fact, text)
        raise doubtful(fact, text, number_answer(read))


def _refuse_each_run(text: str, fact: Fact) -> None:
    """Raise Ambiguous for so many calls each time where no span of time says how often."""
    from advisor.case.lexicon.word_lists import says
    from advisor.case.numerals import time_spans

    spans = {*time_spans.TIMES, *time_spans.ADVERBS} & {*quantity.normalise(text).replace("/", " ").split()}
    if not spans and says(text, "each_run"):
        raise quantity.Ambiguous(f"{fact.name}: how often is that a month?", text=text)


def _plausible(text: str, fact: Fact, answer: Answer) -> Answer:
    """`answer`, unless its range is very wide, it is a part of one thing, or a limit was named, not what is usual."""
    wide = answer.low and answer.high and answer.high > _WIDE * answer.low
    usual = fact.unit in ("tokens/request", "requests/month") or fact.name == "calls_per_task"
    usual = usual and fact.name != _BUDGETED
    part = fact.unit in _WHOLE and isinstance(answer.value, float) and answer.value < _FEW
    sentence = " " in text.strip()
    undecided = sentence and (number_doubts.is_undecided(text) or (usual and number_doubts.is_limit(text)))
    if wide or part or undecided:
        raise doubtful(fact, text, answer)
    return answer


def _amount(text: str, fact: Fact, refused: BadInput, rates: Mapping[str, Mapping[str, float]]) -> Answer:
    """The number in a sentence, where the text as a whole is none."""
    from advisor.case.answers import meaning
    from advisor.case.numbers import first_clause, number_frames
    from advisor.case.numbers.money_said import OWN_RATE, in_dollars
    from advisor.case.numbers.read_amount import read_amount

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
    said = in_dollars(found.low, found.high, fact, found.currency, rates)
    if found.sure and (not found.currency or OWN_RATE in said.note):
        return said
    raise doubtful(fact, text, said, Converted if found.sure else Doubtful)


def _listed(text: str, fact: Fact) -> int:
    """How many labels, steps or uses are named one by one, where their number is asked for; 0 for none."""
    from advisor.case.lexicon import listed_labels, listed_things

    match fact.unit:
        case "labels":
            return listed_labels.count(text, asked=True)
        case "calls/task":
            return listed_things.steps(text)
        case "use cases":
            return listed_things.things(text)
    return 0
