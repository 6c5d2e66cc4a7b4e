"""Options that several verbs share."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Mapping
from pathlib import Path

from advisor.errors import BadInput

_OTHERS = (".pdf", ".docx", ".xlsx", ".csv", ".yaml", ".yml", ".html", ".md")
"""Endings that promise something: text in such a file would be taken for it."""
_TEXT_OR_JSON = {".json": ("json",), ".txt": ("text",), ".md": ("text",)}
"""What a file of this ending holds, of a verb that writes text or JSON."""
_EARLIEST, _LATEST = datetime.date(2015, 1, 1), datetime.date(2199, 12, 31)
"""Prices reach from the first models to the end of the longest horizon; dates beyond are typing errors."""


def as_of(parser: argparse.ArgumentParser, does: str = "decide with") -> None:
    """`--as-of DATE`: decide with what was known that day, or what else the verb `does` with it."""
    parser.add_argument("--as-of", metavar="DATE", help=f"{does} what was known that day (default: today)")


def text_or_json(parser: argparse.ArgumentParser) -> None:
    """`--format text|json`, text unless said."""
    parser.add_argument("--format", choices=("text", "json"), default="text")


def out(parser: argparse.ArgumentParser) -> None:
    """`--out FILE`."""
    parser.add_argument("--out", metavar="FILE", type=Path, help="write here instead of the terminal")


def rules(parser: argparse.ArgumentParser) -> None:
    """`--rules DIR`: add or override rules."""
    parser.add_argument(
        "--rules",
        metavar="DIR",
        action="append",
        type=Path,
        default=[],
        help="add a folder of rules, or override by id",
    )


def date(text: str | None) -> datetime.date:
    """A date written as 2026-11-21; today when None. Raises BadInput."""
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
    """The format: as `given`, else as the name of the file says, else the `default`.

    `endings`: ending -> the formats that such a file may hold, the usual one first. Raises BadInput where both are said
    and differ, and for an ending that no format has and other programs do.
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
    """Whether a verb that writes text or JSON writes JSON. Raises BadInput as `form` does."""
    return form(args.format, args.out, _TEXT_OR_JSON, "text") == "json"


def write(text: str, out: Path | None) -> None:
    """Print `text`, or write it whole to `out`. Raises BadInput when the file cannot be written."""
    if out is None:
        from advisor.cli import paint

        sys.stdout.write(paint.paint(text) if paint.wanted() else text)
        return
    from advisor.files import atomic

    atomic.write(out, text)
