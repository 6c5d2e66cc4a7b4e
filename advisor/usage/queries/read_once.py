"""SQL for the numbers and times of a record, each read once."""

from __future__ import annotations


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


class ReadOnce:
    """The numbers and times of a record, each kind read in one list: a macro is planned as often as it is named."""

    def __init__(self, amount: str, moment: str) -> None:
        self._macros = {"=amounts": amount, "=moments": moment}
        self._read: dict[str, list[str]] = {name: [] for name in self._macros}

    def amount(self, text: str) -> str:
        """SQL for the number that a text holds."""
        return self._at("=amounts", text)

    def moment(self, text: str) -> str:
        """SQL for the time that a text holds."""
        return self._at("=moments", text)

    def _at(self, name: str, text: str) -> str:
        texts_ = self._read[name]
        if text not in texts_:
            texts_.append(text)
        return f"{quoted(name)}[{texts_.index(text) + 1}]"

    def with_lists(self, relation: str) -> str:
        """The relation with the lists in which they are read."""
        lists = [
            f"list_transform([{', '.join(texts_)}], lambda t: {self._macros[name]}(t)) AS {quoted(name)}"
            for name, texts_ in self._read.items()
            if texts_
        ]
        return f"SELECT {', '.join(['*', *lists])} FROM ({relation})"
