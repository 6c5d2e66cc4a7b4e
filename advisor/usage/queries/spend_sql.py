"""SQL that counts the spend of a record in US dollars, at the dated rates of the knowledge."""

from __future__ import annotations

from advisor.case.numerals.exchange import shipped_rates
from advisor.usage.formats.export_formats import Format
from advisor.usage.lines.raw_lines import literal
from advisor.usage.queries.field_sql import NOTHING, FieldReader, money, place
from advisor.usage.tables.role_names import role_words


def spend_fields(known: Format, read: FieldReader) -> dict[str, str]:
    """`usd`, NULL where no rate of its currency is known, and the `currency` where it is not dollars already."""
    times = "" if known.spend_unit == 1 else f" * {known.spend_unit!r}"
    usd, cost = money(read, known.usd) + times, money(read, known.cost) + times + _part(read, known)
    currency = f"upper(coalesce({place(read, known.currency)}, 'USD'))"
    if place(read, known.currency) == NOTHING:
        return {"usd": f"coalesce({usd}, {cost})", "currency": "NULL::VARCHAR"}
    return {
        "usd": f"coalesce({usd}, {cost} * {_rate(currency)})",
        "currency": f"CASE WHEN {usd} IS NULL THEN {currency} END",
    }


def _part(read: FieldReader, known: Format) -> str:
    """SQL for the part of a currency in which a record says that its cost is; empty where none says it."""
    unit = place(read, known.cost_unit)
    if unit == NOTHING:
        return ""
    parts = {float(part): "|".join(names) for part, names in role_words()["money_units"].items()}
    cases = " ".join(
        f"WHEN regexp_matches(lower({unit}), {literal(f'(^|[^a-z])({names})([^a-z]|$)')}) THEN {part!r}"
        for part, names in parts.items()
    )
    return f" * CASE {cases} ELSE 1.0 END"


def _rate(currency: str) -> str:
    cases = " ".join(f"WHEN '{code}' THEN {rate.usd!r}" for code, rate in shipped_rates().items())
    return f"CASE {currency} {cases} END"
