"""The shapes in which people keep prompts: each gives its samples and all that is billed of them."""

import csv
import json

import pytest

from advisor.errors import BadInput
from advisor.usage.prompts import sample_prompts

SYSTEM = "You label support mail as refund, fault or other. Answer with one word.\n" + "Rule: be brief. " * 40
ASKED = ("Where is my parcel?", "It broke after a week of use.", "Hello there, thanks!")
USER = {"role": "user"}


def chat(question):
    return [{"role": "system", "content": SYSTEM}, {"role": "user", "content": question}]


SHAPES = {
    "alpaca": lambda q: {"instruction": SYSTEM, "input": q, "output": "other"},
    "sharegpt": lambda q: {
        "conversations": [
            {"from": "system", "value": SYSTEM},
            {"from": "human", "value": q},
            {"from": "gpt", "value": "x"},
        ]
    },
    "fine-tuning": lambda q: {"messages": [*chat(q), {"role": "assistant", "content": "other"}]},
    "anthropic batch": lambda q: {
        "custom_id": q,
        "params": {"system": SYSTEM, "messages": [{**USER, "content": q}]},
    },
    "openai batch": lambda q: {"custom_id": q, "body": {"messages": chat(q)}},
    "gemini": lambda q: {
        "systemInstruction": {"parts": [{"text": SYSTEM}]},
        "contents": [{"parts": [{"text": q}]}],
    },
    "gemini batch": lambda q: {
        "request": {
            "system_instruction": {"parts": [{"text": SYSTEM}]},
            "contents": [{**USER, "parts": [{"text": q}]}],
        }
    },
    "bedrock": lambda q: {
        "recordId": q,
        "modelInput": {"system": SYSTEM, "messages": [{**USER, "content": q}]},
    },
    "bedrock converse": lambda q: {
        "system": [{"text": SYSTEM}],
        "messages": [{**USER, "content": [{"text": q}]}],
    },
    "titan": lambda q: {"modelInput": {"inputText": SYSTEM + "\n" + q}},
    "responses": lambda q: {"instructions": SYSTEM, "input": q},
    "responses items": lambda q: {
        "instructions": SYSTEM,
        "input": [{"type": "message", "content": [{"type": "input_text", "text": q}]}],
    },
    "a log around it": lambda q: {
        "id": q,
        "request": {"messages": chat(q)},
        "response": {"usage": {"prompt_tokens": 9}},
    },
    "langfuse": lambda q: {"id": q, "input": chat(q), "output": {"role": "assistant", "content": "other"}},
    "a question about a text": lambda q: {"context": SYSTEM, "question": q, "answers": ["other"]},
    "cohere": lambda q: {"preamble": SYSTEM, "message": q, "chat_history": []},
    "a run's inputs": lambda q: {"run_type": "llm", "inputs": {"messages": chat(q)}, "outputs": {}},
    "langchain": lambda q: {
        "inputs": {
            "messages": [[{"type": t, "data": {"content": c}} for t, c in (("system", SYSTEM), ("human", q))]]
        }
    },
    "prompt": lambda q: {"prompt": SYSTEM + "\n" + q, "completion": " other"},
}


@pytest.mark.parametrize(
    ("shape", "suffix"), [*((s, ".jsonl") for s in SHAPES), ("openai batch", ".txt"), ("gemini", ".txt")]
)
def test_every_shape_gives_its_three_samples(tmp_path, shape, suffix):
    file = tmp_path / f"p{suffix}"
    file.write_text("\n".join(json.dumps(SHAPES[shape](q)) for q in ASKED))
    found = sample_prompts.read([file], "gpt-4o")
    own = [sample_prompts.counter("o200k_base")(f"{SYSTEM}\n{q}") for q in ASKED]
    assert (found.samples, found.low, found.high) == pytest.approx((3, min(own), max(own)), abs=1)
    assert found.mean - found.prefix == pytest.approx(found.payload, abs=2)


def test_a_table_of_prompts_is_a_sample_a_row(tmp_path):
    with (tmp_path / "p.csv").open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "Prompt", "answer"])
        rows.writerows([n, f"{SYSTEM}\n{q}", "other"] for n, q in enumerate(ASKED))
    found = sample_prompts.read([tmp_path / "p.csv"], "gpt-4o")
    assert found.samples == 3 and found.low > 150


def test_definitions_of_tools_are_billed_and_the_same_in_every_request(tmp_path):
    function = {
        "name": "lookup",
        "description": "Look up an order by its number.",
        "parameters": {
            "type": "object",
            "properties": {"order_id": {"type": "string", "description": "As printed"}},
        },
    }
    count = sample_prompts.counter("o200k_base")
    own = (
        7 + count("lookup:Look up an order by its number") + 3 + 3 + count("order_id:string:As printed") + 12
    )
    shapes = ({"tools": [{"type": "function", "function": function}]}, {"functions": [function]}, {
        "tools": [{**function, "input_schema": function["parameters"]}]
    }, {"tools": [{"functionDeclarations": [function]}]})  # fmt: skip
    for tools in shapes:
        lines = [json.dumps({"messages": chat(q), **tools}) for q in ASKED]
        (tmp_path / "p.jsonl").write_text("\n".join(lines))
        found = sample_prompts.read([tmp_path / "p.jsonl"], "gpt-4o")
        plain = count(SYSTEM + "\n" + ASKED[0])
        assert found.tools == own and found.low <= plain + own <= found.high
        assert found.prefix > own


def test_calls_of_tools_and_their_results_after_the_question_are_billed(tmp_path):
    call = {"id": "c", "type": "function", "function": {"name": "lookup", "arguments": '{"order_id": "A-1"}'}}
    after = [{"role": "assistant", "content": None, "tool_calls": [call]}]
    after += [{"role": "tool", "tool_call_id": "c", "content": "Status: shipped. " * 60}]
    (tmp_path / "p.json").write_text(json.dumps({"messages": chat(ASKED[0]) + after}))
    found = sample_prompts.read([tmp_path / "p.json"], "gpt-4o")
    count = sample_prompts.counter("o200k_base")
    assert found.mean > count(SYSTEM + ASKED[0]) + count("Status: shipped. " * 60)


def test_images_are_named_and_nothing_is_measured_with_them(tmp_path):
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
    content = [{"type": "text", "text": "What is this?"}, picture]
    (tmp_path / "p.json").write_text(json.dumps({"messages": [{"role": "user", "content": content}]}))
    found = sample_prompts.read([tmp_path / "p.json"], "gpt-4o")
    assert (found.images, found.mean) == (1, sample_prompts.counter("o200k_base")("What is this?"))
    answer = sample_prompts.answers(found)["input_tokens"]
    assert answer.source == "assumed" and answer.note.endswith("without 1 images")


def test_knowledge_pasted_into_every_prompt_is_told_apart(tmp_path):
    corpus = "<documents>\n" + "Returns are free for 30 days. " * 50 + "</documents>\n"
    lines = [json.dumps({"system": SYSTEM + corpus, "prompt": q}) for q in ASKED]
    (tmp_path / "p.jsonl").write_text("\n".join(lines))
    found = sample_prompts.answers(sample_prompts.read([tmp_path / "p.jsonl"], "gpt-4o"))
    assert found["corpus_in_prompt_tokens"].value == pytest.approx(
        sample_prompts.counter("o200k_base")(corpus), abs=3
    )
    assert found["payload_tokens"].value < 12


@pytest.mark.parametrize(
    ("content", "says"), [(b"PK\x03\x04xl", "a spreadsheet"), (b"a;b\n1;2\n", "no prompt in this request")]
)
def test_a_table_that_holds_no_prompt_is_refused(tmp_path, content, says):
    (tmp_path / "p.csv").write_bytes(content)
    with pytest.raises(BadInput, match=says):
        sample_prompts.read([tmp_path / "p.csv"], "gpt-4o")
