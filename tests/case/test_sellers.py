"""An open model that many sell: where the description says who serves it that decides, else it is read back."""

import pytest

from advisor.case.description import one_line
from advisor.interview.price_lookup import PriceBook

BOOK = PriceBook()


def heard(said):
    line = one_line.parse(f"400 letters a day. {said}", BOOK.resolve, BOOK.tried)
    return line.found, line.doubtful, line.errors


@pytest.mark.parametrize(
    ("said", "seller"),
    [
        ("It runs on llama-3.3-70b through Groq.", "groq/"),
        ("We call llama-3.3-70b, served by Together.", "together/"),
        ("llama-4-maverick at Fireworks.", "fireworks/"),
    ],
)
def test_the_seller_that_is_named_serves_it(said, seller):
    stored, doubtful, _ = heard(said)
    assert (stored | doubtful)["model"].value.startswith(seller)
    assert (stored | doubtful)["serving_today"].value == "vendor-api"


@pytest.mark.parametrize("said", ["on GPUs that we rent", "on two leased H100s", "on our own machines"])
def test_on_gpus_of_ones_own_it_is_no_sellers(said):
    stored, doubtful, _ = heard(f"It runs on qwen2.5-coder-7b, {said}.")
    assert (stored | doubtful)["model"].value == "qwen2.5-coder-7b"
    assert (stored | doubtful)["serving_today"].value == "own-gpus"


def test_where_nothing_is_said_the_cheapest_is_read_back_with_the_other_sellers():
    stored, doubtful, errors = heard("It runs on llama-3.3-70b.")
    assert "model" not in stored
    assert not errors
    assert "groq" in doubtful["model"].note


def test_a_vendor_that_has_no_price_for_it_is_asked_about():
    stored, doubtful, errors = heard("We call deepseek-v3.1 on Bedrock.")
    assert "model" not in stored | doubtful
    assert errors


@pytest.mark.parametrize("name", ["voxtral-small", "mathstral-7b"])
def test_a_name_of_another_model_is_no_slip_of_the_pen(name):
    stored, doubtful, _ = heard(f"It runs on {name}.")
    assert "model" not in stored | doubtful
