"""One answer with its provenance, read from what a person wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from advisor.case import models_tried, quantity
from advisor.case.facts import Fact, Value
from advisor.errors import BadInput, near

Source = Literal["said", "measured", "assumed", "default"]
SOURCES: tuple[str, ...] = get_args(Source)

YES = frozenset({"yes", "y", "true", "yeah", "yep", "sure", "we do", "it is", "it does", "1"})
NO = frozenset({"no", "n", "false", "nope", "not yet", "never", "we don't", "we do not", "it is not", "0"})
NOT_SURE = frozenset(
    {
        "not sure", "unsure", "no idea", "don't know", "dont know", "do not know", "i don't know", "unknown",
        "dunno", "idk", "not known", "no clue", "hard to say", "can't say", "cannot say",
        "n/a", "pass", "skip",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """A value, where it comes from, and the range that was said (`value` is the likely one)."""

    value: Value
    source: Source = "said"
    note: str = ""
    low: float | None = None
    high: float | None = None


def is_not_sure(text: str) -> bool:
    """Whether `text` says that the answer is not known."""
    return text.strip() in ("?", "??") or quantity.normalise(text) in NOT_SURE


def parse_answer(
    text: str,
    fact: Fact,
    *,
    choices: Sequence[str] = (),
    synonyms: Mapping[str, str] | None = None,
    tokens_per_request: float | None = None,
) -> Answer:
    """Read `text` as a value of `fact`.

    `choices` are the values in the order in which they were numbered on screen; `synonyms` maps other words
    to values. Numbers are read by `quantity.parse`. Raises BadInput (Ambiguous where two readings are open).
    """
    values = tuple(choices) or fact.values
    match fact.kind:
        case "number":
            read = quantity.parse(text, fact, tokens_per_request)
            return Answer(read.value, low=read.low, high=read.high)
        case "bool":
            return Answer(_flag(text, fact, synonyms or {}))
        case "choice":
            return Answer(_choice(text, fact, values, synonyms or {}))
        case "choices":
            return Answer(_choices(text, fact, values, synonyms or {}))
        case "model":
            return Answer(_model(text, fact))
        case "gaps":
            return Answer(models_tried.parse(text, lambda name: _model(name, fact), synonyms or {}))


LONGEST_MODEL = 200
"""Characters of a model's id; an ARN has fewer."""


def _flag(text: str, fact: Fact, synonyms: Mapping[str, str]) -> bool:
    word = quantity.normalise(text)
    word = synonyms.get(word, word)
    first = re.split(r"[ ,.]", word, maxsplit=1)[0]
    if word in YES or (first in ("yes", "yeah", "yep") and word not in NO):
        return True
    if word in NO or first in ("no", "nope"):
        return False
    raise BadInput(f"{fact.name}: neither yes nor no", text=text, expected=fact.expected)


def _choice(text: str, fact: Fact, values: Sequence[str], synonyms: Mapping[str, str]) -> str:
    word = quantity.normalise(text)
    if re.fullmatch(r"\d{1,2}", word) and 1 <= int(word) <= len(values):
        return values[int(word) - 1]
    names = {quantity.normalise(v).replace("-", " "): v for v in values}
    plain = word.replace("-", " ").replace("_", " ")
    if plain in names:
        return names[plain]
    if word in synonyms or plain in synonyms:
        return synonyms.get(word) or synonyms[plain]
    begun = {names[n] for n in names if n.startswith(plain)} if plain else set()
    if not begun and len(plain) > 2:
        begun = {v for s, v in synonyms.items() if s.startswith(plain)}
    if len(begun) == 1:
        return begun.pop()
    if begun:
        raise quantity.Ambiguous(
            f"{fact.name}: this could be several", text=text, expected=" or ".join(sorted(begun))
        )
    shown = near(plain, [*names, *synonyms]) if len(plain) > 3 else None
    raise BadInput(
        f"{fact.name} does not take this value",
        text=text,
        expected="one of " + ", ".join(values),
        near=names.get(shown, synonyms.get(shown)) if shown else None,
    )


def _choices(text: str, fact: Fact, values: Sequence[str], synonyms: Mapping[str, str]) -> tuple[str, ...]:
    plain = quantity.normalise(text)
    if synonyms.get(plain, plain) in ("none", "nothing", "no"):
        return ()
    parts = [p.strip() for p in re.split(r",|;|\+|&|/|\band\b|\n", text) if p.strip()]
    if parts and all(re.fullmatch(r"\d{1,2}( \d{1,2})+", p) for p in parts):
        parts = [n for p in parts for n in p.split()]
    if not parts:
        raise BadInput(f"{fact.name}: nothing was said", expected=fact.expected)
    chosen = [_choice(p, fact, values, synonyms) if values else _name(p, fact) for p in parts]
    checked = fact.check(["none"] if chosen == ["none"] else chosen)
    assert isinstance(checked, tuple)
    return checked


def _name(text: str, fact: Fact) -> str:
    name = text.strip()
    if not re.fullmatch(r"[^\s\x00-\x1f]{1,200}", name) or not name.isprintable():
        raise BadInput(f"{fact.name}: not an id", text=text, expected="one word such as gpt-4o")
    return name


def _model(text: str, fact: Fact) -> str:
    name = " ".join(text.split())
    if not 0 < len(name) <= LONGEST_MODEL or not name.isprintable():
        raise BadInput(f"{fact.name}: not a model's name", text=text, expected="a name such as gpt-4o")
    return name
