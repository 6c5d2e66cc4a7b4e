"""Any spelling of a model is that model, or asks back; never another version, size or price."""

from __future__ import annotations

import re

import pytest

from advisor.errors import BadInput
from advisor.knowledge import load
from advisor.knowledge.model_price import listed
from advisor.knowledge.names.model_match import ModelMatch
from advisor.knowledge.names.model_names import find_model
from advisor.knowledge.own_models import with_own_models
from advisor.knowledge.store import Knowledge

SPELLED = {
    "gpt-4o": "gpt-4o",
    "GPT-4o": "gpt-4o",
    "gpt 4o": "gpt-4o",
    "gpt4o": "gpt-4o",
    "openai/gpt-4o": "gpt-4o",
    "azure/gpt-4o-2024-11-20": "gpt-4o",
    "gpt-5-nano-2025-08-07": "gpt-5-nano",
    "openai/gpt-4.1-2025-04-14": "gpt-4.1",
    "claude-haiku-4-5-20251001": "claude-haiku-4-5",
    "vertex_ai/claude-haiku-4-5@20251001": "claude-haiku-4-5",
    "bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0": "claude-haiku-4-5",
    "arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0": (
        "claude-haiku-4-5"
    ),
    "openrouter/anthropic/claude-haiku-4.5": "claude-haiku-4-5",
    "Claude Sonnet 4.6": "claude-sonnet-4-6",
    "claude-4.6-sonnet": "claude-sonnet-4-6",
    "haiku 4.5": "claude-haiku-4-5",
    "Claude Haiku 4.5 on Bedrock": "claude-haiku-4-5",
    "models/gemini-2.5-flash": "gemini-2.5-flash",
    "projects/p/locations/eu/publishers/google/models/gemini-2.5-flash": "gemini-2.5-flash",
    "us.amazon.nova-lite-v1:0": "nova-lite",
    "together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo": "together/llama-3.3-70b-instruct-turbo",
    "accounts/fireworks/models/glm-5p3-flash": "fireworks/glm-5p3-flash",
    "ft:gpt-4o-mini-2024-07-18:acme::abc": "gpt-4o-mini",
}


@pytest.fixture(scope="module")
def book() -> Knowledge:
    return load()


@pytest.mark.parametrize("spelling", SPELLED)
def test_a_spelling_means_its_model(book: Knowledge, spelling: str):
    assert book.model(spelling).id == SPELLED[spelling]


def test_an_id_tells_the_cloud_the_region_and_the_tune(book: Knowledge):
    found = book.find_model("eu.anthropic.claude-haiku-4-5-20251001-v1:0")
    assert (found.platform, found.region, found.tuned) == ("aws", "eu", False)
    assert book.find_model("azure/gpt-4o").platform == "azure"
    assert book.find_model("openai/gpt-4o").platform is None
    for said in ("gpt-4o (Azure OpenAI)", "gpt-4o in Foundry", "MS Azure gpt-4o"):
        assert book.find_model(said).platform == "azure"
    assert book.find_model("claude sonnet 4.5 via AWS Bedrock").platform == "aws"


@pytest.mark.parametrize(
    "spelling", ["MiniMax M2.5", "minimax/minimax-m2.1", "gemini 1.0 pro", "Mistral Medium 3"]
)
def test_a_version_is_part_of_a_name(book: Knowledge, spelling: str):
    version = re.findall(r"[\d.]+", spelling)[0].removesuffix(".0")
    assert version in re.findall(r"\d+(?:\.[1-9])?", book.model(spelling).id)


def test_a_version_alone_and_one_that_a_cloud_lacks_are_asked(book: Knowledge):
    assert book.find_model("R1").model is None and book.find_model("amazon.nova-lite-v2:0").model is None


def test_weights_are_no_alias_that_serves_a_newer_model_by_now(book: Knowledge):
    for spelling in ("DeepSeek R1 0528", "deepseek-chat-v3-0324"):
        found = book.find_model(spelling)
        assert not {"deepseek-reasoner", "deepseek-chat"} & {
            m.id for m in (found.model, *found.candidates) if m
        }


@pytest.mark.parametrize(
    ("spelling", "kind"),
    [
        ("voyage-3.5-lite", "embedding"), ("ada-002", "embedding"), ("Cohere Embed v4", "embedding"),
        ("bge-m3", "embedding"),
        ("rerank 3.5", "reranker"), ("whisper-large-v3", "into text"), ("gpt-4o-mini-tts", "into speech"),
        ("dall-e-3", "images"), ("sora", "videos"), ("omni-moderation-latest", "moderation"),
        ("models/gemini-embedding-001", "embedding"),
    ],
)  # fmt: skip
def test_what_is_no_language_model_is_called_what_it_is(book: Knowledge, spelling: str, kind: str):
    with pytest.raises(BadInput, match=rf"this is .*{kind}.* and no language model"):
        book.model(spelling)


def test_no_model_that_the_book_prices_is_taken_for_another_kind(book: Knowledge):
    assert [
        m for m in (*(m.id for m in book.models), *book.library_ids) if book.find_model(m).other_kind
    ] == []
    own = with_own_models(book, {"our-voice-llm": {"input": 3.0, "output": 15.0}})
    assert own.model("our voice llm").id == "our-voice-llm"


def test_who_has_a_model_is_said_where_the_named_seller_has_no_price_for_it(book: Knowledge):
    with pytest.raises(BadInput, match=r"no price of this seller.* novita/qwen3-max \(\$.* in"):
        book.model("dashscope/qwen3-max")


def test_the_cheapest_hosts_come_first_and_five_are_enough(book: Knowledge):
    with pytest.raises(BadInput) as caught:
        book.model("llama 3.3 70b")
    figures = re.findall(r"\(\$([\d.]+) in, \$([\d.]+) out", str(caught.value))
    sums = [float(i) + float(o) for i, o in figures]
    assert len(sums) == 5 and sums == sorted(sums) and "more" in str(caught.value)


def test_who_only_passes_calls_on_does_so_at_the_makers_price(book: Knowledge):
    assert book.find_model("claude sonnet 4.5 on OpenRouter").one().id == "claude-sonnet-4-5"
    assert book.find_model("qwen3 32b through openrouter").one().id == "openrouter/qwen/qwen3-32b"
    assert book.find_model("ft:gpt-4o-mini-2024-07-18:acme::abc").tuned


@pytest.mark.parametrize(
    "shared", ["gpt-oss-120b", "gemini flash", "openai/gpt-oss-20b", "claude", "Mistral Large"]
)
def test_a_shared_name_asks_with_every_price(book: Knowledge, shared: str):
    with pytest.raises(BadInput, match=r"several .*one of .*\(\$[\d.]+ in, \$[\d.]+ out per 1M\), "):
        book.model(shared)


@pytest.mark.parametrize(
    ("unknown", "nearest"),
    [
        ("gemini-3.5-pro", "gemini-3.*"),
        ("nova-2-pro", "nova-.*"),
        ("gpt-4.6", "gpt-.*"),
        ("claude-opus-9", "claude-opus-.*"),
    ],
)
def test_another_version_or_size_is_shown_with_its_price_and_never_suggested(
    book: Knowledge, unknown: str, nearest: str
):
    with pytest.raises(BadInput) as caught:
        book.model(unknown)
    assert caught.value.near is None
    assert re.search(rf"nearest is another model: {nearest} \(\$.* in, .* out", str(caught.value))
    assert "prices: name: {input: ..., output: ...}" in str(caught.value)


@pytest.mark.parametrize(
    ("typo", "right"),
    [
        ("gpt-4o-minni", "gpt-4o-mini"),
        ("claude-sonet-4-6", "claude-sonnet-4-6"),
        ("gpt-4p", "gpt-4o"),
        ("gpt-4oo", "gpt-4o"),
    ],
)
def test_a_slip_of_letters_is_suggested(book: Knowledge, typo: str, right: str):
    with pytest.raises(BadInput) as caught:
        book.model(typo)
    assert caught.value.near == right


def test_a_case_defines_a_model_by_its_input_and_output_price(book: Knowledge):
    own = with_own_models(book, {"House model v2": {"input": 3.0, "output": 15.0}, "gpt-4o": {"input": 1.0}})
    price = own.model("house-model-V2").prices[0]
    assert (price.input, price.output, price.grade) == (3, 15, "case")
    assert own.lifecycle("House model v2", None, own.compiled) is None
    assert own.model("gpt-4o") is book.model("gpt-4o")
    with pytest.raises(BadInput):
        book.model("House model v2")
    with pytest.raises(BadInput):
        with_own_models(book, {"house": {"input": 3.0}}).model("house")


def test_a_price_for_a_shared_name_is_the_price_of_that_host(book: Knowledge):
    own = with_own_models(book, {"gpt-oss-120b": {"input": 0.2, "output": 0.5}})
    assert own.model("gpt-oss-120b").prices[0].input == 0.2


def test_on_own_gpus_a_name_needs_no_host(book: Knowledge):
    model = with_own_models(book, {}, ["llama-3.3-70b"]).model("llama-3.3-70b")
    assert (model.params_b, model.open_weights, model.prices) == (70, True, ())


def test_an_id_of_our_own_layer_means_itself_however_it_is_looked_up(book: Knowledge):
    for model in book.models:
        assert book.find_model(model.id) == find_model(book, model.id) == ModelMatch(model.id, model)


@pytest.mark.parametrize(
    ("usd", "said"),
    [(4.0, "$4"), (0.1, "$0.10"), (2.5, "$2.50"), (0.075, "$0.075"), (1200.0, "$1,200"), (0.0, "$0")],
)
def test_a_price_keeps_every_digit_of_the_list_and_whole_cents(usd, said):
    assert listed(usd) == said


@pytest.mark.parametrize(
    "spelling",
    ["hosted_vllm/Qwen/Qwen3-8B", "qwen3:8b", "Qwen3-8B-AWQ", "Qwen/Qwen3-8B-FP8", "unsloth/Qwen3-8B-GGUF",
     "mistral:7b", "neuralmagic/Meta-Llama-3.1-8B-Instruct-FP8", "phi4:14b", "ollama/phi4", "deepseek-r1:671b"],
)  # fmt: skip
def test_weights_named_as_on_ones_own_machine_have_no_hosts_price_unasked(book: Knowledge, spelling: str):
    found = book.find_model(spelling)
    assert (found.model, found.self_hosted) == (None, True)
    with pytest.raises(BadInput, match=r"one of .* in, .*serving_today: own-gpus"):
        found.one()
    assert with_own_models(book, {}, [spelling]).model(spelling).prices == ()


@pytest.mark.parametrize("spelling", ["fireworks/qwen3-8b", "novita/qwen/qwen3-8b-fp8", "vllm/gpt-4o"])
def test_a_host_that_is_named_and_a_model_nobody_else_can_run_have_their_price(
    book: Knowledge, spelling: str
):
    assert book.find_model(spelling).model is not None


def test_a_seller_without_the_model_is_not_taken_to_mean_a_longer_name(book: Knowledge):
    found = book.find_model("azure/gpt-oss-20b")
    assert (found.model, found.candidates) == (None, ())
