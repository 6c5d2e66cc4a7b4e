"""Sample prompts from files: tokens counted offline, the prefix they share, the worked examples in them."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.case.answer import Answer, Source
from advisor.errors import BadInput
from advisor.files import yaml_file

_NUMBERED = re.compile(r"^\W*(?:example|sample|shot|beispiel|exemple|ejemplo)\s*#?\d+\b", re.I | re.M)
_TAGGED = re.compile(r"<example\b[^>]*>", re.I)
_ANSWERED = re.compile(
    r"^\W*(?:output|answer|label|response|result|assistant|a)\s*:[ \t]*(?:\S|\n[ \t]*\S)", re.I | re.M
)
LONGEST = 16 * 1024 * 1024
"""Bytes of one file of prompts; a longer one is refused."""
_CONTENT = ("content", "text", "parts")


@dataclass(frozen=True)
class SamplePrompt:
    """One sample: its text, and the answers shown in it as messages of the assistant before the last question."""

    text: str
    shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class PromptReport:
    """What sample prompts hold, in tokens of `vocabulary`. `exact`: it is the model's own.

    `prefix`: leading tokens identical in all samples, None for a single one; `examples`: worked examples that
    all samples show.
    """

    files: tuple[str, ...]
    samples: int
    vocabulary: str
    exact: bool
    mean: float
    low: int
    high: int
    prefix: int | None
    examples: int


def read(paths: Iterable[Path], model: str | None = None) -> PromptReport:
    """Count the prompts in `paths` for `model` (a model id; None: today's most common vocabulary).

    A file is one prompt as text, or chat requests as JSON or JSON lines. Raises BadInput for a file that holds
    no prompt, and where splintr is missing.
    """
    files = list(paths)
    prompts = [p for path in files for p in _prompts(path)]
    vocabulary, exact = tokenizer_of(model)
    count = counter(vocabulary)
    sizes = [count(p.text) for p in prompts]
    prefix = _shared([p.text for p in prompts]) if len(prompts) > 1 else None
    return PromptReport(
        files=tuple(str(f) for f in files),
        samples=len(prompts),
        vocabulary=vocabulary,
        exact=exact,
        mean=sum(sizes) / len(sizes),
        low=min(sizes),
        high=max(sizes),
        prefix=None if prefix is None else count(prefix),
        examples=min(_examples(p, prefix) for p in prompts),
    )


def _shared(texts: Sequence[str]) -> str:
    """The beginning that all texts have in common."""
    first, last = min(texts), max(texts)
    end = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return first[:end]


def answers(report: PromptReport) -> Mapping[str, Answer]:
    """Answers from sample prompts: measured, or assumed where another model's vocabulary stood in."""
    names = ", ".join(Path(f).name for f in report.files[:3]) + (", …" if len(report.files) > 3 else "")
    samples = f"{report.samples} sample{'s' if report.samples > 1 else ''}"
    note = f"{names}, {samples}, counted with {report.vocabulary}"
    if not report.exact:
        note += " in place of the model's own vocabulary"
    source: Source = "measured" if report.exact else "assumed"
    spread = (float(report.low), float(report.high)) if report.low < report.high else (None, None)
    found = {"input_tokens": Answer(round(report.mean, 1), source, note, *spread)}
    if report.prefix is not None:
        found["shared_prefix_tokens"] = Answer(report.prefix, source, note)
    found["few_shot_examples"] = Answer(report.examples, "measured", f"{names}, {samples}")
    return found


def tokenizer_of(model: str | None) -> tuple[str, bool]:
    """The vocabulary that counts a model's tokens, and whether it is the model's own."""
    name = (model or "").lower().rpartition("/")[2]
    entry = next(t for t in _tokenizers() if name.startswith(t["begins"]))
    return entry["vocabulary"], entry["exact"]


@functools.cache
def _tokenizers() -> tuple[Mapping[str, Any], ...]:
    return tuple(yaml_file.read(Path(__file__).with_name("tokenizers.yaml")).data["tokenizers"])


def counter(vocabulary: str) -> Any:
    """A function from text to its number of tokens. Raises BadInput where splintr is missing."""
    try:
        from splintr import Tokenizer
    except ImportError:
        raise BadInput("counting tokens needs splintr", expected="pip install 'advisor[tokens]'") from None
    encode = Tokenizer.from_pretrained(vocabulary).encode_ordinary
    return lambda text: len(encode(text))


def _prompts(path: Path) -> list[SamplePrompt]:
    file = str(path)
    try:
        if path.stat().st_size > LONGEST:
            raise BadInput(f"larger than {LONGEST // 1024 // 1024} MiB", file=file)
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as e:
        raise BadInput(f"cannot read this file ({e.strerror})", file=file) from None
    except UnicodeDecodeError:
        raise BadInput("not UTF-8 text", file=file) from None
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        lines = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
        found = [_request(_json(line, file, n), file, n) for n, line in lines]
    elif path.suffix.lower() == ".json":
        data = _json(text, file, 1)
        several = isinstance(data, list) and not all(_is_message(d) for d in data)
        found = [_request(d, file, None) for d in (data if several else [data])]
    else:
        found = [SamplePrompt(text.strip())]
    found = [p for p in found if p.text]
    if not found:
        raise BadInput("no prompt in this file", file=file)
    return found


def _json(text: str, file: str, line: int) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise BadInput("broken JSON", file=file, line=line, text=text[:200]) from None


def _is_message(data: object) -> bool:
    return isinstance(data, dict) and "role" in data


def _request(data: Any, file: str, line: int | None) -> SamplePrompt:
    """A chat request, a list of messages, or a mapping with a prompt."""
    body = data.get("body", data) if isinstance(data, dict) else data
    if isinstance(body, str):
        return SamplePrompt(body)
    if isinstance(body, dict) and isinstance(body.get("prompt"), str):
        return SamplePrompt(body["prompt"])
    messages = (
        body
        if isinstance(body, list)
        else isinstance(body, dict) and (body.get("messages") or body.get("input"))
    )
    if isinstance(messages, str):
        messages = [{"role": "user", "content": messages}]
    if not isinstance(messages, list) or not messages or not all(_is_message(m) for m in messages):
        raise BadInput(
            "no prompt in this request", file=file, line=line, expected="messages with a role, or a prompt"
        )
    leading = [_text(body[k]) for k in ("system", "instructions") if isinstance(body, dict) and body.get(k)]
    last = max((i for i, m in enumerate(messages) if m["role"] == "user"), default=len(messages))
    parts = [*leading, *(_text(m.get("content")) for m in messages[: last + 1])]
    shown = tuple(_text(m.get("content")) for m in messages[:last] if m["role"] == "assistant")
    return SamplePrompt("\n".join(parts), shown)


def _text(content: Any) -> str:
    """The text of a message's content: a text, or a list of parts."""
    if isinstance(content, list):
        return "\n".join(filter(None, map(_text, content)))
    if isinstance(content, dict):
        return next((_text(content[k]) for k in _CONTENT if k in content), "")
    return content if isinstance(content, str) else ""


def _examples(prompt: SamplePrompt, prefix: str | None) -> int:
    """Worked examples in the part that never changes; in the whole prompt when there is but one sample."""
    fixed = prompt.text if prefix is None else prefix
    as_messages = sum(s in fixed for s in prompt.shown)
    as_text = max(len(_NUMBERED.findall(fixed)), len(_TAGGED.findall(fixed)), len(_ANSWERED.findall(fixed)))
    return max(as_messages, as_text)
