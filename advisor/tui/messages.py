"""What the app says in words of its own: welcome, why, verdict. Pure text from prompts and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from advisor.text import words

if TYPE_CHECKING:
    from advisor.decision.decision import Decision
    from advisor.interview.conversation import Conversation, QuestionPrompt, Reaction
    from advisor.rules import RuleSet

WELCOME = (
    "advisor works out what one LLM workload should run on: a better prompt, another model, retrieval, "
    "or something tuned. Up to ten short questions, then one verdict with its price, its reasons and what "
    "would change it."
)
START = "Where do you want to begin?"
OWN = "your own workload"
EXAMPLE = "a worked example: 9M classifications a month on GPT-4o"
ANYTIME = "? asks why   /help lists commands   every answer is saved at once"
_MOST = 6


def verdict(decision: Decision, settled: bool = False) -> str:
    """The verdict in a few lines: headline, next step, what is open. `settled`: proven, whatever is open."""
    given = decision.verdict
    lines = [f"{given.route.upper()}. {given.headline}"]
    if given.next.when:
        lines.append(f"Next: {given.next.when}")
    if given.settled or settled:
        lines.append("Settled: nothing open can change it.")
    else:
        names = ", ".join(n.replace("_", " ") for n in given.open_questions)
        lines.append(f"Not settled; open: {names}.")
    lines += [f"Warning: {w}" for w in decision.warnings]
    return "\n".join(lines)


def enough(decision: Decision, talk: Conversation, settled: bool = False) -> str:
    """Said once, when a verdict stands: what it is, and which core questions it did not need."""
    left = [n for n in talk.open_facts if talk.checklist.question(n).core is not None]
    lines = ["Enough for a verdict.", verdict(decision, settled)]
    if left and (decision.verdict.settled or settled):
        lines.append(f"Not needed for it: {', '.join(n.replace('_', ' ') for n in left)}.")
    name = "" if talk.title else " /title names it."
    lines.append(f"Export it now, or go on: what follows only refines it.{name}")
    return "\n".join(lines)


def why(
    prompt: QuestionPrompt,
    decision: Decision | None,
    rules: RuleSet | None,
    outcomes: Iterable[tuple[str, Decision]],
) -> str:
    """Why this is asked, which rules wait for it, and what each answer would do."""
    lines = [prompt.why]
    if decision is not None and rules is not None:
        waiting = waiting_rules(prompt.facts, decision, rules)
        if waiting:
            more = f" and {len(waiting) - _MOST} more" if len(waiting) > _MOST else ""
            lines.append(f"Rules that wait for it: {', '.join(waiting[:_MOST])}{more}.")
    rows = [(label, then.verdict) for label, then in outcomes]
    if rows:
        same = {(v.route, v.trained) for _, v in rows}
        if len(same) == 1:
            lines.append(f"Whatever you answer, the verdict stays {rows[0][1].route} for now.")
        else:
            lines.append("What each answer would do:")
            lines += [f"  {label}: {v.route}{'' if v.settled else ', not settled'}" for label, v in rows]
    return "\n".join(lines)


def waiting_rules(facts: Sequence[str], decision: Decision, rules: RuleSet) -> list[str]:
    """Ids of the rules that one of these facts keeps open."""
    wanted = set(facts)
    return [r.id for r in rules.rules if wanted & set(decision.evaluation.open_facts(r.id))]


def hint(prompt: QuestionPrompt) -> str:
    """The line under a question: the present answer, what is taken if it stays open, an example."""
    parts = []
    if prompt.given is not None:
        parts.append(f"now: {words.value(prompt.facts[0], prompt.given.value)}")
    elif prompt.default is not None:
        parts.append(f"left open it counts as {prompt.default.text}")
    if prompt.example and not prompt.choices:
        parts.append(f"e.g. {prompt.example}")
    if takes_several(prompt):
        parts.append("several: 1,3")
    if "requests_per_month" in prompt.facts:
        parts.append("/usage FILE reads it from an export")
    return " · ".join(parts)


def moved(reaction: Reaction) -> list[str]:
    """Which other answers an answer set aside, and which count again."""
    pairs = ((reaction.aside, "set aside, no longer asked"), (reaction.restored, "counts again"))
    return [f"{', '.join(n.replace('_', ' ') for n in names)}: {says}" for names, says in pairs if names]


def spoken(prompt: QuestionPrompt | None, text: str) -> str:
    """What a number picks, in words; any other text as it is."""
    number = text.strip()
    if prompt is None or takes_several(prompt) or not number.isdecimal():
        return text
    return prompt.labels[int(number) - 1] if 1 <= int(number[:4]) <= len(prompt.labels) else text


def picked(text: str, labels: Sequence[str]) -> int | None:
    """Which of the app's own choices a number or the beginning of just one label picks, from 0."""
    if text.isdecimal() and len(text) <= 4:
        return int(text) - 1 if 1 <= int(text) <= len(labels) else None
    begun = [i for i, label in enumerate(labels) if text and label.lower().startswith(text.lower())]
    return begun[0] if len(begun) == 1 else None


def takes_several(prompt: QuestionPrompt) -> bool:
    """Whether the answer is a list, so that digits are typed rather than picked."""
    from advisor.case.facts import VOCABULARY

    return len(prompt.facts) == 1 and VOCABULARY[prompt.facts[0]].kind == "choices"
