"""Gaps that result files leave open: whether they matter, what would settle them, and whether that is worth it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.case.answer import Answer
from advisor.case.facts import TRIED
from advisor.case.models_tried import ModelsTried
from advisor.decide import decide
from advisor.evals.quality_report import BAR, EvalReport, QualityGap
from advisor.evals.statistics.distributions import normal_cdf, normal_quantile
from advisor.text import words

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.decision.basis import DecisionBasis
    from advisor.decision.decision import Decision

MOST = 4
"""Open models that are looked into; each takes a decision for every gap that it may have."""


@dataclass(frozen=True)
class OpenGap:
    """One model whose gap is open. `headlines`: gap -> what the verdict then is; `settled`: it says the same for all.

    `more_examples` would settle it at `usd`; `worth_usd`: what knowing it is expected to save over the horizon.
    None if it is not known, or where the same model is called and only the bar is met or missed.
    """

    model: str
    headlines: Mapping[str, str]
    settled: bool
    more_examples: int | None
    usd: float | None
    worth_usd: float | None

    @property
    def sentence(self) -> str:
        """What it comes to, in a sentence."""
        gaps = " or ".join(self.headlines)
        if self.settled:
            return f"{self.model}: gap {gaps}, and either way: {next(iter(self.headlines.values()))}"
        says = f"{self.model}: gap {gaps}; " + "; ".join(
            f"with {g}: {h.rstrip('.')}" for g, h in self.headlines.items()
        )
        if self.more_examples is None:
            return f"{says}. No number of examples is likely to settle it soon"
        price = "" if self.usd is None else f", about {words.dollars(self.usd)}"
        examples = f"{words.count(self.more_examples)} more examples would settle it{price}"
        if self.worth_usd is None:
            return f"{says}. {examples}"
        worth = f"knowing it is worth about {words.dollars(self.worth_usd)} over the horizon"
        pays = "" if self.usd is None or self.worth_usd >= self.usd else ": deciding now is right"
        return f"{says}. {examples}; {worth}{pays}"


def open_gaps(
    report: EvalReport, answers: Mapping[str, Answer], case: Case, basis: DecisionBasis, as_of: datetime.date
) -> list[OpenGap]:
    """The models that the files leave open, each decided for every gap that it may have. Raises BadInput."""
    tried = answers[TRIED].value if TRIED in answers else None
    if not isinstance(tried, ModelsTried):
        return []
    for name, answer in answers.items():
        case = case.answered(name, answer)
    undecided = [(m, gaps) for m, gaps in tried.items() if len(gaps) > 1][:MOST]
    return [_open(report, m, gaps, tried, case, basis, as_of) for m, gaps in undecided]


def _open(
    report: EvalReport, model: str, gaps: tuple[str, ...], tried: ModelsTried, case: Case,
    basis: DecisionBasis, as_of: datetime.date,
) -> OpenGap:  # fmt: skip
    found: dict[str, Decision] = {}
    for gap in gaps:
        known = Answer(ModelsTried.of({**tried, model: gap}), "measured")
        found[gap] = decide(case.answered(TRIED, known), basis, as_of)
    same = len({(d.verdict.route, d.verdict.trained, d.verdict.model) for d in found.values()}) == 1
    headlines = {g: d.verdict.headline for g, d in found.items()}
    gap_ = _measured(report, model)
    more = None if gap_ is None else gap_.more_examples or gap_.more_as_seen
    each = _per_example(report, gap_)
    return OpenGap(
        model,
        headlines,
        same and len({*headlines.values()}) == 1,
        more,
        None if each is None or more is None else each * more,
        None if gap_ is None or same else _worth(gap_, found),
    )


def _measured(report: EvalReport, model: str) -> QualityGap | None:
    """The comparison that the gap of `model` was read from: the bar, else today's model."""
    names = {m.name for m in report.models if m.model == model}
    found = [c for c in report.comparisons if c.model in names and not c.refused]
    return next((c for c in found if c.against == BAR), found[0] if found else None)


def _per_example(report: EvalReport, gap: QualityGap | None) -> float | None:
    """USD of one more example, at list price or as the files say; None if one of the models has neither."""
    if gap is None:
        return None
    names = [gap.model] + ([gap.against] if gap.against != BAR else [])
    prices = [report.quality(n).calls.usd for n in names]
    return None if None in prices else sum(p for p in prices if p is not None)


def _worth(gap: QualityGap, decisions: Mapping[str, Decision]) -> float | None:
    """The chance of no gap times what is then saved over the horizon, against staying as if there were one."""
    if gap.low is None or gap.high is None or gap.difference is None or "none" not in decisions:
        return None
    costs = [_cost(d) for d in (decisions["none"], list(decisions.values())[-1])]
    if costs[0] is None or costs[1] is None:
        return None
    error = (gap.high - gap.low) / (2 * normal_quantile(0.95))
    chance = (
        normal_cdf((gap.difference + gap.margin) / error)
        if error > 0
        else float(gap.difference >= -gap.margin)
    )
    return chance * max(costs[1] - costs[0], 0.0)


def _cost(decision: Decision) -> float | None:
    """USD over the horizon of what the verdict says."""
    return decision.route(decision.verdict.route).horizon_usd
