"""msgspec without typing_extensions: it takes one function from there that typing has as well.

That module and what it imports are a twentieth of a start.
"""

from __future__ import annotations

import sys

_SPARED = "typing_extensions"


def load() -> None:
    """Import msgspec, and leave typing_extensions to who needs it later."""
    if _SPARED in sys.modules:
        return
    sys.modules[_SPARED] = None  # type: ignore[assignment]
    import msgspec  # noqa: F401

    del sys.modules[_SPARED]
