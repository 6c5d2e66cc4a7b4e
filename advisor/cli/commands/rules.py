"""`advisor rules`: list, explain, test and audit the rules."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.cli import options
from advisor.errors import BadInput, near
from advisor.text.json_text import encode

if TYPE_CHECKING:
    from advisor.decision.basis import DecisionBasis
    from advisor.rules import Evaluation, RuleSet

_CASE = "a case file, or a memo"
_TABLE = 120
"""Columns of the table of the verdict where there is no terminal."""


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb, what it can do, and the options."""
    parser = verbs.add_parser("rules")
    does = parser.add_subparsers(dest="does", metavar="WHAT", required=True)
    listing = _add(does, "list", "every rule by theme; with a case, whether it fires, is silent or open")
    listing.add_argument("case", metavar="CASE", type=Path, nargs="?", help=_CASE)
    listing.add_argument("--theme", help="only this theme")
    listing.add_argument("--state", choices=("fired", "silent", "open"), help="only rules in this state")
    show = _add(does, "show", "one rule: its YAML, what it cites, its cases, the rules that depend on it")
    show.add_argument("id", metavar="ID")
    why = _add(does, "why", "why a rule fires, does not fire, or is open on a case")
    why.add_argument("id", metavar="ID")
    why.add_argument("case", metavar="CASE", type=Path, help=_CASE)
    _add(does, "test", "run the cases that stand beside the rules; exit code 1 when one does not hold")
    coverage = _add(does, "coverage", "which rules never fire on these cases")
    coverage.add_argument(
        "cases", metavar="CASE", nargs="*", help=f"{_CASE}, or a folder; default: the shipped ones"
    )
    _add(does, "table", "how the verdict is reached: the rules that conclude, in the order they are tried")
    _add(does, "audit", "prove that the rules hold together; exit code 1 on a finding")
    schema = does.add_parser("schema", help="the JSON Schema of rule files, for editors")
    options.rules(schema)
    for dated in (listing, why, coverage):
        options.as_of(dated)


def _add(
    does: argparse._SubParsersAction[argparse.ArgumentParser], name: str, says: str
) -> argparse.ArgumentParser:
    parser = does.add_parser(name, help=says, description=says)
    options.text_or_json(parser)
    options.rules(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Do what is asked. Raises BadInput for a rule, a case or a theme that does not exist."""
    verbs = {
        "list": _list,
        "show": _show,
        "why": _why,
        "test": _test,
        "coverage": _coverage,
        "audit": _audit,
        "table": _table,
        "schema": _schema,
    }
    return verbs[args.does](args)


def _print(args: argparse.Namespace, data: object, text: str) -> None:
    as_json = args.format == "json"
    options.write(encode(data) if as_json else text, None)


def _load_basis(args: argparse.Namespace) -> DecisionBasis:
    from advisor.decision.basis import load_basis

    return load_basis(args.rules)


def _rules(args: argparse.Namespace) -> RuleSet:
    from advisor.rules import load
    from advisor.rules.load import rule_folders

    return load(rule_folders(args.rules))


def _evaluation(basis: DecisionBasis, path: Path, as_of: str | None) -> Evaluation:
    from advisor.cli import load_case
    from advisor.decision.assess import assess

    case, decided_on = load_case.load(path, basis.knowledge)
    on = options.date(as_of) if as_of or decided_on is None else decided_on
    return assess(case, basis, on).evaluation


def _list(args: argparse.Namespace) -> int:
    from advisor.rules import render_rules

    rules = _rules(args)
    themes = list(dict.fromkeys(r.theme for r in rules.rules))
    if args.theme is not None and args.theme not in themes:
        raise BadInput(
            "no such theme", text=args.theme, expected=", ".join(themes), near=near(args.theme, themes)
        )
    if args.state and args.case is None:
        raise BadInput("--state without a case", expected="advisor rules list CASE --state open")
    evaluation = _evaluation(_load_basis(args), args.case, args.as_of) if args.case else None
    rows = render_rules.listing(rules, evaluation, args.theme, args.state)
    _print(args, {"rules": rows}, render_rules.listing_text(rows))
    return 0


def _show(args: argparse.Namespace) -> int:
    from advisor.rules import render_rules

    basis = _load_basis(args)
    claims = {claim.id: claim.says for claim in basis.knowledge.claims}
    data = render_rules.rule_data(basis.rules, basis.rules.rule(args.id), claims)
    _print(args, data, render_rules.rule_text(data))
    return 0


def _why(args: argparse.Namespace) -> int:
    from advisor.rules import render_rules

    basis = _load_basis(args)
    rule = basis.rules.rule(args.id)
    data = render_rules.why_data(rule, _evaluation(basis, args.case, args.as_of), _questions())
    _print(args, data, render_rules.why_text(data))
    return 0


def _questions() -> Mapping[str, str]:
    from advisor.decision import checklist

    return {name: part.ask for name, part in checklist.load().parts.items()}


def _test(args: argparse.Namespace) -> int:
    from advisor.rules import inline_cases, render_rules

    rules = _rules(args)
    misses = [str(m) for m in inline_cases.failing_cases(rules)]
    count = inline_cases.case_count(rules)
    summary = f"{count - len(misses)} of {count} cases of {len(rules.rules)} rules hold.\n"
    data = {"rules": len(rules.rules), "cases": count, "failing": misses}
    _print(args, data, render_rules.lines(misses) + summary)
    return 1 if misses else 0


def _coverage(args: argparse.Namespace) -> int:
    from advisor.files.paths import RULES
    from advisor.review.find_files import find_files
    from advisor.rules import render_rules

    shipped = RULES.parent / "tests" / "cases"
    if not args.cases and not shipped.is_dir():
        raise BadInput("no case to cover", expected="advisor rules coverage CASE...")
    basis = _load_basis(args)
    files = find_files(args.cases or [str(shipped)])
    data = render_rules.coverage(basis.rules, {str(f): _evaluation(basis, f, args.as_of) for f in files})
    _print(args, data, render_rules.coverage_text(data))
    return 0


def _table(args: argparse.Namespace) -> int:
    from advisor.rules import verdict_table
    from advisor.text.table import columns

    rows = verdict_table.verdict_rows(_rules(args))
    _print(args, {"rows": rows}, verdict_table.verdict_table_text(rows, columns(_TABLE)))
    return 0


def _audit(args: argparse.Namespace) -> int:
    from dataclasses import asdict

    from advisor import knowledge
    from advisor.rules import render_rules
    from advisor.rules.audit import audit
    from advisor.rules.load import rule_folders

    claims = {claim.id: str(claim.check) for claim in knowledge.load().claims}
    findings = audit(rule_folders(args.rules), claims)
    text = render_rules.lines(str(d) + (f"\n{_indented(d.case)}" if d.case else "") for d in findings)
    count = f"{len(findings)} finding{'s' if len(findings) > 1 else ''}.\n" if findings else "No finding.\n"
    _print(args, {"findings": [asdict(d) for d in findings]}, text + count)
    return 1 if findings else 0


def _schema(args: argparse.Namespace) -> int:
    from advisor.rules.schema import schema

    options.write(encode(schema(_rules(args).vocabulary)), None)
    return 0


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
