"""Models and how far short they fell, as people list them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from advisor.case.models_tried import EXPECTED, GAPS, UNNAMED, ModelsTried
from advisor.errors import BadInput

_BETWEEN = re.compile(r"[,;\n]|\band\b", re.IGNORECASE)
_EITHER = re.compile(r"\bor\b|[|/]", re.IGNORECASE)
_VERB = re.compile(r"\s+(?:was|is|were|came out)$", re.IGNORECASE)


def parse(text: str, model_of: Callable[[str], str], words: Mapping[str, str]) -> ModelsTried:
    """Read "haiku-4-5: good enough, gpt-4o slightly short"; a model without a word for it may have any gap.

    `model_of` gives the id that a name means; `words` are other words for gaps. Raises BadInput.
    """
    known = {**{gap: gap for gap in GAPS}, **words}
    found: dict[str, tuple[str, ...]] = {}
    only_named = ""  # "gpt-4o-mini, far short": the gap behind the comma is that model's
    for piece in _BETWEEN.split(text):
        if piece.strip():
            name, gaps = _piece(piece.strip(), known)
            model = model_of(name) if name else only_named or UNNAMED
            if model in found and model != only_named:
                raise BadInput("models_tried: this model is named twice", text=model)
            found[model] = gaps
            only_named = model if name and gaps == GAPS else ""
    if not found:
        raise BadInput("models_tried: nothing was said", expected=EXPECTED)
    return ModelsTried.of(found)


def _piece(piece: str, known: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The name and the gaps of one model; the name is empty where only a gap is said."""
    for mark in (":", "="):
        name, found, rest = piece.rpartition(mark)
        if found and (gaps := _either(rest, known)):
            return _VERB.sub("", name.strip()), gaps
    tokens = piece.split()
    for n in range(len(tokens)):
        if gaps := _either(" ".join(tokens[n:]), known):
            return _VERB.sub("", " ".join(tokens[:n])), gaps
    return piece, GAPS


def _either(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The gaps that `text` names, one or several; empty where a part of it is none."""
    parts = [" ".join(p.casefold().split()).strip(" .!") for p in _EITHER.split(text)]
    return tuple(known[p] for p in parts) if parts and all(p in known for p in parts) else ()
