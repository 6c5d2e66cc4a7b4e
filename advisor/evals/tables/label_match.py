"""Whether an answer is the label that was expected, and what of it is worth a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.files.parsed_json import parsed_json

_BETWEEN = re.compile(r"\s*[;,|/:+&\n]\s*")
_LETTER = re.compile(r"[^\W\d_]")


class LabelMatch:
    """Labels compared, case and blanks aside; those of a list in any order. It counts what may be doubted."""

    def __init__(self) -> None:
        self._reordered = self._inside = 0
        self._longer = ""

    def same(self, answer: str, expected: str) -> bool:
        """Whether the answer is the expected label, or holds the same labels as an expected list."""
        if same(answer, expected):
            return True
        if _labels(answer) == _labels(expected):
            self._reordered += 1
            return True
        if _holds(answer, expected):
            self._inside, self._longer = self._inside + 1, self._longer or answer[:40]
        return False

    def notes(self) -> Iterator[str]:
        """What the user should know of the answers that were compared."""
        if self._reordered:
            yield (
                f"{self._reordered:,} answers hold the expected labels in another order or another form of list:"
                " they count as right"
            )
        if self._inside:
            yield (
                f'{self._inside:,} answers hold the expected label inside a longer text, such as "{self._longer}":'
                " they count as wrong"
            )


def same(one: str, other: str) -> bool:
    """Whether two labels are the same, case and blanks aside."""
    return _plain(one) == _plain(other)


def _plain(label: str) -> str:
    return " ".join(label.split()).casefold()


def _labels(text: str) -> tuple[str, ...]:
    """The labels of a list, sorted; a list in JSON or Python may hold only one. Numbers are no labels."""
    found = _listed(text)
    parts = _BETWEEN.split(text.strip()) if found is None else found
    labels = sorted(_plain(p) for p in parts if p.strip())
    return tuple(labels) if found is not None or all(map(_LETTER.search, labels)) else (text,)


def _listed(text: str) -> list[str] | None:
    if not (text.strip().startswith("[") and text.strip().endswith("]")):
        return None
    found = parsed_json(text.replace("'", '"'))
    return [str(v) for v in found] if isinstance(found, list) else None


def _holds(answer: str, expected: str) -> bool:
    label = _plain(expected)
    return bool(label) and re.search(rf"(?<!\w){re.escape(label)}(?!\w)", _plain(answer)) is not None
