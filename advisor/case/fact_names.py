"""What people call the facts: search as typed, and the one fact that a name means."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from advisor.case.facts import ASKED, FORMER
from advisor.case.reading_bounds import bound
from advisor.errors import BadInput, near
from advisor.files.paths import KNOWLEDGE

_MISSPELT = bound("misspelt_name")
FILE = KNOWLEDGE / "fact_names.yaml"


def names(fact: str) -> tuple[str, ...]:
    """Every name of a fact, the one that is shown first; its id last."""
    return (*_names().get(fact, ()), fact)


def shown(fact: str) -> str:
    """A fact as people call it; one without a name of its own stands for itself."""
    return names(fact)[0].replace("_", " ")


def every() -> tuple[str, ...]:
    """All facts that can be named, in the order in which they are listed."""
    return tuple(ASKED)


def search(typed: str) -> list[str]:
    """The facts whose id or one of whose names begins, word by word, as typed; the closest first."""
    asked = _words(typed)
    ranked = []
    for position, fact in enumerate(ASKED):
        places = [i for i, name in enumerate(names(fact)) if _begins(_words(name), asked)]
        if places:
            exact = any(_words(name) == asked for name in names(fact))
            ranked.append((not exact, places[0], position, fact))
    return [fact for *_, fact in sorted(ranked)]


def leading(text: str) -> tuple[str, str]:
    """The fact whose name `text` begins with, and what follows it. Raises BadInput where there is none.

    The longest name counts: `input tokens after tuning 300` is about the tuned prompt.
    """
    head, equals, tail = text.partition("=")
    if equals and meant_by(head) is not None:
        text = f"{head} {tail}"
    parts = text.split()
    for length in range(len(parts), 0, -1):
        if (fact := meant_by(" ".join(parts[:length]))) is not None:
            rest = text.split(None, length)[length:]
            return fact, rest[0].strip() if rest else ""
    raise unknown(parts[0] if parts else text)


def named(text: str) -> str:
    """The one fact that `text` means. Raises BadInput with a near name."""
    exact = meant_by(text)
    found = [exact] if exact else search(text)
    if len(found) != 1:
        raise unknown(text, found)
    return found[0]


def unknown(text: str, several: list[str] | None = None) -> BadInput:
    """The error for a name that means no fact, or several."""
    if several:
        return BadInput("this may mean several facts", text=text, expected=", ".join(map(shown, several[:5])))
    close = near(text.lower(), [n.lower() for fact in ASKED for n in names(fact)], _MISSPELT)
    expected = None if close else f"a fact such as {', '.join(map(shown, every()[:3]))}"
    return BadInput("no fact of this name", text=text, expected=expected, near=close)


def meant_by(text: str) -> str | None:
    """The id of the fact that people call so, today's or a former one; None where `text` is no name of one."""
    asked = _words(text)
    if (former := "_".join(asked)) in FORMER:
        return former
    return next((f for f in ASKED if any(_words(n) == asked for n in names(f))), None)


def _begins(words: list[str], asked: list[str]) -> bool:
    return bool(asked) and all(any(w.startswith(a) for w in words) for a in asked)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower().replace("_", " "))


@functools.cache
def _names() -> Mapping[str, tuple[str, ...]]:
    from advisor.files import yaml_cache  # YAML is for later than the first screen

    document = yaml_cache.read(FILE)
    data = document.data
    if not isinstance(data, dict):
        raise document.error((), "not names of facts", expected="fact: [names]")
    for fact in data:
        if fact not in ASKED:
            raise document.error((fact,), "unknown fact", text=fact, near=near(fact, ASKED))
    return {fact: tuple(str(n) for n in said) for fact, said in data.items()}
