"""Parts of one input that are counted apart are added up and read back, never one of them stored as the whole."""

from __future__ import annotations

import pytest

from advisor.case.answer import Doubtful
from advisor.case.answers.parse_answer import parse_answer
from advisor.case.description import one_line
from advisor.case.facts import fact

_ADDED = [
    ("900 tokens of system prompt, 300 tokens of user message, 120 tokens of answer", 1200),
    ("transcripts are around 1,800 tokens plus a 700 token instruction, 250 out", 2500),
    ("2,000 tokens of transcript and a 600-token system prompt", 2600),
    ("500 token prompt plus the email, about 900 tokens, 80 out", 1400),
    ("1500 tokens of instructions on top of 4000 tokens of contract, 300 back", 5500),
    ("The prompt is 1,200 tokens. The email adds another 400. The answer is 60.", 1600),
    ("6 few-shot examples of 200 tokens each and a 300 token question, 50 out", 1500),
    ("3,000 documents a day with 4k tokens each, prompt 500 tokens, 300 out", 4500),
    ("4k of tools, 1k of system prompt and around 2k of history, 300 out", 7000),
]
_ONE_NUMBER = [
    ("prompt 1500 tokens, of which 1,200 instructions, answers 90", 1500),
    ("input 2500 tokens (1800 transcript, 700 instruction), output 250", 2500),
    ("1,200 labelled examples and 30 rules, a prompt of 800 tokens, 40 out", 800),
    ("context 8k with 3 documents of 2k, output 300", 8000),
    ("2k prompt (1.5k instructions + 500 question), 150 out", 2000),
    ("prompts are 2,400 tokens, some contracts 9,000, 80 out", 2400),
]


@pytest.mark.parametrize(("said", "tokens"), _ADDED)
def test_parts_are_added_up_and_read_back(said: str, tokens: int) -> None:
    line = one_line.parse(f"gpt-5.2, 3,000 calls a day, {said}", str)
    assert "input_tokens" not in line.found
    assert line.doubtful["input_tokens"].value == tokens


@pytest.mark.parametrize(("said", "tokens"), _ONE_NUMBER)
def test_a_whole_beside_its_parts_is_not_added_to(said: str, tokens: int) -> None:
    line = one_line.parse(f"gpt-5.2, 3,000 calls a day, {said}", str)
    assert (line.found | line.doubtful)["input_tokens"].value == tokens


@pytest.mark.parametrize(
    ("name", "tokens"), [("input_tokens", 1200), ("shared_prefix_tokens", 900), ("payload_tokens", 300)]
)
def test_an_answer_of_parts_is_the_sum_of_those_that_are_asked_for(name: str, tokens: int) -> None:
    with pytest.raises(Doubtful) as e:
        parse_answer("900 tokens of system prompt and 300 tokens of user message", fact(name))
    assert e.value.answer.value == tokens
