"""What the interview asks of the price book: the model a name means, and what is taken if nobody answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from advisor import knowledge
from advisor.case.answer import Answer, Doubtful, SellerOpen
from advisor.case.answers.model_names import open_name
from advisor.case.fact_type import Facts, Value
from advisor.case.lexicon.word_lists import entries
from advisor.errors import BadInput
from advisor.interview.own_price import EXAMPLE
from advisor.knowledge.names.model_match import OWN_MACHINE, OWN_PRICE, listed_price, priced_name
from advisor.knowledge.names.model_names import open_size
from advisor.text import fact_words
from advisor.text.value_labels import value_label

if TYPE_CHECKING:
    from advisor.knowledge.market import Model
    from advisor.knowledge.store import Knowledge

_NEAREST, _ALIKE = 3, 0.7


@dataclass(frozen=True)
class ShownDefault:
    """What is taken for a fact that is left open, in words, and what that rests on."""

    text: str
    says: str = ""
    cites: tuple[str, ...] = ()


class Book(Protocol):
    """The price book as the interview sees it."""

    def resolve(self, name: str) -> str:
        """The id of the model that `name` means. Raises BadInput with a near name."""

    def tried(self, name: str, *, inside: bool = False) -> str:
        """Like `resolve`, for a model that was tried: Doubtful with the cheapest of many sellers.

        `inside`: models run on the user's own GPUs, so an open one that many sell is itself.
        """

    def cloud(self, name: str) -> str | None:
        """The cloud that `name` says serves the model; None for its own vendor, and where that is not known."""

    def nearest(self, name: str) -> tuple[str, ...]:
        """Models with names like `name`, each with its price; empty if none is near."""

    def default(self, fact: str, facts: Facts) -> ShownDefault | None:
        """What is taken for `fact` when it is left open, given the others; None if it stays unknown."""


class PriceBook:
    """The shipped price book, read when it is first asked."""

    @cached_property
    def _knowledge(self) -> Knowledge:
        return knowledge.load()

    def resolve(self, name: str) -> str:
        """The id of the model that `name` means, in any spelling.

        Raises Doubtful if one model is probably meant, BadInput where several may be or none is known.
        """
        match = self._knowledge.find_model(name)
        one = len(match.candidates) == 1 and not match.self_hosted
        meant = match.candidates[0] if one else match.likely
        if match.model is None and meant is not None:
            raise Doubtful("model: not quite sure", Answer(meant.id), text=name, near=meant.id)
        try:
            return match.one().id
        except BadInput as e:
            if match.elsewhere:
                own = f'one with a price of your own: "{EXAMPLE}"'
                raise BadInput(
                    e.message, text=e.text, expected=str(e.expected).replace(OWN_PRICE, own)
                ) from None
            if len({m.provider for m in match.candidates}) < 2 and not match.self_hosted:
                raise
            own = f'{str(e.expected).removesuffix(OWN_MACHINE)}; or "{name} on our own GPUs"'
            raise BadInput(e.message, text=e.text, expected=own) from None

    def tried(self, name: str, *, inside: bool = False) -> str:
        """Like `resolve`; of many sellers the cheapest is probably meant (SellerOpen), of many versions the newest.

        `inside`: an open model that many sell is itself.
        """
        candidates = self._knowledge.find_model(name).candidates
        if len({m.provider for m in candidates}) < 2:
            if len(candidates) > 1 and len(re.findall(r"[A-Za-z]+", name)) > 1:
                raise Doubtful(
                    "model: which version", Answer(candidates[0].id), text=name, near=candidates[0].id
                )
            return self.resolve(name)
        if inside and open_size(name) is not None:
            return open_name(name)
        cheapest = min(candidates, key=listed_price)
        offers = [m.id for m in sorted(candidates, key=listed_price)]
        raise SellerOpen("model: not quite sure", Answer(cheapest.id), offers, text=name, near=cheapest.id)

    def cloud(self, name: str) -> str | None:
        """The cloud in a spelling of a model: `gpt-4.1 on azure`, `us.anthropic.claude-haiku-4-5-20251001-v1:0`."""
        return self._knowledge.find_model(name).platform

    def nearest(self, name: str) -> tuple[str, ...]:
        """Our own models whose ids share a word with `name` or differ from it in little, each with its price.

        A size is no such word: every line of models has a "plus".
        """
        from difflib import SequenceMatcher

        plain = "-".join(name.casefold().split())
        words = {w for w in re.split(r"[^a-z0-9]+", plain) if len(w) > 2}
        words -= set(entries("model_sizes"))

        def closeness(model: Model) -> float:
            shared = len(words & set(re.split(r"[^a-z0-9]+", model.id)))
            return shared + SequenceMatcher(None, plain, model.id).ratio()

        ranked = sorted(self._knowledge.models, key=closeness, reverse=True)[:_NEAREST]
        return tuple(priced_name(m) for m in ranked if closeness(m) >= _ALIKE)

    def default(self, fact: str, facts: Facts) -> ShownDefault | None:
        """The default of assumptions.yaml."""
        found = self._knowledge.default(fact)
        if found is None:
            return None
        value: Value
        if found.value is not None:
            value = found.value
        else:
            spread = found.range(facts)
            if spread is None:
                return None
            value = spread.likely
        shown = value_label(fact, value) if isinstance(value, str) else fact_words.value(fact, value)
        return ShownDefault(shown, found.says, tuple(found.cites))
