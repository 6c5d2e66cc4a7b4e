"""Every name that models go by, and the ids it may mean: exact spellings, and keys of words."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, field

from advisor.knowledge.market import Model
from advisor.knowledge.names.name_parts import take_apart

_NEWEST = "-latest"
"""The end of an alias that a vendor moves from model to model: it names no model by its words."""

Names = dict[str, tuple[str, ...]]


class NameIndex(Struct, frozen=True):
    """`exact`: spelled names in lower case. `keys`: by the words of a name; `dated`: of one with a snapshot's date."""

    exact: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def index_models(models: Iterable[Model], known: Mapping[str, Any]) -> NameIndex:
    """The names of `models`; `known` are the words of names.yaml. An id means itself alone."""
    exact, keys, dated = Names(), Names(), Names()
    own = {}
    for model in models:
        own[model.id.casefold()] = (model.id,)
        for name in (model.id, *model.aliases):
            _add(exact, name.casefold(), model.id)
            parts = take_apart(name, known)
            _add(exact, parts.core, model.id)
            if not parts.core.endswith(_NEWEST):
                _add(dated if parts.dated else keys, parts.key, model.id)
    return NameIndex({**exact, **own}, keys, dated)


def _add(names: Names, name: str, id_: str) -> None:
    if id_ not in names.get(name, ()):
        names[name] = (*names.get(name, ()), id_)
