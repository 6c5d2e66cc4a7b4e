"""The models that a case names, by their ids in the price book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from advisor.case.answer import Answer
from advisor.case.case import Case
from advisor.errors import BadInput
from advisor.knowledge.own_models import with_own_models

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge

_ONE = ("model", "other_model")
_CLOSED = ("own-network", "air-gapped")


def name_models(case: Case, book: Knowledge) -> tuple[Case, Knowledge]:
    """`case` with every model by its id in the price book, and the book with the models that the case defines.

    A tune's id sets `model_is_tuned` where nobody said. Raises BadInput, with the name of the fact as `fact`, for a
    name that several models share or none goes by.
    """
    gpus = [str(case.answers[f].value) for f in _ONE if f in case.answers] if _on_own_gpus(case) else []
    book = with_own_models(book, case.prices, gpus)
    answers = dict(case.answers)
    for fact in _ONE:
        if fact in answers:
            answers[fact] = _named(answers[fact], fact, book)
    tuned = "model" in case.answers and book.find_model(str(case.answers["model"].value)).tuned
    if tuned and "model_is_tuned" not in answers:
        answers["model_is_tuned"] = replace(answers["model"], value=True)
    return replace(case, answers=answers, prices=_by_id(case.prices, book)), book


def _on_own_gpus(case: Case) -> bool:
    facts = {name: case.answers[name].value for name in case.answers}
    return facts.get("serving_today") == "own-gpus" or facts.get("data_boundary") in _CLOSED


def _named(answer: Answer, fact: str, book: Knowledge) -> Answer:
    try:
        return replace(answer, value=book.model(str(answer.value)).id)
    except BadInput as e:
        raise e.about(fact) from None


def _by_id(prices: Mapping[str, Mapping[str, float]], book: Knowledge) -> dict[str, Mapping[str, float]]:
    """Negotiated prices under the ids of the models that their names mean."""
    found: dict[str, Mapping[str, float]] = {}
    for name, rates in prices.items():
        model = None if book.priced(name) else book.find_model(name).model
        id_ = model.id if model else name
        if id_ in found:
            raise BadInput("prices: two names of one model", text=name, expected=f"one entry for {id_}")
        found[id_] = rates
    return found
