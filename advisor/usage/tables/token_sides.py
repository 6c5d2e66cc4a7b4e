"""Whether counts of a table of one's own hold others of its columns, told by names that a vendor gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.files.heading_words import in_english
from advisor.usage.formats.export_formats import Side
from advisor.usage.formats.places import INSIDE, path_parts
from advisor.usage.tables.role_names import plain_name, role_words

Names = Mapping[str, str]
"""The column of each role; empty for none."""


def cached_side(names: Names) -> Side | None:
    """Whether the input holds cached tokens; None where no name tells."""
    if plain_name(in_english(names["cached"])).startswith(tuple(role_words()["part_of_input"])):
        return "in"
    bare, english = role_words()["without_cached"], plain_name(in_english(names["input"]))
    if english in bare or any(_ends_in(names["input"], known) for known in bare):
        return "apart"
    if _are_named(names, ("cached", "input"), "cached_apart"):
        return "apart"
    return "in" if _are_named(names, ("cached", "input"), "cached_in") else None


def reasoning_side(names: Names, samples: Mapping[str, Sequence[str]]) -> Side:
    """Whether the output holds what was thought: it does, but where the names are those of Gemini, and where there is
    more of it than of the output."""
    if _are_named(names, ("reasoning", "output"), "reasoning_apart"):
        return "apart"
    both = zip(samples.get(names["reasoning"], ()), samples.get(names["output"], ()), strict=False)
    counts = [(int(r), int(o)) for r, o in both if r.isdigit() and o.isdigit()]
    return "apart" if 2 * sum(r > o for r, o in counts) > len(counts) else "in"


def _are_named(names: Names, of: Sequence[str], pairs: str) -> bool:
    """Whether the columns of two roles are named as one of these pairs."""
    return any(
        all(_ends_in(names[role], known) for role, known in zip(of, pair, strict=True))
        for pair in role_words()[pairs]
    )


def _ends_in(path: str, known: str) -> bool:
    parts, wanted = ([plain_name(p) for p in path_parts(text)] for text in (path.replace(INSIDE, "."), known))
    return parts[-len(wanted) :] == wanted
