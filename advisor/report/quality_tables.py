"""What result files said, as the memo shows it: scores with their bounds, the paired table, and the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.text import words

if TYPE_CHECKING:
    from advisor.case.eval_record import EvalRecord, ScoredModel
    from advisor.decision.decision import Decision

PASS = "pass"


@dataclass(frozen=True)
class ScoreRow:
    """One model: its mean score and bounds, over how many examples, answers lost, and who judged."""

    model: str
    score: str
    bounds: str
    examples: str
    missing: str
    judges: str


@dataclass(frozen=True)
class PairRow:
    """One model against another on the same examples."""

    model: str
    against: str
    examples: str
    gained: str
    lost: str
    difference: str
    bounds: str


@dataclass(frozen=True)
class QualityTable:
    """One reading of result files. `says`: the metric and what it was held against."""

    record: EvalRecord
    says: str
    scores: tuple[ScoreRow, ...]
    pairs: tuple[PairRow, ...]


def measured_quality(decision: Decision) -> tuple[QualityTable, ...]:
    """Every evaluation that the case keeps, in its order."""
    return tuple(
        QualityTable(
            record,
            _says(record),
            tuple(map(_score, record.models)),
            tuple(row for m in record.models if (row := _pair(m)) is not None),
        )
        for record in decision.case.evaluations
    )


def points(share: float) -> str:
    """A difference of shares in points, with its sign."""
    shown = f"{share * 100:+.1f}".replace("-", "−").removesuffix(".0")
    return "0" if shown in ("+0", "−0") else shown


def _says(record: EvalRecord) -> str:
    metric = "Pass or fail, as the tool says" if record.metric == PASS else f"The score {record.metric}"
    bar = "" if record.bar_share is None else f", held against a bar of {words.share(record.bar_share)}"
    return f"{metric}{bar}; intervals of 90 %."


def _score(model: ScoredModel) -> ScoreRow:
    return ScoreRow(
        model.name,
        words.share(model.score),
        f"{words.share(model.low)} to {words.share(model.high)}",
        words.count(model.examples),
        words.count(model.missing),
        ", ".join(model.judges),
    )


def _pair(model: ScoredModel) -> PairRow | None:
    found = model.pairs
    if found is None:
        return None
    return PairRow(
        model.name,
        found.against,
        words.count(found.examples),
        words.count(found.gained),
        words.count(found.lost),
        points(found.difference),
        f"{points(found.low)} to {points(found.high)}",
    )
