"""The one door from any spelling of a model to the model: for cases, interview, usage, portfolio and prices.

`find_model(book, "us.anthropic.claude-haiku-4-5-20251001-v1:0")` is claude-haiku-4-5, called on aws in the us.
A name that several models share is never chosen for the user, an unknown one never turned into another version,
size or price: `ModelMatch.one()` then says which there are, at what price, and how to give one's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.knowledge.names.misspelt_names import figures, misspelt_ids
from advisor.knowledge.names.model_match import ModelMatch
from advisor.knowledge.names.name_parts import (
    NameParts,
    in_digits,
    is_packed,
    other_kind,
    probably,
    take_apart,
    without_deployment,
    without_mode,
    without_size_tag,
    words_of,
)

if TYPE_CHECKING:
    from advisor.knowledge.market import Model
    from advisor.knowledge.names.known_names import KnownNames

_MANY = 99
"""More words than any name has."""


def find_model(book: KnownNames, spelling: str) -> ModelMatch:
    """What `spelling` means in `book`: ids of vendors, clouds and gateways, ARNs, snapshots, tunes, spoken names.

    Never raises; `.one()` does where one model is needed.
    """
    parts = take_apart(spelling, book.name_words)
    found = _known(book, parts)
    of_case = found is not None and found.model is not None and found.model.id in book.own_models
    if not of_case and (kind := other_kind(parts, book.name_words)) is not None:
        return ModelMatch(spelling, other_kind=kind)
    return found or _respelled(book, spelling, parts) or _like(book, spelling, parts)


def _respelled(book: KnownNames, spelling: str, parts: NameParts) -> ModelMatch | None:
    """What a name means once figures are written as such and what a deployment adds is left out; None for others."""
    if (spoken := in_digits(spelling, book.name_words)) != spelling.casefold():
        return replace(find_model(book, spoken), asked=spelling)
    if (bare := without_deployment(spelling, book.name_words)) not in ("", spelling.casefold(), parts.core):
        return replace(find_model(book, bare), asked=spelling)
    if name := probably(spelling, book.name_words):
        return ModelMatch(spelling, likely=find_model(book, name).model)
    return None


def _like(book: KnownNames, spelling: str, parts: NameParts) -> ModelMatch:
    """What a name that is none may be: a slip of the pen, or one that another sells."""
    meant, nearest = _misspelt(book, parts), _nearest(book, parts)
    if len(meant) > 1:
        return ModelMatch(spelling, candidates=tuple(meant), tuned=parts.tuned)
    likely, elsewhere = next(iter(meant), None), _elsewhere(book, parts)
    return ModelMatch(spelling, likely=likely, nearest=nearest, tuned=parts.tuned, elsewhere=elsewhere)


def _elsewhere(book: KnownNames, parts: NameParts) -> tuple[Model, ...]:
    """The models of just this name at others than the seller that is named."""
    anyones = replace(parts, seller=None)
    return tuple(_sold_by(book, _named(book, anyones), anyones)) if parts.seller else ()


def known_model(book: KnownNames, spelling: str) -> Model | None:
    """The one model that `spelling` means in `book`; None if it means several, or none."""
    found = _known(book, take_apart(spelling, book.name_words))
    return found.model if found is not None else None


def _known(book: KnownNames, parts: NameParts) -> ModelMatch | None:
    """The model, or the models, of this name; None if there is none."""
    named = _named(book, parts)
    found = _sold_by(book, named, parts)
    if len(found) == 1 and _is_version_alone(book, parts, found[0]):
        return ModelMatch(parts.asked, candidates=tuple(found))
    if len(found) == 1 and not _runs_anywhere(book, parts, found[0]):
        newer = _newer_of_ours(book, parts, found[0])
        return (
            ModelMatch(parts.asked, candidates=(*newer, *found)) if newer else _match(book, parts, found[0])
        )
    if not found and (plain := without_mode(parts, book.name_words)) is not None:
        return _known(book, plain)
    # What others sell by just this name, a seller does not sell by the name of another maker's model.
    found = found or [m for m in _with_more_words(book, parts) if not named or m.provider == parts.seller]
    own = any(_runs_anywhere(book, parts, m) for m in found)
    if len(found) == 1 and not own and _only_family_left_out(book, parts, found[0]):
        return _match(book, parts, found[0])
    if found:
        return ModelMatch(parts.asked, candidates=tuple(found), tuned=parts.tuned, self_hosted=own)
    plain = without_size_tag(parts, book.name_words)
    return _known(book, plain) if plain is not None and _has_no_size(_named(book, plain)) else None


def _is_version_alone(book: KnownNames, parts: NameParts, model: Model) -> bool:
    """Whether a host's model is named by its version only, as in `R1`, and neither host nor maker is said."""
    said = parts.seller or parts.maker or model.provider in book.name_words["first_party"]
    return not said and not any(re.match("[a-z]{2}", word) for word in parts.words)


def _has_no_size(models: Sequence[Model]) -> bool:
    """Whether there are any, and none says in its name how large it is: then a size behind it is its own."""
    return bool(models) and not any(open_size(m.id) for m in models)


def _runs_anywhere(book: KnownNames, parts: NameParts, model: Model) -> bool:
    """Whether open weights are called here as where they run on one's own machine."""
    words = book.name_words
    packed = parts.maker is not None and is_packed(parts, words)
    written = packed and parts.asked.strip().casefold() not in {a.casefold() for a in model.aliases}
    if not (parts.self_hosted or written) or (parts.seller and parts.seller not in words["first_party"]):
        return False
    open_maker = model.open_weights or model.provider in words["publishers"]
    return open_maker or model.provider not in words["first_party"]


def open_size(name: str) -> float | None:
    """Billions of parameters that a name states (`llama-3.1-8b` 8, `qwen3-30b-a3b` 30); None if it states none."""
    sizes = [float(s) for s in re.findall(r"(?<![a-z0-9.])(\d+(?:\.\d+)?)b(?![a-z0-9])", name.casefold())]
    return max(sizes, default=None)


def _match(book: KnownNames, parts: NameParts, model: Model) -> ModelMatch:
    cloud = book.name_words["clouds"].get(parts.seller)
    platform = cloud["platform"] if cloud and model.provider != parts.seller else None
    return ModelMatch(parts.asked, model, tuned=parts.tuned, platform=platform, region=parts.region)


def _named(book: KnownNames, parts: NameParts) -> list[Model]:
    """Every model of this name: spelled so, or of the same words in another order and punctuation.

    A spelling with a date goes first: a snapshot may have a price of its own. So does one of our own layer, unless
    another of it has the same words.
    """
    plain = parts.asked.strip().casefold()
    plain = plain if _ids(book, "exact", plain) else plain.replace(":", "/", 1)
    exact = _ids(book, "exact", plain)
    if len(exact) == 1 and exact[0].casefold() == plain:
        return [book.model_of_id(exact[0])]
    alike = _ids(book, "keys", parts.key) or [
        i for i in _ids(book, "dated", parts.key) if not _only_preview(i, plain)
    ]
    exact = list(dict.fromkeys((*exact, *_ids(book, "exact", parts.core))))
    exact, alike = _own_names_first(book, exact, alike, parts.key)
    ours = {i for i in (*exact, *alike) if book.is_ours(i)}
    if len(ours) == 1 and ours <= {*exact}:
        return [book.model_of_id(i) for i in ours]
    if parts.key in book.name_words["families"]:
        exact, alike = [i for i in exact if _is_makers(book, book.model_of_id(i))], []
    return [book.model_of_id(i) for i in dict.fromkeys(exact if exact and parts.dated else (*exact, *alike))]


def _own_names_first(book: KnownNames, exact: list[str], alike: list[str], key: str) -> list[list[str]]:
    """Both without our models of which this is an alias only, where the same seller has one that is called so."""
    every = [book.model_of_id(i) for i in dict.fromkeys((*exact, *alike)) if book.is_ours(i)]
    own = {m.id: m.provider for m in every if " ".join(words_of(m.id, book.name_words)) == key}
    gone = {m.id for m in every if m.id not in own and m.provider in own.values()}
    return [[i for i in ids if i not in gone] for ids in (exact, alike)]


def _only_preview(id_: str, asked: str) -> bool:
    """Whether the snapshot is a preview and nobody asked for one: its price is not that of what will follow."""
    return "preview" in id_ and "preview" not in asked


def _ids(book: KnownNames, kind: str, name: str) -> list[str]:
    found = (i for index in book.name_indexes for i in getattr(index, kind).get(name, ()))
    return list(dict.fromkeys(map(book.our_id, found)))


def _sold_by(book: KnownNames, models: list[Model], parts: NameParts) -> list[Model]:
    """Those of the seller that is named; else the maker's own; else the hosts'; resellers' only where no other is."""
    words, seller = book.name_words, parts.seller
    named = [m for m in models if m.provider == seller]
    if named:
        return _plainest(named, parts)
    makers = [m for m in models if _is_makers(book, m)]
    if seller in words["clouds"]:
        return _plainest([m for m in makers if m.provider in _makers_at(book, seller)], parts)
    passes_on = seller in words["gateways"] and bool(makers)  # at the maker's price
    if seller is not None and seller not in words["first_party"] and not passes_on:
        return []
    if makers:
        return _plainest(makers, parts)
    sellers = [m for m in models if m.provider not in words["resellers"]] or models
    hosts = dict.fromkeys(m.provider for m in sellers)
    return [m for host in hosts for m in _plainest([m for m in sellers if m.provider == host], parts)]


def _is_makers(book: KnownNames, model: Model) -> bool:
    """Whether the maker itself sells it here."""
    families = book.name_words["own_families"].get(model.provider, ())
    return model.provider in book.name_words["first_party"] or bool({*families} & {*_words(book, model)})


def _plainest(models: list[Model], parts: NameParts) -> list[Model]:
    """Of models with the same words the one spelled like this, else the one with the shortest id."""
    spelled = [m for m in models if parts.core in (m.id.casefold(), *(a.casefold() for a in m.aliases))]
    pool = spelled or models
    shortest = min((len(m.id) for m in pool), default=0)
    return [m for m in pool if len(m.id) == shortest][-1:]


def _with_more_words(book: KnownNames, parts: NameParts) -> list[Model]:
    """Models whose name has all the words that were said, and more; our own first."""
    asked = set(parts.words)
    if not any(w.isalpha() and len(w) > 1 for w in asked):
        return []
    ids = [
        i for index in book.name_indexes for k, ids in index.keys.items() if asked < {*k.split()} for i in ids
    ]
    models = [book.model_of_id(i) for i in dict.fromkeys(map(book.our_id, ids))]
    if parts.seller is not None and parts.seller not in book.name_words["first_party"]:
        models = [m for m in models if m.provider in (parts.seller, *_makers_at(book, parts.seller))]
    models = models if parts.tuned else [m for m in models if ".ft-" not in m.id]
    named = [m for m in models if m.provider == parts.seller]
    makers = [m for m in models if m.provider in book.name_words["first_party"]]
    hosts = [m for m in models if m.provider not in book.name_words["resellers"]]
    fewest = [min((len({*_words(book, m)} - asked) for m in of), default=_MANY) for of in (makers, hosts)]
    sold = makers if fewest[0] <= fewest[1] else hosts
    return sorted(named or sold or models, key=lambda m: not book.is_ours(m.id))


def _makers_at(book: KnownNames, seller: str | None) -> Sequence[str]:
    """The makers whose own models a cloud serves at their price."""
    cloud = book.name_words["clouds"].get(seller)
    return cloud["makers"] if cloud else ()


def _newer_of_ours(book: KnownNames, parts: NameParts, found: Model) -> list[Model]:
    """Our models that a name without any figure may mean as well, where `found` is of the library alone."""
    if book.is_ours(found.id) or any(map(figures, parts.words)) or parts.core.endswith("-latest"):
        return []
    same = (m for m in book.models if m.provider == found.provider)
    return [m for m in same if {*parts.words} < {*_words(book, m)}]


def _only_family_left_out(book: KnownNames, parts: NameParts, model: Model) -> bool:
    more = {*_words(book, model)} - {*parts.words}
    return more <= {*book.name_words["families"]}


def _words(book: KnownNames, model: Model) -> tuple[str, ...]:
    return take_apart(model.id, book.name_words).words


def _misspelt(book: KnownNames, parts: NameParts) -> list[Model]:
    """The model that a slip of the pen means, at each who sells it."""
    return _sold_by(book, [book.model_of_id(i) for i in misspelt_ids(book, parts)], parts)


def _nearest(book: KnownNames, parts: NameParts) -> Model | None:
    """Of our own models of the same family the one that shares most words, the newest version first."""
    families = [w for w in parts.words if w in book.name_words["families"]]
    if not families:
        return None
    asked = set(parts.words)

    def closeness(model: Model) -> tuple[int, float, float]:
        words = {*_words(book, model)}
        gap = abs(_version(words) - _version(asked))
        return len(words & asked), -gap, -len(words - asked)

    same = [m for m in book.models if families[0] in _words(book, m)]
    return max(same, key=closeness, default=None)


def _version(words: set[str]) -> float:
    figures = [float(w) for w in words if re.fullmatch(r"\d+(\.\d+)?", w)]
    return max(figures, default=0.0)
