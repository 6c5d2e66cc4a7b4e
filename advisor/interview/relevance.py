"""Which questions can still change a verdict: those are asked, the others wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.case.fact_names import shown

if TYPE_CHECKING:
    from advisor.decision.basis import DecisionBasis
    from advisor.decision.decision import Decision
    from advisor.interview.conversation import Conversation
    from advisor.interview.question_prompt import QuestionPrompt


@dataclass(frozen=True)
class Needed:
    """`settled`: the verdict is settled, and proven that no answer at all, to a refinement neither, can change it.

    `facts`: the open answers that may be the next to change it, the most powerful first; any other waits until
    one of these is answered.
    """

    settled: bool
    facts: tuple[str, ...]


def needed(decision: Decision, basis: DecisionBasis) -> Needed:
    """What `decision`, which `basis` led to, still needs. Takes tens of milliseconds."""
    from advisor.sensitivity import by_power, is_settled
    from advisor.sensitivity.base_case import base_case_of
    from advisor.sensitivity.settling.open_values import unanswered_facts

    base_case = base_case_of(decision, basis)
    facts = tuple(by_power(base_case, unanswered_facts(base_case)))
    return Needed(decision.verdict.settled and (not facts or is_settled(base_case)), facts)


def questions_left(talk: Conversation, prompt: QuestionPrompt, needed: Needed | None) -> int:
    """About how many questions come after this one, before the verdict or, after that, to the end."""
    core = prompt.progress.core
    left = [n for n in talk.open_facts if n not in prompt.facts and (n in talk.open_core) is core]
    if needed is not None and core and not needed.settled:
        left = [n for n in left if n in needed.facts] or left
    return len(left)


def put_off(facts: Iterable[str]) -> str:
    """Why questions are passed over."""
    names = ", ".join(shown(n) for n in facts)
    return f"Passed over for now: {names}. No answer there changes the verdict before another does."
