"""Which of a decision's open questions are put now."""

from __future__ import annotations

from collections.abc import Collection

from advisor.decision import checklist
from advisor.decision.decision import Decision
from advisor.rules import condition


def asked_first(decision: Decision) -> tuple[str, ...]:
    """The open questions that are put now, each once, in the decision's order.

    Not those that another answer asks for than the one that was given, and is open again of a model in today's place.
    """
    parts, names = checklist.load().parts, dict.fromkeys(decision.verdict.open_questions)
    return tuple(n for n in names if n not in parts or not _hangs_on(parts[n], names, decision))


def _hangs_on(part: checklist.Part, names: Collection[str], decision: Decision) -> bool:
    waits = {test.fact for test in condition.tests(part.asked_when)}
    return bool(waits & set(names) & set(decision.case.answers)) and part.asked(decision.known) is not True
