"""Says how to install an optional part, in the way that fits this installation."""

from __future__ import annotations

import importlib.util
import sys

from advisor.errors import BadInput
from advisor.files import paths

NAME = "advisor"


def missing(extra: str, what: str) -> BadInput:
    """The error that says how to get `extra`; `what` names what cannot be done without it.

    Never a package called `advisor`: on a public index that name belongs to another project.
    """
    return BadInput(what, expected=_way(extra))


def _way(extra: str) -> str:
    if paths.is_checkout():
        return f"uv run --extra {extra} advisor ..."
    packages = " ".join(f'"{r}"' for r in _requirements(extra)) or f"the packages of the extra {extra}"
    if importlib.util.find_spec("pip") is not None:
        return f"{sys.executable} -m pip install {packages}"
    return f"uv pip install --python {sys.executable} {packages}"


def _requirements(extra: str) -> list[str]:
    from importlib import metadata  # it brings the mail and network modules along

    try:
        found = metadata.requires(NAME) or []
    except metadata.PackageNotFoundError:
        return []
    marked = (line.partition(";") for line in found)
    return [need.strip() for need, _, marker in marked if f"extra == '{extra}'" in marker.replace('"', "'")]
