"""The command line: one thin module a verb."""

import sys

if "typing_extensions" not in sys.modules:
    # msgspec takes one function from there that typing has as well; the module and what it imports are a twentieth
    # of a start.
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    import msgspec  # noqa: F401

    del sys.modules["typing_extensions"]
