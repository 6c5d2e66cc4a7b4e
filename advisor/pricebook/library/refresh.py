"""Renewing the library layer from the installed libraries: into the user's folder, or the shipped one, with a diff."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.errors import BadInput
from advisor.files import yaml_cache
from advisor.knowledge.library import INDEX
from advisor.pricebook.library import genai_source, litellm_source, write_library
from advisor.pricebook.library.build import LibraryBuild
from advisor.pricebook.library.other_libraries import OtherLibrary, other_libraries
from advisor.text.table import lay_out

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge
    from advisor.pricebook.library.build import LibraryComparison

_RULES = Path(__file__).with_name("sources.yaml")


@dataclass(frozen=True)
class Refresh:
    """The layer as files, how the libraries compare, and what would change in `folder`."""

    folder: Path
    read: Mapping[str, str]
    texts: Mapping[str, str]
    comparison: LibraryComparison
    changes: tuple[str, ...]
    moved: tuple[str, ...]
    others: tuple[OtherLibrary, ...] = ()

    def save(self) -> None:
        """Write the files into `folder`. Raises BadInput."""
        write_library.write_files(self.texts, self.folder)

    def summary(self) -> str:
        """What was written where, in a few lines."""
        models = sum(text.count("\n") - 2 for name, text in self.texts.items() if name != INDEX)
        alone = (
            "" if litellm_source.NAME in self.read else "litellm is not installed: not cross-checked by it\n"
        )
        return (
            f"{', '.join(f'{name} {day}' for name, day in self.read.items())}\n{alone}"
            f"{models:,} models, in {self.folder}\n"
            "They are read over the shipped library prices; remove the folder to go back.\n"
        )

    def text(self) -> str:
        """What a person reviews: the data and its days, the comparison, each change, each end that moved."""
        found = self.comparison
        counts = (len(found.agree), len(found.differ), len(found.missing))
        rows = [("compared", "agree", "differ", "only in one"), tuple(map(str, (sum(counts[:2]), *counts)))]
        lines = [*(f"{name} {day}" for name, day in self.read.items()), "", *lay_out(rows, right=range(4))]
        if self.others:
            head = ("our own entries against", "compared", "agree", "differ", "not there")
            lines += ["", *lay_out([head, *(o.row() for o in self.others)])]
        parts = (
            *((f"{o.name} differs", [f"{m}: {w}" for m, w in o.differ.items()]) for o in self.others),
            ("The libraries differ", [f"{name}: {what}" for name, what in found.differ.items()]),
            ("Changes", list(self.changes)),
            ("Ends that moved, to be looked at one by one", list(self.moved)),
        )
        for heading, part in parts:
            lines += ["", heading, *(f"  {line}" for line in part)] if part else []
        return "\n".join(lines) + "\n"


def refresh(book: Knowledge, folder: Path, today: datetime.date, *, both: bool = False) -> Refresh:
    """The layer that the installed libraries give, against what stands in `folder`; nothing is written.

    Days are those of the data: of the release, where it is known, never after `today`. Raises BadInput if
    genai-prices is not installed, or litellm where `both` are asked for.
    """
    rules = yaml_cache.read(_RULES).data
    genai = _release(rules, genai_source.NAME, genai_source.version(), genai_source.newest_day(today), today)
    table = litellm_source.table()
    if both and not table:
        raise BadInput(
            "litellm is not installed, and a part of the layer comes from its table",
            expected="uv run --with litellm --extra prices advisor prices sync, in the source tree",
        )
    lite = _release(rules, litellm_source.NAME, litellm_source.version(), None, today) if table else None
    build = LibraryBuild(book.name_words, rules, genai, lite).run()
    read = {genai_source.NAME: f"{genai_source.version()} of {genai}"}
    if lite is not None:
        read[litellm_source.NAME] = f"{litellm_source.version()} of {lite}"
    texts = write_library.files_of(build.models, book.name_words, read)
    changes, moved = write_library.diff_lines(texts, folder), write_library.moved_ends(texts, folder)
    others = other_libraries(book, today)
    return Refresh(folder, read, texts, build.comparison, tuple(changes), tuple(moved), others)


def _release(
    rules: Mapping[str, Any], name: str, version: str, named: datetime.date | None, today: datetime.date
) -> datetime.date:
    """The day of the data: of this release, else the newest that the data or an older release vouches for."""
    days: dict[str, datetime.date] = rules["releases"][name]
    if version in days:
        return min(days[version], today)
    older = [day for release, day in days.items() if _order(release) < _order(version)]
    known = [day for day in (*older, *([named] if named else [])) if day <= today]
    if not known:
        raise BadInput("the day of this release is not known", text=f"{name} {version}", file=str(_RULES))
    return max(known)


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
