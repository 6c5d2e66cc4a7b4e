"""`advisor check FILE...`: are these decisions still right?"""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.cli import options
from advisor.errors import BadInput

if TYPE_CHECKING:
    from advisor.decision.basis import DecisionBasis
    from advisor.review.render_checks import Outcome

_EPILOG = """exit code: 0 nothing changed; 1 a verdict changed, a trigger fired, or a memo was edited; 2 bad input.
A case without a memo has no earlier decision: it is decided today, and only shown to be decidable."""


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its options."""
    parser = verbs.add_parser(
        "check",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="a memo, a case, a folder of them, or a pattern"
    )
    parser.add_argument("--format", choices=("text", "json", "github"), default="text")
    options.as_of(parser)
    options.rules(parser)


def run(args: argparse.Namespace) -> int:
    """Check every file; a bad one is reported and the rest is done. Raises BadInput for bad options."""
    from advisor.decide import load_basis
    from advisor.review import render_checks
    from advisor.review.check import CheckedMemo
    from advisor.review.find_files import find_files

    today = options.date(args.as_of)
    files = find_files(args.files)
    basis = load_basis(args.rules)
    outcomes = [_check(path, basis, today) for path in files]
    bad = [o for o in outcomes if not isinstance(o, CheckedMemo)]
    if args.format != "github":
        for e in bad:
            print(f"advisor: {e}", file=sys.stderr)
    forms = {"text": render_checks.text, "json": render_checks.as_json, "github": render_checks.github}
    sys.stdout.write(forms[args.format](outcomes))
    if bad:
        return 2
    return 0 if all(o.holds for o in outcomes if isinstance(o, CheckedMemo)) else 1


def _check(path: Path, basis: DecisionBasis, today: datetime.date) -> Outcome:
    from advisor.case.case import load
    from advisor.report.carried.memo_reader import is_memo, read
    from advisor.review.check import check_case, check_memo

    try:
        if is_memo(path):
            return check_memo(read(path), basis, today)
        return check_case(load(path), str(path), basis, today)
    except BadInput as e:
        return e.at(str(path), None)
