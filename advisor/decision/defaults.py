"""Facts that nobody answered but that have a default, filled in from the knowledge, each with where it is from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from advisor.case.facts import ASKED, Value
from advisor.decision.decision import Assumption

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.knowledge.records import DefaultValue
    from advisor.knowledge.store import Knowledge


def fill(case: Case, knowledge: Knowledge) -> tuple[dict[str, Value], tuple[Assumption, ...]]:
    """The case's facts with defaults, and every value among them that was assumed rather than said.

    A default that hangs on another fact waits for it; while that fact is unknown, so is the default.
    """
    facts: dict[str, Value] = dict(case.facts)
    assumed = [
        Assumption(name, a.value, a.source)
        for name, a in case.answers.items()
        if a.source in ("assumed", "default")
    ]
    waiting = {name: d for name in ASKED if name not in facts and (d := knowledge.default(name))}
    if facts.get("prompt_meets_bar") is True and "failure_cause" not in facts:
        facts["failure_cause"] = ()
        assumed.append(Assumption("failure_cause", (), "default, since the prompt is good enough"))
    while waiting:
        ready = {name: value for name, d in waiting.items() if (value := _value(d, facts)) is not None}
        if not ready:
            break
        for name, value in ready.items():
            facts[name] = value
            assumed.append(Assumption(name, value, _origin(waiting.pop(name))))
    return facts, tuple(assumed)


def _value(default: DefaultValue, facts: Mapping[str, Any]) -> Value | None:
    if default.value is not None:
        value = default.value
        return () if value == "none" else value
    found = default.range(facts)
    return None if found is None else found.likely


def _origin(default: DefaultValue) -> str:
    return "default" + (f" [{', '.join(default.cites)}]" if default.cites else f" ({default.grade})")
