"""The command line: runs a verb and turns errors into exit codes.

Exit codes: 0 fine, 1 a check failed, 2 bad input; 70 an error of our own, 74 the output could not be written.
"""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Sequence

from advisor.cli import light_msgspec, parser, streams
from advisor.errors import INTERNAL, UNWRITTEN, BadInput, EngineUnavailable

_OWN = ("--help", "--version", "-h")
_COLLECT_AFTER = 400_000
"""New objects between two garbage collections: almost everything made at the start is kept to the end."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code; without a verb, the app."""
    argv = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(_COLLECT_AFTER)
    streams.prepare()
    try:
        code = _run(argv)
        sys.stdout.flush()
        gc.freeze()  # without it the garbage collection at exit takes a tenth of a run
        return code
    except BrokenPipeError:
        streams.close_output()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as e:
        return _failed(e)


def _failed(error: Exception) -> int:
    """Print one line on what went wrong; return the exit code for it."""
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
    own = bool(argv) and argv[0] in _OWN
    if not own:
        light_msgspec.load()
    app = not argv or (argv[0].startswith("--") and not own)
    args = parser.parse(["interview", *argv] if app else argv)
    args.app = app
    return int(importlib.import_module(f"advisor.cli.commands.{args.verb}").run(args))
