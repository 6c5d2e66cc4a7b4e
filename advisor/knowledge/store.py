"""The knowledge: one entry by its id, one model by any name, what was known on a day."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from advisor.errors import BadInput, near
from advisor.knowledge.base import Estimate, newest
from advisor.knowledge.layers import library_ends
from advisor.knowledge.lifecycle import Lifecycle
from advisor.knowledge.market import Gpu, Host, Model, Offer, Platform, RetrievalItem
from advisor.knowledge.names.known_names import KnownNames
from advisor.knowledge.records import Claim, DefaultValue, KnownChoice, Source
from advisor.knowledge.residency import Residency
from advisor.knowledge.serving import Architecture, MeasuredThroughput, Run

if TYPE_CHECKING:
    from advisor.knowledge.names.model_match import ModelMatch

M = TypeVar("M", bound=Struct)


class Knowledge(KnownNames):
    """Everything in one knowledge folder. Look-ups of one entry raise BadInput with the nearest name."""

    def __init__(self, folder: Path, user_prices: Path | None = None) -> None:
        super().__init__(folder, user_prices)
        self._found: dict[str, ModelMatch] = {}
        self._known: dict[str, Model | None] = {}
        self._ends: dict[tuple[str, str | None, datetime.date], Lifecycle | None] = {}
        self.worked_out: dict[Hashable, Any] = {}
        """What others made of it alone, by a name of theirs: it never changes."""

    # --- one entry

    def claim(self, name: str) -> Claim:
        """The claim of this id."""
        return _one("claim", name, self._claims)

    def source(self, name: str) -> Source:
        """The source of this id."""
        return _one("source", name, self._sources)

    def model(self, name: str) -> Model:
        """The model that any spelling means (see model_names.find_model). Raises BadInput: several, or unknown."""
        return self.own_models.get(name) or self._models.get(name) or self.find_model(name).one()

    def known_model(self, name: str) -> Model | None:
        """The model that any spelling means; None if it means several, or none."""
        found = self.own_models.get(name) or self._models.get(name)
        if found is None and name not in self._known:
            self._known[name] = self._look_up(name)
        return found or self._known[name]

    def shortest_cached(self, model: Model | None) -> float:
        """Tokens of the shortest prefix that `model` caches, as likely; of most models where it does not say."""
        own = model.cache_minimum_tokens if model is not None else None
        return float(self.assumption("cache_minimum_tokens").likely if own is None else own)

    def _look_up(self, name: str) -> Model | None:
        if not self.own_models and name in self._bases:
            known = self._bases[name]
            return self.model_of_id(known) if known is not None else None
        from advisor.knowledge.names.model_names import known_model

        return known_model(self, name)

    @cached_property
    def _bases(self) -> dict[str, str | None]:
        """What is tuned or run on own GPUs, and the ids meant: every decision asks, and many sell the open ones."""
        from advisor.knowledge.names.model_names import known_model

        def made() -> dict[str, str | None]:
            named = {
                *(o.base for o in self.offers),
                *(a.id for a in self.architectures),
            } - self._models.keys()
            found = ((name, known_model(self, name)) for name in sorted(named))
            return {name: model.id if model else None for name, model in found}

        return self.shelf.get("bases", dict[str, str | None], made)

    def with_models(self, models: Iterable[Model]) -> Knowledge:
        """The same knowledge, with the models that a case brings along found before all others."""
        other = copy.copy(self)
        other.own_models = {m.id: m for m in models}
        other._found, other._known, other._ends, other.worked_out = {}, {}, {}, {}
        for name in ("name_indexes", "names_by_figures", "name_vocabulary", "_priced"):
            other.__dict__.pop(name, None)
        return other

    def find_model(self, name: str) -> ModelMatch:
        """What a spelling of a model means: one model, several, or none."""
        if name not in self._found:
            from advisor.knowledge.names.model_match import ModelMatch
            from advisor.knowledge.names.model_names import find_model

            ours = self._models.get(name) if not self.own_models else None
            self._found[name] = ModelMatch(name, ours) if ours else find_model(self, name)
        return self._found[name]

    def offer(self, name: str) -> Offer:
        """The tuning offer of this id."""
        return _one("tuning offer", name, self._offers)

    def platform(self, name: str) -> Platform:
        """The tuning platform of this id."""
        return _one("tuning platform", name, self._platforms)

    def host(self, name: str) -> Host:
        """The dedicated endpoint of this id."""
        return _one("host", name, self._hosts)

    def gpu(self, name: str) -> Gpu:
        """The GPU of this id."""
        return _one("GPU", name, self._gpus)

    @cached_property
    def measured_on(self) -> Mapping[tuple[str, float], tuple[MeasuredThroughput, ...]]:
        """GPU and how many of it -> what was measured on so many."""
        kinds = {(m.gpu, m.gpus) for m in self.measured}
        return {of: tuple(m for m in self.measured if (m.gpu, m.gpus) == of) for of in kinds}

    def architecture(self, name: str) -> Architecture:
        """The architecture of this id."""
        return _one("architecture", name, self._architectures)

    def retrieval(self, name: str) -> RetrievalItem:
        """The retrieval item of this id."""
        return _one("retrieval item", name, self._items)

    def assumption(self, name: str) -> Estimate:
        """The assumption of this id."""
        return _one("assumption", name, self._assumptions)

    def estimate(self, name: str) -> Estimate:
        """The assumption or labour figure of this id."""
        return _one("assumption", name, self._estimates)

    def default(self, fact: str) -> DefaultValue | None:
        """The default of this fact, if it has one."""
        return self._defaults.get(fact)

    def choice(self, name: str) -> KnownChoice:
        """The part chosen under this id."""
        return _one("choice", name, self._choices)

    def run(self, name: str) -> Run:
        """The stated training run of this id."""
        return _one("training run", name, {r.id: r for r in self.runs})

    def sells_batch(self, provider: str) -> bool:
        """Whether any model of `provider` has a batch price: then its others are taken to have one too."""
        return provider in self._batch_sellers

    def residency(self, seller: str, region: str, work: str, on: datetime.date) -> Residency | None:
        """Whether `seller` keeps its `work` within `region`, as known on `on`; None if nobody said."""
        said = (r for r in self.residencies if (r.seller, r.region, r.work) == (seller, region, work))
        return newest(said, on, on_offer=False)

    # --- time

    def lifecycle(self, model: str, platform: str | None, on: datetime.date) -> Lifecycle | None:
        """The announced end of `model` on `platform` (its own vendor's when None) as known on `on`; see ends.py."""
        key = model, platform, on
        if key not in self._ends:
            from advisor.knowledge.ends import announced_end

            self._ends[key] = announced_end(self, model, platform, on)
        return self._ends[key]

    def kept_until(self, model: str, platform: str | None, on: datetime.date) -> Lifecycle | None:
        """The vendor's word that `model` stays until a day at least, ahead or past; None if an end is announced."""
        from advisor.knowledge.ends import kept_until

        return kept_until(self, model, platform, on)

    def replacement(self, end: Lifecycle, model: str, on: datetime.date) -> str | None:
        """What takes the place of `model` when it ends, as named there or on another platform; None if nowhere."""
        from advisor.knowledge.ends import replacement

        return replacement(self, end, model, on)

    def lifecycles_of(self, *names: str) -> tuple[Lifecycle, ...]:
        """What is said of the ends of a model that goes by `names`, on any platform."""
        ours = tuple(dict.fromkeys(e for name in names for e in self._lifecycles_by_model.get(name, ())))
        spoken_of = {e.platform for e in ours}
        found = (e for name in names for e in library_ends(self._models.get(name), name, self.libraries))
        return (*ours, *(e for e in dict.fromkeys(found) if e.platform not in spoken_of))

    @cached_property
    def _lifecycles_by_model(self) -> dict[str, list[Lifecycle]]:
        found: dict[str, list[Lifecycle]] = {}
        for entry in self.lifecycles:
            for name in entry.models:
                found.setdefault(name, []).append(entry)
        return found

    def home_platform(self, model: str) -> str | None:
        """Where the vendor of a model serves it; None for a model that nobody sells."""
        try:
            entry = self.model_of_id(model)
        except KeyError:
            return None
        return self._homes.get(entry.provider, entry.provider)

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        def made() -> dict[str, str]:
            return self.document("lifecycles").data.get("home_platforms") or {}

        return self.shelf.get("home platforms", dict[str, str], made)

    def priced(self, name: str) -> Model | Offer | Host | Gpu | RetrievalItem | None:
        """The entry with prices of this id, whatever it sells; None when there is none."""
        if name in self._priced:
            return self._priced[name]
        try:
            return self.model_of_id(name)
        except KeyError:
            return None

    @property
    def priced_ids(self) -> tuple[str, ...]:
        """The ids of all entries with prices."""
        return tuple(self._priced)

    @cached_property
    def _priced(self) -> dict[str, Model | Offer | Host | Gpu | RetrievalItem]:
        groups = (self.items, self.gpus, self.hosts, self.offers, self.models, self.own_models.values())
        return {entry.id: entry for group in groups for entry in group}


def _one(kind: str, name: str, entries: Mapping[str, M]) -> M:
    try:
        return entries[name]
    except KeyError:
        raise BadInput(f"unknown {kind}", text=name, near=near(name, entries)) from None
