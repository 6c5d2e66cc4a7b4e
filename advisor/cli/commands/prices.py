"""`advisor prices`: the price book, one entry in full, what to check again, and renewal from the price libraries."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.cli import options
from advisor.text.json_text import encode

if TYPE_CHECKING:
    import datetime

    from advisor.knowledge.store import Knowledge


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its options."""
    parser = verbs.add_parser("prices")
    parser.add_argument(
        "what",
        metavar="MODEL|stale|update|sync",
        nargs="*",
        help="an entry in full, or words to search for; stale: what to check again; update: your own copy of the"
        " library prices, from the libraries installed here; sync: the shipped copy, as a diff (every month)",
    )
    options.text_or_json(parser)
    parser.add_argument(
        "--write", action="store_true", help="with sync: change the files instead of showing the diff only"
    )
    parser.add_argument(
        "--feed", metavar="FOLDER", type=Path, help="with sync: a copy of modeldeprecations.dev"
    )
    options.as_of(parser, "show")


def run(args: argparse.Namespace) -> int:
    """List, search, show, compare or renew. 1: sync found an end that moved. Raises BadInput for an unknown name."""
    from advisor import knowledge, pricebook

    book, on = knowledge.load(), options.date(args.as_of)
    what = " ".join(args.what) or None
    if what in ("sync", "update"):
        return _renew(book, on, args, shipped=what == "sync")
    answer = pricebook.stale(book, on) if what == "stale" else pricebook.look_up(book, what, on)
    options.write(encode(answer.data()) if args.format == "json" else answer.text(), None)
    return 0


def _renew(book: Knowledge, on: datetime.date, args: argparse.Namespace, *, shipped: bool) -> int:
    from advisor.files import paths
    from advisor.pricebook.library.feed import moved_in_feed
    from advisor.pricebook.library.refresh import refresh

    folder = book.libraries[-1].folder if shipped else paths.user_prices()
    renewal = refresh(book, folder, on, both=shipped)
    elsewhere = moved_in_feed(book, args.feed, on) if args.feed else []
    if args.write or not shipped:
        renewal.save()
    text = renewal.text() if shipped else renewal.summary()
    told = (
        ["", "Ends that the feed has on another day", *(f"  {line}" for line in elsewhere)]
        if elsewhere
        else []
    )
    options.write(text + "\n".join(told) + ("\n" if told else ""), None)
    return 1 if shipped and (renewal.moved or elsewhere) else 0
