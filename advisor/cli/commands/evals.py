"""`advisor evals FILE...`: measured quality from result files, into a case; or a ready evaluation for a case."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.cli import options
from advisor.errors import BadInput, near

if TYPE_CHECKING:
    from advisor.evals.asked import Asked

_TOOLS = ("promptfoo", "inspect")


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its options."""
    parser = verbs.add_parser("evals")
    parser.add_argument(
        "files", metavar="FILE", nargs="*", type=Path,
        help="result files of promptfoo, Inspect, lm-eval, deepeval and others, JUnit XML, tables,"
        " folders or ZIPs of them; with --config the case",
    )  # fmt: skip
    parser.add_argument("--bar", metavar="X", help="the score that is good enough: 0.9 or 90%%")
    parser.add_argument(
        "--margin", metavar="X", help="how much worse still counts as no worse (default: 0.03)"
    )
    parser.add_argument("--metric", metavar="M", help="which score counts (default: the tool's pass or fail)")
    parser.add_argument("--baseline", metavar="MODEL", help="the model the others are compared with")
    parser.add_argument(
        "--scale", nargs="+", metavar="SCORE",
        help="the worst and the best score (default: 0 1; where less is better: 1 0), or all grades, worst first:"
        " F D C B A",
    )  # fmt: skip
    parser.add_argument(
        "--map", metavar="ROLE=COLUMN", nargs="+", action="extend", default=[],
        help="columns of a table: item=, model=, score=, and more",
    )  # fmt: skip
    parser.add_argument(
        "--formats", action="store_true", help="list the files that are read, and what --map takes"
    )
    parser.add_argument("--format", choices=("text", "json"))
    parser.add_argument(
        "--into", metavar="CASE", type=Path, help="write what was measured into this case file"
    )
    parser.add_argument(
        "--config", metavar="TOOL", nargs="?", const=_TOOLS[0],
        help="write a ready evaluation for a case instead: promptfoo (default) or inspect",
    )  # fmt: skip
    parser.add_argument(
        "--prompt", metavar="FILE", type=Path, help="with --config: the prompt that runs today"
    )
    parser.add_argument("--tests", metavar="FILE", type=Path, help="with --config: the test set, a CSV")
    parser.add_argument("--out", metavar="PATH", type=Path, help="write to this file; with --config, folder")
    options.as_of(parser, "price with")


def run(args: argparse.Namespace) -> int:
    """Read and print; 0 when at least one example has a score, 1 when none has. Raises BadInput."""
    if args.formats:
        return _list_formats(args)
    if args.config is not None:
        return _configure(args)
    _files_behind_scale(args)
    if not args.files:
        raise BadInput("no file is named", expected="advisor evals FILE...")
    from advisor import knowledge
    from advisor.evals import render_report
    from advisor.evals.measure import measure

    if args.into is not None:
        return _into(args)
    report = measure(args.files, knowledge.load(), asked(args), options.date(args.as_of))
    options.write(
        render_report.as_json(report) if options.wants_json(args) else render_report.render(report), args.out
    )
    return 0 if any(m.n for m in report.models) else 1


def _list_formats(args: argparse.Namespace) -> int:
    from advisor.evals.readers.known_results import known_results

    options.write(known_results(), args.out)
    return 0


def asked(args: argparse.Namespace) -> Asked:
    """What the options ask of the files. Raises BadInput."""
    from advisor.evals.asked import Asked, read_bar, read_margin, with_scale
    from advisor.evals.tables.table_kinds import read_map

    margin = None if args.margin is None else read_margin(args.margin)
    question = Asked(None, margin, args.metric, args.baseline, columns=read_map(args.map))
    question = question if args.scale is None else with_scale(question, args.scale)
    return question if args.bar is None else replace(question, bar=read_bar(args.bar, question))


def _files_behind_scale(args: argparse.Namespace) -> None:
    """Files that were named behind a scale are files again."""
    said: list[str] = args.scale or []
    count = 2 if len(said) > 2 and not said[0].isalpha() else len(said)
    while count > 2 and Path(said[count - 1]).exists():
        count -= 1
    args.files += [Path(word) for word in said[count:]]
    args.scale = said[:count] or None


def _into(args: argparse.Namespace) -> int:
    """Print, and write what the files settle into a case file; what was there before is kept."""
    from advisor.case import case as cases
    from advisor.decision.basis import load_basis
    from advisor.evals import render_report
    from advisor.interview.measured_quality import measure_quality
    from advisor.interview.open_gaps import open_gaps
    from advisor.usage import differences, merged
    from advisor.usage.render import shown_answers

    path: Path = args.into
    case = cases.load(path) if path.exists() else cases.Case(title=path.name.partition(".")[0])
    basis, as_of = load_basis(), options.date(args.as_of)
    quality = measure_quality(args.files, asked(args), case, as_of, book=basis.knowledge)
    report, measured = quality.report, quality.measured
    options.write(
        render_report.as_json(report) if options.wants_json(args) else render_report.render(report), args.out
    )
    for remark in [*differences(case, measured.answers, basis.knowledge), *measured.warnings]:
        print(f"note: {remark}", file=sys.stderr)
    for name, why in measured.reopened.items():
        print(f"open again: {name} ({why})", file=sys.stderr)
    if not measured.count:
        print(f"{path}: nothing is settled by these files, so nothing was written", file=sys.stderr)
        return 1
    for gap in open_gaps(report, measured.answers, case, basis, as_of):
        print(f"open: {gap.sentence}", file=sys.stderr)
    case = case.without(*measured.reopened)
    cases.save(merged(case, measured.answers).evaluated(measured.evaluation), path)
    print(f"{path}: measured", file=sys.stderr)
    print(shown_answers(measured.answers), end="", file=sys.stderr)
    return 0


def _configure(args: argparse.Namespace) -> int:
    """Write a ready evaluation for the case. Raises BadInput."""
    from advisor import knowledge
    from advisor.cli.load_case import load
    from advisor.evals.setup.write_setup import write
    from advisor.interview.measuring_plan import measuring_plan

    tool, paths = args.config, list(args.files)
    if tool not in _TOOLS:
        if paths or not Path(tool).exists():
            raise BadInput("not a tool", text=tool, expected=" or ".join(_TOOLS), near=near(tool, _TOOLS))
        tool, paths = _TOOLS[0], [Path(tool)]
    if len(paths) != 1 or args.out is None:
        raise BadInput("--config takes one case and a folder", expected="evals --config TOOL CASE --out DIR")
    case, _ = load(paths[0], knowledge.load())
    plan = measuring_plan(case, options.date(args.as_of), args.prompt, args.tests)
    for path in write(plan, tool, args.out):
        print(path)
    return 0
