"""Roles that no column has as a whole: the sum of columns that count or cost a part of it each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from advisor.files.heading_words import in_english
from advisor.usage.formats.places import INSIDE, path_parts
from advisor.usage.tables.role_names import (
    RoleColumn,
    made_of,
    plain_name,
    role_column,
    role_words,
    without_phrase,
)


def summed_columns(names: Sequence[str], taken: Collection[str]) -> Iterator[tuple[str, RoleColumn]]:
    """Each role that is none of those `taken`, with the columns that are added up for it."""
    for role, rule in role_words()["parts"].items():
        parts = [] if role in taken else [n for n in names if _is_part(n, rule)]
        if parts:
            yield role, RoleColumn(parts[0], others=tuple(parts[1:]))
    if "spend" not in taken and (sides := _cost_sides(names, "requests" in taken)) is not None:
        yield "spend", sides


def _is_part(name: str, rule: Mapping[str, Any]) -> bool:
    """Whether a name is that of a part; of a path its last two names tell it."""
    around = [plain_name(p) for p in path_parts(name.replace(INSIDE, "."))[-2:]]
    own = {*around[-1].split("_")}
    whole = {w for p in around for w in p.split("_")}
    parts = {*rule["part"]}
    return bool(own & parts) and any(made_of(words - parts, rule) for words in (own, whole))


def _cost_sides(names: Sequence[str], counted: bool) -> RoleColumn | None:
    """The columns of what each kind of tokens cost, in all or where calls are `counted` each of them, which are added
    up; None where a side is missing."""
    found: dict[str, RoleColumn] = {}
    for name in names:
        side, rest = _side_of_cost(name)
        if (
            side
            and side not in found
            and (column := role_column("spend", [rest], counted=counted)) is not None
        ):
            found[side] = replace(column, name=name)
    if not {"input", "output"} <= set(found) or len({(c.times, c.mean) for c in found.values()}) > 1:
        return None
    first, *others = found.values()
    return replace(first, others=tuple(o.name for o in others))


def _side_of_cost(name: str) -> tuple[str, str]:
    """Of which kind of tokens a cost is, and its name without that; no kind for another name."""
    plain = plain_name(in_english(name))
    priced = set(plain.split("_")) & set(role_words()["no_cost"])
    sides = {} if priced else role_words()["cost_sides"]
    for side, words in sides.items():
        rest, held = without_phrase(plain, words)
        if held:
            return side, without_phrase(rest, ["tokens", "token"])[0]
    return "", plain
