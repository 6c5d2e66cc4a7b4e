"""SQL for exports whose records are amounts of one kind of token: lines of a bill, points of a metric."""

from __future__ import annotations

import re

from advisor.usage.formats.export_formats import Meter
from advisor.usage.lines.raw_lines import literal
from advisor.usage.queries.field_sql import FieldReader, number, place, texts
from advisor.usage.tables.meter_words import meter_words


def meter_fields(meter: Meter, read: FieldReader) -> dict[str, str]:
    """The fields of a record that this meter tells, in place of those that a record of a call has."""
    text = f"regexp_replace(lower({place(read, meter.text)}), {literal(meter_words('missed'))}, '')"
    amount = f"{number(read, meter.amount)} * {_times(meter, read)}"

    def of(kind: str, *but: str) -> str:
        others = (*but, "stored")
        test = " AND ".join(
            [_is(text, meter_words(kind)), *(f"NOT {_is(text, meter_words(b))}" for b in others)]
        )
        return f"CASE WHEN {test} THEN round({amount}, 3) END"

    kinds = map(meter_words, ("cached", "output", "input"))
    known = _is(text, "|".join((*kinds, *map(re.escape, meter.counts))))
    return {
        "input_text": f"CASE WHEN {known} THEN 'meter' END",
        "input": f"CASE WHEN {known} THEN coalesce({of('input', 'output', 'cached')}, 0) END",
        "cached": of("cached", "written"),
        "written": of("written"),
        "output_text": "NULL",
        "output_said": of("output", "cached"),
        "requests_said": _requests(meter, read, text),
        "tier": f"CASE WHEN {_is(text, meter_words('batch'))} THEN 'batch' ELSE 'standard' END",
    }


def _is(text: str, pattern: str) -> str:
    return f"regexp_matches({text}, {literal(pattern)})"


def _requests(meter: Meter, read: FieldReader, text: str) -> str:
    """Calls: those that a point of a metric counts beside its tokens, or the amount of a record that counts calls."""
    if not meter.counts:
        counted = number(read, meter.requests)
        other = " ELSE 0" if texts(read, meter.requests) else ""
        return f"CASE WHEN {_is(text, meter_words('input'))} THEN {counted}{other} END"
    counts = _is(text, "|".join(map(re.escape, meter.counts)))
    return f"CASE WHEN {counts} THEN {number(read, meter.amount)} ELSE 0 END"


def _times(meter: Meter, read: FieldReader) -> str:
    """How many tokens one unit of the meter is."""
    unit = f"lower({place(read, meter.unit)})"
    millions = (
        " OR ".join(f"contains({place(read, meter.text)}, {literal(m)})" for m in meter.millions) or "false"
    )
    steps = (("millions", 1_000_000), ("ten_thousands", 10_000), ("thousands", 1000))
    whens = [f"WHEN {_is(unit, meter_words(name))} THEN {times}" for name, times in steps]
    return f"CASE WHEN {millions} THEN 1000000 {' '.join(whens)} ELSE 1 END"
