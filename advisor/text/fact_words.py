"""Facts for people: what one is about, its value with its unit, and the test it was put to."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.case.fact_type import Value
from advisor.case.facts import VOCABULARY
from advisor.case.models_tried import ModelsTried
from advisor.case.routes import BandEdges
from advisor.text import words

_KNOWN, _NOT = "is known", "not "
_ROUTE = "_route"
_MULTIPLE, _BAND = "break_even_multiple", "break_even_band"


def value(name: str, given: Value | None) -> str:
    """A fact's value with its unit: `9,000,000 requests/month`, `yes`, `format, latency`, `not known`."""
    known = VOCABULARY.get(name)
    match given:
        case None:
            return "not known"
        case bool():
            return "yes" if given else "no"
        case int() | float():
            return amount(given, known.unit if known else "")
        case str() | ModelsTried():
            return str(given)
        case _:
            return ", ".join(given) or "none"


def amount(given: float, unit: str) -> str:
    """A number with its unit: `9,000,000 requests/month`, `98 %`, `$1.25/label`, `1 run`."""
    if unit.startswith("USD/"):
        return words.dollars(given) + unit.removeprefix("USD")
    match unit:
        case "fraction" | "fraction/month":
            return words.share(given) + (" a month" if "/" in unit else "")
        case "peak / average":
            return f"{words.count(given)} times the average"
        case "times" if given == 1:
            return "the same"
        case "" | "count" | "ratio":
            return words.count(given)
    what, per, time = unit.partition("/")
    if given == 1 and what.endswith("s") and what != "ms":
        what = what.removesuffix("es") if what.endswith("shes") else what.removesuffix("s")
    return f"{words.count(given)} {what}{per}{time}"


def met(name: str, test: str, given: Value | None, edges: BandEdges) -> str:
    """A fact beside the test it was put to: `15,000 examples (at least 10,000)`, `what the model does: code`.

    A test that only repeats the value is left out.
    """
    known = VOCABULARY.get(name)
    shown = words.band(str(given), edges) if name == _BAND and given is not None else value(name, given)
    if name.endswith(_ROUTE) and given is not None:
        shown = words.route(str(given))
    if given is not None and known is not None and known.unit:
        return shown if test == _KNOWN else f"{shown} ({test})"
    text = f"{known.says if known else name.replace('_', ' ')}: {shown}"
    if given is None:
        return f"{text} (asked: {test})"
    said = {str(v) for v in given} if isinstance(given, tuple) else {value(name, given)}
    kind, _, wanted = test.partition(" ")
    other = wanted.startswith(_NOT)
    named = set(wanted.removeprefix(_NOT).removeprefix("one of ").split(", "))
    same = test == _KNOWN or (kind in ("is", "has") and bool(said & named) is not other)
    return text if same else f"{text} (asked: {test})"


def reasons(tests: Sequence[tuple[str, str, Value | None]], edges: BandEdges) -> str:
    """What decided a rule, as (fact, test, value) each, every fact once and the band only without its multiple."""
    asked: dict[str, list[str]] = {}
    for name, test, _ in tests:
        asked.setdefault(name, []).append(test)
    if _MULTIPLE in asked:
        asked.pop(_BAND, None)
    values = {name: given for name, _, given in tests}
    parts = []
    for name, of_name in asked.items():
        telling = [t for t in of_name if t != _KNOWN] or [_KNOWN]
        parts.append(met(name, ", ".join(telling), values[name], edges))
    return "; ".join(parts)


def question(name: str, *, again_of: str | None = None) -> str:
    """What a fact is about, in words; an unknown name stands for itself.

    `again_of`: the model that it is open of, where it was answered of another.
    """
    known = VOCABULARY.get(name)
    text = known.says if known else name
    return text if again_of is None else asked_again(text, again_of)


def asked_again(question: str, model: str) -> str:
    """A question that was answered of today's model, asked of another."""
    named = question.replace("today's model", model)
    return named if named != question else f"{question} (again, for {model})"
