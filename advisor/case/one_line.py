"""The first question in one line: "300k a day on gpt-4o, fifteen hundred in, about a hundred out"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from advisor.case import quantity
from advisor.case.answer import Answer, parse_answer
from advisor.case.case import tokens_per_request
from advisor.case.facts import fact
from advisor.errors import BadInput

_LONGEST = 4 * quantity.LONGEST
FACTS = ("requests_per_month", "model", "input_tokens", "output_tokens")

_SPLIT = re.compile(
    r"[;\n·]|(?<!\d),|,(?!\d{3}(?!\d))"
    r"|\b(?:and|with|plus)\b(?=\s+[~\d]|\s+(?:about|around|roughly)\b)"
    r"|(?<=\bin)\s+(?=[~\d])|(?<=\binput)\s+(?=[~\d])|(?<=\btokens)\s+(?=[~\d])"
)
_SIDES = {
    "input_tokens": re.compile(r"\b(?:in|inputs?|prompts?)\b"),
    "output_tokens": re.compile(r"\b(?:out|outputs?|answers?|completions?|responses?)\b"),
}
_PAIR = re.compile(r"^(\S+) ?/ ?(\S+?)(?: tokens?)?$")
_ON = re.compile(r"\b(?:on|with|using|via|by|against)\s+(?!average)(?P<model>.*[a-z].*)$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(\S+)\s+and\s+", re.IGNORECASE)
_CONNECTING = re.compile(
    r"^(?:and|with|plus|on|at|using|model:?|calls?:?)\s+|\s+(?:and|with|plus)$", re.IGNORECASE
)


@dataclass
class OneLine:
    """The facts found in the line, and what could not be read."""

    found: dict[str, Answer] = field(default_factory=dict)
    errors: list[BadInput] = field(default_factory=list)


def parse(text: str, resolve: Callable[[str], str]) -> OneLine:
    """Read as many of the four facts as `text` holds; `resolve` turns a model's name into its id."""
    line = OneLine()
    text = _BETWEEN.sub(r"\1 to ", text[: _LONGEST + 1])
    if len(text) > _LONGEST:
        line.errors.append(BadInput("too long for one line", text=text))
        return line
    pieces = [p for p in (_CONNECTING.sub("", s.strip()).strip() for s in _SPLIT.split(text)) if p]
    said: list[tuple[str, str]] = []
    for piece in pieces:
        said += _claims(piece, [name for name, _ in said], resolve)
    for name, words in sorted(said, key=lambda s: s[0] == "requests_per_month"):
        try:
            if name in line.found:
                raise BadInput(f"{name}: this was said already", text=words)
            line.found[name] = _answer(name, words, line.found, resolve)
        except BadInput as e:
            line.errors.append(e)
    line.found = {name: line.found[name] for name in FACTS if name in line.found}
    return line


def _answer(name: str, words: str, found: dict[str, Answer], resolve: Callable[[str], str]) -> Answer:
    if name == "model":
        return Answer(resolve(words))
    return parse_answer(words, fact(name), tokens_per_request=tokens_per_request(found))


def _claims(piece: str, taken: list[str], resolve: Callable[[str], str]) -> list[tuple[str, str]]:
    """Which facts a piece of the line speaks of, with the words for each."""
    if (pair := _PAIR.match(piece)) and _reads(pair[1], "input_tokens") and _reads(pair[2], "output_tokens"):
        return [("input_tokens", pair[1]), ("output_tokens", pair[2])]
    counts = _reads(piece, "requests_per_month")
    if (on := _ON.search(piece)) and not counts:
        before = piece[: on.start()].strip()
        return [*(_claims(before, taken, resolve) if before else []), ("model", on["model"].strip())]
    if not counts and _is_model(piece, resolve):
        return [("model", piece)]
    for name, side in _SIDES.items():
        if side.search(piece.lower()):
            return [(name, side.sub("", piece.lower()).strip(" :,"))]
    return [(_unnamed(piece, taken, counts), piece)]


def _unnamed(piece: str, taken: list[str], counts: bool) -> str:
    """The fact of a piece that names none: calls, then tokens in and out; what is no number is a model."""
    if "requests_per_month" in taken and _reads(piece, "input_tokens"):
        return "output_tokens" if "input_tokens" in taken else "input_tokens"
    is_word = not counts and not re.match(r"[~\d.]", piece) and re.search(r"[a-z]", piece, re.IGNORECASE)
    return "model" if is_word else "requests_per_month"


def _reads(words: str, name: str) -> bool:
    try:
        quantity.parse(words, fact(name))
    except quantity.Ambiguous:
        return True
    except BadInput:
        return False
    return True


def _is_model(words: str, resolve: Callable[[str], str]) -> bool:
    try:
        resolve(words)
    except BadInput:
        return False
    return True
