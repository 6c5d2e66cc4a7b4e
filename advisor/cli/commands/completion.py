"""`advisor completion SHELL`: the script that completes verbs, options and files."""

from __future__ import annotations

import argparse

from advisor.cli import options

_SHELLS = ("bash", "zsh", "tcsh")


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its argument."""
    parser = verbs.add_parser("completion")
    parser.add_argument("shell", metavar="SHELL", choices=_SHELLS, help=" or ".join(_SHELLS))


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    import shtab

    from advisor.cli.parser import whole

    options.write(shtab.complete(whole(), shell=args.shell), None)
    return 0
