"""The terminal as it may be: bytes that are no UTF-8 are read as Latin-1 instead of ending the app."""

from __future__ import annotations

import codecs
import functools
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver

_FALLBACK = "advisor-latin-1"


def lenient_decoder(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    """A maker of decoders for `encoding` that take a byte which does not belong there as Latin-1."""
    codecs.register_error(_FALLBACK, _as_latin_1)
    return functools.partial(codecs.getincrementaldecoder(encoding), errors=_FALLBACK)


def lenient_driver() -> type[Driver] | None:
    """The driver for this terminal; None if Textual's own is to be taken."""
    if sys.platform == "win32" or os.environ.get("TEXTUAL_DRIVER"):
        return None
    from textual.drivers import linux_driver

    class LenientDriver(linux_driver.LinuxDriver):
        """Reads keys from any terminal."""

        def run_input_thread(self) -> None:
            """Read with a decoder that refuses nothing; the library has no other door for it."""
            linux_driver.getincrementaldecoder = lenient_decoder  # type: ignore[assignment, attr-defined]
            super().run_input_thread()

    return LenientDriver


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end
