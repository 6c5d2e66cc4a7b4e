"""Which files to check: files, folders and patterns, each file once."""

from __future__ import annotations

import glob
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

from advisor.errors import BadInput
from advisor.files import bounded
from advisor.report.carried.embedded_case import CASE_FENCE, PAGE_CASE
from advisor.report.carried.memo_reader import MAX_BYTES, is_memo

CASE_ENDINGS = (".case.yaml", ".case.yml")
_MARKS = tuple(mark.encode() for mark in (CASE_FENCE, PAGE_CASE))


def find_files(names: Iterable[str]) -> list[Path]:
    """The files that `names` stand for, in order. Raises BadInput for a name that stands for none."""
    found: dict[Path, None] = {}
    for name in names:
        for path in _files(name):
            found[path] = None
    return list(found)


def _files(name: str) -> list[Path]:
    path = Path(name)
    if path.is_dir():
        inside = sorted(_inside(path))
        if not inside:
            raise BadInput("no memo and no case in this folder", file=name, expected="*.case.yaml or a memo")
        return inside
    if path.exists() or not glob.has_magic(name):
        if not path.exists():
            raise BadInput("no such file", file=name, near=bounded.neighbour(path))
        return [path]
    matches = [Path(m) for m in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207
    files = [p for p in matches if p.is_file() and not _leads_out(p, _root(name))]
    if not files:
        raise BadInput("nothing matches this pattern", file=name)
    return files


def _root(pattern: str) -> Path:
    """The folder that a pattern starts from."""
    fixed = itertools.takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts)
    return Path(*fixed)


def _leads_out(path: Path, folder: Path) -> bool:
    """Whether it is a link out of `folder`: the first error about it would show a line of somebody else's file."""
    return path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())


def _inside(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if any(part.startswith(".") for part in path.relative_to(folder).parts) or not path.is_file():
            continue
        if _leads_out(path, folder):
            continue
        if path.name.endswith(CASE_ENDINGS) or (is_memo(path) and _carries_case(path)):
            yield path


def _carries_case(path: Path) -> bool:
    try:
        content = bounded.read_bytes(path, MAX_BYTES)
    except BadInput:
        return True
    return any(mark in content for mark in _MARKS)
