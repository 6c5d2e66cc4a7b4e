"""Result files as text: their first bytes and characters, and what a damaged one raises."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TypeVar

from advisor.errors import BadInput
from advisor.evals.limits import HEAD
from advisor.evals.opening.result_files import KNOWN
from advisor.files.binary_kinds import DATABASE, binary_kind

_DAMAGED = (OSError, EOFError, zlib.error)
_Row = TypeVar("_Row")


def start_of(path: Path) -> bytes:
    """The first bytes. Raises BadInput where the file cannot be read, or is of a kind that is no text."""
    try:
        with path.open("rb") as handle:
            start = handle.read(HEAD)
    except OSError as e:
        raise BadInput(f"cannot read this file ({e.strerror})", file=str(path)) from None
    if not start.startswith(DATABASE) and (kind := binary_kind(start)) is not None:
        raise BadInput(kind[0], file=str(path), expected=kind[1])
    return start


def open_text(path: Path) -> IO[str]:
    """The file as text, unpacked where it is packed with gzip."""
    if start_of(path).startswith(b"\x1f\x8b"):
        return io.TextIOWrapper(gzip.open(path), encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def head_of(path: Path) -> str:
    """The first characters. Raises BadInput for what is no text."""
    with open_text(path) as handle:
        try:
            return handle.read(HEAD)
        except _DAMAGED as e:
            raise BadInput(f"cannot unpack this file ({e})", file=str(path)) from None
        except UnicodeDecodeError:
            raise BadInput("not UTF-8 text", file=str(path), expected=KNOWN) from None


def guarded(rows: Iterator[_Row], path: Path) -> Iterator[_Row]:
    """The rows; what a damaged file raises while they are read is BadInput."""
    try:
        yield from rows
    except UnicodeDecodeError:
        raise BadInput("not UTF-8 text", file=str(path)) from None
    except _DAMAGED as e:
        raise BadInput(f"cannot read this file ({e})", file=str(path)) from None
