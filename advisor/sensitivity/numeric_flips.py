"""For each number the nearest value, down and up, at which the verdict changes.

Candidates are the rules' own thresholds and a grid that is narrow around the value that was said and wide
far from it; a change between two candidates is cut down until nothing is left between them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING

from advisor.case.fact_type import Fact
from advisor.case.facts import ASKED, VOCABULARY
from advisor.rules.facts_from_answers import FOLLOWS_FROM
from advisor.sensitivity.flip_distance import FARTHEST, reach
from advisor.sensitivity.outcome import Outcome, thresholds
from advisor.sensitivity.uncertainty import FIXED

if TYPE_CHECKING:
    from advisor.sensitivity.base_case import BaseCase

NEAREST, GROWTH = 1e-3, 1.16
"""The grid: the first step away from a value, relative to it; each is so many times the one before."""
CUTS = 256
"""Into how many pieces a change is cut in one round."""
CLOSE = 1e-7
"""How close, relative to their size, both sides of a change have to come."""
ROUNDS = 40
"""After which a change that lies beside zero is close enough."""


@dataclass(frozen=True)
class FlipPoint:
    """The verdict of `fact` = `holds` stands; at `flips`, farther from `now`, it is `outcome`."""

    fact: str
    now: float
    holds: float
    flips: float
    outcome: Outcome


def numeric_facts(base_case: BaseCase) -> list[str]:
    """The numeric facts with a value, answered or filled in, that the money or a rule reads."""
    facts = base_case.inputs.facts
    read = {
        *base_case.read_by_money,
        *thresholds(base_case.part),
        *chain.from_iterable(FOLLOWS_FROM.values()),
    }
    return [n for n in ASKED if VOCABULARY[n].kind == "number" and facts.get(n) is not None and n in read]


def numeric_flips(base_case: BaseCase) -> list[FlipPoint]:
    """The nearest change of the verdict below and above each number."""
    cuts = thresholds(base_case.part)
    lines = []
    for name in numeric_facts(base_case):
        now = float(base_case.inputs.facts[name])
        ends = reach(name, base_case.inputs.facts, said=name in base_case.case.answers)
        ladders = _ladders(VOCABULARY[name], now, cuts.get(name, ()), ends)
        lines += [CostLine(name, now, ladder) for ladder in ladders]
    open_ = [line for line in lines if len(line.steps) > 1]
    found: list[FlipPoint] = []
    for _ in range(ROUNDS):
        if not open_:
            break
        _walk(base_case, open_)
        found += [c for line in open_ if (c := line.crossing())]
        open_ = [line for line in open_ if line.narrow()]
    order = {name: n for n, name in enumerate(ASKED)}
    return sorted(found, key=lambda c: (order[c.fact], c.flips))


class CostLine:
    """The values of one number in one direction, from what it is now outwards."""

    def __init__(self, fact: str, now: float, steps: Sequence[float]) -> None:
        self.fact, self.now, self.steps = fact, now, list(steps)
        self._holds, self._flips = now, math.nan
        self._outcome: Outcome | None = None

    def see(self, outcomes: Sequence[Outcome], verdict: Outcome) -> None:
        """Take the outcomes of all steps but the first, which holds."""
        self._outcome = None
        for (before, step), found in zip(pairwise(self.steps), outcomes, strict=True):
            if found != verdict:
                self._holds, self._flips, self._outcome = before, step, found
                return

    def narrow(self) -> bool:
        """Step between both sides of the change; False if there is none, or nothing left between them."""
        if self._outcome is None or self._done():
            return False
        self.steps = _between(self._holds, self._flips, _whole(VOCABULARY[self.fact]))
        return True

    def crossing(self) -> FlipPoint | None:
        """The change, once both sides are as close as they come."""
        if self._outcome is None or not self._done():
            return None
        return FlipPoint(self.fact, self.now, self._holds, self._flips, self._outcome)

    def _done(self) -> bool:
        gap = abs(self._flips - self._holds)
        if _whole(VOCABULARY[self.fact]):
            return gap <= 1
        return gap <= CLOSE * max(abs(self._flips), abs(self._holds), NEAREST * abs(self.now))


def _walk(base_case: BaseCase, lines: Sequence[CostLine]) -> None:
    from advisor.sensitivity.pieces import outcomes
    from advisor.sensitivity.stacked import stacked_variations

    far = [line for line in lines if line.fact not in FIXED and base_case.priced]
    if far:
        inputs = stacked_variations(base_case, [(line.fact, line.steps[1:]) for line in far])
        size = sum(len(line.steps) - 1 for line in far)
        found = iter(outcomes(inputs, size, base_case.part, base_case.evaluation))
        for line in far:
            line.see(list(islice(found, len(line.steps) - 1)), base_case.outcome)
    for line in lines:
        if line not in far:
            line.see(list(_one_by_one(base_case, line)), base_case.outcome)


def _one_by_one(base_case: BaseCase, line: CostLine) -> Iterator[Outcome]:
    flipped: Outcome | None = None
    for step in line.steps[1:]:
        if flipped is None:
            found = base_case.decide({line.fact: step})
            flipped = found if found != base_case.outcome else None
        yield flipped or found


def _ladders(
    fact: Fact, now: float, cuts: Sequence[float], ends: tuple[float, float]
) -> Iterator[list[float]]:
    """The steps down from `now`, and the steps up, within `ends` and the bounds of `fact`."""
    whole = _whole(fact)
    low, high = max(fact.low, ends[0]), min(fact.high, ends[1])
    telling = {v for cut in cuts for v in (cut, cut - 1 if whole else math.nextafter(cut, -math.inf))}
    unit = abs(now) if now else min(1.0, fact.high)
    up, down = {high, *telling}, {low, *telling}
    for step in _steps(1 / unit if whole else NEAREST, 2.0 if fact.name in FIXED else GROWTH):
        up.add(now + step * unit)
        down.add(now / (1 + step) if now > 0 and fact.low >= 0 else now - step * unit)
    if fact.above_low:
        down.discard(fact.low)
    if whole:
        up, down = {float(round(v)) for v in up}, {float(round(v)) for v in down}
    yield [now, *sorted((v for v in down if low <= v < now), reverse=True)]
    yield [now, *sorted(v for v in up if now < v <= high)]


def _steps(first: float, growth: float) -> Iterator[float]:
    step = first
    while step <= FARTHEST:
        yield step
        step *= growth


def _whole(fact: Fact) -> bool:
    """Whether `fact` goes in steps of one: counts, and the months of the horizon."""
    return fact.whole or fact.name in FIXED


def _between(holds: float, flips: float, whole: bool) -> list[float]:
    """`holds`, values between, `flips`: evenly spaced, whole where the number is."""
    values = [holds + (flips - holds) * n / CUTS for n in range(1, CUTS)]
    if whole:
        values = [float(round(v)) for v in values]
    kept = sorted({v for v in values if min(holds, flips) < v < max(holds, flips)}, reverse=flips < holds)
    return [holds, *kept, flips]
