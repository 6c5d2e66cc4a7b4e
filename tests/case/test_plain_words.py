"""What a description says plainly is taken at once; a hedge or a second value has it read back."""

import pytest
from interview_kit import StubBook

from advisor.case.description import one_line
from advisor.case.lexicon import own_words, phrases
from advisor.case.lexicon.phrases import Sentence


def read(text):
    line = one_line.parse(text, StubBook().resolve)
    return {n: a.value for n, a in line.found.items()}, {n: a.value for n, a in line.doubtful.items()}


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("we classify 12k mails a day into 24 queues", {"task": "classification", "label_count": 24}),
        ("summaries of calls, nothing may leave the building", {"data_boundary": "own-network"}),
        ("we extract totals from photos, 3k a day", {"task": "extraction", "modalities": ("image",)}),
        ("translating manuals, today people do it", {"serving_today": "not-an-llm"}),
        ("llama 3.3 70b on our own H100s tags reports", {"serving_today": "own-gpus"}),
        ("5k letters a week shortened, the nurses are happy with it", {"prompt_meets_bar": True}),
        ("faq bot over 10M tokens of manuals, 400 questions a day", {"corpus_tokens": 10_000_000}),
        ("220k reviews every sunday", {"requests_per_month": pytest.approx(220_000 * 30 / 7)}),
        ("reports get sorted into cheating, bug, spam or other", {"label_count": 4, "label_set": "fixed"}),
        ("claims triage. Is an open model cheaper?", {"task": "classification"}),
        ("we triage claims. There is no rush, within minutes is fine.", {"turnaround": "minutes"}),
        ("we translate letters. Accuracy is 81%, we need 90.", {"prompt_meets_bar": False}),
        ("we translate letters. Accuracy is 94%, target was 92.", {"prompt_meets_bar": True}),
        ("we translate letters. 88% right, the team leads want 93%.", {"prompt_meets_bar": False}),
        ("we translate letters. 97% right, ops asked for 95%.", {"prompt_meets_bar": True}),
        ("we sort mails. 5k labelled examples.", {"labelled_examples": 5000}),
        ("voice bot, first token within 300 ms", {"ttft_target_ms": 300}),
    ],
)
def test_plain_words_need_no_yes(text, taken):
    found, _ = read(text)
    assert {n: v for n, v in found.items() if n in taken} == taken


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("perhaps we classify 12k mails a day", "task"),
        ("we classify mails and draft the replies, 12k a day", "task"),
        ("we used to translate 5k manuals a month", "task"),
        ("we summarise 500 calls a day, or that was the plan", "task"),
        ("faq bot, 2k questions a day, answers often wrong", "failure_cause"),
        ("we translate 500 texts a day, the tone is right", "failure_cause"),
        ("gpt-4o, $0.5 in and $1.5 out, 20k calls a day", "bill_today"),
        ("do we classify 500 mails a day?", "task"),
        ("we translate 500 texts a day, quality is fine but it is slow", "prompt_meets_bar"),
        ("mails sorted into 24 queues and other, 500 a day", "label_count"),
        ("we translate 500 texts a day. No real time needed.", "turnaround"),
        ("hospital in Germany, we translate 500 texts a day", "residency"),
        ("we pull fields out of forms, everything must stay on our own servers", "serving_today"),
        ("we translate 500 letters a day. Clerks check some by hand.", "serving_today"),
        ("we translate 500 letters a day. DeepL was measured and was slightly worse.", "serving_today"),
        ("we translate 500 letters a day with 20 examples in the prompt", "labelled_examples"),
        ("we translate 500 letters a day and get JSON with 14 fields back", "output_tokens"),
        ("safety reports, 300 a day, we need category (9) and severity (4)", "input_tokens"),
        ("35k questions a month in summer, a third of it in winter", "growth_per_month"),
        ("we translate 500 letters a day. The owner wants < 300 $/month.", "bill_today"),
        ("we translate interviews, 260 hours of audio per week", "requests_per_month"),
        ("we translate, around 1M requests", "requests_per_month"),
        ("we translate 500 letters a day, nobody complained", "prompt_meets_bar"),
        ("we answer 500 questions a day. RAG works well.", "prompt_meets_bar"),
        ("we are in the planning phase, 500 letters a day", "task"),
        ("we translate 500 letters a day. That was the plan.", "task"),
        ("we summarise 500 calls a day, patients could leave the hospital network", "data_boundary"),
    ],
)
def test_what_words_leave_open_is_not_taken(text, name):
    found, _ = read(text)
    assert name not in found


def test_no_plain_phrase_is_found_where_nothing_is_said():
    words = own_words.load()
    for name, values in words.plain.items():
        for value, said in values.items():
            assert phrases.found(said, Sentence.of("|")) == [], (name, value)
