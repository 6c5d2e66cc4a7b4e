"""What a line means for the question at hand: an answer, "not sure", or a yes to what was read back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from advisor.case.answer import Answer, Doubtful, doubtful, is_not_sure
from advisor.case.answers import model_names, untried
from advisor.case.answers.beside import Beside, misses_bar, tokens_per_request
from advisor.case.answers.parse_answer import parse_answer, tried
from advisor.case.answers.tried_sentence import ResultUnsaid
from advisor.case.facts import ASKED, FORMER, TRIED
from advisor.case.former_facts import folded
from advisor.case.lexicon import own_words
from advisor.case.lexicon.word_lists import entries
from advisor.case.model_answers import on_own_gpus
from advisor.case.numerals import foreign_numbers, quantity, time_spans
from advisor.decision.checklist import Checklist, Part
from advisor.errors import BadInput, near
from advisor.interview import out_of_place
from advisor.interview.price_lookup import Book
from advisor.interview.reaction import Proposal

_BILL = "bill_today"
_OVER = frozenset({"mom", "pa", "annum"})
_CLAUSE_END = re.compile(r"[,;.!:–—]|\s-\s")
_LEFT_OUT = re.compile(r"(?:not|all but|without) #?([1-9])")


def read_answer(part: Part, text: str, book: Book, answers: Mapping[str, Answer]) -> Answer:
    """The answer that `text` gives to one part. Raises Doubtful, Ambiguous and BadInput."""
    if part.fact.kind in ("model", "gaps"):
        inside = on_own_gpus({name: answer.value for name, answer in answers.items()})
        if part.fact.kind == "model":
            return model_names.answer(text, book.resolve, inside=inside)
        return _tried(text, partial(book.tried, inside=inside), part, misses=misses_bar(answers))
    beside = Beside(tokens_per_request(answers))
    answer = parse_answer(text, part.fact, labels=part.labels, beside=beside)
    if part.fact.name == _BILL and answer.value == 0:
        raise Doubtful("is nothing paid for it?", answer, text=text)
    if part.fact.unit == "fraction/month" and answer.value and not _names_span(text):
        share = quantity.normalise(text)
        raise quantity.Ambiguous(f"{part.fact.name}: {share} a month or {share} a year?", text=text)
    if out_of_place.is_odd(text, answer, part.fact):
        raise doubtful(part.fact, text, answer)
    return answer


def _names_span(text: str) -> bool:
    """Whether a growth says in which time: "5% a month", "doubling yearly"."""
    words = re.findall(r"[a-z]+", foreign_numbers.in_english(quantity.normalise(text)))
    return any(w in time_spans.TIMES or w in time_spans.ADVERBS or w in _OVER for w in words)


def _tried(text: str, model_of: Callable[[str], str], part: Part, *, misses: bool) -> Answer:
    """The models tried; of one that is named beside words that tell no result, it is not known yet."""
    try:
        return tried(text, model_of, part.labels, misses=misses)
    except ResultUnsaid as e:
        raise Doubtful(e.message, Answer(e.read), text=text, near=str(e.read)) from None


def part_named(name: str, checklist: Checklist) -> Part:
    """The part that asks for a fact, today's or a former one. Raises BadInput with a near name."""
    name = TRIED if name in FORMER else name
    if name in checklist.parts:
        return checklist.parts[name]
    raise BadInput("no fact that can be set", text=name, near=near(name, ASKED))


def read_former(name: str, text: str, book: Book, answers: Mapping[str, Answer]) -> Answer:
    """The models tried, once a fact that they took the place of is `text`. Raises BadInput."""
    which = FORMER[name]
    read = Answer(book.resolve(text)) if which.kind == "model" else parse_answer(text, which)
    return folded(answers.get(TRIED), {name: read})


def means_open(text: str, parts: Sequence[Part]) -> bool:
    """Whether `text` leaves what is asked open: in words, by the last number, or as "none" where models are named."""
    if is_not_sure(text) or (parts[0].fact.name == TRIED and untried.none_tried(text)):
        return True
    if len(parts) > 1:
        return False
    part, plain = parts[0], quantity.normalise(text)
    numbered = part.choices if part.fact.name != TRIED else ()
    if numbered and plain == str(len(numbered) + 1):
        return True
    return part.fact.kind == "gaps" and plain in untried.NO_MODEL


def opens_with_shrug(text: str, part: Part, book: Book) -> bool:
    """Whether the first words leave open what the rest does not tell: "no idea, ask QA", "none, people do it".

    `text`: an answer that was read in vain. A model that it names may have a result.
    """
    first = _CLAUSE_END.split(text)[0]
    if first == text or not means_open(first, (part,)):
        return False
    named = model_names.cut(text[len(first) :], book.resolve) if part.fact.name == TRIED else None
    return named is None or not (named.model or named.errors)


def names_none(text: str) -> bool:
    """Whether a question for the model that runs is answered by none: "none", "none yet, the clerks do it"."""
    return quantity.normalise(re.split(r"[,;.]", text)[0]) in untried.NO_MODEL


def left_out(text: str, proposal: Proposal) -> int | None:
    """The place of the one among several answers that `text` says was not meant: 1 of "not 2", "all but 2"."""
    named = _LEFT_OUT.fullmatch(quantity.normalise(text))
    place = int(named[1]) - 1 if named else -1
    return place if len(proposal.answers) > 1 and 0 <= place < len(proposal.answers) else None


def accepts(text: str, proposal: Proposal, asked: Sequence[Part]) -> bool:
    """Whether `text` takes a proposal."""
    said = {quantity.normalise(part) for part in re.split(r"[,;.!]", text) if part.strip()}
    if not said or not said <= {*entries("accepts"), "yes"}:
        return False
    return said != {"yes"} or takes_yes_or_no(proposal, asked)


def takes_yes_or_no(proposal: Proposal, asked: Sequence[Part]) -> bool:
    """Whether a yes or a no is to the proposal; to a yes-or-no question that is `asked` where both could be meant."""
    words, facts = own_words.load(), [part.fact for part in asked]
    answers = len(facts) == 1 and (facts[0].kind == "bool" or bool(words.of(facts[0].name).question))
    return not (answers and any(isinstance(a.value, bool) for a in proposal.answers.values()))
