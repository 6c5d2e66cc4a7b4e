"""SQL that counts the spend of a record in US dollars, at the dated rates of the knowledge."""

from __future__ import annotations

from advisor.case.numerals.exchange import shipped_rates
from advisor.usage.formats.export_formats import Format
from advisor.usage.queries.field_sql import NOTHING, FieldReader, money, place


def spend_fields(known: Format, read: FieldReader) -> dict[str, str]:
    """`usd`, NULL where no rate of its currency is known, and the `currency` where it is not dollars already."""
    times = "" if known.spend_unit == 1 else f" * {known.spend_unit!r}"
    usd, cost = money(read, known.usd) + times, money(read, known.cost) + times
    currency = f"upper(coalesce({place(read, known.currency)}, 'USD'))"
    if place(read, known.currency) == NOTHING:
        return {"usd": f"coalesce({usd}, {cost})", "currency": "NULL::VARCHAR"}
    return {
        "usd": f"coalesce({usd}, {cost} * {_rate(currency)})",
        "currency": f"CASE WHEN {usd} IS NULL THEN {currency} END",
    }


def _rate(currency: str) -> str:
    cases = " ".join(f"WHEN '{code}' THEN {rate.usd!r}" for code, rate in shipped_rates().items())
    return f"CASE {currency} {cases} END"
