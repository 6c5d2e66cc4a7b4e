"""The checklist as data: the questions, their order and words, and when each is asked."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from advisor.case.fact_type import Fact, Facts, Value
from advisor.case.facts import ASKED, VOCABULARY
from advisor.case.models_tried import GAPS
from advisor.errors import near
from advisor.files import yaml_file
from advisor.files.paths import KNOWLEDGE
from advisor.rules import condition
from advisor.rules.parsing import parse_condition
from advisor.rules.parsing.rule_part import RulePart
from advisor.rules.terms import Terms

Yaml = Any
"""Plain data as read from a file."""

_QUESTION_KEYS = ("id", "theme", "core", "one_line", "ask", "example", "why", "cites", "parts")
_PART_KEYS = ("fact", "ask", "example", "choices", "asked_when", "idle_when", "also")
_CHOICE_KEYS = ("value", "label")


class AnswerChoice(Struct, frozen=True):
    """One of the numbered answers of a question."""

    value: Value
    label: str


class Part(Struct, frozen=True):
    """One fact of a question. `also`: other facts that an answer in a sentence often tells as well."""

    fact: Fact
    ask: str
    example: str
    choices: tuple[AnswerChoice, ...]
    asked_when: condition.Condition
    also: tuple[str, ...] = ()
    idle_when: condition.Condition | None = None

    @property
    def labels(self) -> Mapping[str, str]:
        """Value -> the words it is shown with, in the order shown; a flag's values are yes and no."""
        return {c.label if self.fact.kind == "bool" else str(c.value): c.label for c in self.choices}

    def asked(self, facts: Facts) -> bool | None:
        """Whether this part is asked; None while a fact it depends on is not known."""
        return condition.truth(self.asked_when, facts)

    def idle(self, facts: Facts) -> bool:
        """Whether the part needs no answer whatever the others are; a given answer stays."""
        return self.idle_when is not None and condition.truth(self.idle_when, facts) is True


class Question(Struct, frozen=True):
    """One question: a theme, a reason to ask, one or more facts. `core` counts from 1; None: a refinement."""

    id: str
    theme: str
    core: int | None
    one_line: bool
    ask: str
    example: str
    why: str
    cites: tuple[str, ...]
    parts: tuple[Part, ...]


class Checklist(Struct, frozen=True, dict=True):
    """All questions in the order of asking. `themes`: id -> title."""

    themes: Mapping[str, str]
    questions: tuple[Question, ...]

    @functools.cached_property
    def parts(self) -> Mapping[str, Part]:
        """Fact -> part, in the order of asking."""
        return {p.fact.name: p for q in self.questions for p in q.parts}

    @functools.cached_property
    def _home(self) -> Mapping[str, Question]:
        return {p.fact.name: q for q in self.questions for p in q.parts}

    def open_core(self, facts: Facts, said: Collection[str]) -> tuple[str, ...]:
        """The core facts that are not in `said` and that apply as far as `facts` tell.

        What waits only for answers that are never asked for is not asked either.
        """
        found: list[str] = []
        never: set[str] = set()
        for part in (p for q in self.questions if q.core is not None for p in q.parts):
            asked = part.asked(facts)
            waits = {test.fact for test in condition.tests(part.asked_when)} - facts.keys()
            if asked is False or (asked is None and waits <= never):
                never.add(part.fact.name)
            elif part.fact.name not in said:
                found.append(part.fact.name)
        return tuple(found)

    def question(self, fact: str) -> Question:
        """The question that sets `fact`, which must be an asked fact."""
        return self._home[fact]


def load(path: Path = KNOWLEDGE / "checklist.yaml") -> Checklist:
    """Read the checklist. Raises BadInput with file:line."""
    return _load(path)


@functools.lru_cache(maxsize=4)
def _load(path: Path) -> Checklist:
    return parse(yaml_file.read(path))


def parse(document: yaml_file.Document) -> Checklist:
    """The checklist in `document`: every asked fact exactly once, conditions over earlier facts only."""
    data = _keys(document, (), document.data, ("themes", "questions"))
    themes = {}
    for i, theme in enumerate(data["themes"]):
        _keys(document, ("themes", i), theme, ("id", "title"))
        themes[theme["id"]] = theme["title"]
    earlier: dict[str, Fact] = {}
    questions = tuple(
        _question(document, ("questions", i), q, themes, earlier) for i, q in enumerate(data["questions"])
    )
    if missing := [name for name in ASKED if name not in earlier]:
        raise document.error(("questions",), "no question asks for this fact", text=missing[0])
    cores = [q.core for q in questions if q.core is not None]
    if cores != list(range(1, len(cores) + 1)) or any(q.core for q in questions[len(cores) :]):
        raise document.error(("questions",), "core questions come first and count from 1")
    return Checklist(themes, questions)


def _question(
    document: yaml_file.Document,
    place: yaml_file.Place,
    data: Yaml,
    themes: Mapping[str, str],
    earlier: dict[str, Fact],
) -> Question:
    _keys(document, place, data, _QUESTION_KEYS, needed=("id", "theme", "ask", "why", "cites", "parts"))
    if data["theme"] not in themes:
        raise document.error(
            (*place, "theme"), "unknown theme", text=data["theme"], near=near(data["theme"], themes)
        )
    parts = tuple(_part(document, (*place, "parts", i), p, earlier) for i, p in enumerate(data["parts"]))
    return Question(
        id=data["id"],
        theme=data["theme"],
        core=data.get("core"),
        one_line=data.get("one_line", False),
        ask=data["ask"],
        example=data.get("example", ""),
        why=data["why"],
        cites=tuple(data["cites"]),
        parts=parts,
    )


def _part(document: yaml_file.Document, place: yaml_file.Place, data: Yaml, earlier: dict[str, Fact]) -> Part:
    _keys(document, place, data, _PART_KEYS, needed=("fact", "ask"))
    name = data["fact"]
    if name not in ASKED:
        raise document.error((*place, "fact"), "unknown fact", text=name, near=near(name, ASKED))
    if name in earlier:
        raise document.error((*place, "fact"), "this fact is asked twice", text=name)
    fact = VOCABULARY[name]
    when: condition.Condition = condition.ALWAYS
    if "asked_when" in data:
        asked = RulePart(document, (*place, "asked_when"), data["asked_when"], Terms(earlier))
        when = parse_condition.condition(asked)
    idle = RulePart(document, (*place, "idle_when"), data.get("idle_when"), Terms(VOCABULARY))
    spared = idle.value and parse_condition.condition(idle)
    earlier[name] = fact
    choices = tuple(_choices(document, place, data, fact))
    also = _also(document, place, data)
    return Part(fact, data["ask"], data.get("example", ""), choices, when, also, spared or None)


def _also(document: yaml_file.Document, place: yaml_file.Place, data: Yaml) -> tuple[str, ...]:
    for i, name in enumerate(data.get("also", ())):
        if name not in ASKED:
            raise document.error((*place, "also", i), "unknown fact", text=name, near=near(name, ASKED))
    return tuple(data.get("also", ()))


def _choices(
    document: yaml_file.Document, place: yaml_file.Place, data: Yaml, fact: Fact
) -> Iterator[AnswerChoice]:
    if fact.kind == "bool":
        yield from (AnswerChoice(True, "yes"), AnswerChoice(False, "no"))
        return
    seen = []
    values = GAPS if fact.kind == "gaps" else fact.values
    for i, choice in enumerate(data.get("choices", ())):
        inner = (*place, "choices", i)
        _keys(document, inner, choice, _CHOICE_KEYS, needed=("value", "label"))
        value = choice["value"]
        if values and value not in values:
            raise document.error(
                (*inner, "value"), "no value of this fact", text=value, expected=fact.expected
            )
        seen.append(value)
        yield AnswerChoice(value, choice["label"])
    if values and sorted(seen) != sorted(values):
        raise document.error(place, f"{fact.name} needs each of its values once", expected=", ".join(values))


def _keys(
    document: yaml_file.Document,
    place: yaml_file.Place,
    data: Yaml,
    known: tuple[str, ...],
    needed: tuple[str, ...] | None = None,
) -> Yaml:
    if not isinstance(data, dict):
        raise document.error(place, "not a mapping", text=data, expected=", ".join(known))
    for key in data:
        if key not in known:
            raise document.error((*place, key), "unknown key", text=key, near=near(key, known))
    for key in known if needed is None else needed:
        if key not in data:
            raise document.error(place, "a key is missing", expected=key)
    return data
