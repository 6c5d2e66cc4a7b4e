"""What caching could save if nobody stated how much of a long prompt stays the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.costing.longest_prefix import PASTED, PREFIX, longest_prefix
from advisor.costing.models.availability import rates_of
from advisor.costing.token_prices import call_usd
from advisor.decision.money.money_words import a_month
from advisor.decision.money.saved_at_once import of_what_is_paid

if TYPE_CHECKING:
    from advisor.costing.bill import Bill
    from advisor.costing.comparison import Comparison
    from advisor.costing.token_prices import TokenRates

_THOUSAND = 1000


def could_cache(money: Comparison, verdict: Bill | None) -> float | None:
    """The most USD a month that caching could save on the verdict's model: if all but the payload stays the same.

    None if a prefix was said, or text that is pasted in, where each request brings its own text, or nothing is
    called.
    """
    load, rates, longest = money.load, _called(money, verdict), longest_prefix(money.inputs.facts)
    if load is None or rates is None or longest <= 0 or {PREFIX, PASTED} & money.inputs.said:
        return None
    shape = replace(load.today, prefix=longest)
    before, after = (
        float(load.first_volume * call_usd(rates, shape, load.hit_rate, tier=load.tier, caching=caching))
        for caching in (False, True)
    )
    stays = verdict is not None and money.now is not None and verdict.model == money.now.model.id
    found = of_what_is_paid(money, before, after) if stays else None
    return before - after if found is None else found.usd if found.least is None else found.least


def prefix_words(money: Comparison, verdict: Bill | None) -> dict[str, str]:
    """The words for the blanks about it: the saving per thousand tokens, and the least number of tokens."""
    usd, rates = could_cache(money, verdict), _called(money, verdict)
    if not usd or rates is None:
        return {"thousand_cached": "", "least_prefix": ""}
    each = usd / longest_prefix(money.inputs.facts) * _THOUSAND
    return {"thousand_cached": a_month(money, each), "least_prefix": f"{rates.minimum_prefix:,.0f}"}


def _called(money: Comparison, verdict: Bill | None) -> TokenRates | None:
    """The rates of the untrained vendor model of the verdict; None if there is none."""
    now = money.now
    if verdict is None or verdict.trained or verdict.closed or verdict.model is None:
        return None
    if now is not None and verdict.model == now.serving.id:
        return None if now.own else now.rates
    model = money.inputs.known_model(verdict.model) if verdict.route in ("prompt", "other-model") else None
    return rates_of(money.inputs, model) if model is not None else None
