"""Models that a description names as tried beside the one that runs: "haiku 4.5 was clearly worse"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from advisor.case.answer import Doubtful
from advisor.case.answers import beside_today, meaning, model_names
from advisor.case.answers.parse_answer import tried
from advisor.case.answers.tried_sentence import ResultUnsaid
from advisor.case.description.line_facts import LineFacts
from advisor.case.facts import TRIED, fact
from advisor.case.lexicon import own_words, phrases
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import entries, says
from advisor.case.models_tried import GAPS
from advisor.errors import BadInput

_BAR = "prompt_meets_bar"
_GOES_ON = r"(?!(?:(?:it|which|and) )?(?:was|were|is)\b)"
_PIECE = re.compile(
    rf"(?:\([^()\n]*\)|(?![;()\n]|[.!?](?:\s|$)|,\s{_GOES_ON}"
    r"|\b(?:but|while|whereas|(?:to|against|versus|vs\.?|than) our)\b).)+",
    re.IGNORECASE,
)
_TRYING = re.compile(
    r"\s*(?:we |i )?(?:have )?(?:measured|tested|tried|benchmarked|evaluated)\b", re.IGNORECASE
)
_MEASURED = re.compile(
    r"\s*(?!we |i |it )(?:[^\s,]+ ){1,4}(?:was |were )?(?:measured|tested|tried|benchmarked|evaluated)\b(?! at)",
    re.IGNORECASE,
)
_O_SERIES = re.compile(r"\bo[1-9](?=-|\s|$)", re.IGNORECASE)
_IN_TEST = re.compile(
    r"\bin (?:the|our|a) (?:trial|test|tests|pilot|benchmark|comparison|evaluation)\b", re.IGNORECASE
)
_ON_SAMPLE = re.compile(
    r"\b(?:was|were|did|scored|got|reached|passed|came out|looked|seemed|proved|worked)\b[^.;]*"
    r"\bon (?:[^\W\d]+ ){0,2}\d|^\s*on (?:[^\W\d]+ )?\d",
    re.IGNORECASE,
)
"""What it was measured on: "was good enough on 400 pages"."""
_SAMPLE = re.compile(r"\bon (?:[^\W\d]+ ){0,2}?(\d.*)$", re.IGNORECASE)
_HERE = r"(?:[^.;:]|\.(?=\d))*"
_LIST = re.compile(
    rf"\b(?:compared|tried|tested|benchmarked|measured|evaluated)\b{_HERE}(?::{_HERE}|\({_HERE}\))$",
    re.IGNORECASE,
)
"""What was tried, behind a colon or each with its result in brackets."""


def again(text: str, model_of: Callable[[str], str], line: LineFacts) -> None:
    """Read back in `line` what `cut` took for good enough, where it is as good as a model that misses the bar."""
    held = line.found.get(TRIED)
    if held is None or not beside_today.compares(text) or not _misses(line):
        return
    fresh = LineFacts()
    cut(text, model_of, fresh, misses=True)
    if TRIED in fresh.doubtful:
        line.doubtful[TRIED] = fresh.doubtful[TRIED]
        del line.found[TRIED]


def _misses(line: LineFacts) -> bool:
    bar = line.found.get(_BAR) or line.doubtful.get(_BAR)
    return bar is not None and bar.value is False


def cut(text: str, model_of: Callable[[str], str], line: LineFacts, *, misses: bool = False) -> str:
    """`text` with blanks where other models are said to have been tried; what is said of them goes into `line`.

    `misses`: it says that today's model misses the bar.
    Where no other piece names a model the first may be today's, unless it says that it was tried.
    """
    pieces = _pieces(text)
    told = [
        (span, piece)
        for span, piece in pieces
        if _TRYING.match(piece) or _tells_result(piece, model_of, _listed(text, span))
    ]
    if len(told) == len(pieces):
        told = told[next((n for n, (_, piece) in enumerate(told) if _says_tried(piece)), len(told)) :]
    if not told:
        return text
    if not _take([piece.strip() for _, piece in told], model_of, line, misses=misses):
        return text
    for (start, end), piece in told:
        last = end - len(_labelled(piece))
        text = text[:start] + " " * (last - start) + text[last:]
    return text


def _labelled(piece: str) -> str:
    """The end of a piece that counts the examples a model was measured on: "400 pages we had labelled by hand"."""
    found = _SAMPLE.search(piece)
    words = own_words.load()
    known = (*entries("example_words"), *words.numbers["labelled_examples"])
    return found[1] if found and phrases.found(known, Sentence.of(found[1])) else ""


def _pieces(text: str) -> list[tuple[tuple[int, int], str]]:
    """Where models are named, with what is said of each behind a comma: "haiku 4.5, a hair worse"."""
    found: list[tuple[tuple[int, int], str]] = []
    for piece in _PIECE.finditer(text):
        (start, end), before = piece.span(), found[-1][0] if found else (0, 0)
        if _names_model(piece[0]):
            found.append(((start, end), piece[0]))
        elif found and before[1] + 1 == start and text[before[1]] == "," and _tells_gap(piece[0]):
            found[-1] = ((before[0], end), text[before[0] : end])
    return found


def _listed(text: str, span: tuple[int, int]) -> bool:
    """Whether a piece stands in a list of what was tried: "we compared: o4-mini is fine"."""
    return bool(_LIST.search(text[: span[1]]))


def _says_tried(piece: str) -> bool:
    said = (_TRYING.match, _MEASURED.match, _IN_TEST.search, _LIST.search, _ON_SAMPLE.search)
    return any(find(piece) for find in said)


def _take(told: Sequence[str], model_of: Callable[[str], str], line: LineFacts, *, misses: bool) -> bool:
    """Whether pieces were read as models that were tried; what is open about one of several is asked."""
    try:
        line.found[TRIED] = tried("; ".join(told), model_of, misses=misses)
    except Doubtful as e:
        line.doubtful[TRIED] = e.answer
    except BadInput as e:
        rest = [piece for piece in told if str(e.text) not in piece]
        taken = 0 < len(rest) < len(told) and _take(rest, model_of, line, misses=misses)
        if not (taken or isinstance(e, ResultUnsaid)):
            return False
        line.errors.append(e)
    return True


def _names_model(piece: str) -> bool:
    families = entries("model_families")
    heads = (re.match(r"[a-z]+|", word) for word in piece.lower().split())
    return any(head and head[0] in families for head in heads) or bool(_O_SERIES.search(piece))


def _tells_gap(piece: str) -> bool:
    return bool(meaning.of(piece, fact(TRIED)).values)


def _tells_result(piece: str, model_of: Callable[[str], str], listed: bool) -> bool:
    """Whether a piece tells how short a model fell, or that it was tried and is good enough."""
    rest = model_names.cut(piece, model_of).rest
    gaps = meaning.of(rest, fact(TRIED)).values
    tested = listed or says(piece, "was_tried")
    return bool(gaps) and (GAPS[0] not in gaps or bool(tested))
