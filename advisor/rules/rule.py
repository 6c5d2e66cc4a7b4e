"""A rule, and what it says follows."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args

from msgspec import Struct

from advisor.case.fact_type import Facts
from advisor.case.facts import VOCABULARY
from advisor.rules.condition import Condition

Strength = Literal["strong", "medium", "weak"]
NoteKind = Literal["plan", "risk", "memo", "good", "bad"]
STRENGTHS: tuple[Strength, ...] = get_args(Strength)
NOTE_KINDS: tuple[NoteKind, ...] = get_args(NoteKind)
POLICY = "policy"
if TYPE_CHECKING:
    DerivedFacts = Facts
else:  # what a cached rule is read back as
    DerivedFacts = Mapping[str, str | bool]
BLANKS = (
    "which_misses",
    "waits", "landing", "fall_back", "reference", "tuned", "model", "replacement", "today", "retires_on", "position",
    "stay_volume", "train_volume", "failed_gates", "failed_says", "open_gates", "missing", "own", "stronger",
    "candidate", "candidate_month", "candidate_costs", "reference_month", "instead_of_reference", "verdict_model",
    "prefix", "prefix_model", "contract_end", "contract_first", "contract_for",
    "verdict_month", "instead", "today_bill", "ends", "to_measure", "to_measure_month", "measuring", "rivals",
    "rival_does", "once", "cache_saving", "pasted", "paste_cached", "tier", "tier_saving", "wait_saving", "moves",
    "period_bill", "ratio_model", "ratio_month", "same_run", "falls_back", "roll_out", "roll_back", "cheap",
    "passed_to",
    "odd_bill", "first_prompt", "output_tenth", "peak_requests", "peak_tokens", "margin", "later_outcome",
    "next_step", "anew", "leave", "beside", "today_why", "outside", "unpriced", "unreplaced", "by_then", "elsewhere",
    "elsewhere_why", "retrieving", "retrieving_why", "labels", "forecast", "train_on", "tuned_saving", "tuned_once",
    "fallback", "fallback_month", "limited_model", "thousand_cached", "least_prefix", "card_week", "timed",
    "first_share", "first_inputs", "before_end", "in_time", "ends_later", "retrieved", "may_run", "bill_pays_for",
    "beside_month", "own_assumed",
)  # fmt: skip
"""What a conclusion's sentences may leave for the decision to fill in."""


class EvidenceEffect(Struct, frozen=True, tag=True):
    """Routes the rule speaks for and against."""

    routes_for: tuple[str, ...]
    routes_against: tuple[str, ...]
    strength: Strength


class Derive(Struct, frozen=True, tag=True):
    """Facts that hold when the rule does."""

    facts: DerivedFacts


class Close(Struct, frozen=True, tag=True):
    """Routes the rule closes, and the reason in words."""

    routes: tuple[str, ...]
    because: str


class Conclude(Struct, frozen=True, tag=True):
    """A verdict: plain names, texts and flags; `next` may be a mapping of the same."""

    values: Mapping[str, str | bool | Mapping[str, str | bool]]


class Note(Struct, frozen=True, tag=True):
    """A line for the plan, the risks, the memo or the consequences; `order` is its place among its kind."""

    kind: NoteKind
    text: str
    order: int = 0


Then = EvidenceEffect | Derive | Close | Conclude | Note


class InlineCase(Struct, frozen=True, dict=True):
    """A case that stands beside a rule, as said there, and what it is there for, where that is said."""

    said: Mapping[str, Any]
    why: str = ""

    @cached_property
    def facts(self) -> Facts:
        """The facts of the case. Raises BadInput for one out of its bounds."""
        return {n: VOCABULARY[n].check(v) if n in VOCABULARY else v for n, v in self.said.items()}


class Rule(Struct, frozen=True):
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
