"""A decision for the terminal with all that speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.decision.decision import Decision, Finding, Trigger
from advisor.report import question_words, rule_evidence, terminal, wording
from advisor.report.rows import rounded
from advisor.text import words
from advisor.text.escape import one_line
from advisor.text.table import wrap


def render(decision: Decision) -> str:
    """The screen of `terminal`, then break-even, rules, disagreements, plan, what follows and when to look again."""
    told, every = rule_evidence.relevant(decision), rule_evidence.on_the_table(decision)
    parts = [
        terminal.head(decision),
        terminal.costs(decision),
        _money(decision),
        _rules("Rules for it", told.supporting, every.supporting),
        _rules("Rules against it", told.opposing, every.opposing),
        _conflicts(decision),
        terminal.listed("Open questions", question_words.questions(decision)),
        terminal.listed("Plan", decision.plan, numbered=True),
        terminal.listed("What it brings", decision.consequences.good),
        terminal.listed("What it costs", decision.consequences.bad),
        terminal.listed("Risks", decision.risks),
        terminal.listed("Look again", map(_when, decision.revisit)),
        terminal.listed("Take care", decision.warnings),
    ]
    return "\n\n".join(p for p in parts if p) + "\n"


def _money(decision: Decision) -> str:
    sentences = [wording.break_even(decision, decision.break_even)]
    if decision.against_today != decision.break_even:
        sentences.append(wording.break_even(decision, decision.against_today))
    if saving := wording.attribution_sentence(decision):
        sentences.append(saving)
    return "\n".join(line for s in sentences for line in wrap(rounded(one_line(s, 4000))))


def _when(trigger: Trigger) -> str:
    """A trigger without the id of a rule, which the memo names."""
    return "the rule that gave this verdict changes" if trigger.kind == "rule" else rounded(trigger.when)


def _rules(heading: str, told: Sequence[Finding], every: Sequence[Finding]) -> str:
    items = [f"{f.says}{wording.cites(f.cites)}" for f in told]
    if len(every) > len(told):
        items.append(f"and {len(every) - len(told)} more")
    return terminal.listed(heading, items)


def _conflicts(decision: Decision) -> str:
    topics: Iterable[str] = (words.topic(c.topic) for c in decision.conflicts)
    found = "; ".join(topics)
    return "\n".join(wrap(f"The sources disagree on {found}. The memo says who says what.")) if found else ""
