"""What the verdict of a portfolio's row has one do, in a word or two and with the model where that is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.portfolio.workload_row import MEASURE
from advisor.text import words

if TYPE_CHECKING:
    from advisor.portfolio.workload_row import Row

_MODELS = ("prompt", "other-model")
"""Routes that are a model behind a prompt: what is done tells more than the route."""
_DOES = {MEASURE: "measure", "migrate": "move to", "switch": "switch to", "start": "start with"}
_STAYS = "stay"


def kind(row: Row) -> str:
    """What is done, without the model: `stay`, `measure`, `LoRA`."""
    return words.brief(row.route) if row.route not in _MODELS else _does(row).removesuffix(" to")


def in_full(row: Row) -> str:
    """The same with the model that is moved to or measured: `switch to gpt-6-luna`."""
    of = row.to_measure if _measures(row) else row.model
    named = row.route in _MODELS and of is not None and _does(row) != _STAYS
    return f"{_does(row)} {of}" if named else kind(row)


def _does(row: Row) -> str:
    if _measures(row):
        return MEASURE
    moves = row.route == "prompt" and _moves(row)
    return "move to" if moves else _DOES.get(row.action, "move to" if _moves(row) else _STAYS)


def _measures(row: Row) -> bool:
    """Whether what runs today stays until another model is measured."""
    return row.action == MEASURE and row.to_measure is not None and not _moves(row)


def _moves(row: Row) -> bool:
    """Whether another model than today's is named, by a verdict that is about something else."""
    return row.runs is not None and row.model not in (None, row.runs)
