"""SQL for what is in what: whether the source counts cached, written and other tokens in its sums or apart.

A total in the record proves it where the source adds it up itself; else the rule of the source holds, and for
cached tokens the whole table decides later (`apart` is NULL).
"""

from __future__ import annotations

import itertools

from advisor.usage.formats.export_formats import Format, Side

_TOLERANCE = 0.5


def token_steps(known: Format) -> str:
    """Common table expressions from `fields` to `tokens`: `said`, `output_all`, and `apart` where it is known."""
    return f"""readings AS (
  SELECT *, {_proved(known)} AS proved FROM {"carried" if known.carried else "fields"}),
tokens AS (
  SELECT *,
    input + CASE WHEN {_bit(known, 1)} THEN coalesce(more, 0) ELSE 0 END AS said,
    coalesce(output_said, 0) + CASE WHEN {_bit(known, 2)} THEN coalesce(output_more, 0) ELSE 0 END AS output_all,
    CASE WHEN proved IS NOT NULL THEN substr(proved, 1, 1) = 'a'
      ELSE {_declared(known)} END AS apart
  FROM readings)"""


def _declared(known: Format) -> str:
    return "true" if known.cached_tokens == "apart" else "CASE WHEN apart_said THEN true END"


def _bit(known: Format, at: int) -> str:
    default = str((known.input_parts, known.output_parts)[at - 1] == "apart").lower()
    return f"CASE WHEN proved IS NOT NULL THEN substr(proved, {at + 1}, 1) = 'a' ELSE {default} END"


def _proved(known: Format) -> str:
    """SQL for the reading that gives the record's total, as three letters: cached, input parts, output parts."""
    if not (known.total.first or known.total.most):
        return "NULL::VARCHAR"
    defaults = (known.cached_tokens or "apart", known.input_parts, known.output_parts)

    def unusual(sides: tuple[Side, Side, Side]) -> int:
        return sum(a != b for a, b in zip(sides, defaults, strict=True))

    cases = [
        f"WHEN abs(total - ({_sum(sides)})) < {_TOLERANCE} THEN '{''.join(s[0] for s in sides)}'"
        for sides in sorted(_readings(known), key=unusual)
    ]
    parts = "coalesce(cached, 0) + coalesce(written, 0) + coalesce(more, 0) + coalesce(output_more, 0)"
    return f"CASE WHEN {parts} = 0 OR coalesce(total, 0) = 0 THEN NULL {' '.join(cases)} END"


def _readings(known: Format) -> list[tuple[Side, Side, Side]]:
    """Every reading that a total can prove: of a source that adds up what it likes, none with all in its sums."""
    both: tuple[Side, Side] = ("in", "apart")
    every = list(itertools.product(both, both, both))
    return every if known.trust_total else [sides for sides in every if "apart" in sides]


def _sum(sides: tuple[Side, Side, Side]) -> str:
    terms = ["input", "coalesce(output_said, 0)"]
    extra = (
        ("coalesce(cached, 0)", "coalesce(written, 0)"),
        ("coalesce(more, 0)",),
        ("coalesce(output_more, 0)",),
    )
    terms += [t for side, parts in zip(sides, extra, strict=True) if side == "apart" for t in parts]
    return " + ".join(terms)
