"""One decision's answers, each with its provenance; strict YAML in, stable YAML out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from advisor.case import own_prices
from advisor.case.answer import SOURCES, Answer, Converted, Source, is_not_sure
from advisor.case.answers import tried_words, untried
from advisor.case.answers.parse_answer import by_their_ids, parse_answer
from advisor.case.case_text import LIKE_THOUSANDS, VERSION, yaml_text
from advisor.case.fact_names import meant_by
from advisor.case.fact_type import Fact, Facts
from advisor.case.facts import ASKED, FORMER, TRIED, fact
from advisor.case.former_facts import folded
from advisor.case.models_tried import ModelsTried
from advisor.case.numerals import quantity
from advisor.errors import BadInput, near
from advisor.files import atomic, yaml_file

if TYPE_CHECKING:
    from advisor.case.eval_record import EvalRecord

__all__ = ["Answer", "Case", "Source", "dump", "load", "parse", "save"]

LONGEST_TITLE = 1024 * 1024
_KEYS = ("advisor", "title", "answers", "prices", "evaluations")
_LAST = ("requests_per_month", TRIED)
"""Read last: tokens of a month need those of a call, and a model as good as today's whether that is good."""
_ANSWER_KEYS = ("value", "from", "note", "low", "high")


class Case(Struct, frozen=True):
    """What is known about one workload. `prices`: negotiated rates, price-book id -> value name -> number.

    `evaluations`: what result files said, to be shown; the answers taken from them are what decides.
    """

    title: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    prices: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    evaluations: tuple[EvalRecord, ...] = ()

    @property
    def facts(self) -> Facts:
        """The answers as facts, in the order of the vocabulary."""
        return {name: self.answers[name].value for name in ASKED if name in self.answers}

    def answered(self, name: str, answer: Answer) -> Case:
        """This case with one answer set."""
        return replace(self, answers={**self.answers, name: answer})

    def evaluated(self, record: EvalRecord | None) -> Case:
        """This case with what result files said."""
        if record is None:
            return self
        from advisor.case import eval_record

        return replace(self, evaluations=eval_record.joined(self.evaluations, record))

    def without(self, *names: str) -> Case:
        """This case with these answers unknown."""
        return replace(self, answers={n: a for n, a in self.answers.items() if n not in names})


def load(path: Path) -> Case:
    """Read a case file. Raises BadInput with file:line, the offending text and a near name."""
    return _case(yaml_file.read(path))


def parse(text: str, file: str = "<text>") -> Case:
    """Read a case from YAML text; `file` is the name errors carry. Raises BadInput."""
    return _case(yaml_file.parse(text, file))


def dump(case: Case) -> str:
    """The case as YAML, facts in the order of the vocabulary; `dump(parse(dump(c))) == dump(c)`."""
    return yaml_text(case.title, case.answers, case.prices, case.evaluations)


def save(case: Case, path: Path) -> None:
    """Write `dump(case)` to `path`, whole or not at all. Raises BadInput."""
    text = dump(case)
    if len(text.encode()) > yaml_file.MAX_BYTES:
        raise BadInput(
            f"the case would be larger than {yaml_file.MAX_BYTES // 1024 // 1024} MiB", file=str(path)
        )
    atomic.write(path, text)


def set_answer(case: Case, name: str, text: str) -> Case:
    """`case` with fact `name` read from `text` (as in `--set`); "not sure" unsets it. Raises BadInput."""
    former = FORMER.get(name)
    which = former or _asked(name)
    if is_not_sure(text):
        return case.without(TRIED if former else name)
    if former:
        return case.answered(TRIED, folded(case.answers.get(TRIED), {name: parse_answer(text, former)}))
    return case.answered(name, _written(text, which, case.answers, case.prices))


def _written(
    text: str, which: Fact, others: Mapping[str, Answer], rates: Mapping[str, Mapping[str, float]]
) -> Answer:
    """An answer beside `others`, as it was written down; money of another currency at its dated rate, as noted."""
    tokens, misses = tokens_per_request(others), misses_bar(others)
    if which.kind == "gaps" and untried.names_none(text):
        return Answer(ModelsTried())
    try:
        return parse_answer(text, which, tokens_per_request=tokens, rates=rates, misses=misses)
    except Converted as e:
        return e.answer


def tokens_per_request(answers: Mapping[str, Answer]) -> float | None:
    """Input and output tokens of one call where both are numbers known and positive; else None."""
    known = [answers[n].value for n in ("input_tokens", "output_tokens") if n in answers]
    total = sum(v for v in known if isinstance(v, int | float))
    return total if len(known) == 2 and total > 0 else None


def misses_bar(answers: Mapping[str, Answer]) -> bool:
    """Whether today's model is said to miss the bar."""
    return "prompt_meets_bar" in answers and answers["prompt_meets_bar"].value is False


def _asked(name: str) -> Fact:
    try:
        which = fact(name)
    except BadInput as e:
        raise BadInput(e.message, text=name, near=meant_by(name) or near(name, ASKED)) from None
    if which.derived:
        raise BadInput("this fact is worked out, never asked", text=name)
    return which


def _case(document: yaml_file.Document) -> Case:
    data = document.data
    if data is None:
        raise document.error((), "empty", expected=f"a case: advisor: {VERSION}, title, answers")
    if not isinstance(data, dict):
        raise document.error((), "not a case", text=data, expected=f"advisor: {VERSION}, title, answers")
    for key in data:
        if key not in _KEYS:
            raise document.error(
                (key,), "unknown key", text=key, expected=", ".join(_KEYS), near=near(key, _KEYS)
            )
    if "advisor" not in data:
        raise document.error((), "the version line is missing", expected=f"advisor: {VERSION}")
    if data["advisor"] != VERSION or isinstance(data["advisor"], bool):
        raise document.error(
            ("advisor",), "unknown version", text=data["advisor"], expected=f"advisor: {VERSION}"
        )
    title = data.get("title", "")
    if not isinstance(title, str):
        raise document.error(
            ("title",), "the title is not text", text=title, expected="text, in quotes where needed"
        )
    if len(title.encode()) > LONGEST_TITLE:
        raise document.error(("title",), "the title is longer than 1 MiB", text=title)
    return Case(title, _answers(document), own_prices.parse(document), _evaluations(document))


def _evaluations(document: yaml_file.Document) -> tuple[EvalRecord, ...]:
    data = document.data.get("evaluations")
    if data is None:
        return ()
    from advisor.case import eval_record

    return eval_record.parse(document, ("evaluations",), data)


def _answers(document: yaml_file.Document) -> dict[str, Answer]:
    written = own_prices.mapping(document, "answers")
    bare = {n: v["value"] if isinstance(v, dict) and "value" in v else v for n, v in written.items()}
    rates = own_prices.parse(document)
    answers: dict[str, Answer] = {}
    former: dict[str, Answer] = {}
    for name in sorted(written, key=_LAST.__contains__):
        try:
            which = FORMER.get(name) or _asked(name)
        except BadInput as e:
            raise e.at(document.file, document.line(("answers", name))) from None
        found = _answer(document, ("answers", name), which, bare[name], answers, rates)
        (former if name in FORMER else answers)[name] = found
    if former and TRIED in answers:
        name = next(iter(former))
        raise document.error(("answers", name), f"{TRIED} says this already", text=name)
    if former:
        answers[TRIED] = folded(None, former)
    return {name: answers[name] for name in ASKED if name in answers}


def _answer(
    document: yaml_file.Document,
    place: yaml_file.Place,
    which: Fact,
    value: object,
    others: Mapping[str, Answer],
    rates: Mapping[str, Mapping[str, float]],
) -> Answer:
    written = document.data["answers"][which.name]
    if not isinstance(written, dict) or (which.kind == "gaps" and "value" not in written):
        return _value(document, place, which, value, others, rates)
    _check_keys(document, place, which, written)
    source, note = written.get("from", "said"), written.get("note", "")
    measured = source == "measured"  # written by the program, so 812.375 has no thousands mark
    answer = _value(document, (*place, "value"), which, value, others, rates, measured=measured)
    if source not in SOURCES:
        raise document.error(
            (*place, "from"),
            "unknown origin",
            text=source,
            expected=", ".join(SOURCES),
            near=near(source, SOURCES),
        )
    if not isinstance(note, str):
        raise document.error(
            (*place, "note"), "the note is not text", text=note, expected="text, in quotes where needed"
        )
    ends: dict[str, float | None] = {"low": answer.low, "high": answer.high}
    for end in ends.keys() & written.keys():
        if which.kind != "number":
            raise document.error((*place, end), f"{which.name} takes no range", expected=which.expected)
        given = _value(document, (*place, end), which, written[end], others, rates, measured=measured).value
        assert isinstance(given, int | float)
        ends[end] = given
    _check_range(document, place, which, answer, ends)
    return replace(answer, source=source, note=note or answer.note, low=ends["low"], high=ends["high"])


def _check_keys(
    document: yaml_file.Document, place: yaml_file.Place, which: Fact, written: Mapping[str, Any]
) -> None:
    for key in written:
        if key not in _ANSWER_KEYS:
            raise document.error(
                (*place, key),
                "unknown key of an answer",
                text=key,
                expected=", ".join(_ANSWER_KEYS),
                near=near(key, _ANSWER_KEYS),
            )
    if "value" not in written:
        raise document.error(place, f"{which.name} has no value", expected="value:")


def _check_range(
    document: yaml_file.Document,
    place: yaml_file.Place,
    which: Fact,
    answer: Answer,
    ends: Mapping[str, float | None],
) -> None:
    if which.kind == "number":
        assert isinstance(answer.value, int | float)
        low, high = ends["low"], ends["high"]
        if (low is not None and low > answer.value) or (high is not None and high < answer.value):
            raise document.error(
                place, f"{which.name} lies outside its own range", expected="low <= value <= high"
            )


def _value(
    document: yaml_file.Document,
    place: yaml_file.Place,
    which: Fact,
    value: object,
    others: Mapping[str, Answer],
    rates: Mapping[str, Mapping[str, float]],
    *,
    measured: bool = False,
) -> Answer:
    try:
        if value is None:
            raise BadInput(
                f"{which.name} has no value", expected=f"{which.expected}; leave the line out if not known"
            )
        if isinstance(value, str):
            if is_not_sure(value):
                raise BadInput(
                    f"{which.name} has no value", text=value, expected="no line at all where it is not known"
                )
            return _written(value, which, others, rates)
        numeral = document.numerals.get(place, "")
        if which.kind == "number" and LIKE_THOUSANDS.fullmatch(numeral) and not measured:
            return parse_answer(numeral, which)
        if which.kind == "number":
            return Answer(quantity.number(value, which))
        said = tried_words.with_gaps(value) if which.kind == "gaps" and isinstance(value, dict) else value
        checked = which.check(said)
        return Answer(
            by_their_ids(checked, which) if which.kind == "choices" and not which.values else checked
        )
    except BadInput as e:
        raise e.at(document.file, document.line(place)) from None
