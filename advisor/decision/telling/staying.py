"""What the outcome `prompt` means if today's model does not go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.case.facts import RUNS_NO_MODEL
from advisor.costing.routes.cascade import rest_elsewhere

if TYPE_CHECKING:
    from advisor.case.fact_type import Facts
    from advisor.costing.bill import Bill
    from advisor.costing.models.availability import CurrentModel

STANDS = "this verdict stands"
"""That nothing changes."""


def staying(facts: Facts, named: str | None) -> str | None:
    """What to do on the outcome `prompt`; None if it is to stay on today's model.

    `named`: the model that it runs on, where that is known.
    """
    if facts.get("serving_today") in RUNS_NO_MODEL:
        return _without_model(facts)
    if facts.get("today_closed") is True:
        return "measure another model"
    if facts.get("runs_inside") is True:
        return "stay on your own GPUs"
    return _after_its_end(facts, named) if facts.get("model_retires") is True else None


def _without_model(facts: Facts) -> str:
    """The same where no model runs yet: what is started or moved to with a model that meets the bar, stands."""
    if facts.get("serving_today") == "nothing-yet":
        return STANDS if facts.get("good_model_tried") is True else "measure the next larger model"
    return STANDS if facts.get("switch_pays") is True else "stay with what runs today"


def rest_on(now: CurrentModel | None, cascade: Bill | None) -> str | None:
    """The model that serves the rest of `cascade`; None if that is today's."""
    elsewhere = rest_elsewhere(cascade)
    return elsewhere if elsewhere is not None else now.serving.id if now is not None and now.moved else None


def _after_its_end(facts: Facts, named: str | None) -> str:
    if facts.get("replacement_dearer") is True:
        return "move to what is named in its place"
    misses = facts.get("prompt_meets_bar") is False
    if misses or named is None or facts.get("replacement_named") is not True:
        return "measure another model"
    return f"move to {named}"
