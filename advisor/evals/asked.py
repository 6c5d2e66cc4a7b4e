"""What is asked of result files, and how it is written."""

from __future__ import annotations

import itertools
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from advisor.errors import BadInput, near
from advisor.evals.tables.table_kinds import Chosen
from advisor.text import words

_OPTIONS = ("--bar", "--margin", "--metric", "--baseline")
_NUMBER = re.compile(r"[-+]?[\d.]+")
_UNIT = (0.0, 1.0)
"""The scale of scores where none is said."""


@dataclass(frozen=True)
class Asked:
    """What the user asks of the files, fixed before they are read.

    `baseline` must be among the models, `today` is it where it is among them. `bar` stands on the scale; `margin` is
    a share of it, None for the named figure; `said_scale`: its worst and its best, None where none was said;
    `columns`: of a table, by role; `grades`: words in place of numbers, worst first.
    """

    bar: float | None = None
    margin: float | None = None
    metric: str | None = None
    baseline: str | None = None
    today: str | None = None
    said_scale: tuple[float, float] | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    grades: tuple[str, ...] = ()

    @property
    def chosen(self) -> Chosen:
        """What is said of tables."""
        return Chosen(self.columns, {g.casefold(): share for g, share in grade_shares(self.grades).items()})

    @property
    def grade_notes(self) -> tuple[str, ...]:
        """What each grade is taken for."""
        worth = ", ".join(f"{g or 'blank'} {words.share(s)}" for g, s in grade_shares(self.grades).items())
        return (f"Grades are taken as even steps: {worth}",) if worth else ()

    @property
    def scale(self) -> tuple[float, float]:
        """The worst and the best score there can be."""
        return self.said_scale or _UNIT

    @property
    def bar_share(self) -> float | None:
        """The bar as a share of the scale. Raises BadInput for one outside it."""
        low, high = self.scale
        if self.bar is None:
            return None
        share = (self.bar - low) / (high - low)
        if not 0 < share <= 1:
            near_ = f"{words.count(self.bar)}%" if self.scale == _UNIT and 1 < self.bar <= 100 else None
            raise BadInput(
                "the bar lies outside the scale",
                text=words.count(self.bar),
                expected=f"a number beyond {words.count(low)} and up to {words.count(high)}",
                near=near_,
            )
        return share


def read_bar(text: str, asked: Asked | None = None) -> float:
    """A bar on the scale of what is asked, a grade, or with a percent sign a share: 0.9, 90%, and 90 up to 100.

    Raises BadInput.
    """
    asked = asked or Asked()
    grade = asked.chosen.grades.get(text.strip().casefold())
    if grade is not None:
        return grade
    scale = asked.scale
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


def read_scale(said: Sequence[str]) -> tuple[float, float] | tuple[str, ...]:
    """The ends of a scale of numbers, or all grades of one of words, worst first. Raises BadInput."""
    try:
        ends = [float(word) for word in said]
    except ValueError:
        grades = tuple(said)
        if len(grades) > 1 and len({g.casefold() for g in grades}) == len(grades):
            return grades
        ends = []
    if len(ends) != 2 or ends[0] == ends[1]:
        raise BadInput("not a scale", text=" ".join(said),
                       expected="--scale LOW HIGH, the worst first, or all grades, the worst first")  # fmt: skip
    return ends[0], ends[1]


def with_scale(asked: Asked, said: Sequence[str]) -> Asked:
    """The same with this scale. Raises BadInput."""
    found = read_scale(said)
    if isinstance(found[0], str):
        return replace(asked, grades=tuple(map(str, found)))
    return replace(asked, said_scale=(float(found[0]), float(found[1])))


def grade_shares(grades: Sequence[str]) -> dict[str, float]:
    """The share of the whole scale that each grade stands for, in even steps."""
    return {grade: n / (len(grades) - 1) for n, grade in enumerate(grades)}


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
            asked = with_scale(asked, [w for _ in range(_grades_at(words_, word)) if (w := next(rest, ""))])
            continue
        name, found, value = word.partition("=")
        asked = _with(asked, name, value if found else next(rest, ""))
    if not paths:
        raise BadInput("no file is named", expected="/evals file... --bar 90%")
    return paths, asked


def _grades_at(words_: Sequence[str], option: str) -> int:
    """How many words behind an option are its scale: up to the next option or file, two where they are numbers."""
    behind = list(itertools.takewhile(_is_of_scale, words_[words_.index(option) + 1 :]))
    return min(len(behind), 2) if behind and _NUMBER.fullmatch(behind[0]) else len(behind)


def _is_of_scale(word: str) -> bool:
    return not word.startswith("--") and not Path(word).expanduser().exists()


def _with(asked: Asked, name: str, value: str) -> Asked:
    if name not in _OPTIONS or not value:
        raise BadInput("not an option of /evals", text=f"{name} {value}".strip(),
                       expected=", ".join([*(f"{o} X" for o in _OPTIONS), "--scale LOW HIGH"]),
                       near=near(name, [*_OPTIONS, "--scale"]))  # fmt: skip
    match name:
        case "--bar":
            return replace(asked, bar=read_bar(value, asked))
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
    if asked.grades:
        options.append(f"--scale {' '.join(map(shlex.quote, asked.grades))}")
    return " ".join(["/evals", *(shlex.quote(str(p)) for p in paths), *options])
