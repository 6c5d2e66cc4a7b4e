"""The open questions of a decision that are asked now."""

from __future__ import annotations

from collections.abc import Collection

from advisor.decision import checklist
from advisor.decision.decision import Decision
from advisor.rules import condition
from advisor.text import fact_words


def current_questions(decision: Decision) -> tuple[str, ...]:
    """The open questions that are put now, each once, in the decision's order.

    Not those that another answer asks for than the one that was given, and is open again of a model in today's place.
    """
    parts, names = checklist.load().parts, dict.fromkeys(decision.verdict.open_questions)
    return tuple(n for n in names if n not in parts or not _hangs_on(parts[n], names, decision))


def model_asked_about(decision: Decision) -> str | None:
    """The model that repeated questions are about: the verdict's, or if that was measured, today's replacement.

    Of a cascade the one that the rest goes on to; of a model that runs until it ends the one that follows.
    """
    now, row = decision.now, decision.verdict_row
    if now is None or not now.retires:
        return decision.verdict.model
    if row.id == "cascade":
        return decision.bills["cascade"].price_entries[-1]
    measured = row.id == "other-model" and row.measured is not None
    goes_on = row.id == "prompt" and row.model == now.model.id
    return decision.bills["prompt"].price_entries[-1] if measured or goes_on else decision.verdict.model


def question_texts(decision: Decision) -> dict[str, str]:
    """Fact -> the text of its question, for the open questions that are asked now."""
    model = model_asked_about(decision)
    return {
        n: fact_words.question(n, again_of=model if n in decision.case.answers else None)
        for n in current_questions(decision)
    }


def _hangs_on(part: checklist.Part, names: Collection[str], decision: Decision) -> bool:
    waits = {test.fact for test in condition.tests(part.asked_when)}
    return bool(waits & set(names) & set(decision.case.answers)) and part.asked(decision.known) is not True
