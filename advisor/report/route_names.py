"""The names of rows and routes in words, the same in every rendering."""

from __future__ import annotations

from advisor.costing.models.todays_tune import YOUR_TUNE
from advisor.costing.routes.own_today import WHAT_RUNS
from advisor.costing.routes.rag import WITH_RETRIEVAL
from advisor.decision.decision import Decision, RouteCost
from advisor.decision.money.cost_tables import NO_CASCADE, NO_PROMPT
from advisor.text import words

_NAMES = {
    **words.PHRASES,
    "prompt": "{}, prompted",
    "other-model": "{}, prompted",
    "self-host, tuned": "{} on own GPUs, tuned",
    "encoder": "small encoder, trained",
    "lora": "LoRA adapter, {}",
    "hosted-ft": "vendor's fine-tune, {}",
}
_NAMELESS = {
    "prompt": "today's model, prompted",
    "other-model": "another model, prompted",
    "cascade": words.OUTCOMES["cascade"],
    "rag": "retrieval",
    "self-host": "an open model on own GPUs, prompted",
    "self-host, tuned": "an open model on own GPUs, tuned",
    "encoder": "small encoder, trained",
    "lora": "LoRA adapter",
    "hosted-ft": "vendor's fine-tune",
}
"""What a row is called that has no model."""
_NOTHING_RUNS = {
    NO_PROMPT: "a vendor's model, prompted",
    WHAT_RUNS: "what runs today",
    NO_CASCADE: words.ROUTES["cascade"],
}
LABELLED = ("lora", "hosted-ft")
"""Routes that are called by their offer, not by their model."""
_SHORT = {"encoder": words.PHRASES["encoder"], "lora": "a LoRA adapter", "hosted-ft": "a vendor's fine-tune"}
_OWN = "{} on own GPUs, as today"


def row_name(row: RouteCost) -> str:
    """What a row is, in a few words: `gpt-6-luna, prompted`, `llama-3.1-8b on own GPUs, tuned`."""
    key = words.form(row.id, trained=row.trained)
    of = row.label if row.id in LABELLED else row.model
    if of is None or of == row.id:
        return _NOTHING_RUNS.get(row.label, _NAMELESS[key])
    if row.id == "cascade" and words.REST_ON in row.label:
        return f"{of} first{words.REST_ON}{row.label.rpartition(words.REST_ON)[2]}"
    of = of.removesuffix(", adapter by token")
    bare = of.rpartition("/")[2]
    if row.id == "prompt" and row.label.endswith(YOUR_TUNE):
        return row.label
    if row.id == "prompt" and row.label == bare != of:
        return _OWN.format(bare)
    if row.id == "rag" and row.label.removesuffix(WITH_RETRIEVAL) == bare != of:
        return _NAMES[key].format(f"{bare} on own GPUs")
    return _NAMES[key].format(bare if row.id == "self-host" else of)


def short_name(row: RouteCost) -> str:
    """What a row is within a short sentence: `a LoRA adapter`; a row without training by its model."""
    return _SHORT.get(row.id) or row_name(row)


def route_phrase(decision: Decision, route: str, *, trained: bool = False) -> str:
    """The same within a sentence: `a LoRA adapter on gpt-oss-20b at azure`."""
    row = _row(decision, route, trained=trained)
    of = row.label if row.id in LABELLED else row.model
    if of is None or of == row.id:
        return _SHORT.get(row.id) or words.route(row.id)
    if row.id == "cascade":
        return row_name(row)
    return words.phrase(row.id, of.rpartition("/")[2] if row.id == "self-host" else of, trained=row.trained)


def route_name(decision: Decision, route: str, *, trained: bool = False) -> str:
    """What a route of this decision is called: its row with or without training, else the weighed one."""
    return row_name(_row(decision, route, trained=trained))


def _row(decision: Decision, route: str, *, trained: bool) -> RouteCost:
    rows = [r for r in decision.routes if (r.id, r.trained) == (route, trained)]
    models = (r for r in rows if r.label != WHAT_RUNS)  # a break-even is held against a model that is called
    return next(models, None) or next(iter(rows), None) or decision.route(route)
