"""The command line: which verb, and what its errors mean.

Exit codes: 0 fine, 1 a check failed, 2 bad input; 70 an error of our own, 74 the output could not be written.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from advisor import __version__
from advisor.cli import streams

VERBS = {
    "interview": "the interview, in the app or as plain prompts",
    "decide": "decide a case file",
    "rules": "list, explain, test and audit the rules",
    "sources": "the documents' claims: where each lives, their examples recomputed",
    "prices": "the price book",
    "ranges": "how sure: costs and verdict over samples of the uncertain inputs",
    "flips": "what would flip the verdict, the nearest first",
    "usage": "measure workloads from usage exports",
    "evals": "measured quality, from the result files of evaluation tools",
    "portfolio": "decide many cases, and see them in one table",
    "check": "decide memos and cases again and say what changed",
    "diff": "compare two cases or memos",
    "init": "start a folder of decisions in a repository",
}

_OWN = ("--help", "--version")


INTERNAL, UNWRITTEN = 70, 74
"""Exit codes of an error of our own, and of an output that could not be written (as in sysexits.h)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code; without a verb, the app."""
    argv = list(sys.argv[1:] if arguments is None else arguments)
    streams.prepare()
    try:
        code = _run(argv)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        streams.close_output()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as e:
        return _failed(e)


def _failed(error: Exception) -> int:
    """One line on what went wrong, and the exit code for it."""
    from advisor.errors import BadInput, EngineUnavailable

    if isinstance(error, BadInput | EngineUnavailable):
        print(f"advisor: {error}", file=sys.stderr)
        return 2
    if isinstance(error, OSError) and error.filename is None:
        print(f"advisor: the output cannot be written ({error.strerror})", file=sys.stderr)
        streams.close_output()
        return UNWRITTEN
    from advisor.files import crash_log

    print(f"advisor: {crash_log.keep(error)}", file=sys.stderr)
    return INTERNAL


def _run(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="advisor",
        description="Prompt, retrieve, switch model, tune or self-host: one priced, audited verdict per LLM workload."
        " Without a verb: the app, with the options of `interview`.",
    )
    parser.add_argument("--version", action="version", version=f"advisor {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    app = not argv or (argv[0].startswith("--") and argv[0] not in _OWN)
    if app:
        argv = ["interview", *argv]
    chosen = argv[0] if argv[0] in VERBS else None
    for verb, says in VERBS.items():
        if verb == chosen:
            importlib.import_module(f"advisor.cli.commands.{verb}").register(verbs)
        else:
            verbs.add_parser(verb, help=says)
    args = parser.parse_args(argv)
    args.app = app
    return int(importlib.import_module(f"advisor.cli.commands.{args.verb}").run(args))
