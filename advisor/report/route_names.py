"""What the rows and routes of a decision are called in words, in every rendering."""

from __future__ import annotations

from advisor.costing.models.todays_tune import YOUR_TUNE
from advisor.costing.routes.cascade import REST_ON
from advisor.costing.routes.own_today import WHAT_RUNS
from advisor.costing.routes.rag import WITH_RETRIEVAL
from advisor.decision.decision import Decision, RouteCost
from advisor.decision.money.costs import NO_CASCADE, NO_PROMPT
from advisor.text import words

_NAMES = {
    "prompt": ("{}, prompted", "today's model, prompted"),
    "other-model": ("{}, prompted", "another model, prompted"),
    "cascade": ("{} first, the rest as today", "a cheap model first, the rest as today"),
    "rag": ("retrieval with {}", "retrieval"),
    "self-host": ("{} on own GPUs, prompted", "an open model on own GPUs, prompted"),
    "self-host, tuned": ("{} on own GPUs, tuned", "an open model on own GPUs, tuned"),
    "encoder": ("small encoder, trained", "small encoder, trained"),
    "lora": ("LoRA adapter, {}", "LoRA adapter"),
    "hosted-ft": ("vendor's fine-tune, {}", "vendor's fine-tune"),
}
_NOTHING_RUNS = {
    NO_PROMPT: "a vendor's model, prompted",
    WHAT_RUNS: "what runs today",
    NO_CASCADE: "a cheap model first, the rest escalated",
}
LABELLED = ("lora", "hosted-ft")
"""Routes that are called by their offer, not by their model."""
_SHORT = {"encoder": "a small encoder", "lora": "a LoRA adapter", "hosted-ft": "a vendor's fine-tune"}
_OWN = "{} on own GPUs, as today"


def row_name(row: RouteCost) -> str:
    """What a row is, in a few words: `gpt-6-luna, prompted`, `llama-3.1-8b on own GPUs, tuned`."""
    form, nameless = _NAMES[f"{row.id}, tuned" if row.id == "self-host" and row.trained else row.id]
    of = row.label if row.id in LABELLED else row.model
    if of is None or of == row.id:
        return _NOTHING_RUNS.get(row.label, nameless)
    if row.id == "cascade" and REST_ON in row.label:
        return f"{of} first{REST_ON}{row.label.rpartition(REST_ON)[2]}"
    of = of.removesuffix(", adapter by token")
    bare = of.rpartition("/")[2]
    if row.id == "prompt" and row.label.endswith(YOUR_TUNE):
        return row.label
    if row.id == "prompt" and row.label == bare != of:
        return _OWN.format(bare)
    if row.id == "rag" and row.label.removesuffix(WITH_RETRIEVAL) == bare != of:
        return form.format(f"{bare} on own GPUs")
    return form.format(bare if row.id == "self-host" else of)


def short_name(row: RouteCost) -> str:
    """What a row is within a short sentence: `a LoRA adapter`; a row without training by its model."""
    return _SHORT.get(row.id) or row_name(row)


def route_phrase(decision: Decision, route: str, *, trained: bool = False) -> str:
    """The same within a sentence: `a LoRA adapter on gpt-oss-20b at azure`."""
    row = _row(decision, route, trained=trained)
    of = row.label if row.id in LABELLED else row.model
    if of is None or of == row.id:
        return _SHORT.get(row.id) or words.route(row.id)
    return words.phrase(row.id, of.rpartition("/")[2] if row.id == "self-host" else of, trained=row.trained)


def route_name(decision: Decision, route: str, *, trained: bool = False) -> str:
    """What a route of this decision is called: its row with or without training, else the weighed one."""
    return row_name(_row(decision, route, trained=trained))


def _row(decision: Decision, route: str, *, trained: bool) -> RouteCost:
    rows = (r for r in decision.routes if (r.id, r.trained) == (route, trained))
    return next(rows, None) or decision.route(route)
