"""`advisor evals FILE...`: what the result files of evaluation tools say of the models' quality."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.cli import options
from advisor.errors import BadInput

if TYPE_CHECKING:
    from advisor.evals.measure import Asked


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its options."""
    parser = verbs.add_parser("evals", help="measured quality, from the result files of evaluation tools")
    parser.add_argument(
        "files", metavar="FILE", nargs="+", type=Path,
        help="result files of promptfoo, Inspect, lm-eval, deepeval and others, tables, or folders of them",
    )  # fmt: skip
    parser.add_argument("--bar", metavar="X", help="the score that is good enough: 0.9 or 90%%")
    parser.add_argument(
        "--margin", metavar="X", help="how much worse still counts as no worse (default: 0.03)"
    )
    parser.add_argument("--metric", metavar="M", help="which score counts (default: the tool's pass or fail)")
    parser.add_argument("--baseline", metavar="MODEL", help="the model the others are compared with")
    parser.add_argument(
        "--scale", nargs=2, metavar=("LOW", "HIGH"), type=float, default=(0.0, 1.0),
        help="the scale of the scores (default: 0 1)",
    )  # fmt: skip
    parser.add_argument(
        "--map", metavar="ROLE=COLUMN", nargs="+", action="extend", default=[],
        help="columns of a table: item=, model=, score=, and more",
    )  # fmt: skip
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write here instead of the terminal")


def run(args: argparse.Namespace) -> int:
    """Read and print; 0 when at least one example has a score, 1 when none has. Raises BadInput."""
    from advisor import knowledge
    from advisor.evals import render
    from advisor.evals.measure import measure

    report = measure(args.files, knowledge.load(), asked(args))
    options.write(render.as_json(report) if args.format == "json" else render.render(report), args.out)
    return 0 if any(m.n for m in report.models) else 1


def asked(args: argparse.Namespace) -> Asked:
    """What the options ask of the files. Raises BadInput."""
    from advisor.evals.measure import Asked
    from advisor.evals.readers.table_kinds import read_map

    low, high = args.scale
    if not low < high:
        raise BadInput(
            "not a scale", text=f"{low:g} {high:g}", expected="--scale LOW HIGH, the smaller first"
        )
    bar = None if args.bar is None else _number(args.bar, "--bar", low, high)
    margin = None if args.margin is None else _number(args.margin, "--margin", 0.0, 1.0)
    if margin is not None and not 0 <= margin < 1:
        raise BadInput(
            "--margin is a share", text=args.margin, expected="a number from 0 to 1, or points as 3%"
        )
    return Asked(bar, margin, args.metric, args.baseline, (low, high), read_map(args.map))


def _number(text: str, option: str, low: float, high: float) -> float:
    """A number on the scale; with a percent sign the share of the scale. Raises BadInput."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*(%?)\s*", text)
    if match is None:
        raise BadInput(f"{option} is not a number", text=text, expected="such as 0.9 or 90%")
    value = float(match[1])
    return low + value / 100 * (high - low) if match[2] else value
