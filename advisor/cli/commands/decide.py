"""`advisor decide CASE`: one case file, one verdict."""

from __future__ import annotations

import argparse
from pathlib import Path

from advisor.cli import options
from advisor.errors import BadInput

_ENDINGS = {
    ".md": ("memo",),
    ".html": ("html",),
    ".htm": ("html",),
    ".json": ("json",),
    ".txt": ("text", "onepage"),
}
"""What a file of this ending holds."""


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its options."""
    parser = verbs.add_parser("decide")
    parser.add_argument("case", metavar="CASE", type=Path, help="a case file, or a memo to replay")
    parser.add_argument("--format", choices=("text", "onepage", "json", "memo", "html"))
    parser.add_argument(
        "--full", action="store_true", help="with text: the rules, the break-even, risks, when to look again"
    )
    options.out(parser)
    parser.add_argument(
        "--set", metavar="FACT=VALUE", action="append", default=[], help="change an answer for this run only"
    )
    options.as_of(parser)
    options.rules(parser)


def run(args: argparse.Namespace) -> int:
    """Decide and print. Raises BadInput."""
    from advisor.case import case as cases
    from advisor.cli import load_case
    from advisor.decide import decide, load_basis
    from advisor.report import rendered

    basis = load_basis(args.rules)
    case, on = load_case.load_on(args.case, args.as_of, basis.knowledge)
    for setting in args.set:
        name, separator, text = setting.partition("=")
        if not separator:
            raise BadInput("--set without a value", text=setting, expected="fact=value")
        from advisor.case import fact_names

        case = cases.set_answer(case, fact_names.named(name.strip()), text.strip())
    chosen = options.form(args.format, args.out, _ENDINGS, "text")
    form = "full" if args.full and chosen == "text" else chosen
    options.write(rendered(decide(case, basis, on), form, basis), args.out)
    return 0
