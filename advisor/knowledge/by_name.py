"""The entries of the knowledge by their ids: each list made once into a mapping, when somebody looks one up."""

from __future__ import annotations

from functools import cached_property

from advisor.knowledge.base import Estimate
from advisor.knowledge.knowledge_files import KnowledgeFiles
from advisor.knowledge.market import Gpu, Host, Model, Offer, Platform, RetrievalItem
from advisor.knowledge.records import Claim, DefaultValue, KnownChoice, Source
from advisor.knowledge.serving import Architecture


class EntriesByName(KnowledgeFiles):
    """The files, with a mapping for each list that is looked up by name."""

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        return {c.id: c for c in self.claims}

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {s.id: s for s in self.sources}

    @cached_property
    def _models(self) -> dict[str, Model]:
        return {m.id: m for m in self.models}

    @cached_property
    def _in_ours(self) -> dict[str, str]:
        """Ids of the library layer that are models of our own layer, and their ids there."""
        return {i: m.id for m in self.models for i in (m.id, m.library_id) if i is not None}

    @cached_property
    def _offers(self) -> dict[str, Offer]:
        return {o.id: o for o in self.offers}

    @cached_property
    def _assumptions(self) -> dict[str, Estimate]:
        return {e.id: e for e in self.assumptions}

    @cached_property
    def _defaults(self) -> dict[str, DefaultValue]:
        return {d.fact: d for d in self.defaults}

    @cached_property
    def _batch_sellers(self) -> frozenset[str]:
        return frozenset(m.provider for m in self.models if any(p.batch_input is not None for p in m.prices))

    @cached_property
    def _platforms(self) -> dict[str, Platform]:
        return {p.id: p for p in self.platforms}

    @cached_property
    def _gpus(self) -> dict[str, Gpu]:
        return {g.id: g for g in self.gpus}

    @cached_property
    def _hosts(self) -> dict[str, Host]:
        return {h.id: h for h in self.hosts}

    @cached_property
    def _architectures(self) -> dict[str, Architecture]:
        return {a.id: a for a in self.architectures}

    @cached_property
    def _items(self) -> dict[str, RetrievalItem]:
        return {i.id: i for i in self.items}

    @cached_property
    def _choices(self) -> dict[str, KnownChoice]:
        return {c.id: c for c in self.choices}

    @cached_property
    def _estimates(self) -> dict[str, Estimate]:
        return {e.id: e for e in (*self.labours, *self.assumptions)}
