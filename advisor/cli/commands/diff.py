"""`advisor diff A B`: two cases or memos side by side; `--rules OLD NEW CASE...`: cases under two sets of rules."""

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
    from advisor.review.diff import Side

SHIPPED = "shipped"
"""Stands for the shipped rules, with the user's own where there are any."""


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its options."""
    parser = verbs.add_parser(
        "diff",
        description="A memo is decided as of its own date, a case as of today, both as of --as-of where given. "
        "With two sets of rules: every case under both.",
    )
    parser.add_argument(
        "files", metavar="A B | CASE...", nargs="*", help="two cases or memos; with rules, any number"
    )
    options.text_or_json(parser)
    options.as_of(parser)
    parser.add_argument(
        "--rules",
        metavar="OLD NEW",
        action="append",
        nargs="+",
        default=[],
        help=f"compare two sets of rules: folders, files, or the word {SHIPPED}; one folder alone adds its rules",
    )


def run(args: argparse.Namespace) -> int:
    """Decide and print what differs. Raises BadInput."""
    on = options.date(args.as_of) if args.as_of else None
    two = next((group for group in args.rules if len(group) > 1), None)
    if two is not None:
        return _rules(args, two, on)
    from advisor.decide import load_basis
    from advisor.review import diff

    if len(args.files) != 2:
        raise BadInput("diff takes two files", text=" ".join(args.files), expected="advisor diff A B")
    basis = load_basis([Path(group[0]) for group in args.rules])
    a, b = (_side(Path(name), on, basis) for name in args.files)
    sys.stdout.write(diff.as_json(a, b) if args.format == "json" else diff.text(a, b))
    return 0


def _rules(args: argparse.Namespace, names: list[str], on: datetime.date | None) -> int:
    """Every case under both sets of rules. What follows the two folders is cases, as the order of words has it."""
    from advisor.cli import load_case
    from advisor.review import rule_changes, rule_changes_text
    from advisor.review.find_files import find_files

    old, new, *cases = names
    cases += args.files
    if not cases:
        raise BadInput("no case to decide", expected="advisor diff --rules OLD NEW CASE...")
    before, after = _basis(old), _basis(new)
    compared = []
    for path in find_files(cases):
        case, decided_on = load_case.load(path, before.knowledge)
        day = on or decided_on or options.date(None)
        compared.append(rule_changes.under_both(case, str(path), day, before, after))
    changes = rule_changes.rule_changes(before.rules, after.rules)
    shown = rule_changes_text.as_json if args.format == "json" else rule_changes_text.text
    sys.stdout.write(shown(changes, compared))
    return 0


def _basis(name: str) -> DecisionBasis:
    """A folder that holds a whole policy stands alone; other rules are added to the shipped ones."""
    from advisor import knowledge
    from advisor.decision.basis import DecisionBasis, load_basis
    from advisor.rules import load
    from advisor.rules.load import is_whole

    if name == SHIPPED:
        return load_basis()
    path = Path(name)
    return DecisionBasis(load([path]), knowledge.load()) if is_whole(path) else load_basis([path])


def _side(path: Path, on: datetime.date | None, basis: DecisionBasis) -> Side:
    from advisor.cli import load_case
    from advisor.decide import decide
    from advisor.review.diff import Side

    case, decided_on = load_case.load(path, basis.knowledge)
    return Side(str(path), decide(case, basis, on or decided_on or options.date(None)))
