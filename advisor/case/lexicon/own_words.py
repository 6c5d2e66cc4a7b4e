"""knowledge/own_words.yaml: which words mean which values, and what makes a sentence doubtful."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from advisor.case.fact_type import Fact
from advisor.case.facts import ASKED, FORMER, TRIED, VOCABULARY
from advisor.case.models_tried import GAPS
from advisor.errors import near
from advisor.files import yaml_cache, yaml_file
from advisor.files.paths import KNOWLEDGE

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


def parse(document: yaml_file.Document, certain: yaml_file.Document | None = None) -> OwnWords:
    """The words in `document`, and the `certain` phrases of another beside them.

    Raises BadInput for unknown facts and values, and for what is no phrase.
    """
    data = document.data
    lists = {name: _phrases(document, (name,), said) for name, said in data.items() if name not in _PARTS}
    families = _families(document, data)
    facts: dict[str, FactWords] = {}
    for name, words in _known(document, ("facts",), data.get("facts", {}), ASKED).items():
        facts[name] = _fact(document, ("facts", name), words, VOCABULARY[name], families)
    if certain is not None:
        facts = _with_certain(facts, certain, families)
    plain: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, said in _known(document, ("plain",), data.get("plain", {}), ASKED).items():
        plain[name] = _plain(document, ("plain", name), said, VOCABULARY[name], families)
    by_fact = [_by_fact(document, data, part, families) for part in _BY_FACT]
    spread = {n: tuple(_spread(p, families) for p in said) for n, said in lists.items()}
    return OwnWords(spread, facts, plain, *by_fact)


def _by_fact(
    document: yaml_file.Document, data: Mapping[str, Any], part: str, families: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """The phrases of each fact in one `part` of the file."""
    return {
        name: tuple(_spread(p, families) for p in _phrases(document, (part, name), said))
        for name, said in _known(document, (part,), data.get(part, {}), ASKED).items()
    }


def _with_certain(
    facts: Mapping[str, FactWords], document: yaml_file.Document, families: Mapping[str, str]
) -> dict[str, FactWords]:
    """`facts` with the certain phrases of their values; a value has words of its own or not."""
    data = _known(document, (), document.data, ("families", "shared", "facts"))
    families = {**families, **_families(document, data)}
    shared = {f"@{name}": _phrases(document, ("shared", name), s) for name, s in data["shared"].items()}
    data, found = data["facts"], dict(facts)
    for name in _known(document, ("facts",), data, ASKED):
        known = found.get(name, FactWords())
        values = dict(known.values)
        place = ("facts", name)
        for value in _known(document, place, data[name], _values_of(VOCABULARY[name], data[name])):
            said = _lines(document, (*place, value), data[name][value])
            spread = tuple(_spread(p, families) for s in said for p in shared.get(s, (s,)))
            values[value] = replace(values.get(value, ValueWords()), certain=spread)
        found[name] = replace(known, values=values)
    return found


def _lines(document: yaml_file.Document, place: yaml_file.Place, data: Any) -> tuple[str, ...]:
    if not isinstance(data, str):
        raise document.error(place, "not phrases, one a line", text=data, expected="words")
    return tuple(line for line in map(str.strip, data.splitlines()) if line)


def _families(document: yaml_file.Document, data: Mapping[str, Any]) -> dict[str, str]:
    families = {n: _phrases(document, ("families", n), said) for n, said in data.get("families", {}).items()}
    for name, words in families.items():
        for i, word in enumerate(words):
            if " " in word and "<" not in word:
                raise document.error(("families", name, i), "not one word", text=word, expected="one word")
    return {f"<{name}>": "/".join(words) for name, words in families.items()}


def _values_of(fact: Fact, data: Mapping[str, Any]) -> tuple[str, ...]:
    """The values that words may be given for."""
    if fact.kind == "choices" and not fact.values:  # any id may be named; these are the known ones
        return tuple(str(k) for k in data if k not in _BESIDE_VALUES)
    return _values(fact)


def _spread(phrase: str, families: Mapping[str, str]) -> str:
    """`phrase` with each family of words, such as `<check>`, written out as alternatives, in a sentence's words."""
    phrase = phrase.replace("no one", "nobody")
    if "<" in phrase:
        for name, words in families.items():
            phrase = phrase.replace(name, words)
    return phrase


def _fact(
    document: yaml_file.Document, place: yaml_file.Place, data: Any, fact: Fact, families: Mapping[str, str]
) -> FactWords:
    allowed = _values_of(fact, data)
    _known(document, place, data, (*allowed, *_BESIDE_VALUES))
    values = {}
    for value in allowed:
        if value in data:
            at = (*place, value)
            words = _known(document, at, data[value], _VALUE_KEYS)
            said = {k: _phrases(document, (*at, k), v) for k, v in words.items()}
            values[value] = ValueWords(**{k: tuple(_spread(p, families) for p in v) for k, v in said.items()})
    question = tuple(str(data.get("question", "")).replace(" ", "").split(",")) if "question" in data else ()
    neutral, gives_way, nothing = (
        tuple(_spread(p, families) for p in _phrases(document, (*place, key), data.get(key, [])))
        for key in ("neutral", "gives_way", "means_nothing")
    )
    asked = _asks(document, (*place, "asks"), data.get("asks", []))
    asks = tuple((tuple(_spread(p, families) for p in said), ask) for said, ask in asked)
    yields = {v: _phrases(document, (*place, "yields", v), to) for v, to in data.get("yields", {}).items()}
    return FactWords(
        values, question, neutral, asks, data.get("furthest") is True, yields, gives_way, nothing
    )


def _plain(
    document: yaml_file.Document, place: yaml_file.Place, data: Any, fact: Fact, families: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    values = _known(document, place, data, _values(fact))
    return {
        v: tuple(_spread(p, families) for p in _phrases(document, (*place, v), said))
        for v, said in values.items()
    }


def _values(fact: Fact) -> tuple[str, ...]:
    """The values that words may stand for."""
    kinds = {
        "bool": ("yes", "no"),
        "number": ("0", "1"),
        "choices": (*fact.values, "none"),
        "gaps": GAPS,
    }
    return kinds.get(fact.kind, fact.values)


def _asks(
    document: yaml_file.Document, place: yaml_file.Place, data: Any
) -> Iterator[tuple[tuple[str, ...], str]]:
    for i, item in enumerate(data):
        _known(document, (*place, i), item, ("said", "ask"))
        yield _phrases(document, (*place, i, "said"), item["said"]), str(item["ask"])


def _phrases(document: yaml_file.Document, place: yaml_file.Place, data: Any) -> tuple[str, ...]:
    if not isinstance(data, list) or not all(
        isinstance(p, str | int) and not isinstance(p, bool) for p in data
    ):
        raise document.error(place, "not a list of phrases", text=data, expected="[words, more words]")
    return tuple(str(p) for p in data)


def _known(document: yaml_file.Document, place: yaml_file.Place, data: Any, names: tuple[str, ...]) -> Any:
    if not isinstance(data, dict):
        raise document.error(place, "not a mapping", text=data, expected=", ".join(names))
    for key in data:
        if key not in names:
            raise document.error((*place, key), "unknown key", text=key, near=near(key, names))
    return data
