"""Unmeasured models beside a verdict that trains: which ones are worth an afternoon, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.case.routes import BANDS
from advisor.decision.model_facts import plausible_candidates
from advisor.text import words

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison


def unmeasured_rivals(money: Comparison, verdict: Bill | None = None) -> tuple[Bill, ...]:
    """The untrained models that could do the work and are not measured yet, in the order of measuring.

    Beside a `verdict` that trains, those that would spare it; where the tune undercuts all of them by far, those that
    cost at most twice what runs, since they could serve until it does.
    """
    return decisive_rivals(money, verdict) or tuple(
        b for b in plausible_candidates(money) if _affordable(money, b)
    )


def decisive_rivals(money: Comparison, verdict: Bill | None) -> tuple[Bill, ...]:
    """The rivals that would change a `verdict` if they met the bar: those that a tune does not undercut by far."""
    tuned = verdict if verdict is not None and verdict.trained else None
    return tuple(b for b in plausible_candidates(money) if tuned is None or money.band(tuned, b) != BANDS[-1])


def rival_words(money: Comparison, verdict: Bill | None) -> dict[str, str]:
    """The names of the rivals, and what happens if one meets the bar."""
    others, spared = unmeasured_rivals(money, verdict), decisive_rivals(money, verdict)
    return {
        "rivals": words.listed([str(b.model) for b in others]) if others else "another model",
        "rival_does": _does(money, verdict, spared)
        if spared or not others
        else "serves until the tune does, which costs far less",
    }


def _does(money: Comparison, verdict: Bill | None, spared: tuple[Bill, ...]) -> str:
    """What a rival that meets the bar means for the training run: unnecessary, or unnecessary but dearer."""
    least = min((float(money.horizon_cost(b)) for b in spared), default=0.0)
    dearer = verdict is not None and verdict.trained and least > float(money.horizon_cost(verdict))
    return "spares the run, but costs more than the tune" if dearer else "makes the run unnecessary"


def _affordable(money: Comparison, rival: Bill) -> bool:
    """Whether somebody would pay for `rival` in place of what runs today."""
    today, load = money.chosen.get("prompt"), money.load
    if today is None or load is None or not today.lines:
        return False
    most = money.inputs.knowledge.assumption("rival_at_most").likely
    return float(rival.monthly(load.first_volume)) <= most * float(today.monthly(load.first_volume))
