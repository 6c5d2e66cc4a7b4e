"""Why a verdict is not settled although no question is open, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.decision.candidate_doubt import DEARER
from advisor.report.route_names import row_name
from advisor.report.rows import next_row, rounded
from advisor.text import fact_words, words

if TYPE_CHECKING:
    from advisor.decision.decision import Decision
    from advisor.sensitivity import Outlook
    from advisor.sensitivity.flips import Flip

_NAMED = 2
_FAR_OFF = "you have answered what is asked, but figures that were assumed, far enough off, could change it"
_BILL = "the bill you said is far from what its tokens cost, and whichever is wrong could change it"


def why_not_settled(decision: Decision, outlook: Outlook | None = None) -> str:
    """What keeps the verdict open: the nearest figure in doubt, else what nobody measured or said."""
    flip = _doubted(outlook) if outlook is not None else None
    if flip is not None:
        return f"it changes if {rounded(flip.words)}"
    doubt = decision.verdict.doubt
    if doubt is None or doubt.by == "samples":
        return _FAR_OFF
    if doubt.by == "bill":
        return _BILL
    return _unproved(doubt.facts) if doubt.by == "answers" else _unmeasured(decision) or _unlikely(decision)


def _doubted(outlook: Outlook) -> Flip | None:
    """The nearest change of an assumed figure that lies within its own range: what is farther off nobody doubts."""
    ends = {u.name: (u.low, u.high) for u in outlook.ranges.inputs}
    return next(
        (f for f in outlook.flips if not f.said and f.fact in ends and _within(f, *ends[f.fact])), None
    )


def _within(flip: Flip, low: float, high: float) -> bool:
    to = flip.to[0]
    return isinstance(to, int | float) and low <= to <= high


def _unlikely(decision: Decision) -> str:
    """The models that no practitioner would measure, where they alone could change it."""
    able = [r for r in decision.routes if r.id == "other-model" and r.candidate and r.available]
    names = [str(r.model) for r in able if r.doubt and r.doubt != DEARER][:_NAMED]
    return f"{words.listed(names)} would change it, good enough against expectation" if names else _FAR_OFF


def _unproved(facts: tuple[str, ...]) -> str:
    named = [fact_words.question(name) for name in facts[:_NAMED]]
    more = len(facts) - len(named)
    left = words.listed([*named, f"{more} more"] if more > 0 else named)
    return f"what you left open might still change it ({left})"


def _unmeasured(decision: Decision) -> str:
    """The cheaper ways that nobody measured; empty if there is none."""
    most = decision.verdict_row.horizon_usd
    able = [r for r in decision.routes if r.candidate and r.available and not (r.trained or r.doubt)]
    able = [r for r in able if r.id != "cascade"] or able
    priced = sorted((r.horizon_usd, row_name(r)) for r in able if r.horizon_usd is not None)
    cheaper = [name for usd, name in priced if most is None or usd < most]
    names = [name.removesuffix(", prompted") for name in _with_next(decision, cheaper)]
    if not names:
        return ""
    are = "is" if len(names) == 1 else "are"
    return f"{words.listed(names)} {are} not measured yet, and a good result could change it"


def _with_next(decision: Decision, cheaper: list[str]) -> list[str]:
    """The first of them, among them the one that the next step measures."""
    sold = next_row(decision)
    follows = row_name(sold) if sold is not None else None
    if follows in cheaper[_NAMED:]:
        return [*cheaper[: _NAMED - 1], str(follows)]
    return cheaper[:_NAMED]
