"""What the rules may come to while facts are open: each fact a set of possible values, each condition a set of truths.

Sets of the single facts are taken as independent, so what is found holds for every combination of their values
and perhaps for more than there are: a proof over them is sound, and splitting a fact makes it finer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from advisor.case.routes import TUNED
from advisor.decision.tuned_route import FOLLOW
from advisor.rules import Close, Conclude
from advisor.rules.condition import Condition, Test, tests

if TYPE_CHECKING:
    from advisor.rules import RuleSet
    from advisor.rules.rule import Rule


class _Absent:
    """An answer that stays unknown."""

    def __repr__(self) -> str:
        return "absent"


ABSENT: Final = _Absent()
Values = tuple[Any, ...]
Space = Mapping[str, Values]
"""Fact -> its possible values, ABSENT among them where it may stay unknown; a fact left out is unknown."""
UNKNOWN: Final[Values] = (ABSENT,)

YES, NO, OPEN = 1, 2, 4
"""Truths as bits of a set."""
_MOST_KEPT = 50_000


class Level(NamedTuple):
    """Rules that run together, and the derived facts that are settled after them, each with the facts it reads."""

    rules: tuple[tuple[Rule, tuple[str, ...]], ...]
    settles: tuple[tuple[str, tuple[str, ...]], ...]


class AbstractPolicy:
    """The rules of `part`, ready to be read over sets of values."""

    def __init__(self, part: RuleSet) -> None:
        self.part = part
        late = _after(part, FOLLOW)
        reads = {rule.id: tuple(dict.fromkeys(t.fact for t in tests(rule.when))) for rule in part.rules}
        settled_late = {n for n, makers in part.makers.items() if any(m.id in late for m in makers)}
        self.passes = tuple(
            tuple(
                Level(
                    tuple((r, reads[r.id]) for r in level if (r.id in late) is waits),
                    tuple((n, _read_by(n, part, reads)) for n in settles if (n in settled_late) is waits),
                )
                for level, settles in zip(part.levels, part.settles, strict=True)
            )
            for waits in (False, True)
        )
        """The levels, first without what waits for the choice of the tuned route, then that."""
        self._seen: dict[tuple[str, tuple[Values | None, ...]], int] = {}
        self._tests: dict[tuple[int, Values], int] = {}

    def rule_truths(self, rule: Rule, reads: tuple[str, ...], space: Mapping[str, Values]) -> int:
        """The truths that the condition of `rule`, which reads these facts, may have."""
        key = rule.id, tuple(map(space.get, reads))
        found = self._seen.get(key)
        if found is None:
            if len(self._seen) > _MOST_KEPT:
                self._seen.clear()
            found = self._seen[key] = self.truths(rule.when, space)
        return found

    def truths(self, node: Condition, space: Mapping[str, Values]) -> int:
        """The truths that a condition may have."""
        if isinstance(node, Test):
            key = id(node), space.get(node.fact, UNKNOWN)
            found = self._tests.get(key)
            if found is None:
                if len(self._tests) > _MOST_KEPT:
                    self._tests.clear()
                found = self._tests[key] = _test(node, key[1])
            return found
        each = [self.truths(part, space) for part in node.parts]
        return _all(each) if node.join == "all" else _any(each)


class AbstractEvaluation:
    """The truths of all rules over one space. `space`: the possible values of facts, derived ones added.

    With `base`, a reading of the same facts, only what differs from it is read again.
    """

    def __init__(self, policy: AbstractPolicy, space: Space, base: AbstractEvaluation | None = None) -> None:
        self.policy = policy
        self.space: dict[str, Values] = {**base.space, **space} if base else dict(space)
        self.truths: dict[str, int] = dict(base.truths) if base else {}
        self._changed = {n for n, v in space.items() if base.space.get(n) != v} if base else None
        self._read(policy.passes[0])

    def choose(self, follows: Space) -> None:
        """Read the rules that wait for the choice of the tuned route: `follows` are the facts it gives."""
        if self._changed is not None:
            self._changed |= {n for n, values in follows.items() if self.space.get(n) != values}
        self.space.update(follows)
        self._read(self.policy.passes[1])

    def is_open(self, rule: Rule) -> bool:
        """Whether the rule may come out in more than one way."""
        return self.truths[rule.id] not in (YES, NO, OPEN)

    def _read(self, levels: Sequence[Level]) -> None:
        changed, part = self._changed, self.policy.part
        for level in levels:
            for rule, reads in level.rules:
                if changed is None or not changed.isdisjoint(reads):
                    self.truths[rule.id] = self.policy.rule_truths(rule, reads, self.space)
            for name, reads in level.settles:
                if changed is None or not changed.isdisjoint(reads):
                    self._settle(name, part.makers[name])

    def _settle(self, name: str, makers: Sequence[Rule]) -> None:
        found: list[Any] = []
        declined, underived, some = NO, True, 0
        for maker in makers:
            truths = self.truths[maker.id]
            if truths & YES and (value := maker.derives()[name]) not in found:
                found.append(value)
            declined, some = declined & truths, some | truths
            underived = underived and bool(truths & (NO | OPEN))
        if declined:
            found.append(self.policy.part.declined[name])
        if underived and some & OPEN:
            found.append(ABSENT)
        values = tuple(found)
        if self._changed is not None and self.space.get(name) != values:
            self._changed.add(name)
        self.space[name] = values

    def may_close(self) -> Mapping[str, bool]:
        """Routes that some rule may close, and whether one surely does."""
        found: dict[str, bool] = {}
        for rule in self.policy.part.closing:
            if isinstance(rule.then, Close) and self.truths[rule.id] & YES:
                for route in rule.then.routes:
                    found[route] = found.get(route, False) or self.truths[rule.id] == YES
        return found

    def may_conclude(self) -> Iterator[Rule]:
        """The rules that may give the verdict, in order."""
        for rule in self.policy.part.concluding:
            if self.truths[rule.id] & YES:
                yield rule
                if self.truths[rule.id] == YES:
                    return

    def open_tests(self, rule: Rule) -> Iterator[Test]:
        """The tests of facts with several possible values that leave the rule undetermined, in reading order."""
        seen: set[str] = set()
        waiting = [rule]
        while waiting:
            one = waiting.pop(0)
            if one.id in seen:
                continue
            seen.add(one.id)
            if not self.is_open(one):
                continue
            for test in self._undetermined(one.when):
                makers = self.policy.part.makers.get(test.fact, ())
                waiting += [m for m in makers if m.id not in seen]
                if not makers:
                    yield test

    def _undetermined(self, node: Condition) -> Iterator[Test]:
        if self.policy.truths(node, self.space) in (YES, NO, OPEN):
            return
        if isinstance(node, Test):
            yield node
        else:
            for part in node.parts:
                yield from self._undetermined(part)


def conclusions(rule: Rule) -> tuple[str, bool]:
    """The route that a concluding rule names, and whether it trains."""
    assert isinstance(rule.then, Conclude)
    return str(rule.then.values["route"]), bool(rule.then.values["trained"])


def tuned_open(may_close: Mapping[str, bool]) -> tuple[str, ...]:
    """The tuned routes that no rule surely closes."""
    return tuple(r for r in TUNED if not may_close.get(r, False))


def _after(part: RuleSet, facts: Sequence[str]) -> frozenset[str]:
    """Ids of the rules that read one of `facts`, or a fact that such a rule derives."""
    names = set(facts)
    found: set[str] = set()
    for level in part.levels:
        for rule in level:
            if names.intersection(part.reads(rule)):
                found.add(rule.id)
                names.update(rule.derives())
    return frozenset(found)


def _read_by(name: str, part: RuleSet, reads: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What the rules that derive this fact read."""
    return tuple(dict.fromkeys(fact for maker in part.makers[name] for fact in reads[maker.id]))


_BIT: Mapping[bool | None, int] = {True: YES, False: NO, None: OPEN}


def _test(test: Test, values: Values) -> int:
    found = 0
    for value in values:
        found |= _BIT[test.holds({} if value is ABSENT else {test.fact: value})]
    return found


def _all(each: Sequence[int]) -> int:
    found = 0
    if all(t & YES for t in each):
        found |= YES
    if any(t & NO for t in each):
        found |= NO
    if all(t & (YES | OPEN) for t in each) and any(t & OPEN for t in each):
        found |= OPEN
    return found


def _any(each: Sequence[int]) -> int:
    found = 0
    if any(t & YES for t in each):
        found |= YES
    if all(t & NO for t in each):
        found |= NO
    if all(t & (NO | OPEN) for t in each) and any(t & OPEN for t in each):
        found |= OPEN
    return found
