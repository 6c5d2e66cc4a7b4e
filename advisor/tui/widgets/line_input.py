"""A line to type on. Nothing in this app blinks."""

from __future__ import annotations

from textual.widgets import Input


class Field(Input):
    """One compact line with a steady cursor."""

    def __init__(
        self, value: str = "", *, placeholder: str = "", id: str | None = None, max_length: int = 0
    ) -> None:
        super().__init__(
            value,
            placeholder=placeholder,
            id=id,
            max_length=max_length,
            compact=True,
            select_on_focus=False,
        )
        self.cursor_blink = False
