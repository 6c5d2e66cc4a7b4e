"""Columns that the user named once: kept, so that the next file with the same ones is read without a word."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from advisor.errors import BadInput
from advisor.files import paths

_MOST = 100
"""Tables that are remembered; the oldest is forgotten first."""


def remembered_file() -> Path:
    """Where they are kept."""
    return paths.user_data() / "usage-columns.json"


def remembered_roles(names: Sequence[str]) -> Mapping[str, str]:
    """The roles once given to a table of these columns; none where there are none, or the file cannot be read."""
    return _kept().get(_key(names), {})


def remember_roles(names: Sequence[str], roles: Mapping[str, str]) -> Path | None:
    """Keep the roles of a table of these columns; the file, or None where it cannot be written."""
    from advisor.files import atomic

    kept = {k: v for k, v in _kept().items() if k != _key(names)} | {_key(names): dict(roles)}
    newest = dict(list(kept.items())[-_MOST:])
    file = remembered_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(file, json.dumps(newest, indent=1, ensure_ascii=False) + "\n")
    except (OSError, BadInput):
        return None
    return file


def _key(names: Sequence[str]) -> str:
    return ", ".join(sorted(names))


def _kept() -> dict[str, dict[str, str]]:
    """What is kept, as far as it has the form it should have."""
    try:
        data = json.loads(remembered_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {
        key: roles
        for key, roles in data.items()
        if isinstance(roles, dict) and all(isinstance(v, str) for v in roles.values())
    }
