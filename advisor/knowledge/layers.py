"""How the layers of the price book become one: ours over the library's, the user's library over the shipped one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from advisor.knowledge.library import Library, ends_from
from advisor.knowledge.lifecycle import Lifecycle
from advisor.knowledge.market import Model
from advisor.knowledge.model_price import ModelPrice

_TAKEN = (
    "params_b",
    "long_prompt",
    "max_input_tokens",
    "modalities",
    "cache_minimum_tokens",
    "regions",
    "peak",
    "checked_by",
)


def complete(model: Model, libraries: Sequence[Library]) -> Model:
    """`model` of our own layer with the prices, names and limits of the first library that knows it.

    A price that the other library contradicts never goes over one of ours.
    """
    found = _known(model, libraries)
    if found is None:
        return model
    library, theirs = found
    disputed = "differs" in (library.record(theirs.provider, theirs.id) or {})
    prices = () if disputed and model.prices else theirs.prices
    lacking = {name: getattr(theirs, name) for name in _TAKEN if not getattr(model, name)}
    return replace(
        model,
        aliases=tuple(dict.fromkeys((*model.aliases, *theirs.aliases))),
        library_id=theirs.id,
        prices=tuple(
            sorted((*prices, *_read_again(prices, model.prices), *model.prices), key=lambda p: p.as_of)
        ),
        notes=" ".join(n for n in (model.notes, theirs.notes) if n),
        **lacking,
    )


def _read_again(theirs: Sequence[ModelPrice], ours: Sequence[ModelPrice]) -> Iterator[ModelPrice]:
    """A library's price as of the day on which it still held, where we have one from between."""
    for price in theirs:
        if price.checked and any(price.as_of < p.as_of <= price.checked for p in ours):
            yield replace(price, as_of=price.checked, as_of_text=price.checked.isoformat(), checked=None)


def _known(model: Model, libraries: Iterable[Library]) -> tuple[Library, Model] | None:
    for library in libraries:
        for name in (model.library_id, model.id, *model.aliases):
            if name is not None and library.provider_of.get(name) == model.provider:
                return library, library.model(name)
    return None


def library_model(id_: str, libraries: Iterable[Library]) -> Model:
    """The model of this id in the first library that has it. Raises KeyError."""
    for library in libraries:
        if id_ in library.provider_of:
            return library.model(id_)
    raise KeyError(id_)


def library_ends(ours: Model | None, name: str, libraries: Iterable[Library]) -> tuple[Lifecycle, ...]:
    """The ends that the first library which knows the model names, under its id in our layer."""
    id_ = ours.library_id if ours is not None else name
    for library in libraries:
        if id_ is not None and id_ in library.provider_of:
            record: Mapping[str, Any] = library.record(library.provider_of[id_], id_) or {}
            return tuple(replace(e, models=(name,)) for e in ends_from(id_, record))
    return ()
