"""Why a repeated decision may come out differently: the changes since the memo, by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from advisor.case.fact_type import Facts, Value
from advisor.case.facts import ASKED, TRIED, VOCABULARY
from advisor.case.model_answers import name_models
from advisor.case.models_tried import UNNAMED, ModelsTried
from advisor.decision.decision import Decision
from advisor.report.carried.record import FactValue, Record
from advisor.review.edited_rules import edited_rules
from advisor.text import fact_words

if TYPE_CHECKING:
    from advisor.decision.basis import DecisionBasis
    from advisor.knowledge.store import Knowledge

Kind = Literal["answer", "assumption", "lifecycle", "price", "rule", "knowledge", "advisor", "date"]


@dataclass(frozen=True)
class Cause:
    """One thing that is not as it was."""

    kind: Kind
    says: str


def causes(record: Record, now: Decision, basis: DecisionBasis) -> tuple[Cause, ...]:
    """Everything found, by kind; where nothing is, that other figures were edited or only the date changed."""
    book = name_models(now.case, basis.knowledge)[1]  # with the models that the case defines
    found = [
        *(Cause("answer", s) for n, s in _answers(record, now) if n in now.case.answers),
        *(Cause("assumption", s) for n, s in _answers(record, now) if n not in now.case.answers),
        *(Cause("lifecycle", s) for s in dict.fromkeys(_lifecycles(record, now, book))),
        *(Cause("price", s) for s in _prices(record, now)),
        *(Cause("rule", s) for s in edited_rules(record, _known(record), now, basis)),
    ]
    was, new = record.provenance, now.provenance
    if was.advisor != new.advisor:
        found.append(Cause("advisor", f"advisor {was.advisor} -> {new.advisor}"))
    if not found and was.knowledge_sha256 != new.knowledge_sha256:
        found.append(Cause("knowledge", "figures other than prices and lifecycles were edited"))
    if not found and record.as_of != now.as_of:
        found.append(Cause("date", f"only the date: {record.as_of.isoformat()} -> {now.as_of.isoformat()}"))
    return tuple(found)


def _known(record: Record) -> Facts:
    return {name: _value(value) for name, value in record.facts.items() if name in VOCABULARY}


def _answers(record: Record, now: Decision) -> Iterator[tuple[str, str]]:
    """Facts whose value differs, said or assumed, with both values in words."""
    for name in ASKED:
        before, after = record.facts.get(name), now.facts.get(name)
        if before is None or after is None or _same(before, after):
            continue
        yield name, f"{name}: {fact_words.value(name, _value(before))} -> {fact_words.value(name, after)}"


def _value(recorded: FactValue) -> Value:
    if isinstance(recorded, dict):
        return ModelsTried.of(recorded)
    return tuple(recorded) if isinstance(recorded, list) else recorded


def _same(before: FactValue, after: Value) -> bool:
    if isinstance(after, float) and isinstance(before, int | float):
        return before == float(f"{after:.12g}")
    return _value(before) == after


def _lifecycles(record: Record, now: Decision, book: Knowledge) -> Iterator[str]:
    """Ends and closings of the models in the case, as known then and now."""
    access = now.facts.get("hosted_tuning_access")
    tried = now.facts.get(TRIED)
    for model in (now.facts.get("model"), *(tried if isinstance(tried, ModelsTried) else ())):
        if not isinstance(model, str) or model == UNNAMED:
            continue
        before, after = (book.lifecycle(model, None, day) for day in (record.as_of, now.as_of))
        if after is not None and (before is None or before.on != after.on):
            successor = f", replaced by {after.replacement}" if after.replacement else ""
            notice = after.announced or f"known since {after.known_since}"
            yield f"{model} {after.in_words(now.as_of)} ({'announced ' if after.announced else ''}{notice}{successor})"
        entry = book.model(model)
        for offer in book.offers:
            if offer.base_model != entry.id or offer.provider != entry.provider:
                continue
            insider = isinstance(access, tuple) and offer.provider in access
            shut = offer.closure(now.as_of, insider=insider)
            if shut is not None and offer.closure(record.as_of, insider=insider) is None:
                yield f"{book.platform(offer.provider).name}, {shut.on}: {shut.what}"


def _prices(record: Record, now: Decision) -> Iterator[str]:
    for price in now.prices:
        before = record.prices.get(price.entry)
        if before is not None and before[0] != price.values:
            yield f"{price.entry}: {before[0]} ({before[1]}) -> {price.values} ({price.as_of})"
