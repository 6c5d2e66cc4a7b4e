"""What a sentence beside the numbers of an opening tells of one fact, and the near ones that do not tell it."""

import pytest

from advisor.case.description import one_line
from advisor.interview.price_lookup import PriceBook

BOOK = PriceBook()
TOLD = """
error_tolerance|strict|Each wrong birth date is an audit finding.
error_tolerance|strict|One wrong name means a recall.
turnaround|overnight|We translate them, during the night.
turnaround|overnight|Let it run through the nights.
peak_factor|4|Saturday night is 4x that.
failure_cause|('behaviour',)|It is not good enough: innkeepers talk like customer support.
eval_infra|manual|There are no tests, a copywriter reads through samples.
mlops|False|ML ops: none, team can't keep a tuned model alive.
mlops|False|Nobody here can keep a tuned model alive.
contracted_vendors|('azure', 'google-cloud')|Only vendors under contract; those are Microsoft Azure and Google Cloud.
reproducible_output|True|The works council insists that the same CV always gets precisely the same output.
task|chat|Kids chat with our maths tutor.
label_set|open|We tag them with topics, the list of topics is open and grows.
label_set|fixed|We tag them with topics, the list of topics is closed.
label_count|3|Each is classified as invite, talent pool or decline, just these three.
label_count|5|They get a severity label, 1 to 5.
label_count|4|Tickets get a priority, P1 to P4.
output_format|free|It writes the announcements in free text.
training_tokens|8000000|The training set would have 8M tokens, 3 passes.
epochs|3|The training set would have 8M tokens, 3 passes.
input_shift|monthly|Attackers' patterns shift about monthly, we could retrain every 2 months.
task|chat|Our voice bot answers the phone.
label_count|30|They are labelled with 30 research fields from a fixed list.
label_count|2|The model says repair or write-off.
eval_infra|manual|A partner reads one in ten.
describable|True|Style guide exists, two pages.
latency_critical|True|If it takes longer than a second people hang up.
eval_infra|none|We don't measure anything.
knowledge_changes|weekly|It doesn't know our product catalogue, which changes weekly.
turnaround|interactive|Intent detection in the IVR, interactive, 64 intents.
label_source|expert|Physicians have coded 30 000 reports already.
model_is_tuned|False|No fine-tune.
task|generation|Our moderators get a suggested reply for app store reviews.
input_tokens|1500|=gpt 5.4 mini, 90 000 appels par jour, 1,5k en entrée, 200 en sortie
output_tokens|200|=gpt 5.4 mini, 90 000 llamadas al día, 1,5k de entrada, 200 de salida
failure_cause|('behaviour',)|The problem is style: it is correct but not how our client speaks.
prompt_meets_bar|False|The problem is style: it is correct but not how our client speaks.
input_shift|quarterly|Marketing launches new offers every few months.
label_source|production|Fine-tuned on 15k past decisions.
serving_today|not-an-llm|=A person retypes 14 fields of 600 reports a day.
retrieved_tokens|1400|4 snippets of 350 go into each call.
retrieval_in_place|True|The wiki is searched first.
label_set|open|We tag them with root causes, nobody knows yet which causes there are.
corpus_in_prompt_tokens|18000|=gpt-4o, 30k texts a month. Our glossary (18k tokens, goes into every prompt) is strict.
labelled_examples|4000000|We keep every headline with its click rate, so 4 million examples.
gpus|owned|=90 logs a day, qwen3-32b on an own DGX.
requests_per_month|22000|=Invoices again: 22k a month, gpt-4o.
modalities|('image',)|Delivery notes are photographed by the drivers and we take out 12 fields.
"""
NOT_TOLD = """
turnaround|The tests run during the night.
failure_cause|Customers talk like teenagers.
peak_factor|We check twice a day.
ttft_target_ms|The tag must be there within two minutes.
few_shot_vs_tuned|The prompt scores 93% F1 on them.
few_shot_examples|One of each twenty answers is broken JSON.
output_format|The first 1.5k (schema) are identical in every call.
label_count|A class takes 1 to 5 minutes.
epochs|3 passes per contract.
contracted_vendors|Vendors under contract only. Azure is slow.
failure_cause|If it takes longer than a second people hang up.
label_count|It returns JSON or XML.
failure_cause|The problem is money.
label_source|Physicians code the reports today.
mlops|Nobody knows yet which causes there are.
ttft_target_ms|Answers must be there in 3 seconds.
"""


def told(said, before="gpt-4o, 9k letters a day, 2k in, 100 out. "):
    line = one_line.parse(before + said, BOOK.resolve, BOOK.tried)
    return {name: answer.value for name, answer in {**line.doubtful, **line.found}.items()}


@pytest.mark.parametrize("row", TOLD.strip().splitlines())
def test_a_sentence_tells_its_fact(row):
    name, value, said = row.split("|")
    read = told(said.removeprefix("="), "") if said.startswith("=") else told(said)
    assert str(read[name]) == value


@pytest.mark.parametrize("row", NOT_TOLD.strip().splitlines())
def test_a_sentence_near_to_it_does_not(row):
    name, said = row.split("|")
    assert name not in told(said)


@pytest.mark.parametrize(
    ("said", "gpus"),
    [
        ("llama-4-scout on two H200 nodes which we bought; 120 calls per hour", "owned"),
        ("llama-4-scout on two H100 which we rent, 2k calls a day", "rented"),
    ],
)
def test_whose_the_gpus_are(said, gpus):
    assert told(said, "")["gpus"] == gpus


def test_what_comes_every_evening_is_of_a_day():
    read = told("Every evening 45 shops send one mail each. gpt-4.1-mini, 350 in, 90 out", "")
    assert read["requests_per_month"] == 1350


def test_pages_of_another_text_are_no_part_of_all_that_goes_in():
    assert told("Style guide exists, two pages.")["input_tokens"] == 2000
    assert told("gpt-4o, 900 tokens of prompt and the letter has 2 pages", "")["input_tokens"] == 2275


def test_a_model_measured_on_examples_was_tried_and_does_not_run():
    said = "names pulled out of letters. gpt-4.1-nano was good enough on 400 pages we had labelled by hand"
    read = told(said, "")
    assert read["models_tried"].plain() == {"gpt-4.1-nano": "none"}
    assert read["labelled_examples"] == 400
    assert not {"model", "input_tokens"} & read.keys()
