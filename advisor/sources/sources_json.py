"""The sources, the audit and the coverage as JSON; what is never reached is the text "never"."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from advisor.knowledge.references import Reference
from advisor.sources.audit import Audit, Audited
from advisor.sources.citations import Citation
from advisor.sources.claim_coverage import Coverage
from advisor.sources.listing import Listed
from advisor.sources.render_sources import outcome
from advisor.text.json_text import encode


def sources_json(rows: Sequence[Listed]) -> str:
    """Every source with its claims by check and the number of entries that name it."""
    return _written(
        sources=[
            {
                "id": r.source.id,
                "title": r.source.title,
                "date": r.source.date,
                "url": r.source.url,
                "claims": dict(r.claims),
                "entries": r.entries,
            }
            for r in rows
        ]
    )


def reference_json(found: Reference, places: Sequence[Citation]) -> str:
    """What a citation stands for, and every place that cites it."""
    return _written(**dataclasses.asdict(found), used=[c._asdict() for c in places])


def audit_json(audit: Audit) -> str:
    """Every row with its figures; `stated` is null where no document states it."""
    return _written(
        as_recorded=audit.as_recorded, missing=list(audit.missing), rows=[_row(r) for r in audit.rows]
    )


def coverage_json(coverage: Coverage) -> str:
    """Every claim with the places that cite it."""
    return _written(
        covered=len(coverage.claims) - len(coverage.missing),
        of=len(coverage.claims),
        claims=[
            {
                "id": c.claim.id,
                "check": c.claim.check,
                "covered": c.proven,
                "places": [p._asdict() for p in c.places],
            }
            for c in coverage.claims
        ],
    )


def _row(row: Audited) -> dict[str, Any]:
    return {
        "id": row.id,
        "claims": list(row.claims),
        "at": row.at,
        "says": row.says,
        "holds": row.holds,
        "because": row.because,
        "not_as_recorded": list(row.surprises),
        "figures": [
            {
                "what": f.what,
                "unit": f.unit,
                "stated": f.stated,
                "computed": outcome(f),
                "tolerance": f.tolerance,
                "holds": f.holds,
                "formula": f.computed.formula,
            }
            for f in row.figures
        ],
    }


def _written(**fields: Any) -> str:
    return encode({"format": 1, **fields})
