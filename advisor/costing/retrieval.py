"""What retrieval costs: the index, its upkeep, the embedding of text and queries [L.rag-cost]."""

from __future__ import annotations

from advisor.costing.inputs import Inputs
from advisor.costing.line_items import Factor, LineItem

_REFRESHES = {
    "daily": "refreshes_daily",
    "weekly": "refreshes_weekly",
    "monthly": "refreshes_monthly",
    "quarterly": "refreshes_quarterly",
    "rarely": "refreshes_rarely",
}


def to_build(inputs: Inputs) -> bool:
    """Whether a tuned route has to bring retrieval along: knowledge is missing and none runs yet [C.combine]."""
    facts = inputs.facts
    return "missing-knowledge" in (facts.get("failure_cause") or ()) and not facts.get("retrieval_in_place")


def beside_tuning(inputs: Inputs) -> list[LineItem]:
    """The lines that a tuned route carries so that the combined system is what is compared [C.combine]."""
    return lines(inputs, ("C.combine",)) if to_build(inputs) else []


def lines(inputs: Inputs, also: tuple[str, ...] = ()) -> list[LineItem]:
    """Once, a month and a call, for an index that has yet to be built; no upkeep for a job done once.

    `also`: further citations.
    """
    rate = Factor(inputs.facts["engineer_usd_per_hour"], "USD/h")
    once = inputs.facts.get("one_off") is True
    book = inputs.knowledge
    embedding, vectors = book.choice("embedding_model").value, book.choice("vector_store").value
    price = book.retrieval(embedding).at(inputs.as_of)
    price = price and inputs.negotiated(embedding, price)
    store = book.retrieval(vectors).at(inputs.as_of)
    store = store and inputs.negotiated(vectors, store)
    found = []
    if price is not None and price.per_1m_tokens is not None:
        per_token = Factor(price.per_1m_tokens, "USD/1M tokens")
        corpus = Factor(inputs.facts["corpus_tokens"], "corpus tokens")
        cites = (embedding, "L.rag-cost", *also)
        found.append(LineItem("embed the corpus", "once", (corpus, per_token), cites, price.as_of_text))
        query = inputs.assume("query_tokens")
        per_query = (query.as_factor("query tokens"), per_token)
        found.append(LineItem("embed the query", "call", per_query, cites, price.as_of_text, "inference"))
        refresh = inputs.assume(
            _REFRESHES.get(str(inputs.facts.get("knowledge_changes")), "refreshes_monthly")
        )
        share = inputs.assume("refresh_share")
        factors = (corpus, share.as_factor("changed"), refresh.as_factor("refreshes/month"), per_token)
        if not once:
            found.append(LineItem("re-embed what changed", "month", factors, cites, price.as_of_text))
    if store is not None and store.per_month is not None:
        monthly = (Factor(store.per_month, "USD/month"),)
        found.append(
            LineItem("vector store", "month", monthly, (vectors, "L.rag-cost", *also), store.as_of_text)
        )
    setup, upkeep = inputs.assume("rag_setup_hours"), inputs.assume("rag_maintenance_hours")
    hours = (setup.as_factor("hours"), rate)
    found.append(LineItem("set-up of retrieval", "once", hours, (*setup.cites, *also), setup.as_of))
    if once:
        return found
    hours = (upkeep.as_factor("hours/month"), rate)
    found.append(
        LineItem("maintenance of retrieval", "month", hours, (*upkeep.cites, *also), upkeep.as_of, "overhead")
    )
    return found
