"""`advisor ranges CASE`: what the routes may cost and how often the verdict holds."""

from __future__ import annotations

import argparse
from pathlib import Path

from advisor.cli import options
from advisor.text.json_text import encode


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its options."""
    from advisor.sensitivity.monte_carlo import SAMPLES, SEED

    parser = verbs.add_parser("ranges")
    parser.add_argument("case", metavar="CASE", type=Path, help="a case file or a memo")
    parser.add_argument(
        "--samples", metavar="N", type=_positive, default=SAMPLES, help="default: %(default)s"
    )
    parser.add_argument("--seed", metavar="N", type=_natural, default=SEED, help="default: %(default)s")
    options.text_or_json(parser)
    options.as_of(parser)
    options.rules(parser)


def run(args: argparse.Namespace) -> int:
    """Sample and print. Raises BadInput."""
    from advisor.cli import load_case
    from advisor.decide import decide
    from advisor.decision.basis import load_basis
    from advisor.report import confidence
    from advisor.report.route_names import row_name
    from advisor.report.wording import chosen_name, outcome
    from advisor.sensitivity import render_ranges as text
    from advisor.sensitivity.monte_carlo import ranges

    basis = load_basis(args.rules)
    case, on = load_case.load_on(args.case, args.as_of, basis.knowledge)
    result = ranges(case, basis, on, args.samples, args.seed)
    if args.format == "json":
        options.write(encode(text.ranges_dict(result)), None)
    else:
        decision = decide(case, basis, on)
        shown = text.ranges_text(
            result,
            case.title,
            chosen_name(decision),
            lambda route: row_name(decision.route(route)),
            lambda route, trained: outcome(decision, route, trained=trained),
            confidence.still_open(decision),
            confidence.why_not_cheapest(decision, result) or "",
        )
        options.write(shown, None)
    return 0


def _positive(text: str) -> int:
    return _whole(text, 1, 10_000_000)


def _natural(text: str) -> int:
    return _whole(text, 0, 2**63 - 1)


def _whole(text: str, low: int, high: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        raise argparse.ArgumentTypeError(f"expected a whole number from {low:,} to {high:,}, not {text}")
    return number
