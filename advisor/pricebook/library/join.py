"""The two libraries' models joined by seller and name, whatever either of them writes around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from advisor.knowledge.names.name_parts import NameParts, take_apart
from advisor.pricebook.library import litellm_source

Row = Mapping[str, Any]


@dataclass(frozen=True)
class LitellmRow:
    """One line of litellm's table: its name, who sells it, and the parts of the name."""

    name: str
    seller: str
    parts: NameParts
    row: Row


@dataclass
class LitellmIndex:
    """litellm's table by seller and words of the name; several lines may share them (regions, snapshots)."""

    rows: dict[tuple[str, str], list[LitellmRow]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def of(self, seller: str, name: str, known: Mapping[str, Any]) -> list[LitellmRow]:
        """The lines of this model at this seller, the one written the same first."""
        parts = take_apart(name, known)
        found = self.rows.get((seller, parts.key), [])
        return sorted(
            found, key=lambda r: (r.parts.core != parts.core, r.parts.region is not None, len(r.name))
        )

    def regional(self, seller: str, key: str) -> dict[str, list[LitellmRow]]:
        """The lines of a model at a cloud by region; an empty text for the cloud's base price."""
        found: dict[str, list[LitellmRow]] = {}
        for row in self.rows.get((seller, key), []):
            region = row.parts.region
            found.setdefault("" if region in (None, "global") else str(region), []).append(row)
        return found


def index_rows(rows: Mapping[str, Row], known: Mapping[str, Any], sells: Mapping[str, str]) -> LitellmIndex:
    """litellm's text models by seller and name."""
    index = LitellmIndex()
    for name, row in litellm_source.chat_rows(rows):
        seller = _seller(str(row["litellm_provider"]), known, sells)
        parts = take_apart(name, known)
        if parts.tuned:
            continue
        index.rows.setdefault((seller, parts.key), []).append(LitellmRow(name, seller, parts, row))
    return index


def _seller(provider: str, known: Mapping[str, Any], sells: Mapping[str, str]) -> str:
    plain = provider.split("-", maxsplit=1)[0] if provider.startswith("vertex_ai") else provider
    plain = "bedrock" if plain.startswith("bedrock") else plain
    return sells.get(plain) or str(known["sellers"].get(plain, plain))
