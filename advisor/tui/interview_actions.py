"""What the interview does beside asking: explain, help, copy, open another screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from advisor.case.answer import Answer
from advisor.case.answers.beside import misses_bar
from advisor.case.facts import TRIED
from advisor.errors import BadInput
from advisor.tui import messages
from advisor.tui.host import Choice
from advisor.tui.text import question_text
from advisor.tui.widgets.key_bar import pretty

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.screen import Screen

    from advisor.decision.decision import Decision
    from advisor.knowledge.store import Knowledge
    from advisor.tui.host import InterviewHost


async def explain(host: InterviewHost) -> None:
    """Say why the question at hand is asked, which rules wait for it, and what each answer would do."""
    talk = host.conversation
    prompt = talk.current if talk else None
    if talk is None or prompt is None:
        host.action_help()
        return
    case, outcomes = talk.case(), []
    if len(prompt.facts) == 1 and case.answers and not question_text.takes_several(prompt):
        for choice in prompt.choices:
            then = case.answered(prompt.facts[0], Answer(choice.value))
            outcomes.append((choice.label, await asyncio.to_thread(host.core.decide, then)))
    rules = host.core.basis.rules if host.decision else None
    host.remark(messages.why(prompt, host.decision, rules, outcomes))


def undo(host: InterviewHost) -> None:
    """Take the last answer back; a model's result that was taken back is asked again."""
    from advisor.interview.said_back import let_go

    talk = host.ensure_conversation()
    waiting, done = talk.proposal, talk.undo()
    host.show_reaction(done)
    for passed in let_go(waiting, done):
        host.remark(passed)
    if TRIED in done.facts:
        ask_result(host)


def ask_result(host: InterviewHost, passed: tuple[str, ...] = ()) -> None:
    """Ask how good a model was that was only named, none of those `passed` over: left open, the next one is asked."""
    from advisor.interview import said_back, tried_models

    talk = host.ensure_conversation()
    if (model := tried_models.undecided(talk, passed)) is None:
        host.resume()
        return

    def say(gap: str, text: str) -> None:
        tried = tried_models.with_result(talk, model, gap)
        host.show_reaction(talk.set(TRIED, tried, tried_models.how_good(model), text))
        ask_result(host, passed)

    def leave() -> None:
        ask_result(host, (*passed, model))

    def heard(text: str) -> None:
        try:
            gap = tried_models.result_said(text, labels, misses=misses_bar(talk.answers))
        except BadInput as e:
            host.misunderstood(text, [said_back.sentence(e)])
        else:
            say(gap, text) if gap else leave()

    labels = tried_models.result_labels(talk.checklist)
    rows = [Choice(label, lambda gap=gap, label=label: say(gap, label)) for gap, label in labels.items()]  # type: ignore[misc]
    left = Choice(question_text.NOT_SURE, leave, "stays open")
    host.offer(tried_models.how_good(model), [*rows, left], heard=heard)


def help_text(bindings: Iterable[tuple[str, Binding]]) -> str:
    """Commands, then keys as the user has them."""
    from advisor.interview import commands

    keys = "\n".join(f"{pretty(key):<10}{b.description}" for key, b in bindings if b.id)
    return f"{commands.help_text()}\n\n{keys}"


def screen_for(host: InterviewHost, name: str, start: str) -> Screen[Any] | None:
    """The rules, costs, sources, prices or outlook screen, at the row `start`; None while there is nothing to show."""
    if name == "prices":
        from advisor.tui.screens.prices import PricesScreen

        return PricesScreen(host.core.basis.knowledge, host.core.as_of)
    if host.decision is None:
        return None
    if name == "outlook":
        from advisor.tui.screens.outlook import OutlookScreen

        return OutlookScreen(host.ahead.looked, host.ahead.stale, host.ahead.failed)
    if name == "costs":
        from advisor.tui.screens.costs import CostsScreen

        return CostsScreen(host.decision, host.core.basis.knowledge, start)
    if name == "sources":
        return _sources(host.decision, host.core.basis.knowledge, start)
    from advisor.tui.screens.rules import RulesScreen

    return RulesScreen(host.decision, host.core, start)


def _sources(decision: Decision, book: Knowledge, key: str) -> Screen[Any]:
    """What the decision cites, and this key first. Raises BadInput if it stands for nothing."""
    from advisor.knowledge.references import reference
    from advisor.report.legend import legend
    from advisor.tui.screens.sources import SourcesScreen

    found = legend(decision, book)
    asked = reference(book, key) if key else None
    more = () if asked is None or any(r.key == asked.key for r in found) else (asked,)
    return SourcesScreen((*more, *found), asked.key if asked else "")


async def copy(host: InterviewHost, what: str, text_of: Callable[[Decision], str]) -> None:
    """Send text to the clipboard through the terminal and, where there is one, a clipboard program."""
    from advisor.tui import clipboard

    if host.decision is None:
        host.remark("There is nothing to copy yet.", fault=True)
        return
    text = await asyncio.to_thread(text_of, host.decision)
    host.app.copy_to_clipboard(text)
    program = await asyncio.to_thread(clipboard.copy, text)
    ways = "through the terminal" + (f" and {program}" if program else "")
    host.remark(f"{what} was sent to the clipboard {ways}. If it did not arrive, F6 writes a file.")
