"""Whether the verdict leads to a vendor or platform that is new to this customer, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.models.availability import CLOUD_OF
from advisor.costing.routes.hosted_ft import own_vendor
from advisor.decision.plan.plan_facts import bill_to_measure
from advisor.decision.verdict import verdict_bill
from advisor.rules import Conclude

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.decision.assess import Judgement

_OWN = ("self-host", "encoder")


def new_platform(judgement: Judgement) -> str | None:
    """The platform that serves or tunes the verdict's model, if it is not today's; None if it is.

    A model that was measured is in reach already.
    """
    money, bill = judgement.money, _meant(judgement)
    now = money.now
    if now is None or now.own or bill is None or bill.model is None or bill.measured is not None:
        return None
    if bill.route in _OWN:
        return None
    if bill.trained:
        provider = money.inputs.knowledge.offer(bill.price_entries[0]).provider
    else:
        provider = money.inputs.model(bill.model).provider
    known = {now.model.provider, CLOUD_OF.get(now.model.provider), *money.inputs.contracted()}
    return None if {provider, CLOUD_OF.get(provider)} & known else provider


def platform_words(judgement: Judgement) -> dict[str, str]:
    """The words for a platform that is new to this customer, and the reason for it."""
    where = new_platform(judgement)
    return {
        "elsewhere": where or "the platform",
        "elsewhere_why": _why(judgement.money) if where is not None and judgement.ruling.trained else "",
    }


def _meant(judgement: Judgement) -> Bill | None:
    then = judgement.ruling.rule.then
    measures = isinstance(then, Conclude) and then.values.get("action") == "measure"
    return (bill_to_measure(judgement) if measures else None) or verdict_bill(
        judgement.money, judgement.ruling
    )


def _why(money: Comparison) -> str:
    now = money.now
    if now is None:
        return ""
    own = own_vendor(list(money.ways.get("hosted-ft", ())), now, money.inputs)
    if not own:
        return f" ({now.model.provider} sells no tune)"
    shut = next((b.closed[0] for b in own if b.closed), "")
    return f" (at {now.model.provider}: {shut})" if shut and all(b.closed for b in own) else ""
