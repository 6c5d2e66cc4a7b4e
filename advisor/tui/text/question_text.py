"""A question of the interview in rows and hints: what can be picked, what stands, where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.case.facts import TRIED, VOCABULARY
from advisor.tui.widgets.pick_list import PickRow

if TYPE_CHECKING:
    from advisor.case.answer import Answer
    from advisor.decision.decision import Decision
    from advisor.interview.question_prompt import QuestionPrompt

NOT_SURE = "not sure"
_BILL = "bill_today"
FINISH = "finish: check the answers, then the verdict"


@dataclass(frozen=True)
class RowAnswer:
    """A row of a question, and what picking it says; empty: what stands is kept."""

    row: PickRow
    says: str


def answer_rows(prompt: QuestionPrompt, decision: Decision | None = None) -> list[RowAnswer]:
    """What can be picked: the choices where there are any, the models on offer, what stands, and to leave it open."""
    tick = False if takes_several(prompt) else None
    found = [RowAnswer(PickRow(c.label, "", tick), c.label) for c in prompt.choices]
    if not found and prompt.given is not None:
        found.append(RowAnswer(PickRow(f"keep {label(prompt, prompt.given)}"), ""))
    if asks_models(prompt):
        from advisor.interview import tried_models
        from advisor.interview.tried_models import NONE_YET

        found += [RowAnswer(PickRow(m.id, m.price), m.id) for m in tried_models.offered(decision)]
        return [*found, RowAnswer(PickRow(NONE_YET, "stays open"), NONE_YET)]
    return [*found, RowAnswer(PickRow(NOT_SURE, _left_open(prompt, decision)), NOT_SURE)]


def _left_open(prompt: QuestionPrompt, decision: Decision | None) -> str:
    """What counts where the question is left open."""
    from advisor.text import words

    if _asks_bill(prompt) and decision is not None and decision.today_usd is not None:
        inside = decision.facts.get("serving_today") == "own-gpus"
        by = "for the GPUs and their upkeep" if inside else "by list prices"
        return f"counts as {words.dollars(decision.today_usd)} {by}"
    return f"counts as {prompt.default.text}" if prompt.default is not None else "stays open"


def shows_prices(prompt: QuestionPrompt) -> bool:
    """Whether the rows say what something costs by the latest decision."""
    return asks_models(prompt) or _asks_bill(prompt)


def asks_models(prompt: QuestionPrompt) -> bool:
    """Whether models that were measured are asked for."""
    return prompt.facts == (TRIED,)


def _asks_bill(prompt: QuestionPrompt) -> bool:
    return prompt.facts == (_BILL,) and prompt.given is None


def given_row(prompt: QuestionPrompt) -> int | None:
    """The row of the present answer, where this is asked again."""
    if prompt.given is None or takes_several(prompt):
        return None
    if not prompt.choices:
        return 0
    return next((i for i, c in enumerate(prompt.choices) if c.value == prompt.given.value), None)


def said_by_row(prompt: QuestionPrompt, rows: Sequence[RowAnswer], at: int, ticked: Sequence[int]) -> str:
    """What picking the row `at`, or all `ticked` ones, says; empty if it keeps what stands."""
    if at == given_row(prompt):
        return ""
    if takes_several(prompt) and at < len(prompt.choices):
        return ", ".join(str(i + 1) for i in (ticked or [at]))
    return rows[at].says


def picking(numbered: int, *, own_words: bool) -> str:
    """What the empty line takes."""
    if not numbered:
        return "type an answer; or arrows, then enter"
    also = "; or your own words" if own_words else ""
    digits = "1" if numbered == 1 else f"1-{min(9, numbered)}"
    return f"{digits} or arrows, enter takes it{also}"


def place(prompt: QuestionPrompt, theme: str, left: int | None) -> str:
    """Where a question stands: its theme, and how many more may come."""
    more = "" if left is None else " · the last one" if left == 0 else f" · about {left} more"
    stretch = "" if prompt.progress.core else " · refinement"
    return f"{theme}{stretch}{more}"


def hint(prompt: QuestionPrompt, *, stays: bool = False) -> str:
    """The line under a question: whether it can matter, the present answer, an example."""
    parts = ["whatever you answer, the verdict stays"] if stays else []
    if prompt.given is not None:
        parts.append(f"now: {label(prompt, prompt.given)}")
    if prompt.example and not prompt.choices:
        parts.append(f"e.g. {prompt.example}")
    if takes_several(prompt):
        parts.append("space ticks one of several, or type 1, 3")
    if "requests_per_month" in prompt.facts:
        parts.append("/usage FILE reads it from an export")
    return " · ".join(parts)


def label(prompt: QuestionPrompt, given: Answer) -> str:
    """An answer in the words of its question."""
    from advisor.interview import said_back

    name = prompt.facts[0]
    part = next((p for p in prompt.question.parts if p.fact.name == name), None)
    return said_back.value_text(given, part, name)


def takes_several(prompt: QuestionPrompt) -> bool:
    """Whether the answer is a list, so that digits are typed rather than picked."""
    return len(prompt.facts) == 1 and VOCABULARY[prompt.facts[0]].kind == "choices"
