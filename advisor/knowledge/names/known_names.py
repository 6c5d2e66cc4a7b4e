"""The names that models go by: in the case, in our own layer, in the library."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.knowledge.by_name import EntriesByName
from advisor.knowledge.layers import library_model
from advisor.knowledge.names.name_index import NameIndex, index_models

if TYPE_CHECKING:
    from advisor.knowledge.market import Model
    from advisor.knowledge.names.name_index import NameIndex


class KnownNames(EntriesByName):
    """The entries, with every model by its id and what its name may be."""

    def __init__(self, folder: Path, user_prices: Path | None = None) -> None:
        super().__init__(folder, user_prices)
        self.own_models: dict[str, Model] = {}
        """The models that a case brings along, by id: found before all others."""
        self._from_library: dict[str, Model] = {}

    def model_of_id(self, id_: str) -> Model:
        """The model of exactly this id, of whatever layer. Raises KeyError."""
        found = self.own_models.get(id_) or self._models.get(self.our_id(id_))
        if found is None:
            found = self._from_library[id_] = self._from_library.get(id_) or library_model(
                id_, self.libraries
            )
        return found

    @property
    def library_ids(self) -> tuple[str, ...]:
        """The ids of all models that only the library layer knows."""
        ids = (i for library in self.libraries for i in library.provider_of if i not in self._in_ours)
        return tuple(dict.fromkeys(ids))

    def our_id(self, id_: str) -> str:
        """The id in our own layer of a model of the library layer; its own where it stands there alone."""
        return self._in_ours.get(id_, id_)

    def is_ours(self, id_: str) -> bool:
        """Whether the model stands in the layer kept by hand: with class, lines up and down, dated history."""
        return id_ in self._models

    @cached_property
    def name_words(self) -> dict[str, Any]:
        """The words around a model's name: sellers, gateways, makers, regions."""
        data = self.document("names").data
        assert isinstance(data, dict)
        return data

    @cached_property
    def name_indexes(self) -> tuple[NameIndex, ...]:
        """The names of all models: those of the case first, then our own layer, then the library."""
        own = (index_models(self.own_models.values(), self.name_words),) if self.own_models else ()
        return (*own, self._our_names, *(library.index for library in self.libraries))

    @cached_property
    def _our_names(self) -> NameIndex:
        return self.shelf.get("names", NameIndex, lambda: index_models(self.models, self.name_words))

    @cached_property
    def names_by_figures(self) -> dict[str, dict[str, list[str]]]:
        """The keys of all names with the ids they may mean, by the figures in them: `gpt 5.4 mini` under `5.4`."""
        from advisor.knowledge.names.misspelt_names import figures

        found: dict[str, dict[str, list[str]]] = {}
        for index in self.name_indexes:
            for key, ids in index.keys.items():
                found.setdefault(figures(key), {})[key] = [self.our_id(i) for i in ids]
        return found

    @cached_property
    def name_vocabulary(self) -> frozenset[str]:
        """Every word of any model's name, of those too that nobody sells."""
        sold = (word for index in self.name_indexes for key in index.keys for word in key.split())
        return frozenset((*sold, *self.name_words["other_names"]))
