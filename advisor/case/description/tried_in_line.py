"""Models that a description names as tried beside the one that runs: "haiku 4.5 was clearly worse"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from advisor.case.answer import Doubtful
from advisor.case.answers import meaning, model_names
from advisor.case.answers.parse_answer import tried
from advisor.case.description.line_facts import LineFacts
from advisor.case.facts import TRIED, fact
from advisor.case.lexicon import own_words, phrases
from advisor.case.lexicon.phrases import Sentence
from advisor.case.models_tried import GAPS
from advisor.errors import BadInput

_GOES_ON = r"(?!(?:(?:it|which|and) )?(?:was|were|is)\b)"
_PIECE = re.compile(
    rf"(?:\([^()\n]*\)|(?![;()\n]|[.!?](?:\s|$)|,\s{_GOES_ON}"
    r"|\b(?:but|while|whereas|(?:to|against|versus|vs\.?|than) our)\b).)+",
    re.IGNORECASE,
)
_TRYING = re.compile(
    r"\s*(?:we |i )?(?:have )?(?:measured|tested|tried|benchmarked|evaluated)\b", re.IGNORECASE
)


def cut(text: str, model_of: Callable[[str], str], line: LineFacts) -> str:
    """`text` with blanks where other models are said to have been tried; what is said of them goes into `line`.

    Where no other piece names a model the first may be today's, unless it says that it was tried.
    """
    pieces = [(m.span(), m[0]) for m in _PIECE.finditer(text) if _names_model(m[0])]
    told = [(span, piece) for span, piece in pieces if _tells_result(piece, model_of)]
    if len(told) == len(pieces):
        told = told[next((n for n, (_, piece) in enumerate(told) if _TRYING.match(piece)), len(told)) :]
    if not told:
        return text
    if not _take([piece.strip() for _, piece in told], model_of, line):
        return text
    for (start, end), _ in told:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _take(told: Sequence[str], model_of: Callable[[str], str], line: LineFacts) -> bool:
    """Whether pieces were read as models that were tried; what is open about one of several is asked."""
    try:
        line.found[TRIED] = tried("; ".join(told), model_of)
    except Doubtful as e:
        line.doubtful[TRIED] = e.answer
    except BadInput as e:
        rest = [piece for piece in told if str(e.text) not in piece]
        if not 0 < len(rest) < len(told) or not _take(rest, model_of, line):
            return False
        line.errors.append(e)
    return True


def _names_model(piece: str) -> bool:
    families = own_words.load().lists["model_families"]
    return any(re.split(r"[^a-z]", word)[0] in families for word in piece.lower().split())


def _tells_result(piece: str, model_of: Callable[[str], str]) -> bool:
    """Whether a piece tells how short a model fell, or that it was tried and is good enough."""
    rest = model_names.cut(piece, model_of).rest
    gaps = meaning.of(rest, fact(TRIED)).values
    tested = phrases.found(own_words.load().lists["was_tried"], Sentence.of(piece))
    return bool(gaps) and (GAPS[0] not in gaps or bool(tested))
