"""A rule, and what it says follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

from advisor.case.facts import Facts
from advisor.rules.condition import Condition

Strength = Literal["strong", "medium", "weak"]
NoteKind = Literal["plan", "risk", "memo", "good", "bad"]
STRENGTHS: tuple[Strength, ...] = get_args(Strength)
NOTE_KINDS: tuple[NoteKind, ...] = get_args(NoteKind)
POLICY = "policy"
BLANKS = (
    "reference", "tuned", "model", "replacement", "today", "retires_on", "position", "stay_volume", "train_volume",
    "failed_gates", "failed_says", "open_gates", "missing", "own", "stronger", "candidate", "candidate_month",
    "reference_month", "instead_of_reference", "verdict_model", "prefix", "verdict_month", "instead", "today_bill",
    "ends", "to_measure", "to_measure_month", "measuring", "rivals", "once", "cache_saving",
    "output_tenth",
    "peak_requests", "peak_tokens", "margin", "later_outcome", "next_step", "beside", "today_why",
    "outside", "unpriced", "unreplaced", "by_then", "elsewhere", "elsewhere_why",
    "retrieving", "retrieving_why", "labels", "forecast", "train_on", "tuned_saving", "tuned_once",
    "fallback", "fallback_month",
)  # fmt: skip
"""What a conclusion's sentences may leave for the decision to fill in."""


@dataclass(frozen=True)
class EvidenceEffect:
    """Routes the rule speaks for and against."""

    routes_for: tuple[str, ...]
    routes_against: tuple[str, ...]
    strength: Strength


@dataclass(frozen=True)
class Derive:
    """Facts that hold when the rule does."""

    facts: Facts


@dataclass(frozen=True)
class Close:
    """Routes the rule closes, and the reason in words."""

    routes: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Conclude:
    """A verdict: plain names, texts and flags; `next` may be a mapping of the same."""

    values: Mapping[str, str | bool | Mapping[str, str | bool]]


@dataclass(frozen=True)
class Note:
    """A line for the plan, the risks, the memo or the consequences; `order` is its place among its kind."""

    kind: NoteKind
    text: str
    order: int = 0


Then = EvidenceEffect | Derive | Close | Conclude | Note


class InlineCase(NamedTuple):
    """A case that stands beside a rule, and what it is there for, where that is said."""

    facts: Facts
    why: str = ""


@dataclass(frozen=True)
class Rule:
    """One rule, with the place it stands at. `before` names the rule it precedes, where it must."""

    id: str
    theme: str
    says: str
    when: Condition
    then: Then
    cites: tuple[str, ...]
    topic: str | None
    before: str | None
    fires: tuple[InlineCase, ...]
    silent: tuple[InlineCase, ...]
    file: str
    line: int

    def derives(self) -> Mapping[str, Any]:
        """Facts this rule derives; empty for other kinds."""
        return self.then.facts if isinstance(self.then, Derive) else {}
