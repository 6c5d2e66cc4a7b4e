"""What retrieval costs: the index, its upkeep, the embedding of text and queries [L.rag-cost]."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from advisor.costing.arrays import is_plain, larger, where
from advisor.costing.inputs import Inputs
from advisor.costing.line_items import GIGA, Factor, LineItem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from advisor.knowledge.market import ItemPrice

_REFRESHES = {
    "daily": "refreshes_daily",
    "weekly": "refreshes_weekly",
    "monthly": "refreshes_monthly",
    "quarterly": "refreshes_quarterly",
    "rarely": "refreshes_rarely",
}


def needs_retrieval(inputs: Inputs) -> bool:
    """Whether a tuned route has to bring retrieval along: knowledge is missing and none runs yet [C.combine]."""
    found: bool = inputs.ask_once(_to_build)
    return found


def _to_build(facts: Mapping[str, Any]) -> bool:
    missing = "missing-knowledge" in (facts.get("failure_cause") or ())
    return missing and not facts.get("retrieval_in_place")


def retrieval_lines_of_tune(inputs: Inputs) -> list[LineItem]:
    """The lines that a tuned route carries so that the combined system is what is compared [C.combine]."""
    return retrieval_lines(inputs, ("C.combine",)) if needs_retrieval(inputs) else []


def retrieval_lines(inputs: Inputs, also: tuple[str, ...] = ()) -> list[LineItem]:
    """Once, a month and a call, for an index that has yet to be built; no upkeep for a job done once.

    `also`: further citations.
    """
    return [*_embedding_lines(inputs, also), vector_store(inputs, also), *_work_lines(inputs, also)]


def _embedding_lines(inputs: Inputs, also: tuple[str, ...]) -> Iterator[LineItem]:
    """The embedding of the text, of each query, and of what changes; none if the embedding model has no price."""
    embedding = inputs.knowledge.choice("embedding_model").value
    price = inputs.knowledge.retrieval(embedding).at(inputs.as_of)
    price = price and inputs.negotiated(embedding, price)
    if price is None or price.per_1m_tokens is None:
        return
    per_token = Factor(price.per_1m_tokens, "USD/1M tokens")
    corpus = Factor(inputs.facts["corpus_tokens"], "corpus tokens")
    cites = (embedding, "L.rag-cost", *also)
    yield LineItem("embed the corpus", "once", (corpus, per_token), cites, price.as_of_text)
    query = inputs.use_assumption("query_tokens")
    per_query = (query.as_factor("query tokens"), per_token)
    yield LineItem("embed the query", "call", per_query, cites, price.as_of_text, "inference")
    refresh = inputs.use_assumption(
        _REFRESHES.get(str(inputs.facts.get("knowledge_changes")), "refreshes_monthly")
    )
    share = inputs.use_assumption("refresh_share")
    factors = (corpus, share.as_factor("changed"), refresh.as_factor("refreshes/month"), per_token)
    if inputs.facts.get("one_off") is not True:
        yield LineItem("re-embed what changed", "month", factors, cites, price.as_of_text)


def _work_lines(inputs: Inputs, also: tuple[str, ...]) -> Iterator[LineItem]:
    """The work of engineers: set-up, and maintenance unless the job is done once."""
    rate = Factor(inputs.facts["engineer_usd_per_hour"], "USD/h")
    setup, upkeep = inputs.use_assumption("rag_setup_hours"), inputs.use_assumption("rag_maintenance_hours")
    hours = (setup.as_factor("hours"), rate)
    yield LineItem("set-up of retrieval", "once", hours, (*setup.cites, *also), setup.as_of)
    if inputs.facts.get("one_off") is not True:
        hours = (upkeep.as_factor("hours/month"), rate)
        cites = (*upkeep.cites, *also)
        yield LineItem("maintenance of retrieval", "month", hours, cites, upkeep.as_of, "overhead")


def vector_store(inputs: Inputs, also: tuple[str, ...] = ()) -> LineItem:
    """The index a month: the plan that holds it, or where it has outgrown that one, by the gigabyte."""
    size = inputs.facts["corpus_tokens"] / inputs.use_assumption("tokens_per_vector").value
    size = size * inputs.use_assumption("bytes_per_vector").value / GIGA
    small, large = (_store(inputs, name) for name in ("vector_store", "large_vector_store"))
    fits = size <= (small[1].included_gb or 0.0)
    if is_plain(size) and fits:
        factor = Factor(small[1].per_month or 0.0, "USD/month")
        return LineItem(
            "vector store", "month", (factor,), (small[0], "L.rag-cost", *also), small[1].as_of_text
        )
    by_size = larger(size * (large[1].storage_per_gb_month or 0.0), large[1].monthly_minimum or 0.0)
    cost = by_size if is_plain(size) else where(fits, small[1].per_month or 0.0, by_size)
    factor = Factor(cost, "USD/month for its gigabytes")
    return LineItem("vector store", "month", (factor,), (large[0], "L.rag-cost", *also), large[1].as_of_text)


def _store(inputs: Inputs, choice: str) -> tuple[str, ItemPrice]:
    name = inputs.knowledge.choice(choice).value
    price = inputs.knowledge.retrieval(name).at(inputs.as_of)
    assert price is not None
    return name, inputs.negotiated(name, price)
