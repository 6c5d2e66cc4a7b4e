"""SQL that turns one export into rows of the table `usage`: made from the format's description, printed by --sql."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.usage.export_file import ExportFile
from advisor.usage.field_sql import NOTHING, FieldReader, place, reader
from advisor.usage.formats import DIMENSIONS, Format, Skip
from advisor.usage.limits import LONGEST_RECORD, SAMPLE
from advisor.usage.raw_lines import literal

_REJECTED = {
    "LINE SIZE OVER MAXIMUM": f"longer than {LONGEST_RECORD // 2**20} MiB",
    "INVALID ENCODING": "not UTF-8",
    "MISSING COLUMNS": "fewer columns than the header",
    "TOO MANY COLUMNS": "more columns than the header",
    "UNQUOTED VALUE": "a quote that is never closed",
}


def insert(source: ExportFile, number: int) -> str:
    """The statement that reads `source` as file `number`; each row is judged: `why` it is set aside, or NULL."""
    known, read = source.format, reader(source)
    counted = known.requests not in ("one", "none")
    fields = {name: f"{text} AS {name}" for name, text in _fields(known, read).items()}
    requests = {"one": "1", "none": "NULL"}.get(known.requests, "amount(requests_text)")
    prompt = "input" if known.in_input else "input + coalesce(cached, 0) + coalesce(written, 0)"
    reasons = "\n".join(
        f"      WHEN {test} THEN {literal(why)}" for test, why in _reasons(known, counted=counted)
    )
    columns = ",\n    ".join(fields.values())
    return f"""INSERT INTO usage
WITH fields AS (
  SELECT row_number() OVER () AS row, {read.broken} AS broken,
    {columns}
  FROM ({read.relation()})),
counts AS (
  SELECT *, {requests} AS requests, amount(input_text) AS input, coalesce(amount(output_text), 0) AS output
  FROM fields),
prompts AS (SELECT *, {prompt} AS prompt FROM counts),
judged AS (
  SELECT *, CASE
      WHEN skipped IS NOT NULL THEN skipped
{reasons}
    END AS why
  FROM prompts)
SELECT {number}, row, began, ended, requests, prompt, cached, output,
  {", ".join(DIMENSIONS)},
  failed, usd, batch, identity, why, CASE WHEN why IS NOT NULL THEN left(raw, {SAMPLE + 1}) END
FROM judged"""


def rejected(number: int, *, header: bool) -> str:
    """The statement that counts the lines of file `number` which could not be taken apart."""
    cases = " ".join(f"WHEN {literal(kind)} THEN {literal(why)}" for kind, why in _REJECTED.items())
    return f"""INSERT INTO usage (file, row, why, text)
SELECT {number}, line{" - 1" if header else ""},
  CASE min(error_type::VARCHAR) {cases} ELSE lower(min(error_type::VARCHAR)) END,
  left(min(csv_line), {SAMPLE + 1})
FROM reject_errors GROUP BY line"""


def _fields(known: Format, read: FieldReader) -> dict[str, str]:
    at = place(read, known.at)
    ended = f"moment({place(read, known.until)})"
    if known.bucket_hours is not None:
        ended = f"moment({at}) + to_hours({known.bucket_hours:g})"
    own = place(read, known.id_of)
    identity = f"{at}, {read.raw}" if own == NOTHING else f"coalesce({own}, {read.raw})"
    return {
        "raw": read.raw,
        "began_text": at,
        "began": f"moment({at})",
        "ended": ended,
        "requests_text": NOTHING if known.requests in ("one", "none") else read.text(known.requests),
        "input_text": place(read, known.input),
        "cached": f"amount({place(read, known.cached)})",
        "written": f"amount({place(read, known.written)})",
        "output_text": place(read, known.output),
        **{name: place(read, getattr(known, name)) for name in DIMENSIONS},
        "usd": f"amount({place(read, known.usd)})",
        "batch": f"lower({place(read, known.batch)}) IN ('true', 'batch', '1')",
        "failed": _failed(known, read),
        "skipped": _skipped(known.skip, read),
        "identity": f"hash({literal(known.id)}, {identity})",
    }


def _reasons(known: Format, *, counted: bool) -> list[tuple[str, str]]:
    nothing = "input_text IS NULL AND output_text IS NULL" + (" AND requests_text IS NULL" if counted else "")
    counts = "input, output, coalesce(cached, 0), coalesce(written, 0), coalesce(requests, 0)"
    return [
        ("broken", "broken JSON"),
        (nothing, known.empty),
        ("began_text IS NULL", "no time"),
        ("began IS NULL", "a time that cannot be read"),
        ("input IS NULL", "no input count that can be read"),
        ("output_text IS NOT NULL AND amount(output_text) IS NULL", "an output count that cannot be read"),
        *([("requests IS NULL", "no request count that can be read")] if counted else []),
        (f"least({counts}) < 0", "a negative count"),
        ("input % 1 <> 0 OR output % 1 <> 0 OR requests % 1 <> 0", "a count that is no whole number"),
        ("coalesce(cached, 0) > prompt", "more cached tokens than input tokens"),
        ("ended <= began", "a period that ends before it starts"),
        ("failed AND input = 0 AND output = 0", "a failed call, nothing billed"),
    ]


def _failed(known: Format, read: FieldReader) -> str:
    if known.failed is None:
        return "NULL::BOOLEAN"
    text = read.text(known.failed.field)
    if known.failed.outside:
        low, high = known.failed.outside
        return f"amount({text}) NOT BETWEEN {low:g} AND {high:g}"
    return f"coalesce({text} IN ({', '.join(map(literal, known.failed.values))}), false)"


def _skipped(rules: Sequence[Skip], read: FieldReader) -> str:
    cases = []
    for rule in rules:
        test = f"{'IN' if rule.values else 'NOT IN'} ({', '.join(map(literal, rule.values or rule.not_))})"
        cases.append(f"WHEN {read.text(rule.field)} {test} THEN {literal(rule.why)}")
    return f"CASE {' '.join(cases)} END" if cases else NOTHING
