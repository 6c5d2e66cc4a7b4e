"""How much of a prompt may be the same in every call, where nobody said how much is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.costing.selection import TEXT_IS_GIVEN

PREFIX, PASTED = "shared_prefix_tokens", "corpus_in_prompt_tokens"


def longest_prefix(facts: Mapping[str, Any]) -> float:
    """Tokens a call: the text that is pasted in, else all but the request's own; 0 if its own is the task."""
    whole = float(facts.get("input_tokens") or 0.0)
    pasted = float(facts.get(PASTED) or 0.0)
    if pasted:
        return min(pasted, whole)
    if facts.get("task") in TEXT_IS_GIVEN:
        return 0.0
    return max(whole - float(facts.get("payload_tokens") or 0.0), 0.0)
