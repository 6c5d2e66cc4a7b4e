"""Options that several verbs share."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Mapping
from pathlib import Path

from advisor.errors import BadInput

_OTHERS = (".pdf", ".docx", ".xlsx", ".csv", ".yaml", ".yml", ".html", ".md")
"""Endings of known formats: text in such a file would be mistaken for that format."""
_TEXT_OR_JSON = {".json": ("json",), ".txt": ("text",), ".md": ("text",)}
"""File ending -> the format to write, for verbs that write text or JSON."""
_EARLIEST, _LATEST = datetime.date(2015, 1, 1), datetime.date(2199, 12, 31)
"""Prices reach from the first models to the end of the longest horizon; dates beyond are typing errors."""


def as_of(parser: argparse.ArgumentParser, does: str = "decide with") -> None:
    """Add `--as-of DATE`; `does` says what the verb does with what was known that day."""
    parser.add_argument("--as-of", metavar="DATE", help=f"{does} what was known that day (default: today)")


def text_or_json(parser: argparse.ArgumentParser) -> None:
    """Add `--format text|json`; text by default."""
    parser.add_argument("--format", choices=("text", "json"), default="text")


def out(parser: argparse.ArgumentParser) -> None:
    """Add `--out FILE`."""
    parser.add_argument("--out", metavar="FILE", type=Path, help="write here instead of the terminal")


def rules(parser: argparse.ArgumentParser) -> None:
    """Add `--rules DIR`, which adds or overrides rules."""
    parser.add_argument(
        "--rules",
        metavar="DIR",
        action="append",
        type=Path,
        default=[],
        help="add a folder of rules, or override by id",
    )


def date(text: str | None) -> datetime.date:
    """The date in `text`, written as 2026-11-21; today if None. Raises BadInput."""
    if text is None:
        return datetime.date.today()
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise BadInput("not a date", text=text, expected="a day like 2026-11-21") from None
    if not _EARLIEST <= day <= _LATEST:
        raise BadInput("a date out of reach", text=text, expected=f"a day from {_EARLIEST} to {_LATEST}")
    return day


def form(given: str | None, out: Path | None, endings: Mapping[str, tuple[str, ...]], default: str) -> str:
    """The output format: as `given`, else by the ending of `out`, else `default`.

    `endings`: file ending -> the formats that such a file may hold, the usual one first. Raises BadInput if the two
    contradict each other, and for an ending that belongs to a format we do not write.
    """
    if out is None:
        return given or default
    ending = out.suffix.lower()
    if ending not in endings:
        if ending in _OTHERS:
            expected = f"a name ending in {', '.join(endings)}"
            raise BadInput("this ending means no format", text=out.name, expected=expected)
        return given or default
    if given is None or given in endings[ending]:
        return given or endings[ending][0]
    right = next((f" or a name ending in {e}" for e, forms in endings.items() if given in forms), "")
    expected = f"--format {endings[ending][0]}{right}"
    raise BadInput(f"--format {given} is not what this name says", text=out.name, expected=expected)


def wants_json(args: argparse.Namespace) -> bool:
    """Whether to write JSON rather than text. Raises BadInput as `form` does."""
    return form(args.format, args.out, _TEXT_OR_JSON, "text") == "json"


def write(text: str, out: Path | None) -> None:
    """Print `text`, or write it to `out`, whole or not at all. Raises BadInput if the file cannot be written."""
    if out is None:
        from advisor.cli import paint

        sys.stdout.write(paint.paint(text) if paint.wanted() else text)
        return
    from advisor.files import atomic

    atomic.write(out, text)
