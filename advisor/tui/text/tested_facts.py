"""A fact, its value and a test of it as people would say them, for the rule audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from advisor.case import fact_names
from advisor.case.facts import ASKED, TRIED, VOCABULARY
from advisor.case.routes import TUNED
from advisor.text import fact_words, words
from advisor.text.value_labels import value_label

if TYPE_CHECKING:
    from advisor.case.routes import BandEdges

_SPOKEN_AS = {"other_model_gap": TRIED}
_FORMS = {
    "is one of": (" or ", "{}"),
    "is none of": (" nor ", "neither {}"),
    "is not": ("", "not {}"),
    "is": ("", "{}"),
    "has": ("", "{}"),
    "lacks": ("", "not {}"),
}
_KNOWN = {"is known": "any answer", "is not known": "no answer"}


def name(fact: str) -> str:
    """A fact as it is called everywhere; one that only rules derive by what it is about."""
    if fact in ASKED:
        return fact_names.shown(fact)
    about = fact_words.question(fact).replace("_", " ")
    route = next((r for r in TUNED if r in about), None)
    return about.replace(route, words.route(route)) if route else about


def value(fact: str, given: Any, edges: BandEdges) -> str:
    """A value in the words of its question, of the routes or of the bands: `below 3 times break-even`."""
    match given:
        case str() if fact.endswith("_band"):
            return words.band(given, edges)
        case str() if fact.endswith("_route"):
            return words.route(given)
        case str():
            return _choice(fact, given)
        case tuple():
            return " and ".join(value(fact, one, edges) for one in given) or "none"
    return fact_words.value(fact, given)


def met(fact: str, asked: str, given: Any, edges: BandEdges) -> str:
    """A fact with its value, beside the test it was put to where the value alone does not tell that one.

    `volume: 50,000 requests/month (asked: below 100,000)`.
    """
    wanted, shown = _wanted(fact, asked, edges), value(fact, given, edges)
    told = _tells(asked, wanted, None if given is None else shown)
    return f"{name(fact)}: {shown}" + ("" if told else f" (asked: {_asked(asked, wanted)})")


def _tells(asked: str, wanted: list[str], shown: str | None) -> bool:
    """Whether the value alone says that the test holds."""
    if asked in _KNOWN:
        return (asked == "is known") is (shown is not None)
    if shown is None or not wanted:
        return False
    return (shown in wanted) is not asked.startswith(("is not ", "is none of ", "lacks "))


def _wanted(fact: str, asked: str, edges: BandEdges) -> list[str]:
    form = _form(asked)
    return [value(fact, one, edges) for one in asked.removeprefix(f"{form} ").split(", ")] if form else []


def _asked(asked: str, wanted: list[str]) -> str:
    if (form := _form(asked)) is None:
        return _KNOWN.get(asked, asked)
    join, said = _FORMS[form]
    return said.format((join or ", ").join(wanted))


def _form(asked: str) -> str | None:
    return None if asked in _KNOWN else next((f for f in _FORMS if asked.startswith(f"{f} ")), None)


def _choice(fact: str, given: str) -> str:
    label = value_label(_SPOKEN_AS.get(fact, fact), given)
    known = VOCABULARY.get(fact)
    free = known is not None and given not in known.values
    return label if label != given or free else given.replace("-", " ")
