"""The sources: the five documents with their claims, and every other source with the entries that rest on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from advisor.knowledge.records import Source
    from advisor.knowledge.store import Knowledge

_OWN = "sources"


@dataclass(frozen=True)
class Listed:
    """A source, how many claims of each check it makes, and how many entries of the knowledge name it."""

    source: Source
    claims: Counter[str]
    entries: int


def listing(knowledge: Knowledge) -> tuple[Listed, ...]:
    """Documents with claims first, then by the number of entries. Raises BadInput."""
    named: Counter[str] = Counter()
    for path in sorted(knowledge.folder.glob("*.yaml")):
        if path.stem not in (_OWN, "claims"):
            named.update(_named(knowledge.document(path.stem).data))
    checks: dict[str, Counter[str]] = {}
    for claim in knowledge.claims:
        checks.setdefault(claim.source, Counter())[claim.check] += 1
    rows = [Listed(s, checks.get(s.id, Counter()), named[s.id]) for s in knowledge.sources]
    return tuple(sorted(rows, key=lambda r: (not r.claims, -r.entries if not r.claims else 0)))


def _named(data: Any) -> Iterator[str]:
    """Every source that an entry below names."""
    if isinstance(data, dict):
        if isinstance(data.get("source"), str):
            yield data["source"]
        for value in data.values():
            yield from _named(value)
    elif isinstance(data, list):
        for value in data:
            yield from _named(value)
