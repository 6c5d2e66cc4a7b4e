"""What LangChain prints of calls, a figure a line: Tokens Used, Prompt Tokens, Completion Tokens and so on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from advisor.usage.lines.log_lines import TIME

_FIRST = re.compile(r"(.*?)\bTokens Used: ([\d,]+)\s*")
_FIELD = re.compile(r"\s*([A-Z][a-z]+(?: [A-Z][a-z]+)*(?: \(USD\))?): \$?([\d.,]+)\s*")


def printed_usage(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """The records of such a text, each with the time before its first line; none for any other."""
    record: dict[str, str] | None = None
    for line in lines:
        if (first := _FIRST.fullmatch(line)) is not None:
            yield from [record] if record else []
            time = TIME.search(first[1])
            record = {"time": time[0].replace(",", ".")} if time is not None else {}
        elif record is not None and (field := _FIELD.fullmatch(line)) is not None:
            record[field[1]] = field[2].replace(",", "")
        else:
            yield from [record] if record else []
            record = None
    yield from [record] if record else []
