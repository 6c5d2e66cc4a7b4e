"""The verdict: the first concluding rule of the policy that holds, put into words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from advisor.case.facts import ROUTES, UNTRAINED
from advisor.decision.decision import Next, Verdict
from advisor.errors import BadInput
from advisor.rules import Close, Conclude
from advisor.rules.derived_facts import FOLLOWS_FROM
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.comparison import Comparison
    from advisor.decision.basis import DecisionBasis
    from advisor.rules import Evaluation, Rule, RuleSet

_GATE = "gate_"
_NAMED = "named_route"
REFERENCE, TUNED_ROUTE = "reference", "tuned"
"""What a rule may name in place of a route: the ones costing picks."""


class Ruling(NamedTuple):
    """The rule that concludes, the route it leads to, and whether a tuned model runs there."""

    rule: Rule
    route: str
    trained: bool


def conclude(
    world: DecisionBasis, evaluation: Evaluation, money: Comparison, tuned: str | None, found: Ruling
) -> Verdict:
    """The ruling put into words, with what comes next and what is open."""
    rule, route, trained = found
    assert isinstance(rule.then, Conclude)
    values = rule.then.values
    reference = reference_route(evaluation)
    following = values.get("next_route")
    blanks = _blanks(world, evaluation, money, tuned, reference)
    open_facts = _open(world, evaluation, money, _before(world.rules, rule))
    return Verdict(
        route=route,
        trained=trained,
        headline=str(values["headline"]).format_map(blanks),
        concluded_by=rule.id,
        next=Next(
            meant(str(following), reference, tuned) if following else None,
            str(values.get("next_when", "")).format_map(blanks),
        ),
        settled=not open_facts,
        open_questions=open_facts,
    )


def ruling(rules: RuleSet, evaluation: Evaluation, tuned: str | None) -> Ruling:
    """What the first concluding rule that holds says. Raises BadInput when they leave this case without one."""
    rule = next((r for r in concluding(rules) if evaluation.state(r.id)), None)
    if rule is None:
        raise BadInput("the rules reach no verdict for this case", expected="a policy without a gap")
    assert isinstance(rule.then, Conclude)
    values = rule.then.values
    route = meant(str(values["route"]), reference_route(evaluation), tuned)
    if route not in ROUTES:
        raise BadInput("the verdict names no route", file=rule.file, line=rule.line, text=values["route"])
    return Ruling(rule, route, bool(values["trained"]))


def concluding(rules: RuleSet) -> tuple[Rule, ...]:
    """The rules that conclude, in the order of the policy."""
    return tuple(r for r in rules.rules if isinstance(r.then, Conclude))


def meant(route: str, reference: str, tuned: str | None) -> str | None:
    """The route that a rule's `route` stands for: `reference` and `tuned` are what costing picks."""
    return {REFERENCE: reference, TUNED_ROUTE: tuned}.get(route, route)


def reference_route(evaluation: Evaluation) -> str:
    """The cheapest acceptable untrained route; the prompt while it is not known."""
    return str(evaluation.facts.get("reference_route", UNTRAINED[0]))


def _before(rules: RuleSet, rule: Rule) -> list[Rule]:
    every = concluding(rules)
    return list(every[: every.index(rule)])


def _open(
    world: DecisionBasis, evaluation: Evaluation, money: Comparison, before: list[Rule]
) -> tuple[str, ...]:
    """Unknown answers that keep a gate, a closing, a naming, or a concluding rule above the verdict open."""
    routes = [r for r in world.rules.rules if isinstance(r.then, Close) or _NAMED in r.derives()]
    return _needed(world.rules, evaluation, money, [*_gates(world.rules), *routes, *before])


def _gates(rules: RuleSet) -> list[Rule]:
    """The rules that say whether a gate is passed or failed."""
    return [r for r in rules.rules if any(f.startswith(_GATE) for f in r.derives())]


def _needed(rules: RuleSet, evaluation: Evaluation, money: Comparison, among: list[Rule]) -> tuple[str, ...]:
    """The unknown answers that keep any of these rules open."""
    found: list[str] = []
    for rule in among:
        for fact in evaluation.open_facts(rule.id):
            if not rules.vocabulary[fact].derived:
                found.append(fact)
            elif fact in FOLLOWS_FROM:
                sources = FOLLOWS_FROM[fact]
                found += [name for name in sources if name not in evaluation.facts] or sources
            else:
                found += money.missing
    return tuple(dict.fromkeys(found))


def _failed(rules: RuleSet, evaluation: Evaluation) -> str:
    """The answers that fail a gate, in words."""
    failed = [r for r in _gates(rules) if "failed" in r.derives().values() and evaluation.state(r.id)]
    tests = dict.fromkeys(test for r in failed for test in evaluation.deciding(r.id))
    return ", ".join(f"{_plain(t.fact)}: {words.value(t.fact, t.value)}" for t in tests)


def _plain(fact: str) -> str:
    return fact.replace("_", " ")


def _blanks(
    world: DecisionBasis, evaluation: Evaluation, money: Comparison, tuned: str | None, reference: str
) -> dict[str, str]:
    """What the policy's sentences may name."""
    facts = evaluation.facts
    at, times = facts.get("break_even_requests_per_month"), facts.get("break_even_multiple")
    bands = world.rules.bands
    now = money.now
    return {
        "reference": _label(money, reference),
        "tuned": _label(money, tuned) if tuned else "a tuned route",
        "model": now.model.id if now else "today's model",
        "replacement": now.serving.id if now and now.serving.id != now.model.id else "a replacement",
        "today": words.dollars(float(money.today.monthly(money.load.volume)))
        if money.today is not None and money.load is not None
        else "at a bill not known",
        "retires_on": str(now.end.on) if now and now.end else "a date not known",
        "position": f"volume is {words.times(float(times))} break-even"
        if isinstance(times, int | float)
        else "it costs less at any volume",
        "stay_volume": words.count(float(at) * bands.stay)
        if isinstance(at, int | float)
        else "a volume not known",
        "train_volume": words.count(float(at) * bands.train)
        if isinstance(at, int | float)
        else "a volume not known",
        "failed_gates": _failed(world.rules, evaluation),
        "open_gates": ", ".join(
            _plain(f) for f in _needed(world.rules, evaluation, money, _gates(world.rules))
        ),
        "missing": ", ".join(map(_plain, money.missing)),
    }


def _label(money: Comparison, route: str) -> str:
    bill = money.chosen.get(route)
    return f"{route} ({bill.label})" if bill is not None and bill.label != route else route
