"""Options that several verbs share."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from advisor.errors import BadInput

# Prices reach from the first models to the end of the longest horizon; dates beyond are typing errors.
_EARLIEST, _LATEST = datetime.date(2015, 1, 1), datetime.date(2199, 12, 31)


def as_of(parser: argparse.ArgumentParser, does: str = "decide with") -> None:
    """`--as-of DATE`: decide with what was known that day, or what else the verb `does` with it."""
    parser.add_argument("--as-of", metavar="DATE", help=f"{does} what was known that day (default: today)")


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


def write(text: str, out: Path | None) -> None:
    """Print `text`, or write it whole to `out`. Raises BadInput when the file cannot be written."""
    if out is None:
        from advisor.cli import paint

        sys.stdout.write(paint.paint(text) if paint.wanted() else text)
        return
    from advisor.files import atomic

    atomic.write(out, text)
