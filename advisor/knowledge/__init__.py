"""The price book and everything else the verdict rests on, read from knowledge/*.yaml.

`load()` gives a Knowledge; the types of its entries are in base, market, serving and records.
Nothing is read before something is asked for.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.files.paths import KNOWLEDGE, user_prices

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge


def load(folder: Path = KNOWLEDGE) -> Knowledge:
    """The knowledge in `folder`; the same object while its files stay as they are.

    With the shipped one goes the user's own library layer, where there is one.

    Raises BadInput (file:line) when something in a file that is asked for cannot be used.
    """
    own = user_prices() if folder == KNOWLEDGE and user_prices().is_dir() else None
    found = (
        *sorted(folder.glob("*.yaml")),
        *sorted(folder.glob("*/*.json")),
        *sorted(own.glob("*.json") if own else ()),
    )
    files = tuple((str(p), (s := p.stat()).st_mtime_ns, s.st_size) for p in found)
    return _load(folder, own, files)


@functools.lru_cache(maxsize=8)
def _load(folder: Path, own: Path | None, files: tuple[tuple[str, int, int], ...]) -> Knowledge:
    from advisor.knowledge.store import Knowledge

    return Knowledge(folder, own)
