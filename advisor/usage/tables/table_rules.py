"""Which rows of a table of one's own are failed calls, and which are none."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from advisor.usage.formats.export_formats import Match, Place, Skip
from advisor.usage.tables.cell_words import cell_words
from advisor.usage.tables.role_names import RoleColumn


def failed_rule(column: str, cells: Sequence[str]) -> Match | None:
    """What tells a failed call in the column of states, of which `cells` are the first; None without one."""
    if not column:
        return None
    said = {c.casefold() for c in cells if c}
    if said <= {*cell_words()["yes"], *cell_words()["no"]}:
        return Match(field=column, values=tuple(cell_words()["no"]))
    return Match(field=column, holds=tuple(cell_words()["failed"]), outside=(200, 399))


def skip_rules(taken: Mapping[str, RoleColumn], kinds: Collection[str]) -> tuple[Skip, ...]:
    """Spans of other kinds, where the table names kinds of spans and models."""
    calls = tuple(cell_words()["calls"])
    if "model" not in taken or not any(k.lower() in calls for k in kinds):
        return ()
    without = Place(first=(taken["model"].name,))
    return (Skip(field=taken["kind"].name, without=without, why="not a model call", **{"not": calls}),)
