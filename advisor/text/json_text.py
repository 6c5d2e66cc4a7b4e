"""The one JSON that leaves the tool: UTF-8, indented, money in whole cents, no number that is not one."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Collection, Mapping
from typing import Any

from advisor.text.escape import is_hidden

_DIGITS = 12
_NOT_MONEY = ("per_call", "per_pass")


def encode(data: object, money: Collection[str] = ()) -> str:
    """`data` as JSON text, ending with a newline.

    USD (a key with `usd`, or named in `money`) is rounded to cents, prices per call or pass and all other numbers to
    12 digits; endless and undefined numbers are null, dates ISO 8601.
    """
    text = json.dumps(_plain(data, "", frozenset(money)), indent=2, ensure_ascii=False, allow_nan=False)
    return inert(text) + "\n"


def inert(text: str) -> str:
    """JSON `text` in which no character acts on a terminal, and nothing on a CI server; it reads back the same."""
    quiet = text.replace("##", "#\\u0023")
    if quiet.isascii() and "\x7f" not in quiet:
        return quiet
    return "".join(_escaped(c) if c != "\n" and is_hidden(c) else c for c in quiet)


def _escaped(char: str) -> str:
    return json.dumps(char)[1:-1] if ord(char) > 0x7F else f"\\u{ord(char):04x}"


def number(value: float | None) -> float | int | None:
    """A number as JSON writes it: whole ones without a point, 12 digits, null when not finite."""
    if value is None or not math.isfinite(value):
        return None
    short = float(f"{value:.{_DIGITS}g}")
    return int(short) if short == int(short) and abs(short) < 2**53 else short


def change(before: float | None, after: float | None) -> float | int | None:
    """The change as a fraction of `before`, to six decimals; None if either is not known or there was nothing."""
    return None if not before or after is None else number(round(after / before - 1, 6))


def _plain(value: Any, key: str, money: frozenset[str]) -> Any:
    match value:
        case None | bool() | str():
            return value
        case int() | float():
            return number(
                round(value, 2) if math.isfinite(value) and (key in money or _is_money(key)) else value
            )
        case datetime.date():
            return value.isoformat()
        case Mapping():
            return {str(k): _plain(v, str(k), money) for k, v in value.items()}
        case _:
            return [_plain(v, key, money) for v in value]


def _is_money(key: str) -> bool:
    return "usd" in key.split("_") and not key.startswith(_NOT_MONEY)
