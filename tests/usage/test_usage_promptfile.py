"""Sample prompts: tokens by the model's vocabulary, the shared prefix, worked examples."""

import json
import subprocess
import sys

import pytest

from advisor.errors import BadInput
from advisor.usage.prompts import sample_prompts

HEAD = "You label support mail as refund, fault or other.\n\n"
SHOTS = "Example 1\nMail: It broke.\nLabel: fault\n\nExample 2\nMail: Money back!\nLabel: refund\n\n"


def chat(question, *shots):
    messages = [{"role": "system", "content": HEAD}]
    for mail, label in shots:
        messages += [{"role": "user", "content": mail}, {"role": "assistant", "content": label}]
    return {"model": "gpt-4o", "messages": [*messages, {"role": "user", "content": question}]}


def test_tokens_are_those_of_the_models_vocabulary(tmp_path):
    (tmp_path / "p.txt").write_text("tiktoken is great!")
    found = sample_prompts.read([tmp_path / "p.txt"], "gpt-4o")
    assert (found.vocabulary, found.exact, found.mean) == ("o200k_base", True, 6)
    assert sample_prompts.read([tmp_path / "p.txt"], "gpt-3.5-turbo").mean == 6


def test_special_tokens_in_a_prompt_are_text(tmp_path):
    (tmp_path / "p.txt").write_text("<|endoftext|>")
    assert sample_prompts.read([tmp_path / "p.txt"], "gpt-4o").mean > 1


def test_the_prefix_is_what_all_samples_begin_with(tmp_path):
    for n, tail in enumerate(("Where is my parcel?", "I want to return it.", "Hello")):
        (tmp_path / f"{n}.txt").write_text(HEAD + SHOTS + "Mail: " + tail)
    (tmp_path / "head.txt").write_text(HEAD + SHOTS + "Mail: x")
    found = sample_prompts.read(sorted(tmp_path.glob("[0-2].txt")), "gpt-4o")
    alone = sample_prompts.read([tmp_path / "head.txt"], "gpt-4o")
    assert found.prefix == pytest.approx(alone.mean, abs=2)
    assert (found.samples, found.examples, alone.prefix) == (3, 2, None)
    assert found.low < found.mean < found.high


def test_pairs_of_messages_before_the_question_are_examples(tmp_path):
    shots = [("It broke.", "fault"), ("Money back!", "refund"), ("Hi", "other")]
    lines = [json.dumps(chat(q, *shots)) for q in ("Where is it?", "Broken again")]
    (tmp_path / "p.jsonl").write_text("\n".join(lines))
    found = sample_prompts.read([tmp_path / "p.jsonl"], "gpt-4o")
    assert (found.samples, found.examples) == (2, 3)


def test_the_history_of_a_conversation_is_no_example(tmp_path):
    lines = [json.dumps(chat("Where?", (q, f"{q} {n}"))) for n, q in enumerate(("Hello", "Good day"))]
    (tmp_path / "p.jsonl").write_text("\n".join(lines))
    assert sample_prompts.read([tmp_path / "p.jsonl"], "gpt-4o").examples == 0


def test_tagged_examples_and_content_parts_are_read(tmp_path):
    body = {
        "system": "Rules. <example>a</example> <example>b</example>",
        "messages": [{"role": "user", "content": [{"type": "text", "text": "Go"}]}],
    }
    (tmp_path / "p.json").write_text(json.dumps(body))
    assert sample_prompts.read([tmp_path / "p.json"], "gpt-4o").examples == 2


def test_answers_are_measured_with_the_own_vocabulary_and_assumed_with_another(tmp_path):
    for n in range(2):
        (tmp_path / f"{n}.txt").write_text(HEAD + SHOTS + "Mail: " + "word " * (n + 1))
    files = sorted(tmp_path.glob("*.txt"))
    own = sample_prompts.answers(sample_prompts.read(files, "gpt-4o"))
    assert own.keys() == {
        "input_tokens",
        "shared_prefix_tokens",
        "payload_tokens",
        "longest_input_tokens",
        "few_shot_examples",
    }
    assert own["payload_tokens"].value + own["shared_prefix_tokens"].value == pytest.approx(
        own["input_tokens"].value, abs=1
    )
    assert {a.source for a in own.values()} == {"measured"}
    assert own["input_tokens"].low < own["input_tokens"].value < own["input_tokens"].high
    assert own["input_tokens"].note == "0.txt, 1.txt, 2 samples, counted with o200k_base"
    other = sample_prompts.answers(sample_prompts.read(files, "claude-haiku-4-5"))
    assert other["input_tokens"].source == "assumed" and other["few_shot_examples"].source == "measured"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("p.txt", b"  \n", "no prompt in this file"),
        ("p.txt", b"\xff\xfe\x00", "not UTF-8"),
        ("p.jsonl", b'{"prompt": "a"}\n{"prom', r"p\.jsonl:2: broken JSON"),
        ("p.json", b'{"model": "x"}', "no prompt in this request"),
    ],
)
def test_files_without_a_prompt_are_refused(tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInput, match=says):
        sample_prompts.read([tmp_path / name], "gpt-4o")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(BadInput, match="cannot read"):
        sample_prompts.read([tmp_path / "none.txt"])


@pytest.mark.parametrize("module", ["duckdb", "splintr"])
def test_without_an_extra_it_is_said_which_one_to_install(module, tmp_path):
    (tmp_path / "p.txt").write_text("hello")
    code = (
        f"import sys; sys.modules['{module}'] = None\n"
        "import datetime; from pathlib import Path; from advisor import knowledge, usage\n"
        "from advisor.files import paths; from advisor.usage.prompts import sample_prompts\n"
        f"file = Path({str(tmp_path / 'p.txt')!r})\n"
        "try:\n"
        f"    sample_prompts.read([file]) if {module == 'splintr'} else"
        " usage.read([file], knowledge.load(paths.KNOWLEDGE), datetime.date(2026, 11, 21))\n"
        "except Exception as e:\n    print(type(e).__name__, e)\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    extra = {"duckdb": "usage", "splintr": "tokens"}[module]
    assert found.stdout.startswith("BadInput") and f"--extra {extra}" in found.stdout


def test_the_verbs_load_neither_extra_nor_engine_before_they_run():
    code = (
        "import sys, advisor.cli.commands.usage, advisor.cli.commands.portfolio, advisor.cli.main\n"
        "print([m for m in ('duckdb', 'splintr', 'numpy', 'durable_rules_engine', 'jinja2') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
