"""The missing answers that could still change the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from advisor.decision import checklist
from advisor.decision.verdict import REFERENCE, verdict_bill
from advisor.rules import Conclude
from advisor.rules.facts_from_answers import FOLLOWS_FROM
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.decision.assess import Judgement
    from advisor.rules import Rule, RuleSet

GATE, PASSED, FAILED = "gate_", "passed", "failed"
_NAMED = "named_route"
_BEHIND = {"rival_tried": ("models_tried",), "good_model_tried": ("models_tried",), "lora_dedicated": ()}
"""Facts about the models that depend on an answer without a price."""
_BOUNDARY = "data_boundary"
_RUNS = "vendor-api", "own-gpus", "not-an-llm"
_ASKED_OF: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "label_set": {"task": ("classification",)},
    "prompt_meets_bar": {"serving_today": _RUNS},
    "failure_cause": {"serving_today": _RUNS},
    "retrieval_in_place": {"serving_today": _RUNS},
    "model": {"serving_today": ("vendor-api", "own-gpus")},
    "label_count": {"task": ("classification", "extraction"), "label_set": ("fixed",)},
}
"""Questions that are only asked for certain values of other facts."""


def open_questions(judgement: Judgement, rules: RuleSet, *, moot: bool) -> tuple[str, ...]:
    """Unknown answers that keep a gate, a closing, a naming, or a rule above the verdict open.

    What the price of the verdict waits for comes first, then where the data may go, since it says which of the
    candidates may be measured, then the others in the order of the checklist, those last that hang on an open one.
    `moot`: no gate changes anything, whether passed or not.
    """
    every = rules.concluding
    above = [
        r for r in every[: every.index(judgement.ruling.rule)] if not _leads_here(r, judgement, moot=moot)
    ]
    first = (*question_asked_again(judgement), *deciding_question(judgement), *_unpriced_for(judgement))
    among = above
    if not moot and _gates_matter(judgement):
        among = [*_undecided(judgement, rules), *above, *rules.closing, *rules.makers.get(_NAMED, ())]
    parts, facts = checklist.load().parts, judgement.evaluation.facts
    named = missing_answers(judgement, rules, among)
    waiting = [n for n in parts if n in named]
    waiting.sort(key=lambda n: parts[n].asked(facts) is not True)
    bound = [_BOUNDARY] if _BOUNDARY in waiting and judgement.money.candidates else []
    return tuple(dict.fromkeys((*first, *bound, *waiting)))


def _leads_here(rule: Rule, judgement: Judgement, *, moot: bool) -> bool:
    """Whether `rule` would conclude what the verdict does, in other words; `moot`: nothing moves the reference."""
    values = rule.then.values if isinstance(rule.then, Conclude) else {}
    if _measures_alike(values, judgement):
        return True
    same = values.get("route") in ((REFERENCE, judgement.ruling.route) if moot else (judgement.ruling.route,))
    return same and bool(values.get("trained")) == judgement.ruling.trained


def _measures_alike(values: Mapping[str, Any], judgement: Judgement) -> bool:
    """Whether a rule has one measure as the verdict does, before what it has one stay on."""
    then = judgement.ruling.rule.then
    own = then.values if isinstance(then, Conclude) else {}
    alike = all(values.get(name) == own.get(name) for name in ("route", "trained", "action", "model"))
    return alike and own.get("action") == "measure"


def price_is_missing(money: Comparison, bill: Bill | None) -> bool:
    """Whether the bill of the verdict has no price because an answer is missing."""
    return bool(money.missing) and not (bill is not None and (bill.lines or bill.fleets or bill.closed))


def _unpriced_for(judgement: Judgement) -> tuple[str, ...]:
    waits = price_is_missing(judgement.money, verdict_bill(judgement.money, judgement.ruling))
    return judgement.money.missing if waits else ()


def question_asked_again(judgement: Judgement) -> tuple[str, ...]:
    """The answered question that the verdict asks again; its headline says why."""
    then = judgement.ruling.rule.then
    name = then.values.get("asks") if isinstance(then, Conclude) else None
    return (str(name),) if name else ()


def deciding_question(judgement: Judgement) -> tuple[str, ...]:
    """The unknown answer that decides what the verdict recommends on its route, and so its cost."""
    then = judgement.ruling.rule.then
    name = then.values.get("turns_on") if isinstance(then, Conclude) else None
    return (str(name),) if name and judgement.evaluation.facts.get(str(name)) is None else ()


def _gates_matter(judgement: Judgement) -> bool:
    """Whether training could follow once open gates pass: no given answer fails a gate."""
    return FAILED not in (v for n, v in judgement.evaluation.facts.items() if n.startswith(GATE))


def gate_rules(rules: RuleSet) -> list[Rule]:
    """The rules that decide whether gates are passed or failed."""
    return [maker for gate in rules.gates for maker in rules.makers.get(gate, ())]


def _undecided(judgement: Judgement, rules: RuleSet) -> list[Rule]:
    """The rules of gates that are neither passed nor failed yet."""
    facts = judgement.evaluation.facts
    return [r for r in gate_rules(rules) if not any(facts.get(n) in (PASSED, FAILED) for n in r.derives())]


MOST_NAMED = 3
"""Open gates that a sentence names; of more it says how many there are."""


def open_clauses(judgement: Judgement, rules: RuleSet) -> str:
    """The open gates in words: `whether the specification holds still, and 2 more`."""
    facts = judgement.evaluation.facts
    waits = [g for g in rules.gates if facts.get(g) not in (PASSED, FAILED)]
    named = [f"whether {gate_clause(g, rules)}" for g in waits[:MOST_NAMED]]
    more = len(waits) - len(named)
    return ", ".join(named) + (f", and {more} more" if more else "")


def gate_clause(gate: str, rules: RuleSet) -> str:
    """The clause that holds if `gate` is passed; its name if it states none."""
    return rules.clauses.get(gate, gate.removeprefix(GATE).replace("_", " "))


def failing_rules(judgement: Judgement, rules: RuleSet) -> list[Rule]:
    """The fired rules that fail a gate, in order."""
    return [
        r for r in gate_rules(rules) if FAILED in r.derives().values() and judgement.evaluation.state(r.id)
    ]


def failed_clauses(judgement: Judgement, rules: RuleSet) -> str:
    """What would have to hold for the failed gates to pass, in words; empty if none failed."""
    facts = judgement.evaluation.facts
    failed = [gate_clause(g, rules) for g in rules.gates if facts.get(g) == FAILED]
    return words.listed(failed) if failed else ""


def missing_answers(judgement: Judgement, rules: RuleSet, among: Iterable[Rule]) -> tuple[str, ...]:
    """The unknown answers that keep any of the rules in `among` open."""
    facts = judgement.evaluation.facts
    names: list[str] = []
    for rule in among:
        for fact in judgement.evaluation.open_facts(rule.id):
            if not rules.vocabulary[fact].derived:
                names.append(fact)
            elif fact in FOLLOWS_FROM:
                sources = FOLLOWS_FROM[fact]
                names += [name for name in sources if name not in facts] or sources
            else:
                names += _BEHIND.get(fact, judgement.money.missing)
    return tuple(n for n in dict.fromkeys(names) if _may_be_asked(n, judgement))


def _may_be_asked(name: str, judgement: Judgement) -> bool:
    """Whether the question applies to the answers given so far."""
    facts = judgement.evaluation.facts
    return all(
        _may_be_asked(of, judgement) if facts.get(of) is None else facts[of] in values
        for of, values in _ASKED_OF.get(name, {}).items()
    )
