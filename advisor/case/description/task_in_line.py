"""What a description says that the model does."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from advisor.case.answer import Answer
from advisor.case.answers import meaning
from advisor.case.description import plain_words
from advisor.case.description.line_facts import LineFacts
from advisor.case.facts import fact
from advisor.case.lexicon import named_topics

_TASK, _LABELS = "task", "label_count"
_BESIDE = frozenset(
    {
        "serving_today",
        "gpus",
        "eval_infra",
        "mlops",
        "label_source",
        "data_boundary",
        "residency",
        "spec_stability",
    }
)
"""Topics of sentences that tell of other work than the model's."""
_ASIDE = frozenset({"failure_cause", "describable"})
"""Topics of clauses that tell how the work is done, not what it is: "the judgement of severity is off"."""


def take(sentences: Sequence[str], clauses: Sequence[str], line: LineFacts) -> None:
    """The task into `line`: certain where it was said plainly and no other word speaks for another, else read back."""
    if _TASK in line.found:
        if _contested(str(line.found[_TASK].value), clauses):
            line.doubtful[_TASK] = line.found.pop(_TASK)
        return
    ours = [c for c in clauses if named_topics.about(c).isdisjoint(_ASIDE)]
    ours = [c for c in ours if named_topics.about(c).isdisjoint(_BESIDE)] if _in_several(ours) else ours
    said = {v for c in ours for v in (*meaning.volunteered(c, fact(_TASK)), *plain_words.plainly(_TASK, c))}
    told = plain_words.strongest(_TASK, said)
    open_ = plain_words.left_open(sentences)
    sure = plain_words.strongest(
        _TASK, {v for i, s in enumerate(sentences) if i not in open_ for v in _said(s)}
    )
    if len(sure) == 1 and (
        len(told) != 1 or plain_words.strongest(_TASK, {*told, *sure}) != told or told == sure
    ):
        line.doubtful.pop(_TASK, None)
        (line.found if {*told} == {*sure} else line.doubtful)[_TASK] = Answer(sure[0])
    elif len(told) == 1:
        line.doubtful.setdefault(_TASK, Answer(*told))
    elif value := likely({**line.found, **line.doubtful}, clauses):
        line.doubtful.setdefault(_TASK, Answer(value))


def _in_several(clauses: Sequence[str]) -> bool:
    """Whether clauses tell more than one task: those that tell of other work too may be about that alone."""
    said = {v for c in clauses for v in meaning.volunteered(c, fact(_TASK))}
    return len(plain_words.strongest(_TASK, said)) > 1


def _contested(task: str, clauses: Sequence[str]) -> bool:
    """Whether phrases of the whole text speak for another task."""
    text = " , ".join(clauses)
    meant = meaning.of(text[: meaning.LONGEST], fact(_TASK)).values
    return not {*plain_words.strongest(_TASK, {*meant, task})} <= {task}


def likely(told: Collection[str], clauses: Sequence[str]) -> str | None:
    """The task where no phrase told it: to choose, where labels are counted, else what phrases are certain of."""
    if _LABELS in told:
        return "classification"
    meant = plain_words.strongest(_TASK, {v for c in clauses for v in meaning.certain(c, fact(_TASK))})
    return meant[0] if len(meant) == 1 else None


def _said(sentence: str) -> tuple[str, ...]:
    """The task that one sentence alone says for certain."""
    if named_topics.about(sentence) & _BESIDE:
        return ()
    meant = meaning.of(sentence, fact(_TASK))
    return meant.values if meant.sure else ()
