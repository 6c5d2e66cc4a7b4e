"""The outlook of a decision, for the memo and the app: how sure, what would flip it, what moves the money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.decision.current_questions import question_texts
from advisor.sensitivity.base_case import base_case_of
from advisor.sensitivity.flips import Flip, flips_of
from advisor.sensitivity.monte_carlo import SEED, Ranges, sampled_ranges
from advisor.sensitivity.tornado import Tornado

if TYPE_CHECKING:
    from advisor.decision.basis import DecisionBasis
    from advisor.decision.decision import Decision

SAMPLES = 10_000


@dataclass(frozen=True)
class Outlook:
    """`sure`: share of samples in which the verdict holds, None if nothing can be priced.

    `sentence`: `It holds unless ...`, open questions first; `flips`: all, the nearest first; `tornado`: None if
    no tuned route is compared.
    """

    sure: float | None
    sentence: str
    flips: tuple[Flip, ...]
    tornado: Tornado | None
    ranges: Ranges


def outlook(decision: Decision, basis: DecisionBasis, samples: int = SAMPLES, seed: int = SEED) -> Outlook:
    """The outlook of `decision`, which `basis` led to. Same arguments, same result."""
    base_case = base_case_of(decision, basis)
    flips = flips_of(base_case)
    ranges = sampled_ranges(base_case, samples, seed)
    return Outlook(
        ranges.holds,
        flips.sentence(tuple(question_texts(decision).values())),
        flips.flips,
        flips.tornado,
        ranges,
    )
