"""Models that were tried, in people's own words: "haiku was a bit worse, gpt-4o-mini is good enough"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from advisor.case.answer import Doubtful, SellerOpen
from advisor.case.answers import beside_today, meaning, model_names, parse_tried
from advisor.case.answers.weighing import Meaning
from advisor.case.facts import TRIED, fact
from advisor.case.lexicon import own_words, phrases
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import says
from advisor.case.models_tried import GAPS, UNNAMED, ModelsTried
from advisor.case.numerals import quantity
from advisor.case.numerals.quantity import Ambiguous
from advisor.errors import BadInput


class ResultUnsaid(Ambiguous):
    """A model was named with words that do not tell how good it was; `read`: what the text tells without that."""

    def __init__(self, model: str, text: str, read: ModelsTried) -> None:
        which = f"{TRIED}: how good was {model}: good enough, slightly short or far short?"
        super().__init__(which, text=text, expected=f"{model}: slightly short")
        self.read = read


NO_MODEL = frozenset({"none", "none yet", "no", "nothing", "not yet"})
"""Whole answers that name no model."""
_SAME = re.compile(r"\s*(?:it|its|it's|that|this)\b", re.IGNORECASE)
_PIECES = re.compile(r"[,;\n]|\.(?=\s|$)|\band\b", re.IGNORECASE)


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
    if misses and beside_today.compares(text) and (held := _sentence(text, model_of, shown, misses=True)):
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
        found = _sentence(text, model_of, shown) if len(text) <= meaning.LONGEST else None
        if found is None:
            raise refused
        return found


def none_tried(text: str) -> bool:
    """Whether the words say that no other model was measured, and tell no result beside it."""
    return says(text, "untried") and not any(map(_tells_result, _PIECES.split(text)))


def _tells_result(piece: str) -> bool:
    """Whether a piece tells how far a model falls short, not that one was not measured."""
    return not says(piece, "untried") and bool(meaning.of(piece, fact(TRIED), {}).values)


def names_none(text: str) -> bool:
    """The same of a whole answer, which a plain "none" is too where it is written down as one."""
    return quantity.normalise(text) in NO_MODEL or none_tried(text)


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
    for piece in _PIECES.split(text):
        rest = piece.rpartition(":")[2].strip(" .!")
        meant = meaning.of(rest, fact(TRIED), {}) if rest and ":" in piece else None
        if meant is not None and meant.sure and len(meant.values) == 1:
            found[" ".join(rest.casefold().split())] = meant.values[0]
    return found


def _words() -> dict[str, str]:
    values = own_words.load().of(TRIED).values.items()
    return {word: gap for gap, said in values for word in said.exact}


def _sentence(
    text: str, model_of: Callable[[str], str], labels: Mapping[str, str], *, misses: bool = False
) -> tuple[ModelsTried, bool] | None:
    found: dict[str, tuple[str, ...]] = {}
    sure, waiting = True, _Waiting()
    for piece in _PIECES.split(text):
        named = model_names.cut(piece, model_of)
        doubtful = named.errors[0] if named.errors else None
        if doubtful is not None and not isinstance(doubtful, Doubtful):
            raise doubtful
        meant = meaning.of(named.rest, fact(TRIED), labels)
        if named.model and (short := _by_verb(named.rest, next(reversed(found.values()), ()))):
            meant = Meaning(short)
        if meant.ask:
            raise Ambiguous(f"{TRIED}: {meant.ask}", text=text)
        model = named.model or (str(doubtful.answer.value) if doubtful else "")
        if misses and (left := beside_today.left_open(named.rest, meant.values)) != meant.values:
            meant = Meaning(left)
        if model and not meant.values and names_none(named.rest.strip(" :-")):
            continue  # "haiku not yet" is no measurement
        if not meant.values and _fell_short(named.rest):
            meant = Meaning(GAPS[1:])  # how far is not said
        if not meant.values:
            sure = sure and doubtful is None and (bool(model or waiting.models) or len(piece.split()) < 2)
            sure = sure and not _is_measured(named.rest)
            waiting.add(model, named.rest)
            continue
        several = waiting.taken_by(model) or (UNNAMED,)
        if (
            several == (UNNAMED,) and found and _SAME.match(piece)
        ):  # "we tested X on it, and it's good enough"
            several = (next(reversed(found)),)
            sure = sure and found.pop(*several) == meant.values
        if several == (UNNAMED,) and found.get(UNNAMED, meant.values) != meant.values:
            raise Ambiguous(f"{TRIED}: which model is which?", text=text, expected="gpt-6-luna: far short")
        sure = sure and len(several) == 1 and not found.keys() & set(several)
        sure = (
            sure
            and meant.sure
            and _is_settled(doubtful, meant.values)
            and (named.model is None or named.sure)
        )
        sure = sure and not (several == (UNNAMED,) and _names_one(piece)) and not _is_tuned(piece)
        found.update(dict.fromkeys(several, meant.values))
    sure = sure and not (UNNAMED in found and len(found) > 1)
    if unsaid := [*waiting.unsaid, *waiting.models]:
        raise ResultUnsaid(unsaid[0], text, ModelsTried.of({**dict.fromkeys(unsaid, GAPS), **found}))
    return (ModelsTried.of(found), sure) if found else None


def _by_verb(rest: str, before: tuple[str, ...]) -> tuple[str, ...]:
    """What a verb alone tells of a model, `before` being said of the last one: "mini was fine, nano wasn't"."""
    if before in ((), GAPS[:1]) and says(rest.strip(), "denied_by_verb"):
        return GAPS[1:]
    return before if says(rest.strip(), "agreed_by_verb") else ()


def _fell_short(text: str) -> bool:
    """Whether words tell of a failing, not that there was none: "lost the thread"."""
    lists, sentence = own_words.load().lists, Sentence.of(text)
    said = phrases.found(lists["fell_short"], sentence)
    negated = phrases.found(lists["negations"], sentence)
    return bool(said) and all(phrases.inside([one], said) for one in negated)


def _is_settled(doubtful: BadInput | None, gaps: tuple[str, ...]) -> bool:
    """Whether nothing is doubtful of a model; who sells one that falls far short does not matter."""
    return doubtful is None or (isinstance(doubtful, SellerOpen) and gaps == GAPS[-1:])


def _is_measured(text: str) -> bool:
    """Whether words tell a figure or a comparison that leaves the gap open: "91 percent", "was cheaper"."""
    return says(text, "measured_only")


def _is_tuned(piece: str) -> bool:
    """Whether the result is that of a tune: what is asked is the model as it is sold."""
    return says(piece, "after_tuning")


def _names_one(piece: str) -> bool:
    """Whether words without a known model hold a name all the same: "flash 2.5 failed", "Foo: far short"."""
    known = own_words.load().lists
    named = phrases.found((*known["model_families"], *known["model_sizes"]), Sentence.of(piece))
    return ":" in piece or bool(named) or bool(re.search(r"[a-z]+[ -]?\d", piece.lower()))


@dataclass
class _Waiting:
    """The models that were named and whose gap is not said yet; `told`: the last with words that name no gap.

    `unsaid`: those whose gap can no longer come.
    """

    models: list[str] = field(default_factory=list)
    told: str = ""
    unsaid: list[str] = field(default_factory=list)

    def add(self, model: str, rest: str) -> None:
        if model:
            self.models.append(model)
            told = rest.strip().casefold() not in ("", *own_words.load().lists["articles"], "both")
            self.told = self.told or (model if told else "")

    def taken_by(self, model: str) -> tuple[str, ...]:
        """The models that a gap is said of; those named just before, with nothing said of them, share it."""
        if model and self.told not in ("", model):
            self.unsaid, self.models = [*self.unsaid, *self.models], []
        taken = tuple(dict.fromkeys([*self.models, *([model] if model else [])]))
        self.models, self.told = [], ""
        return taken
