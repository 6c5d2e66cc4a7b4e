"""Which files somebody names: the files themselves, and those in the folders."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from advisor.errors import BadInput


def named_files(
    paths: Iterable[Path], *, wanted: Callable[[Path], bool], what: str, expected: str | None = None
) -> list[Path]:
    """The files named, and those below the folders named that are `wanted`, each once.

    Raises BadInput, which says `what` is not in a folder and what is `expected` there.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if p.is_file() and wanted(p)]
            if not inside:
                raise BadInput(f"no {what} in this folder", file=str(path), expected=expected)
            found.update(dict.fromkeys(inside))
        elif path.is_file():
            found[path] = None
        elif path.exists():
            raise BadInput("not a file that can be read twice", file=str(path), expected="a saved file")
        else:
            raise BadInput("no such file", file=str(path))
    return list(found)
