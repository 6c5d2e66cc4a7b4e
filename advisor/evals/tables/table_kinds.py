"""The tables that can be read, as described in tables.yaml, and which one a file is."""

from __future__ import annotations

import fnmatch
import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from advisor.errors import BadInput, near
from advisor.files import yaml_file
from advisor.files.heading_words import in_latin

ROLES = (
    "item", "input", "expected", "model", "variant", "repeat", "score", "most", "signal", "human", "metric", "error",
    "cause", "judge", "cluster", "row_id", "prediction", "input_tokens", "output_tokens", "cached_tokens",
    "usd", "ms", "seconds",
)  # fmt: skip
"""What a column may be, and what `--map` may name."""

_BRACKETED = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
"""A unit or a scale behind a name."""


@dataclass(frozen=True)
class Chosen:
    """What the user said of tables: columns by role, and the share that each grade is worth, in small letters."""

    roles: Mapping[str, str] = field(default_factory=dict)
    grades: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class TableKind:
    """One kind of table: which columns mark it, and which hold what (see tables.yaml)."""

    id: str
    name: str
    marks: tuple[tuple[str, ...], ...]
    roles: Mapping[str, tuple[str, ...]]
    rows: tuple[tuple[str, ...], ...] = ((),)
    scores: tuple[re.Pattern[str], ...] = ()
    listed: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    only: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    unlisted: re.Pattern[str] | None = None
    beside: tuple[str, ...] = ()
    links: bool = False
    long: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, float] = field(default_factory=dict)
    grades: Mapping[str, float] = field(default_factory=dict)
    refuse: str = ""
    wanted: str = ""

    def mapped(self, chosen: Chosen) -> TableKind:
        """This kind with the columns and the grades that the user named."""
        named = {role: (column,) for role, column in chosen.roles.items()}
        return replace(self.with_roles(**named), grades=chosen.grades)

    def with_roles(self, **roles: tuple[str, ...]) -> TableKind:
        """This kind with other columns for some roles."""
        return replace(self, roles={**self.roles, **roles})

    def fitted(self, columns: Iterable[str]) -> TableKind:
        """This kind with the columns that are called as its own in another case or spelling: "Latency (ms)"."""
        alike = [(c, spelled(c)) for c in columns]
        return replace(self, roles={r: _with_alike(names, alike) for r, names in self.roles.items()})

    def scored_instead(self, columns: Iterable[str]) -> TableKind:
        """This kind with the columns that hold its scores where none is called so."""
        alike = [(c, spelled(c)) for c in columns]
        if {c for c, _ in alike} & set(self.roles["score"]):
            return self
        return replace(self, roles={**self.roles, "score": _with_alike(self.instead, alike)})


def _with_alike(names: tuple[str, ...], alike: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return (*names, *(c for c, spelled in alike if spelled in names and c not in names))


def spelled(column: str) -> str:
    """The name of a column in lower case, without accents and what stands in brackets, its words joined by _."""
    column = in_latin(column)
    column = _BRACKETED.sub("", column) or column
    plain = unicodedata.normalize("NFKD", column).encode("ascii", "ignore").decode()
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", plain)
    return re.sub(r"[^a-z0-9]+", "_", apart.lower()).strip("_")


@functools.cache
def table_kinds() -> tuple[TableKind, ...]:
    """Every table that can be read; the last one is the plain table."""
    return tuple(_kind(t) for t in _data()["tables"])


def plain_kind() -> TableKind:
    """The table of one's own, which has no tool's marks."""
    return table_kinds()[-1]


def words_across() -> Mapping[str, tuple[str, ...]]:
    """Words beside a model's name in the head of a column of its own: `scores`, `answers`."""
    return {kind: tuple(words) for kind, words in _data()["across"].items()}


@functools.cache
def words_of_predictions() -> frozenset[str]:
    """What columns are called that hold the label which a model gave."""
    return frozenset(_data()["predictions"])


@functools.cache
def words_of_winners() -> frozenset[str]:
    """What columns are called that hold which of two answers was the better one."""
    return frozenset(_data()["winners"])


@functools.cache
def words_of_sides() -> frozenset[str]:
    """What such a column holds: one side, the other, or neither."""
    return frozenset(_data()["sides"])


def table_words(name: str) -> Any:
    """A list of words of tables.yaml, or several by name."""
    return _data()[name]


@functools.cache
def words_of_totals() -> frozenset[str]:
    """What stands where an example would, in a row of means or totals."""
    return frozenset(_data()["totals"])


def _data() -> Mapping[str, Any]:
    return yaml_file.beside(__file__, "tables.yaml")


def recognise(columns: Iterable[str]) -> TableKind | None:
    """The table whose marks all stand among these columns (names inside others as a.b), or None."""
    here = list(columns)
    for kind in table_kinds():
        if any(all(fnmatch.filter(here, m) for m in marks) for marks in kind.marks):
            return kind
    return None


def are_scored(columns: Iterable[str]) -> bool:
    """Whether one of these columns is called as scores are."""
    here = sorted(columns)
    kind = plain_kind().fitted(here).scored_instead(here)
    return bool({*kind.roles["score"], *kind.listed} & set(here))


def read_map(pairs: Iterable[str]) -> dict[str, str]:
    """`--map ROLE=COLUMN ...`. Raises BadInput."""
    chosen = {}
    for pair in pairs:
        role, _, column = pair.partition("=")
        role = {"id": "item", "cost": "usd", "pass": "score"}.get(role, role)
        if role not in ROLES or not column:
            raise BadInput("not a column of a result table", text=pair, expected="ROLE=COLUMN with a role of "
                           + ", ".join(ROLES), near=near(role, ROLES))  # fmt: skip
        chosen[role] = column
    return chosen


def _kind(data: Mapping[str, Any]) -> TableKind:
    return TableKind(
        id=data["id"],
        name=data["name"],
        marks=tuple(map(tuple, data["marks"])),
        roles={r: tuple(data[r]) for r in ROLES if r in data},
        rows=((), *map(tuple, data.get("rows", ()))),
        scores=tuple(re.compile(p) for p in data.get("scores", ())),
        listed=tuple(data.get("listed", ())),
        instead=tuple(data.get("instead", ())),
        ignored=tuple(data.get("except", ())),
        only=data.get("only", ""),
        where=data.get("where", {}),
        unlisted=re.compile(data["unlisted"]) if "unlisted" in data else None,
        beside=tuple(data.get("beside", ())),
        links=data.get("links", False),
        long={k: tuple(v) for k, v in data.get("long", {}).items()},
        values=data.get("values", {}),
        refuse=data.get("refuse", ""),
        wanted=data.get("wanted", ""),
    )
