"""`advisor sources [KEY|audit|coverage]`: what the documents claim, whether it holds, where each claim lives."""

from __future__ import annotations

import argparse
import sys

from advisor.cli import options

_EPILOG = """exit code: 0 fine; 1 a figure does not come out as recorded, or a claim is not covered; 2 bad input.
A flawed figure of a document is no failure: it is recorded as flawed, with the reason."""


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its options."""
    parser = verbs.add_parser("sources", epilog=_EPILOG)
    parser.add_argument(
        "what",
        metavar="KEY|audit|coverage",
        nargs="?",
        help="what a citation stands for: a claim (G8.attribution), a source or an entry with a price; audit:"
        " recompute every example and every flawed figure; coverage: each claim and where it lives",
    )
    options.text_or_json(parser)
    options.rules(parser)


def run(args: argparse.Namespace) -> int:
    """Print what was asked for. Raises BadInput (file:line)."""
    parts = {None: _list, "audit": _audit, "coverage": _coverage}
    return parts.get(args.what, _look_up)(args)


def _look_up(args: argparse.Namespace) -> int:
    from advisor.decision.basis import load_basis
    from advisor.knowledge.references import reference
    from advisor.sources.citations import citations
    from advisor.sources.render_sources import reference_text
    from advisor.sources.sources_json import reference_json

    basis = load_basis(args.rules)
    source = reference(basis.knowledge, args.what)
    places = citations(basis).get(source.key, [])
    sys.stdout.write(
        reference_json(source, places) if args.format == "json" else reference_text(source, places)
    )
    return 0


def _list(args: argparse.Namespace) -> int:
    from advisor import knowledge
    from advisor.sources.listing import listing
    from advisor.sources.render_sources import sources_text
    from advisor.sources.sources_json import sources_json

    book = knowledge.load()
    rows = listing(book)
    sys.stdout.write(sources_json(rows) if args.format == "json" else sources_text(rows, len(book.claims)))
    return 0


def _audit(args: argparse.Namespace) -> int:
    from advisor import knowledge
    from advisor.sources.audit import audit
    from advisor.sources.render_sources import audit_text
    from advisor.sources.sources_json import audit_json

    result = audit(knowledge.load())
    sys.stdout.write(audit_json(result) if args.format == "json" else audit_text(result))
    return 0 if result.as_recorded else 1


def _coverage(args: argparse.Namespace) -> int:
    from advisor.decision.basis import load_basis
    from advisor.sources.claim_coverage import coverage
    from advisor.sources.render_sources import coverage_text
    from advisor.sources.sources_json import coverage_json

    result = coverage(load_basis(args.rules))
    sys.stdout.write(coverage_json(result) if args.format == "json" else coverage_text(result))
    return 1 if result.missing else 0
