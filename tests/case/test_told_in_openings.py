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
"""


def told(said, before="gpt-4o, 9k letters a day, 2k in, 100 out. "):
    line = one_line.parse(before + said, BOOK.resolve, BOOK.tried)
    return {name: answer.value for name, answer in {**line.doubtful, **line.found}.items()}


@pytest.mark.parametrize("row", TOLD.strip().splitlines())
def test_a_sentence_tells_its_fact(row):
    name, value, said = row.split("|")
    assert str(told(said)[name]) == value


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


def test_a_model_measured_on_examples_was_tried_and_does_not_run():
    said = "names pulled out of letters. gpt-4.1-nano was good enough on 400 pages we had labelled by hand"
    read = told(said, "")
    assert read["models_tried"].plain() == {"gpt-4.1-nano": "none"}
    assert read["labelled_examples"] == 400
    assert not {"model", "input_tokens"} & read.keys()
