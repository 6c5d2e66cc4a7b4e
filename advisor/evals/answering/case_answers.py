"""From a report to answers with the provenance `measured`: only what the files settle, the rest as what is open."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.case.answer import Answer
from advisor.case.fact_type import Value
from advisor.case.facts import TRIED, fact
from advisor.case.models_tried import ModelsTried
from advisor.evals.answering.failure_causes import likely_causes
from advisor.evals.answering.keep_report import HASH
from advisor.evals.answering.outdated import created_on, stale_files, without_ended
from advisor.evals.answering.reopened import from_results, not_comparable, reopened_answers
from advisor.evals.quality_report import BAR, EvalReport, ModelQuality, QualityGap, Zone
from advisor.evals.rows.row import PASS
from advisor.evals.statistics.judges import BY_PEOPLE
from advisor.text import words
from advisor.text.escape import one_line

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.knowledge.store import Knowledge


@dataclass(frozen=True)
class MeasuredQuality:
    """Answers that the files give, and a sentence for each that they do not give, or that is to be known of them.

    `reopened`: answers of the case from earlier files that these leave open, each with why.
    """

    answers: Mapping[str, Answer]
    remarks: tuple[str, ...]
    reopened: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Ground:
    """What answers are made from."""

    report: EvalReport
    case: Case
    knowledge: Knowledge
    as_of: datetime.date

    def said(self, name: str) -> Value | None:
        """A fact of the case."""
        given = self.case.answers.get(name)
        return None if given is None else given.value

    @property
    def today(self) -> ModelQuality | None:
        """The case's model among those measured, or the baseline where the case names none."""
        named = self.said("model")
        id_ = self.knowledge.find_model(str(named)).model if named is not None else None
        if named is not None:
            wanted = {str(named)} | ({id_.id} if id_ else set())
            found = [m for m in self.report.models if {m.model, m.name, m.label} & wanted]
            return max(found, key=lambda m: (m.score or 0, m.n), default=None)
        baseline = self.report.baseline
        return next((m for m in self.report.models if m.name == baseline), None)

    def judged(self, model: ModelQuality) -> bool:
        """Whether only a judge scored it where an error is not to be tolerated."""
        alone = bool(model.judges) and model.method != BY_PEOPLE
        return alone and self.said("error_tolerance") == "strict"


def answers(report: EvalReport, case: Case, knowledge: Knowledge, as_of: datetime.date) -> MeasuredQuality:
    """What the report answers for `case`; facts that it does not settle are absent, and a remark says why."""
    report, outdated = without_ended(report, knowledge, as_of)
    ground = _Ground(report, case, knowledge, as_of)
    found: dict[str, Answer] = {}
    remarks = [*stale_files(report, case, knowledge, as_of), *outdated]
    today = ground.today
    if today is not None and (today.model is not None or ground.said("model") is not None):
        if ground.said("model") is None:
            note = f"{_source(ground)}: the model that others are compared with"
            found["model"] = Answer(str(today.model), "measured", note)
        found |= _of_today(ground, today, remarks)
    elif report.models:
        remarks.append(_no_today(ground))
    tried = _tried(ground, today, remarks)
    if tried is not None:
        found[TRIED] = tried
    found |= _escalation(ground)
    ratio = report.tuned_ratio
    if ratio is not None:
        found |= _few_shot(ground, remarks)
    if any(m.n for m in report.models) and ground.said("eval_infra") == "none":
        remarks.append("there are results, so quality is measured: people check samples at least")
    return MeasuredQuality(found, tuple(remarks), reopened_answers(report, case, today, found))


def _of_today(ground: _Ground, today: ModelQuality, remarks: list[str]) -> dict[str, Answer]:
    found = {}
    least = ground.knowledge.assumption("evals_baseline_examples").likely
    if today.n >= least:
        found["prompt_baseline"] = Answer(True, "measured", _note(ground, today))
    else:
        remarks.append(f"{today.name}: {today.n} examples are no baseline, it takes {words.count(least)}")
    bar = ground.report.bar
    if bar is not None and today.score is not None:
        if ground.judged(today):
            remarks.append(f"{today.name}: a judge alone does not settle a strict bar; score some by hand")
        elif _best_of_several(ground, today):
            remarks.append(
                f"{today.name}: the best of several prompts, not shown to meet the bar once that counts"
            )
        elif today.low >= bar or today.high < bar:
            found["prompt_meets_bar"] = Answer(today.low >= bar, "measured", _note(ground, today))
        else:
            remarks.append(f"{today.name}: whether it meets the bar is not known yet")
    remarks += _causes(ground, today)
    calls = today.calls
    for name, amount in (("input_tokens", calls.input_tokens), ("output_tokens", calls.output_tokens)):
        given = ground.case.answers.get(name)
        if amount is not None and amount > 0 and (given is None or from_results(given)):
            note = f"{_source(ground)}: mean of the evaluation's calls"
            found[name] = Answer(fact(name).check(round(amount, 1)), "measured", note)
    return found


def _causes(ground: _Ground, today: ModelQuality) -> list[str]:
    """What the failures of today's model come from, proposed and not taken: a file's categories are its author's."""
    if ground.said("failure_cause") is not None or ground.said("prompt_meets_bar") is True:
        return []
    worth = ground.knowledge.assumption("evals_cause_share").likely
    level = 1 - 2 * ground.knowledge.assumption("evals_error").likely
    found = likely_causes(today, worth, level)
    if not found:
        return []
    shown = ", ".join(f"{c} {n:,} ({words.share(low)} to {words.share(high)})" for c, n, low, high in found)
    takes = f"/set failure {', '.join(c for c, *_ in found)}"
    return [
        f"{today.name}: of {today.fails:,} failures the file names the cause: {shown}. To take it: {takes}"
    ]


def _best_of_several(ground: _Ground, today: ModelQuality) -> bool:
    """Whether this prompt meets the bar only because it was picked among several of this model."""
    prompts = [m for m in ground.report.models if m.model == today.model and m.model is not None]
    gap = next((c for c in ground.report.comparisons if (c.model, c.against) == (today.name, BAR)), None)
    if len(prompts) < 2 or gap is None or gap.chance is None or today.low < (ground.report.bar or 0):
        return False
    return gap.chance * len(prompts) > ground.knowledge.assumption("evals_error").likely


def _no_today(ground: _Ground) -> str:
    named = ground.said("model")
    if named is None:
        return "the case names no model of today, so nothing is said of it"
    return f"{one_line(str(named), 60)}, the case's model, was not measured here"


def _tried(ground: _Ground, today: ModelQuality | None, remarks: list[str]) -> Answer | None:
    """Every untrained model that was measured, with the gaps still possible, and those known before."""
    others = [m for m in ground.report.models if today is None or m.model != today.model or m.model is None]
    found: dict[str, tuple[Zone, ...]] = {}
    notes = []
    for model in sorted((m for m in others if m is not today), key=lambda m: m.score or 0):
        gap = _gap_of(ground, model, today, remarks)
        if gap is None:
            continue
        if model.model is None:
            remarks.append(
                f"{model.name}: not in the price book, so it is left out; a case may define it (prices)"
            )
            continue
        found[model.model] = _cautious(ground, model, gap, remarks)
        notes.append(_note(ground, model, gap))
    if not found:
        return None
    before = ground.said(TRIED)
    lost = not_comparable(ground.report, ground.case)
    remarks += [f"{name}: its gap is open again ({why})" for name, why in lost.items()]
    kept = dict(before) if isinstance(before, ModelsTried) else {}
    kept = {n: g for n, g in kept.items() if n not in found and n not in lost}
    notes += [f"{', '.join(kept)}: as said before"] if kept else []
    return Answer(ModelsTried.of({**kept, **found}), "measured", "; ".join(dict.fromkeys(notes)))


def _gap_of(
    ground: _Ground, model: ModelQuality, today: ModelQuality | None, remarks: list[str]
) -> QualityGap | None:
    """The gap to the bar; without a bar that to today's model, where its output is known to be good enough."""
    if model.tuned or not model.n:
        return None
    gaps = {c.against: c for c in ground.report.comparisons if c.model == model.name and not c.refused}
    if BAR in gaps:
        return gaps[BAR]
    if today is None or today.name not in gaps:
        return None
    if ground.said("prompt_meets_bar") is not True:
        remarks.append(
            f"{model.name}: compared with {today.name} only; the gap counts against the bar, so give --bar,"
            " or say that today's output is good enough"
        )
        return None
    return gaps[today.name]


def _cautious(ground: _Ground, model: ModelQuality, gap: QualityGap, remarks: list[str]) -> tuple[Zone, ...]:
    if gap.gap == ("none",) and ground.judged(model):
        remarks.append(f"{model.name}: a judge alone does not settle a strict bar; score some by hand")
        return ("none", "small")
    return gap.gap


def _escalation(ground: _Ground) -> dict[str, Answer]:
    """The share passed on, where one cascade only is in question and a threshold is shown to be no worse."""
    steps = [(e, e.chosen) for e in ground.report.escalations if e.chosen is not None]
    if len(steps) != 1 or steps[0][1] is None:
        return {}
    cascade, step = steps[0]
    note = (
        f"{_source(ground)}: {cascade.cheap} passes on to {cascade.strong} what has {cascade.signal}"
        f" under {words.count(round(step.threshold, 3))}, {cascade.n:,} pairs"
    )
    value, low, high = (round(x, 4) for x in (step.share, step.low, step.high))
    return {"escalation_share": Answer(value, "measured", note, low, high)}


def _few_shot(ground: _Ground, remarks: list[str]) -> dict[str, Answer]:
    ratio = ground.report.tuned_ratio
    assert ratio is not None
    threshold = ground.knowledge.assumption("evals_few_shot").likely
    if ratio.low is None or ratio.high is None or ratio.low < threshold <= ratio.high:
        which = f"on which side of {words.count(threshold)} it lies"
        remarks.append(f"{ratio.prompted} over {ratio.tuned}: {which} is not known yet")
        return {}
    note = f"{_source(ground)}: {ratio.prompted} over {ratio.tuned}, {ratio.n} pairs"
    value, low, high = (round(min(max(x, 0.0), 1.0), 4) for x in (ratio.ratio, ratio.low, ratio.high))
    return {"few_shot_vs_tuned": Answer(value, "measured", note, low, high)}


def _note(ground: _Ground, model: ModelQuality, gap: QualityGap | None = None) -> str:
    """File, date, metric, score with its bounds, n, and the judge."""
    metric = "pass or fail" if ground.report.metric == PASS else one_line(ground.report.metric or "", 40)
    parts = [f"{_source(ground)}: {one_line(model.name, 60)} {words.share(model.score or 0)} on {metric}"]
    parts.append(f"{words.share(model.low)} to {words.share(model.high)}, {model.n:,} examples")
    if gap is not None and gap.against != BAR and gap.low is not None and gap.high is not None:
        parts.append(f"{gap.low * 100:+.1f} to {gap.high * 100:+.1f} points on {gap.n:,} pairs")
    elif ground.report.bar is not None:
        parts.append(f"bar {words.share(ground.report.bar)}")
    if model.missing:
        parts.append(f"{model.missing:,} answers lost to errors")
    if model.judges:
        parts.append(f"judged by {', '.join(model.judges)}")
    return ", ".join(parts)


def _source(ground: _Ground) -> str:
    """The files with the tool, the day and the hash of each."""
    shown = []
    for f in [f for f in ground.report.files if f.scored][:3]:
        day = created_on(f.created)
        parts = [str(f.kind), *([day.isoformat()] if day else []), f"sha256 {f.sha256[:HASH]}"]
        shown.append(f"{one_line(Path(f.file).name, 60)} ({', '.join(parts)})")
    return ", ".join(shown)
