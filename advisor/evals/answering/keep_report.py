"""From a report to the record that a case keeps, so that a memo can show it and a check can measure again."""

from __future__ import annotations

from pathlib import Path

from advisor.case.eval_record import EvalFile, EvalRecord, ScoredModel, ScoredPairs
from advisor.evals.asked import Asked
from advisor.evals.quality_report import BAR, EvalReport, ModelQuality, QualityGap
from advisor.evals.statistics.judges import BY_PEOPLE
from advisor.text.escape import one_line

_DIGITS = 4
_LONGEST = 120
HASH = 12
"""Digits of a file's hash that are kept, to notice a changed file."""


def eval_record(report: EvalReport, asked: Asked) -> EvalRecord:
    """What the files said of each model that has a score, and what was asked of them; no text of an example."""
    pairs = {c.model: c for c in report.comparisons if c.against != BAR and not c.refused}
    models = [_model(m, pairs.get(m.name)) for m in report.models if m.score is not None]
    return EvalRecord(
        metric=one_line(report.metric or "", _LONGEST),
        files=tuple(
            EvalFile(_kept_name(f.file), f.sha256[:HASH], str(f.kind), one_line(f.created, _LONGEST), f.rows)
            for f in report.files if f.scored
        ),
        models=tuple(models),
        bar=asked.bar,
        margin=asked.margin,
        baseline=one_line(report.baseline or "", _LONGEST),
        low_end=report.scale[0],
        high_end=report.scale[1],
        columns=dict(asked.columns),
    )  # fmt: skip


def _model(model: ModelQuality, gap: QualityGap | None) -> ScoredModel:
    return ScoredModel(
        name=one_line(model.name, _LONGEST),
        examples=model.n,
        score=_share(model.score),
        low=_share(model.low),
        high=_share(model.high),
        model=model.model or "",
        missing=model.missing,
        judges=() if model.method == BY_PEOPLE else tuple(one_line(j, _LONGEST) for j in model.judges),
        pairs=None if gap is None else _pairs(gap),
    )


def _pairs(gap: QualityGap) -> ScoredPairs:
    return ScoredPairs(
        one_line(gap.against, _LONGEST), gap.n, _share(gap.difference), _share(gap.low), _share(gap.high),
        gap.gained, gap.lost,
    )  # fmt: skip


def _share(value: float | None) -> float:
    return round(value or 0.0, _DIGITS)


def _kept_name(file: str) -> str:
    """A file's name as it was given, without the folders of this machine."""
    path = Path(file)
    kept = path.name if path.is_absolute() or ".." in path.parts else path.as_posix()
    return one_line(kept, 400)
