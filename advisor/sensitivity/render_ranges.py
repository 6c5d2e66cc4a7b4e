"""Ranges and flips for the terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from advisor.case.models_tried import ModelsTried
from advisor.sensitivity.flip_distance import FARTHEST
from advisor.text import fact_words, words
from advisor.text.escape import one_line
from advisor.text.table import lay_out, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from advisor.case.fact_type import Value
    from advisor.sensitivity.flips import Flips
    from advisor.sensitivity.monte_carlo import Ranges
    from advisor.sensitivity.tornado import Tornado
    from advisor.sensitivity.uncertainty import Uncertain

_NOTHING: Mapping[str, str] = {}
_TOLD = 0.01
"""A bar of the tornado that is shorter than this share of the longest is not told."""


def ranges_text(
    ranges: Ranges,
    title: str,
    verdict: str,
    called: Callable[[str], str] = words.route,
    does: Callable[[str, bool], str] = words.outcome,
    still_open: str = "",
    cheapest: str = "",
) -> str:
    """The ranges as text; `verdict`: what it runs on, in words.

    `called`: the name of a route's row; `does`: what another outcome, a route trained or not, would have one do;
    `still_open`: the questions that no sample answers; `cheapest`: why the row that is so most often is not taken.
    """
    lines = [one_line(title)] if title else []
    if ranges.holds is None:
        lacking = "; ".join(map(fact_words.question, ranges.missing))
        unpriced = f"Nothing can be priced before this is known: {lacking}."
        return "\n".join([*lines, *wrap(unpriced), ""])
    lines += wrap(f"The verdict ({verdict}) holds in {words.share(ranges.holds)} of the samples.")
    for other in ranges.outcomes:
        if other.outcome != ranges.outcome:
            lines += wrap(f"In {words.share(other.share)} it is: {does(*other.outcome)}.")
    lines += wrap(still_open) if still_open else []
    lines += ["", *_cost_table(ranges, verdict, called), ""]
    lines += wrap(f"{words.NOT_COUNTED} {cheapest}".strip())
    lines += ["", "Drawn from the triangle low, likely, high:", *_input_table(ranges), ""]
    lines.append(f"{words.count(ranges.samples)} samples, seed {ranges.seed}.")
    return "\n".join(lines) + "\n"


def _cost_table(ranges: Ranges, verdict: str, called: Callable[[str], str]) -> list[str]:
    rows: list[tuple[str, ...]] = [("USD over the horizon", "P10", "P50", "P90", "cheapest in")]
    for r in ranges.routes:
        share = words.cheapest_in(r.cheapest)
        name = verdict if r.route == ranges.outcome.route else called(r.route)
        rows.append((name, words.money(r.p10), words.money(r.p50), words.money(r.p90), share))
    return lay_out(rows, indent="", folds=(0,))


def _input_table(ranges: Ranges) -> list[str]:
    rows: list[tuple[str, ...]] = [("", "low", "likely", "high", "")]
    rows += [(u.called, *_range(u.unit, u.low, u.likely, u.high)) for u in ranges.inputs]
    return lay_out(rows, (1, 2, 3), "", folds=(0,))


def ranges_dict(ranges: Ranges) -> dict[str, Any]:
    """The ranges as plain data; `holds` is null where nothing can be priced."""
    return {
        "format": 1,
        "verdict": {"route": ranges.outcome.route, "trained": ranges.outcome.trained},
        "samples": ranges.samples,
        "seed": ranges.seed,
        "holds": ranges.holds,
        "outcomes": [
            {"route": s.outcome.route, "trained": s.outcome.trained, "share": s.share}
            for s in ranges.outcomes
        ],
        "routes": [
            {"id": r.route, "p10_usd": r.p10, "p50_usd": r.p50, "p90_usd": r.p90, "cheapest": r.cheapest}
            for r in ranges.routes
        ],
        "inputs": [uncertain_dict(u) for u in ranges.inputs],
        "missing": list(ranges.missing),
    }


def flips_text(
    flips: Flips,
    title: str,
    verdict: str,
    asked: Mapping[str, str] = _NOTHING,
    called: Callable[[str, bool], str] = lambda route, _: words.route(route),
    doubt: str = "",
    period: str = "Over the horizon",
) -> str:
    """The flips as text; `verdict`: what it runs on, in words; `asked`: the open questions in words, which come first.

    `called`: the name of a route's row, with training or without; `doubt`: what has to be cleared up before all;
    `period`: what the money is counted over, as a sentence begins.
    """
    lines = [one_line(title)] if title else []
    lines += [*wrap(f"Verdict: {verdict}."), *(wrap(doubt) if doubt else ())]
    lines += wrap(flips.sentence(tuple(asked.values())))
    if asked:
        questions = (line for question in asked.values() for line in wrap(question, "- "))
        lines += ["", "Open questions:", *questions]
    if flips.flips:
        rows = [("unless", "then")] + [(f.words, f.leads) for f in flips.flips]
        lines += ["", *lay_out(rows, (), "", folds=(0, 1))]
    if flips.flips or asked:
        lines += [
            "",
            *wrap(f"Every number was varied between a tenth and {FARTHEST:g} times of what counts here."),
        ]
    if flips.tornado is not None:
        lines += _tornado_lines(flips.tornado, flips, verdict, called, period)
    return "\n".join(lines) + "\n"


def _tornado_lines(
    tornado: Tornado, flips: Flips, verdict: str, called: Callable[[str, bool], str], period: str
) -> list[str]:
    """The saving of the tuned route, and how much each input alone changes it."""
    reference = verdict if (tornado.reference, False) == flips.outcome else called(tornado.reference, False)
    gap = "less" if tornado.likely >= 0 else "more"
    costs = f"{called(tornado.tuned, True)} costs {words.money(abs(tornado.likely))} {gap} than {reference}"
    lines = ["", *wrap(f"{period}: {costs}."), "One input at its low or its high changes the saving by:"]
    rows: list[tuple[str, ...]] = [("", "at low", "at high", "low to high", "")]
    least = _TOLD * max((b.swing for b in tornado.bars), default=0.0)
    told = [b for b in tornado.bars if b.swing >= least]
    for bar in told:
        low, high, unit = _range(bar.input.unit, bar.input.low, bar.input.high)
        change = (_signed(bar.at_low - tornado.likely), _signed(bar.at_high - tornado.likely))
        rows.append((bar.input.called, *change, f"{low} to {high}", unit))
    lines += lay_out(rows, (1, 2, 3), "", folds=(0,))
    if more := len(tornado.bars) - len(told):
        lines += wrap(f"{more} more change{'s' if more == 1 else ''} it by less than {words.money(least)}.")
    return lines


def flips_dict(flips: Flips, asked: Mapping[str, str] = _NOTHING) -> dict[str, Any]:
    """The flips as plain data; `holds` is null for a choice, `tornado` where no tuned route is compared.

    `open` holds `asked`: the facts of the open questions.
    """
    return {
        "format": 1,
        "verdict": {"route": flips.outcome.route, "trained": flips.outcome.trained},
        "sentence": flips.sentence(tuple(asked.values())),
        "open": list(asked),
        "flips": [
            {
                "fact": f.fact,
                "now": _listed(f.now),
                "said": f.said,
                "holds": f.holds,
                "to": [_listed(v) for v in f.to],
                "verdict": {"route": f.outcome.route, "trained": f.outcome.trained},
                "distance": f.distance,
                "words": f.words,
            }
            for f in flips.flips
        ],
        "tornado": flips.tornado and tornado_dict(flips.tornado),
    }


def tornado_dict(tornado: Tornado) -> dict[str, Any]:
    """The tornado as plain data, USD saved over the horizon."""
    return {
        "tuned_route": tornado.tuned,
        "reference_route": tornado.reference,
        "likely_usd": tornado.likely,
        "bars": [
            {**uncertain_dict(b.input), "low_usd": b.at_low, "high_usd": b.at_high} for b in tornado.bars
        ],
    }


def _range(unit: str, *values: float) -> tuple[str, ...]:
    """Values as people read them, then their unit: percent where they are shares."""
    if unit.startswith("fraction"):
        return *(words.share(v) for v in values), "a month" if "/" in unit else ""
    return *(words.short(v) for v in values), unit


def _signed(usd: float) -> str:
    return ("+" if usd >= words.HALF_A_CENT else "") + words.money(
        usd if abs(usd) >= words.HALF_A_CENT else 0.0
    )


def _listed(value: Value) -> Any:
    if isinstance(value, ModelsTried):
        return value.plain()
    return list(value) if isinstance(value, tuple) else value


def uncertain_dict(one: Uncertain) -> dict[str, Any]:
    """An uncertain input as plain data."""
    return {
        "input": one.name,
        "from": one.kind,
        "low": one.low,
        "likely": one.likely,
        "high": one.high,
        "unit": one.unit,
    }
