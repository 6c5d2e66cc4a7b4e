"""Result files that a case was measured from, and that say something else by now."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.decision.decision import Trigger
from advisor.review.triggers import Fired

if TYPE_CHECKING:
    from advisor.case.case import Case

_READ = re.compile(r"(?P<name>[^,;()]+) \([^()]*sha256 (?P<hash>[0-9a-f]{12})\)")
WHEN = "A result file that answers were measured from changes"


def changed_results(case: Case, folder: Path) -> tuple[Fired, ...]:
    """The files named by measured answers that lie in `folder` and are not as they were read, each once."""
    read: dict[str, str] = {}
    for answer in case.answers.values():
        if answer.source == "measured":
            read |= {m["name"].strip(): m["hash"] for m in _READ.finditer(answer.note)}
    return tuple(
        Fired(
            Trigger(WHEN, "results", name),
            f"{name} is not the file that was read: measure again (advisor evals)",
        )
        for name, before in read.items()
        if (now := _hash(folder / Path(name).name)) is not None and now != before
    )


def _hash(path: Path) -> str | None:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()[:12]
    except (OSError, ValueError):
        return None
