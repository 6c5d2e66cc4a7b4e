"""From plain YAML data to frozen structs, by their annotations; every complaint has a file and a line.

Unknown keys and missing ones are refused. Numbers are finite and not below zero unless the field is `Signed`;
nothing is converted. A class may `prepare` its mapping first and check itself in __post_init__ (ValueError).
"""

from __future__ import annotations

import datetime
import functools
import math
import types
import typing
from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import fields

from advisor.errors import BadInput, near
from advisor.files.yaml_file import Document, Place
from advisor.knowledge.dates import as_known, last_day

KnownDate = Annotated[datetime.date, "known"]
"""A date something was read, announced or released; never later than the compilation where only a month is given."""

FutureDate = Annotated[datetime.date, "ahead"]
"""A date something happens; a month is its last day, however far ahead."""

SignedNumber = Annotated[float, "signed"]
"""A number that may be below zero."""

E = TypeVar("E", bound=Struct)


class At(Struct, frozen=True):
    """Where a value stands, and the date of compilation that months are cut off at."""

    document: Document
    compiled: datetime.date
    place: Place = ()

    def inside(self, step: str | int) -> At:
        """The place of a key or an element."""
        return At(self.document, self.compiled, (*self.place, step))

    def error(self, message: str, value: object = None, expected: str | None = None) -> BadInput:
        """A complaint about the value here."""
        shown = None if isinstance(value, dict | list) else value
        return self.document.error(self.place, message, text=shown, expected=expected)


Read = Callable[[object, At], Any]


def build(kind: type[E], data: object, at: At) -> E:
    """`data` as a `kind`. Raises BadInput at the first thing that is not as annotated."""
    if not isinstance(data, dict):
        raise at.error("not a mapping", data, "keys and values")
    prepare = getattr(kind, "prepare", None)
    mapping = prepare(data) if prepare else data
    fields = _fields(kind)
    for key in mapping:
        if key not in fields:
            raise at.document.error(
                (*at.place, key), "unknown key", text=key, near=near(key, fields), expected=", ".join(fields)
            )
    values = {}
    for key, (name, required, read) in fields.items():
        if key in mapping:
            values[name] = read(mapping[key], at.inside(key))
        elif required:
            raise at.error("a key is missing", expected=key)
    if "as_of" in fields:
        values["as_of_text"] = str(mapping["as_of"])
    try:
        return kind(**values)
    except ValueError as e:
        raise at.error(str(e)) from None


@functools.cache
def _fields(kind: type[Struct]) -> dict[str, tuple[str, bool, Read]]:
    """By the key in the file: the field, whether it must be there, and how it is read."""
    hints = typing.get_type_hints(kind, include_extras=True)
    found = {}
    for field in fields(kind):
        if field.name not in getattr(kind, "FILLED_IN", ()):
            found[field.encode_name] = (field.name, field.required, _reader(hints[field.name]))
    return found


def _reader(hint: Any) -> Read:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        return _MARKED[args[1]]
    if origin is Literal:
        return functools.partial(_one_of, args)
    if origin in (types.UnionType, typing.Union):
        return functools.partial(
            _first_of, [_reader(a) for a in args if a is not type(None)], type(None) in args
        )
    if origin in (tuple, dict):
        return (
            functools.partial(_list, _reader(args[0]))
            if origin is tuple
            else functools.partial(_table, _reader(args[1]))
        )
    return _PLAIN.get(hint) or functools.partial(build, hint)


def _text(value: object, at: At) -> str:
    if isinstance(value, str) and value:
        return value
    raise at.error("not a text", value, "text that is not empty")


def _flag(value: object, at: At) -> bool:
    if isinstance(value, bool):
        return value
    raise at.error("not a flag", value, "true or false")


def _number(value: object, at: At) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    raise at.error("not a number", value, "a number")


def _amount(value: object, at: At) -> float:
    found = _number(value, at)
    if found < 0:
        raise at.error("below zero", value, "a number from 0")
    return found


def _date(value: object, at: At, *, known: bool) -> datetime.date:
    try:
        return as_known(value, at.compiled) if known else last_day(value)
    except ValueError as e:
        raise at.error("not a date", value, str(e)) from None


def _one_of(choices: tuple[object, ...], value: object, at: At) -> object:
    if value in choices:
        return value
    raise at.error("not one of the values", value, ", ".join(map(str, choices)))


def _first_of(readers: list[Read], nullable: bool, value: object, at: At) -> Any:
    if value is None and nullable:
        return None
    for read in readers[:-1]:
        try:
            return read(value, at)
        except BadInput:
            continue
    return readers[-1](value, at)


def _list(read: Read, value: object, at: At) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise at.error("not a list", value, "[...]")
    return tuple(read(v, at.inside(i)) for i, v in enumerate(value))


def _table(read: Read, value: object, at: At) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise at.error("not a mapping", value, "keys and values")
    return {k: read(v, at.inside(k)) for k, v in value.items()}


_MARKED: dict[str, Read] = {
    "known": functools.partial(_date, known=True),
    "ahead": functools.partial(_date, known=False),
    "signed": _number,
}
_PLAIN: dict[object, Read] = {str: _text, bool: _flag, float: _amount}
