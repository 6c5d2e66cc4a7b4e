"""A description cut into its sentences, each with what a "but" at the front of the next adds to it."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?]+(?=\s+\S)|\s*[;\n\r]+\s*[-*•]?\s*")
_NO_END = re.compile(
    r"(?:\b(?:approx|ca|incl|excl|resp|vs|etc|avg|max|min|est|no|nr|dr|mr|mrs|st|dept|mon|fri|mio|tsd)"
    r"|\b[a-z]\.[a-z]|\be\.g|\bi\.e)\.$",
    re.IGNORECASE,
)
_SLASHES = 4
"""So many stand between the parts of a note rather than between two choices."""
_ASKED = re.compile(
    r"(?!(?:can|could|should|would|will|what|which|how|why|who|when|where|does|do|any|is|are)\b)"
    r"(?:\w[\w'-]*[ ,]+){0,3}\w[\w'-]*\?",
    re.IGNORECASE,
)
"""A topic that the writer names as a question: "Tests?"."""
_ANSWERED = re.compile(r"(?:no|yes|never|none|nope|yep|yeah)\b(?! idea| clue)", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:but|however|though|although|except|only that|just not|unless)\b", re.IGNORECASE)


def of(text: str) -> list[str]:
    """The sentences of `text`, their end marks included."""
    if text.count(" / ") >= _SLASHES:  # "90k daily / 3.3k in / 25 out / no labels"
        text = text.replace(" / ", " ; ")
    text = text.replace(" // ", " ; ")
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if not _NO_END.search(text[start : end.end()].strip()):
            found.append(text[start : end.end()])
            start = end.end()
    found.append(text[start:])
    return _joined([s for s in found if any(map(str.isalnum, s))])


def _joined(cut: list[str]) -> list[str]:
    """A sentence that begins with "but" belongs to the one before it, an answer to what the writer asked."""
    whole: list[str] = []
    for sentence in cut:
        if whole and _GOES_ON.match(sentence):
            whole[-1] += " " + sentence
        elif whole and _is_answer(whole[-1].strip(), sentence.strip()):
            whole[-1] = f"{whole[-1].rstrip()[:-1]}: {sentence.strip()}"
        else:
            whole.append(sentence)
    return [s.strip() for s in whole]


def _is_answer(asked: str, sentence: str) -> bool:
    """Whether the writer answers his own question: "Tests? Lawyers read a sample.", "Is it measured? No."."""
    own = bool(_ASKED.fullmatch(asked))
    return own or (asked.endswith("?") and bool(_ANSWERED.match(sentence)))


def as_typed(clause: str, text: str) -> str:
    """The words of a clause in normal form as they stand in `text`: with their capitals and their marks."""
    words = re.findall(r"[^\W_]+", clause)
    said = r"[\W_]+".join(map(re.escape, words))
    found = re.search(rf"[$€£]?{said}(?: ?[%€£])?", text, re.IGNORECASE) if words else None
    return found[0] if found else clause
