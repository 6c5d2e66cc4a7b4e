"""The library layer: thousands of models as files of JSON, of which only what is asked for is read."""

import datetime
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from msgspec import MsgspecError, Raw, Struct, field, json

from advisor.errors import BadInput
from advisor.knowledge.lifecycle import Lifecycle
from advisor.knowledge.market import Model
from advisor.knowledge.model_price import LongPrompt, ModelPrice, PeakHours
from advisor.knowledge.names.name_index import NameIndex

INDEX = "index.json"
_PRICE = ("as_of", "checked", "scheduled")
_PLAIN = ("params_b", "max_input_tokens", "cache_minimum_tokens")

T = TypeVar("T")


class _Index(Struct):
    """`providers`: the ids that each sells; `read`: the libraries' versions and the days of their data."""

    providers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)


class _Names(Struct):
    exact: dict[str, tuple[str, ...]] = field(default_factory=dict)
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dated: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Library:
    """The files of one folder; empty if there is none. Raises BadInput for a file that cannot be used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._records: dict[str, dict[str, Raw]] = {}

    @cached_property
    def index(self) -> NameIndex:
        """Every name, and the ids it may mean."""
        own = {id_.casefold(): (id_,) for id_ in self.provider_of}
        names = self._json(INDEX, _Names) or _Names()
        return NameIndex({**names.exact, **own}, names.keys, names.dated)

    @cached_property
    def provider_of(self) -> Mapping[str, str]:
        """Every id and the provider that sells it."""
        return {id_: provider for provider, ids in self._index.providers.items() for id_ in ids}

    @property
    def loaded(self) -> tuple[str, ...]:
        """The providers whose files were read so far."""
        return tuple(self._records)

    @property
    def read(self) -> Mapping[str, str]:
        """The libraries' versions and the days of their data."""
        return self._index.read

    @cached_property
    def _index(self) -> _Index:
        return self._json(INDEX, _Index) or _Index()

    def record(self, provider: str, id_: str) -> Mapping[str, Any] | None:
        """What the file of `provider` says of the model; None if it says nothing."""
        if provider not in self._records:
            self._records[provider] = self._json(f"{provider}.json", dict[str, Raw]) or {}
        found = self._records[provider].get(id_)
        try:
            return None if found is None else json.decode(found, type=dict[str, Any])
        except MsgspecError as e:
            raise BadInput("a broken entry", file=str(self.folder / f"{provider}.json"), text=id_) from e

    def model(self, id_: str) -> Model:
        """The model of this id. Raises KeyError, or BadInput for a broken entry."""
        provider = self.provider_of[id_]
        record = self.record(provider, id_)
        if record is None:
            raise BadInput(
                "the index names a model that is not there", file=str(self.folder / INDEX), text=id_
            )
        try:
            return model_from(provider, id_, record)
        except (TypeError, ValueError, KeyError) as e:
            raise BadInput("a broken entry", file=str(self.folder / f"{provider}.json"), text=id_) from e

    def _json(self, name: str, kind: type[T]) -> T | None:
        """What the file holds; None if there is no such file."""
        path = self.folder / name
        try:
            return json.decode(path.read_bytes(), type=kind)
        except FileNotFoundError:
            return None
        except (OSError, MsgspecError) as e:
            raise BadInput("not a file of the library layer", file=str(path), text=e) from None


def model_from(provider: str, id_: str, record: Mapping[str, Any]) -> Model:
    """A model of the library layer: without class or siblings."""
    notes = ". ".join(str(record[k]) for k in ("notes", "differs") if k in record)
    peak = record.get("peak")
    return Model(
        id=id_,
        provider=provider,
        aliases=tuple(record.get("names", ())),
        long_prompt=LongPrompt(**record["long_prompt"]) if "long_prompt" in record else None,
        modalities=tuple(record.get("modalities", ())),
        regions=dict(record.get("regions", {})),
        peak=PeakHours(**{**peak, "hours_utc": tuple(map(tuple, peak["hours_utc"]))}) if peak else None,
        checked_by=tuple(record.get("checked_by", ())),
        notes=notes,
        prices=tuple(_price(p, str(record["source"])) for p in record["prices"]),
        **{name: record[name] for name in _PLAIN if name in record},
    )


def _price(data: Mapping[str, Any], source: str) -> ModelPrice:
    rates = {name: float(value) for name, value in data.items() if name not in _PRICE}
    checked = data.get("checked")
    return ModelPrice(
        as_of=datetime.date.fromisoformat(data["as_of"]),
        as_of_text=data["as_of"],
        checked=datetime.date.fromisoformat(checked) if checked else None,
        scheduled=bool(data.get("scheduled")),
        source=source,
        grade="library",
    ).having(rates)


def ends_from(id_: str, record: Mapping[str, Any]) -> tuple[Lifecycle, ...]:
    """The ends that a record names, by platform."""
    return tuple(_end(id_, end) for end in record.get("ends", ()))


def _end(id_: str, end: Mapping[str, Any]) -> Lifecycle:
    earliest, shutdown = (
        datetime.date.fromisoformat(end[k]) if k in end else None for k in ("earliest", "shutdown")
    )
    return Lifecycle(
        id=f"{id_} on {end['platform']}",
        platform=end["platform"],
        models=(id_,),
        announced=None,
        earliest=earliest,
        shutdown=shutdown,
        replacement=end.get("replacement"),
        as_of=datetime.date.fromisoformat(end["as_of"]),
        as_of_text=end["as_of"],
        source="litellm",
        grade="library",
    )
