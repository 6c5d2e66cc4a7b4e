"""Models that were tried, in people's own words: "haiku was a bit worse, gpt-4o-mini is good enough"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from advisor.case import meaning, model_names, models_tried, own_words, phrases
from advisor.case.answer import Doubtful
from advisor.case.facts import TRIED, fact
from advisor.case.models_tried import GAPS, UNNAMED, ModelsTried
from advisor.case.phrases import Sentence
from advisor.case.quantity import Ambiguous
from advisor.errors import BadInput

_PIECES = re.compile(r"[,;\n]|\.(?=\s|$)|\band\b", re.IGNORECASE)


def read(
    text: str, model_of: Callable[[str], str], labels: Mapping[str, str] | None = None
) -> tuple[ModelsTried, bool]:
    """The models that `text` names with their gaps, and whether that is sure.

    `model_of` gives the id that a name means; `labels`: gap -> the words it is shown with, numbered from 1.
    Raises Ambiguous and BadInput.
    """
    if text.strip().casefold() == GAPS[0]:
        raise Ambiguous(
            f"{TRIED}: none tried, or none falls short?", text=text, expected="gpt-4o-mini: good enough"
        )
    shown = labels or {}
    numbered = {str(n): gap for n, gap in enumerate(shown, 1)}
    plain = {label.casefold(): gap for gap, label in shown.items()}
    try:
        return models_tried.parse(text, model_of, {**_words(), **plain, **numbered}), True
    except BadInput as refused:
        found = _sentence(text, model_of, shown) if len(text) <= meaning.LONGEST else None
        if found is None:
            raise refused
        return found


def none_tried(text: str) -> bool:
    """Whether the words say that no other model was measured."""
    return bool(phrases.found(own_words.load().lists["untried"], Sentence.of(text)))


def _words() -> dict[str, str]:
    values = own_words.load().of(TRIED).values.items()
    return {word: gap for gap, said in values for word in said.exact}


def _sentence(
    text: str, model_of: Callable[[str], str], labels: Mapping[str, str]
) -> tuple[ModelsTried, bool] | None:
    found: dict[str, tuple[str, ...]] = {}
    sure, waiting = True, ""
    for piece in _PIECES.split(text):
        named = model_names.cut(piece, model_of)
        doubtful = named.errors[0] if named.errors else None
        if doubtful is not None and not isinstance(doubtful, Doubtful):
            raise doubtful
        meant = meaning.of(named.rest, fact(TRIED), labels)
        if meant.ask:
            raise Ambiguous(f"{TRIED}: {meant.ask}", text=text)
        model = named.model or (str(doubtful.answer.value) if doubtful else "") or waiting
        if meant.values:
            sure = sure and (model or UNNAMED) not in found
            found[model or UNNAMED] = meant.values
            sure = sure and meant.sure and doubtful is None and (named.model is None or named.sure)
        elif not model and len(piece.split()) > 1:
            sure = False  # these words say something that was not read
        waiting = "" if meant.values else model
    sure = sure and not (UNNAMED in found and len(found) > 1)
    return (ModelsTried.of(found), sure and not waiting) if found and not waiting else None
