"""`advisor diff A B`: two cases or memos side by side."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.cli import options

if TYPE_CHECKING:
    from advisor.decision.basis import DecisionBasis
    from advisor.review.diff import Side


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its options."""
    parser = verbs.add_parser(
        "diff",
        description="A memo is decided as of its own date, a case as of today, both as of --as-of where given.",
    )
    parser.add_argument("a", metavar="A", type=Path, help="a case or a memo")
    parser.add_argument("b", metavar="B", type=Path, help="a case or a memo")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options.as_of(parser)
    options.rules(parser)


def run(args: argparse.Namespace) -> int:
    """Decide both and print what differs. Raises BadInput."""
    from advisor.decision.decide import load_world
    from advisor.review import diff

    on = options.date(args.as_of) if args.as_of else None
    world = load_world(args.rules)
    a, b = (_side(path, on, world) for path in (args.a, args.b))
    sys.stdout.write(diff.as_json(a, b) if args.format == "json" else diff.text(a, b))
    return 0


def _side(path: Path, on: datetime.date | None, world: DecisionBasis) -> Side:
    from advisor.cli import load_case
    from advisor.decision.decide import decide
    from advisor.review.diff import Side

    case, decided_on = load_case.load(path, world.knowledge)
    return Side(str(path), decide(case, world, on or decided_on or options.date(None)))
