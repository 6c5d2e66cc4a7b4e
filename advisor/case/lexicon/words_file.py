"""A file of words while it is read: families of words written out in its phrases, and places in what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from advisor.errors import near
from advisor.files.yaml_file import Document, Place


class WordsFile:
    """A YAML file whose phrases may name a family of words, such as `<check>`; `more`: families of another file."""

    def __init__(self, document: Document, more: Mapping[str, str] | None = None) -> None:
        self.document = document
        self.families = {**(more or {}), **self._families()}

    def at(self, place: Place) -> Any:
        """What stands at a place."""
        found = self.document.data
        for step in place:
            found = found[step]
        return found

    def keys(self, place: Place, names: Collection[str]) -> list[str]:
        """The keys of the mapping at a place, empty for none. Raises BadInput for one that is none of `names`."""
        data = self.at(place) if not place or self._has(place) else {}
        if not isinstance(data, dict):
            raise self.document.error(place, "not a mapping", text=data, expected=", ".join(names))
        for key in data:
            if key not in names:
                raise self.document.error((*place, key), "unknown key", text=key, near=near(key, names))
        return list(data)

    def phrases(self, place: Place) -> tuple[str, ...]:
        """The phrases at a place. Raises BadInput where there is no list of them."""
        return tuple(map(self._spread, self._listed(place)))

    def by_key(self, place: Place, names: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The phrases under each key at a place."""
        return {key: self.phrases((*place, key)) for key in self.keys(place, names)}

    def lines(self, place: Place) -> tuple[str, ...]:
        """The phrases at a place, one a line; a line such as `@yes` stands for shared ones."""
        data = self.at(place)
        if not isinstance(data, str):
            raise self.document.error(place, "not phrases, one a line", text=data, expected="words")
        said = (line for line in map(str.strip, data.splitlines()) if line)
        return tuple(self._spread(p) for s in said for p in self._shared.get(s, (s,)))

    @cached_property
    def _shared(self) -> dict[str, tuple[str, ...]]:
        return {f"@{name}": self._listed(("shared", name)) for name in self.at(("shared",))}

    def _has(self, place: Place) -> bool:
        return place[-1] in self.at(place[:-1])

    def _listed(self, place: Place) -> tuple[str, ...]:
        data = self.at(place)
        if not isinstance(data, list) or not all(
            isinstance(p, str | int) and not isinstance(p, bool) for p in data
        ):
            raise self.document.error(
                place, "not a list of phrases", text=data, expected="[words, more words]"
            )
        return tuple(map(str, data))

    def _families(self) -> dict[str, str]:
        names = self.document.data.get("families", {})
        families = {name: self._listed(("families", name)) for name in names}
        for name, words in families.items():
            for i, word in enumerate(words):
                if " " in word and "<" not in word:
                    place = ("families", name, i)
                    raise self.document.error(place, "not one word", text=word, expected="one word")
        return {f"<{name}>": "/".join(words) for name, words in families.items()}

    def _spread(self, phrase: str) -> str:
        """`phrase` with each family of words written out as alternatives, in a sentence's words."""
        phrase = phrase.replace("no one", "nobody")
        if "<" in phrase:
            for name, words in self.families.items():
                phrase = phrase.replace(name, words)
        return phrase
