"""Keep text text: no character of a title or a note may act as layout, markup or direction."""

from __future__ import annotations

import re
import unicodedata

from advisor.errors import powerless

_KEPT_FORMAT = {"\u200c", "\u200d"}  # joiners that some scripts cannot be written without
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_SPACE = re.compile(r"\s+")
_MARKUP = (
    r"(?i)[\\`*<>|~&#@]|^\[|\[(?=\^)|\](?=[(\[:])|(?<![a-z0-9])_|_(?![a-z0-9])|\$(?![0-9])|:(?=//)|(?<=www)\."
)
_LEADING = r"^(\d{1,9})([.)])(?=\s|$)|^([-+=])"


def is_hidden(char: str) -> bool:
    """True for control, bidi, private and unassigned characters, and for lone surrogates."""
    return unicodedata.category(char) in _HIDDEN and char not in _KEPT_FORMAT


def visible(text: str) -> str:
    r"""`text` with every hidden character but line breaks and tabs spelled out (`\u202e`)."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(spelled(c) if c not in "\n\t" and is_hidden(c) else c for c in text)


def harmless(text: str) -> str:
    """`text` visible, and without the power to command a CI server; lines and blanks stay."""
    return powerless(visible(text))


def one_line(text: str, limit: int = 300) -> str:
    """`text` visible, on one line, cut to `limit` characters with an ellipsis."""
    head = text[: 4 * limit + 100]
    shown = powerless(_SPACE.sub(" ", visible(head.replace("\r", " "))).strip())
    if len(shown) > limit or len(head) < len(text):
        return shown[: limit - 1].rstrip() + "…"
    return shown


def markdown(text: str, limit: int = 2000) -> str:
    """`text` as one line of inline Markdown that renders as exactly these characters."""
    shown = re.sub(_MARKUP, lambda m: "\\" + m[0], one_line(text, limit))
    return re.sub(_LEADING, lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", shown)


def code_span(text: str) -> str:
    """`text` as an inline code span, whatever backticks or bars it holds."""
    shown = one_line(text, 2000).replace("|", "¦")
    fence = "`" * (_longest_run(shown) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") or not shown else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)


def spelled(char: str) -> str:
    r"""`char` as `\u202e` or `\U0001f600`; YAML reads both back in double quotes."""
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
