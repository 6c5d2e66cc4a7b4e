"""The theme that was chosen last, in the user's data folder."""

from __future__ import annotations

from collections.abc import Collection

from advisor.files import paths

FILE = "theme"


def read(known: Collection[str]) -> str | None:
    """The name of the theme chosen last; None if there is none, or none of `known`."""
    try:
        name = (paths.user_data() / FILE).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None
    return name if name in known else None


def write(name: str) -> None:
    """Keep `name` for the next run. Raises BadInput if the folder refuses it."""
    from advisor.files import atomic

    folder = paths.user_data()
    atomic.make_folder(folder)
    atomic.write(folder / FILE, f"{name}\n")
