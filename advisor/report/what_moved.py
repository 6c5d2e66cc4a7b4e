"""What an answer changed: two decisions compared in a few short lines, with numbers and citations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from advisor.case.facts import RUNS_NO_MODEL
from advisor.report.route_names import row_name, short_name
from advisor.report.rows import keeps_own_gpus, next_row, upkeep_counted
from advisor.report.wording import a_month, horizon_heading, model_gone, verdict_outcome
from advisor.rules.rule import STRENGTHS
from advisor.text import words

if TYPE_CHECKING:
    from advisor.case.routes import BandEdges
    from advisor.decision.decision import BreakEven, Decision, RouteCost

SETTLED = "Settled: no open question can change the verdict any more."
_MOST = 3


def reaction_lines(before: Decision | None, after: Decision, facts: Iterable[str]) -> list[str]:
    """Lines on the change from `before` to `after`, most important first; `facts` are those just answered."""
    changed = frozenset(facts)
    lines = [
        *_bill(before, after),
        *_warned(before, after),
        *_verdict(before, after),
        *_verdict_bill(before, after),
        *_routes(before, after),
        *_settled(before, after),
        *_rules(before, after, changed),
    ]
    return lines[:_MOST]


def difference_lines(before: Decision, after: Decision) -> list[str]:
    """Every difference a what-if makes: verdict, break-even, and each route that changed."""
    lines = [f"verdict: {_arrow(verdict_outcome(before), verdict_outcome(after))}"]
    if before.verdict.headline != after.verdict.headline:
        lines.append(after.verdict.headline)
    old, new = before.break_even, after.break_even
    lines.append(f"break-even multiple: {_arrow(_multiple(old, before.bands), _multiple(new, after.bands))}")
    for was, now in zip(before.weighed, after.weighed, strict=True):
        if _price(was) != _price(now):
            change = (
                f" ({words.percent(was.horizon_usd, now.horizon_usd)})".replace(" %", "\u00a0%")
                if was.available
                and now.available
                and was.horizon_usd is not None
                and now.horizon_usd is not None
                else ""
            )
            lines.append(f"{row_name(now)}: {_arrow(_price(was), _price(now))}{change}")
    return lines


def horizon_note(decision: Decision) -> str:
    """That the costs of a what-if are sums over the horizon."""
    return f"; costs are over {horizon_heading(decision)}"


def cited(text: str, cites: Iterable[str]) -> str:
    """`text [G1.formula, T.idle]`."""
    names = ", ".join(cites)
    return f"{text} [{names}]" if names else text


def _bill(before: Decision | None, after: Decision) -> list[str]:
    new, then = after.today_usd, after.route("prompt").monthly_usd
    if new is None:
        return []
    old = before.today_usd if before else None
    if after.facts.get("model_retires") is True:
        if before and (new, then) == (old, before.route("prompt").monthly_usd):
            return []
        gone = model_gone(after)
        paid = f"That {'was' if gone else 'is'} {words.dollars(new)} a month {'until it ended' if gone else 'today'}"
        text = cited(paid, _cites(after))
        return [f"{text}. {_replaced(after, then)}"]
    if new == old:
        return []
    if old is not None:
        return [f"Today's bill moves from {words.dollars(old)} to {words.dollars(new)} a month."]
    text = cited(f"That is {words.dollars(new)} a month today", _cites(after)) + "."
    other = _likely_model(after)
    cheap = other.monthly_usd if other is not None else None
    if other is not None and cheap is not None and 0 < cheap < new:
        unproven = "but it is not measured yet" if other.candidate else "if it is good enough"
        text += f" With {row_name(other)}, it would be {words.dollars(cheap)}, {unproven}."
    return [text]


def _likely_model(decision: Decision) -> RouteCost | None:
    """The other model that the next step is about, else the first one that nothing speaks against."""
    next_ = next_row(decision)
    if next_ is not None and next_.id == "other-model":
        return next_
    rows = (r for r in decision.routes if r.id == "other-model" and r.available)
    return next((r for r in rows if not r.doubt), None)


def _warned(before: Decision | None, after: Decision) -> list[str]:
    """What to take care of since this answer."""
    known = before.warnings if before is not None else ()
    return [f"Take care: {w}" for w in after.warnings if w not in known]


def _replaced(decision: Decision, usd: float | None) -> str:
    """What follows today's model where that ends within the horizon, at the same tokens."""
    now = decision.now
    if now is None or now.end is None:
        return "Today's model ends within the horizon."
    ends = f"{now.model.id} {now.end.in_words(decision.as_of)} [{now.end.id}]"
    if not now.moved or usd is None:
        return f"{ends}."
    return f"{ends}; {now.serving.id}, which replaces it, would cost {words.dollars(usd)}."


def _cites(decision: Decision) -> tuple[str, ...]:
    bill = decision.today
    return bill.lines[0].cites[:2] if bill is not None and bill.lines else ()


def _verdict(before: Decision | None, after: Decision) -> list[str]:
    if (
        before is None
        or (old := verdict_outcome(before)) == (new := verdict_outcome(after))
        or _runs_nothing(after)
    ):
        return []
    row = after.verdict_row
    runs = "" if row.monthly_usd is None else f": {row_name(row)}, {_costs(after)}"
    return [f'The verdict moves from "{old}" to "{new}"{runs}.']


def _verdict_bill(before: Decision | None, after: Decision) -> list[str]:
    """What the verdict runs on and costs now, where that is another; of today's model its bill says it."""
    if before is None or (verdict_outcome(before) != verdict_outcome(after) and not _runs_nothing(after)):
        return []
    was, now = before.verdict_row, after.verdict_row
    if now.monthly_usd is None or (now.id == "prompt" and before.today_usd != after.today_usd):
        return []
    if was.monthly_usd is None and was.id == now.id == "prompt":
        return []
    if row_name(was) != row_name(now):
        return [f"The verdict now runs on {row_name(now)}: {_costs(after)}."]
    if was.monthly_usd is None or a_month(before, was.monthly_usd) == a_month(after, now.monthly_usd):
        return []
    old = words.dollars(was.monthly_usd)
    return [f"The verdict now costs {_costs(after)}; before this answer it was {old}."]


def _costs(decision: Decision) -> str:
    """What the verdict costs a month, and that people who run own GPUs are counted where no bill has them."""
    row = decision.verdict_row
    assert row.monthly_usd is not None
    return a_month(decision, row.monthly_usd) + (
        " with the upkeep of the GPUs" if keeps_own_gpus(decision) and upkeep_counted(decision) else ""
    )


def _runs_nothing(decision: Decision) -> bool:
    """Whether no model runs today, so that "stay on today's model" would be no outcome."""
    return decision.facts.get("serving_today") in RUNS_NO_MODEL


def _routes(before: Decision | None, after: Decision) -> list[str]:
    if before is None:
        return []
    closed: dict[str, list[str]] = {}
    opened = []
    for was, now in zip(before.weighed, after.weighed, strict=True):
        if was.available and not now.available and not _goes_on(now, after):
            why = f": {'; '.join(map(_without_cites, now.why_not))}" if now.why_not else ""
            closed.setdefault(why, []).append(short_name(now))
        elif now.available and not was.available:
            opened.append(short_name(now))
    lines = [f"That rules out {_with_commas(names)}{why}." for why, names in closed.items()]
    return [*lines, *([f"That opens {_with_commas(opened)}."] if opened else [])]


def _goes_on(row: RouteCost, decision: Decision) -> bool:
    """Whether it is today's model that serves on, counted in another row: on the GPUs it runs on."""
    on = (r for r in decision.routes if r.available and not r.trained)
    return row.id == "prompt" and any(r.model == row.model is not None for r in on)


def _with_commas(names: Sequence[str]) -> str:
    """An enumeration of names that may hold commas themselves: `a, prompted; b, prompted; and c`."""
    if len(names) < 3 or not any("," in n for n in names):
        return words.listed(names)
    *firsts, last = names
    return f"{'; '.join(firsts)}; and {last}"


def _without_cites(text: str) -> str:
    return text.partition(" [")[0].rstrip(".")


def _settled(before: Decision | None, after: Decision) -> list[str]:
    if before is None:
        return []
    if after.verdict.settled and not before.verdict.settled:
        return [SETTLED]
    if before.verdict.settled and not after.verdict.settled:
        return ["That reopens the verdict."]
    return []


def _rules(before: Decision | None, after: Decision, changed: frozenset[str]) -> list[str]:
    known = {f.rule for f in before.findings} if before else set()
    new = [
        f for f in after.findings if f.rule not in known and f.cites and changed & {b.fact for b in f.because}
    ]
    new.sort(key=lambda f: STRENGTHS.index(f.strength) if f.strength in STRENGTHS else len(STRENGTHS))
    return [cited(f"The sources say: {f.says}", f.cites[:2]) for f in new[:1]]


def _price(route: RouteCost) -> str:
    if not route.available:
        return "closed"
    return f"{words.money(route.horizon_usd)}" if route.horizon_usd is not None else "not known"


def _multiple(even: BreakEven, bands: BandEdges) -> str:
    return words.times(even.multiple) if even.multiple is not None else words.band(even.band, bands)


def _arrow(old: str, new: str) -> str:
    return f"{old}, unchanged" if old == new else f"{old} → {new}"
