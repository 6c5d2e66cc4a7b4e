"""From a workload to answers with the provenance `measured`, and what they say against what was said."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.case.answer import Answer
from advisor.case.fact_type import Value
from advisor.case.facts import ASKED, fact
from advisor.errors import BadInput, near
from advisor.text import fact_words, words
from advisor.text.value_labels import value_label
from advisor.usage.limits import UNMEASURED_SHARE
from advisor.usage.report import MeasuredWorkload, Report

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.knowledge.store import Knowledge


_TURNAROUND = {"batch": "overnight", "flex": "minutes"}
_SIZES = ("requests_per_month", "input_tokens", "output_tokens")


def chosen(report: Report, name: str | None = None) -> MeasuredWorkload:
    """The workload of this name; without a name the one with the most tokens. Raises BadInput."""
    if not report.workloads:
        raise BadInput("no record could be used", expected="an export with at least one billed call")
    if name is None:
        return report.workloads[0]
    names = {w.name: w for w in report.workloads}
    if name not in names:
        raise BadInput(
            "no such workload in the export", text=name, expected=", ".join(names), near=near(name, names)
        )
    return names[name]


def answers(report: Report, name: str | None = None, case: Case | None = None) -> Mapping[str, Answer]:
    """What the export answers for one workload: facts it does not tell are absent.

    Every answer is `measured`; its note names the files, the period and the rows. Token counts are means,
    as bills are linear in them. A trend is no answer: nobody knows how long it goes on. The cache facts are
    exact for single calls; for exports of sums the mean cached tokens a request stand as a prefix that is
    always found, or as the shortest one that is cached, found as often as they tell. Where the export has tokens
    and no requests, the requests a month or the tokens a request that `case` answers give the other. Raises BadInput.
    """
    work = chosen(report, name)
    note = _note(report, work)
    found: dict[str, tuple[Value, str]] = {}
    if work.requests_per_month:
        found["requests_per_month"] = round(work.requests_per_month), report.weekdays
    if work.traffic is not None and work.variation is not None:
        found["traffic"] = work.traffic, f"daily volume varies by {words.share(work.variation)}"
    if work.peak_factor is not None:
        found["peak_factor"] = round(work.peak_factor, 1), "busiest hour"
    found |= _turnaround(work) | _bill(work, report.days)
    known = [m for m in work.models if m.id is not None]
    if known and known[0] is work.models[0] and known[0].id is not None:
        share = sum(m.tokens_share for m in known if m.id == known[0].id)
        found["model"] = known[0].id, "" if share > 0.999 else f"{words.share(share)} of the tokens"
    if known and known[0].tuned:
        found["model_is_tuned"] = True, f"called as {known[0].name}"
    for side, sizes in (("input_tokens", work.input), ("output_tokens", work.output)):
        if sizes.mean is not None:
            spread = "" if sizes.median is None else f"median {sizes.median:,.0f}, P90 {sizes.p90:,.0f}"
            found[side] = round(sizes.mean, 1), spread
    found |= _cache(work)
    if work.requests is None and case is not None:
        found |= _by_tokens(work, case)
    return {n: _answer(n, *found[n], note, _range(work, n)) for n in ASKED if n in found}


def _range(work: MeasuredWorkload, name: str) -> tuple[float | None, float | None]:
    """Low and high of a volume from a period shorter than a month."""
    low, high = work.requests_per_month_low, work.requests_per_month_high
    if name != "requests_per_month" or low is None or high is None or low == high:
        return None, None
    return float(round(low)), float(round(high))


def _bill(work: MeasuredWorkload, days: float) -> dict[str, tuple[Value, str]]:
    """The spend a month, where every record has its own: of a part nobody knows what the rest cost."""
    if not (work.usd_of_all and work.usd and work.usd_per_month):
        return {}
    span = fact_words.amount(round(days, 1), "days")
    return {"bill_today": (round(work.usd_per_month, 2), f"{words.dollars(work.usd)} in {span}")}


def _turnaround(work: MeasuredWorkload) -> dict[str, tuple[Value, str]]:
    """How soon most of the calls are wanted, where they are not of the standard tier."""
    most = max(work.tiers, key=lambda t: t.tokens_share, default=None)
    wanted = _TURNAROUND.get(most.tier) if most is not None else None
    if most is None or wanted is None:
        return {}
    share = (
        "every call is"
        if most.requests_share > 0.999
        else f"{words.share(most.requests_share)} of the calls are"
    )
    return {"turnaround": (wanted, f"{share} {most.tier}")}


def _by_tokens(work: MeasuredWorkload, case: Case) -> dict[str, tuple[Value, str]]:
    """From tokens a month: requests by what one request holds, or what one holds by the requests."""
    a_month = work.tokens_per_month
    total = work.input_tokens + work.output_tokens
    if not a_month or not total:
        return {}
    said = {name: a.value for name in _SIZES if (a := case.answers.get(name)) is not None}
    held = [said.get(n) for n in ("input_tokens", "output_tokens")]
    sizes = [float(s) for s in held if isinstance(s, int | float)]
    if len(sizes) == 2 and min(sizes) >= 0 and sum(sizes) > 0:
        one = sum(sizes)
        says = f"{words.short(a_month)} tokens a month of {words.count(one)} a request"
        return {"requests_per_month": (round(a_month / one), says)}
    requests = said.get("requests_per_month")
    if not isinstance(requests, int | float) or requests <= 0:
        return {}
    parts = {"input_tokens": work.input_tokens, "output_tokens": work.output_tokens}
    says = f"{words.short(a_month)} tokens a month over {words.count(requests)} requests"
    found: dict[str, tuple[Value, str]] = {
        n: (round(a_month * part / total / requests, 1), says) for n, part in parts.items()
    }
    if work.cached_tokens:
        cached = a_month * work.cached_tokens / total / requests
        found |= {"shared_prefix_tokens": (round(cached, 1), says), "cache_hit_rate": (1.0, says)}
    return found


def _cache(work: MeasuredWorkload) -> dict[str, tuple[Value, str]]:
    if not work.cached:
        return {}
    if work.hit_rate and work.cached_when_hit:
        return {
            "shared_prefix_tokens": (
                round(work.cached_when_hit, 1),
                "cached tokens of the calls that read any",
            ),
            "cache_hit_rate": (round(work.hit_rate, 4), ""),
        }
    shortest = min(work.shortest_cached, work.input.mean or 0.0)
    prefix = max(work.cached, shortest)
    says = "mean cached tokens a call, counted as always found"
    if prefix > work.cached:
        says = "the shortest prefix that is cached, found as often as the cached tokens tell"
    return {
        "shared_prefix_tokens": (round(prefix, 1), says),
        "cache_hit_rate": (round(work.cached / prefix, 4), says),
    }


def _answer(
    name: str, value: Value, extra: str, note: str, spread: tuple[float | None, float | None]
) -> Answer:
    which = fact(name)
    if which.kind == "number" and isinstance(value, int | float):
        value = min(max(value, which.low), which.high)
    return Answer(which.check(value), "measured", f"{note}; {extra}" if extra else note, *spread)


def _note(report: Report, work: MeasuredWorkload) -> str:
    names = [Path(f.file).name for f in report.files if f.used]
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    dated = [] if report.start is None or report.end is None else [_dates(report.start, report.end)]
    unmeasured = work.unmeasured_share
    without = (
        [f"{words.share(unmeasured)} of the calls without counts"] if unmeasured >= UNMEASURED_SHARE else []
    )
    return ", ".join([shown, *dated, f"{work.records:,} rows", *without])


def _dates(start: datetime.datetime, end: datetime.datetime) -> str:
    """First and last day; a period that ends at midnight ends with the day before."""
    last = end - datetime.timedelta(microseconds=1)
    return f"{start:%Y-%m-%d} to {max(last, start):%Y-%m-%d}"


def merged(case: Case, found: Mapping[str, Answer]) -> Case:
    """`case` with every measured answer in it."""
    for name, answer in found.items():
        case = case.answered(name, answer)
    return case


def differences(case: Case, found: Mapping[str, Answer], knowledge: Knowledge) -> list[str]:
    """A sentence for each answer that was given otherwise: another model, or a number off by more than allowed."""
    allowed = knowledge.assumption("measured_vs_said").likely
    notes = []
    for name, answer in found.items():
        before = case.answers.get(name)
        if before is None or before.source == "measured":
            continue
        said, measured = before.value, answer.value
        if isinstance(said, str) and said != measured:
            notes.append(
                f"{fact_words.question(name)}: {value_label(name, said)} was {before.source},"
                f" {value_label(name, str(measured))} is measured"
            )
        elif _far(said, measured, allowed):
            notes.append(
                f"{fact_words.question(name)}: {fact_words.value(name, said)} was {before.source},"
                f" {fact_words.value(name, measured)} is measured,"
                f" over {words.count(allowed)} times apart"
            )
    return notes


def _far(said: Value, measured: Value, allowed: float) -> bool:
    if isinstance(said, bool) or not isinstance(said, int | float) or not isinstance(measured, int | float):
        return False
    low, high = sorted((abs(said), abs(measured)))
    return said * measured < 0 or (high > allowed * low and high != low)
