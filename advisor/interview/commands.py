"""Slash commands: what can be typed instead of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.case import fact_names
from advisor.case.lexicon.word_lists import says
from advisor.case.reading_bounds import bound
from advisor.errors import BadInput, near

COMMANDS: dict[str, str] = {
    "why": "why this question is asked",
    "skip": "leave this question open",
    "back": "go to the question before",
    "undo": "take the last answer back",
    "set": "set any fact: /set fact value",
    "edit": "answer a fact again: /edit fact",
    "finish": "check the answers and finish with the verdict",
    "verdict": "the verdict on what is known so far",
    "whatif": "what other answers would change: /whatif fact value, or /whatif 200k a day",
    "sources": "what a citation stands for: /sources key",
    "usage": "measure volume, tokens and model in usage exports: /usage file...",
    "prompt": "measure tokens and examples in sample prompts: /prompt file...",
    "evals": "measure quality in the results of evaluations: /evals file... --bar 90%",
    "title": "name this decision: /title text",
    "help": "these commands",
    "export": "write the memo or the case: /export file",
    "quit": "leave; everything is kept",
}
BARE: Mapping[str, str] = {
    "help": "help",
    "quit": "quit",
    "exit": "quit",
    "q": "quit",
    "back": "back",
    "undo": "undo",
    "why": "why",
    "skip": "skip",
}
"""Words that are a command when they are all that is said."""
_LONGEST_ASKING = 12
"""Words of a line that asks back; more of them tell something."""
_MISSPELT = bound("misspelt_name")
OPERANDS = {"set": 2, "whatif": 1, "edit": 1, "title": 1, "usage": 1, "prompt": 1, "evals": 1}
"""How many operands a command needs; one that is not here needs none."""


@dataclass(frozen=True)
class Command:
    """A command with its operands: `/set fact value` has fact and value, `/export file` and `/usage file...` value.

    Of `/whatif` the value may be told in words, without a fact.
    """

    name: str
    fact: str = ""
    value: str = ""


def parse(text: str) -> Command | None:
    """The command in `text`, a lone word such as help among them; None if it is an answer.

    Raises BadInput with a near name.
    """
    line = text.strip()
    if not line.startswith("/"):
        bare = BARE.get(line.lower().rstrip("?!.")) or ("why" if _asks_why(line) else "")
        return Command(bare) if bare else None
    name, _, rest = line[1:].partition(" ")
    name, rest = name.lower(), rest.strip()
    if name not in COMMANDS:
        found = near(name, COMMANDS, _MISSPELT) if name else None
        raise BadInput(
            "unknown command",
            text="/" + name,
            expected=", ".join("/" + c for c in COMMANDS),
            near="/" + found if found else None,
        )
    if name in ("set", "whatif") and rest:
        try:
            fact, value = fact_names.leading(rest)
        except BadInput:
            if name == "whatif":
                return Command(name, "", rest)
            raise
        if not value:
            raise BadInput("a command is incomplete", text=line, expected=f"/{name} {fact} value")
        return Command(name, fact, value)
    if OPERANDS.get(name) and not rest:
        raise BadInput("a command is incomplete", text=line, expected=COMMANDS[name].partition(": ")[2])
    return Command(name, fact_names.named(rest)) if name == "edit" else Command(name, "", rest)


def _asks_why(line: str) -> bool:
    """Whether a line asks back what a question is for, or what it means."""
    told = any(c.isdigit() or c == ":" for c in line)
    return not told and 0 < len(line.split()) <= _LONGEST_ASKING and says(line, "asks_why")


def help_text() -> str:
    """All commands, one a line."""
    return "\n".join(f"/{name:<8} {says}" for name, says in COMMANDS.items())
