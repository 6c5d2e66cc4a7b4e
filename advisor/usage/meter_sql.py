"""SQL for exports whose records are amounts of one kind of token: lines of a bill, points of a metric."""

from __future__ import annotations

from advisor.usage.field_sql import FieldReader, number, place
from advisor.usage.formats import Meter
from advisor.usage.raw_lines import literal

_WRITTEN = "cache.?write|cache.?creation|write.?cache"
_CACHED = "cache|cchd|cached"
_OUTPUT = "outp|output|completion|response"
_INPUT = "inp|input|prompt"
_BATCH = "batch"


def meter_fields(meter: Meter, read: FieldReader) -> dict[str, str]:
    """The fields of a record that this meter tells, in place of those that a record of a call has."""
    text = f"lower({place(read, meter.text)})"
    amount = f"{number(read, meter.amount)} * {_times(place(read, meter.unit))}"

    def of(kind: str, *but: str) -> str:
        test = " AND ".join([_is(text, kind), *(f"NOT {_is(text, b)}" for b in but)])
        return f"CASE WHEN {test} THEN round({amount}, 3) END"

    requests = number(read, meter.requests)
    known = _is(text, "|".join((_CACHED, _OUTPUT, _INPUT)))
    return {
        "input_text": f"CASE WHEN {known} THEN 'meter' END",
        "input": f"CASE WHEN {known} THEN coalesce({of(_INPUT, _OUTPUT, _CACHED)}, 0) END",
        "cached": of(_CACHED, _WRITTEN),
        "written": of(_WRITTEN),
        "output_text": "NULL",
        "output_said": of(_OUTPUT, _CACHED),
        "requests_said": f"CASE WHEN {_is(text, _INPUT)} THEN {requests} END",
        "tier": f"CASE WHEN {_is(text, _BATCH)} THEN 'batch' ELSE 'standard' END",
    }


def _is(text: str, pattern: str) -> str:
    return f"regexp_matches({text}, {literal(pattern)})"


def _times(unit: str) -> str:
    """How many tokens one unit of the meter is."""
    return (
        f"CASE WHEN regexp_matches(lower({unit}), '1m|million') THEN 1000000"
        f" WHEN regexp_matches(lower({unit}), '1k|1,000|1000|thousand') THEN 1000 ELSE 1 END"
    )
