"""What the app says in words of its own: welcome, why, verdict. Pure text from prompts and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from advisor.case.fact_names import shown
from advisor.decision.current_questions import current_questions
from advisor.report.rows import keeps_own_gpus, upkeep_counted
from advisor.report.rule_evidence import reasons
from advisor.report.steps import steps
from advisor.report.why_not_settled import why_not_settled
from advisor.report.wording import verdict_outcome
from advisor.text import words
from advisor.tui.text.panel_text import still_open

if TYPE_CHECKING:
    import datetime

    from advisor.decision.decision import Decision
    from advisor.interview.conversation import Conversation
    from advisor.interview.question_prompt import QuestionPrompt
    from advisor.interview.reaction import Reaction
    from advisor.rules import RuleSet
    from advisor.tui.outlook_summary import OutlookSummary

WELCOME = (
    "What should this LLM workload run on? A better prompt, another model, retrieval, or something tuned: "
    "about 5 minutes and 10 topics to begin with, then one verdict with its price, its reasons and what would "
    "change it, as a one-page memo."
)
NAME_WIDTH = 40
"""Characters of a title within a sentence."""
FIRST_LINE = "describe your workload; or arrows, then enter"
DOORS = "Where do you want to begin?"
DESCRIBE, MEASURE = "Describe it in a line", "Measure it from a log"
EXAMPLE, RESUME = "Look at a finished example", "Resume"
EARLIER, EARLIER_TOLD = "Open an earlier interview", "resume, duplicate or compare"
DESCRIBED = "60k a day, gpt-5.4-mini, 3k in, 80 out"
MEASURED = "OpenAI, LiteLLM, Langfuse and others"
EXAMPLED = "a GPT-4o classifier with 9M calls a month"
STAYS = "nothing leaves this machine"
NO_OUTLOOK = (
    "How sure the verdict is cannot be worked out: the process beside the app ended twice. "
    "The verdict itself and every answer stand."
)
PROVEN = (
    "Whatever you answer from here on, the verdict stays: /finish shows it, or go on to refine the price."
)
NOT_COUNTED = '"{says}" is not counted yet: y takes it, "not sure" leaves it open.'
READ_BACK = 'Did you mean "{says}"?'
LEAVING = "{key} leaves the app. Every answer is saved as it is given."


def verdict(decision: Decision, settled: bool = False) -> str:
    """The verdict in a few lines: headline, next step, what is open. `settled`: proven, whatever is open."""
    given = decision.verdict
    lines = [given.headline, *_steps(decision)]
    lines.append(_standing(decision, settled))
    lines += [f"Warning: {w}" for w in decision.warnings]
    return "\n".join(lines)


def enough(decision: Decision, talk: Conversation, settled: bool = False) -> str:
    """Said when a verdict stands: whether anything can change it, and which core questions it did not need."""
    left = [n for n in talk.open_facts if talk.checklist.question(n).core is not None]
    lines = ["Enough for a verdict.", _standing(decision, settled)]
    if left and (decision.verdict.settled or settled):
        lines.append(f"Not needed for it: {', '.join(shown(n) for n in left)}.")
    return "\n".join(lines)


def _standing(decision: Decision, settled: bool) -> str:
    if decision.verdict.settled or settled:
        return "Settled: nothing open can change it."
    if not current_questions(decision):
        return f"Not settled: {why_not_settled(decision)}."
    return f"Not settled; open: {still_open(decision)}."


def card(decision: Decision, settled: bool, found: OutlookSummary | None) -> str:
    """The verdict as it is left with: what to do, its money, its reasons, what comes next, what would flip it."""
    given = decision.verdict
    lines = [f"VERDICT  {given.headline}", "", _standing(decision, settled)]
    if (money := _money(decision)) is not None:
        lines.append(f"Money: {money}")
    lines += [f"Why: {why}" for why in reasons(decision)]
    lines += _steps(decision)
    if found is not None and found.flips:
        lines.append(f"{found.unless}")
    lines += [f"Warning: {w}" for w in decision.warnings]
    return "\n".join(lines)


def _steps(decision: Decision) -> list[str]:
    """What to do first and after the verdict."""
    return [f"{label}: {step}" for label, step in steps(decision)]


def _money(decision: Decision) -> str | None:
    """Today's bill against the verdict's, a month; None if one of them is not known."""
    now, then = decision.today_usd, decision.verdict_row.monthly_usd
    if now is None or then is None:
        return None
    if keeps_own_gpus(decision):
        upkeep = " with the upkeep of the GPUs" if upkeep_counted(decision) else ""
        return f"{words.dollars(then)} a month{upkeep}, as today."
    today, after = words.dollars(now), words.dollars(then)
    change = (
        "as today"
        if today == after
        else f"{words.dollars(abs(now - then))} {'less' if then < now else 'more'}"
    )
    return f"{today} a month today, {after} then ({change})."


def why(
    prompt: QuestionPrompt,
    decision: Decision | None,
    rules: RuleSet | None,
    outcomes: Iterable[tuple[str, Decision]],
) -> str:
    """What each answer would do to the verdict, why this is asked, and how many rules wait for it."""
    lines = []
    told = [(label, verdict_outcome(then), then.verdict.settled) for label, then in outcomes]
    if told:
        same = {does for _, does, _ in told}
        if len(same) == 1:
            lines.append(f"Whatever you answer, for now the verdict is: {same.pop()}.")
        else:
            lines.append("What each answer would do:")
            lines += [
                f"  {label}: {does}{'' if settled else ', not settled'}" for label, does, settled in told
            ]
    lines.append(prompt.why)
    if (
        decision is not None
        and rules is not None
        and (waiting := waiting_rules(prompt.facts, decision, rules))
    ):
        lines.append(f"Rules that wait for it: {len(waiting)} (F3 lists them under open).")
    return "\n".join(lines)


def waiting_rules(facts: Sequence[str], decision: Decision, rules: RuleSet) -> list[str]:
    """Ids of the rules that one of these facts keeps open."""
    wanted, found = set(facts), rules.evaluate(decision.known)
    return [r.id for r in rules.rules if wanted & set(found.open_facts(r.id))]


def title(name: str, priced_on: datetime.date | None, width: int) -> str:
    """The first line: the decision's name, and the day of the newest price; None while that is not read yet."""
    left = " · ".join(filter(None, ("advisor", words.shortened(name, NAME_WIDTH))))
    dated = f"prices as of {priced_on}" if priced_on else ""
    for said in ((dated, STAYS), (dated,)):
        right = " · ".join(filter(None, said))
        if (gap := width - 2 - len(left) - len(right)) >= 2:
            return left + " " * gap + right
    return left


def moved(reaction: Reaction) -> list[str]:
    """Which other answers an answer set aside, and which count again."""
    pairs = ((reaction.aside, "set aside, no longer asked"), (reaction.restored, "counts again"))
    return [f"{', '.join(shown(n) for n in names)}: {says}" for names, says in pairs if names]


def picked(text: str, labels: Sequence[str]) -> int | None:
    """Which of the app's own choices the beginning of just one label picks, from 0."""
    begun = [i for i, label in enumerate(labels) if text and label.lower().startswith(text.lower())]
    return begun[0] if len(begun) == 1 else None
