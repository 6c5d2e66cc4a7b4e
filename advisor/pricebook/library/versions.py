"""Which names in a library's record belong to another version of the model: that is another model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from advisor.knowledge.names.name_parts import take_apart

_VERSION = re.compile(r"\d{1,2}(?:\.\d{1,2})*")


def other_versions(id_: str, names: Iterable[str], known: Mapping[str, Any]) -> list[list[str]]:
    """The `names` of another version than `id_` states, or of one where it states none.

    Those of one model stand together, the shortest first.
    """
    ours, found = _versions(id_, known), dict[str, list[str]]()
    for name in sorted(names, key=lambda n: (len(n), n)):
        if (theirs := _versions(name, known)) and theirs != ours:
            found.setdefault(take_apart(name, known).key, []).append(name)
    return [*found.values()]


def _versions(name: str, known: Mapping[str, Any]) -> set[str]:
    """The figures of its versions, without points (`gpt-35` is gpt-3.5), dates, sizes and how weights are packed."""
    packed = rf"[-.](?:{'|'.join(known['precisions'])})(?=$|-)"
    words = take_apart(re.sub(packed, "", name.casefold()), known).words
    return {word.replace(".", "") for word in words if _VERSION.fullmatch(word)}
