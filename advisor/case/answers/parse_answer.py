"""An answer read from what a person wrote: a value, or a sentence in their own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from advisor.case.answer import Answer, Converted, Doubtful, doubtful
from advisor.case.answers import meaning, tried_words, untried
from advisor.case.answers.beside import NOTHING, Beside
from advisor.case.answers.option_place import option_place, option_with_remark, several_places
from advisor.case.answers.parse_number import parse_number
from advisor.case.fact_type import Fact, Value
from advisor.case.facts import TRIED
from advisor.case.lexicon import own_words
from advisor.case.lexicon.word_lists import entries, says
from advisor.case.models_tried import ModelsTried
from advisor.case.numerals import quantity
from advisor.errors import BadInput

_NO_NAME = ("none", "nothing")
_SAID_PLAINLY = {"yes": True, "true": True, "no": False, "false": False}


def parse_answer(
    text: str,
    fact: Fact,
    *,
    labels: Mapping[str, str] | None = None,
    beside: Beside = NOTHING,
) -> Answer:
    """Read `text`, a value or a sentence in a person's own words, as a value of `fact`.

    `labels`: value -> the words it is shown with, in the order in which they were numbered on screen.
    Raises Doubtful where a value is probably meant, Ambiguous where two readings are open, BadInput where
    nothing was understood; each says what is expected in the words shown. Converted is a Doubtful but for the rate.
    """
    match fact.kind:
        case "number":
            return parse_number(text, fact, beside)
        case "bool" | "choice":
            return Answer(_choice(text, fact, labels or {}))
        case "choices":
            return Answer(_choices(text, fact, labels or {}))
        case "model":
            return Answer(_model(text, fact))
        case "gaps":
            return tried(text, lambda name: _model(name, fact), labels, misses=beside.misses)


def read_beside(
    text: str, which: Fact, others: Mapping[str, Answer], rates: Mapping[str, Mapping[str, float]]
) -> Answer:
    """An answer beside `others`, as it was written down; money of another currency at its dated rate, as noted.

    Raises as `parse_answer` does.
    """
    if which.kind == "gaps" and untried.names_none(text):
        return Answer(ModelsTried())
    try:
        return parse_answer(text, which, beside=Beside.of(others, rates))
    except Converted as e:
        return e.answer


LONGEST_MODEL = 200
"""Characters of a model's id; an ARN has fewer."""


def tried(
    text: str,
    model_of: Callable[[str], str],
    labels: Mapping[str, str] | None = None,
    *,
    misses: bool = False,
) -> Answer:
    """The models that were tried; `model_of` gives the id that a name means. Raises like `parse_answer`."""
    read, sure = tried_words.read(text, model_of, labels, misses=misses)
    if not sure:
        raise Doubtful(f"{TRIED}: not quite sure", Answer(read), text=text, near=str(read))
    return Answer(read)


def _choice(text: str, fact: Fact, labels: Mapping[str, str]) -> Value:
    word = quantity.normalise(text)
    values = tuple(labels) or (fact.values if fact.kind == "choice" else ())
    if (numbered := _numbered(text, word, values, fact, labels)) is not None:
        return numbered
    plain = word.replace("-", " ").replace("_", " ")
    names = {quantity.normalise(v).replace("-", " "): v for v in fact.values}
    if plain in names and not (labels and plain == "none"):
        return names[plain]
    begun = [v for n, v in names.items() if len(plain) > 2 and n != plain and n.startswith(plain)]
    if len(begun) == 1 and len(plain) > 3:
        return begun[0]
    if fact.kind == "bool" and (flag := _flag(text, word, fact)) is not None:
        return flag
    meant = meaning.of(text, fact, labels)
    if len(meant.values) == 1:
        value = _typed(meant.values[0], fact)
        if not meant.sure:
            raise doubtful(fact, text, Answer(value))
        return value
    raise _not_understood(text, fact, labels, meant.values or begun, meant.ask)


def _numbered(
    text: str, word: str, values: Sequence[str], fact: Fact, labels: Mapping[str, str]
) -> Value | None:
    """The option that is named by its number or place; None where none is. Raises Doubtful and Ambiguous."""
    if re.fullmatch(r"\d{1,2}", word) and 1 <= int(word) <= len(values):
        return _typed(values[int(word) - 1], fact)
    if not labels:
        return None
    if (place := option_place(word, len(values))) is not None:
        return _typed(values[place], fact)
    if (beside := option_with_remark(text, len(values))) is not None:
        return _beside_remark(values[beside[0]], beside[1], text, fact, labels)
    if places := several_places(text, len(values)):
        expected = " or ".join(f'"{labels[values[at]]}"' for at in places)
        raise quantity.Ambiguous(f"{fact.name}: only one of these is counted", text=text, expected=expected)
    return None


def _beside_remark(numbered: str, remark: str, text: str, fact: Fact, labels: Mapping[str, str]) -> Value:
    """The option that was numbered. Raises Doubtful where the remark beside it hedges, or means another one."""
    value = _typed(numbered, fact)
    if says(remark, "doubts") or set(meaning.of(remark, fact, labels).values) - {numbered}:
        raise doubtful(fact, text, Answer(value))
    return value


def _beside_remarks(
    numbered: str, remark: str, text: str, fact: Fact, labels: Mapping[str, str]
) -> tuple[str, ...]:
    """The same where several may be named: what the remark means is read back with the option that was numbered."""
    chosen = _listed(tuple(dict.fromkeys((numbered, *meaning.of(remark, fact, labels).values))), fact)
    if len(chosen) > 1 or says(remark, "doubts"):
        raise doubtful(fact, text, Answer(chosen))
    return chosen


def _flag(text: str, word: str, fact: Fact) -> bool | None:
    """What a word that says it plainly, or a figure beside the one needed, says; None for other words."""
    if word in _SAID_PLAINLY or fact.name != "prompt_meets_bar":
        return _SAID_PLAINLY.get(word)
    from advisor.case.answers import bar_figures

    return bar_figures.read(text)


def _typed(value: str, fact: Fact) -> Value:
    return value == "yes" if fact.kind == "bool" else value


def _not_understood(
    text: str, fact: Fact, labels: Mapping[str, str], several: Sequence[str], ask: str
) -> BadInput:
    if ask:
        return quantity.Ambiguous(f"{fact.name}: {ask}", text=text)
    if several:
        expected = " or ".join(labels.get(v, v) for v in several)
        return quantity.Ambiguous(f"{fact.name}: this could be several", text=text, expected=expected)
    shown = [f'"{labels[v]}"' if v in labels else v for v in fact.values]
    expected = "one of " + ", ".join(shown) if shown else fact.expected
    if fact.kind == "bool":
        return BadInput(f"{fact.name}: neither yes nor no", text=text, expected=expected)
    return BadInput(f"{fact.name}: not understood", text=text, expected=expected)


def _choices(text: str, fact: Fact, labels: Mapping[str, str]) -> tuple[str, ...]:
    plain = quantity.normalise(text)
    if plain in _NO_NAME or (plain == "no" and not fact.values):
        return ()
    if labels and fact.values and (numbered := option_with_remark(text, len(labels))) is not None:
        return _beside_remarks(tuple(labels)[numbered[0]], numbered[1], text, fact, labels)
    parts = [p.strip() for p in re.split(r",|;|\+|&|/|\band\b|\n", text) if p.strip()]
    if parts and all(re.fullmatch(r"\d{1,2}( \d{1,2})+", p) for p in parts):
        parts = [n for p in parts for n in p.split()]
    if not parts:
        raise BadInput(f"{fact.name}: nothing was said", expected=fact.expected)
    if not fact.values:
        return _named_freely(text, parts, fact, labels)
    try:
        return _listed([str(_named(p, fact, labels)) for p in parts], fact)
    except BadInput as refused:
        meant = meaning.of(text, fact, labels)
        if meant.values:
            chosen = _listed(meant.values, fact)
            if not meant.sure:
                raise doubtful(fact, text, Answer(chosen)) from None
            return chosen
        if refused.message.endswith("either none or a list"):
            raise
        raise _not_understood(text, fact, labels, (), meant.ask) from None


def by_their_ids(named: Value, which: Fact) -> tuple[str, ...]:
    """What a list names freely, each by its id: `[bedrock]` as a sentence would, `[google]` as it stands."""

    assert isinstance(named, tuple)
    ids = own_words.load().of(which.name).values
    each = ((name,) if name in ids else parse_answer(name, which).value for name in named)
    return tuple(dict.fromkeys(v for values in each if isinstance(values, tuple) for v in values))


def _named_freely(text: str, parts: Sequence[str], fact: Fact, labels: Mapping[str, str]) -> tuple[str, ...]:
    """A list of ids that may hold others than those known; what a sentence names without certainty is read back."""

    known = meaning.of(text, fact, labels)
    if known.sure:
        return _listed(known.values, fact)
    vendors = own_words.load().of("contracted_vendors").values
    try:
        named = _listed([_id(p, fact, labels) for p in parts], fact)
        if set(named) <= {*known.values, *labels, *vendors} or " " not in text.strip():
            return named
        raise doubtful(fact, text, Answer(named))
    except Doubtful:
        raise
    except BadInput:
        if known.ask:
            raise quantity.Ambiguous(f"{fact.name}: {known.ask}", text=text) from None
        if not known.values and quantity.normalise(parts[0]) in _NO_NAME:  # "none, we never had an account"
            raise doubtful(fact, text, Answer(())) from None
        if not known.values:
            raise
        raise doubtful(fact, text, Answer(_listed(known.values, fact))) from None


def _id(part: str, fact: Fact, labels: Mapping[str, str]) -> str:
    """A known id by its number or in a person's words, else any one word; a yes is no id."""

    word, values = quantity.normalise(part), tuple(labels)
    if re.fullmatch(r"\d{1,2}", word) and 1 <= int(word) <= len(values):
        return values[int(word) - 1]
    known = meaning.of(part, fact, labels)
    if (
        known.ask
        or len(word) == 1
        or re.match(r"[~<>]?\d", word)
        or word in ("yes", *entries("accepts", "no_names", "fillers"))
    ):
        raise BadInput(f"{fact.name}: not understood", text=part, expected=fact.expected)
    if len(known.values) == 1 and (known.sure or " " not in word):
        return known.values[0]
    return next((v for v, label in labels.items() if quantity.normalise(label) == word), None) or _name(
        part, fact
    )


def _named(part: str, fact: Fact, labels: Mapping[str, str]) -> str:
    """A value by its number, its name or its label: nothing is guessed from a part of a list."""
    word = quantity.normalise(part)
    values = tuple(labels) or fact.values
    if re.fullmatch(r"\d{1,2}", word) and 1 <= int(word) <= len(values):
        return values[int(word) - 1]
    shown = {quantity.normalise(labels.get(v, v)): v for v in values}
    names = {**{quantity.normalise(v).replace("-", " "): v for v in fact.values}, "none": "none", **shown}
    if (value := names.get(word.replace("-", " "))) is None:
        raise BadInput(f"{fact.name}: not understood", text=part)
    return value


def _listed(chosen: Sequence[str], fact: Fact) -> tuple[str, ...]:
    checked = fact.check(["none"] if list(chosen) == ["none"] else list(chosen))
    assert isinstance(checked, tuple)
    return checked


def _name(text: str, fact: Fact) -> str:
    name = text.strip()
    if not re.fullmatch(r"[^\s\x00-\x1f]{1,200}", name) or not name.isprintable():
        raise BadInput(f"{fact.name}: not an id", text=text, expected="one word such as gpt-5.4-mini")
    return name


def _model(text: str, fact: Fact) -> str:
    name = " ".join(text.split())
    if not 0 < len(name) <= LONGEST_MODEL or not name.isprintable():
        raise BadInput(f"{fact.name}: not a model's name", text=text, expected="a name such as gpt-5.4-mini")
    return name
