"""Whether any answer still to come can change the verdict: a proof, never a guess."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from advisor.case.facts import VOCABULARY
from advisor.sensitivity.base_case import BaseCase, decide_base_case
from advisor.sensitivity.settling.money_bounds import KnownMoney, UnknownMoney
from advisor.sensitivity.settling.open_values import CAUSE, GOOD_ENOUGH, unanswered_facts
from advisor.sensitivity.settling.proof_search import Search

if TYPE_CHECKING:
    import datetime

    from advisor.case.case import Case
    from advisor.decision.basis import DecisionBasis

PRICED = 24
"""For so many combinations of open answers that costing reads, each is priced."""


def settled(
    case: Case, basis: DecisionBasis, as_of: datetime.date, remaining: Collection[str] | None = None
) -> bool:
    """Whether no answers to `remaining` (all unanswered facts when None) can change route or training.

    True is proven; False may also mean that no proof was found. Raises what `decide` raises.
    """
    return is_settled(decide_base_case(case, basis, as_of), remaining)


def is_settled(base_case: BaseCase, remaining: Collection[str] | None = None) -> bool:
    """`settled` for a case that is decided already."""
    open_ = unanswered_facts(base_case)
    asked = frozenset(open_ if remaining is None else [n for n in open_ if n in remaining])
    priced = asked & priced_facts(base_case)
    if priced != asked and not _proven(base_case, asked - priced, exact=True):
        return False
    if not priced or _proven(base_case, asked, exact=False):
        return True
    each = _each(base_case, priced)
    return each is not None and all(_proven_at(one, asked - priced, base_case) for one in each)


def settled_as_priced(base_case: BaseCase, remaining: Collection[str]) -> bool:
    """Whether no answers to `remaining` can change the verdict while the money stays what it is."""
    return _proven(base_case, [n for n in unanswered_facts(base_case) if n in remaining], exact=True)


def priced_facts(base_case: BaseCase) -> frozenset[str]:
    """The facts that costing reads, and those that a default among them hangs on."""
    found = set(base_case.read_by_money)
    for default in base_case.inputs.knowledge.defaults:
        if default.fact in found and default.fact not in base_case.case.answers:
            found |= default.hangs_on
    return frozenset(found | ({GOOD_ENOUGH} if CAUSE in found else set()))


def _proven(base_case: BaseCase, asked: Collection[str], *, exact: bool, of: BaseCase | None = None) -> bool:
    stakes = KnownMoney(base_case.money) if exact else UnknownMoney(base_case, asked)
    search = Search(base_case, asked, stakes)
    return search.proves(search.start(), (of or base_case).outcome)


def _proven_at(one: BaseCase, asked: frozenset[str], base_case: BaseCase) -> bool:
    """Whether `asked` changes nothing from the outcome of `base_case` where `one` is what is priced."""
    return not asked & priced_facts(one) and _proven(one, asked, exact=True, of=base_case)


def _each(base_case: BaseCase, names: Collection[str]) -> Iterator[BaseCase] | None:
    """`base_case` with every combination of answers to `names`, unknown included; None if there are too many."""
    options: list[list[Any]] = []
    for name in names:
        fact = VOCABULARY[name]
        if fact.kind not in ("bool", "choice"):
            return None
        options.append([None, *((True, False) if fact.kind == "bool" else fact.values)])
    if prod(map(len, options)) > PRICED:
        return None
    return (base_case.answered(dict(zip(names, values, strict=True))) for values in product(*options))
