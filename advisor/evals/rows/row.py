"""One row of a result file: one answer of one model to one example, and what it scored."""

from __future__ import annotations

import hashlib
import json
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from advisor.evals.rows.pass_words import verdict

State = Literal["scored", "failed", "missing"]

PASS = "pass"
"""The metric that stands for the tool's own pass or fail of a whole row."""


HUMAN = "human"
"""The metric that stands for people's own labels beside a judge's scores."""


class Share(float):
    """A score that is a share of its scale, whichever that is: 95 %, 4/5."""


class Stars(float):
    """A number of stars, of a scale that somebody has to say."""


@dataclass(frozen=True, slots=True)
class CallTokens:
    """Billed tokens of one call; `cached` is the part of `input` that the vendor's cache served."""

    input: float | None = None
    output: float | None = None
    cached: float | None = None


NO_TOKENS = CallTokens()


@dataclass(frozen=True, slots=True)
class EvalRow:
    """What every tool's rows have in common; None and "" where the file does not tell.

    `state`: failed where the model itself could not answer (context length, content filter), missing where
    network, runner or judge broke. `content`: a digest of input and reference; never the texts themselves.
    `slot`: which answer of which run this is, where a lost one may be asked for again in another file.
    `unread`: where a score is none, every metric in its order, with what stands there, "" for one that was read;
    `column`: where the model stands among those of its file. `again`: more scores of the row before it, no row
    of its own; `part_of`: the answer of which this row is one score, where each score is a row; `copied`: taken from
    the tool's own cache.
    """

    model: str
    item: str
    state: State
    scores: Mapping[str, float] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    label: str = ""
    prompt: str = ""
    content: str = ""
    cluster: str = ""
    row_id: str = ""
    slot: str = ""
    part_of: str = ""
    why: str = ""
    cause: str = ""
    judge: str = ""
    snapshot: str = ""
    column: int = 0
    again: bool = False
    copied: bool = False
    tokens: CallTokens = NO_TOKENS
    usd: float | None = None
    ms: float | None = None


NO_NUMBER = "a score that is no number"
"""Why a row is a BadRow whose score cannot be read."""
READABLE_SCORES = "1 and 0, words such as pass and fail, or all grades, worst first: --scale F D C B A"
"""What is expected in place of a score that cannot be read."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read: why, its number in the file (from 1), its beginning, and its unread scores."""

    why: str
    row: int | None = None
    text: str = ""
    unread: Mapping[str, str] = field(default_factory=dict)


@dataclass
class RunInfo:
    """What a file says of itself; filled while it is read.

    `run`, `task_run`: ids; `created`: when it ran; `model`: of all its rows, where it stands beside them.
    """

    tool: str
    model: str = ""
    version: str = ""
    run: str = ""
    task_run: str = ""
    created: str = ""
    metric: str = ""
    notes: list[str] = field(default_factory=list)


def digest(content: Any) -> str:
    """A short digest of an example, the same for texts that differ only in blanks around or in composition."""
    text = json.dumps(_plain(content), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _plain(content: Any) -> Any:
    match content:
        case str():
            return unicodedata.normalize("NFC", content).strip()
        case dict():
            return {str(k): _plain(v) for k, v in content.items()}
        case list() | tuple():
            return [_plain(v) for v in content]
    return content


def number(value: Any) -> float | None:
    """A finite number, also where it is written as text, with a decimal comma, or as yes or no; else None.

    A comma that may also mark thousands, as in 1,234, makes no number. 95 % and 4/5 are a Share.
    """
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        written = value.strip()
        if _DECIMAL_COMMA.fullmatch(written):
            written = written.replace(",", ".")
        try:
            value = float("" if "_" in written else written)
        except ValueError:
            share = _share(written)
            told = share if share is not None else _stars(written)
            return verdict(written) if told is None else told
    if isinstance(value, int | float):
        try:
            return float(value) if math.isfinite(value) else None
        except OverflowError:
            return None
    return None


_DECIMAL_COMMA = re.compile(r"[+-]?(?:0,\d+|\d+,(?!\d{3}$)\d+)")
_SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
_DRAWN_STARS = re.compile(r"[★⭐🌟]+[☆✩]*\ufe0f?|[☆✩]+")
_SAID_STARS = re.compile(
    r"(\d(?:[.,]\d+)?)\s*(?:stars?|sterne?|étoiles?|estrellas?|stell[ae]|estrelas?|sterren|[★⭐]\ufe0f?)",
    re.I,
)
_OF = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:/|of|out of|von|sur|de|su|van)\s*(\d+)")


def _share(written: str) -> Share | None:
    percent, of = _SHARE.fullmatch(written), _OF.fullmatch(written)
    found = percent or of
    if found is None:
        return None
    part, top = float(found[1].replace(",", ".")), float(of[2] if of else 100)
    return Share(part / top) if top and part <= top else None


def _stars(written: str) -> Stars | None:
    if _DRAWN_STARS.fullmatch(written):
        return Stars(sum(written.count(star) for star in "★⭐🌟"))
    said = _SAID_STARS.fullmatch(written)
    return Stars(said[1].replace(",", ".")) if said else None


def text(value: Any) -> str:
    """A name or an id as text; empty for nothing."""
    return "" if value is None else str(value).strip()


def mapping(value: Any) -> Mapping[str, Any]:
    """`value` where it is an object, else an empty one: files of older versions leave parts out."""
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    """`value` where it is a list, else an empty one."""
    return value if isinstance(value, list) else []
