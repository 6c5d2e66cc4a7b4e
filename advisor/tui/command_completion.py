"""What the line at hand may become: commands, facts in people's words, values, files, models with their prices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import BadInput
from advisor.tui.known_models import name_words

if TYPE_CHECKING:
    from advisor.interview.question_prompt import QuestionPrompt
    from advisor.tui.host import InterviewHost

MOST = 40
"""Candidates offered at once."""
LEAST = 3
"""Letters of a model's name within a longer line, below which nothing is offered."""


@dataclass(frozen=True)
class Candidate:
    """`text` is what the line becomes; with `answers` that is said at once. `label` and `note` are shown."""

    text: str
    label: str
    note: str = ""
    answers: bool = False


def candidates(line: str, prompt: QuestionPrompt | None, host: InterviewHost) -> Sequence[Candidate]:
    """The best candidates for what is typed; empty if the line is free text."""
    if line.startswith("/"):
        found = _command(line[1:], host)
    elif prompt is None and host.conversation is None:
        found = _models(line, host, alone=False)
    elif prompt is not None and {"model", "gaps"} & {_kind(name) for name in prompt.facts}:
        found = _models(line, host, alone=len(prompt.facts) == 1 and _kind(prompt.facts[0]) == "model")
    else:
        return ()
    return tuple(islice(found, MOST))


def _kind(fact: str) -> str:
    from advisor.case.facts import FORMER, VOCABULARY

    return (FORMER.get(fact) or VOCABULARY[fact]).kind


def _command(typed: str, host: InterviewHost) -> Iterator[Candidate]:
    from advisor.interview import commands

    name, blank, rest = typed.partition(" ")
    if not blank:
        for command, says in commands.COMMANDS.items():
            if command.startswith(name.lower()):
                alone = command not in commands.OPERANDS and command != "export"
                yield Candidate(f"/{command}" + ("" if alone else " "), f"/{command}", says, alone)
    elif name in ("usage", "prompt", "evals", "export"):
        yield from _files(f"/{name} ", rest)
    elif name in ("set", "whatif", "edit"):
        yield from _facts(name, rest.lstrip(), host)


def _facts(command: str, typed: str, host: InterviewHost) -> Iterator[Candidate]:
    from advisor.case import fact_names

    try:
        fact, value = fact_names.leading(typed)
    except BadInput:
        fact, value = "", ""
    if (fact and command != "edit" and typed.endswith(" ")) or value:
        yield from _values(command, fact, value, host)
        return
    for found in fact_names.search(typed) if typed else fact_names.every():
        yield Candidate(
            f"/{command} {fact_names.shown(found)}" + ("" if command == "edit" else " "),
            fact_names.shown(found),
            _stands(found, host),
            command == "edit",
        )


def _values(command: str, fact: str, typed: str, host: InterviewHost) -> Iterator[Candidate]:
    from advisor.case import fact_names

    head = f"/{command} {fact_names.shown(fact)}"
    if _kind(fact) == "model":
        for found in _models(typed, host, alone=True):
            yield Candidate(f"{head} {found.text}", found.label, found.note, True)
        return
    talk = host.conversation
    part = talk.checklist.parts.get(fact) if talk is not None else None
    for choice in part.choices if part is not None else ():
        if typed.lower() in choice.label.lower():
            yield Candidate(f"{head} {choice.label}", choice.label, "", True)


def _stands(fact: str, host: InterviewHost) -> str:
    from advisor.interview import said_back
    from advisor.text import fact_words

    talk = host.conversation
    answer = talk.answers.get(fact) if talk is not None else None
    return fact_words.question(fact) + (
        f", now {said_back.in_words(fact, answer)}" if answer is not None else ""
    )


def _files(head: str, typed: str) -> Iterator[Candidate]:
    folder, slash, begun = typed.rpartition("/")
    try:
        names = sorted(Path(folder + slash or ".").expanduser().iterdir(), key=lambda p: p.name.lower())
    except (OSError, RuntimeError, ValueError):
        return
    for path in names:
        if path.name.lower().startswith(begun.lower()) and (begun or not path.name.startswith(".")):
            full = f"{folder}{slash}{path.name}" + ("/" if path.is_dir() else "")
            if full != typed:
                yield Candidate(head + full, full, "folder" if path.is_dir() else "")


def _models(line: str, host: InterviewHost, *, alone: bool) -> Iterator[Candidate]:
    head, typed = ("", line) if alone else _last(line)
    asked = name_words(typed)
    if not asked or (not alone and max(map(len, asked)) < LEAST):
        return
    for model in host.core.models:
        if model.id == typed:
            return
    for model in host.core.models:
        if all(any(word.startswith(a) for word in model.words) for a in asked):
            yield Candidate(head + model.id, model.id, model.price, alone)


def _last(line: str) -> tuple[str, str]:
    """The line up to its last name, and that name: what follows a comma, or a word such as `on`."""
    found = re.search(r"(?:.*\b(?:on|with|model|use|using|runs?)\s+|.*[,;]\s*|^)([^\s,;][^,;]*)$", line, re.I)
    return (line[: found.start(1)], found.group(1)) if found else (line, "")
