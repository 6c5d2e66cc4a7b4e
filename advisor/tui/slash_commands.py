"""Slash commands, carried out on the interview screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from advisor.errors import BadInput
from advisor.tui import messages

if TYPE_CHECKING:
    from advisor.interview.commands import Command
    from advisor.interview.conversation import Conversation
    from advisor.tui.screens.interview import InterviewScreen


def obey(screen: InterviewScreen, command: Command) -> None:
    """Do what was asked; what needs an interview says so when there is none."""
    talk = screen.conversation
    if command.name == "help":
        screen.action_help()
    elif command.name == "quit":
        screen.app.exit(0)
    elif command.name in ("usage", "prompt"):
        _measure(screen, command)
    elif talk is None:
        screen.remark("There is no interview yet. Pick 1 to start one.", fault=True)
    else:
        _talk(screen, talk, command)


def _talk(screen: InterviewScreen, talk: Conversation, command: Command) -> None:
    match command.name:
        case "why":
            screen.why()
        case "skip":
            screen.did(talk.skip())
        case "back":
            screen.did(talk.back())
        case "undo":
            screen.did(talk.undo())
        case "set":
            screen.did(talk.set(command.fact, command.value))
        case "edit":
            screen.did(talk.edit(command.fact))
        case "title":
            screen.did(talk.name(command.value))
        case "export":
            screen.action_export(command.value)
        case "verdict":
            _verdict(screen)
        case "whatif":
            screen.run_worker(_whatif(screen, command), group="whatif", exclusive=True)


def _measure(screen: InterviewScreen, command: Command) -> None:
    from advisor.interview import measured

    try:
        screen.measure(command.name, measured.files(command.value))
    except BadInput as e:
        screen.remark(str(e), fault=True)


def _verdict(screen: InterviewScreen) -> None:
    if screen.decision is None:
        screen.remark("No verdict yet: answer the first question.", fault=True)
    else:
        screen.remark(messages.verdict(screen.decision, screen.ahead.settled))


async def _whatif(screen: InterviewScreen, command: Command) -> None:
    from advisor.case.case import set_answer
    from advisor.tui.text.changes import difference

    talk, before = screen.conversation, screen.decision
    if talk is None or before is None:
        screen.remark("No verdict yet to compare with: answer the first question.", fault=True)
        return
    try:
        then = set_answer(talk.case(), command.fact, command.value)
        after = await asyncio.to_thread(screen.core.decide, then)
    except BadInput as e:
        screen.remark(str(e), fault=True)
        return
    lines = "\n".join(difference(before, after))
    screen.remark(f"What if {command.fact} were {command.value} (nothing is changed):\n{lines}")
