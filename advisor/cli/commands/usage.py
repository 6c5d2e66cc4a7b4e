"""`advisor usage FILE...`: what the vendors' usage exports say, and a case made from it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.cli import options
from advisor.errors import BadInput

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge
    from advisor.usage import Report

_BAR = 24
_RUN = "run"


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its options."""
    parser = verbs.add_parser("usage")
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, help="exports, or folders of them")
    parser.add_argument(
        "--by",
        choices=("model", "project", "key", "tag", "route", "tier", "none"),
        default="model",
        help="what makes a workload (default: model)",
    )
    _table_options(parser)
    parser.add_argument(
        "--formats", action="store_true", help="list the exports that are read, and what --map takes"
    )
    parser.add_argument("--format", choices=("text", "json"))
    parser.add_argument(
        "--into", metavar="CASE", type=Path, help="write the measured answers into this case file"
    )
    parser.add_argument(
        "--workload", metavar="NAME", help="which workload --into takes (default: the largest)"
    )
    options.out(parser)
    options.as_of(parser, "price with")


def _table_options(parser: argparse.ArgumentParser) -> None:
    """What tells of a table of one's own, here or in a warehouse."""
    parser.add_argument(
        "--map",
        metavar="ROLE=COLUMN",
        nargs="+",
        action="extend",
        default=[],
        help="what the columns (or JSON paths) of a table of your own are, e.g. input=prompt_tokens time=ts",
    )
    parser.add_argument(
        "--cached",
        choices=("in", "apart"),
        help="whether input holds cached tokens, where a file does not say it",
    )
    parser.add_argument(
        "--sql",
        metavar="DIALECT",
        nargs="?",
        const=_RUN,
        help="print the SQL that was run; with bigquery, snowflake, databricks, redshift, postgres or duckdb, and"
        " --table and --map, one query for the warehouse where the logs live, whose result is an export",
    )
    parser.add_argument("--table", metavar="T", help="the table in the warehouse")


def run(args: argparse.Namespace) -> int:
    """Read and print; 0 when at least one record was used, 1 when none was. Raises BadInput."""
    if args.formats:
        return _list_formats(args)
    from advisor import knowledge
    from advisor.files import paths
    from advisor.usage import parse_roles, read, render

    book = knowledge.load(paths.KNOWLEDGE)
    by = None if args.by == "none" else args.by
    roles = parse_roles(args.map)
    if args.sql is not None and args.sql != _RUN:
        return _query(args, roles)
    if not args.files:
        raise BadInput("no file is named", expected="advisor usage FILE...")
    report = read(
        args.files,
        book,
        options.date(args.as_of),
        by,
        _progress(),
        roles=roles,
        cached=args.cached,
        remember=True,
        copies=args.out if args.sql else None,
    )
    if args.sql:
        options.write(";\n\n".join(report.sql) + ";\n", args.out)
    else:
        options.write(render.as_json(report) if options.wants_json(args) else render.render(report), args.out)
    if args.into is not None:
        _into(args.into, report, args.workload, book)
    return 0 if report.workloads else 1


def _list_formats(args: argparse.Namespace) -> int:
    from advisor.usage.formats.known_formats import known_formats

    options.write(known_formats(), args.out)
    return 0


def _query(args: argparse.Namespace, roles: Mapping[str, str]) -> int:
    """Print the query for a warehouse."""
    from advisor.usage.queries.warehouse_sql import warehouse_query

    if args.files or not args.table:
        raise BadInput(
            "a query is for a table, not for files",
            expected="--sql DIALECT --table T --map time=... input=...",
        )
    options.write(warehouse_query(args.sql, args.table, roles), args.out)
    return 0


def _into(path: Path, report: Report, name: str | None, book: Knowledge) -> None:
    """Write the measured answers of one workload into a case file; what was there before is kept."""
    from advisor.case import case as cases
    from advisor.usage import answers, chosen, differences, merged, render

    work = chosen(report, name)
    case = cases.load(path) if path.exists() else cases.Case(title=work.name)
    found = answers(report, work.name, case)
    for warning in differences(case, found, book):
        print(f"warning: {warning}", file=sys.stderr)
    cases.save(merged(case, found), path)
    print(f"{path}: measured from {work.name}", file=sys.stderr)
    print(render.shown_answers(found), end="", file=sys.stderr)


def _progress() -> Callable[[Path, float], None] | None:
    """A bar on the terminal's second stream; None if nobody looks."""
    if not sys.stderr.isatty():
        return None

    def show(path: Path, percent: float) -> None:
        done = min(int(percent / 100 * _BAR), _BAR)
        bar = "#" * done + "." * (_BAR - done)
        end = "\r" if percent < 100 else "\r\x1b[K"
        print(f"{path.name[:40]} [{bar}] {percent:3.0f} %", end=end, file=sys.stderr, flush=True)

    return show
