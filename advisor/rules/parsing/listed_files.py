"""The files of a folder of rules, in the order in which they are read, and a hash over them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from advisor.errors import BadInput
from advisor.files import digest
from advisor.rules.rule import POLICY

PARTS = ("closings", "gates", "cases", "verdict")
"""The files of the policy: `policy-closings.yaml` and so on."""


def hash_of(folders: Sequence[Path]) -> str:
    """SHA-256 over the names and bytes of all rule files, in order."""
    named = f"rules in {', '.join(map(str, folders))}"
    return digest.of_files(named, (path for folder in folders for path in listed(folder)))


def listed(folder: Path) -> list[Path]:
    """The rule files of `folder`, or the one file that it is. Raises BadInput if there is no such folder."""
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise BadInput("no such folder of rules", file=str(folder))
    return sorted(folder.glob("*.yaml"), key=_order)


def _order(path: Path) -> tuple[int, str]:
    """Policy comes last, its parts in the order in which they are read."""
    name, _, part = path.stem.partition("-")
    if name != POLICY:
        return 0, path.name
    return 1 + (PARTS.index(part) if part in PARTS else len(PARTS)), path.name
