"""`advisor portfolio FOLDER|CSV`: many cases decided, in one table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from advisor.cli import options

_STEP = 100

_ENDINGS = {".csv": ("csv",), ".html": ("html",), ".htm": ("html",), ".json": ("json",), ".txt": ("text",)}
"""What a file of this ending holds."""


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its options."""
    parser = verbs.add_parser(
        "portfolio",
        epilog="exit code: 0 all decided; 2 bad input, the rest is done",
    )
    parser.add_argument(
        "source", metavar="FOLDER|CSV", type=Path, help="case files, or a table with a column a fact"
    )
    parser.add_argument("--format", choices=("text", "csv", "json", "html"))
    parser.add_argument("--ranges", action="store_true", help="say how sure each verdict is (slower)")
    options.out(parser)
    options.as_of(parser)
    options.rules(parser)


def run(args: argparse.Namespace) -> int:
    """Decide and print. Raises BadInput if nothing can be decided."""
    from advisor.portfolio import portfolio
    from advisor.portfolio.render_portfolio import rendered

    form = options.form(args.format, args.out, _ENDINGS, "text")
    result = portfolio(
        args.source, options.date(args.as_of), args.rules, ranges=args.ranges, progress=_progress()
    )
    options.write(rendered(result, form), args.out)
    for failure in result.failures if form != "text" or args.out else ():
        print(f"advisor: {failure.error}", file=sys.stderr)
    return 2 if result.failures else 0


def _progress() -> Callable[[int], None] | None:
    """A count on the terminal's second stream; None if nobody looks."""
    if not sys.stderr.isatty():
        return None

    def show(done: int) -> None:
        if done % _STEP == 0:
            print(f"\r{done:,} cases", end="", file=sys.stderr, flush=True)

    return show
