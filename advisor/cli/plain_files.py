"""What the plain interview writes: the case, or the memo in the form that a file's ending names; and looks up."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.case import case as cases
from advisor.case.case import Case
from advisor.cli.plain_lines import PlainLines
from advisor.errors import BadInput
from advisor.files import atomic
from advisor.interview.said_back import sentence

if TYPE_CHECKING:
    from advisor.decision.decision import Decision

_FORMS = {".md": "memo", ".html": "html", ".json": "json", ".txt": "onepage"}


def exists(path: Path) -> bool:
    """Whether there is a file at `path`. Raises BadInput for a directory and for what names no file."""
    try:
        # Path.exists says False to any name since Python 3.14.
        directory = stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        raise BadInput("not a usable file name", text=str(path)) from None
    if directory:
        raise BadInput("this is a directory", text=str(path), expected="a file name")
    return True


def source(key: str) -> str:
    """What a citation stands for, or why that cannot be said."""
    from advisor import knowledge
    from advisor.knowledge.references import reference
    from advisor.sources.render_sources import reference_text

    try:
        return reference_text(reference(knowledge.load(), key), ()).rstrip()
    except BadInput as e:
        return sentence(e) if key else "Name a citation, such as /sources G8.attribution."


def slug(title: str) -> str:
    """A file name made of a title."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()[:80]).strip("-") or "untitled"


def save(target: Path, case: Case, lines: PlainLines) -> str | None:
    """Write the case to `target`, after a yes where there is a file; None, or that it was not written and why."""
    try:
        if exists(target) and not lines.yes(f"{target} exists. Overwrite it?", end=False):
            return "Not written."
        cases.save(case, target)
    except BadInput as e:
        return sentence(e)
    return None


def write(path: Path, case: Case, decided: Callable[[], Decision | None], lines: PlainLines) -> bool:
    """Write the case or the memo to `path`, after a yes where there is a file; whether it was. Raises BadInput."""
    if not path.name:
        raise BadInput("no file name", expected="/export memo.md")
    if path.suffix not in (*_FORMS, ".yaml", ".yml"):
        raise BadInput(
            "this ending means no format", text=path.name, expected=".md, .html, .json, .txt or .case.yaml"
        )
    if exists(path) and not lines.yes(f"{path} exists. Overwrite it?"):
        return False
    if path.suffix in _FORMS:
        return _write_memo(path, decided())
    cases.save(case, path)
    return True


def _write_memo(path: Path, decision: Decision | None) -> bool:
    from advisor.decision.basis import load_basis
    from advisor.report import rendered

    if decision is None:
        return False
    atomic.write(path, rendered(decision, _FORMS[path.suffix], load_basis()))
    return True
