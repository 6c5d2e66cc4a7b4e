"""`advisor interview`: the questions, in the app or as plain lines."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.cli import options
from advisor.errors import BadInput, near
from advisor.text import words

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.cli.plain_interview import Decide
    from advisor.decision.decision import Decision
    from advisor.interview.conversation import Conversation
    from advisor.interview.relevance import Needed

NEWEST = "newest"
_NAME_WIDTH = 40
"""Characters of a title within a sentence."""


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The verb and its options."""
    parser = verbs.add_parser("interview")
    parser.add_argument(
        "file", metavar="FILE", nargs="?", type=Path, help="case file to go on with, or to write"
    )
    parser.add_argument("--plain", action="store_true", help="plain lines instead of the full-screen app")
    parser.add_argument(
        "--resume",
        metavar="ID",
        nargs="?",
        const=NEWEST,
        help="go on with a saved interview (default: the newest unfinished one)",
    )
    parser.add_argument(
        "--usage",
        metavar="EXPORT",
        action="append",
        default=[],
        type=Path,
        help="begin with what a usage export, or a folder of them, measures (may be repeated)",
    )
    parser.add_argument(
        "--evals",
        metavar="RESULTS",
        action="append",
        default=[],
        type=Path,
        help="begin with what the results of an evaluation measure (may be repeated)",
    )
    options.as_of(parser)


def run(args: argparse.Namespace) -> int:
    """Interview and decide. Raises BadInput."""
    if args.plain or _kept_plain():
        return _plain(args)
    if sys.stdin.isatty() and sys.stdout.isatty():
        return _app(args)
    if args.app:
        raise BadInput(
            "the app needs a terminal to read from and to draw on",
            expected="`advisor --plain`, which asks the same questions as plain lines",
        )
    return _plain(args)


def _kept_plain() -> bool:
    """Whether somebody asked to keep it plain."""
    return os.environ.get("ACCESSIBLE", "0") not in ("", "0") or os.environ.get("TERM") == "dumb"


def _app(args: argparse.Namespace) -> int:
    from advisor.interview.beginning import Beginning
    from advisor.tui.app import run as run_app

    log = _log(args.resume) if args.resume else None
    beginning = Beginning(_given(args.file), log, tuple(args.usage), tuple(args.evals))
    return run_app(beginning, options.date(args.as_of) if args.as_of else None)


def _plain(args: argparse.Namespace) -> int:
    from advisor.cli.plain_interview import PlainInterview
    from advisor.cli.plain_lines import InterviewLeft, PlainLines
    from advisor.interview.beginning import Beginning

    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    terminal = sys.stdin.isatty()
    try:
        conversation, said = _conversation(args, terminal=terminal)
    except InterviewLeft:
        return 0
    return PlainInterview(
        conversation,
        _decide(args),
        PlainLines(sys.stdin, sys.stdout, terminal=terminal),
        as_of=options.date(args.as_of),
        beginning=Beginning(usage=args.usage, evals=args.evals, said=said),
        needed=_needed,
    ).run(args.file)


def _conversation(args: argparse.Namespace, *, terminal: bool) -> tuple[Conversation, str]:
    """The interview to go on with, or a new one with what was typed to begin it."""
    from advisor.interview import Conversation
    from advisor.interview import saved as store

    log, said = _log(args.resume) if args.resume else None, ""
    given = _given(args.file) if log is None else None
    if log is None and terminal and given is None:
        log, said = _offered()
    talk = Conversation.open(log or store.new_path())
    if given is not None:
        talk.load(given, str(args.file))
    return talk, said


def _given(file: Path | None) -> Case | None:
    """The case in `file`, or None if there is no file yet. Raises BadInput."""
    from advisor.case import case as cases
    from advisor.cli.plain_files import exists

    return cases.load(file) if file is not None and exists(file) else None


def _offered() -> tuple[Path | None, str]:
    """The interview that was left in the middle, where that is wanted, or else what was said in place of yes and no."""
    from advisor.cli.plain_lines import PlainLines
    from advisor.interview import saved as store

    saved = store.unfinished()
    if saved is None:
        return None, ""
    said: list[str] = []

    def hear(line: str) -> bool:
        if " " not in line.strip() and not line.startswith("/"):
            lines.say("  Neither yes nor no.")
            return False
        said.append(line)
        return True

    name = words.shortened(saved.called, _NAME_WIDTH)
    when = saved.changed.strftime("%Y-%m-%d %H:%M")
    lines = PlainLines(sys.stdin, sys.stdout, terminal=True)
    answers = f"{saved.answers} answer{'' if saved.answers == 1 else 's'}"
    ask = f'Go on with "{name}" ({answers}, {when})?'
    wanted = lines.yes(ask, end=False, obeys=hear)
    return (saved.path, "") if wanted else (None, "".join(said))


def _log(resume: str) -> Path:
    from advisor.interview import saved as store

    if resume == NEWEST:
        saved = store.unfinished()
        if saved is None:
            raise BadInput("there is no unfinished interview")
        return saved.path
    names = {s.path.stem: s.path for s in store.list_saved()}
    if resume not in names:
        raise BadInput("no saved interview of this id", text=resume, near=near(resume, names))
    return names[resume]


def _needed(decision: Decision) -> Needed:
    from advisor.decide import load_basis
    from advisor.interview.relevance import needed

    return needed(decision, load_basis())


def _decide(args: argparse.Namespace) -> Decide:
    """decide() on one date; rules and knowledge are read at the first use."""
    from functools import cache

    on = options.date(args.as_of)

    @cache
    def basis() -> object:
        from advisor.decide import load_basis

        return load_basis()

    def decided(case: Case) -> Decision:
        from advisor.decide import decide

        return decide(case, basis(), on)  # type: ignore[arg-type]

    return decided
