"""What contradicts itself in a description is read back: a part larger than its whole, a job once and then daily."""

from __future__ import annotations

from advisor.case.answer import Answer
from advisor.case.description.line_facts import LineFacts
from advisor.case.lexicon.word_lists import says

_WHOLE_OF = {
    "shared_prefix_tokens": "input_tokens",
    "payload_tokens": "input_tokens",
    "corpus_in_prompt_tokens": "input_tokens",
    "input_tokens": "longest_input_tokens",
}


def settle(line: LineFacts, text: str) -> None:
    """Parts that are larger than their wholes change places with them, and both are read back.

    So is a job done once that goes on: "a backlog of 1.6M letters, then 900 a day".
    """
    if says(text.replace("/", " per "), "goes_on"):
        line.doubt("one_off")
    for part, whole in _WHOLE_OF.items():
        told = line.told
        if part in told and whole in told and _number(told[part]) > _number(told[whole]):
            _read_back(line, {part: told[whole], whole: told[part]})


def _read_back(line: LineFacts, answers: dict[str, Answer]) -> None:
    for name in answers:
        line.found.pop(name, None)
    line.doubtful |= answers


def _number(answer: Answer) -> float:
    return float(answer.value) if isinstance(answer.value, int | float) else 0.0
