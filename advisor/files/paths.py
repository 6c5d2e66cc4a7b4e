"""Where the shipped rules and knowledge are, and where a user's own files go."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "_data"
_SHIPPED = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent

RULES = _SHIPPED / "rules"
KNOWLEDGE = _SHIPPED / "knowledge"


def is_checkout() -> bool:
    """Whether this runs from the project's own folder rather than from an installed package."""
    return not _INSTALLED.is_dir()


def user_data() -> Path:
    """Folder of saved interviews: ADVISOR_HOME, else the platform's data folder. Not created here."""
    if home := os.environ.get("ADVISOR_HOME"):
        return Path(home)
    from platformdirs import user_data_path

    return user_data_path("advisor", appauthor=False)


def user_rules() -> Path:
    """Folder of the user's own rules, read when it exists."""
    return user_data() / "rules"


def user_prices() -> Path:
    """Folder of the user's own library of prices, read over the shipped one when it exists."""
    return user_data() / "prices"
