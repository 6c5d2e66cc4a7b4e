"""The answers of a case file, each read beside those before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from advisor.case import own_prices
from advisor.case.answer import SOURCES, Answer, is_not_sure
from advisor.case.answers import tried_words
from advisor.case.answers.parse_answer import by_their_ids, parse_answer, read_beside
from advisor.case.case_text import LIKE_THOUSANDS
from advisor.case.fact_names import meant_by
from advisor.case.fact_type import Fact
from advisor.case.facts import ASKED, FORMER, TRIED, fact
from advisor.case.former_facts import folded
from advisor.case.numbers.volume import monthly_volume
from advisor.case.numerals import quantity
from advisor.case.numerals.number_words import TwoMeanings
from advisor.errors import BadInput, near
from advisor.files.yaml_file import Document, Place

_VOLUME, _CALLS = "requests_per_month", "calls_per_task"
_LAST = (_VOLUME, TRIED)
"""Read last: tokens of a month need those of a call, and a model as good as today's whether that is good."""
_KEYS = ("value", "from", "note", "low", "high")


def asked_fact(name: str) -> Fact:
    """The fact of this name, which people are asked for. Raises BadInput for another."""
    try:
        which = fact(name)
    except BadInput as e:
        raise BadInput(e.message, text=name, near=meant_by(name) or near(name, ASKED)) from None
    if which.derived:
        raise BadInput("this fact is worked out, never asked", text=name)
    return which


def written_answers(document: Document) -> dict[str, Answer]:
    """The answers of a case in the order of the vocabulary. Raises BadInput with file:line."""
    written, former = _Written(document, own_prices.parse(document)), dict[str, Answer]()
    for name in sorted(own_prices.mapping(document, "answers"), key=_LAST.__contains__):
        (former if name in FORMER else written.answers)[name] = written.answer(name)
    if (calls := written.calls_of_a_task()) is not None:
        written.answers.setdefault(_CALLS, calls)
    if former and TRIED in written.answers:
        name = next(iter(former))
        raise document.error(("answers", name), f"{TRIED} says this already", text=name)
    if former:
        written.answers[TRIED] = folded(None, former)
    return {name: written.answers[name] for name in ASKED if name in written.answers}


@dataclass
class _Written:
    """A case file whose answers are read one by one; `answers`: those read before, `rates`: its own prices."""

    document: Document
    rates: Mapping[str, Mapping[str, float]]
    answers: dict[str, Answer] = field(default_factory=dict)

    def answer(self, name: str) -> Answer:
        """One answer: a value alone, or with what stands beside it."""
        place: Place = ("answers", name)
        try:
            which = FORMER.get(name) or asked_fact(name)
        except BadInput as e:
            raise e.at(self.document.file, self.document.line(place)) from None
        written = self.document.data["answers"][name]
        if isinstance(written, dict) and (which.kind != "gaps" or "value" in written):
            return self._with_origin(place, which, written)
        return self._value(place, which, written)

    def calls_of_a_task(self) -> Answer | None:
        """The calls that one task makes where the volume was written with them: `12k tasks a month, 14 calls each`."""
        written = own_prices.mapping(self.document, "answers").get(_VOLUME)
        text = written.get("value") if isinstance(written, dict) else written
        if not isinstance(text, str):
            return None
        try:
            found = monthly_volume.read(text)
        except (BadInput, TwoMeanings):
            return None
        if found is None or found.calls_per_task is None or found.calls_per_task < fact(_CALLS).low:
            return None
        return Answer(float(found.calls_per_task), self.answers[_VOLUME].source)

    def _with_origin(self, place: Place, which: Fact, written: Mapping[str, Any]) -> Answer:
        """An answer written with where it comes from, a note, or its range."""
        self._check_keys(place, which, written)
        source, note = written.get("from", "said"), written.get("note", "")
        measured = source == "measured"
        answer = self._value((*place, "value"), which, written["value"], measured=measured)
        if source not in SOURCES:
            raise self._unknown((*place, "from"), "unknown origin", source, SOURCES)
        if not isinstance(note, str):
            wanted = "text, in quotes where needed"
            raise self.document.error((*place, "note"), "the note is not text", text=note, expected=wanted)
        ends: dict[str, float | None] = {"low": answer.low, "high": answer.high}
        for end in ends.keys() & written.keys():
            if which.kind != "number":
                message = f"{which.name} takes no range"
                raise self.document.error((*place, end), message, expected=which.expected)
            given = self._value((*place, end), which, written[end], measured=measured).value
            assert isinstance(given, int | float)
            ends[end] = given
        answer = replace(answer, source=source, note=note or answer.note, low=ends["low"], high=ends["high"])
        if not _is_in_range(answer):
            message = f"{which.name} lies outside its own range"
            raise self.document.error(place, message, expected="low <= value <= high")
        return answer

    def _check_keys(self, place: Place, which: Fact, written: Mapping[str, Any]) -> None:
        for key in written:
            if key not in _KEYS:
                raise self._unknown((*place, key), "unknown key of an answer", key, _KEYS)
        if "value" not in written:
            raise self.document.error(place, f"{which.name} has no value", expected="value:")

    def _unknown(self, place: Place, message: str, text: Any, known: tuple[str, ...]) -> BadInput:
        expected = ", ".join(known)
        return self.document.error(place, message, text=text, expected=expected, near=near(text, known))

    def _value(self, place: Place, which: Fact, value: object, *, measured: bool = False) -> Answer:
        """A value by itself; what was `measured` is written by the program: 812.375 has no thousands mark."""
        try:
            numeral = "" if measured else self.document.numerals.get(place, "")
            return self._read(which, value, numeral)
        except BadInput as e:
            raise e.at(self.document.file, self.document.line(place)) from None

    def _read(self, which: Fact, value: object, numeral: str) -> Answer:
        """A value of YAML, whose number is written as `numeral`, as an answer. Raises BadInput."""
        missing = f"{which.name} has no value"
        if value is None:
            raise BadInput(missing, expected=f"{which.expected}; leave the line out if not known")
        if isinstance(value, str) and is_not_sure(value):
            raise BadInput(missing, text=value, expected="no line at all where it is not known")
        if isinstance(value, str):
            return read_beside(value, which, self.answers, self.rates)
        if which.kind == "number":
            like_thousands = LIKE_THOUSANDS.fullmatch(numeral)
            return parse_answer(numeral, which) if like_thousands else Answer(quantity.number(value, which))
        said = tried_words.with_gaps(value) if which.kind == "gaps" and isinstance(value, dict) else value
        checked = which.check(said)
        named = which.kind == "choices" and not which.values
        return Answer(by_their_ids(checked, which) if named else checked)


def _is_in_range(answer: Answer) -> bool:
    """Whether a number lies between its own ends; what is no number has none."""
    if not isinstance(answer.value, int | float):
        return True
    low, high = answer.low, answer.high
    return (low is None or low <= answer.value) and (high is None or high >= answer.value)
