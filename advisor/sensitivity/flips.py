"""What would flip the verdict, one answer at a time, the nearest first, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from advisor.case.fact_type import Value
from advisor.case.facts import VOCABULARY
from advisor.case.models_tried import ModelsTried
from advisor.decision import checklist
from advisor.decision.assess import known_facts
from advisor.decision.telling.staying import STANDS, rest_on, staying
from advisor.sensitivity import flip_wording
from advisor.sensitivity.base_case import BaseCase, decide_base_case
from advisor.sensitivity.categorical_flips import CategoricalFlip, categorical_flips
from advisor.sensitivity.flip_distance import A_MONTH, SWITCHED, distance
from advisor.sensitivity.numeric_flips import FlipPoint, numeric_flips
from advisor.sensitivity.outcome import Outcome
from advisor.sensitivity.tornado import Tornado, tornado
from advisor.text import words

if TYPE_CHECKING:
    import datetime

    from advisor.case.case import Case
    from advisor.decision.basis import DecisionBasis

SHOWN = 3
CASCADE = "cascade"
_PROMPTED, _OTHER = Outcome("prompt", False), Outcome("other-model", False)


@dataclass(frozen=True)
class Flip:
    """One way to another verdict.

    A number: the verdict stands at `holds` and no longer at `to`. A choice: `to` holds every other value that
    leads to `outcome`, and `holds` is None. `said`: answered, not assumed. `distance`: 0 is nearest. `leads`: what
    the other verdict has one do.
    """

    fact: str
    now: Value
    said: bool
    holds: float | None
    to: tuple[Value, ...]
    outcome: Outcome
    distance: float
    words: str
    leads: str


@dataclass(frozen=True)
class Flips:
    """Every flip, the nearest first, and the tornado of the money; None if no tuned route is compared."""

    outcome: Outcome
    flips: tuple[Flip, ...]
    tornado: Tornado | None

    def sentence(self, asked: Sequence[str] = ()) -> str:
        """`It holds unless ...`: what is still `asked`, in words, first, then the nearest few flips."""
        nearest = [f"an answer still open changes it ({_first(asked)})"] if asked else []
        nearest += [f.words for f in self.flips[:SHOWN]]
        if not nearest:
            return "No change of a single answer or assumption would flip it."
        return f"It holds unless {', or '.join(nearest)}."


def _first(asked: Sequence[str]) -> str:
    shown = [*asked[:SHOWN]]
    more = len(asked) - SHOWN
    return "; ".join([*shown, f"and {more} more"] if more > 0 else shown)


def flips(case: Case, basis: DecisionBasis, as_of: datetime.date) -> Flips:
    """The flips of a case. Raises what `decide` raises."""
    return flips_of(decide_base_case(case, basis, as_of))


def flips_of(base_case: BaseCase) -> Flips:
    """The flips of a case that is decided already; each was decided on both of its sides.

    Of those that are equally near, what the interview asks first comes first.
    """
    found = [f for f in (*_numbers(base_case), *_choices(base_case)) if f.leads != STANDS]
    asked = {name: place for place, name in enumerate(checklist.load().parts)}
    found.sort(key=lambda f: (f.distance, asked[f.fact], f.words))
    return Flips(base_case.outcome, tuple(found), tornado(base_case))


def _numbers(base_case: BaseCase) -> Iterator[Flip]:
    for found in numeric_flips(base_case):
        if base_case.decide({found.fact: found.holds}) != base_case.outcome:
            continue
        if base_case.decide({found.fact: found.flips}) != found.outcome:
            continue
        said = found.fact in base_case.case.answers
        if not said and _no_trend(base_case, found):
            continue
        once = base_case.inputs.facts.get("one_off") is True
        now_said = flip_wording.said_value(found.fact, found.now, once=once)
        text = f"{_clause(found, once=once)} ({_whose(said)} {now_said})"
        now: Any = base_case.inputs.facts[found.fact]
        far = distance(found.fact, found.now, found.flips, float(base_case.inputs.facts["horizon_months"]))
        leads = _leads(base_case, found.outcome, {found.fact: found.flips})
        yield Flip(found.fact, now, said, found.holds, (found.flips,), found.outcome, far, text, leads)


def _no_trend(base_case: BaseCase, found: FlipPoint) -> bool:
    """Whether this is a change a month that nobody tells from none."""
    least = base_case.inputs.knowledge.assumption("growth_told").likely
    return VOCABULARY[found.fact].unit == A_MONTH and abs(found.flips - found.now) < least


def _leads(base_case: BaseCase, outcome: Outcome, changed: Mapping[str, Any]) -> str:
    """`outcome` in words; a prompt on today's model only where that model goes on."""
    if outcome != _PROMPTED and outcome.route != CASCADE:
        return STANDS if _same_calls(base_case, outcome, changed) else words.outcome(*outcome)
    money = base_case.answered(changed).money
    plain = words.outcome(*outcome, rest_on(money.now, money.chosen.get(CASCADE)))
    if outcome != _PROMPTED:
        return plain
    bill, facts = money.chosen.get(outcome.route), known_facts(money)
    if facts.get("runs_inside") is True and _keeps_it(base_case):
        return STANDS
    model = bill.model if bill is not None else None
    if facts.get("serving_today") == "nothing-yet" and model is not None:
        return f"prompt {model}"
    return staying(facts, model) or plain


def _same_calls(base_case: BaseCase, outcome: Outcome, changed: Mapping[str, Any]) -> bool:
    """Whether what is switched to is the model that the verdict has one call already."""
    if (outcome, base_case.outcome) != (_OTHER, _PROMPTED) or base_case.row is None:
        return False
    row = base_case.answered(changed).row
    return row is not None and row.model == base_case.row.model


def _keeps_it(base_case: BaseCase) -> bool:
    """Whether the verdict leaves today's model on the own GPUs that it runs on, by whichever route."""
    hosts = (base_case.outcome.route, base_case.outcome.trained) == ("self-host", False)
    return hosts and base_case.row is not None and base_case.row.model == base_case.inputs.facts.get("model")


def _clause(found: FlipPoint, *, once: bool) -> str:
    if found.flips < found.now:
        return flip_wording.falls_below(found.fact, found.holds, once=once)
    if flip_wording.amount(found.fact, found.flips) == flip_wording.amount(found.fact, found.now):
        return flip_wording.rises_above(found.fact, found.holds, once=once)
    return flip_wording.reaches(found.fact, found.flips, once=once)


def _choices(base_case: BaseCase) -> Iterator[Flip]:
    every = sorted(categorical_flips(base_case), key=lambda s: s.fact)
    for fact, of_fact in groupby(every, key=lambda s: s.fact):
        found = list(of_fact)
        said = fact in base_case.case.answers
        led = [(s, _leads(base_case, s.outcome, {fact: s.to})) for s in found]
        for outcome, leads in dict.fromkeys((s.outcome, leads) for s, leads in led):
            mine = [s for s, to in led if (s.outcome, to) == (outcome, leads)]
            text = _switched(mine)
            if not said:
                text += f" ({_whose(said)} {flip_wording.said_value(fact, mine[0].now)})"
            values = tuple(s.to for s in mine)
            yield Flip(fact, mine[0].now, said, None, values, outcome, SWITCHED, text, leads)


def _switched(found: list[CategoricalFlip]) -> str:
    fact, now = found[0].fact, found[0].now
    to: list[Any] = [s.to for s in found]
    match VOCABULARY[fact].kind:
        case "bool":
            return flip_wording.flag_clause(fact, bool(to[0]))
        case "gaps":
            assert isinstance(now, ModelsTried)
            return flip_wording.gap_clause(now, to)
        case "choices":
            assert isinstance(now, tuple)
            return flip_wording.list_clause(fact, now, to)
        case _:
            return flip_wording.choice_clause(fact, str(now), to)


def _whose(said: bool) -> str:
    return "you said" if said else "assumed"
