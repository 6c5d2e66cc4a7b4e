"""`advisor init [DIR]`: a folder of decisions with one worked example."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

FOLDER = "decisions"
EXAMPLE = "guide-classifier.case.yaml"


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its options."""
    parser = verbs.add_parser(
        "init",
        description=f"Makes {FOLDER}/ with one worked example. What is there already stays as it is.",
    )
    parser.add_argument(
        "dir", metavar="DIR", nargs="?", type=Path, default=Path(), help="the repository (default: here)"
    )


def run(args: argparse.Namespace) -> int:
    """Lay the folder down. Raises BadInput when it cannot be made or holds the example already."""
    from advisor.errors import BadInput
    from advisor.files import atomic, paths

    if not args.dir.is_dir():
        raise BadInput("no such folder", file=str(args.dir), expected="the folder of a repository")
    folder = args.dir / FOLDER
    target = folder / EXAMPLE
    if target.exists() or target.is_symlink():
        raise BadInput("this file is there already, nothing written", file=str(target))
    example = (paths.KNOWLEDGE / "examples" / EXAMPLE).read_text("utf-8")
    atomic.make_folder(folder)
    atomic.write(target, example)
    memo = target.with_name(EXAMPLE.replace(".case.yaml", ".md"))
    sys.stdout.write(
        f"{target}: a worked example\n"
        f"next: advisor decide {target} --format memo --out {memo}\n"
        f"then, in CI: advisor check {folder} --format github\n"
    )
    return 0
