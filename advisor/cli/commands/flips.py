"""`advisor flips CASE`: what would flip the verdict, and which input moves the money most."""

from __future__ import annotations

import argparse
from pathlib import Path

from advisor.cli import options
from advisor.text.json_text import encode

ODD_BILL = (
    "Nothing is settled before the bill and the volume agree: what was said of one does not fit the other."
)


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its options."""
    parser = verbs.add_parser("flips")
    parser.add_argument("case", metavar="CASE", type=Path, help="a case file or a memo")
    options.text_or_json(parser)
    options.as_of(parser)
    options.rules(parser)


def run(args: argparse.Namespace) -> int:
    """Find and print. Raises BadInput."""
    from advisor.cli import load_case
    from advisor.decide import decide
    from advisor.decision.basis import load_basis
    from advisor.decision.current_questions import question_texts
    from advisor.report.question_words import of_what_runs
    from advisor.report.route_names import route_name
    from advisor.report.wording import chosen_name, done_once, horizon_heading
    from advisor.sensitivity import render_ranges
    from advisor.sensitivity.flips import flips

    basis = load_basis(args.rules)
    case, on = load_case.load_on(args.case, args.as_of, basis.knowledge)
    result = flips(case, basis, on)
    decision = decide(case, basis, on)
    asked = {fact: of_what_runs(decision, text) for fact, text in question_texts(decision).items()}
    shown = (
        encode(render_ranges.flips_dict(result, asked))
        if args.format == "json"
        else render_ranges.flips_text(
            result,
            case.title,
            chosen_name(decision),
            asked,
            lambda route, trained: route_name(decision, route, trained=trained),
            ODD_BILL if decision.known.get("bill_odd") is True else "",
            "In all" if done_once(decision) else f"Over {horizon_heading(decision)}",
        )
    )
    options.write(shown, None)
    return 0
