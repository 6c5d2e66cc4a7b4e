"""The sources, the audit and the coverage as text for a terminal."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

from advisor.knowledge.references import Reference
from advisor.sources.audit import Audit, Audited, CheckedFigure
from advisor.sources.citations import Citation
from advisor.sources.claim_coverage import Coverage, Covered
from advisor.sources.examples_schema import Result
from advisor.sources.listing import Listed
from advisor.text.table import width, wrap

_PLACES_SHOWN = 3
_SMALL, _NOISE = 0.1, 9
_FRACTION = "fraction"


def sources_text(rows: Sequence[Listed], claims: int) -> str:
    """Documents with their claims by check, then the other sources with their entries; `claims` in all."""
    lines = []
    for row in rows:
        if row.claims:
            by_check = ", ".join(f"{n} {check}" for check, n in row.claims.most_common())
            lines.append(f"{row.source.id}  {row.source.title}")
            lines.append(
                f"   {sum(row.claims.values())} claims ({by_check}); {row.entries} entries rest on it"
            )
    told = sum(sum(r.claims.values()) for r in rows)
    if beyond := claims - told:
        lines.append(f"X  Beyond the documents\n   {beyond} claims")
    others = [r for r in rows if not r.claims]
    lines.append("")
    lines += [f"{r.entries:>4}  {r.source.id}  {r.source.title}" for r in others if r.entries]
    unused = sum(not r.entries for r in others)
    lines.append("")
    lines.append(
        f"{len(rows)} sources, {claims} claims; {unused} sources are named in notes and references only"
    )
    return "\n".join(lines) + "\n"


def reference_text(found: Reference, places: Sequence[Citation]) -> str:
    """What a citation stands for: its sentence, the document with its date and address, and who rests on it."""
    head = f"{found.key}, {found.at}" if found.at else found.key
    lines = [head, *wrap(found.says or "No note.", "  "), "", *wrap(found.document, "from  ")]
    lines += [f"at    {found.url}"] if found.url else []
    lines += wrap(found.via, "via   ") if found.via else []
    lines += wrap(", ".join(dict.fromkeys(f"{c.kind} {c.id}" for c in places)), "used  ") if places else []
    return "\n".join(lines) + "\n"


def audit_text(audit: Audit) -> str:
    """One block a row, what is not as recorded, and the counts."""
    lines = [line for row in audit.rows for line in _row(row)]
    for row in audit.rows:
        lines += [f"not as recorded: {row.id}, {s} ({row.place})" for s in row.surprises]
    lines += [f"not recomputed: {claim}" for claim in audit.missing]
    held = sum(r.holds for r in audit.rows)
    figures = sum(f.holds is not None for r in audit.rows for f in r.figures)
    lines.append(
        f"{len(audit.rows)} rows, {figures} stated figures recomputed: {held} rows hold,"
        f" {len(audit.rows) - held} do not; {'all' if audit.as_recorded else 'not all'} as recorded"
    )
    return "\n".join(lines) + "\n"


def coverage_text(coverage: Coverage) -> str:
    """One line a claim, and the count; what is missing stands last."""
    width = max(len(c.claim.id) for c in coverage.claims)
    lines = [f"{c.claim.id:<{width}}  {c.claim.check:<7}  {_places(c)}" for c in coverage.claims]
    lines += [f"not covered: {c.claim.id} ({c.claim.check}): {c.claim.says}" for c in coverage.missing]
    done = len(coverage.claims) - len(coverage.missing)
    lines.append(f"{done} of {len(coverage.claims)} claims covered")
    return "\n".join(lines) + "\n"


def number(value: Result | None, unit: str = "") -> str:
    """A figure or a range as text, a fraction in percent: cents for money, significant digits where it is small."""
    if value is None:
        return "not stated"
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return " to ".join(number(v, unit) for v in value)
    if math.isinf(value):
        return "never"
    shown = round(value * (100 if unit == _FRACTION else 1), _NOISE)
    if shown == round(shown):
        return f"{shown:,.0f}"
    return f"{shown:,.2f}" if abs(shown) >= _SMALL else f"{shown:.{_NOISE}f}".rstrip("0")


def outcome(figure: CheckedFigure) -> Result:
    """What comes out of a figure: one number, a range, or never."""
    low, high = figure.computed.low, figure.computed.high
    if math.isinf(high):
        return "never" if math.isinf(low) else (low, high)
    return low if math.isclose(low, high) else (low, high)


def _row(row: Audited) -> list[str]:
    lines = [f"{'holds' if row.holds else 'FLAWED'}  {row.id}  {row.at}"]
    lines += _wrapped(row.says, "    ")
    for f in row.figures:
        mark = {True: "=", False: "≠", None: " "}[f.holds]
        stated = "" if f.stated is None else f"stated {number(f.stated, f.unit)}, "
        unit = "%" if f.unit == _FRACTION else f.unit
        text = f"{mark} {f.what}: {stated}comes out {number(outcome(f), f.unit)} {unit}"
        lines += _wrapped(text, "  ", "      ")
    if row.because:
        lines += _wrapped(row.because, "    why: ", "      ")
    return [*lines, ""]


def _wrapped(text: str, first: str, rest: str | None = None) -> list[str]:
    return textwrap.wrap(text, width(), initial_indent=first, subsequent_indent=rest or first)


def _places(covered: Covered) -> str:
    first = sorted(covered.places, key=lambda p: not covered.proves(p))
    shown = [f"{p.kind} {p.id} ({p.where})" for p in first[:_PLACES_SHOWN]]
    more = len(covered.places) - len(shown)
    text = "; ".join(shown) + (f"; {more} more" if more > 0 else "")
    return text if covered.proven else f"NOT COVERED {text}".rstrip()
