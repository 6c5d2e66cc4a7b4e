"""The model of a description, and who serves it where that follows from its name."""

from __future__ import annotations

from collections.abc import Callable, Collection

from advisor.case.answer import Answer, Doubtful
from advisor.case.answers import model_names
from advisor.case.description import own_machines, seller_in_line
from advisor.case.description.line_facts import LineFacts
from advisor.case.facts import RUNS_NO_MODEL
from advisor.case.lexicon import sentences
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import says
from advisor.case.numbers import mentions
from advisor.knowledge.names.model_names import open_size

_SERVING, _NOTHING_YET = "serving_today", "nothing-yet"
_SEVERAL = "several models"
"""How an error begins that knows the family of a model and not its version."""


def take(
    named: model_names.Named, text: str, line: LineFacts, tried: Callable[[str], str] | None
) -> set[str]:
    """The model; an open one that many sell is taken by its name where the words say that it runs inside.

    Of many versions the newest is read back. What is certain once they say so plainly.
    """
    sold = named.model is not None and own_machines.SOLD_BY in named.model
    inside = (named.errors or sold) and any(map(own_machines.runs_inside, mentions.clauses(named.rest)))
    if named.model is not None and not _could_run(named.said, text):
        own = inside and open_size(named.said) is not None
        model = model_names.open_name(named.said) if own else named.model
        (line.found if named.sure else line.doubtful)["model"] = Answer(model)
    for e in named.errors:
        if isinstance(e, Doubtful):
            line.doubtful["model"] = e.answer
        elif inside and e.text:
            name = model_names.open_name(str(e.text))
            line.doubtful["model"] = Answer(name)
            return {"model"} if own_machines.reads_like_model(name) else set()
        elif seller := seller_in_line.model(str(e.text), text, tried) if tried and e.text else None:
            (line.found if seller[1] else line.doubtful)["model"] = seller[0]
        elif newest := seller_in_line.newest(e, tried):
            line.doubtful["model"] = newest
        else:
            line.errors.append(e)
    return set()


def _could_run(said: str, text: str) -> bool:
    """Whether a model is named only in a question about what could run: "should we move to haiku 4.5?"."""
    places = [s for s in sentences.of(text) if said.lower() in s.lower()]
    return bool(places) and all(Sentence.of(s).asks and says(s, "what_could_run") for s in places)


def served(line: LineFacts, inside: Collection[str]) -> None:
    """That a vendor serves it, where nobody else can run the model or its seller is named; or that it runs `inside`."""
    if inside and _SERVING not in line.told:
        line.doubtful[_SERVING] = Answer("own-gpus")
    several = [
        e for e in line.errors if e.message.startswith(_SEVERAL) and own_machines.is_vendors(str(e.text))
    ]
    if several and _SERVING not in line.told:
        line.doubtful[_SERVING] = Answer("vendor-api")
    serving = line.found.get(_SERVING) or line.doubtful.get(_SERVING)
    called = "model" in line.found and own_machines.is_vendors(str(line.found["model"].value))
    elsewhere = (*RUNS_NO_MODEL, "own-gpus") if called else RUNS_NO_MODEL
    if "model" in line.found and serving is not None and serving.value in elsewhere:
        runs = called and serving.value != _NOTHING_YET  # of a prototype it is read back that nothing runs
        line.doubtful[_SERVING] = Answer("vendor-api") if runs else serving
        line.found.pop(_SERVING, None)  # "gpt-4.1 drafts it and an employee sends it"
    for kept in (line.found, line.doubtful):
        model = kept.get("model")
        sold = model and not model.note and own_machines.is_sold(str(model.value))
        if sold and _SERVING not in line.told:
            kept[_SERVING] = Answer("vendor-api")
