"""The files of the knowledge folder as typed entries; each is read when something in it is first asked for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from advisor.files import digest, yaml_cache
from advisor.files.compiled import Shelf
from advisor.files.yaml_file import Document
from advisor.knowledge.base import Estimate
from advisor.knowledge.layers import complete
from advisor.knowledge.library import Library
from advisor.knowledge.lifecycle import Lifecycle, LifecyclePolicy
from advisor.knowledge.market import Gpu, Host, Model, Offer, Platform, Rental, RetrievalItem
from advisor.knowledge.reader import At, build
from advisor.knowledge.records import Claim, DefaultValue, KnownChoice, Source, SourceConflict
from advisor.knowledge.residency import Residency
from advisor.knowledge.serving import Architecture, MeasuredThroughput, Run, TrainingSpeed, Vram

LIBRARY = "library"
"""The folder of the library layer inside the knowledge."""

CODE = ("knowledge",)
"""The folder whose code reads entries."""
M = TypeVar("M", bound=Struct)


class KnowledgeFiles:
    """Every entry of one knowledge folder, by file and kind.

    `sha256` is the digest over the names and bytes of all its files, in order of name, and of `user_prices`: the
    folder of a library layer of the user's own, which goes before the shipped one.
    """

    def __init__(self, folder: Path, user_prices: Path | None = None) -> None:
        self.folder = folder
        self.libraries = tuple(Library(f) for f in (user_prices, folder / LIBRARY) if f is not None)
        self.sha256 = _hash_of(folder, *(library.folder for library in self.libraries))
        self.shelf = Shelf(f"knowledge of {folder}", self.sha256, CODE)
        """What was made of the files, kept between runs."""
        self._documents: dict[str, Document] = {}

    @cached_property
    def compiled(self) -> datetime.date:
        """The day up to which the figures were collected."""
        return self._day("sources", "compiled", "no date of compilation")

    @property
    def rates_as_of(self) -> datetime.date:
        """The day of the exchange rates."""
        return self._day("exchange_rates", "as_of", "no date of the rates")

    def _day(self, file: str, key: str, missing: str) -> datetime.date:
        document = self.document(file)
        day = document.data.get(key) if isinstance(document.data, dict) else None
        if not isinstance(day, datetime.date):
            raise document.error((key,), missing, expected=f"{key}: 2026-11-21")
        return day

    @property
    def own_prices(self) -> tuple[str, ...]:
        """The versions and days of the user's own library prices; empty if only the shipped ones are read."""
        return tuple(f"{name} {day}" for library in self.libraries[:-1] for name, day in library.read.items())

    # --- records

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims of the five documents, and those beyond them (X)."""
        return self._section("claims", "claims", Claim)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Every source that an entry names."""
        return self._section("sources", "sources", Source)

    @cached_property
    def conflicts(self) -> tuple[SourceConflict, ...]:
        """Sources that disagree on an entry."""
        return self._section("conflicts", "conflicts", SourceConflict)

    # --- market

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """The models of our own layer, by provider, completed by the library layer."""
        return self._kept("completed models", Model, self._completed)

    @cached_property
    def residencies(self) -> tuple[Residency, ...]:
        """Who keeps data within a region, and who does not."""
        return self._section("regions", "regions", Residency)

    @cached_property
    def platforms(self) -> tuple[Platform, ...]:
        """Platforms that tune, tuned, or say that they do not."""
        return self._section("tuning", "platforms", Platform)

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """Tuning offers; each carries its platform's tenancy and closures too."""
        return self._kept("offers on their platforms", Offer, self._on_platforms)

    @cached_property
    def hosts(self) -> tuple[Host, ...]:
        """Dedicated endpoints for tuned models."""
        return self._section("tuning", "hosts", Host)

    @cached_property
    def lifecycles(self) -> tuple[Lifecycle, ...]:
        """Announced ends of models, and of those that are gone."""
        ours = self._section("lifecycles", "lifecycles", Lifecycle)
        spoken_of = {(model, e.platform) for e in ours for model in e.models}
        gone = self._section("retired", "retired", Lifecycle)
        return (*ours, *(e for e in gone if not any((m, e.platform) in spoken_of for m in e.models)))

    @cached_property
    def policies(self) -> tuple[LifecyclePolicy, ...]:
        """What platforms promise about ends."""
        return self._section("lifecycles", "policies", LifecyclePolicy)

    @cached_property
    def gpus(self) -> tuple[Gpu, ...]:
        """GPUs for rent."""
        return self._section("gpus", "gpus", Gpu)

    @cached_property
    def rentals(self) -> tuple[Rental, ...]:
        """GPUs billed only while they run."""
        return self._section("gpus", "rentals", Rental)

    @cached_property
    def items(self) -> tuple[RetrievalItem, ...]:
        """Embedding models, rerankers, vector stores, managed retrieval."""
        return self._section("retrieval", "items", RetrievalItem)

    # --- serving and training

    @cached_property
    def architectures(self) -> tuple[Architecture, ...]:
        """Shapes of open models."""
        return self._section("serving", "architectures", Architecture)

    @cached_property
    def measured(self) -> tuple[MeasuredThroughput, ...]:
        """Measured serving throughput."""
        return self._section("serving", "measured", MeasuredThroughput)

    @cached_property
    def vram(self) -> tuple[Vram, ...]:
        """GPU memory that training takes, by method and size, as each source says."""
        return self._section("serving", "vram", Vram)

    @cached_property
    def training_speeds(self) -> tuple[TrainingSpeed, ...]:
        """Training throughput by GPU."""
        return self._section("serving", "training_speed", TrainingSpeed)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Training runs as the documents price them."""
        return self._section("serving", "runs", Run)

    # --- people and assumptions

    @cached_property
    def labours(self) -> tuple[Estimate, ...]:
        """Hours, wages and labels."""
        return self._section("labour", "labour", Estimate)

    @cached_property
    def assumptions(self) -> tuple[Estimate, ...]:
        """Figures that nobody is asked for."""
        return (
            *self._section("assumptions", "assumptions", Estimate),
            *self._section("serving", "assumptions", Estimate),
        )

    @cached_property
    def defaults(self) -> tuple[DefaultValue, ...]:
        """What is taken for facts that were not answered."""
        return self._section("assumptions", "defaults", DefaultValue)

    @cached_property
    def choices(self) -> tuple[KnownChoice, ...]:
        """Parts taken where nobody chose one."""
        return self._section("assumptions", "choices", KnownChoice)

    def document(self, stem: str) -> Document:
        """The file `stem`.yaml, read once."""
        if stem not in self._documents:
            self._documents[stem] = yaml_cache.read(self.folder / f"{stem}.yaml")
        return self._documents[stem]

    def _on_platforms(self) -> tuple[Offer, ...]:
        platforms = {p.id: p for p in self.platforms}
        return tuple(self._on_platform(o, platforms) for o in self._read("tuning", "offers", Offer))

    @staticmethod
    def _on_platform(offer: Offer, platforms: Mapping[str, Platform]) -> Offer:
        platform = platforms.get(offer.provider)
        if platform is None:
            return offer
        closures = (*offer.closures, *platform.closures)
        return replace(offer, tenancy=platform.tenancy, closures=closures)

    def _completed(self) -> tuple[Model, ...]:
        return tuple(complete(m, self.libraries) for m in self._read("models", "models", Model))

    def _section(self, stem: str, key: str, kind: type[M]) -> tuple[M, ...]:
        return self._kept(f"{key} of {stem}", kind, lambda: self._read(stem, key, kind))

    def _kept(self, what: str, kind: type[M], make: Callable[[], tuple[M, ...]]) -> tuple[M, ...]:
        return self.shelf.get(what, tuple[kind, ...], make)  # type: ignore[valid-type]

    def _read(self, stem: str, key: str, kind: type[M]) -> tuple[M, ...]:
        document = self.document(stem)
        data = document.data.get(key) if isinstance(document.data, dict) else None
        if not isinstance(data, list):
            raise document.error((key,), f"no list {key} in this file", expected=f"{key}: [...]")
        compiled = self.compiled
        entries = tuple(build(kind, d, At(document, compiled, (key, i))) for i, d in enumerate(data))
        _unique(document, key, entries)
        return entries


def _hash_of(*folders: Path) -> str:
    files = (p for f in folders for end in ("*.yaml", "*.json") for p in sorted(f.glob(end)))
    return digest.of_files(f"knowledge in {', '.join(map(str, folders))}", files)


def _unique(document: Document, key: str, entries: Iterable[Struct]) -> None:
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        name = getattr(entry, "id", None) or getattr(entry, "fact", None)
        if name in seen:
            raise document.error((key, index), "a second entry of this name", text=name)
        if name:
            seen.add(name)
