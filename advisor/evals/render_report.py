"""A report on evaluations for the terminal, and as JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from advisor.evals.escalation import Escalation
from advisor.evals.quality_report import (
    BAR,
    ZONES,
    CallAmounts,
    EvalReport,
    ModelQuality,
    QualityGap,
    ResultFile,
    Zone,
)
from advisor.evals.render_plot import NAME, GapPlot, ScorePlot, points
from advisor.evals.rows.row import PASS
from advisor.text import json_text, words
from advisor.text.escape import one_line
from advisor.text.table import wrap_as_indented

_SHOWN = 20
_GAPS: dict[Zone, str] = {"none": "no gap", "small": "a small gap", "large": "a large gap"}


def render(report: EvalReport) -> str:
    """Files with all that was set aside, scores with their bounds, comparisons, calls; at most 80 columns."""
    parts = ["\n".join(_file(f)) for f in report.files]
    more = [f"  and {len(report.models) - _SHOWN} more"] if len(report.models) > _SHOWN else []
    parts.append("\n".join([_scores_title(report), *_scores(report), *more]))
    bar = [c for c in report.comparisons if c.against == BAR]
    pairs = [c for c in report.comparisons if c.against != BAR]
    if bar and report.bar is not None:
        title = f"Against the bar of {words.share(report.bar)}"
        parts.append("\n".join([title + _margin(bar[0]), *(_gap(c) for c in bar[:_SHOWN])]))
    if pairs:
        title = f"Against {_short(pairs[0].against)} on the same examples{_margin(pairs[0])}"
        parts.append("\n".join([title, *_differences(pairs[:_SHOWN])]))
    if report.escalations:
        parts.append(
            "\n".join(["A cheaper model first", *(_cascade(e) for e in report.escalations[:_SHOWN])])
        )
    calls = [wrap_as_indented(f"  {_short(m.name):<{NAME}}  {shown}", " " * (NAME + 4))
             for m in report.models if (shown := _calls(m))]  # fmt: skip
    if calls:
        parts.append("\n".join(["A call", *calls[:_SHOWN]]))
    if report.notes:
        parts.append("\n".join(wrap_as_indented(f"{one_line(n, 400)}.", "  ") for n in report.notes))
    return "\n\n".join(parts) + "\n"


def as_json(report: EvalReport) -> str:
    """The report as JSON: all keys always present, scores and bounds as fractions of the scale, 90 %."""
    data: dict[str, Any] = {
        "format": 1,
        "files": [dataclasses.asdict(f) for f in report.files],
        "metric": report.metric,
        "metrics": report.metrics,
        "bar": report.bar,
        "baseline": report.baseline,
        "models": [_model(m) for m in report.models],
        "comparisons": [dataclasses.asdict(c) for c in report.comparisons],
        "escalations": [dataclasses.asdict(e) for e in report.escalations],
        "tuned_ratio": report.tuned_ratio and dataclasses.asdict(report.tuned_ratio),
        "notes": report.notes,
    }
    return json_text.encode(data)


def _model(model: ModelQuality) -> dict[str, Any]:
    data = dataclasses.asdict(model)
    return {"model": data.pop("name"), "id": data.pop("model"), **data}


def _file(f: ResultFile) -> list[str]:
    name = one_line(f.file, 200)
    if f.kind is None:
        return [wrap_as_indented(f"{name}: not read: {f.failure}", "  ")]
    version = f" {f.version}" if f.version else ""
    lines = [wrap_as_indented(f"{name}: {one_line(f.kind + version, 60)}", "  ")]
    counts = [f"{f.rows:,} rows", f"{f.scored:,} scored"]
    if f.errors:
        own = f", {f.failed:,} by a limit of the model and counted as failures" if f.failed else ""
        counts.append(f"{f.errors:,} in error{own}")
    lines.append(wrap_as_indented("  " + ", ".join(counts), "    "))
    for s in f.skipped:
        where = f" ({'first: ' if s.count > 1 else ''}row {s.row:,})" if s.row else ""
        begun = f": {one_line(s.text, 40)}" if s.text else ""
        lines.append(wrap_as_indented(f"  - {s.count:,} set aside: {s.why}{where}{begun}", "    "))
    lines += [wrap_as_indented(f"  - {one_line(n, 200)}", "    ") for n in f.notes]
    return lines


def _scores_title(report: EvalReport) -> str:
    metric = "pass or fail, as the tool says" if report.metric == PASS else one_line(report.metric or "", 50)
    return f"Score: {metric}; bounds at 90 %"


def _scores(report: EvalReport) -> list[str]:
    """A forest plot of the models, with how many examples each was given."""
    shown = report.models[:_SHOWN]
    plot = ScorePlot(shown, report.bar)
    lines = []
    for model in shown:
        if model.score is None:
            lines.append(f"  {_short(model.name):<{NAME}}  no score ({words.count(model.rows)} rows)")
            continue
        often = "" if model.repeats < 2 else f", up to {model.repeats} times each"
        examples = f"{model.n:,} example{'s' if model.n != 1 else ''}{often}"
        lines += [plot.line(model), f"{'':<{NAME + 4}}{examples}"]
    return [*lines, plot.ticks] if any(m.score is not None for m in shown) else lines


def _differences(gaps: Sequence[QualityGap]) -> list[str]:
    """A forest plot of the differences, with what each says."""
    plot, lines, later = GapPlot(gaps), [], " " * (NAME + 4)
    for gap in gaps:
        if gap.refused:
            lines.append(_gap(gap))
        else:
            lines += [
                plot.line(gap),
                wrap_as_indented(f"{later}{_verdict(gap)}{_more(gap)}{_sides(gap)}", later),
            ]
    return [*lines, plot.ticks] if any(not g.refused for g in gaps) else lines


def _margin(gap: QualityGap) -> str:
    return f", margin {points(gap.margin)}" if gap.margin else ""


def _gap(gap: QualityGap) -> str:
    head, later = f"  {_short(gap.model):<{NAME}}  ", " " * (NAME + 4)
    if gap.refused:
        return wrap_as_indented(f"{head}not compared: {gap.refused}", later)
    assert gap.low is not None and gap.high is not None
    says = f"{_verdict(gap)}: {points(gap.low, sign=True)} to {points(gap.high, sign=True)}"
    return wrap_as_indented(head + says + _more(gap) + _sides(gap), later)


def _verdict(gap: QualityGap) -> str:
    if len(gap.gap) == len(ZONES):
        return "not known yet"
    return " or ".join(_GAPS[z] for z in gap.gap)


def _more(gap: QualityGap) -> str:
    if gap.retry:
        return "; it hangs on the answers lost to errors: run these again"
    if len(gap.gap) == 1 or (gap.more_examples is None and gap.more_as_seen is None):
        return ""
    parts = []
    if gap.against == BAR or gap.more_examples == gap.more_as_seen or gap.more_as_seen is None:
        parts.append(f"{_examples(gap.more_examples or gap.more_as_seen or 0)} would tell")
    else:
        if gap.more_examples is not None:
            parts.append(f"{_examples(gap.more_examples)} would tell if the two are equal")
        beyond = gap.difference is not None and gap.difference < -gap.margin
        more = "more likely to confirm the gap" if beyond else "if the truth is as seen"
        parts.append(f"{words.count(gap.more_as_seen)} {more}")
    return "; " + ", ".join(parts)


def _cascade(found: Escalation) -> str:
    head, later = f"  {_short(found.cheap):<{NAME}}  ", " " * (NAME + 4)
    best = f"{words.share(found.best_share)} passed on to {_short(found.strong)}"
    if found.signal is None:
        bound = (
            f"at best {best}, score {words.share(found.best_quality)}: a bound, as no file tells a confidence"
        )
        return wrap_as_indented(head + bound, later)
    chosen = found.chosen
    if chosen is None:
        return wrap_as_indented(
            f"{head}no threshold of {found.signal} is shown to be no worse; at best {best}", later
        )
    says = f"{words.share(chosen.share)} passed on, {found.signal} under {words.count(round(chosen.threshold, 3))}"
    span = f"{words.share(chosen.low)} to {words.share(chosen.high)}"
    return wrap_as_indented(f"{head}{says} ({span} of the calls): score {words.share(chosen.quality)}", later)


def _examples(n: int) -> str:
    return f"{words.count(n)} more example{'' if n == 1 else 's'}"


def _sides(gap: QualityGap) -> str:
    if gap.against == BAR:
        return ""
    pairs = f"; {gap.n:,} pairs, {words.count(gap.gained)} gained, {words.count(gap.lost)} lost"
    alone = [(gap.only_here, gap.model), (gap.only_there, gap.against)]
    return pairs + "".join(f", {n:,} only for {_short(name)}" for n, name in alone if n)


def _calls(model: ModelQuality) -> str:
    calls, parts = model.calls, []
    if calls.input_tokens is not None:
        cached = f" ({calls.cached_tokens:,.0f} cached)" if calls.cached_tokens else ""
        parts.append(f"{calls.input_tokens:,.0f} tokens in{cached}, {calls.output_tokens or 0:,.0f} out")
    parts += _costs(calls)
    if calls.ms_median is not None:
        parts.append(f"{calls.ms_median:,.0f} ms, P95 {calls.ms_p95:,.0f} ms")
    return ", ".join(parts)


def _costs(calls: CallAmounts) -> list[str]:
    """USD a call at list price and, where it is another, as the files say; USD a pass with its bounds."""
    parts = []
    if calls.list_usd is not None:
        parts.append(f"{words.per_call(calls.list_usd)} at list price")
    said = calls.per_call_usd
    if said is not None and (
        calls.list_usd is None or words.per_call(said) != words.per_call(calls.list_usd)
    ):
        parts.append(f"{words.per_call(said)} in the file")
    if calls.per_pass_usd is not None and calls.per_pass_low is not None:
        high = f" to {words.per_call(calls.per_pass_high)}" if calls.per_pass_high is not None else " or more"
        parts.append(
            f"{words.per_call(calls.per_pass_usd)} a pass ({words.per_call(calls.per_pass_low)}{high})"
        )
    return parts


def _short(name: str) -> str:
    return one_line(name, NAME)
