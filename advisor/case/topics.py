"""What the sentences of a description tell about facts that they name the topic of: "lawyers check samples"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.case import own_words, phrases
from advisor.case.answer import Answer, Doubtful
from advisor.case.facts import fact
from advisor.case.parse_answer import parse_answer
from advisor.case.phrases import Sentence
from advisor.errors import BadInput

_LONGEST = 300


def told(sentences: Sequence[str]) -> dict[str, tuple[Answer, bool]]:
    """The facts whose topic a sentence names, each as if it had been asked for, and whether that is sure.

    A fact of which two sentences tell two values is left out.
    """
    found: dict[str, tuple[Answer, bool]] = {}
    split: set[str] = set()
    for name, answer, sure in _read(sentences):
        known, before = found.get(name, (answer, False))
        if known.value != answer.value:
            split.add(name)
        found[name] = answer, sure or before
    return {n: told for n, told in found.items() if n not in split}


def about(text: str) -> set[str]:
    """The facts whose topic a sentence names."""
    sentence = Sentence.of(text)
    return {name for name, said in own_words.load().topics.items() if phrases.found(said, sentence)}


def _read(sentences: Sequence[str]) -> Iterator[tuple[str, Answer, bool]]:
    topics = own_words.load().topics
    for text in sentences:
        sentence = Sentence.of(text)
        if sentence.asks or len(text) > _LONGEST:
            continue
        for name, said in topics.items():
            if phrases.found(said, sentence) and (read := _answer(name, text)):
                yield name, *read


def _answer(name: str, text: str) -> tuple[Answer, bool] | None:
    try:
        return parse_answer(text, fact(name)), True
    except Doubtful as e:
        return e.answer, False
    except BadInput:
        return None
