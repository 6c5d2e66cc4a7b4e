"""The table of one's own: which of its columns are the example and the score."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from advisor.errors import BadInput, near
from advisor.evals.opening.result_files import KNOWN
from advisor.evals.tables.table_kinds import Chosen, TableKind, plain_kind
from advisor.files.refused_kinds import refused_kind


def plain_table(columns: Iterable[str], chosen: Chosen, path: Path, head: str) -> TableKind:
    """The plain table, where its columns can be told. Raises BadInput with what is missing."""
    here = set(columns)
    kind = plain_kind().fitted(sorted(here)).scored_instead(sorted(here))
    inside = here | {c for c in chosen.roles.values() if c.partition(".")[0] in here}
    for role, column in chosen.roles.items():
        if column not in inside:
            known = ", ".join(sorted(here)[:12])
            raise BadInput(f"no such column for {role}", file=str(path), text=column, expected=known,
                           near=near(column, here))  # fmt: skip
    roles = kind.mapped(chosen).roles
    example = {*roles["item"], *roles["input"]} & inside
    missing = [
        r
        for r, there in (("item", example), ("score", {*roles["score"], *kind.listed} & inside))
        if not there
    ]
    if missing and (other := refused_kind(path, head)) is not None:
        raise BadInput(other[0], file=str(path), expected=other[1])
    if missing:
        wanted = " and ".join(f"--map {r}=COLUMN" for r in missing)
        raise BadInput("not a result file that is known here", file=str(path), text=head.partition("\n")[0][:80],
                       expected=f"{KNOWN}; here it takes {wanted}")  # fmt: skip
    return kind
