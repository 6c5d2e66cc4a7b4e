"""SQL for exports whose records are amounts of one kind of token: lines of a bill, points of a metric."""

from __future__ import annotations

import re

from advisor.usage.formats.export_formats import Meter
from advisor.usage.lines.raw_lines import literal
from advisor.usage.queries.field_sql import FieldReader, number, place, texts

_WRITTEN = "cache.?write|cache.?creation|write.?cache"
_CACHED = "cach|cchd"
_MISSED = "cache.?miss"
_STORED = "storage"
_OUTPUT = "outp|output|completion|response"
_INPUT = "inp|input|prompt"
_BATCH = "batch"


def meter_fields(meter: Meter, read: FieldReader) -> dict[str, str]:
    """The fields of a record that this meter tells, in place of those that a record of a call has."""
    text = f"regexp_replace(lower({place(read, meter.text)}), '{_MISSED}', '')"
    amount = f"{number(read, meter.amount)} * {_times(meter, read)}"

    def of(kind: str, *but: str) -> str:
        test = " AND ".join([_is(text, kind), *(f"NOT {_is(text, b)}" for b in (*but, _STORED))])
        return f"CASE WHEN {test} THEN round({amount}, 3) END"

    known = _is(text, "|".join((_CACHED, _OUTPUT, _INPUT, *map(re.escape, meter.counts))))
    return {
        "input_text": f"CASE WHEN {known} THEN 'meter' END",
        "input": f"CASE WHEN {known} THEN coalesce({of(_INPUT, _OUTPUT, _CACHED)}, 0) END",
        "cached": of(_CACHED, _WRITTEN),
        "written": of(_WRITTEN),
        "output_text": "NULL",
        "output_said": of(_OUTPUT, _CACHED),
        "requests_said": _requests(meter, read, text),
        "tier": f"CASE WHEN {_is(text, _BATCH)} THEN 'batch' ELSE 'standard' END",
    }


def _is(text: str, pattern: str) -> str:
    return f"regexp_matches({text}, {literal(pattern)})"


def _requests(meter: Meter, read: FieldReader, text: str) -> str:
    """Calls: those that a point of a metric counts beside its tokens, or the amount of a record that counts calls."""
    if not meter.counts:
        counted = number(read, meter.requests)
        other = " ELSE 0" if texts(read, meter.requests) else ""
        return f"CASE WHEN {_is(text, _INPUT)} THEN {counted}{other} END"
    counts = _is(text, "|".join(map(re.escape, meter.counts)))
    return f"CASE WHEN {counts} THEN {number(read, meter.amount)} ELSE 0 END"


def _times(meter: Meter, read: FieldReader) -> str:
    """How many tokens one unit of the meter is."""
    unit = f"lower({place(read, meter.unit)})"
    millions = (
        " OR ".join(f"contains({place(read, meter.text)}, {literal(m)})" for m in meter.millions) or "false"
    )
    return (
        f"CASE WHEN regexp_matches({unit}, '1m|million') OR {millions} THEN 1000000"
        f" WHEN regexp_matches({unit}, '1k|1,000|1000|thousand') THEN 1000 ELSE 1 END"
    )
