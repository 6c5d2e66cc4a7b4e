"""Damages files the way disks, editors, spreadsheets and people with bad intentions do."""

from __future__ import annotations

from random import Random

HOSTILE = (
    "\n::error file=x::owned\n", "##[error]owned", "\x1b]0;owned\a", "\x1b[31m", "\u202e", "\u2066",
    "\ufeff", "\x00", "\x7f", "\ud7ff\ue000", "\r", "\r\n", "\t", "\u2028", "é", "数", "😀", "'", '"', "`",
    "```", "|", "<script>", "</pre>", "&#9;", "{", "}", "[", "]", ": ", "- ", "# ", "&a ", "*a ",
    "!!python/object ", "<<: ", "? ", "~", "null", "true", "no", ",", ";", "0", "-1", "1e999", "-1e999",
    "NaN", ".inf", "9" * 400, "0x" + "f" * 200, "1:30:00", "010", "1_000", "1.000,5", ".5M", "5.M",
    "0.1.2", "1e-400", "$", "%", "=1+1", "@x", "2026-13-45", "9999-12-31", "0001-01-01", "../../x",
    "/dev/null", "\\", "%s", "{{x}}", "{% x %}", " " * 300, "a" * 3000, "gpt-4o", "claude", "unknown",
    "not sure", "prompt", "self-host",
)  # fmt: skip
"""Signs that mean something to a terminal, a CI server, YAML, JSON, CSV, HTML, a spreadsheet or a reader of numbers."""


def mangle(random: Random, content: bytes) -> bytes:
    """`content` with one to four things done to it."""
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4))):
        content = random.choice(_WAYS)(random, content)
    return content


def _at(random: Random, content: bytes) -> int:
    return random.randint(0, len(content))


def _cut(random: Random, content: bytes) -> bytes:
    start = _at(random, content)
    return content[:start] + content[start + random.choice((1, 2, 5, 20, 200, 10**9)) :]


def _put(random: Random, content: bytes) -> bytes:
    start = _at(random, content)
    return content[:start] + random.choice(HOSTILE).encode("utf-8", "surrogatepass") + content[start:]


def _value(random: Random, content: bytes) -> bytes:
    """Another value after a colon, or in a cell."""
    marks = [i + 1 for i, byte in enumerate(content) if byte in b":,\t="]
    if not marks:
        return _put(random, content)
    start = random.choice(marks)
    end = min(
        (p for p in (content.find(e, start) for e in (b"\n", b",", b"}")) if p >= 0), default=len(content)
    )
    return content[:start] + b" " + random.choice(HOSTILE).encode("utf-8", "surrogatepass") + content[end:]


def _byte(random: Random, content: bytes) -> bytes:
    changed = bytearray(content or b" ")
    changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _lines(random: Random, content: bytes) -> bytes:
    """A line taken out, doubled, moved, indented or ended in another system's way."""
    lines = content.split(b"\n")
    n = random.randrange(len(lines))
    match random.randrange(5):
        case 0:
            del lines[n]
        case 1:
            lines[n:n] = [lines[n]] * random.choice((1, 2, 50))
        case 2:
            lines.insert(random.randrange(len(lines)), lines.pop(n))
        case 3:
            lines[n] = b"  " + lines[n]
        case _:
            return content.replace(b"\n", random.choice((b"\r", b"\r\n", b"\n\n", b"\n ")))
    return b"\n".join(lines)


_WAYS = (_cut, _put, _put, _value, _value, _value, _byte, _lines)
