"""The money of page one in sentences: what is paid today, with the verdict, and after the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.case.numbers.money_said import names_rate
from advisor.costing.tuning_project import PEOPLE
from advisor.decision.money.bought import later_cards_words
from advisor.decision.money.later_bills import later_words
from advisor.report import wording
from advisor.report.money_cells import is_least
from advisor.report.paid_gpus import paid_until, still_paid
from advisor.report.repaid import SavedFrom, repaid_in, saved_from, usd_on
from advisor.report.route_names import row_name, short_name
from advisor.report.rows import keeps_own_gpus, next_row, said_to_miss, upkeep_counted
from advisor.report.worked_out_from import bill_sentence, inputs_sentence
from advisor.text import words

if TYPE_CHECKING:
    from advisor.decision.decision import Decision, RouteCost


_LEFT_TO_DO = (
    ": who checks what comes out and does what it cannot is paid on, and building it in is not counted"
)
"""What a model leaves of work that none does today."""


def money_sentences(decision: Decision) -> tuple[str, ...]:
    """Today's bill, the verdict's, and that of the next step, as far as each is known."""
    chosen, today = decision.verdict_row, decision.today_usd
    found = []
    if today is not None:
        who, month = _who_cost(decision), wording.a_month(decision, today)
        rate = _exchanged(decision)
        found.append(f"{who} {month}{rate}{_upkeep(decision)}{_at_once(decision)}.")
        found.append(bill_sentence(decision))
    if chosen.monthly_usd is not None and chosen.horizon_usd is not None:
        found.append(_verdict_money(decision, chosen, today))
    target, after = next_row(decision), ""
    if target is not None and target.monthly_usd is not None and target is not chosen:
        after = _next_money(decision, target, chosen)
    found.append(after)
    saves = bool(after) or (today or 0.0) - (chosen.monthly_usd or today or 0.0) >= 1
    if saves and decision.known.get("bill_odd") is True:
        found.append(
            "Today's bill is far from what its tokens cost: what is saved holds only if it is right."
        )
    if any(found):
        found.append(inputs_sentence(decision))
    return tuple(filter(None, found)) or (_unpriced(decision),)


def _unpriced(decision: Decision) -> str:
    """What is lacking where nothing of the verdict can be priced."""
    own = decision.facts.get("serving_today") == "own-gpus" and decision.load is not None
    needed = "what your GPUs cost a month is" if own else "volume, model and tokens are"
    return f"Nothing can be priced yet: {needed} needed."


def _who_cost(decision: Decision) -> str:
    """What today's figure is of."""
    if wording.model_gone(decision) and decision.now is not None:
        return f"{decision.now.model.id}, before it was shut down,"
    return "Today's model" if decision.facts.get("one_off") is True else "Today"


def _exchanged(decision: Decision) -> str:
    """The bill as it was said, in another currency, and its dated rate: ` (EUR 900 at 1.1761 USD, ...)`."""
    bill = decision.case.answers.get("bill_today")
    return f" ({bill.note})" if bill is not None and names_rate(bill.note) else ""


def _verdict_money(decision: Decision, chosen: RouteCost, today: float | None) -> str:
    assert chosen.monthly_usd is not None and chosen.horizon_usd is not None
    if chosen.at_least_usd is not None and round(chosen.at_least_usd) != round(chosen.monthly_usd):
        most = wording.a_month(decision, chosen.monthly_usd)
        least = words.dollars(chosen.at_least_usd)
        return f"{_once_decided(decision, chosen, today)} {least} to {most} by list prices: say the tokens to know."
    once = f" and {words.dollars(chosen.one_time_usd)} once" if chosen.one_time_usd else ""
    grows = _growth(decision)
    bill = f"{_least(decision, chosen)}{wording.a_month(decision, chosen.monthly_usd)}"
    text = (
        f"{_once_decided(decision, chosen, today)} {bill}{' at first' if grows else ''}"
        f"{later_words(chosen.later)}{once}{_over_horizon(decision, chosen.horizon_usd)}."
    )
    text += _cards_paid(chosen)
    if today is not None and keeps_own_gpus(decision):
        return text
    if _falls_short_of_today(decision, chosen):
        return f"{text} No saving: it misses the bar that {decision.facts['model']} meets."
    if today is not None and abs(today - chosen.monthly_usd) >= 1:
        at_first = " at first" if chosen.later or grows or _todays_price_moves(decision) else ""
        text += f" {_difference(decision, chosen, today, at_first)}."
    alone = today if decision.at_once is None else decision.at_once.counted
    return (
        text
        + _on_top(decision, chosen)
        + _moving(
            decision,
            chosen,
            () if alone is None or _paid_on(decision, chosen) else saved_from(decision, alone, chosen),
        )
    )


def _on_top(decision: Decision, row: RouteCost) -> str:
    """What of `row` is paid beside the GPUs that run today, as long as those cost what they do."""
    return (
        ""
        if row.kept_gpus or row.monthly_usd is None
        else still_paid(decision, row.monthly_usd, row.one_time_usd or 0.0)
    )


def _falls_short_of_today(decision: Decision, chosen: RouteCost) -> bool:
    """Whether the row is of what takes the place of today's model, and misses the bar that this one meets."""
    said = decision.case.answers.get("prompt_meets_bar")
    moved = chosen.id == "prompt" and chosen.model != decision.facts.get("model")
    missed = decision.facts.get("prompt_meets_bar") is False
    return moved and missed and said is not None and said.value is True


def _cards_paid(chosen: RouteCost) -> str:
    """What is paid at once for cards that are bought, on the first day and as the load grows."""
    first, later = chosen.bought_usd, later_cards_words(chosen.bought_later)
    if first is None:
        return f" Bought beside what is there: {later}; a month holds a part of it." if later else ""
    more = f", then {later}" if later else ""
    return f" The GPUs are paid on the first day: about {words.dollars(first)}{more}; a month holds a part of it."


def _moving(decision: Decision, row: RouteCost, saved: SavedFrom) -> str:
    """What moving to `row` takes of people, and when what is `saved` a month, from each month on, has repaid it."""
    work = row.moving
    if work is None:
        return ""
    what = "Measuring and moving" if work.measures else "Moving"
    text = f" {what} takes about {words.count(work.hours)} hours of work ({words.dollars(work.usd)})"
    months = repaid_in(work.usd, saved, _growth(decision))
    horizon = decision.facts.get("horizon_months")
    repaid = isinstance(horizon, int | float) and months <= horizon
    best = " at best" if _least(decision, row) else ""
    return f"{text}, repaid in {words.months(months)}{best}." if repaid else f"{text}."


def _least(decision: Decision, row: RouteCost) -> str:
    """`at least ` where the row is counted with the short prompt of the tune that runs, though it is none."""
    return "at least " if is_least(decision, row) else ""


def _paid_on(decision: Decision, row: RouteCost) -> bool:
    """Whether a move to `row` leaves GPUs behind that cost what they do: when it has repaid its work nobody knows."""
    return not row.kept_gpus and paid_until(decision) is not None


def _upkeep(decision: Decision) -> str:
    """That people are in today's figure: who run own GPUs, or are taken to be in a bill of them; who keep a tune."""
    if (
        decision.facts.get("model_is_tuned") is True
        and decision.today is not None
        and decision.today.month > 0
    ):
        return f", {words.dollars(float(decision.today.month))} of it the upkeep of your tune"
    if decision.facts.get("serving_today") != "own-gpus" or decision.known.get("runs_inside") is False:
        return ""
    if upkeep_counted(decision):
        return _people_on_gpus(decision)
    return "" if decision.facts.get("one_off") is True else ", the people who run the GPUs taken to be in it"


def _people_on_gpus(decision: Decision) -> str:
    """What of today's figure is the work of people on own GPUs, and how much work that is."""
    lines = decision.today.lines if decision.today is not None else ()
    work = next((n for n in lines if n.item == PEOPLE and n.period == "month"), None)
    if work is None:
        return ", upkeep of the GPUs included"
    return f", {words.dollars(float(work.usd))} of it people's work on the GPUs (assumed: {work.formula})"


def _at_once(decision: Decision) -> str:
    """What today's model costs once its calls are sent as its row counts them: `, $6,075 as batch jobs`."""
    found = decision.at_once
    if found is None:
        return ""
    said = decision.case.answers.get("bill_today") is not None
    own = decision.now is not None and decision.now.model.id in decision.case.prices
    priced = "" if said else f" at {'your' if own else 'list'} price"
    return f"{priced}, {words.dollars(found.counted)} {found.how}"


def _difference(decision: Decision, chosen: RouteCost, today: float, at_first: str) -> str:
    """What is saved or paid more a month, and how that stands to today's model as it could be run where it is."""
    assert chosen.monthly_usd is not None
    once = (chosen.one_time_usd or 0.0) if decision.facts.get("one_off") is True else 0.0
    usd, found = chosen.monthly_usd + once, decision.at_once
    less = today > usd
    month, bound = (
        wording.less_a_month(decision, *sorted((today, usd), reverse=True)),
        _least(decision, chosen),
    )
    people = decision.facts.get("serving_today") == "not-an-llm"
    most = "at most " if bound or people else ""
    text = f"Saves {most}{month}{at_first}" if less else f"Costs {bound}{month} more{at_first}"
    if found is None or abs(usd - found.counted) <= 1:
        return (
            f"{text}{_LEFT_TO_DO if people else ''}" if less else f"{text}{_buys_quality(decision, chosen)}"
        )
    if usd < found.counted:
        alone = words.dollars_less(found.paid, found.counted)
        return f"{text}; {alone} of that without another model: today's {found.how}"
    beside = f"{words.dollars_less(usd, found.counted)} more than today's model {found.how}"
    told = f"{text} against today's bill, and costs {beside}" if less else f"{text} than today, {beside}"
    return f"{told}{_buys_quality(decision, chosen)}"


def _buys_quality(decision: Decision, chosen: RouteCost) -> str:
    """That what is paid more is paid for meeting the bar; empty if today's model meets it or that is not known."""
    misses = decision.facts.get("prompt_meets_bar") is False
    return "; that is the price of meeting your bar" if misses and chosen.measured == "none" else ""


def _once_decided(decision: Decision, chosen: RouteCost, today: float | None) -> str:
    """When the verdict's money is paid: at once, or only if a model that is not measured yet proves good."""
    if today is not None and chosen.candidate and not chosen.trained:
        return f"If {row_name(chosen).removesuffix(', prompted')} turns out good enough:"
    return "With this decision"


def _over_horizon(decision: Decision, usd: float) -> str:
    if decision.facts.get("one_off") is True:
        return ""
    grows = _growth(decision)
    volume = (
        f" with volume {'growing' if grows > 0 else 'falling'} by {words.share(abs(grows))} a month"
        if grows
        else ""
    )
    return f", {words.money(usd)} over {wording.horizon_heading(decision)}{volume}"


def _growth(decision: Decision) -> float:
    """Growth of the volume a month as a fraction; 0 for a job done once."""
    growth = decision.facts.get("growth_per_month")
    return growth if isinstance(growth, int | float) and decision.facts.get("one_off") is not True else 0.0


def _todays_price_moves(decision: Decision) -> bool:
    """Whether what is paid today for the same calls is announced to change."""
    runs = decision.facts.get("model")
    return any(r.id == "prompt" and r.model == runs and r.later for r in decision.routes)


def _next_money(decision: Decision, target: RouteCost, chosen: RouteCost) -> str:
    assert target.monthly_usd is not None
    saved = (chosen.monthly_usd or 0.0) - target.monthly_usd
    missed = target.id == "prompt" and target.model == decision.facts.get("model") and said_to_miss(decision)
    if saved <= 0 or missed:
        return ""
    once = f", {words.dollars(target.one_time_usd)} once" if target.one_time_usd else ""
    name = short_name(target).removesuffix(", prompted")
    bound, less = _least(decision, target), words.dollars_less(chosen.monthly_usd or 0.0, target.monthly_usd)
    leaves = keeps_own_gpus(decision) and _paid_on(decision, target)
    on_top = _on_top(decision, target) if leaves else ""
    repays = () if leaves else saved_from(decision, chosen, target)
    proves = "keeps your bar" if target.id == "cascade" else "turns out good enough"
    more = " more" if (decision.today_usd or 0.0) - (chosen.monthly_usd or 0.0) >= 1 else ""
    return (
        f"If {name} {proves}: {bound}{wording.a_month(decision, target.monthly_usd)}{later_words(target.later)}{once};"
        f" that saves {'at most ' if bound else ''}{less}{more}"
        f"{'' if decision.facts.get('one_off') is True else ' a month'}{' at first' if _growth(decision) else ''}"
        f"{_saved_later(chosen, target)}.{on_top}{_moving(decision, target, repays)}{_way_there(decision, target)}"
    )


def _way_there(decision: Decision, target: RouteCost) -> str:
    """What has to hold before a tuned route that follows is trained at all."""
    then = decision.verdict.then
    follows = then is not None and then.trained and then.route == target.id and then.when.startswith("If ")
    if then is None or not (target.trained and follows) or decision.verdict.trained:
        return ""
    return f" It is trained only once {then.when.removeprefix('If ')}"


def _saved_later(chosen: RouteCost, target: RouteCost) -> str:
    """What the next step saves a month from each day on which one of the two changes: `, $12,900 from 2027-01-01`."""
    days = sorted({day for day, _ in (*chosen.later, *target.later)})
    saved = [(day, usd_on(chosen, day) - usd_on(target, day)) for day in days]
    return later_words([(day, usd) for day, usd in saved if usd > 0])
