"""The answers that are missing and that could still change the verdict."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from advisor.decision.verdict import concluding
from advisor.rules import Close
from advisor.rules.derived_facts import FOLLOWS_FROM
from advisor.text import words

if TYPE_CHECKING:
    from advisor.decision.assess import Judgement
    from advisor.rules import Rule, RuleSet

GATE, PASSED, FAILED = "gate_", "passed", "failed"
_NAMED = "named_route"
_BEHIND = {"rival_tried": ("models_tried",), "good_model_tried": ("models_tried",), "lora_dedicated": ()}
"""Facts of the money that hang on an answer which prices nothing."""
_ASKED_OF = {"label_set": ("task", ("classification",)), "label_count": ("task", ("classification",))}
"""Questions that are put for some values of another fact alone."""


def open_questions(found: Judgement, rules: RuleSet) -> tuple[str, ...]:
    """Unknown answers that keep a gate, a closing, a naming, or a rule above the verdict open."""
    every = concluding(rules)
    above = every[: every.index(found.ruling.rule)]
    if not _gates_matter(found):
        return needed(found, rules, above)
    routes = [r for r in rules.rules if isinstance(r.then, Close) or _NAMED in r.derives()]
    return needed(found, rules, [*_undecided(found, rules), *above, *routes])


def _gates_matter(found: Judgement) -> bool:
    """Whether training could follow at all once what is open passes: no gate that cannot be mended has failed."""
    facts = found.evaluation.facts
    return not any(facts.get(name) == FAILED for name in ("gate_spec", "gate_shift", "gate_scope"))


def gates(rules: RuleSet) -> list[Rule]:
    """The rules that say whether a gate is passed or failed."""
    return [r for r in rules.rules if any(f.startswith(GATE) for f in r.derives())]


def _undecided(found: Judgement, rules: RuleSet) -> list[Rule]:
    """The rules of gates that are neither known passed nor known failed."""
    facts = found.evaluation.facts
    return [r for r in gates(rules) if not any(facts.get(n) in (PASSED, FAILED) for n in r.derives())]


def open_gates(found: Judgement, rules: RuleSet) -> tuple[str, ...]:
    """The unknown answers that keep a gate open."""
    return needed(found, rules, _undecided(found, rules))


def failing(found: Judgement, rules: RuleSet) -> list[Rule]:
    """The rules by which a gate is failed, in order."""
    return [r for r in gates(rules) if FAILED in r.derives().values() and found.evaluation.state(r.id)]


def failed_answers(found: Judgement, rules: RuleSet) -> str:
    """The answers that fail a gate, in words."""
    tests = dict.fromkeys(test for r in failing(found, rules) for test in found.evaluation.deciding(r.id))
    return ", ".join(f"{words.question(t.fact)}: {words.value(t.fact, t.value)}" for t in tests)


def needed(found: Judgement, rules: RuleSet, among: Iterable[Rule]) -> tuple[str, ...]:
    """The unknown answers that keep any of these rules open."""
    facts = found.evaluation.facts
    names: list[str] = []
    for rule in among:
        for fact in found.evaluation.open_facts(rule.id):
            if not rules.vocabulary[fact].derived:
                names.append(fact)
            elif fact in FOLLOWS_FROM:
                sources = FOLLOWS_FROM[fact]
                names += [name for name in sources if name not in facts] or sources
            else:
                names += _BEHIND.get(fact, found.money.missing)
    return tuple(n for n in dict.fromkeys(names) if _may_be_asked(n, found))


def _may_be_asked(name: str, found: Judgement) -> bool:
    of, values = _ASKED_OF.get(name, ("", ()))
    given = found.evaluation.facts.get(of)
    return given is None or given in values
