"""knowledge/own_words.yaml: which words mean which values, and what makes a sentence doubtful."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from advisor.case.fact_type import Fact
from advisor.case.facts import ASKED, FORMER, TRIED, VOCABULARY
from advisor.case.lexicon.words_file import WordsFile
from advisor.case.models_tried import GAPS
from advisor.files import yaml_cache
from advisor.files.paths import KNOWLEDGE
from advisor.files.yaml_file import Document, Place

_BY_FACT = (
    "topics", "numbers", "sentences", "other_numbers", "rests", "rests_not", "subjects", "no_numbers", "likely", "akin",
)  # fmt: skip
_PARTS = ("families", "facts", "plain", *_BY_FACT)
"""What in the file is no list."""
_VALUE_KEYS = ("says", "exact", "hints", "told")
_BESIDE_VALUES = ("question", "neutral", "asks", "furthest", "yields", "gives_way", "means_nothing")


class ValueWords(Struct, frozen=True):
    """Phrases of one value: `says` mean it, `exact` mean it where nothing else is said, `hints` may mean it.

    `told`: mean it in a description too, where nobody asked for this fact.
    `certain`: mean it whatever words stand beside them, as they are said of no other value.
    """

    certain: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


class FactWords(Struct, frozen=True):
    """Words of one fact. `question`: the values a yes and a no mean; `neutral`: what raises no doubt here.

    `asks`: phrases, and what to ask when one is said. `furthest`: of several values said the last is read back.
    `yields`: value -> values beside which it is not meant. `gives_way`: phrases that mean nothing beside another value.
    `means_nothing`: phrases whose words mean no value.
    """

    values: Mapping[str, ValueWords] = field(default_factory=dict)
    question: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    asks: tuple[tuple[tuple[str, ...], str], ...] = ()
    furthest: bool = False
    yields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gives_way: tuple[str, ...] = ()
    means_nothing: tuple[str, ...] = ()


class OwnWords(Struct, frozen=True):
    """The whole file: `lists` by their names, facts by theirs.

    `plain`: fact -> value -> phrases that mean it in a description so plainly that it is taken at once.
    `topics`: fact -> phrases that make a sentence of a description one about this fact.
    `numbers`: fact -> phrases in which a number of a description is one of this fact.
    `sentences`: fact -> phrases by which a sentence of a description is about a number of this fact in it.
    `other_numbers`: fact -> phrases in which the number of an answer is that of something else.
    `rests`: fact -> phrases by which a share is the rest of it to one; `rests_not`: beside which it is not.
    `subjects`: fact -> phrases that name what its number is of.
    `no_numbers`: fact -> phrases in which a number is none of this fact, unless its subject is named.
    `likely`: fact -> the ends of what is usual; `akin`: fact -> others that the same words may tell.
    """

    lists: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, FactWords]
    plain: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sentences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    other_numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rests_not: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    no_numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    likely: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    akin: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, name: str) -> FactWords:
        """The words of a fact, or of the one that took its place; empty where it has none."""
        return self.facts.get(TRIED if name in FORMER else name, FactWords())


@functools.lru_cache(maxsize=4)
def load(path: Path = KNOWLEDGE / "own_words.yaml") -> OwnWords:
    """Read the words, when they are first needed. Raises BadInput with file:line."""
    return parse(yaml_cache.read(path), yaml_cache.read(path.with_name("certain_phrases.yaml")))


def parse(document: Document, certain: Document | None = None) -> OwnWords:
    """The words in `document`, and the `certain` phrases of another beside them.

    Raises BadInput for unknown facts and values, and for what is no phrase.
    """
    file = WordsFile(document)
    facts = {name: _fact(file, VOCABULARY[name]) for name in file.keys(("facts",), ASKED)}
    if certain is not None:
        facts = _with_certain(facts, WordsFile(certain, file.families))
    return OwnWords(
        {name: file.phrases((name,)) for name in document.data if name not in _PARTS},
        facts,
        {n: file.by_key(("plain", n), _values(VOCABULARY[n])) for n in file.keys(("plain",), ASKED)},
        *(file.by_key((part,), ASKED) for part in _BY_FACT),
    )


def _fact(file: WordsFile, fact: Fact) -> FactWords:
    """The words of one fact."""
    place: Place = ("facts", fact.name)
    allowed = _values_of(fact, file.at(place))
    given = file.keys(place, (*allowed, *_BESIDE_VALUES))
    neutral, gives_way, nothing = (
        file.phrases((*place, key)) if key in given else ()
        for key in ("neutral", "gives_way", "means_nothing")
    )
    question = str(file.at((*place, "question"))).replace(" ", "").split(",") if "question" in given else ()
    return FactWords(
        {v: ValueWords(**file.by_key((*place, v), _VALUE_KEYS)) for v in allowed if v in given},
        tuple(question),
        neutral,
        _asks(file, (*place, "asks")) if "asks" in given else (),
        "furthest" in given and file.at((*place, "furthest")) is True,
        {v: file.phrases((*place, "yields", v)) for v in file.at((*place, "yields"))}
        if "yields" in given
        else {},
        gives_way,
        nothing,
    )


def _asks(file: WordsFile, place: Place) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Phrases, and what to ask when one is said."""
    found = []
    for i, item in enumerate(file.at(place)):
        file.keys((*place, i), ("said", "ask"))
        found.append((file.phrases((*place, i, "said")), str(item["ask"])))
    return tuple(found)


def _with_certain(facts: Mapping[str, FactWords], file: WordsFile) -> dict[str, FactWords]:
    """`facts` with the certain phrases of their values; a value has words of its own or not."""
    file.keys((), ("families", "shared", "facts"))
    found = dict(facts)
    for name in file.keys(("facts",), ASKED):
        known, place = found.get(name, FactWords()), ("facts", name)
        values = dict(known.values)
        for value in file.keys(place, _values_of(VOCABULARY[name], file.at(place))):
            certain = file.lines((*place, value))
            values[value] = replace(values.get(value, ValueWords()), certain=certain)
        found[name] = replace(known, values=values)
    return found


def _values_of(fact: Fact, data: Mapping[str, Any]) -> tuple[str, ...]:
    """The values that words may be given for."""
    if fact.kind == "choices" and not fact.values:  # any id may be named; these are the known ones
        return tuple(str(k) for k in data if k not in _BESIDE_VALUES)
    return _values(fact)


def _values(fact: Fact) -> tuple[str, ...]:
    """The values that words may stand for."""
    kinds = {
        "bool": ("yes", "no"),
        "number": ("0", "1"),
        "choices": (*fact.values, "none"),
        "gaps": GAPS,
    }
    return kinds.get(fact.kind, fact.values)
