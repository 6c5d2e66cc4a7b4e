"""A question as plain lines: its words, its numbered answers, what stands or is assumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from advisor.case.answers.beside import misses_bar
from advisor.case.facts import TRIED
from advisor.cli.plain_lines import PlainLines
from advisor.errors import BadInput
from advisor.interview import tried_models
from advisor.interview.conversation import Conversation
from advisor.interview.question_prompt import NOT_SURE, QuestionPrompt
from advisor.interview.said_back import value_text

if TYPE_CHECKING:
    from advisor.decision.decision import Decision


def show(prompt: QuestionPrompt, decision: Decision | None, lines: PlainLines) -> None:
    """Ask it; at the models question those on offer in `decision` are listed with their price."""
    lines.say(f"\n{prompt.progress} · {prompt.ask}")
    for number, (_, told) in enumerate(_rows(prompt, decision), 1):
        lines.say(f"  {number} {told}")
    if prompt.example and not prompt.choices:
        lines.say(f"  for example: {prompt.example}")
    if prompt.given is not None:
        part = next((p for p in prompt.question.parts if p.fact.name == prompt.facts[0]), None)
        now = value_text(prompt.given, part, prompt.facts[0])
        lines.say(f"  Now: {now}. An empty line keeps it.")
    elif prompt.default is not None:
        lines.say(f"  left open: {prompt.default.text} is assumed ({prompt.default.says})")


def refine(talk: Conversation) -> str:
    """The offer to go on with what only refines the verdict."""
    left = len(talk.open_facts)
    return f"Enough for a verdict. Refine it by {left} more question{'' if left == 1 else 's'}?"


def picked(prompt: QuestionPrompt, line: str, decision: Decision | None) -> str:
    """What `line` says: at the models question a number is a row, anything else stands for itself."""
    if prompt.facts != (TRIED,) or not line.strip().isdecimal():
        return line
    rows, at = _rows(prompt, decision), int(line.strip()[:4]) - 1
    return rows[at][0] if 0 <= at < len(rows) else line


def ask_result(talk: Conversation, lines: PlainLines, passed: set[str]) -> str | None:
    """Ask how good a model was that was only named; the models tried as they are said then, None: all are asked.

    A model whose result stays open is added to those `passed` over.
    """
    while (model := tried_models.undecided(talk, passed)) is not None:
        labels = tried_models.result_labels(talk.checklist)
        lines.say(f"\n{tried_models.how_good(model)}")
        for number, label in enumerate((*labels.values(), NOT_SURE), 1):
            lines.say(f"  {number} {label}")
        if gap := _result(lines.line("> ") or "", labels, talk):
            return tried_models.with_result(talk, model, gap)
        passed.add(model)
    return None


def _result(said: str, labels: Mapping[str, str], talk: Conversation) -> str:
    """The gap that a number or words name; empty if they leave it open."""
    numbered = dict(zip(map(str, range(1, len(labels) + 1)), labels, strict=True))
    try:
        return numbered.get(said.strip()) or tried_models.result_said(
            said, labels, misses=misses_bar(talk.answers)
        )
    except BadInput:
        return ""


def _rows(prompt: QuestionPrompt, decision: Decision | None) -> Sequence[tuple[str, str]]:
    """What each number says, and how it is shown."""
    if prompt.facts != (TRIED,):
        return [(label, label) for label in prompt.labels]
    none = tried_models.NONE_YET
    return [*((m.id, f"{m.id} ({m.price})") for m in tried_models.offered(decision)), (none, none)]
