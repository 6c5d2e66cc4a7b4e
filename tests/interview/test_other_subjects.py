"""Answers whose words are about something else than the question: none of them is taken unasked."""

import pytest

from advisor.case.description import one_line
from advisor.decision import checklist
from advisor.interview import hearing
from advisor.interview import read_answer as reader
from advisor.interview.known import Known
from advisor.interview.price_lookup import PriceBook

BOOK, QUESTIONS = PriceBook(), checklist.load()
OF_SOMETHING_ELSE = """
requests_per_month|every support agent hits it, we have 85 of them
requests_per_month|our stores use it, 120 in total
requests_per_month|85 of us
requests_per_month|half a gazillion a month
cache_hit_rate|90% accuracy
growth_per_month|margin grows 5% a month
calls_per_task|3 people check it
few_shot_examples|500 labelled examples
shared_prefix_tokens|the whole prompt is 3k
shared_prefix_tokens|half of it
input_tokens|output is 300
input_tokens|it was 4k, we cut it
output_tokens|input 2k
longest_input_tokens|usually 3k
bill_today|we charge customers $20 a month
bill_today|$30k in savings
peak_factor|twice a year
label_count|2 level hierarchy
data_boundary|openai or azure, we have contracts
data_boundary|contracts with Azure
labelled_examples|500 unlabelled
retrain_every_months|we trained it 6 months ago
retrain_every_months|we run the eval every two weeks
epochs|3 models
few_shot_vs_tuned|20% cheaper
escalation_share|80% stay with the small one
failure_cause|it's just wrong about a third of the time
failure_cause|too slow to build
one_off|at once
traffic|steady growth
turnaround|the team works overnight
turnaround|2 minutes of audio
turnaround|it is 60k a day actually
turnaround|we get 20k an hour
turnaround|2 tickets a day
spec_stability|our boss wants it cheap
one_off|one-time password mails
eval_infra|a manual of 40 pages
label_set|fixed price
modalities|audio files are handled elsewhere
spec_stability|stable team
input_shift|we meet weekly
knowledge_changes|the team changes monthly
prompt_baseline|measured the latency
prompt_meets_bar|good question
output_format|the input is xml
error_tolerance|we tolerate downtime
eval_infra|automated billing
label_source|the model is in production
data_boundary|our cloud bill is high
data_boundary|public sector
contracted_vendors|google workspace
residency|the team is in europe
gpus|rented office
turnaround|real-time clock
label_source|user manuals
prompt_meets_bar|the price is good
spec_stability|settled in court
input_shift|seasonal workers
horizon_months|the pilot ran 3 months
structured_output_tried|yes on another project
models_tried|gpt-4o-mini was good enough for another project
model|everything but gpt-4o
model|gpt-4o until May
requests_per_month|we throttle at 30 rps
requests_per_month|the gateway allows 50 rps
requests_per_month|our quota is 5M calls a month
retrieval_in_place|the marketing website has an elasticsearch
longest_input_tokens|our model can take 128k
few_shot_vs_tuned|94% of users are happy
few_shot_vs_tuned|saves 40% of the cost
retrieved_tokens|top-k is 8
retrieved_tokens|we fetch 8
labelled_examples|750 each
prompt_meets_bar|english is fine, polish is a disaster
prompt_meets_bar|summaries good, dates wrong
prompt_meets_bar|fine for refunds, a disaster for warranty
data_boundary|azure or on-prem, the CISO decides in Q3
knowledge_changes|depends on the ministry
model|either sonnet 4 or gpt-4.1, the customer picks
model|either gpt-4o or mini
ttft_target_ms|p95 is 900 ms
latency_critical|2 seconds at most
latency_critical|email body, 450 or so
label_count|88 of 100 grades matched
label_count|used by 12 teams
requests_per_month|80 answers a week are rated by QA
failure_cause|the reason code is wrong
calls_per_task|2-and-a-half k
ttft_target_ms|half a dozen
horizon_months|a dozen years and more
input_shift|9000 orders a month
knowledge_changes|3 rps around the clock
contracted_vendors|asap
contracted_vendors|gpt-5-nano was way off
hosted_tuning_access|Mondays kill us, weekends nothing
label_source|our 40 nurses use it all shift long
label_source|a colleague reads 50 every friday
serving_today|twelve clerks using it on and off
mlops|our 40 nurses use it all shift long
eval_infra|every support agent hits it, we have 85 of them
gpus|twice a year at the very most
knowledge_changes|stays stateside
turnaround|just one thing: is the photo blurry or not
structured_output_tried|the entire price list, 22k
traffic|$31,400 in October
latency_critical|sure, 3 ml engineers with a registry
cache_hit_rate|quarter of an hr is ok
peak_factor|mornings are five times the night
requests_per_month|two and a half thousand incl. system prompt
requests_per_month|roughly 4 grand
few_shot_examples|haiku 4.5 on 200 cases, on a par
epochs|two A4 pages, single spaced
label_count|about four times
turnaround|prices move overnight
residency|Zurich or Frankfurt
shared_prefix_tokens|everything but the last 300 of 2,000
ttft_target_ms|today 2 s, half of that would do
retrain_every_months|board reviews it twice a year
failure_cause|it invents reasons
turnaround|a training run takes two days
eval_infra|the price list is new every night
mlops|it helps our lawyers
gpus|we have Datadog
task|auditors want identical reruns
prompt_meets_bar|3 passes
tuned_use_cases|half a dozen departments are asking already
"""
OF_THE_QUESTION = """
requests_per_month|half a milion a month, give or take|500000
requests_per_month|three quarter million a month|750000
requests_per_month|every ticket goes through it, we have 8500 of them|8500
calls_per_task|2 calls: draft and check|2
cache_hit_rate|90%|0.9
labelled_examples|zip|0
failure_cause|it is wrong about our products|('missing-knowledge',)
input_shift|weekly|weekly
eval_infra|automated tests every night|automated
data_boundary|our own cloud account|own-cloud
gpus|rented|rented
model|gpt-4o|gpt-4o
requests_per_month|30 rps sustained|77760000
retrieval_in_place|we have an elasticsearch|True
longest_input_tokens|we cut at 32k|32000
few_shot_vs_tuned|94% of the tuned one|0.94
retrieved_tokens|8 chunks of 400|3200
escalation_share|the cheap one hands over 15%|0.15
prompt_meets_bar|tone is fine, facts are wrong|False
data_boundary|nothing passes the firewall of our Nuremberg DC|own-network
turnaround|there by the time they've fetched a coffee|minutes
corpus_in_prompt_tokens|we paste nothing|0
hosted_tuning_access|not on any|()
input_tokens|from 1k to 3k|2000
input_shift|never seen anything new|rarely
model|gpt-4o or so|gpt-4o
eval_infra|no tests|none
growth_per_month|same as last year|0
labelled_examples|we threw them away|0
turnaround|the customer gets it by post|overnight
bill_today|our invoices are 3k|3000
tuned_use_cases|nothing else in sight|1
label_source|the agents' final decision is in the CRM|production
model_is_tuned|we only changed the system prompt|False
calls_per_task|2 calls, one minute apart|2
ttft_target_ms|2 seconds at most|2000
ttft_target_ms|p99 below 400 ms|400
latency_critical|a few seconds are fine|False
label_count|in 12 categories|12
requests_per_month|500 tickets a day are graded|15000
output_tokens|4k summary|4000
traffic|hardly anything at night|variable
traffic|hardly any peaks|steady
failure_cause|it cannot reason over tables|('reasoning',)
calls_per_task|12|12
ttft_target_ms|80 ms|80
input_shift|every month|monthly
contracted_vendors|cohere|('cohere',)
hosted_tuning_access|nowhere|()
label_source|our nurses would label them|expert
serving_today|twelve clerks do it|not-an-llm
mlops|we are all nurses|False
eval_infra|Tom reads a sample|manual
gpus|a yearly contract|reserved
knowledge_changes|it stays fixed|rarely
turnaround|no rush at all|overnight
traffic|double in December|variable
cache_hit_rate|a quarter|0.25
requests_per_month|20k a day, system prompt included|600000
turnaround|overnight is fine|overnight
label_source|what the dispatcher finally picked|production
residency|Frankfurt or Dublin|eu
traffic|barely a call after 6pm|variable
traffic|no difference between day and night|steady
eval_infra|tests run every night|automated
task|people ask about their bill|question-answering
"""
READ_BACK = """
ttft_target_ms|p95 is 900 ms, target 500 ms|500
ttft_target_ms|we're at 1.2s but need under 800ms|800
ttft_target_ms|currently 3 s, SLA 2 s|2000
ttft_target_ms|must be 500 ms, today it takes 900|500
latency_critical|500 ms|True
input_tokens|700 of instructions, users type about 60|760
calls_per_task|draft, critique, rewrite|3
calls_per_task|retrieve -> rank -> answer|3
tuned_use_cases|triage, routing and letters|3
tuned_use_cases|this one plus the returns desk|2
peak_factor|payday is quadruple|4
peak_factor|avg 40/min, Mondays at nine we see 200/min|5
few_shot_vs_tuned|tuned got 90%, few-shot 81%|0.9
horizon_months|the usual budget year|12
ttft_target_ms|right now around 4 seconds, should come in within 1.5|1500
ttft_target_ms|from 900 ms down to 500 ms|500
input_tokens|instructions 800, retrieved stuff 2,400, question 50|3250
turnaround|before the shop opens|overnight
calls_per_task|OCR cleanup, extraction, check|3
"""
OF_THE_REST = """
escalation_share|the cheap one finishes 85% by itself|0.15
escalation_share|mini solves four out of five alone|0.2
escalation_share|90% stay with the small one|0.1
escalation_share|85% never reach the big one|0.15
cache_hit_rate|20% miss the cache|0.8
few_shot_vs_tuned|3% worse than the tune|0.97
"""
WORKED_OUT = """
calls_per_task|one to plan, four tool turns, one final write-up|6
calls_per_task|two to draft and one to check|3
calls_per_task|one, rarely two|1
calls_per_task|5 calls, 2 of them cached|5
tuned_input_tokens|drops from 3k to 0.6k|600
tuned_input_tokens|600 instead of 3k|600
tuned_input_tokens|it was 3k, would be 600|600
input_tokens|went from 4k to 2.5k last month|2500
corpus_tokens|12k pages at 600 tokens apiece|7200000
training_tokens|5,000 samples x 1.2k|6000000
labelled_examples|4 annotators did 750 each, no overlap|3000
epochs|we'd go over it twice|2
escalation_share|we escalate a tenth|0.1
escalation_share|everything goes to the big model|1
payload_tokens|each tweet is maybe 60 tokens|60
horizon_months|we budget year by year|12
peak_factor|pretty even all day|1
bill_today|nothing yet, free credits|0
requests_per_month|half of our 80k monthly tickets|40000
requests_per_month|80k tickets a month, a third of them|26666.666666666668
label_count|A to F plus not gradable|7
retrieved_tokens|top 5, together 2,400 tokens|2400
requests_per_month|target is 500k a month, currently 20k|20000
output_tokens|200 unless it rambles|200
one_off|first the archive, then 2k a day|False
label_set|last year 12, now 15, next year who knows|open
failure_cause|it answers from 2023|('missing-knowledge',)
requests_per_month|no throttling, 30 rps on average|77760000
calls_per_task|one call for the draft and another for the check|2
label_count|one per product, and we have 340 products|340
eval_infra|there are no tests, a copywriter reads through samples|manual
input_shift|every Tuesday patch adds item names it has never seen|weekly
"""


def heard(name, said):
    part = reader.part_named(name, QUESTIONS)
    return hearing.hear(part, said, part.ask, Known(QUESTIONS, BOOK, {}))


def stored(name, said):
    answers = heard(name, said).answers
    return answers[name].value if name in answers else None


@pytest.mark.parametrize("line", OF_SOMETHING_ELSE.strip().splitlines())
def test_what_is_said_of_something_else_is_no_answer(line):
    assert stored(*line.split("|")) is None


@pytest.mark.parametrize("line", OF_THE_QUESTION.strip().splitlines())
def test_what_is_said_of_what_was_asked_is_one(line):
    name, said, value = line.split("|")
    assert str(stored(name, said)) == value


@pytest.mark.parametrize("line", READ_BACK.strip().splitlines())
def test_of_several_things_said_the_one_asked_for_is_read_back(line):
    name, said, value = line.split("|")
    assert str(heard(name, said).proposal.answers[name].value) == value


@pytest.mark.parametrize(
    ("said", "gap"),
    [
        ("nova lite wasn't", "nova-lite: small or large"),
        ("gpt-5-mini was good enough, nova lite was too", "nova-lite: none"),
        ("gpt-5-mini was good enough, nova lite wasn't", "nova-lite: small or large"),
    ],
)
def test_a_verb_alone_denies_or_repeats_what_was_said_of_a_model(said, gap):
    tried = heard("models_tried", said).proposal.answers["models_tried"].value
    assert str(tried).endswith(gap)


@pytest.mark.parametrize("line", [*OF_THE_REST.strip().splitlines(), *WORKED_OUT.strip().splitlines()])
def test_what_words_and_numbers_come_to_together_is_read_back(line):
    name, said, value = line.split("|")
    assert str(heard(name, said).proposal.answers[name].value) == value


def test_what_is_undecided_says_nothing_of_other_questions():
    assert heard("data_boundary", "on-prem or cloud, legal will decide").proposal is None


def test_what_is_let_through_at_most_is_no_volume_beside_what_comes_in():
    line = one_line.parse(
        "gpt-4o, 2M calls a month, throttled at 30 rps. 800 in, 20 out", BOOK.resolve, BOOK.tried
    )
    assert line.found["requests_per_month"].value == 2_000_000


@pytest.mark.parametrize(
    "said", ["dead at night, crazy on Mondays", "traffic drops to nothing at night", "quiet at night"]
)
def test_when_little_comes_in_says_nothing_of_how_long_an_answer_may_take(said):
    line = one_line.parse(f"gpt-4o, 9k calls a day, 2k in, 100 out, {said}", BOOK.resolve, BOOK.tried)
    assert "turnaround" not in line.found | line.doubtful


def test_who_leaves_after_seconds_finds_the_first_token_critical():
    part = reader.part_named("latency_critical", QUESTIONS)
    assert reader.read_answer(part, "users complain beyond 2 seconds", BOOK, {}).value is True
