"""One decision's answers, each with its provenance; strict YAML in, stable YAML out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from advisor.case import own_prices
from advisor.case.answer import Answer, Source, is_not_sure
from advisor.case.answers.parse_answer import parse_answer, read_beside
from advisor.case.case_text import VERSION, yaml_text
from advisor.case.fact_type import Facts
from advisor.case.facts import ASKED, FORMER, TRIED
from advisor.case.former_facts import folded
from advisor.case.written_answers import asked_fact, written_answers
from advisor.errors import BadInput, near
from advisor.files import atomic, yaml_file

if TYPE_CHECKING:
    from advisor.case.eval_record import EvalRecord

__all__ = ["Answer", "Case", "Source", "dump", "load", "parse", "save"]

LONGEST_TITLE = 1024 * 1024
_KEYS = ("advisor", "title", "answers", "prices", "evaluations")


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
    which = former or asked_fact(name)
    if is_not_sure(text):
        return case.without(TRIED if former else name)
    if former:
        return case.answered(TRIED, folded(case.answers.get(TRIED), {name: parse_answer(text, former)}))
    return case.answered(name, read_beside(text, which, case.answers, case.prices))


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
    return Case(title, written_answers(document), own_prices.parse(document), _evaluations(document))


def _evaluations(document: yaml_file.Document) -> tuple[EvalRecord, ...]:
    data = document.data.get("evaluations")
    if data is None:
        return ()
    from advisor.case import eval_record

    return eval_record.parse(document, ("evaluations",), data)
