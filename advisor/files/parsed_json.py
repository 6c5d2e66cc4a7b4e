"""JSON in what others wrote, which may be none."""

from __future__ import annotations

import json
from typing import Any


def parsed_json(text: str | bytes) -> Any:
    """What `text` holds as JSON; None if it is none, or nests too deeply to be read."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
