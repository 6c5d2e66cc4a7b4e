"""The routes as rows for people: what each is called, what it costs, and in words why it is not the verdict."""

from __future__ import annotations

import re

from msgspec import Struct

from advisor.case.facts import TRIED
from advisor.case.models_tried import SHORT, ModelsTried
from advisor.costing.models.measured_gaps import GOOD
from advisor.costing.models.open_weights import same_weights
from advisor.costing.routes.cascade import rest_elsewhere
from advisor.decision import candidate_doubt
from advisor.decision.decision import Decision, RouteCost
from advisor.report import wording
from advisor.report.dearer_tune import may_be_dearer
from advisor.report.money_cells import is_least, money_cells
from advisor.report.route_names import row_name
from advisor.text import words

_CITED = re.compile(r"\s*\[[^\]]*\]")
_LARGE = re.compile(r"(?<![\d,.$])(?:\d{2,3},\d{3}|\d{1,3}(?:,\d{3}){2,})(?!\d|[.,]\d)")
_DIGITS = 3
"""How many digits of a large count people read."""
_MILLION = 1_000_000
DEARER = "dearer"
"""The mark of an open row whose cost tells why it is not the verdict."""
CLOSED = "closed: "
"""How the reason of a closed row begins."""
_UNLIKELY = {
    candidate_doubt.DEARER: DEARER,
    candidate_doubt.NO_STRONGER: "no stronger",
    candidate_doubt.OF_ITS_CLASS: "same class",
    candidate_doubt.SMALL_FOR_IT: "too small",
}
_MISSED = {"small": "missed your bar slightly", "large": "missed your bar by far", SHORT: "missed your bar"}


class PricedRow(Struct, frozen=True):
    """One row: its name, once, month and horizon cost as cells, and why it is or is not the verdict.

    `mark`: the same reason in two words or so.
    """

    route: RouteCost
    name: str
    cells: tuple[str, str, str]
    reason: str
    mark: str
    chosen: bool


def priced_rows(decision: Decision) -> tuple[PricedRow, ...]:
    """Every row of the decision: the verdict's first, then what is open by cost, then what is closed.

    Today's model is one row where it runs inside already, and where retrieval runs with it.
    """
    chosen = decision.verdict_row
    rows = [
        PricedRow(
            r,
            row_name(r),
            money_cells(r, least=is_least(decision, r)),
            *_reason(decision, r, chosen),
            r is chosen and open_to(r),
        )
        for r in decision.routes
        if not (_stands_below(decision, r) or _runs_anyway(decision, r, chosen))
    ]
    return tuple(sorted(rows, key=_order))


def footnotes(decision: Decision) -> tuple[str, ...]:
    """What the figures of the table need said below it, each with the rows that it is about."""
    about: dict[str, list[str]] = {}
    for row in priced_rows(decision):
        for aside in row.route.asides if row.route.available or row.chosen else ():
            about.setdefault(aside, []).append(row.name)
    said: dict[str, list[str]] = {}
    for aside, names in about.items():
        said.setdefault("; ".join(names), []).append(aside)
    found = [f"{names}: {'; '.join(asides)}." for names, asides in said.items()]
    found += filter(None, [_moving(decision)])
    growth = 0.0 if wording.done_once(decision) else decision.facts.get("growth_per_month")
    if isinstance(growth, int | float) and growth and any(r.horizon_usd is not None for r in decision.routes):
        grows = "grows" if growth > 0 else "falls"
        found.append(f"Volume {grows} by {words.share(abs(growth))} a month; the month shown is the first.")
    return tuple(found)


def _moving(decision: Decision) -> str:
    """What the rows of other models leave out: the hours of moving to one, measured or not; empty if none is."""
    works = {r.moving.measures: r.moving for r in decision.routes if r.moving is not None}
    parts = [
        f"about {words.count(work.hours)} ({words.dollars(work.usd)})"
        f" to one that {'was not measured' if measures else 'needs no measuring first'}"
        for measures, work in sorted(works.items())
    ]
    return f"Hours of moving to another model are in no row: {', '.join(parts)}." if parts else ""


def _stands_below(decision: Decision, row: RouteCost) -> bool:
    """Whether this is today's model as a call, closed, while the same model on own GPUs is a row that is open."""
    if row.id != "prompt" or row.available or decision.facts.get("serving_today") != "own-gpus":
        return False
    own = (r for r in decision.routes if r.id == "self-host" and not r.trained)
    return any(r.available and r.model == row.model for r in own)


def _runs_anyway(decision: Decision, row: RouteCost, chosen: RouteCost) -> bool:
    """Whether this is retrieval that runs already, in the row of today's model, and nothing leads to mending it."""
    then = decision.verdict.then
    led = row is chosen or "rag" in (decision.verdict.next.route, then.route if then is not None else None)
    return row.id == "rag" and not led and decision.facts.get("retrieval_in_place") is True


def open_to(row: RouteCost) -> bool:
    """Whether the verdict's row is one to take: a closed one stands for "none is", own GPUs without a price apart."""
    return row.available or row.id == "self-host" or not row.why_not


def keeps_own_gpus(decision: Decision) -> bool:
    """Whether the verdict leaves today's model on the GPUs it runs on: the same money, and its upkeep, as today."""
    row, facts = decision.verdict_row, decision.facts
    return facts.get("serving_today") == "own-gpus" and not row.trained and row.model == facts.get("model")


def upkeep_counted(decision: Decision) -> bool:
    """Whether what is paid today includes the people who run own GPUs: where no bill was said."""
    return decision.facts.get("serving_today") == "own-gpus" and decision.facts.get("bill_today") is None


def next_row(decision: Decision) -> RouteCost | None:
    """The row that the next step may lead to: of the model that it, or the headline, names."""
    step, said = decision.verdict.next, f"{decision.verdict.next.when} {decision.verdict.headline}"
    same = [r for r in decision.routes if r.id == step.route and r.trained == step.trained]
    named = [r for r in same if r.candidate and r.model is not None and r.model in said]
    if not named and (step.route, step.trained) == (decision.verdict.route, decision.verdict.trained):
        return decision.verdict_row
    able = [r for r in same if not r.doubt and r.measured not in _MISSED]
    return next(iter((*named, *(r for r in able if r.candidate), *able)), None)


def row_key(row: RouteCost) -> str:
    """What tells a row from every other of its decision: `other-model untrained nova-micro`."""
    return " ".join((row.id, "trained" if row.trained else "untrained", row.model or ""))


def without_cites(text: str) -> str:
    """A sentence without its citations, as page one says it."""
    return _CITED.sub("", text).strip()


def rounded(text: str) -> str:
    """A sentence with its large counts rounded for people: `11,320,512 requests` is `about 11.3M requests`.

    What is round already, such as `616,000`, stays as it is below a million.
    """
    return _LARGE.sub(_short, text)


def _short(found: re.Match[str]) -> str:
    number = float(found[0].replace(",", ""))
    exact = float(f"{number:.{_DIGITS}g}") == number
    return found[0] if exact and number < _MILLION else f"about {words.short(number)}"


def _order(row: PricedRow) -> tuple[bool, bool, float]:
    cost = row.route.horizon_usd
    return not row.chosen, not row.route.available, float("inf") if cost is None else cost


def _reason(decision: Decision, r: RouteCost, chosen: RouteCost) -> tuple[str, str]:
    """The reason in a sentence, and in two words."""
    if r is chosen and open_to(r):
        return "the verdict", "< the verdict"
    if not r.available:
        why = "; ".join(map(without_cites, r.why_not)) or "no reason given"
        return f"{CLOSED}{why}", "closed"
    if missed := _missed(decision, r):
        return missed, "missed the bar"
    if r.candidate or _unmeasured(r):
        told = f"not measured: {r.doubt}"
        return (told, _UNLIKELY.get(r.doubt, "unlikely")) if r.doubt else ("not measured yet", "not measured")
    return _unpriced(r) if r.horizon_usd is None else _beside(decision, r, chosen)


def _unmeasured(r: RouteCost) -> bool:
    """Whether the row is another model that nobody measured, such as what took the place of one that was."""
    return r.id == "other-model" and r.measured is None and r.horizon_usd is not None


def _unpriced(r: RouteCost) -> tuple[str, str]:
    """Why an open row has no sum over the horizon."""
    if r.trained and r.monthly_usd is not None:
        return "ends within the horizon, and nothing is priced after it", "ends early"
    return "not priced: an answer is missing", "not priced"


def _missed(decision: Decision, r: RouteCost) -> str:
    """How the row missed the bar, as measured or as said of what runs today; empty if it did not."""
    if r.id == "cascade" and decision.facts.get("prompt_meets_bar") is False and not _rest_is_good(decision):
        return "what it passes on goes to a model that misses your bar"
    if r.id == "prompt" and r.model == decision.facts.get("model"):
        return "misses your bar" if said_to_miss(decision) else ""
    told = _MISSED.get(r.measured or _tried(decision, r) or "", "")
    return _MISSED[SHORT] if told and _measured_as_today(decision, r) else told


def _measured_as_today(decision: Decision, r: RouteCost) -> bool:
    """Whether a row was measured with today's model alone, whose weights it has: how far that is off nobody said."""
    today, said = decision.facts.get("model"), decision.case.answers.get(TRIED)
    tried = said.value if said is not None else None
    named = isinstance(tried, ModelsTried) and tried.gap(str(r.model)) is not None
    return not named and isinstance(today, str) and r.model is not None and same_weights(today, r.model)


def _rest_is_good(decision: Decision) -> bool:
    """Whether what a cascade passes on goes to a model that was measured and meets the bar."""
    rest, tried = rest_elsewhere(decision.bills.get("cascade")), decision.facts.get(TRIED)
    return rest is not None and isinstance(tried, ModelsTried) and tried.gap(rest) == GOOD


def _tried(decision: Decision, r: RouteCost) -> str | None:
    """How far what takes the place of today's model fell short when it was tried."""
    tried = decision.facts.get(TRIED)
    return tried.gap(r.model) if r.id == "prompt" and isinstance(tried, ModelsTried) and r.model else None


def said_to_miss(decision: Decision) -> bool:
    """Whether today's model misses the bar, as was said of it, whatever takes its place later."""
    said = decision.case.answers.get("prompt_meets_bar")
    return (decision.facts.get("prompt_meets_bar") if said is None else said.value) is False


def _beside(decision: Decision, r: RouteCost, chosen: RouteCost) -> tuple[str, str]:
    """An open, priced row beside the verdict: dearer, or cheaper and why it still is not the verdict."""
    dearer = (
        chosen.horizon_usd is not None and r.horizon_usd is not None and r.horizon_usd >= chosen.horizon_usd
    )
    if dearer and chosen.horizon_usd is not None and r.horizon_usd is not None:
        apart = r.horizon_usd - chosen.horizon_usd
        return (
            (f"{words.money(apart)} dearer", DEARER)
            if apart >= words.HALF_A_CENT
            else ("costs the same", "the same")
        )
    if r.trained and not decision.verdict.trained:
        return _needs_training(decision)
    if r.trained and chosen.trained:
        times = may_be_dearer(decision)
        if times is None:
            return "cheaper, but nearer to its break-even", "less margin"
        return f"cheaper by less than {times:g} times: what fits the task stays", "fits less"
    if _ends_soon(decision, r):
        return "cheaper until its last day, and what follows has its own row", "until it ends"
    return "cheaper, but not shown to be good enough", "not shown"


def _needs_training(decision: Decision) -> tuple[str, str]:
    """Why a cheaper tune is not the verdict where that is untrained."""
    if decision.facts.get("gates") == "passed":
        return "needs training, and money alone does not decide for it", "needs training"
    return "needs training, which is not cleared yet", "not cleared"


def _ends_soon(decision: Decision, r: RouteCost) -> bool:
    """Whether a row is of today's model, which meets the bar, until it ends within the horizon."""
    meets = decision.facts.get("prompt_meets_bar") is True and decision.facts.get("model_retires") is True
    return meets and r.id == "prompt" and r.model == decision.facts.get("model")
