"""The rag route: today's model with retrieved text in the prompt, an index to build and keep [L.rag-cost]."""

from __future__ import annotations

from advisor.costing.bill import Bill
from advisor.costing.inputs import Inputs
from advisor.costing.lines import Factor, Line
from advisor.costing.market import Running
from advisor.costing.tokens import call_lines
from advisor.costing.workload import Shape, Workload

_REFRESHES = {
    "daily": "refreshes_daily",
    "weekly": "refreshes_weekly",
    "monthly": "refreshes_monthly",
    "quarterly": "refreshes_quarterly",
    "rarely": "refreshes_rarely",
}


def rag(inputs: Inputs, load: Workload, now: Running) -> list[Bill]:
    """Retrieval plus a tight prompt. Where retrieval already runs, its costs are in today's prompt and bill."""
    if now.rates is None:
        why = f"{now.serving.id} has no known price on {inputs.as_of}"
        return [Bill("rag", "rag", (), load.horizon, load.volume, closed=(why,))]
    if inputs.facts.get("retrieval_in_place"):
        lines = call_lines(now.rates, load.today, load.hit_rate, overnight=load.overnight)
        note = ("retrieval already runs; its index is not priced again",)
        return [
            Bill("rag", f"{now.serving.id} + retrieval", tuple(lines), load.horizon, load.volume, notes=note)
        ]
    extra = inputs.facts["retrieved_tokens"]
    shape = Shape(load.today.input + extra, load.today.output, load.today.prefix)
    lines = call_lines(now.rates, shape, load.hit_rate, overnight=load.overnight)
    lines += _retrieval(inputs)
    return [
        Bill(
            "rag",
            f"{now.serving.id} + retrieval",
            tuple(lines),
            load.horizon,
            load.volume,
            price_entries=(now.serving.id,),
        )
    ]


def _retrieval(inputs: Inputs) -> list[Line]:
    rate = Factor(inputs.facts["engineer_usd_per_hour"], "USD/h")
    book = inputs.knowledge
    embedding, vectors = book.choice("embedding_model").value, book.choice("vector_store").value
    price = book.retrieval(embedding).at(inputs.as_of)
    store = book.retrieval(vectors).at(inputs.as_of)
    lines = []
    if price is not None and price.per_1m_tokens is not None:
        per_token = Factor(price.per_1m_tokens, "USD/1M tokens")
        corpus = Factor(inputs.facts["corpus_tokens"], "corpus tokens")
        cites = (embedding, "L.rag-cost")
        lines.append(Line("embed the corpus", "once", (corpus, per_token), cites, price.as_of_text))
        query = inputs.assume("query_tokens")
        per_query = (query.as_factor("query tokens"), per_token)
        lines.append(Line("embed the query", "call", per_query, cites, price.as_of_text, "inference"))
        refresh = inputs.assume(
            _REFRESHES.get(str(inputs.facts.get("knowledge_changes")), "refreshes_monthly")
        )
        share = inputs.assume("refresh_share")
        factors = (corpus, share.as_factor("changed"), refresh.as_factor("refreshes/month"), per_token)
        lines.append(Line("re-embed what changed", "month", factors, cites, price.as_of_text))
    if store is not None and store.per_month is not None:
        lines.append(
            Line(
                "vector store",
                "month",
                (Factor(store.per_month, "USD/month"),),
                (vectors, "L.rag-cost"),
                store.as_of_text,
            )
        )
    setup, upkeep = inputs.assume("rag_setup_hours"), inputs.assume("rag_maintenance_hours")
    lines.append(
        Line("engineering set-up", "once", (setup.as_factor("hours"), rate), setup.cites, setup.as_of)
    )
    lines.append(
        Line(
            "maintenance",
            "month",
            (upkeep.as_factor("hours/month"), rate),
            upkeep.cites,
            upkeep.as_of,
            "overhead",
        )
    )
    return lines
