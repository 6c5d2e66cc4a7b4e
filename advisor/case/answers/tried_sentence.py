"""Models that were tried and how good they were, told in a sentence: "haiku was a bit worse, mini is fine"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from advisor.case.answer import Doubtful, SellerOpen
from advisor.case.answers import beside_today, meaning, model_names
from advisor.case.answers.model_names import Named
from advisor.case.answers.untried import PIECES, names_none
from advisor.case.answers.weighing import Meaning
from advisor.case.facts import TRIED, fact
from advisor.case.lexicon import phrases
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import entries, said_at, says
from advisor.case.models_tried import GAPS, UNNAMED, ModelsTried
from advisor.case.numerals.quantity import Ambiguous
from advisor.errors import BadInput

_SAME = re.compile(r"\s*(?:it|its|it's|that|this)\b", re.IGNORECASE)
_NOT_NAMED = (UNNAMED,)


class ResultUnsaid(Ambiguous):
    """A model was named with words that do not tell how good it was; `read`: what the text tells without that."""

    def __init__(self, model: str, text: str, read: ModelsTried) -> None:
        which = f"{TRIED}: how good was {model}: good enough, slightly short or far short?"
        super().__init__(which, text=text, expected=f"{model}: slightly short")
        self.read = read


def read(
    text: str, model_of: Callable[[str], str], labels: Mapping[str, str], *, misses: bool = False
) -> tuple[ModelsTried, bool] | None:
    """The models that `text` names with their gaps, and whether that is sure; None where it tells none.

    Takes what `tried_words.read` takes. Raises ResultUnsaid, Ambiguous and BadInput.
    """
    results = _Results(text, labels, misses)
    for piece in PIECES.split(text):
        results.hear(piece, model_names.cut(piece, model_of))
    return results.told()


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
            told = rest.strip().casefold() not in ("", *entries("articles"), "both")
            self.told = self.told or (model if told else "")

    def taken_by(self, model: str) -> tuple[str, ...]:
        """The models that a gap is said of; those named just before, with nothing said of them, share it."""
        if model and self.told not in ("", model):
            self.unsaid, self.models = [*self.unsaid, *self.models], []
        taken = tuple(dict.fromkeys([*self.models, *([model] if model else [])]))
        self.models, self.told = [], ""
        return taken


@dataclass
class _Results:
    """What the pieces of `text` told so far: gaps by model, and whether they are sure."""

    text: str
    labels: Mapping[str, str]
    misses: bool
    found: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sure: bool = True
    waiting: _Waiting = field(default_factory=_Waiting)

    def hear(self, piece: str, named: Named) -> None:
        """Take what a piece tells of the model that is `named` in it, or was before."""
        doubt, meant = _doubt(named), self._meant(named)
        model = named.model or (str(doubt.answer.value) if doubt else "")
        if meant.values:
            several = self._meant_models(piece, model, meant)
            self.sure = self.sure and _is_sure(piece, named, doubt, meant, several)
            self.found.update(dict.fromkeys(several, meant.values))
        elif not (model and names_none(named.rest.strip(" :-"))):  # "haiku not yet" is no measurement
            plain = bool(model or self.waiting.models) or len(piece.split()) < 2
            self.sure = self.sure and doubt is None and plain and not _is_measured(named.rest)
            self.waiting.add(model, named.rest)

    def told(self) -> tuple[ModelsTried, bool] | None:
        """All of it. Raises ResultUnsaid where a model was named and no result came."""
        if unsaid := [*self.waiting.unsaid, *self.waiting.models]:
            read = ModelsTried.of({**dict.fromkeys(unsaid, GAPS), **self.found})
            raise ResultUnsaid(unsaid[0], self.text, read)
        sure = self.sure and not (UNNAMED in self.found and len(self.found) > 1)
        return (ModelsTried.of(self.found), sure) if self.found else None

    def _meant(self, named: Named) -> Meaning:
        """The gap that a piece tells; of some words it stays open which of several."""
        meant = meaning.of(named.rest, fact(TRIED), self.labels)
        if named.model and (short := _by_verb(named.rest, next(reversed(self.found.values()), ()))):
            meant = Meaning(short)
        if meant.ask:
            raise Ambiguous(f"{TRIED}: {meant.ask}", text=self.text)
        if self.misses and (left := beside_today.left_open(named.rest, meant.values)) != meant.values:
            meant = Meaning(left)
        return meant if meant.values or not _fell_short(named.rest) else Meaning(GAPS[1:])

    def _meant_models(self, piece: str, model: str, meant: Meaning) -> tuple[str, ...]:
        """The models that a gap is told of: the one named, those waiting for it, or the last: "and it's fine"."""
        several = self.waiting.taken_by(model) or _NOT_NAMED
        if several == _NOT_NAMED and self.found and _SAME.match(piece):
            several = (next(reversed(self.found)),)
            self.sure = self.sure and self.found.pop(*several) == meant.values
        if several == _NOT_NAMED and self.found.get(UNNAMED, meant.values) != meant.values:
            raise Ambiguous(
                f"{TRIED}: which model is which?", text=self.text, expected="gpt-6-luna: far short"
            )
        self.sure = self.sure and len(several) == 1 and not self.found.keys() & set(several)
        return several


def _doubt(named: Named) -> Doubtful | None:
    """What is doubtful of the model named. Raises BadInput for one that is not known."""
    error = named.errors[0] if named.errors else None
    if error is not None and not isinstance(error, Doubtful):
        raise error
    return error


def _is_sure(
    piece: str, named: Named, doubt: Doubtful | None, meant: Meaning, several: tuple[str, ...]
) -> bool:
    """Whether a result may be taken unasked: its words, its model, and that it is not that of a tune."""
    certain = meant.sure and _is_settled(doubt, meant.values) and (named.model is None or named.sure)
    return certain and not (several == _NOT_NAMED and _names_one(piece)) and not _is_tuned(piece)


def _by_verb(rest: str, before: tuple[str, ...]) -> tuple[str, ...]:
    """What a verb alone tells of a model, `before` being said of the last one: "mini was fine, nano wasn't"."""
    if before in ((), GAPS[:1]) and says(rest.strip(), "denied_by_verb"):
        return GAPS[1:]
    return before if says(rest.strip(), "agreed_by_verb") else ()


def _fell_short(text: str) -> bool:
    """Whether words tell of a failing, not that there was none: "lost the thread"."""
    sentence = Sentence.of(text)
    said = said_at(sentence, "fell_short")
    negated = said_at(sentence, "negations")
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
    named = said_at(piece, "model_families", "model_sizes")
    return ":" in piece or bool(named) or bool(re.search(r"[a-z]+[ -]?\d", piece.lower()))
