"""Which rows of a table of one's own are failed calls, and which are none."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from advisor.usage.formats.export_formats import Match, Place, Skip
from advisor.usage.tables.cell_words import cell_words
from advisor.usage.tables.role_names import RoleColumn, plain_name, role_words


def failed_rule(column: str, cells: Sequence[str]) -> Match | None:
    """What tells a failed call in the column of states, of which `cells` are the first; None without one."""
    if not column:
        return None
    said = {c.casefold() for c in cells if c}
    if said <= {*cell_words()["yes"], *cell_words()["no"]}:
        return Match(field=column, values=tuple(cell_words()["no"]))
    return Match(field=column, holds=tuple(cell_words()["failed"]), outside=(200, 399))


def skip_rules(taken: Mapping[str, RoleColumn], samples: Mapping[str, Sequence[str]]) -> tuple[Skip, ...]:
    """Which rows are no billed calls."""
    kinds = samples.get(taken["kind"].name, ()) if "kind" in taken else ()
    return *_head_rules(taken), *_kind_rules(taken, kinds), *_unbilled_rules(samples)


def _kind_rules(taken: Mapping[str, RoleColumn], kinds: Collection[str]) -> tuple[Skip, ...]:
    """Spans of other kinds, where the table names kinds of spans: those without a model, and those above calls."""
    words, said = cell_words(), {k.lower() for k in kinds}
    if not said.intersection(words["calls"]):
        return ()
    field, why = taken["kind"].name, "not a model call"
    above = Skip(field=field, values=tuple(words["above_calls"]), why=why)
    if "model" not in taken:
        return (above,)
    without = Place(first=(taken["model"].name,))
    return above, Skip(field=field, without=without, why=why, **{"not": tuple(words["calls"])})


def _head_rules(taken: Mapping[str, RoleColumn]) -> tuple[Skip, ...]:
    """Lines that name the columns once more, as where files were put one behind the other."""
    return tuple(
        Skip(field=column.name, values=(column.name.casefold(),), why="the names of the columns once more")
        for role, column in taken.items()
        if role == "input"
    )


def _unbilled_rules(samples: Mapping[str, Sequence[str]]) -> tuple[Skip, ...]:
    """Rows of which a column of yes and no says that nobody was billed for them."""
    no = cell_words()["no"]
    return tuple(
        Skip(field=name, values=tuple(no), why="not billed")
        for name, cells in samples.items()
        if plain_name(name) in role_words()["billed"]
        and {c.casefold() for c in cells if c} <= {*cell_words()["yes"], *no}
    )
