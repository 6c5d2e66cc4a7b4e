"""The library layer from both libraries: what genai-prices says, completed and checked by litellm's table."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from advisor.knowledge.names.model_names import open_size
from advisor.knowledge.names.name_parts import take_apart, words_of
from advisor.pricebook.library import genai_source, litellm_source
from advisor.pricebook.library.genai_source import Record
from advisor.pricebook.library.join import LitellmIndex, LitellmRow, index_rows
from advisor.pricebook.library.versions import other_versions

_SAME = 0.005
_COMPARED = ("input", "cached_input", "output", "batch_input", "batch_output")
_FROM_LITELLM = ("cache_write", "batch_cached_input", "flex_input", "flex_cached_input", "flex_output")
_BATCH = ("batch_input", "batch_output")


@dataclass
class LibraryComparison:
    """How the libraries compare: models of a provider by outcome, and what differs."""

    agree: list[str] = field(default_factory=list)
    differ: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


@dataclass
class LibraryBuild:
    """One run. `words` are those of names.yaml, `rules` those of sources.yaml; days are those of the data."""

    words: Mapping[str, Any]
    rules: Mapping[str, Any]
    genai_day: datetime.date
    litellm_day: datetime.date | None
    models: dict[str, dict[str, Record]] = field(default_factory=dict)
    comparison: LibraryComparison = field(default_factory=LibraryComparison)

    @cached_property
    def litellm(self) -> LitellmIndex:
        """litellm's table by seller and name; empty if it is not installed."""
        return index_rows(litellm_source.table(), self.words, self.rules["sells"])

    def run(self) -> LibraryBuild:
        """All models of both libraries."""
        self.makers = self._makers()
        for provider, id_, record in genai_source.records(self.genai_day):
            if (
                not self._skipped(id_)
                and not self._resold(provider, id_)
                and not self._not_sold(provider, id_)
            ):
                names = self._sold_names(provider, record)
                self._add_versions(provider, id_, {**record, "names": names, "source": genai_source.NAME})
        for provider in self.rules["litellm_only"]:
            self._add_rest(provider)
        return self

    def _makers(self) -> dict[str, set[str]]:
        """The names of every first-party provider, by provider."""
        first = self.words["first_party"]
        found: dict[str, set[str]] = {p: set() for p in first}
        for provider, id_, record in genai_source.records(self.genai_day):
            if provider in found and not self._not_sold(provider, id_):
                found[provider] |= {
                    take_apart(n, self.words).key for n in (id_, *self._sold_names(provider, record))
                }
        return found

    def _skipped(self, id_: str) -> bool:
        plain = id_.casefold()
        words = {*words_of(plain, self.words), *plain.split(":")}
        return plain.startswith("ft:") or bool(words & {*self.rules["skip"]})

    def _not_sold(self, provider: str, id_: str) -> bool:
        return id_ in self.rules["not_sold"].get(provider, ())

    def _sold_names(self, provider: str, record: Record) -> list[str]:
        return [n for n in record["names"] if not self._not_sold(provider, n)]

    def _resold(self, provider: str, id_: str) -> bool:
        """Whether a cloud or reseller sells a maker's own model here, which the maker's entry stands for."""
        key = take_apart(id_, self.words).key
        cloud = self.words["clouds"].get(provider)
        resold = (
            self.words["first_party"]
            if provider in self.words["resellers"]
            else self.rules["resold"].get(provider, ())
        )
        return any(key in self.makers.get(maker, ()) for maker in (cloud["makers"] if cloud else resold))

    def _add_versions(self, provider: str, id_: str, record: Record) -> None:
        """The model, and each other version that genai-prices gives its price to, as a model of its own."""
        others = other_versions(id_, record["names"], self.words)
        same = {*record["names"]} - {n for names in others for n in names}
        for name, *rest in ([id_, *same], *others):
            self._add(provider, name, {**deepcopy(record), "names": rest})

    def _add(self, provider: str, id_: str, record: Record) -> None:
        name = self._id(provider, id_)
        moved = self._moved_aliases(provider, id_, record)
        record = {**record, "names": sorted({id_, *record["names"]} - {name, *moved})}
        for alias, own in moved.items():
            self._add(provider, alias, self._from_litellm([own], [alias]))
        rows = [r for n in (id_, *record["names"]) for r in self.litellm.of(provider, n, self.words)]
        exact = next((r for r in rows if r.parts.core == take_apart(id_, self.words).core), None)
        row = exact or next(iter(rows), None)
        self.litellm.used.update((r.seller + " " + r.parts.key) for r in rows)
        if row is not None:
            self._complete(record, row.row)
        if record["source"] == litellm_source.NAME:
            self.comparison.missing.append(name)
        elif row is not None:
            self._check(name, record, row)
        elif provider not in self.words["resellers"]:
            self.comparison.missing.append(name)
        self._regions(provider, id_, record)
        if size := open_size(id_.replace(":", "-")):
            record.setdefault("params_b", size)
        self.models.setdefault(provider, {})[name] = record

    def _moved_aliases(self, provider: str, id_: str, record: Record) -> dict[str, LitellmRow]:
        """Other names of the model that litellm prices on their own, as its vendor has pointed them elsewhere since."""
        if record["source"] != genai_source.NAME:
            return {}
        newest = next(p for p in reversed(record["prices"]) if not p.get("scheduled"))
        rows = [r for name in (id_, *record["names"]) for r in self.litellm.of(provider, name, self.words)]
        return {
            r.parts.core: r
            for r in rows
            if (r.parts.core in record["names"] or self._nobodys_latest(provider, r.parts.core))
            and r.parts.core != id_
            and not _same(newest["input"], litellm_source.rates(r.row)["input"])
        }

    def _nobodys_latest(self, provider: str, name: str) -> bool:
        """Whether it is an alias for the newest model that genai-prices gives to none at this provider."""
        return name.endswith("-latest") and name not in self._genai_names.get(provider, ())

    @cached_property
    def _genai_names(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for provider, id_, record in genai_source.records(self.genai_day):
            found.setdefault(provider, set()).update((id_, *record["names"]))
        return found

    def _from_litellm(self, rows: list[LitellmRow], names: list[str]) -> Record:
        rates = litellm_source.rates(rows[0].row)
        return {
            "names": names,
            "prices": [{"as_of": self.litellm_day, **rates}],
            "source": litellm_source.NAME,
        }

    def _id(self, provider: str, id_: str) -> str:
        """The id in the price book: bare at the maker's, behind the seller's name elsewhere."""
        if provider in self.words["first_party"]:
            return id_
        if provider in self.words["resellers"]:
            return f"{provider}/{id_.casefold()}"
        core = take_apart(f"{provider}/{id_}", self.words).core
        if provider == "aws" and core.startswith(("nova-", "titan-")):
            return core
        short = f"{provider}/{core}"
        return short if short not in self.models.get(provider, {}) else f"{provider}/{id_.casefold()}"

    def _complete(self, record: Record, row: Mapping[str, Any]) -> None:
        """What genai-prices lacks: windows, modalities, cache rules, rates of writing, batch and flex."""
        if window := row.get("max_input_tokens"):
            record["max_input_tokens"] = int(window)
        if takes := litellm_source.modalities(row):
            record["modalities"] = takes
        if minimum := row.get("prompt_cache_min_tokens"):
            record["cache_minimum_tokens"] = int(minimum)
        if times := litellm_source.residency_times(row):
            record["regions"] = times
        newest = next(p for p in reversed(record["prices"]) if not p.get("scheduled"))
        theirs = litellm_source.rates(row)
        if not _same(newest["input"], theirs.get("input")) or not _same(
            newest["output"], theirs.get("output")
        ):
            return
        for name in (*_FROM_LITELLM, *(_BATCH if _BATCH[0] not in newest else ())):
            if name in theirs and name not in newest:
                newest[name] = theirs[name]

    def _check(self, name: str, record: Record, row: LitellmRow) -> None:
        newest = next(p for p in reversed(record["prices"]) if not p.get("scheduled"))
        theirs = litellm_source.rates(row.row)
        wrong = [
            f"{rate} {newest[rate]:g} / {theirs[rate]:g}"
            for rate in _COMPARED
            if rate in newest and rate in theirs and not _same(newest[rate], theirs[rate])
        ]
        if wrong:
            self.comparison.differ[name] = ", ".join(wrong)
            record["differs"] = f"{genai_source.NAME} / {litellm_source.NAME}: {', '.join(wrong)}"
            if row.parts.core == take_apart(name, self.words).core and self._is_newer():
                record["prices"].append({"as_of": self.litellm_day, **theirs})
                record["source"] = litellm_source.NAME
        else:
            self.comparison.agree.append(name)
            record["checked_by"] = [litellm_source.NAME]

    def _is_newer(self) -> bool:
        return self.litellm_day is not None and self.litellm_day > self.genai_day

    def _regions(self, provider: str, id_: str, record: Record) -> None:
        """What clouds charge for a region, as a multiple of their own base price or of the maker's price."""
        key = take_apart(id_, self.words).key
        for seller, cloud in self.words["clouds"].items():
            if provider not in cloud["makers"] and provider != seller:
                continue
            rows = self.litellm.regional(seller, key)
            base = self._base(rows.get("", []) if provider == seller else [], record)
            for region, lines in rows.items():
                price = min(litellm_source.rates(line.row)["input"] for line in lines)
                if region in ("us", "eu") and price and base and 1 < price / base < 2:
                    record.setdefault("regions", {})[f"{cloud['platform']}/{region}"] = round(price / base, 3)
            self._end(cloud["platform"], rows.get("", []), record)
        home = self.rules["home_platforms"].get(provider, provider)
        if provider not in self.words["clouds"]:
            self._end(home, self.litellm.of(provider, id_, self.words), record)

    def _base(self, rows: list[LitellmRow], record: Record) -> float:
        """The price that a region's multiple is of: the cloud's own, or the maker's."""
        own = [litellm_source.rates(r.row)["input"] for r in rows]
        newest = next(p for p in reversed(record["prices"]) if not p.get("scheduled"))
        return min(own) if own else float(newest["input"])

    def _end(self, platform: str, rows: list[LitellmRow], record: Record) -> None:
        """The end that litellm names: a day past is an end, a day ahead only where the vendor announces ends."""
        row = next((r.row for r in rows if r.row.get("deprecation_date")), None)
        if row is None or self.litellm_day is None:
            return
        day = datetime.date.fromisoformat(row["deprecation_date"])
        past = day <= self.litellm_day and platform in self.rules["shutdown_when_past"]
        real = past or platform in self.rules["shutdown_platforms"]
        end: Record = {
            "platform": platform,
            "shutdown" if real else "earliest": day,
            "as_of": self.litellm_day,
        }
        if successor := row.get("successor_model"):
            end["replacement"] = take_apart(successor, self.words).core
        record.setdefault("ends", []).append(end)

    def _add_rest(self, provider: str) -> None:
        """The models that litellm alone knows at this seller."""
        for (seller, key), rows in sorted(self.litellm.rows.items()):
            if (
                seller != provider
                or f"{seller} {key}" in self.litellm.used
                or self._skipped(key.replace(" ", "-"))
            ):
                continue
            if self._resold(provider, rows[0].name):
                continue
            row = min(rows, key=lambda r: (r.parts.region is not None, r.parts.dated, len(r.name)))
            rates = litellm_source.rates(row.row)
            if "output" not in rates or row.parts.region not in (None, "global") or self.litellm_day is None:
                continue
            record = self._from_litellm([row], [r.name for r in rows if r.parts.region is None])
            self._add(provider, row.parts.core, record)


def _same(one: float, other: float | None) -> bool:
    return other is not None and abs(one - other) <= _SAME * max(abs(one), abs(other), 1e-12)
