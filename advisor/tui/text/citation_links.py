"""Citations that open: `[G8.attribution, T.idle]` in a sentence leads to what it stands for."""

from __future__ import annotations

import re

from textual.content import Content

_BRACKETS = r"\[((?:[A-Za-z0-9][\w./:-]*)(?:, [A-Za-z0-9][\w./:-]*)*)\]"
_KEY = r"[^\s,]+"


def linked(text: str | Content) -> Content:
    """The same text; a click on a key in square brackets opens the sources there."""
    content = Content(text) if isinstance(text, str) else text
    for cited in re.finditer(_BRACKETS, content.plain):
        for key in re.finditer(_KEY, cited.group(1)):
            start = cited.start(1) + key.start()
            content = content.stylize(source(key.group()), start, start + len(key.group()))
    return content


def source(key: str) -> str:
    """The style of a piece of text that opens the sources at this key."""
    return f"@click=app.source({key!r})"


def opened(url: str) -> str:
    """The style of an address that the browser opens."""
    return f"@click=app.open_url({url!r})"
