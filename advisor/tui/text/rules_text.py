"""The rule audit's words: which rules a filter keeps, a row each, and everything about one rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from advisor.rules.render_rules import MARKS
from advisor.text import words
from advisor.tui.text import tested_facts
from advisor.tui.text.citation_links import source
from advisor.tui.text.styles import MUTED

if TYPE_CHECKING:
    from advisor.case.fact_type import Facts
    from advisor.case.routes import BandEdges
    from advisor.decision.decision import Decision
    from advisor.knowledge.store import Knowledge
    from advisor.rules import Evaluation, Rule, RuleSet

STATES = (*MARKS, "conflicting")


class AuditedCase(NamedTuple):
    """What the rules are on a decision, the topics on which their sources disagree there, and its bands."""

    evaluation: Evaluation
    disputed: frozenset[str]
    bands: BandEdges


def audited(decision: Decision, rules: RuleSet) -> AuditedCase:
    """`rules` on what was known for `decision`."""
    disputed = frozenset(c.topic for c in decision.conflicts)
    return AuditedCase(rules.evaluate(decision.known), disputed, decision.bands)


def state(evaluation: Evaluation, rule_id: str) -> str:
    """`fired`, `silent` or `open` on this case."""
    held = evaluation.state(rule_id)
    return "open" if held is None else "fired" if held else "silent"


def conflicting(case: AuditedCase, rule: Rule) -> bool:
    """Whether the rule belongs to a topic on which the sources disagree on this case."""
    return rule.topic is not None and rule.topic in case.disputed


def kept(rules: Sequence[Rule], case: AuditedCase, filter_: str) -> list[Rule]:
    """Rules that match every word: a state, a theme, or else any text of id, sentence or citation."""
    asked, themes = filter_.lower().split(), {r.theme for r in rules}
    return [r for r in rules if all(_matches(r, case, word, themes) for word in asked)]


def _matches(rule: Rule, case: AuditedCase, word: str, themes: Collection[str]) -> bool:
    if word == "conflicting":
        return conflicting(case, rule)
    if word in STATES:
        return state(case.evaluation, rule.id) == word
    if word in themes:
        return rule.theme == word
    return word in f"{rule.id} {rule.says} {' '.join(rule.cites)} {rule.topic or ''}".lower()


def counts(rules: Sequence[Rule], case: AuditedCase) -> Mapping[str, int]:
    """How many rules are in each state on this case."""
    return {s: len(kept(rules, case, s)) for s in STATES}


def row(rule: Rule, case: AuditedCase) -> Content:
    """One line of the list: what it did, and its sentence."""
    held = state(case.evaluation, rule.id)
    return Content.assemble(
        (f"{MARKS[held]} {held:<7}", "bold $text-success" if held == "fired" else MUTED), rule.says
    )


def because(case: AuditedCase, rule_id: str) -> Content:
    """Why the rule fired, did not, or is open: each deciding test with the value it met."""
    evaluation = case.evaluation
    held = state(evaluation, rule_id)
    lead = {"fired": "Fired because", "silent": "Silent because", "open": "Open until known"}[held]
    lines: list[Content | str] = [Content.styled(lead, "bold")]
    for test in evaluation.deciding(rule_id):
        sign = "✓" if held == "fired" else "✗" if test.value is not None else "?"
        met = tested_facts.met(test.fact, test.test, test.value, case.bands)
        lines.append(f"  {sign} {met}")
    if held == "open":
        lines.append(f"  Waits for: {', '.join(map(tested_facts.name, evaluation.open_facts(rule_id)))}")
    return Content("\n").join(lines)


def citations(cites: Iterable[str], knowledge: Knowledge) -> Content:
    """What each cited claim says and where it stands."""
    lines: list[Content | str] = [Content.styled("Cites", "bold")]
    for name in cites:
        claim = knowledge.claim(name)
        key = Content.styled(claim.id, "bold").stylize(source(claim.id))
        lines.append(Content.assemble("  ", key, f" ({claim.at}): {claim.says}"))
    return Content("\n").join(lines)


def checks(rule: Rule, bands: BandEdges) -> Content:
    """The rule's own tests: what must make it fire, and what must not."""
    lines: list[Content | str] = [Content.styled("Its tests", "bold")]
    lines += [f"  fires    {_facts(c.facts, bands)}" for c in rule.fires]
    lines += [f"  silent   {_facts(c.facts, bands)}" for c in rule.silent]
    return Content("\n").join(lines)


def _facts(facts: Facts, bands: BandEdges) -> str:
    told = (f"{tested_facts.name(n)}: {tested_facts.value(n, v, bands)}" for n, v in facts.items())
    return "; ".join(told) or "nothing known"


def detail(rule: Rule, case: AuditedCase, rules: RuleSet, knowledge: Knowledge) -> Content:
    """Sentence, reason, YAML with highlighting, citations, tests."""
    from textual.highlight import highlight

    at = rules.document(rule.id)
    heading = Content.assemble((rule.id, "bold $text-primary"), (f"   {_place(at.file)}:{at.line}", MUTED))
    parts = [heading, Content(rule.says), because(case, rule.id)]
    if rule.topic:
        other = [r.id for r in rules.rules if r.topic == rule.topic and r.id != rule.id]
        parts.append(Content(f"On {words.topic(rule.topic)}, also {', '.join(other) or 'no other rule'}"))
    parts += [highlight(at.text.rstrip(), language="yaml"), citations(rule.cites, knowledge)]
    parts.append(checks(rule, case.bands))
    return Content("\n\n").join(parts)


def _place(file: str) -> str:
    return "/".join(file.replace("\\", "/").split("/")[-2:])
