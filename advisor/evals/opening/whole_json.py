"""A result file that is one JSON document, read as a whole."""

from __future__ import annotations

import json
from typing import IO, Any

from advisor.errors import BadInput
from advisor.evals.limits import LARGEST_DOCUMENT


def whole_json(handle: IO[str], file: str) -> Any:
    """The document of `handle`. Raises BadInput for broken JSON, or one longer than LARGEST_DOCUMENT."""
    try:
        return json.loads(handle.read(LARGEST_DOCUMENT))
    except (ValueError, RecursionError) as e:
        raise BadInput(f"broken JSON ({e})", file=file) from None
