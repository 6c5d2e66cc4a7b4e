"""The cloud beside today's model is heard with it: its ends and replacements are not those of the maker."""

import pytest

from advisor.interview import Conversation
from advisor.interview.price_lookup import PriceBook


def talk_of(*texts):
    talk = Conversation.open(None, book=PriceBook())
    for text in texts:
        talk.answer(text)
    return talk.answers


@pytest.mark.parametrize(
    ("said", "cloud"),
    [
        ("gpt-4.1 on azure, 2k a day", "azure"),
        ("Claude Sonnet 4.5 on Bedrock, 3k calls a day", "aws"),
        ("sonnet 4.5 in vertex ai, 300 a day", "google-cloud"),
        ("300 a day through us.anthropic.claude-haiku-4-5-20251001-v1:0", "aws"),
    ],
)
def test_a_model_named_with_its_cloud_is_served_there(said, cloud):
    assert talk_of(said)["contracted_vendors"].value == (cloud,)


@pytest.mark.parametrize(
    ("said", "cloud"),
    [("Azure OpenAI, gpt-4o, 500 a day", "azure"), ("our aws account runs sonnet 4.5", "aws")],
)
def test_a_cloud_named_elsewhere_is_read_back(said, cloud):
    assert "contracted_vendors" not in talk_of(said)
    assert talk_of(said, "y")["contracted_vendors"].value == (cloud,)


@pytest.mark.parametrize(
    "said", ["gpt-4.1 at OpenAI, data in Azure blobs", "nova pro on bedrock, 300 a day", "gpt-4o"]
)
def test_the_makers_own_service_needs_no_other(said):
    assert "contracted_vendors" not in talk_of(said, "y")


def test_the_answer_to_the_model_question_tells_it_too():
    assert talk_of("300 a day, 2000 in, 100 out", "gpt-4.1 on azure")["contracted_vendors"].value == (
        "azure",
    )
