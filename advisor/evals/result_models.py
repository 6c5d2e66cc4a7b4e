"""Which model a result file means, and how each is called so that no two share a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from advisor.errors import BadInput, near
from advisor.evals.rows.tally import ModelTally

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge

_NO_MODEL = re.compile(
    r"^(file|exec|python|ruby|golang|package|https?|wss?|webhook|azure|browser|sequence)[:.]"
    r"|^echo$|\.(js|ts|py|mjs)$"
)
_ROUTE = re.compile(r"^[a-z0-9-]+:(chat|completion|responses|messages|realtime):(?=.)")
_TUNED = re.compile(r"(^|[:/])ft:|-ft-|:lora|adapter", re.IGNORECASE)


_TUNED_LABELS = frozenset({"tuned", "fine-tuned", "finetuned", "fine-tune"})


def model_id(tally: ModelTally, knowledge: Knowledge) -> str | None:
    """The model's id in the price book, from its id in the file, the answers' own, or its label; None if unknown.

    A fine-tune is not its base, a script or a deployment hides the model, and what runs on one's own machine has no
    host's price: these are known by label only.
    """
    if is_tuned(tally):
        return None
    named = [] if _NO_MODEL.search(tally.model) else [tally.model]
    for name in (*named, *(tally.snapshots if len(tally.snapshots) == 1 else ()), tally.label):
        if name and (found := known_id(name, knowledge)):
            return found
    return None


def is_tuned(tally: ModelTally) -> bool:
    """Whether this is a tune, by its id or because its label says so."""
    return bool(_TUNED.search(tally.model)) or tally.label.casefold() in _TUNED_LABELS


def known_id(name: str, knowledge: Knowledge) -> str | None:
    """The id of the model that the price book knows by this name; None for none."""
    matches = [knowledge.find_model(tail) for tail in _tails(name)]
    if any(m.tuned or m.self_hosted for m in matches):
        return None
    return next((m.model.id for m in matches if m.model is not None), None)


def _tails(name: str) -> Iterable[str]:
    """The name, then without its platform, route and vendor: openai:chat:gpt-4.1 is gpt-4.1."""
    yield name
    while match := re.search(r"[:/]", name):
        name = name[match.end() :]
        if name:
            yield name


def shown_names(tallies: Sequence[ModelTally], ids: Sequence[str | None]) -> list[str]:
    """A name for each: its id, else what the file calls it; label or prompt are added where two are alike."""
    first = [i or _own(t) for t, i in zip(tallies, ids, strict=True)]
    second = [_with(n, t.label, first, t.label != n) for n, t in zip(first, tallies, strict=True)]
    third = [_with(n, t.prompt, second, True) for n, t in zip(second, tallies, strict=True)]
    seen: Counter[str] = Counter()
    names = []
    for name in third:
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return names


def _own(tally: ModelTally) -> str:
    hidden = tally.label and (_NO_MODEL.search(tally.model) or not tally.model)
    return (tally.label if hidden else _ROUTE.sub("", tally.model)) or "unnamed"


def _with(name: str, more: str, names: Sequence[str], differs: bool) -> str:
    return f"{name} ({more[:40]})" if names.count(name) > 1 and more and differs else name


def chosen_model(
    wanted: str, tallies: Sequence[ModelTally], names: Sequence[str], knowledge: Knowledge | None = None
) -> int | None:
    """Which of these models `wanted` names: as shown, by id, by label or as the file has it; None if none does."""
    plain = wanted.strip().casefold()
    for given in (names, [t.label for t in tallies], [t.model for t in tallies]):
        found = [i for i, n in enumerate(given) if n.casefold() == plain]
        if found:
            return found[0]
    found = [i for i, t in enumerate(tallies) if plain in {x.casefold() for x in _tails(t.model)}]
    if not found and knowledge is not None and (known := known_id(wanted, knowledge)):
        found = [i for i, t in enumerate(tallies) if model_id(t, knowledge) == known]
    return found[0] if found else None


def no_such_model(wanted: str, names: Sequence[str]) -> BadInput:
    """The error for a model that no file holds."""
    return BadInput(
        "no such model in these files", text=wanted, expected=", ".join(names[:12]), near=near(wanted, names)
    )
