"""Jinja2 environments in which every value is escaped unless it was made safe on purpose."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.report import question_words, rule_evidence, wording
from advisor.text import words
from advisor.text.escape import code_span, markdown, one_line, visible

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_TEMPLATES = Path(__file__).parent / "templates"


class Safe(str):
    """Markdown that is already escaped."""

    __slots__ = ()


@functools.cache
def for_markdown() -> Environment:
    """Values print as escaped inline Markdown; `Safe` ones as they are."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    env = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=False,
        finalize=_inline,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    _common(env)
    env.filters.update(code=lambda text: Safe(code_span(text)), codes=_codes, cites=_cites)
    return env


def html_templates(folder: Path, *, keep_trailing_newline: bool = False) -> Environment:
    """Templates whose values print as escaped HTML with hidden characters spelled out."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        finalize=lambda v: v if isinstance(v, Markup) else visible(v) if isinstance(v, str) else v,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=keep_trailing_newline,
    )


@functools.cache
def for_html() -> Environment:
    """The templates of the page."""
    env = html_templates(_TEMPLATES, keep_trailing_newline=True)
    _common(env)
    env.filters.update(line=one_line, coded=_coded)
    return env


def _coded(text: str) -> Markup:
    """A sentence in which what stands between backticks is code."""
    from markupsafe import Markup, escape

    parts = [escape(visible(p)) for p in text.split("`")]
    if len(parts) % 2 == 0:  # a backtick without its fellow is a backtick
        return escape(visible(text))
    return Markup("").join(Markup("<code>{}</code>").format(p) if i % 2 else p for i, p in enumerate(parts))


def _inline(value: object) -> str:
    if isinstance(value, Safe):
        return value
    if value is None:
        return ""
    text = str(value)
    lead, tail = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() and text.strip() else "")
    return lead + markdown(text) + tail


def _codes(texts: Iterable[str]) -> Safe:
    return Safe(", ".join(code_span(t) for t in dict.fromkeys(texts)))


def _cites(ids: tuple[str, ...]) -> Safe:
    return Safe(f" [{', '.join(markdown(i) for i in ids)}]" if ids else "")


def _common(env: Environment) -> None:
    env.globals.update(
        words=words, wording=wording, reasons=rule_evidence, questions=question_words.questions
    )
    env.filters.update(money=words.money, dollars=words.dollars, route=words.route)
