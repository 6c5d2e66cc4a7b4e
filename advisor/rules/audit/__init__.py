"""The audit: every finding about a rule set, each with a stable code, a place and a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from advisor.rules.audit import documentation, figures, logic
from advisor.rules.diagnostics import Diagnostic, RuleError
from advisor.rules.load import read_rules

__all__ = ["Diagnostic", "audit"]


def audit(folders: Sequence[Path], claims: Mapping[str, str]) -> list[Diagnostic]:
    """Everything wrong with the rules in `folders`, by place. `claims`: claim id -> how it is checked.

    Rules that cannot be read are reported and left out; the rest is audited. Raises BadInput if a folder
    or the solver (the extra `audit`) is missing.
    """
    faults: list[RuleError] = []
    rules = read_rules(folders, faults.append)
    found = [Diagnostic(f.code, f.file or "", f.line or 1, _sentence(f)) for f in faults]
    found += documentation.findings(rules, claims)
    found += figures.findings(rules, claims)
    found += logic.findings(rules)
    return sorted(found, key=lambda d: (d.file, d.line, d.code, d.message))


def _sentence(found: RuleError) -> str:
    return str(RuleError(found.message, text=found.text, expected=found.expected, near=found.near))
