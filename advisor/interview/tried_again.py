"""Models said to be as good as today's, once that turns out to miss the bar."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from advisor.case.answer import Answer, Doubtful
from advisor.case.answers import beside_today
from advisor.case.answers.beside import misses_bar
from advisor.case.facts import TRIED
from advisor.case.models_tried import ModelsTried
from advisor.errors import BadInput
from advisor.interview import read_answer as reader
from advisor.interview.known import Known
from advisor.interview.log_entries import LogEntry
from advisor.interview.reaction import Proposal
from advisor.interview.said_back import read_back

_BAR = "prompt_meets_bar"


def beside_a_miss(facts: Collection[str], entries: Iterable[LogEntry], known: Known) -> Proposal | None:
    """The models tried as they read once `facts`, those just answered, say that today's model misses the bar.

    None if they say no such thing, and where what was said in the `entries` is the same then.
    """
    said = (
        [e.text for e in entries if TRIED in e.facts] if _BAR in facts and misses_bar(known.answers) else []
    )
    tried = known.answers[TRIED].value if TRIED in known.answers else None
    if not (said and isinstance(tried, ModelsTried) and beside_today.compares(said[-1])):
        return None
    again = _read_again(said[-1], known)
    held = ModelsTried.of({**tried, **{m: gaps for m, gaps in again.items() if m in tried}})
    return None if held == tried else read_back({TRIED: Answer(held)}, said[-1], "", known.checklist)


def _read_again(text: str, known: Known) -> Mapping[str, tuple[str, ...]]:
    try:
        answer = reader.read_answer(known.checklist.parts[TRIED], text, known.book, known.answers)
    except Doubtful as e:
        answer = e.answer
    except BadInput:
        return {}
    return answer.value if isinstance(answer.value, ModelsTried) else {}
