"""What is said of something else is no answer: empty words, and numbers that count another thing."""

import pytest

from advisor.case.answer import Doubtful
from advisor.case.answers.parse_answer import parse_answer
from advisor.case.facts import fact
from advisor.errors import BadInput


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("input_shift", "we have 60 engineers"),
        ("input_shift", "it was good enough"),
        ("knowledge_changes", "they were bought by a bank"),
        ("label_count", "three hundred millis"),
        ("calls_per_task", "the letter itself is three hundred tokens"),
        ("horizon_months", "one in six is rubbish"),
        ("corpus_tokens", "a year and a half"),
        ("cache_hit_rate", "a year and a half"),
        ("tuned_use_cases", "Ireland or Frankfurt, those two"),
        ("few_shot_examples", "it is the backlog 1974-2019 and then we are done"),
        ("horizon_months", "at eight in the morning about fivefold"),
        ("ttft_target_ms", "every agent has it, 85 of them"),
        ("retrain_every_months", "one a second, day and night"),
        ("peak_factor", "we own 4 l40s"),
        ("labelled_examples", "at noon it is four times the average"),
        ("corpus_in_prompt_tokens", "84k a year"),
        ("epochs", "8 requests a second, round the clock"),
        ("payload_tokens", "two nurses look through thirty a week"),
        ("retrain_every_months", "750 every workday"),
        ("retrain_every_months", "the steering group meets every quarter"),
        ("few_shot_examples", "every tenth one"),
    ],
)
def test_words_about_something_else_are_refused(name, said):
    with pytest.raises(BadInput) as caught:
        parse_answer(said, fact(name))
    assert not isinstance(caught.value, Doubtful)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("few_shot_examples", "it turns a meeting into ten bullets"),
        ("input_tokens", "SLA is 99.9"),
        ("requests_per_month", "they earn 85k a year"),
        ("contracted_vendors", "OpenAI, Foobar"),
        ("contracted_vendors", "nah, stock"),
        ("output_tokens", "system prompt, 2.4k tokens, identical each time"),
        ("calls_per_task", "the whole price list, 22k"),
        ("bill_today", "three: route, draft, check"),
        ("engineer_usd_per_hour", "the invoice was $7,432"),
        ("label_count", "we own 4 l40s"),
        ("horizon_months", "twice a year at most"),
        ("tuned_use_cases", "every agent has it, 85 of them"),
    ],
)
def test_what_no_list_names_is_read_back(name, said):
    with pytest.raises(Doubtful):
        parse_answer(said, fact(name))


@pytest.mark.parametrize(
    ("name", "said", "value"),
    [
        ("input_shift", "as they have been", "rarely"),
        ("peak_factor", "at eight in the morning it is 5x", 5),
        ("horizon_months", "a year and a half", 18),
        ("retrain_every_months", "daily", 1 / 30),
        ("retrain_every_months", "we meet and retrain every quarter", 3),
        ("horizon_months", "a year", 12),
        ("calls_per_task", "three: route, draft, check", 3),
        ("shared_prefix_tokens", "system prompt, 2.4k tokens, identical each time", 2400),
        ("escalation_share", "every tenth one", 0.1),
    ],
)
def test_the_same_words_about_the_thing_asked_for_are_heard(name, said, value):
    try:
        answer = parse_answer(said, fact(name))
    except Doubtful as e:
        answer = e.answer
    assert answer.value == pytest.approx(value) if isinstance(value, float) else answer.value == value
