"""Slash commands, carried out on the interview screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from advisor.errors import BadInput
from advisor.tui import interview_actions, messages

if TYPE_CHECKING:
    from advisor.interview.commands import Command
    from advisor.interview.conversation import Conversation
    from advisor.interview.reaction import Reaction
    from advisor.tui.host import InterviewHost


def run_command(host: InterviewHost, command: Command) -> None:
    """Do what was asked; what needs an interview says so when there is none."""
    talk = host.conversation
    if command.name == "help":
        host.action_help()
    elif command.name == "quit":
        host.app.exit(0)
    elif command.name in ("usage", "prompt"):
        _measure(host, command)
    elif command.name == "evals":
        _measure_quality(host, command)
    elif talk is None:
        host.remark("There is no interview yet. Describe your workload in a line to start one.", fault=True)
    else:
        _change(host, talk, command)


def _change(host: InterviewHost, talk: Conversation, command: Command) -> None:
    match command.name:
        case "why":
            host.explain()
        case "undo":
            interview_actions.undo(host)
        case "skip" | "back":
            _show(host, talk, getattr(talk, command.name))
        case "set":
            _show(host, talk, lambda: talk.set(command.fact, command.value))
        case "edit":
            _show(host, talk, lambda: talk.edit(command.fact))
        case "title":
            host.entitle(command.value)
        case "export":
            host.action_export(command.value)
        case "finish":
            _finish(host, talk)
        case "verdict":
            _verdict(host)
        case "sources":
            host.action_show("sources", command.value)
        case "whatif":
            host.app.run_worker(_whatif(host, command), group="whatif", exclusive=True)


def _show(host: InterviewHost, talk: Conversation, change: Callable[[], Reaction]) -> None:
    """Do it, show it, and say that what was read back before and passed over is not counted."""
    from advisor.interview.said_back import let_go

    waiting = talk.proposal
    done = change()
    host.show_reaction(done)
    for passed in let_go(waiting, done):
        host.remark(passed)


def _measure(host: InterviewHost, command: Command) -> None:
    from advisor.interview import measured

    try:
        host.measure(command.name, measured.files(command.value))
    except BadInput as e:
        host.remark(str(e), fault=True)


def _measure_quality(host: InterviewHost, command: Command) -> None:
    from advisor.evals.asked import read_command
    from advisor.tui import measuring

    try:
        paths, asked = read_command(command.value)
    except BadInput as e:
        host.remark(str(e), fault=True)
        return
    measuring.ask_bar(host, paths, asked)


def _finish(host: InterviewHost, talk: Conversation) -> None:
    if talk.proposal is not None:
        host.remark(messages.NOT_COUNTED.format(says=talk.proposal.says), fault=True)
    else:
        host.action_review()


def _verdict(host: InterviewHost) -> None:
    if host.decision is None:
        host.remark("No verdict yet: answer the first question.", fault=True)
    else:
        host.remark(messages.verdict(host.decision, host.settled))
    if host.conversation is not None and (waiting := host.conversation.proposal) is not None:
        host.remark(messages.NOT_COUNTED.format(says=waiting.says))


async def _whatif(host: InterviewHost, command: Command) -> None:
    from advisor.interview.supposed import supposed
    from advisor.report.what_moved import difference_lines, horizon_note

    talk, before = host.conversation, host.decision
    if talk is None or before is None:
        host.remark("No verdict yet to compare with: answer the first question.", fault=True)
        return
    try:
        then, said = supposed(command, talk.case())
        after = await asyncio.to_thread(host.core.decide, then)
    except BadInput as e:
        host.remark(str(e), fault=True)
        return
    lines = "\n".join(difference_lines(before, after))
    host.remark(f"What if {said} (nothing is changed{horizon_note(after)}):\n{lines}")
