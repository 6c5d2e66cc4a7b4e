"""A case as YAML: the same text for the same answers, and read back as they were."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from advisor.case.facts import ASKED
from advisor.case.models_tried import ModelsTried

if TYPE_CHECKING:
    from advisor.case.answer import Answer
    from advisor.case.eval_record import EvalRecord

VERSION = 1
LIKE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_PLAIN = r"[A-Za-z][A-Za-z0-9_./+-]*(?: [A-Za-z0-9_./+()-]+)*"
_WORDS_OF_YAML = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_ESCAPED = '[\x00-\x1f\\\\"\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|(?<=#)#'
_SURROGATE = "[\ud800-\udfff]"


def yaml_text(
    title: str,
    answers: Mapping[str, Answer],
    prices: Mapping[str, Mapping[str, float]],
    evaluations: Sequence[EvalRecord],
) -> str:
    """A case of these parts as YAML, facts in the order of the vocabulary."""
    lines = [f"advisor: {VERSION}", f"title: {_text(title)}"]
    lines.append("answers:" if answers else "answers: {}")
    lines += [f"  {name}: {_flow(answers[name])}" for name in ASKED if name in answers]
    if prices:
        lines.append("prices:")
    for entry in sorted(prices):
        rates = ", ".join(f"{_text(n)}: {_number(v)}" for n, v in sorted(prices[entry].items()))
        lines.append(f"  {_text(entry)}: {{{rates}}}")
    if evaluations:
        lines += ["evaluations:", *_records(evaluations)]
    return "\n".join(lines) + "\n"


def _records(evaluations: Sequence[EvalRecord]) -> Iterator[str]:
    from advisor.case.eval_record import plain

    for record in evaluations:
        lines = [line for key, value in plain(record).items() for line in _key_lines(key, value)]
        yield from (("  - " if i == 0 else "    ") + line for i, line in enumerate(lines))


def _key_lines(key: str, value: Any) -> list[str]:
    """A key with its value on one line, or with an element of its list a line."""
    if isinstance(value, list):
        return [f"{key}:", *(f"  - {_plain_flow(v)}" for v in value)]
    return [f"{key}: {_plain_flow(value)}"]


def _plain_flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(k)}: {_plain_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_plain_flow(v) for v in value) + "]"
    return _number(value) if isinstance(value, int | float) else _text(str(value))


def _flow(answer: Answer) -> str:
    parts = [("value", _scalar(answer.value))]
    if answer.low is not None:
        parts.append(("low", _number(answer.low)))
    if answer.high is not None:
        parts.append(("high", _number(answer.high)))
    if answer.source != "said":
        parts.append(("from", answer.source))
    if answer.note:
        parts.append(("note", _text(answer.note)))
    return parts[0][1] if len(parts) == 1 else "{" + ", ".join(f"{k}: {v}" for k, v in parts) + "}"


def _scalar(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return _number(value)
        case ():
            return "none"
        case ModelsTried():
            return "{" + ", ".join(f"{_text(m)}: {_gap(gaps)}" for m, gaps in value.items()) + "}"
        case tuple():
            return "[" + ", ".join(_text(v) for v in value) + "]"
    return _text(str(value))


def _gap(gaps: tuple[str, ...]) -> str:
    return gaps[0] if len(gaps) == 1 else "[" + ", ".join(gaps) + "]"


def _number(value: float) -> str:
    if isinstance(value, float) and (math.isclose(value, round(value), abs_tol=0) and abs(value) < 1e15):
        value = int(value) if value == int(value) else value
    shown = repr(value)
    if LIKE_THOUSANDS.fullmatch(shown):
        return shown + "0"
    return shown if "e" not in shown or "." in shown else shown.replace("e", ".0e")


def _text(text: str) -> str:
    if len(text) < 200 and re.fullmatch(_PLAIN, text) and text.lower() not in _WORDS_OF_YAML:
        return text
    escaped = re.sub(_ESCAPED, _escape, re.sub(_SURROGATE, "\ufffd", text))
    return f'"{escaped}"'


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    short = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}.get(char)
    return short or (f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}")
