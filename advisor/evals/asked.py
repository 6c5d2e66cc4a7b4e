"""What is asked of result files, and how it is written."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from advisor.errors import BadInput, near
from advisor.text import words

_OPTIONS = ("--bar", "--margin", "--metric", "--baseline")
_UNIT = (0.0, 1.0)
"""The scale of scores where none is said."""


@dataclass(frozen=True)
class Asked:
    """What the user asks of the files, fixed before they are read.

    `baseline` must be among the models, `today` is it where it is among them. `bar` stands on the scale; `margin` is
    a share of it, None for the named figure; `said_scale`: None where none was said; `columns`: of a table, by role.
    """

    bar: float | None = None
    margin: float | None = None
    metric: str | None = None
    baseline: str | None = None
    today: str | None = None
    said_scale: tuple[float, float] | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def scale(self) -> tuple[float, float]:
        """The lowest and highest score there can be."""
        return self.said_scale or _UNIT

    @property
    def bar_share(self) -> float | None:
        """The bar as a share of the scale. Raises BadInput for one outside it."""
        low, high = self.scale
        if self.bar is None:
            return None
        if not low < self.bar <= high:
            near_ = f"{words.count(self.bar)}%" if self.scale == _UNIT and 1 < self.bar <= 100 else None
            raise BadInput(
                "the bar lies outside the scale",
                text=words.count(self.bar),
                expected=f"a number over {words.count(low)} and up to {words.count(high)}",
                near=near_,
            )
        return (self.bar - low) / (high - low)


def read_bar(text: str, scale: tuple[float, float] = _UNIT) -> float:
    """A bar on the scale, or with a percent sign a share of it: 0.9, 90%, and 90 on a scale up to 100.

    Raises BadInput.
    """
    value, percent = _number(text, "--bar")
    low, high = scale
    return low + value / 100 * (high - low) if percent else value


def read_margin(text: str) -> float:
    """A margin as a share of the scale: 0.03, 3%. Raises BadInput."""
    value, percent = _number(text, "--margin")
    share = value / 100 if percent else value
    if not 0 <= share < 1:
        raise BadInput("--margin is a share", text=text, expected="a number from 0 to 1, or points as 3%")
    return share


def read_scale(low: str, high: str) -> tuple[float, float]:
    """The ends of a scale. Raises BadInput."""
    try:
        ends = float(low), float(high)
    except ValueError:
        ends = 0.0, 0.0
    if not ends[0] < ends[1]:
        raise BadInput(
            "not a scale", text=f"{low} {high}".strip(), expected="--scale LOW HIGH, the smaller first"
        )
    return ends


def _number(text: str, option: str) -> tuple[float, bool]:
    match = re.fullmatch(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*(%?)\s*", text)
    if match is None:
        raise BadInput(f"{option} is not a number", text=text, expected="such as 0.9 or 90%")
    return float(match[1]), bool(match[2])


def read_command(text: str) -> tuple[list[Path], Asked]:
    """The files and options of `/evals FILE... [--bar X] [--margin X] [--metric M] [--baseline M] [--scale LOW HIGH]`.

    A file whose name has blanks may stand alone, else in quotes. Raises BadInput.
    """
    try:
        words_ = [text.strip()] if Path(text.strip()).expanduser().exists() else shlex.split(text)
    except (OSError, ValueError) as e:
        raise BadInput(f"not a list of files ({e})", text=text) from None
    paths: list[Path] = []
    asked, rest = Asked(), iter(words_)
    for word in rest:
        if not word.startswith("--"):
            paths.append(Path(word).expanduser())
            continue
        if word == "--scale":
            asked = replace(asked, said_scale=read_scale(next(rest, ""), next(rest, "")))
            continue
        name, found, value = word.partition("=")
        asked = _with(asked, name, value if found else next(rest, ""))
    if not paths:
        raise BadInput("no file is named", expected="/evals file... --bar 90%")
    return paths, asked


def _with(asked: Asked, name: str, value: str) -> Asked:
    if name not in _OPTIONS or not value:
        raise BadInput("not an option of /evals", text=f"{name} {value}".strip(),
                       expected=", ".join([*(f"{o} X" for o in _OPTIONS), "--scale LOW HIGH"]),
                       near=near(name, [*_OPTIONS, "--scale"]))  # fmt: skip
    match name:
        case "--bar":
            return replace(asked, bar=read_bar(value))
        case "--margin":
            return replace(asked, margin=read_margin(value))
        case "--metric":
            return replace(asked, metric=value)
    return replace(asked, baseline=value)


def written(paths: Sequence[Path], asked: Asked) -> str:
    """The command that asks this."""
    given = {
        "--bar": asked.bar,
        "--margin": asked.margin,
        "--metric": asked.metric,
        "--baseline": asked.baseline,
    }
    options = [f"{n} {shlex.quote(str(v))}" for n, v in given.items() if v is not None]
    if asked.said_scale is not None:
        options.append(f"--scale {asked.said_scale[0]:g} {asked.said_scale[1]:g}")
    return " ".join(["/evals", *(shlex.quote(str(p)) for p in paths), *options])
