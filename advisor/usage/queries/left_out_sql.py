"""SQL that tells which records of an export are left out: failed calls, sums of others, what its rules name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.usage.formats.export_formats import Format, Match, Skip
from advisor.usage.lines.raw_lines import literal
from advisor.usage.queries.field_sql import NOTHING, FieldReader, place, texts
from advisor.usage.tables.cell_words import cell_words

UNKNOWN = "NULL::BOOLEAN"


def failed(known: Format, read: FieldReader) -> str:
    """Whether the call of a record failed, as SQL."""
    error = place(read, known.error)
    tests = [matches(known.failed, read)] if known.failed is not None else []
    if error != NOTHING:
        tests.append(f"lower({error}) NOT IN ({listed(cell_words()['no_error'])})")
    tests = [f"coalesce({t}, false)" for t in tests if t != UNKNOWN]
    return " OR ".join(tests) or UNKNOWN


def summed(known: Format, read: FieldReader) -> str:
    """Whether a record of a table is named like the sum or the mean of others, as SQL."""
    if "table" not in known.kinds:
        return "false"
    words = cell_words()
    anywhere = [
        (n, [*words["totals"], *words["totals_of_names"]]) for n in ("project", "key", "tag", "route")
    ]
    named = [("model", [*words["totals"], *words["totals_of_models"]]), *anywhere]
    tests = [
        f"coalesce(regexp_full_match({text}, {_total_pattern(said)}), false)"
        for name, said in named
        for text in texts(read, getattr(known, name))
        if not text.startswith("'")
    ]
    return " OR ".join(tests) or "false"


def _total_pattern(words: Sequence[str]) -> str:
    said, ends = ("|".join(map(re.escape, w)) for w in (words, cell_words()["total_ends"]))
    return literal(rf"(?i)({said})( ?[:(].*)?|.* ({ends}):?")


def matches(rule: Match, read: FieldReader) -> str:
    """Whether a record is of these values, as SQL."""
    text = read.text(rule.field)
    if text == NOTHING:
        return UNKNOWN
    tests = []
    if rule.values:
        tests.append(f"lower({text}) IN ({listed(rule.values)})")
    if rule.not_:
        tests.append(f"lower({text}) NOT IN ({listed(rule.not_)})")
    if rule.outside:
        low, high = rule.outside
        tests.append(f"coalesce({read.amount(text)} NOT BETWEEN {low:g} AND {high:g}, false)")
    tests += [f"starts_with(lower({text}), {literal(b.lower())})" for b in rule.begins]
    if rule.holds:
        tests.append(f"regexp_matches({text}, {literal('(?i)' + '|'.join(map(re.escape, rule.holds)))})")
    return f"({' OR '.join(tests)})"


def listed(texts_: Sequence[str]) -> str:
    """Texts in small letters, as SQL behind an IN."""
    return ", ".join(literal(t.lower()) for t in texts_)


def skipped(rules: Sequence[Skip], read: FieldReader) -> str:
    """Why a record is left out by the rules of its format, as SQL; NULL for one that counts."""
    cases = [f"WHEN {matches(rule, read)}{_without(rule, read)} THEN {literal(rule.why)}" for rule in rules]
    return f"CASE {' '.join(cases)} END" if cases else "NULL::VARCHAR"


def _without(rule: Skip, read: FieldReader) -> str:
    held = place(read, rule.without)
    return "" if held == NOTHING else f" AND {held} IS NULL"
