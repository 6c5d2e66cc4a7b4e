"""The first paragraphs of a memo, and the tables that memo and page share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.case.routes import ROUTES
from advisor.decision.decision import Decision, Finding, Position, RouteCost
from advisor.report import rule_evidence, wording
from advisor.report.money_cells import is_least, money_cells
from advisor.text import fact_words, words
from advisor.text.value_labels import value_label

if TYPE_CHECKING:
    from advisor.case.answer import Answer


@dataclass(frozen=True)
class GivenAnswer:
    """One answer of the case, in words."""

    fact: str
    question: str
    answer: str
    source: str
    note: str


@dataclass(frozen=True)
class AssumedRow:
    """One value that nobody said, in words."""

    name: str
    meaning: str
    value: str
    source: str


@dataclass(frozen=True)
class Option:
    """One route as an option: what it costs, whether and why it was chosen, what speaks for and against.

    `told_good` and `told_bad` are the rules that speak on the verdict too, so that they need not be told again.
    """

    route: RouteCost
    title: str
    cells: tuple[str, str, str]
    why: str
    good: tuple[Finding, ...]
    bad: tuple[Finding, ...]
    told_good: tuple[Finding, ...]
    told_bad: tuple[Finding, ...]


@dataclass(frozen=True)
class Disagreement:
    """A topic on which sources disagree: the positions that apply here or may, and those that do not."""

    topic: str
    here: tuple[Position, ...]
    elsewhere: tuple[Position, ...]


def given_answers(decision: Decision) -> tuple[GivenAnswer, ...]:
    """Every answer of the case with its provenance, in the case's order."""
    return tuple(
        GivenAnswer(name, fact_words.question(name), _answer(name, given), given.source, given.note)
        for name, given in decision.case.answers.items()
    )


def assumed_rows(decision: Decision) -> tuple[AssumedRow, ...]:
    """Defaults of facts, and the figures of the knowledge that nobody is asked for, with their units."""
    rows = []
    for a in decision.assumptions:
        says = a.says or fact_words.question(a.fact)
        match a.value:
            case str():
                shown = value_label(a.fact, a.value)
            case int() | float() as number if a.says and not isinstance(number, bool):
                shown = fact_words.amount(number, a.unit)
            case _:
                shown = fact_words.value(a.fact, a.value)
        rows.append(AssumedRow(a.fact, says, shown, a.source))
    return tuple(rows)


def option_rows(decision: Decision) -> tuple[Option, ...]:
    """The seven routes in their fixed order."""
    made = []
    on_verdict = rule_evidence.evidence(decision)
    told = {f.rule for f in (*on_verdict.supporting, *on_verdict.opposing)}
    for r in sorted(decision.weighed, key=lambda r: ROUTES.index(r.id)):
        found = rule_evidence.evidence(decision, r.id)
        made.append(
            Option(
                r,
                words.route(r.id)[:1].upper() + words.route(r.id)[1:],
                money_cells(r, least=is_least(decision, r)),
                _why(decision, r, found),
                tuple(f for f in found.supporting if f.rule not in told),
                tuple(f for f in found.opposing if f.rule not in told),
                tuple(f for f in found.supporting if f.rule in told),
                tuple(f for f in found.opposing if f.rule in told),
            )
        )
    return tuple(made)


def disagreements(decision: Decision) -> tuple[Disagreement, ...]:
    """Every topic on which sources disagree, what applies here before what does not."""
    return tuple(
        Disagreement(
            words.topic(c.topic),
            tuple(p for p in c.positions if p.applies is not False),
            tuple(p for p in c.positions if p.applies is False),
        )
        for c in decision.conflicts
    )


def context(decision: Decision) -> str:
    """The workload in one sentence."""
    facts = decision.facts
    parts = []
    if (task := facts.get("task")) is not None:
        article = "an" if str(task)[:1] in "aeiou" else "a"
        parts.append(f"{article} {task} task")
    if (volume := facts.get("requests_per_month")) is not None:
        parts.append(fact_words.value("requests_per_month", volume))
    if (model := facts.get("model")) is not None:
        parts.append(f"on {model} today")
    tokens = [facts.get("input_tokens"), facts.get("output_tokens")]
    shown = [words.count(t) for t in tokens if isinstance(t, int | float)]
    if len(shown) == 2:
        parts.append(f"{shown[0]} tokens in and {shown[1]} out a request")
    return ", ".join(parts) or "Volume, model and tokens are not known yet"


def _answer(name: str, given: Answer) -> str:
    shown = fact_words.value(name, given.value)
    if given.low is None and given.high is None:
        return shown
    low, high = (words.count(x) if x is not None else "?" for x in (given.low, given.high))
    return f"{shown} ({low} to {high})"


def _why(decision: Decision, r: RouteCost, found: rule_evidence.RuleEvidence) -> str:
    if r.id == decision.verdict.route:
        return "chosen"
    if not r.available:
        return "closed: " + ("; ".join(r.why_not) or "no reason given")
    chosen = decision.route(decision.verdict.route).horizon_usd
    if r.horizon_usd is None:
        return "not priced: an answer it needs is missing"
    parts = ["next in line"] if r.id == decision.verdict.next.route else []
    cheaper = False
    if chosen is not None:
        gap = r.horizon_usd - chosen
        cheaper = gap < 0
        more = "less" if cheaper else "more"
        parts.append(f"{words.money(abs(gap))} {more} over {wording.horizon_heading(decision)}")
    if found.opposing and (cheaper or chosen is None):
        parts.append(
            f"against it: {found.opposing[0].says.rstrip('.')}{wording.cites(found.opposing[0].cites)}"
        )
    return "; ".join(parts)
