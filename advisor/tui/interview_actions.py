"""What the interview screen does beside asking: explain, help, copy, open another screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from advisor.tui import messages
from advisor.tui.widgets.key_bar import pretty

if TYPE_CHECKING:
    from advisor.decision.decision import Decision
    from advisor.tui.screens.interview import InterviewScreen


async def explain(screen: InterviewScreen) -> None:
    """Say why the question at hand is asked, which rules wait for it, and what each answer would do."""
    from advisor.case.answer import Answer

    talk = screen.conversation
    prompt = talk.current if talk else None
    if talk is None or prompt is None:
        screen.action_help()
        return
    case, outcomes = talk.case(), []
    if len(prompt.facts) == 1 and case.answers and not messages.takes_several(prompt):
        for choice in prompt.choices:
            then = case.answered(prompt.facts[0], Answer(choice.value))
            outcomes.append((choice.label, await asyncio.to_thread(screen.core.decide, then)))
    rules = screen.core.world.rules if screen.decision else None
    screen.remark(messages.why(prompt, screen.decision, rules, outcomes))


def help_text(screen: InterviewScreen) -> str:
    """Commands, then keys as the user has them."""
    from advisor.interview import commands

    bound = ((pretty(key), b.binding) for key, b in screen.active_bindings.items() if b.binding.id)
    keys = "\n".join(f"{key:<10}{binding.description}" for key, binding in bound)
    return f"{commands.help_text()}\n\n{keys}"


def open_screen(screen: InterviewScreen, name: str, route: str) -> None:
    """Put the rules, costs, prices or cases screen on top."""
    core = screen.core
    if name == "cases":
        from advisor.tui.screens.cases import CasesScreen

        screen.app.push_screen(CasesScreen(core), screen.chosen)
    elif name == "prices":
        from advisor.tui.screens.prices import PricesScreen

        screen.app.push_screen(PricesScreen(core.world.knowledge, core.as_of))
    elif screen.decision is None:
        screen.remark("There is no case yet to show this on: answer the first question.", fault=True)
    elif name == "outlook":
        from advisor.tui.screens.outlook import OutlookScreen

        screen.app.push_screen(OutlookScreen(screen.ahead.looked, screen.ahead.stale))
    elif name == "costs":
        from advisor.tui.screens.costs import CostsScreen

        screen.app.push_screen(CostsScreen(screen.decision, route))
    else:
        from advisor.tui.screens.rules import RulesScreen

        screen.app.push_screen(RulesScreen(screen.decision, core.world.rules, core.world.knowledge))


async def copy(screen: InterviewScreen, what: str, text_of: Callable[[Decision], str]) -> None:
    """Send text to the clipboard through the terminal and, where there is one, a clipboard program."""
    from advisor.tui import clipboard

    if screen.decision is None:
        screen.remark("There is nothing to copy yet.", fault=True)
        return
    text = await asyncio.to_thread(text_of, screen.decision)
    screen.app.copy_to_clipboard(text)
    program = await asyncio.to_thread(clipboard.copy, text)
    ways = "through the terminal" + (f" and {program}" if program else "")
    screen.remark(f"{what} was sent to the clipboard {ways}. If it did not arrive, F6 writes a file.")
