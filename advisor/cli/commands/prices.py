"""`advisor prices`: the price book, one entry in full, what to check again, and renewal from genai-prices."""

from __future__ import annotations

import argparse

from advisor.cli import options
from advisor.text.json_text import encode


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its options."""
    parser = verbs.add_parser("prices")
    parser.add_argument(
        "what",
        metavar="MODEL|stale|sync",
        nargs="?",
        help="an entry in full, or a word to search for; stale: what to check again;"
        " sync: base prices from genai-prices, as a diff",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument(
        "--write", action="store_true", help="with sync: change the file instead of showing the diff"
    )
    options.as_of(parser)


def run(args: argparse.Namespace) -> int:
    """List, search, show or compare. Raises BadInput for a name that nothing goes by."""

    from advisor import knowledge, pricebook

    book, on = knowledge.load(), options.date(args.as_of)
    if args.what == "sync":
        from advisor.pricebook.sync import sync

        options.write(sync(book, on, write=args.write), None)
        return 0
    found = pricebook.stale(book, on) if args.what == "stale" else pricebook.look_up(book, args.what, on)
    if args.format == "json":
        options.write(encode(found.data()), None)
    else:
        options.write(found.text(), None)
    return 0
