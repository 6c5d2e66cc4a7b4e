"""Slash commands: what can be typed instead of an answer."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.errors import BadInput, near

COMMANDS: dict[str, str] = {
    "why": "why this question is asked",
    "skip": "leave this question open",
    "back": "go to the question before",
    "undo": "take the last answer back",
    "set": "set any fact: /set fact value",
    "edit": "answer a fact again: /edit fact",
    "verdict": "the verdict on what is known so far",
    "whatif": "what another value would change: /whatif fact value",
    "usage": "measure volume, tokens and model in usage exports: /usage file...",
    "prompt": "measure tokens and examples in sample prompts: /prompt file...",
    "title": "name this decision: /title text",
    "help": "these commands",
    "export": "write the memo or the case: /export file",
    "quit": "leave; everything is kept",
}
_OPERANDS = {"set": 2, "whatif": 2, "edit": 1, "title": 1, "usage": 1, "prompt": 1}


@dataclass(frozen=True)
class Command:
    """A command with its operands: `/set fact value` has fact and value, `/export file` and
    `/usage file...` have value."""

    name: str
    fact: str = ""
    value: str = ""


def parse(text: str) -> Command | None:
    """The command in `text`; None where it is an answer. Raises BadInput with a near name."""
    line = text.strip()
    if not line.startswith("/"):
        return None
    name, _, rest = line[1:].partition(" ")
    name, rest = name.lower(), rest.strip()
    if name not in COMMANDS:
        found = near(name, COMMANDS) if name else None
        raise BadInput(
            "unknown command",
            text="/" + name,
            expected=", ".join("/" + c for c in COMMANDS),
            near="/" + found if found else None,
        )
    if name in ("set", "whatif"):
        fact, _, value = (
            rest.replace("=", " ", 1).partition(" ") if "=" in rest.split(" ")[0] else rest.partition(" ")
        )
        if not fact or not value.strip():
            raise BadInput("a command is incomplete", text=line, expected=f"/{name} fact value")
        return Command(name, fact, value.strip())
    if _OPERANDS.get(name) and not rest:
        raise BadInput("a command is incomplete", text=line, expected=COMMANDS[name].partition(": ")[2])
    return Command(name, rest if name == "edit" else "", "" if name == "edit" else rest)


def help_text() -> str:
    """All commands, one a line."""
    return "\n".join(f"/{name:<8} {says}" for name, says in COMMANDS.items())
