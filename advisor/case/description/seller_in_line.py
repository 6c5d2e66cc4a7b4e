"""Who serves an open model that many sell, by what a description says of it; else the cheapest is read back."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from advisor.case.answer import Answer, Doubtful, SellerOpen
from advisor.case.lexicon import own_words, phrases, sentences
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import entries
from advisor.errors import BadInput

_VENDORS = "contracted_vendors"
_SHOWN = 6
"""So many sellers are named beside the one that is read back."""


def model(name: str, text: str, tried: Callable[[str], str]) -> tuple[Answer, bool] | None:
    """The model that `name` means where many sell it, and whether the text says by whom.

    None where only one sells it, and where the text names a seller that does not.
    """
    if not any(map(str.isdigit, name)):  # "step", "phi"
        return None
    try:
        tried(name)
    except SellerOpen as e:
        # "we have a contract with AWS" is said apart.
        beside = [s for s in sentences.of(text) if name in s] or [text]
        said = Sentence.of(" ".join(beside).replace(name, " "))
        return _named(e.offers, said) or _spelled(name, said, tried) or _cheapest(e.offers, said)
    except BadInput:
        return None
    return None


def _named(offers: Sequence[str], said: Sentence) -> tuple[Answer, bool] | None:
    """The offer of the one seller that is named."""
    named = [id_ for id_ in offers if _calls(_seller(id_), said)]
    one = len({_seller(id_) for id_ in named}) == 1
    return (Answer(named[0]), len(named) == 1) if one else None


def _spelled(name: str, said: Sentence, tried: Callable[[str], str]) -> tuple[Answer, bool] | None:
    """The offer that a word behind "on" or "via" makes of the name: another spelling of what a seller calls it."""
    leads = entries("served_by")
    behind = [b for a, b in itertools.pairwise(said.words.split()) if a in leads and b.isalpha()]
    for seller in behind:
        try:
            return Answer(tried(f"{name} on {seller}")), True
        except Doubtful as e:
            return e.answer, False
        except BadInput:
            continue
    return None


def _cheapest(offers: Sequence[str], said: Sentence) -> tuple[Answer, bool] | None:
    """The cheapest offer with the other sellers in its note; None where a vendor is named that has none."""
    if any(_calls(v, said) for v in own_words.load().of(_VENDORS).values):
        return None
    return Answer(offers[0], note=_sold_by(offers)), False


def _seller(id_: str) -> str:
    return id_.partition("/")[0]


def _calls(seller: str, said: Sentence) -> bool:
    """Whether the text says that the model is called at a seller: "through Groq", "Together serves it"."""
    words = own_words.load()
    vendor = words.of(_VENDORS).values.get(seller)
    names = vendor.says if vendor else (re.sub(r"[-_.]", " ", seller),)
    return bool(phrases.found([f"{lead} (the) {n}" for n in names for lead in entries("served_by")], said))


def _sold_by(offers: Sequence[str]) -> str:
    sellers = list(dict.fromkeys(map(_seller, offers)))
    more = f" and {len(sellers) - _SHOWN} more" if len(sellers) > _SHOWN else ""
    return f"the cheapest; also sold by {', '.join(sellers[1:_SHOWN])}{more}"


def newest(error: BadInput, tried: Callable[[str], str] | None) -> Answer | None:
    """The newest of several versions that a name may mean; None where sellers differ, or it means none."""
    if tried is None or not error.text:
        return None
    try:
        tried(str(error.text))
    except SellerOpen:
        return None
    except Doubtful as e:
        return e.answer
    except BadInput:
        return None
    return None
