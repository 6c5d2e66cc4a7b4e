"""Remarks on the money: stand-ins, dearer choices, forced moves, announced prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.case.numerals.exchange import usd_per
from advisor.case.routes import TUNED
from advisor.costing.comparison import acceptable_routes
from advisor.costing.line_items import total
from advisor.costing.models.availability import ending, months_between
from advisor.costing.routes.served import in_force
from advisor.decision.money.cost_tables import prices_used
from advisor.decision.tuned_route import closed_routes
from advisor.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.rules import Evaluation


def money_remarks(money: Comparison, evaluation: Evaluation, tuned: str | None) -> tuple[str, ...]:
    """Sentences for the memo, in the order in which a reader would ask."""
    return (
        *_migration(money),
        *_reference(money),
        *_stand_in(evaluation, tuned),
        *_dearer(money, evaluation, tuned),
        *_converted(money, evaluation),
    )


def price_risks(money: Comparison, warned: Iterable[str] = ()) -> tuple[str, ...]:
    """Announced price changes not yet `warned` about, and prices younger than the date of the decision."""
    sentences = []
    young = [p.entry for p in prices_used(money) if p.fallback]
    if young:
        sentences.append(
            f"no price as old as {money.inputs.as_of} is known for {', '.join(young)}; the oldest stands in."
        )
    for name in dict.fromkeys(n for bill in money.chosen.values() for n in bill.price_entries):
        model = next((m for m in money.inputs.knowledge.models if m.id == name), None)
        for price in model.prices if model else ():
            told = any(name in w and str(price.as_of) in w for w in warned)
            if price.scheduled and price.as_of > money.inputs.as_of and not told:
                rates = (
                    f"{_rate(usd)} {way}" for usd, way in ((price.input, "in"), (price.output, "out")) if usd
                )
                sentences.append(
                    f"{name} is announced to cost {' and '.join(rates)} per 1M tokens from {price.as_of}."
                    f" [{price.source}]"
                )
    return (*_replacement_ends(money), *sentences, *_long_requests(money))


def _replacement_ends(money: Comparison) -> Iterator[str]:
    """That the replacement of an ending model ends within the horizon too."""
    now = money.now
    if now is None or not now.moved:
        return
    if (end := ending(money.inputs, now.serving)) is not None:
        yield f"{now.serving.id}, named in its place, ends too: it {end.in_words(money.inputs.as_of)}. [{end.id}]"


def _rate(usd: float) -> str:
    """USD per 1M tokens with cents, or with all its digits: `$1.50`, `$0.075`."""
    return f"${usd:.2f}" if usd == round(usd, 2) else f"${usd:g}"


def _long_requests(money: Comparison) -> Iterator[str]:
    """That some requests are so long that they cost more than the usual one, at which all are priced."""
    facts, named = money.inputs.facts, [b.model for b in (money.chosen.get("prompt"), money.reference) if b]
    if "longest_input_tokens" not in money.inputs.said or facts.get("input_tokens") is None:
        return
    for name in dict.fromkeys(n for n in named if n):
        model = money.inputs.known_model(name)
        rule = model.long_prompt if model is not None else None
        if rule is None or not facts["input_tokens"] <= rule.above_tokens < facts["longest_input_tokens"]:
            continue
        times = (
            f"{t:g}x the {side} price"
            for t, side in ((rule.input_times, "input"), (rule.output_times, "output"))
            if t
        )
        yield (
            f"requests of more than {rule.above_tokens:,.0f} tokens cost {' and '.join(times)} on {name}; the longest"
            f" has {facts['longest_input_tokens']:,.0f}, and all are counted at the usual length."
        )


def announced_prices(money: Comparison, bill: Bill | None) -> tuple[str, ...]:
    """What a month of the verdict costs once an announced price takes effect."""
    model = money.inputs.known_model(str(bill.model)) if bill is not None else None
    if bill is None or model is None or not bill.later or money.load is None:
        return ()
    on, days, volume = (
        money.inputs.as_of,
        float(money.inputs.use_assumption("days_per_month").value),
        money.load.first_volume,
    )
    sentences = []
    for price in (p for p in model.prices if p.scheduled and p.as_of > on):
        lines = in_force(bill.later, months_between(on, price.as_of, days), bill.lines)
        now, then = (float(total(x, "call") * volume + total(x, "month")) for x in (bill.lines, lines))
        if then != now:
            cost = words.dollars(then)
            sentences.append(
                f"{model.id} changes its price on {price.as_of}: {cost} a month from then, at today's volume."
            )
    return tuple(sentences)


def _migration(money: Comparison) -> list[str]:
    now, load, today = money.now, money.load, money.today
    if now is None or now.end is None or load is None or today is None:
        return []
    bill, ends = words.dollars(float(today.monthly(load.first_volume))), now.end.in_words(money.inputs.as_of)
    return [
        f"{now.model.id} {ends} [{now.end.id}]; the documents would compare against its bill of"
        f" {bill} a month, which cannot go on. Money here is on {now.serving.id} from the first day."
    ]


def _reference(money: Comparison) -> list[str]:
    if acceptable_routes(money.inputs) or money.reference is None:
        return []
    return [
        "No untrained route is known to meet your bar; the prompt route stands in as the reference for the money."
    ]


def _stand_in(evaluation: Evaluation, tuned: str | None) -> list[str]:
    facts = evaluation.facts
    named = facts.get("named_route")
    if tuned is None or named is None or named == tuned:
        return []
    why = closed_routes(evaluation).get(str(named))
    own, other = (facts.get(f"{str(r).replace('-', '_')}_band") for r in (named, tuned))
    better = "it costs far less" if own == other else "it reaches a higher break-even band"
    reason = f"that is closed: {why[0]}" if why else better
    speaks = "Fixed labels speak" if named == "encoder" else "Volume speaks"
    return [f"{speaks} for: {words.route(str(named))}; {words.route(tuned)} stands in, since {reason}."]


def _converted(money: Comparison, evaluation: Evaluation) -> list[str]:
    """Figures in another currency that fired rules cite, in USD if the case gives a dated rate."""
    cited = {cite for rule in evaluation.holding for cite in rule.cites}
    sentences = []
    for run in money.inputs.knowledge.runs:
        if (
            run.currency == "USD"
            or run.cost_low is None
            or run.cost_high is None
            or not cited & set(run.cites)
        ):
            continue
        if rate := usd_per(run.currency, money.inputs.rates, money.inputs.as_of):
            low, high = (words.dollars(cost * rate[0]) for cost in (run.cost_low, run.cost_high))
            sentences.append(
                f"{run.currency} {run.cost_low:g}-{run.cost_high:g} [{', '.join(run.cites)}] is {low} to {high} at your"
                f" rate of {rate[1]} ({rate[0]:g} USD)."
            )
    return sentences


def _dearer(money: Comparison, evaluation: Evaluation, tuned: str | None) -> list[str]:
    shut = closed_routes(evaluation)
    bill = money.chosen.get(tuned) if tuned else None
    if bill is None or not bill.lines:
        return []
    own = float(money.horizon_cost(bill))
    sentences = []
    for route in TUNED:
        other = money.chosen.get(route)
        if route == tuned or route in shut or other is None or not other.lines or other.closed:
            continue
        cost = float(money.horizon_cost(other))
        if cost < own:
            sentences.append(
                f"{words.route(str(tuned))} costs {words.dollars(own - cost)} more over the horizon than"
                f" {words.route(route)} ({other.label}), which is open too."
            )
    return sentences
