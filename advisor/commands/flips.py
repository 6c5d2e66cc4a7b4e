"""`advisor flips CASE`: what would flip the verdict, and which input moves the money most."""

from __future__ import annotations

import argparse
from pathlib import Path

from advisor.commands import options


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its options."""
    parser = verbs.add_parser("flips", help="what would flip the verdict, the nearest first")
    parser.add_argument("case", metavar="CASE", type=Path, help="a case file or a memo")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options.as_of(parser)
    options.rules(parser)


def run(args: argparse.Namespace) -> int:
    """Find and print. Raises BadInput."""
    from advisor.commands import source
    from advisor.outlook import text
    from advisor.outlook.flips import flips
    from advisor.world import load_world

    world = load_world(args.rules)
    case, decided_on = source.load(args.case, world.knowledge)
    on = options.date(args.as_of) if args.as_of or decided_on is None else decided_on
    found = flips(case, world, on)
    if args.format == "json":
        shown = text.rendered(text.flips_dict(found))
    else:
        shown = text.flips(found, world.knowledge, case.title)
    options.write(shown, None)
    return 0
