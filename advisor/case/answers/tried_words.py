"""Models that were tried, in people's own words: "haiku was a bit worse, gpt-4o-mini is good enough"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from advisor.case.answers import beside_today, meaning, parse_tried, tried_sentence
from advisor.case.answers.untried import PIECES
from advisor.case.facts import TRIED, fact
from advisor.case.lexicon import own_words
from advisor.case.models_tried import GAPS, ModelsTried
from advisor.case.numerals.quantity import Ambiguous
from advisor.errors import BadInput


def read(
    text: str,
    model_of: Callable[[str], str],
    labels: Mapping[str, str] | None = None,
    *,
    misses: bool = False,
) -> tuple[ModelsTried, bool]:
    """The models that `text` names with their gaps, and whether that is sure.

    `model_of` gives the id that a name means; `labels`: gap -> the words it is shown with, numbered from 1;
    `misses`: today's model is said to miss the bar, so that as good as that one is not good enough.
    Raises Ambiguous and BadInput.
    """
    if text.strip().casefold() == GAPS[0]:
        raise Ambiguous(
            f"{TRIED}: none tried, or none falls short?", text=text, expected="gpt-6-luna: good enough"
        )
    shown = labels or {}
    if (
        misses
        and beside_today.compares(text)
        and (held := tried_sentence.read(text, model_of, shown, misses=True))
    ):
        return held
    numbered = {str(n): gap for n, gap in enumerate(shown, 1)}
    plain = {label.casefold(): gap for gap, label in shown.items()}
    try:
        return parse_tried.parse(
            text, model_of, {**_words(), **_after_colons(text), **plain, **numbered}
        ), True
    except BadInput as refused:
        if refused.message.startswith(TRIED):  # the names are known; how they are put is at fault
            raise
        found = tried_sentence.read(text, model_of, shown) if len(text) <= meaning.LONGEST else None
        if found is None:
            raise refused
        return found


def with_gaps(given: Mapping[str, object]) -> dict[str, object]:
    """A mapping of models to gaps in which each gap may be said in words: `good enough`; others stay as they are."""
    return {name: _said(gaps) for name, gaps in given.items()}


def _said(gaps: object) -> object:
    several = gaps if isinstance(gaps, list) else [gaps]
    found = [gap for words in several for gap in _gaps_of(words)]
    return found if found and all(map(_gaps_of, several)) else gaps


def _gaps_of(words: object) -> tuple[str, ...]:
    """The gaps that `words` surely name; empty where they name none."""
    if not isinstance(words, str) or words in GAPS:
        return (words,) if isinstance(words, str) else ()
    meant = meaning.of(words, fact(TRIED), {})
    return tuple(meant.values) if meant.sure else ()


def _after_colons(text: str) -> dict[str, str]:
    """Words behind a colon that surely mean a gap: `gpt-6-luna: slightly short`, where no list of names is at hand."""
    found = {}
    for piece in PIECES.split(text):
        rest = piece.rpartition(":")[2].strip(" .!")
        meant = meaning.of(rest, fact(TRIED), {}) if rest and ":" in piece else None
        if meant is not None and meant.sure and len(meant.values) == 1:
            found[" ".join(rest.casefold().split())] = meant.values[0]
    return found


def _words() -> dict[str, str]:
    values = own_words.load().of(TRIED).values.items()
    return {word: gap for gap, said in values for word in said.exact}
