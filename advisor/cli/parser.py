"""The parser of the command line: near names for what is mistyped, purpose, examples and choices in every help."""

from __future__ import annotations

import argparse
import importlib
from typing import Any, NoReturn

from advisor import __version__
from advisor.cli.verbs import FORMATS, GROUPS, VERBS, VerbHelp
from advisor.errors import BadInput, near
from advisor.text.table import columns

_COLUMN = 12


class HelpText(argparse.RawDescriptionHelpFormatter):
    """Sentences are wrapped to the terminal, lists of examples stay as they are laid out."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=columns() - 2)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        laid_out = argparse.RawDescriptionHelpFormatter if "\n" in text else argparse.HelpFormatter
        return laid_out._fill_text(self, text, width, indent)


class Parser(argparse.ArgumentParser):
    """Raises BadInput instead of leaving, so that all bad input reads alike."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": HelpText, **options})

    def error(self, message: str) -> NoReturn:
        """Raises BadInput with argparse's message."""
        raise BadInput(message, expected=f"{self.prog} --help")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Raises BadInput for a value that is not among the choices, with a near one."""
        if action.choices is not None and value not in action.choices:
            named = "/".join(action.option_strings) or str(action.metavar or action.dest)
            choices = [str(choice) for choice in action.choices]
            raise BadInput(
                f"no such value for {named}",
                text=value,
                expected=", ".join(choices),
                near=near(value, choices),
            )


def parse(argv: list[str]) -> argparse.Namespace:
    """The verb and its options. Raises BadInput for an unknown one, with a near name; `--help` exits with 0."""
    parser, verbs = _top()
    verb = argv[0] if argv else ""
    if verb in VERBS:
        _register(verb, verbs)
    elif verb and not verb.startswith("-"):
        raise BadInput("no such verb", text=verb, expected="advisor --help", near=near(verb, VERBS))
    args, extra = parser.parse_known_args(argv)
    if extra:
        raise _unknown(extra[0], verbs.choices.get(verb, parser))
    return args


def whole() -> argparse.ArgumentParser:
    """The parser with every verb and option, as a completion script needs it."""
    parser, verbs = _top(listed=True)
    for verb in VERBS:
        _register(verb, verbs)
        # A verb is told to the script by its line in argparse's list, which add_parser makes of `help` alone.
        verbs._choices_actions.append(verbs._ChoicesPseudoAction(verb, [], VERBS[verb].purpose))
    return parser


def _top(*, listed: bool = False) -> tuple[Parser, argparse._SubParsersAction[Any]]:
    parser = Parser(
        prog="advisor",
        usage="advisor [VERB] [options]",
        description="What should this LLM workload run on? One priced, audited verdict. Without a verb: the app.",
        epilog=_listing(),
    )
    parser.add_argument("--version", action="version", version=f"advisor {__version__}")
    # The verbs are listed by group in the epilog, so argparse's own flat list stays away from the help.
    hidden = None if listed else argparse.SUPPRESS
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", prog="advisor", help=hidden)
    return parser, verbs


def _listing() -> str:
    lines = []
    for group, names in GROUPS.items():
        lines += [f"{group}:", *(f"  {name:<{_COLUMN}}{VERBS[name].purpose}" for name in names), ""]
    lines += ["Start with `advisor` or `advisor decide CASE`; `advisor VERB --help` shows examples."]
    return "\n".join(lines)


def _register(verb: str, verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    importlib.import_module(f"advisor.cli.commands.{verb}").register(verbs)
    parser, help_ = verbs.choices[verb], VERBS[verb]
    purpose = help_.purpose[0].upper() + help_.purpose[1:] + "."
    parser.description = f"{purpose} {parser.description or ''}".strip()
    parser.epilog = "\n\n".join(filter(None, (_examples(help_), parser.epilog)))
    _explain_formats(parser)


def _examples(help_: VerbHelp) -> str:
    width = max(len(command) for command, _ in help_.examples)
    return "\n".join(["examples:", *(f"  {c:<{width}}  {says}" for c, says in help_.examples)])


def _explain_formats(parser: argparse.ArgumentParser) -> None:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                _explain_formats(inner)
        if action.dest == "format" and action.choices:
            action.help = "; ".join(f"{c}: {FORMATS[c]}" for c in action.choices)


def _unknown(text: str, parser: argparse.ArgumentParser) -> BadInput:
    options = [o for a in parser._actions for o in a.option_strings]
    if text.startswith("-"):
        close = near(text.partition("=")[0], options)
        return BadInput("no such option", text=text, expected=f"{parser.prog} --help", near=close)
    return BadInput("one argument too many", text=text, expected=f"{parser.prog} --help")
