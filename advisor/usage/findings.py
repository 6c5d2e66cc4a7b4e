"""What is worth knowing of a report beyond its figures, and what only the user can say."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from advisor.case.numerals.exchange import shipped_rates
from advisor.costing.list_price import PRICED_TIERS, BilledTokens, bill, list_price
from advisor.text import words
from advisor.usage.database import Database
from advisor.usage.export_file import ExportFile
from advisor.usage.file_notes import file_notes
from advisor.usage.limits import NO_DOLLARS, SPEND_AGREES, UNMEASURED_SHARE
from advisor.usage.queries.spend_sql import UNREAD
from advisor.usage.readings import ReadingFindings
from advisor.usage.report import FileReport, MeasuredWorkload

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge

_NAMED = 10
_ASKED = 3
_GROUPED = ("openai", "anthropic")
_UNKNOWN = "SELECT DISTINCT given FROM models WHERE id IS NULL AND given IS NOT NULL ORDER BY given"
_CURRENCIES = """SELECT currency, count(*) FROM usage WHERE why IS NULL AND currency <> 'USD'
    GROUP BY currency ORDER BY currency"""
_SAME_TIMES = """SELECT DISTINCT file FROM usage WHERE why IS NULL AND source = 'table' AND about IN (
    SELECT about FROM usage WHERE why IS NULL GROUP BY about HAVING count(DISTINCT file) > 1) ORDER BY file"""
_CODE = 3
"""Letters of a currency's code; what people call one may be several currencies."""
_UNNAMED = "(not named)"

Notes = tuple[tuple[str, ...], tuple[str, ...], tuple[MeasuredWorkload, ...]]


def notes_of(
    database: Database,
    sources: Sequence[ExportFile],
    reports: Sequence[FileReport],
    works: tuple[MeasuredWorkload, ...],
    knowledge: Knowledge,
    today: datetime.date,
    readings: ReadingFindings,
) -> Notes:
    """Sentences, questions, and the workloads with what their tokens cost at list prices."""
    bills = _bills(database, knowledge, today)
    works = tuple(replace(w, list_usd=bills.get(w.name, (None, False))[0]) for w in works)
    odd = [w for w in works if _is_of_another_unit(w) or _is_unpriced(w)]
    works = tuple(replace(w, usd=None, usd_per_month=None) if w in odd else w for w in works)
    exact = {name for name, (_, sure) in bills.items() if sure}
    notes = [
        *file_notes(sources, reports, works),
        *_of_same_times(database, sources),
        *_of_currencies(database),
        *_of_models(database, sources, works, knowledge),
        *readings.notes,
        *_unplaced(database),
        *map(_of_unit, odd),
        *(n for w in works for n in _of_workload(w, exact=w.name in exact)),
    ]
    questions = [*readings.questions, *(_volume(w) for w in works[:_ASKED] if w.requests is None)]
    return tuple(dict.fromkeys(notes)), tuple(dict.fromkeys(questions)), works


def _of_same_times(database: Database, sources: Sequence[ExportFile]) -> Iterator[str]:
    """Which tables of one's own tell of the same times with other counts, and are added up."""
    found = [sources[n].path.name for (n,) in database.ask(_SAME_TIMES) if n < len(sources)]
    if found:
        yield f"{', '.join(found[:_NAMED])}: the same times stand in them with other counts, and are added up."


def _of_currencies(database: Database) -> Iterator[str]:
    """At which rate spend in another currency is counted, or that it is not."""
    for code, rows in database.ask(_CURRENCIES):
        rate = shipped_rates().get(code)
        if code == UNREAD:
            yield f"Spend that cannot be read is left out, in {words.count(rows)} rows."
        elif rate is None:
            shown = code if len(code) == _CODE else code.lower()
            yield f"Spend in {shown} is left out: no exchange rate is known."
        else:
            yield f"Spend in {code} is counted at {rate.usd:.4f} USD ({rate.source}, {rate.day})."


def _is_of_another_unit(work: MeasuredWorkload) -> bool:
    return bool(work.usd and work.list_usd and work.usd >= NO_DOLLARS * work.list_usd)


def _is_unpriced(work: MeasuredWorkload) -> bool:
    """Whether a spend of nothing stands beside tokens that have a price."""
    return work.usd == 0 and bool(work.list_usd)


def _of_unit(work: MeasuredWorkload) -> str:
    if _is_unpriced(work):
        return (
            f"{work.name}: a spend of 0 is left out: nobody priced these calls, or they were free;"
            f" at list prices they cost {words.dollars(work.list_usd or 0.0)}."
        )
    times = (work.usd or 0.0) / (work.list_usd or 1.0)
    return (
        f"{work.name}: spend is left out: {words.dollars(work.usd or 0.0)} would be {times:,.0f} times these tokens at"
        f" list prices. Where it is in millionths or cents, a column named cost_micros or cost_cents is read so."
    )


def _of_models(
    database: Database,
    sources: Sequence[ExportFile],
    works: Sequence[MeasuredWorkload],
    knowledge: Knowledge,
) -> Iterator[str]:
    searching = {item.id for item in knowledge.items}
    unknown = [r[0] for r in database.ask(_UNKNOWN) if r[0].rpartition("/")[2] not in searching]
    if unknown:
        yield f"Not in the price book: {', '.join(unknown[:_NAMED])}{', …' if len(unknown) > _NAMED else ''}."
    if any(m.name == _UNNAMED for w in works for m in w.models):
        grouped = any(s.format.family in _GROUPED for s in sources)
        again = ": fetch the export again grouped by model (group_by=model)" if grouped else ""
        yield f"Some records name no model{again}."


def _unplaced(database: Database) -> Iterator[str]:
    """Calls without counts that belong to no workload, where they are worth a word."""
    [(lost,)] = database.ask("SELECT count(*) FROM usage WHERE called")
    calls, every = database.query("unplaced")[0] if lost else (0, 0)
    if every and calls / every >= UNMEASURED_SHARE:
        yield (
            f"{calls:,} calls, {words.share(calls / every)} of all, have no token counts, nor has any other of their"
            f" name: they are in no workload, so volumes are that much too low."
        )


def _of_workload(work: MeasuredWorkload, *, exact: bool) -> Iterator[str]:
    if work.unmeasured_share >= UNMEASURED_SHARE:
        yield (
            f"{work.name}: {words.share(work.unmeasured_share)} of the calls carry no token counts that can be"
            f" used; they count as calls, and means are of the others."
        )
    for tier in work.tiers if len(work.tiers) > 1 else ():
        if tier.tier != "standard":
            yield (
                f"{work.name}: {words.share(tier.requests_share)} of the requests are {tier.tier} calls, which have"
                f" prices of their own; --by tier tells them apart."
            )
    if exact and work.usd and work.list_usd and abs(work.list_usd / work.usd - 1) > SPEND_AGREES:
        yield (
            f"{work.name}: {words.dollars(work.usd)} of spend in the export, {words.dollars(work.list_usd)} at list"
            f" prices for these tokens."
        )


def _volume(work: MeasuredWorkload) -> str:
    tokens = work.tokens_per_month
    amount = f"{words.short(tokens)} tokens a month" if tokens is not None else "tokens"
    return f"{work.name}: {amount} and no request count in the export. How many requests is that a month?"


def _bills(
    database: Database, knowledge: Knowledge, today: datetime.date
) -> dict[str, tuple[float | None, bool]]:
    """USD at list prices by workload, None where a model has none; and whether every part of it is exact."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in database.records("bills"):
        found[row["name"]].append(row)
    return {name: _bill(rows, knowledge, today) for name, rows in found.items()}


def _bill(
    rows: list[dict[str, Any]], knowledge: Knowledge, today: datetime.date
) -> tuple[float | None, bool]:
    total = 0.0
    for row in rows:
        price = list_price(row["id"], today, knowledge)
        if price is None:
            return None, False
        tokens = BilledTokens(row["plain"], row["cached"], row["written"], row["output"])
        total += bill(price, tokens, row["tier"])
    return total, all(r["priced"] and r["tier"] in PRICED_TIERS for r in rows)
