"""The record a memo carries: what a later check compares with today."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from advisor.case.routes import ROUTES
from advisor.decision.decision import Decision, Trigger
from advisor.report.carried.fingerprint import rule_fingerprint
from advisor.report.decision_json import plain, trigger
from advisor.rules.parsing.rule_file import ID as RULE_ID
from advisor.text.json_text import inert, number

FactValue = bool | int | float | str | list[str] | dict[str, str | list[str]]


Route = Annotated[str, StringConstraints(pattern=f"^({'|'.join(ROUTES)})$")]
Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{8,64}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)


class RecordedVerdict(_Part):
    """The verdict as it was."""

    route: Route
    trained: bool
    next: Route | None
    settled: bool
    concluded_by: Annotated[str, StringConstraints(pattern=f"^{RULE_ID}$")]


class RecordedRoute(_Part):
    """One route as it was; USD, None if not known."""

    available: bool
    why_not: list[str]
    one_time_usd: float | None
    monthly_usd: float | None
    horizon_usd: float | None


class RecordedTrigger(_Part):
    """One trigger as it was set."""

    when: str
    kind: Literal["date", "volume", "price", "retirement", "rule"]
    subject: str = ""
    on: datetime.date | None = None
    above: float | None = None
    below: float | None = None

    def trigger(self) -> Trigger:
        """The same as a decision holds it."""
        return Trigger(**self.model_dump())


class RecordedVersions(_Part):
    """The versions it was decided with."""

    advisor: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.+-]{1,40}$")]
    rules_sha256: Digest
    knowledge_sha256: Digest


class Record(_Part):
    """A decision as kept.

    `prices`: entry -> (values, as of); `rules`: id of a fired rule -> its digest; `words`: heading -> digest of what
    the memo says under it, None in memos that were written before it was kept.
    """

    format: Literal[1] = 1
    as_of: datetime.date
    verdict: RecordedVerdict
    routes: dict[Route, RecordedRoute]
    facts: dict[str, FactValue]
    prices: dict[str, tuple[str, str]]
    rules: dict[str, str]
    revisit: list[RecordedTrigger]
    provenance: RecordedVersions
    words: dict[str, Digest] | None = None


def record(decision: Decision) -> Record:
    """What is kept of a decision."""
    verdict = decision.verdict
    return Record(
        as_of=decision.as_of,
        verdict=RecordedVerdict(
            route=verdict.route,
            trained=verdict.trained,
            next=verdict.next.route,
            settled=verdict.settled,
            concluded_by=verdict.concluded_by,
        ),
        routes={
            r.id: RecordedRoute(
                available=r.available,
                why_not=list(r.why_not),
                one_time_usd=number(r.one_time_usd),
                monthly_usd=number(r.monthly_usd),
                horizon_usd=number(r.horizon_usd),
            )
            for r in decision.weighed
        },
        facts={k: v for k in sorted(decision.facts) if (v := plain(decision.facts[k])) is not None},
        prices={p.entry: (p.values, p.as_of) for p in decision.prices},
        rules={rule.id: rule_fingerprint(rule) for rule in decision.fired},
        revisit=[RecordedTrigger.model_validate(trigger(t), strict=False) for t in decision.revisit],
        provenance=RecordedVersions(
            advisor=decision.provenance.advisor,
            rules_sha256=decision.provenance.rules_sha256,
            knowledge_sha256=decision.provenance.knowledge_sha256,
        ),
    )


def record_text(decision: Decision, words: Mapping[str, str]) -> str:
    """The record as ASCII JSON, one key a line; `words` are the digests of the memo that carries it."""
    data: dict[str, Any] = record(decision).model_dump(mode="json")
    data |= {"revisit": [trigger(t) for t in decision.revisit], "words": dict(words)}
    rows = (f"{json.dumps(k)}: {json.dumps(v, allow_nan=False)}" for k, v in data.items())
    return inert("{\n" + ",\n".join(rows) + "\n}\n")
