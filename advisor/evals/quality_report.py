"""What result files say: plain data, rendered as text or JSON and turned into answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from advisor.evals.escalation import Escalation

Zone = Literal["none", "small", "large"]
ZONES: tuple[Zone, ...] = ("none", "small", "large")
BAR = "bar"


@dataclass(frozen=True)
class SkippedRows:
    """Rows that were not used: why, how many, the first one's row (from 1) and its beginning."""

    why: str
    count: int
    row: int | None = None
    text: str = ""


@dataclass(frozen=True)
class ResultFile:
    """One file: which tool wrote it, its rows, those scored, failed by the model itself, and lost to errors."""

    file: str
    kind: str | None
    version: str = ""
    rows: int = 0
    scored: int = 0
    failed: int = 0
    errors: int = 0
    skipped: tuple[SkippedRows, ...] = ()
    notes: tuple[str, ...] = ()
    created: str = ""
    sha256: str = ""
    failure: str | None = None


@dataclass(frozen=True)
class CallAmounts:
    """Means a call where the files tell: tokens (cached is part of input), USD, and milliseconds at 50 and 95 %.

    `per_call_usd`: as the files say; `list_usd`: their tokens at the price book's price. `per_pass_usd`: all that was
    paid over what passed, at list price where tokens are known; its high end is None where it may be endless.
    """

    input_tokens: float | None = None
    output_tokens: float | None = None
    cached_tokens: float | None = None
    per_call_usd: float | None = None
    list_usd: float | None = None
    per_pass_usd: float | None = None
    per_pass_low: float | None = None
    per_pass_high: float | None = None
    ms_median: float | None = None
    ms_p95: float | None = None

    @property
    def usd(self) -> float | None:
        """USD of a call: the tokens at list price, else what the files say."""
        return self.per_call_usd if self.list_usd is None else self.list_usd


@dataclass(frozen=True)
class ModelQuality:
    """One model with one prompt.

    `name`: as shown, told apart from the others; `model`: its id in the price book; `tuned`: it is a tune.
    `n`: examples with a score; `score`, `low`, `high`: the mean over examples and its bounds, None where there is
    no score. `repeats`: most runs of one example. `missing`: rows lost to runner or judge, by reason;
    `fails`: rows that failed, by `causes` where the files tell.
    """

    name: str
    model: str | None
    named: str
    label: str
    prompt: str
    tuned: bool
    n: int
    score: float | None
    low: float
    high: float
    method: str
    repeats: int
    rows: int
    failed: int
    missing: int
    reasons: tuple[tuple[str, int], ...]
    causes: tuple[tuple[str, int], ...]
    fails: int
    judges: tuple[str, ...]
    snapshots: tuple[str, ...]
    calls: CallAmounts


@dataclass(frozen=True)
class QualityGap:
    """One model against the bar or against another model on the same examples.

    `gap`: the zones still possible; `more_examples`: how many would settle it if the two were equal (against a
    bar: if the truth is as seen), None where it is settled or no number settles it; `more_as_seen`: if the truth
    is what was seen. `gained`, `lost`: examples that only one of the two passes (of graded scores the sums).
    `only_here`, `only_there`: examples that only one was given. `refused`: why it was not compared; `retry`: the
    answers lost to errors leave it open, so it takes these and not more examples.
    """

    model: str
    against: str
    n: int
    difference: float | None
    low: float | None
    high: float | None
    gap: tuple[Zone, ...]
    margin: float
    large: float
    chance: float | None
    method: str = ""
    more_examples: int | None = None
    more_as_seen: int | None = None
    gained: float = 0
    lost: float = 0
    only_here: int = 0
    only_there: int = 0
    refused: str = ""
    retry: bool = False


@dataclass(frozen=True)
class TunedRatio:
    """A prompted model's score over a tuned one's on the same examples; bounds None where they are endless."""

    prompted: str
    tuned: str
    n: int
    ratio: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class EvalReport:
    """All of it. `bar` is a share of the scale; `margin` and `large` as used against the baseline."""

    files: tuple[ResultFile, ...]
    metric: str | None
    metrics: tuple[str, ...]
    scale: tuple[float, float]
    bar: float | None
    baseline: str | None
    models: tuple[ModelQuality, ...]
    comparisons: tuple[QualityGap, ...]
    tuned_ratio: TunedRatio | None
    escalations: tuple[Escalation, ...]
    notes: tuple[str, ...]

    def quality(self, name: str) -> ModelQuality:
        """The model of this name, as shown."""
        return next(m for m in self.models if m.name == name)
