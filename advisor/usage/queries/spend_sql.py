"""SQL that counts the spend of a record in US dollars, at the dated rates of the knowledge."""

from __future__ import annotations

from advisor.case.numerals.exchange import shipped_rates
from advisor.usage.formats.export_formats import Format
from advisor.usage.lines.raw_lines import literal
from advisor.usage.queries.field_sql import NOTHING, FieldReader, money, place, texts
from advisor.usage.tables.cell_words import cell_words
from advisor.usage.tables.role_names import role_words

UNREAD = "?"
"""In place of the currency of a spend that is no amount."""


def spend_fields(known: Format, read: FieldReader) -> dict[str, str]:
    """`usd`, NULL where no rate of its currency is known, and the `currency` where it is not dollars already: UNREAD
    where something stands in a column of spend that is no amount."""
    times = "" if known.spend_unit == 1 else f" * {known.spend_unit!r}"
    usd, cost = money(read, known.usd) + times, money(read, known.cost) + times + _part(read, known)
    currency = f"upper(coalesce({place(read, known.currency)}, 'USD'))"
    unread = f"WHEN {_said(known, read)} AND coalesce({usd}, {cost}) IS NULL THEN {literal(UNREAD)}"
    if place(read, known.currency) == NOTHING:
        return {"usd": f"coalesce({usd}, {cost})", "currency": f"CASE {unread} END::VARCHAR"}
    return {
        "usd": f"coalesce({usd}, {cost} * {_rate(currency)})",
        "currency": f"CASE {unread} WHEN {usd} IS NULL THEN {currency} END",
    }


def _said(known: Format, read: FieldReader) -> str:
    """SQL for whether something stands where a table of one's own has its spend."""
    told = texts(read, known.cost) if known.id == "table" else []
    nothing = ", ".join(literal(w) for w in cell_words()["no_error"])
    return f"lower(coalesce({', '.join([*told, NOTHING])})) NOT IN ({nothing})" if told else "false"


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
