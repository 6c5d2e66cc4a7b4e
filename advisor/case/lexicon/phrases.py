"""Phrases of own_words.yaml as patterns, and a sentence as the words they are looked for in."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from advisor.case.numerals import quantity
from advisor.case.numerals.number_words import WORDS

_CONTRACTED = (
    (re.compile(r"\b(?:can't|cannot|cant)\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\b(do|does|did|is|are|was|were|has|have|had|would|could|should)(?:n't|nt)\b"), r"\1 not"),
    (re.compile(r"\b(it|that|there|he|she|what|who)'s\b"), r"\1 is"),
    (re.compile(r"\b(we|they|you)'re\b"), r"\1 are"),
    (re.compile(r"\b(i|we|they|you)'ve\b"), r"\1 have"),
    (re.compile(r"'(?:s|ll|d|m)\b"), ""),
    (re.compile(r"\bno[ -]one\b"), "nobody"),
    (re.compile(r"\b(?:realy|reallly|relly|rly)\b"), "really"),
    (re.compile(r"\byr(s?)\b"), r"year\1"),
    (re.compile(r"\bm(?:n?)th(s?)\b"), r"month\1"),
)
_CLAUSE = re.compile(r"[,;:!?()\n]+(?!\d)|(?<!\d)[,:]|\.(?=\s|$)| - ")
_BREAK = "|"
_COUNT = "|".join(w for w in WORDS if w not in ("zero", "one"))
_NUMBER = rf"(?:[$€£~]?\.?\d[^ %|]*|{_COUNT}|dozens?|hundreds?|thousands?|millions?)"
_PERCENT = r"(?:[~<>]?\.?\d[^ |]*(?: ?%| percent| per cent)|\w+ percent)"
_PLAIN = "(?!(?:not|no|never|nobody|hardly) )"
_GAP = rf"(?: {_PLAIN}[^ |]+){{0,3}}?"


class Sentence(Struct, frozen=True):
    """Words with a blank between, `|` between clauses and at both ends."""

    words: str
    asks: bool

    @classmethod
    def of(cls, text: str) -> Sentence:
        """`text` in normal form: lower case, contractions written out, hyphens as blanks."""
        return _sentence(text)

    def clause(self, at: int) -> tuple[int, int]:
        """Where the clause around position `at` begins and ends."""
        end = self.words.find(_BREAK, at)
        return self.words.rfind(_BREAK, 0, at + 1), len(self.words) if end < 0 else end


@functools.lru_cache(maxsize=1024)
def _sentence(text: str) -> Sentence:
    plain = quantity.normalise(text.replace("\n", " , ").replace("&", " and ").replace("->", " > "))
    for found, full in _CONTRACTED:
        plain = found.sub(full, plain)
    plain = re.sub(r"(?<![0-9.])-|-(?![0-9])|_|[\"'*]|(?<![0-9])/", " ", _CLAUSE.sub(f" {_BREAK} ", plain))
    tokens = " ".join(plain.split()).strip(" |")
    return Sentence(f"{_BREAK} {tokens} {_BREAK}", text.rstrip().endswith("?"))


def without_lead(sentence: Sentence, words: Iterable[str]) -> Sentence:
    """`sentence` without the interjections that it begins with: "well, not really"."""
    text = sentence.words
    while lead := next((m for w in words if (m := pattern(f"^{w}").match(text, 1))), None):
        rest = text[lead.end() :].removeprefix(f" {_BREAK}")
        if not rest.strip(" |"):
            break
        text = _BREAK + rest
    return Sentence(text, sentence.asks)


@functools.lru_cache(maxsize=16384)
def pattern(phrase: str) -> re.Pattern[str]:
    """The regular expression of one phrase: whole words of `Sentence.words`, each with its blank before it."""
    return re.compile("".join(_word(word) for word in phrase.split()) + "(?= |$)")


def _word(word: str) -> str:
    if word == "..":
        return _GAP
    start, end = word.startswith("^"), word.endswith("$")
    bare = word.removeprefix("^").removesuffix("$")
    choices = "|".join(_alternative(w) for w in bare.strip("()").split("/"))
    body = (r"(?<=^\|)" if start else "") + f" (?:{choices})"
    return (f"(?:{body})?" if bare.startswith("(") else body) + (r"(?= \|$)" if end else "")


def _alternative(word: str) -> str:
    if word == "?":
        return _PLAIN + r"[a-z][^ |]*"
    if word in ("#", "#%"):
        return r"\(?" + (_NUMBER if word == "#" else _PERCENT)  # a bracket stays where it opens
    if word == ",":
        return r"\|"
    if word.startswith("*"):
        return r"[^ |]*" + re.escape(word[1:])
    return re.escape(word[:-1]) + r"[^ |]*" if word.endswith("*") else re.escape(word)


def found(phrases: Iterable[str], sentence: Sentence) -> list[tuple[int, int]]:
    """Where any of `phrases` stands in `sentence`."""
    return list(_found(tuple(phrases), sentence.words))


@functools.lru_cache(maxsize=8192)
def _found(phrases: tuple[str, ...], words: str) -> tuple[tuple[int, int], ...]:
    """Loops, and asks first if all words are there that a phrase cannot do without: most can stand nowhere."""
    spans: list[tuple[int, int]] = []
    for phrase, needed in _prepared(phrases):
        for alternatives in needed:
            for word in alternatives:
                if word in words:
                    break
            else:
                break
        else:
            spans += [m.span() for m in pattern(phrase).finditer(words)]
    return tuple(spans)


@functools.lru_cache(maxsize=2048)
def _prepared(phrases: tuple[str, ...]) -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
    return [(phrase, _needed(phrase)) for phrase in phrases]


def inside(spans: Iterable[tuple[int, int]], around: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of `spans` that begin in one of those `around`."""
    return [s for s in spans if any(start <= s[0] < end for start, end in around)]


@functools.lru_cache(maxsize=16384)
def _needed(phrase: str) -> tuple[tuple[str, ...], ...]:
    """Of each word that `phrase` cannot do without, its alternatives; a sentence without one need not be searched.

    Patterns take long to compile, and most of them can stand in no sentence that is said.
    """
    fixed = [w.removeprefix("^").removesuffix("$") for w in phrase.split()]
    fixed = [w for w in fixed if w != ".." and not w.startswith("(") and not set(w) & set("?#,")]
    return tuple(sorted((tuple(a.strip("*") for a in w.split("/")) for w in fixed), key=len))
