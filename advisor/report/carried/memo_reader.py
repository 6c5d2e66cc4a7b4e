"""Read a memo back: the case it carries, the date it was decided on, and its record."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import BadInput
from advisor.files import bounded
from advisor.report.carried.embedded_case import CASE_FENCE, PAGE_CASE, PAGE_RECORD, RECORD_FENCE
from advisor.report.carried.words_seal import digest, edited_parts, memo_parts

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.report.carried.record import Record

MAX_BYTES = 32 * 1024 * 1024
SUFFIXES = (".md", ".markdown", ".html", ".htm")


@dataclass(frozen=True)
class Memo:
    """A memo as a machine reads it. `parts`: heading -> what people read under it; `page`: it is HTML."""

    file: str
    case: Case
    record: Record
    parts: dict[str, str]
    page: bool

    @property
    def edited(self) -> tuple[str, ...]:
        """The headings whose parts do not read as they were written; empty if the memo keeps no digests."""
        now = {heading: digest(said) for heading, said in self.parts.items()}
        return () if self.record.words is None else edited_parts(now, self.record.words)


def is_memo(path: Path) -> bool:
    """True when the name says memo (Markdown or HTML) and not case."""
    return path.suffix.lower() in SUFFIXES


def load_case(path: Path) -> tuple[Case, datetime.date | None]:
    """The case in a memo or a case file, and the date the memo was decided on. Raises BadInput."""
    if is_memo(path):
        return load_memo(path)
    from advisor.case.case import load

    return load(path), None


def load_memo(path: Path) -> tuple[Case, datetime.date]:
    """The case in a memo and the date it was decided on. Raises BadInput with file:line."""
    memo = read(path)
    return memo.case, memo.record.as_of


def read(path: Path) -> Memo:
    """Read a Markdown or HTML memo. Raises BadInput when it carries no case or no record, or broken ones."""
    from advisor.case.case import parse

    text, file = _text(path), str(path)
    page = path.suffix.lower().startswith(".htm")
    case, case_line = _page_block(text, PAGE_CASE, file) if page else _block(text, CASE_FENCE, file)
    record, record_line = _page_block(text, PAGE_RECORD, file) if page else _block(text, RECORD_FENCE, file)
    try:
        made = parse(case, file)
    except BadInput as e:
        raise BadInput(
            e.message,
            file=file,
            line=case_line + (e.line or 1),
            text=e.text,
            expected=e.expected,
            near=e.near,
        ) from None
    return Memo(file, made, _record(record, file, record_line), memo_parts(text, page), page)


def _record(text: str, file: str, line: int) -> Record:
    from pydantic import ValidationError

    from advisor.report.carried.record import Record

    try:
        return Record.model_validate_json(text)
    except ValidationError as e:
        first = e.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(p) for p in first["loc"])
        raise BadInput(
            f"the record in this memo is damaged ({first['msg']})",
            file=file,
            line=line,
            text=place or None,
            expected="the block as it was written",
        ) from None


def _block(text: str, opening: str, file: str) -> tuple[str, int]:
    lines = text.split("\n")
    starts = [i for i, line in enumerate(lines) if line.rstrip() == opening]
    if len(starts) != 1:
        raise BadInput(
            "this memo carries no case" if not starts else "this memo carries two cases",
            file=file,
            line=starts[1] + 1 if starts else None,
            expected=f"one block that starts with {opening}",
        )
    start = starts[0]
    end = next((i for i in range(start + 1, len(lines)) if lines[i].rstrip() == "```"), None)
    if end is None:
        raise BadInput("this block does not end", file=file, line=start + 1, expected="```")
    return "\n".join(lines[start + 1 : end]) + "\n", start + 1


def _page_block(text: str, opening: str, file: str) -> tuple[str, int]:
    head, found, rest = text.partition(opening)
    body, ended, tail = rest.partition("</pre>")
    if not found or not ended or opening in tail:
        raise BadInput(
            "this page carries no case", file=file, expected=f"one block that starts with {opening}"
        )
    import html

    try:
        return html.unescape(body), head.count("\n")
    except ValueError:  # a character reference of thousands of digits
        raise BadInput("a character reference that means no character", file=file) from None


def _text(path: Path) -> str:
    return re.sub(r"\r\n?", "\n", bounded.read_text(path, MAX_BYTES, "a memo"))
