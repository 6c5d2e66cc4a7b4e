"""A short digest of what a rule says, so that a later check knows whether it still says that."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.rules import Rule

_LENGTH = 12


def rule_fingerprint(rule: Rule) -> str:
    """Digest over sentence, condition, consequence and citations; not over the rule's place or its tests."""
    said = repr((rule.says, rule.when, rule.then, rule.cites))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
