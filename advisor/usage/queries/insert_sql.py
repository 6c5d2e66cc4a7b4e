"""SQL that turns one export into rows of the table `usage`: made from the format's declaration, printed by --sql."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.usage.export_file import ExportFile
from advisor.usage.formats.export_formats import DIMENSIONS, Format
from advisor.usage.limits import LONGEST_RECORD, SAMPLE
from advisor.usage.lines.raw_lines import literal
from advisor.usage.queries.field_sql import (
    NOTHING,
    FieldReader,
    moment,
    moment_in_zone,
    number,
    place,
    reader,
    texts,
)
from advisor.usage.queries.left_out_sql import failed, listed, matches, skipped, summed
from advisor.usage.queries.meter_sql import meter_fields
from advisor.usage.queries.reading_sql import token_steps
from advisor.usage.queries.spend_sql import spend_fields

MODELS = "\x1f"
"""Between the names of one model in a record: what answered, what was asked for, the name of its group."""
_ALIKE = "bool_or(why IS NULL) OVER (PARTITION BY kind_text, model IS NULL)"
"""Whether another record of the same kind, and that names a model or none as this one, counts tokens."""
EMPTY = "no token counts in it"
UNUSED = "a bucket without usage"
_REJECTED = {
    "LINE SIZE OVER MAXIMUM": f"longer than {LONGEST_RECORD // 2**20} MiB",
    "INVALID ENCODING": "not UTF-8",
    "MISSING COLUMNS": "fewer columns than the header",
    "TOO MANY COLUMNS": "more columns than the header",
    "UNQUOTED VALUE": "a quote that is never closed",
}
_TIERS = {
    "batch": ("true", "batch", "1", "yes", "y", "t"),
    "flex": ("flex",),
    "priority": ("priority", "fast"),
}


def insert(source: ExportFile, number_: int) -> str:
    """The statement that reads `source` as file `number_`; each row is judged: `why` it is set aside, or NULL."""
    known, read = source.format, reader(source)
    fields = {name: f"{text} AS {name}" for name, text in _fields(known, read).items()}
    counted = not known.per_call and known.requests is not None
    reasons = "\n".join(
        f"      WHEN {test} THEN {literal(why)}"
        for test, why in _reasons(known, counted=counted, timed=source.timed)
    )
    columns = ",\n    ".join(fields.values())
    requests = "1" if known.per_call else "requests_said + coalesce(uncounted, 0)"
    return f"""INSERT INTO usage
WITH fields AS (
  SELECT row_number() OVER () AS row, {read.broken} AS broken,
    {columns}
  FROM ({read.relation()})),
{_carried(known)}{token_steps(known)},
judged AS (
  SELECT *, CASE
      WHEN skipped IS NOT NULL THEN skipped
{reasons}
    END AS why
  FROM tokens)
SELECT {number_}, row, began, ended, {requests}, uncounted,
  said, cached, written, apart, output_all,
  hash({_written_by(source, number_)}, source, model) AS grp,
  {", ".join(DIMENSIONS)}, failed,
  {_called(known, timed=source.timed)},
  usd, currency, {_identity(known)}, {_about(known)}, {_period(known)},
  {_key("trace_text", "trace_text")}, {_key("span_text", "trace_text, span_text")},
  {_key("parent_text", "trace_text, parent_text")}, source,
  why, CASE WHEN why IS NOT NULL THEN left(raw, {SAMPLE + 1}) END, summed,
  {_own(known)}
FROM judged"""


def _written_by(source: ExportFile, number_: int) -> str:
    """What tells who wrote a file: tables of one's own in one folder, by the same columns, are of one writer."""
    if source.format.id != "table":
        return str(number_)
    known = source.format
    places = (known.input, known.cached, known.written, known.output)
    columns = "|".join(name for place_ in places for name in place_.first)
    return literal(f"{source.path.parent}|{columns}")


def _carried(known: Format) -> str:
    """A common table expression in which records that lack a field have it from the one before; empty for none."""
    if not known.carried:
        return ""
    fields = ", ".join(
        f"last_value(nullif({name}, '') IGNORE NULLS) OVER (ORDER BY row) AS {name}" for name in known.carried
    )
    return f"carried AS (SELECT * REPLACE ({fields}) FROM fields),\n"


def rejected(number_: int, *, skipped: int) -> str:
    """The statement that counts the lines of file `number_` which could not be taken apart."""
    cases = " ".join(f"WHEN {literal(kind)} THEN {literal(why)}" for kind, why in _REJECTED.items())
    return f"""INSERT INTO usage (file, row, why, text)
SELECT {number_}, line{f" - {skipped}" if skipped else ""},
  CASE min(error_type::VARCHAR) {cases} ELSE lower(min(error_type::VARCHAR)) END,
  left(min(csv_line), {SAMPLE + 1})
FROM reject_errors GROUP BY line"""


def _fields(known: Format, read: FieldReader) -> dict[str, str]:
    at = place(read, known.at)
    began = moment_in_zone(read, known.at, known.zone)
    ended = moment(read, known.until)
    if known.last_day.first:
        ended = f"coalesce({moment(read, known.last_day)} + INTERVAL '1 day', {ended})"
    if known.bucket:
        ended = f"coalesce({ended}, {began} + INTERVAL {literal(known.bucket)})"
    counted = known.requests is not None and not known.per_call
    fields = {
        "raw": read.raw,
        "began_text": at,
        "began": began,
        "ended": ended,
        "requests_text": place(read, known.requests) if counted and known.requests else NOTHING,
        "requests_said": number(read, known.requests) if counted and known.requests else "NULL::DOUBLE",
        "uncounted": number(read, known.uncounted) if counted else "NULL::DOUBLE",
        "input_text": place(read, known.input),
        "input": number(read, known.input),
        "cached": number(read, known.cached),
        "written": number(read, known.written),
        "more": number(read, known.input_more),
        "output_text": place(read, known.output),
        "output_said": number(read, known.output),
        "output_more": number(read, known.output_more),
        "total": number(read, known.total),
        **spend_fields(known, read),
        **{name: place(read, getattr(known, name)) for name in DIMENSIONS if name not in ("model", "tier")},
        "model": _model(read, known),
        "tier": _tier(read, known),
        "failed": failed(known, read),
        "skipped": skipped(known.skip, read),
        "apart_said": matches(known.apart_when, read) if known.apart_when else "NULL::BOOLEAN",
        "summed": summed(known, read),
        "called_text": place(read, known.called),
        "kind_text": place(read, known.kind),
        "id_text": place(read, known.id_of),
        "same_text": f"concat_ws('|', {', '.join(texts(read, known.same) or ['NULL'])})",
        **{f"{name}_text": place(read, getattr(known, name)) for name in ("trace", "span", "parent")},
        "source": place(read, known.source) + "::VARCHAR" if known.per_call else literal(known.family),
    }
    return fields | (meter_fields(known.meter, read) if known.meter else {})


def _model(read: FieldReader, known: Format) -> str:
    # MLflow writes a name with its quotes.
    found = [f"trim({t}, '\"')" for t in texts(read, known.model)]
    if len(found) < 2:
        return (found or ["NULL::VARCHAR"])[0]
    return f"nullif(concat_ws({literal(MODELS)}, {', '.join(found)}), '')"


def _tier(read: FieldReader, known: Format) -> str:
    found = [f"lower({t})" for t in texts(read, known.batch) + texts(read, known.tier)]
    if not found:
        return "NULL::VARCHAR"
    cases = [f"WHEN {_any_of(found, values)} THEN {literal(tier)}" for tier, values in _TIERS.items()]
    return f"CASE {' '.join(cases)} ELSE 'standard' END"


def _any_of(texts_: list[str], values: Sequence[str]) -> str:
    return " OR ".join(f"{t} IN ({listed(values)})" for t in texts_)


def _called(known: Format, *, timed: bool) -> str:
    """Whether a record that is set aside is a call all the same: one whose tokens nobody knows."""
    if not known.per_call:
        return "false"
    tests = ["why IS NOT NULL", "why <> 'a failed call, nothing billed'", "skipped IS NULL", "NOT broken"]
    tests += ["began IS NOT NULL"] if timed else []
    tests += ["called_text IS NOT NULL"] if known.called.first else []
    tests += [_ALIKE] if known.kind.first or known.id == "table" else []
    return f"coalesce({' AND '.join(tests)}, false)"


def _identity(known: Format) -> str:
    """What two records of the same thing have in common.

    Calls without ids may be alike and still be two: those of one file are told apart by their number.
    """
    family = literal(known.family)
    if known.running:
        return f"hash({family}, id_text, same_text, model, CASE WHEN id_text IS NULL THEN began_text END)"
    if not known.per_call:
        named = f", {', '.join(known.carried)}" if known.carried else ""
        return f"hash({family}, began_text, same_text, raw{named})"
    if not known.id_of.first:
        return f"hash({family}, raw, row_number() OVER (PARTITION BY hash(raw)))"
    content = "epoch(began)::BIGINT, input, output_said"
    if known.grows:
        content = "epoch(began)::BIGINT // 3600, input, model" + (
            ", failed" if known.failed or known.error.first else ""
        )
    return f"hash({family}, id_text, {content}, CASE WHEN id_text IS NULL THEN raw END)"


def _own(known: Format) -> str:
    """What all records of one call have in common, where its id comes back with it."""
    return (
        f"CASE WHEN id_text IS NOT NULL THEN hash({literal(known.family)}, id_text) END"
        if known.grows
        else "NULL"
    )


def _about(known: Format) -> str:
    """Of sums: all that two pulls of the same tokens have in common."""
    return (
        "NULL" if known.per_call else f"hash({literal(known.family)}, began, ended, model, tier, same_text)"
    )


def _period(known: Format) -> str:
    """Of sums: the source and the time they are about, in which two forms of an export hold the same tokens."""
    return "NULL" if known.per_call else f"hash({literal(known.family)}, began, ended)"


def _key(text: str, of: str) -> str:
    return f"CASE WHEN {text} IS NOT NULL THEN hash({of}) END"


def _reasons(known: Format, *, counted: bool, timed: bool) -> list[tuple[str, str]]:
    nothing = "input IS NULL AND input_text IS NULL AND output_text IS NULL" + (
        " AND requests_text IS NULL" if counted else ""
    )
    counts = "said, output_all, coalesce(cached, 0), coalesce(written, 0), coalesce(requests_said, 0)"
    tokens = "coalesce(said, 0) + coalesce(output_all, 0) + coalesce(cached, 0) + coalesce(written, 0)"
    unused = "model IS NULL AND coalesce(requests_said, 0) + coalesce(uncounted, 0) = 0"
    return [
        ("broken", "broken JSON"),
        (f"failed AND {tokens} <= 0", "a failed call, nothing billed"),
        (nothing, known.empty),
        *(
            [("began_text IS NULL", "no time"), ("began IS NULL", "a time that cannot be read")]
            if timed
            else []
        ),
        ("input IS NULL", "no input count that can be read"),
        ("output_text IS NOT NULL AND output_said IS NULL", "an output count that cannot be read"),
        *([("requests_said IS NULL", "no request count that can be read")] if counted else []),
        (f"least({counts}) < 0", "a negative count"),
        ("said % 1 <> 0 OR output_all % 1 <> 0 OR requests_said % 1 <> 0", "a count that is no whole number"),
        ("ended <= began", "a period that ends before it starts"),
        (f"{tokens} = 0", EMPTY) if known.per_call else (f"{unused} AND {tokens} = 0", UNUSED),
    ]
