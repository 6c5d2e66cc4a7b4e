"""Answers that are measured: read from usage exports and sample prompts, to be confirmed before they count."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.case.fact_names import shown
from advisor.errors import BadInput
from advisor.interview.said_back import in_words, origins
from advisor.text import words

if TYPE_CHECKING:
    import datetime

    from advisor.case.answer import Answer
    from advisor.case.case import Case
    from advisor.case.eval_record import EvalRecord
    from advisor.usage import MeasuredWorkload, Report

SHOWN = 8
"""Workloads to choose from; an export with more names its largest."""

Progress = Callable[[Path, float], None]


@dataclass(frozen=True)
class MeasuredAnswers:
    """Answers and where they are from. `text`: the command that says it; `warnings`: a sentence each.

    `evaluation`: what the result files said that they were taken from; `reopened`: earlier answers that these files
    leave open, each with why.
    """

    text: str
    answers: Mapping[str, Answer]
    warnings: tuple[str, ...]
    evaluation: EvalRecord | None = None
    reopened: Mapping[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many answers would be taken or opened again."""
        return len(self.answers) + len(self.reopened)

    @property
    def lines(self) -> list[str]:
        """What would be taken, an answer a line with what it rests on, then the warnings."""
        from advisor.usage.render import answer_text

        widest = max((len(shown(n)) for n in (*self.answers, *self.reopened)), default=0)
        rows = []
        for name, answer in self.answers.items():
            how = "" if answer.source == "measured" else " (estimated)"
            told = in_words if isinstance(answer.value, str) else answer_text
            rows.append(f"  {shown(name):<{widest}}  {told(name, answer)}{how}")
        rows += [f"  {shown(n):<{widest}}  open again: {why}" for n, why in self.reopened.items()]
        return [
            *rows,
            *(f"From {n}." for n in origins(self.answers)),
            *(f"Warning: {w}." for w in self.warnings),
        ]


def files(text: str) -> list[Path]:
    """The files that a command names: one whose name has blanks as it is, else several, quoted where need be.

    Raises BadInput if quotes do not match or nothing is named.
    """
    whole = Path(text.strip()).expanduser()
    try:
        if whole.exists():
            return [whole]
        named = shlex.split(text)
    except (OSError, ValueError) as e:
        raise BadInput(f"not a list of files ({e})", text=text) from None
    if not named:
        raise BadInput("no file is named", expected="/usage file...")
    return [Path(n).expanduser() for n in named]


def usage(paths: Iterable[Path], as_of: datetime.date, progress: Progress | None = None) -> Report:
    """What the exports in `paths` hold, a workload a model. Raises BadInput, also where no record could be used."""
    from advisor import knowledge
    from advisor.usage import chosen, read

    report = read(paths, knowledge.load(), as_of, progress=progress)
    try:
        chosen(report)
    except BadInput as e:
        why = "; ".join(line.strip() for line in summary(report))
        raise BadInput(f"{e.message}: {why}") from None
    return report


def summary(report: Report) -> list[str]:
    """Per file what was read, used and set aside with the reasons, then what is worth knowing of all."""
    lines = []
    for f in report.files:
        name = Path(f.file).name
        if f.failure is not None:
            lines.append(f"{name}: not read: {f.failure}")
            continue
        lines.append(f"{name}: {f.format}, {f.read:,} rows read, {f.used:,} used")
        lines += [
            f"  {a.count:,} set aside: {a.why}" + (f" (row {a.row:,})" if a.row else "") for a in f.aside
        ]
    return [*lines, *report.notes, *report.questions]


def choices(report: Report) -> list[tuple[str, str]]:
    """The largest workloads, each with its name and a line that tells it from the others."""
    return [(w.name, _told(w)) for w in report.workloads[:SHOWN]]


def measured(report: Report, workload: str, paths: Sequence[Path], case: Case) -> MeasuredAnswers:
    """The answers for one workload, with a warning for each that `case` gives otherwise. Raises BadInput."""
    from advisor import knowledge
    from advisor.usage import answers, differences

    found = answers(report, workload, case)
    text = f"/usage {_named(paths)}"
    if len(report.workloads) > 1:
        text += f" ({workload})"
    return MeasuredAnswers(text, found, tuple(differences(case, found, knowledge.load())))


def prompts(paths: Sequence[Path], case: Case) -> MeasuredAnswers:
    """Answers from sample prompts, counted for the model of `case`. Raises BadInput."""
    from advisor import knowledge
    from advisor.usage import differences
    from advisor.usage.prompts import sample_prompts

    given = case.answers.get("model")
    found = sample_prompts.answers(sample_prompts.read(paths, str(given.value) if given else None))
    return MeasuredAnswers(
        f"/prompt {_named(paths)}", found, tuple(differences(case, found, knowledge.load()))
    )


def _told(work: MeasuredWorkload) -> str:
    parts = [work.name]
    if work.requests_per_month is not None:
        parts.append(f"{words.short(work.requests_per_month)} calls/month")
    if work.tokens_per_month is not None:
        parts.append(f"{words.short(work.tokens_per_month)} tokens/month")
    return " · ".join(parts)


def _named(paths: Sequence[Path]) -> str:
    return " ".join(shlex.quote(str(p)) for p in paths)
