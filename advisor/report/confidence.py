"""How sure the verdict is and what would flip it, in the words and tables that memo and page share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.report import question_words, rule_evidence, wording
from advisor.report.route_names import route_phrase
from advisor.text import fact_words, words

if TYPE_CHECKING:
    from advisor.decision.decision import Decision
    from advisor.sensitivity import Outlook
    from advisor.sensitivity.monte_carlo import Ranges
    from advisor.sensitivity.tornado import Bar
    from advisor.sensitivity.uncertainty import Uncertain

_HALF = 0.5
"""A verdict that holds in fewer of the samples is more often another."""
_FLIPS = 10
_BARS = 10


@dataclass(frozen=True)
class RangeRow:
    """One route over the horizon: USD at three percentiles, and the share of samples in which it is the cheapest."""

    id: str
    route: str
    p10: str
    p50: str
    p90: str
    cheapest: str


@dataclass(frozen=True)
class FlipRow:
    """A change of one answer, and the verdict it leads to."""

    unless: str
    then: str


@dataclass(frozen=True)
class SwingRow:
    """One input moved to both ends of its range, and what the tuned route saves at each."""

    name: str
    ends: str
    at_low: str
    at_high: str


@dataclass(frozen=True)
class DrawnRow:
    """One input that is drawn: its range and where it comes from."""

    name: str
    low: str
    likely: str
    high: str
    source: str


def how_sure(outlook: Outlook) -> str:
    """In which share of the samples the verdict holds, or why that cannot be said."""
    if outlook.sure is None:
        lacking = "; ".join(fact_words.question(n) for n in outlook.ranges.missing)
        return f"How sure this is cannot be said: nothing can be priced before this is known: {lacking}."
    drawn_ = words.count(outlook.ranges.samples)
    if words.share(outlook.sure) == words.share(1.0):
        return f"The uncertain numbers alone do not change it ({drawn_} samples)."
    doubt = ": more often another verdict is right" if outlook.sure < _HALF else ""
    return f"It holds in {words.share(outlook.sure)} of {drawn_} samples of the uncertain numbers{doubt}."


def sampling_words(decision: Decision, outlook: Outlook) -> str:
    """How the samples were drawn, and what they leave out."""
    ranges = outlook.ranges
    text = (
        f"Each of the {words.count(ranges.samples)} samples (seed {ranges.seed}) draws every uncertain number between "
        "its low and its high end, most often near the likely one, and is priced and decided like the case itself."
    )
    return f"{text} {still}" if (still := still_open(decision)) else text


def still_open(decision: Decision) -> str:
    """That no sample answers what is open; empty if nothing is."""
    many = len(question_words.questions(decision))
    return (
        f"The {many} open question{' stays' if many == 1 else 's stay'} open in all of them." if many else ""
    )


def other_outcomes(decision: Decision, outlook: Outlook) -> str | None:
    """The other verdicts among the samples, None without any."""
    found = [s for s in outlook.ranges.outcomes if s.outcome != outlook.ranges.outcome]
    if not found:
        return None
    told = (
        f"{wording.outcome(decision, s.outcome.route, trained=s.outcome.trained)} in {words.share(s.share)}"
        for s in found
    )
    return f"Otherwise: {', '.join(told)}."


def why_not_cheapest(decision: Decision, ranges: Ranges) -> str | None:
    """Why another route can be the cheapest more often than the verdict's; None if that is not so."""
    shares = {r.route: r.cheapest or 0.0 for r in ranges.routes}
    mine = shares.get(decision.verdict.route, 0.0)
    most = max(shares, key=lambda r: shares[r], default=decision.verdict.route)
    if shares.get(most, 0.0) <= mine:
        return None
    why = rule_evidence.concluded(decision)
    return (
        f"{wording.range_name(decision, most)} is the cheapest in {words.share(shares[most])} of the samples"
        " and still not the verdict. "
        f"What decides is not the bill alone: {wording.sentence(why)}"
    )


def range_rows(decision: Decision, outlook: Outlook) -> tuple[RangeRow, ...]:
    """Every priced route's range, in the fixed order of routes."""
    return tuple(
        RangeRow(
            r.route,
            wording.range_name(decision, r.route),
            words.money(r.p10),
            words.money(r.p50),
            words.money(r.p90),
            words.cheapest_in(r.cheapest),
        )
        for r in outlook.ranges.routes
    )


def flip_rows(outlook: Outlook) -> tuple[FlipRow, ...]:
    """The nearest flips, the nearest first."""
    return tuple(FlipRow(f.words, f.leads) for f in outlook.flips[:_FLIPS])


def more_flips(outlook: Outlook) -> int:
    """How many flips lie farther off than those shown."""
    return max(0, len(outlook.flips) - _FLIPS)


def saving_at_stake(decision: Decision, outlook: Outlook) -> str | None:
    """What the tuned route saves with everything at its likely value; None if no tuned route is compared."""
    t = outlook.tornado
    if t is None:
        return None
    over = wording.horizon_heading(decision)
    tuned = route_phrase(decision, t.tuned, trained=True)
    reference = route_phrase(decision, t.reference)
    if t.likely < 0:
        found = f"costs {words.dollars(-t.likely)} more than {reference}"
    else:
        found = f"saves {words.dollars(t.likely)} against {reference}"
    return f"With every input at its likely value {tuned} {found} over {over}."


def swing_rows(outlook: Outlook) -> tuple[Bar, ...]:
    """The inputs that move the saving most, the widest swing first; those that move less than is shown are left out."""
    bars = outlook.tornado.bars if outlook.tornado is not None else ()
    return tuple(b for b in bars if words.money(b.at_low) != words.money(b.at_high))[:_BARS]


def swings_of_verdict(decision: Decision, outlook: Outlook) -> tuple[Bar, ...]:
    """The inputs that move the verdict's own money most: of an untrained one what it costs, else what it saves."""
    if decision.verdict.trained or outlook.tornado is None:
        return swing_rows(outlook)
    bars = [b for b in outlook.tornado.bars if words.money(b.untrained) != words.money(0.0)]
    return tuple(sorted(bars, key=lambda b: -b.untrained))


def swing_words(outlook: Outlook) -> tuple[SwingRow, ...]:
    """The widest bars in words."""
    return tuple(
        SwingRow(input_name(b.input), range_words(b.input), words.money(b.at_low), words.money(b.at_high))
        for b in swing_rows(outlook)
    )


def drawn_rows(decision: Decision, outlook: Outlook) -> tuple[DrawnRow, ...]:
    """Every input that is drawn, with its range and source."""
    assumed = {a.fact: a.source for a in decision.assumptions}
    rows = []
    for u in outlook.ranges.inputs:
        low, likely, high = (fact_words.amount(v, u.unit) for v in (u.low, u.likely, u.high))
        rows.append(DrawnRow(input_name(u, short=False), low, likely, high, _source(decision, u, assumed)))
    return tuple(rows)


def range_words(one: Uncertain) -> str:
    """The range of an input: `5 to 10 hours/month`."""
    low, high = fact_words.amount(one.low, one.unit), fact_words.amount(one.high, one.unit)
    number, _, unit = low.partition(" ")
    return f"{number} to {high}" if unit and high.endswith(" " + unit) else f"{low} to {high}"


def input_name(one: Uncertain, *, short: bool = True) -> str:
    """What an input is called, in words; `short` cuts it after its first clause."""
    if short or one.kind == "price":
        return one.called
    return one.says[:1].upper() + one.says[1:].rstrip(".")


def _source(decision: Decision, one: Uncertain, assumed: dict[str, str]) -> str:
    if one.kind == "answer":
        return decision.case.answers[one.name].source
    return one.source or assumed.get(one.name, one.kind)
