"""Digests of what people read in a memo, part by part, so that a later check sees an edit of its words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

from advisor.report.carried.embedded_case import CASE_FENCE, PAGE_CASE, PAGE_RECORD, RECORD_FENCE

_LENGTH = 12
_FRONT = "front matter"
_HEADING = re.compile(r"^#{1,3} +(.+)$")
_PAGE_HEADING = re.compile(r"<h[1-3][^>]*>(.*?)</h[1-3]>")
_TAG = re.compile(r"<[^>]*>")


def seal_words(text: str, page: bool) -> dict[str, str]:
    """Heading -> digest of what stands under it, in the memo's order; `page` is True for HTML."""
    return {heading: digest(said) for heading, said in memo_parts(text, page).items()}


def memo_parts(text: str, page: bool) -> dict[str, str]:
    """Heading -> what stands under it, in the memo's order.

    Left out: the blocks for machines, the lines of the front matter that people fill in (status, who decides), and
    blanks at the ends of lines.
    """
    lines = text.split("\n")
    shown = _lines_of_page(lines) if page else _lines_of_markdown(lines)
    found: dict[str, list[str]] = {}
    for heading, line in shown:
        found.setdefault(heading, []).append(line.rstrip())
    return {heading: "\n".join(said).strip("\n") for heading, said in found.items()}


def edited_parts(now: Mapping[str, str], then: Mapping[str, str]) -> tuple[str, ...]:
    """The headings whose parts differ, are new or are gone, in the memo's order."""
    return tuple(name for name in dict.fromkeys([*now, *then]) if now.get(name) != then.get(name))


def digest(said: str) -> str:
    """The digest of one part."""
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def _lines_of_markdown(lines: list[str]) -> Iterator[tuple[str, str]]:
    heading, inside, front = _FRONT, False, lines[0].rstrip() == "---"
    for number, line in enumerate(lines):
        inside = line.rstrip() != "```" if inside else line.rstrip() in {CASE_FENCE, RECORD_FENCE}
        if inside:
            continue
        if front:
            front = number == 0 or line.rstrip() != "---"
            if not line.startswith("date:"):
                continue
        if found := _HEADING.match(line):
            heading = found[1].strip()
        yield heading, line


def _lines_of_page(lines: list[str]) -> Iterator[tuple[str, str]]:
    import html

    heading, inside = "head of the page", False
    for line in lines:
        shown = line.removeprefix(PAGE_CASE).removeprefix(PAGE_RECORD)
        if inside := inside or shown is not line:
            data, ended, shown = shown.partition("</pre>")
            inside, shown = not ended, shown + data * ("<" in data)  # a tag among the data is seen by people
            if not shown:
                continue
        if found := _PAGE_HEADING.search(line):
            heading = html.unescape(_TAG.sub("", found[1])).strip()
        yield heading, shown
