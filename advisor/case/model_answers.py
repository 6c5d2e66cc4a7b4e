"""The models that a case names, by their ids in the price book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.case.answer import Answer
from advisor.case.case import Case
from advisor.case.fact_type import Facts
from advisor.case.facts import INSIDE, TRIED
from advisor.case.models_tried import UNNAMED, ModelsTried
from advisor.errors import BadInput
from advisor.knowledge.names.model_names import open_size
from advisor.knowledge.own_models import with_own_models

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge

MODEL = "model"
_BESIDE = (MODEL, "serving_today", "gpus")
"""What the words beside a model's name may tell."""


def name_models(case: Case, book: Knowledge) -> tuple[Case, Knowledge]:
    """`case` with every model by its id in the price book, and the book with the models that the case defines.

    A tune's id sets `model_is_tuned`, a cloud's (`azure/gpt-4.1`) the vendor under contract, where nobody said.
    Raises BadInput, with the name of the fact as `fact`, for a name that several models share or none goes by.
    """
    case = _in_words(case, book)
    facts = {name: answer.value for name, answer in case.answers.items()}
    run = list(_names(case)) if on_own_gpus(facts) else [n for n in _names(case) if _own_only(n, facts, book)]
    book = with_own_models(book, case.prices, run)
    answers = dict(case.answers)
    if MODEL in answers:
        answers[MODEL] = replace(answers[MODEL], value=_id(str(answers[MODEL].value), MODEL, book))
    if TRIED in answers:
        answers[TRIED] = replace(answers[TRIED], value=_tried(answers[TRIED], book))
    if MODEL in case.answers:
        answers = {**_told(case.answers[MODEL], book), **answers}
    return replace(case, answers=answers, prices=_by_id(case.prices, book)), book


def _in_words(case: Case, book: Knowledge) -> Case:
    """`case` with what is said of its model beside the name: `llama-3.3-70b (own H100)` runs on own GPUs."""
    model = case.answers.get(MODEL)
    said = "" if model is None else str(model.value)
    if model is None or " " not in said or said in case.prices or _is_name(said, book):
        return case
    from advisor.case.description import one_line

    line = one_line.parse(said, lambda name: book.model(name).id)
    if MODEL not in line.found or line.errors or line.doubtful or line.unread:
        return case
    told = {n: replace(model, value=line.found[n].value) for n in _BESIDE if n in line.found}
    return replace(case, answers={**told, **case.answers, MODEL: told[MODEL]})


def _is_name(said: str, book: Knowledge) -> bool:
    found = book.find_model(said)
    return bool(found.model or found.candidates or found.likely)


def _told(model: Answer, book: Knowledge) -> dict[str, Answer]:
    """What the id of today's model tells beside the model: that it is a tune, which cloud serves it."""
    match = book.find_model(str(model.value))
    found = {"model_is_tuned": replace(model, value=True)} if match.tuned else {}
    if match.platform is not None:
        found["contracted_vendors"] = replace(model, value=(match.platform,))
    return found


def _own_only(name: str, facts: Mapping[str, object], book: Knowledge) -> bool:
    """Whether an open model that several sell can run on own GPUs alone: none of them is under contract."""
    vendors = facts.get("contracted_vendors")
    if facts.get("data_boundary") != "contracted-vendor" or not isinstance(vendors, tuple):
        return False
    sellers = {m.provider for m in book.find_model(name).candidates}
    return (
        len(sellers) > 1
        and open_size(name) is not None
        and not sellers & {str(v).casefold() for v in vendors}
    )


def on_own_gpus(facts: Facts) -> bool:
    """Whether the model of these answers runs on the user's own GPUs."""
    return facts.get("serving_today") == "own-gpus" or facts.get("data_boundary") in INSIDE


def _names(case: Case) -> Iterator[str]:
    if MODEL in case.answers:
        yield str(case.answers[MODEL].value)
    tried = case.answers.get(TRIED)
    if tried and isinstance(tried.value, ModelsTried):
        yield from (name for name in tried.value if name != UNNAMED)


def _tried(answer: Answer, book: Knowledge) -> ModelsTried:
    """The models tried, by id. Raises BadInput where two names mean one model."""
    assert isinstance(answer.value, ModelsTried)
    found: dict[str, tuple[str, ...]] = {}
    for name, gaps in answer.value.items():
        id_ = name if name == UNNAMED else _id(name, TRIED, book)
        if id_ in found:
            raise BadInput(
                "this model was named before", text=name, expected=f"one entry for {id_}", fact=TRIED
            )
        found[id_] = gaps
    return ModelsTried.of(found)


def _id(name: str, fact: str, book: Knowledge) -> str:
    try:
        return book.model(name).id
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
