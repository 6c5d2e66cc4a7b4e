"""Sample prompts from files: tokens counted offline, what they share, what is in them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.case.answer import Answer, Source
from advisor.files import yaml_file
from advisor.files.extras import missing
from advisor.usage.prompts.prompt_files import prompts_in
from advisor.usage.prompts.prompt_shapes import SamplePrompt
from advisor.usage.prompts.tool_tokens import tool_tokens

_NUMBERED = re.compile(r"^\W*(?:example|sample|shot|beispiel|exemple|ejemplo)\s*#?\d+\b", re.I | re.M)
_TAGGED = re.compile(r"<example\b[^>]*>", re.I)
_ANSWERED = re.compile(
    r"^\W*(?:output|answer|label|response|result|assistant|a)\s*:[ \t]*(?:\S|\n[ \t]*\S)", re.I | re.M
)
_PASTED = re.compile(
    r"<(documents?|context|knowledge(?:[_-]base)?|corpus|faqs?|polic(?:y|ies)|manual|reference)\b[^>]*>.*?</\1>"
    r"|^#+[ \t]*(?:knowledge base|documents?|context|faqs?|reference|manual|policies)[ \t:]*\n.*?(?=^#|\Z)",
    re.I | re.M | re.S,
)


@dataclass(frozen=True)
class PromptReport:
    """What sample prompts hold, in tokens of `vocabulary`. `exact`: it is the model's own.

    `prefix`: leading tokens identical in all samples, and `payload` those that are a request's own, both None for
    a single sample; `examples`: worked examples that all samples show; `pasted`: tokens of knowledge that stands
    in every sample, marked as such; `tools`: tokens of tool definitions; `images`: that no count holds, over all.
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
    payload: float | None = None
    pasted: int | None = None
    tools: int = 0
    images: int = 0


def read(paths: Iterable[Path], model: str | None = None) -> PromptReport:
    """Count the prompts in `paths` for `model` (a model id; None: today's most common vocabulary).

    A file is one prompt as text, or requests as JSON, JSON lines or a table. Raises BadInput for a file that holds
    no prompt, and where splintr is missing.
    """
    files = list(paths)
    prompts = [p for path in files for p in prompts_in(path)]
    vocabulary, exact = tokenizer_of(model)
    count = counter(vocabulary)
    tools = [tool_tokens(p.tools, count) for p in prompts]
    sizes = [count(p.text) + t for p, t in zip(prompts, tools, strict=True)]
    texts = [p.text for p in prompts]
    prefix = _shared(texts) if len(prompts) > 1 else None
    fixed = min(tools)
    return PromptReport(
        files=tuple(str(f) for f in files),
        samples=len(prompts),
        vocabulary=vocabulary,
        exact=exact,
        mean=sum(sizes) / len(sizes),
        low=min(sizes),
        high=max(sizes),
        prefix=None if prefix is None else count(prefix) + fixed,
        examples=min(_examples(p, prefix) for p in prompts),
        payload=None if prefix is None else _payload(texts, prefix, count),
        pasted=_pasted(texts[0] if prefix is None else prefix, count),
        tools=fixed,
        images=sum(p.images for p in prompts),
    )


def _shared(texts: Sequence[str]) -> str:
    """The beginning that all texts have in common."""
    first, last = min(texts), max(texts)
    end = next(
        (i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last))
    )
    return first[:end]


def _payload(texts: Sequence[str], prefix: str, count: Callable[[str], int]) -> float:
    """Mean tokens between what all samples begin with and what all end with."""
    rests = [t[len(prefix) :] for t in texts]
    end = len(_shared([r[::-1] for r in rests]))
    return sum(count(r[: len(r) - end] if end else r) for r in rests) / len(rests)


def _pasted(text: str, count: Callable[[str], int]) -> int | None:
    """Tokens of what a text marks as documents or knowledge; None where it marks nothing."""
    found = [m.group() for m in _PASTED.finditer(text)]
    return sum(map(count, found)) if found else None


def answers(report: PromptReport) -> Mapping[str, Answer]:
    """Answers from sample prompts: measured, or assumed where another model's vocabulary stood in."""
    note = _note(report)
    source: Source = "measured" if report.exact and not report.images else "assumed"
    spread = (float(report.low), float(report.high)) if report.low < report.high else (None, None)
    found = {"input_tokens": Answer(round(report.mean, 1), source, note, *spread)}
    if report.prefix is not None:
        found["shared_prefix_tokens"] = Answer(report.prefix, source, note)
    if report.payload is not None and not report.images:
        found["payload_tokens"] = Answer(
            round(report.payload, 1), source, f"{note}; what differs between samples"
        )
    if report.pasted is not None:
        found["corpus_in_prompt_tokens"] = Answer(
            report.pasted, source, f"{note}; marked as documents in the prompt"
        )
    if report.samples > 1:
        found["longest_input_tokens"] = Answer(report.high, source, f"{note}; the longest sample")
    found["few_shot_examples"] = Answer(report.examples, "measured", _origin(report))
    return found


def _origin(report: PromptReport) -> str:
    names = ", ".join(Path(f).name for f in report.files[:3]) + (", …" if len(report.files) > 3 else "")
    return f"{names}, {report.samples} sample{'s' if report.samples > 1 else ''}"


def _note(report: PromptReport) -> str:
    note = f"{_origin(report)}, counted with {report.vocabulary}"
    if not report.exact:
        note += " in place of the model's own vocabulary"
    if report.tools:
        note += f", {report.tools:,} of them tool definitions by OpenAI's rule"
    if report.images:
        note += f", without {report.images:,} images"
    return note


def tokenizer_of(model: str | None) -> tuple[str, bool]:
    """The vocabulary that counts a model's tokens, and whether it is the model's own."""
    name = (model or "").lower().rpartition("/")[2]
    entry = next(
        t for t in yaml_file.beside(__file__, "tokenizers.yaml")["tokenizers"] if name.startswith(t["begins"])
    )
    return entry["vocabulary"], entry["exact"]


def counter(vocabulary: str) -> Any:
    """A function from text to its number of tokens. Raises BadInput where splintr is missing."""
    try:
        import splintr  # noqa: F401
    except ImportError:
        raise missing("tokens", "counting tokens needs splintr") from None
    encode = _tokenizer(vocabulary).encode_ordinary
    return lambda text: len(encode(text))


@functools.cache
def _tokenizer(vocabulary: str) -> Any:
    """A tokenizer; making one takes longer than counting a prompt."""
    from splintr import Tokenizer

    return Tokenizer.from_pretrained(vocabulary)


def _examples(prompt: SamplePrompt, prefix: str | None) -> int:
    """Worked examples in the part that never changes; in the whole prompt when there is but one sample."""
    fixed = prompt.text if prefix is None else prefix
    as_messages = sum(s in fixed for s in prompt.shown)
    as_text = max(len(_NUMBERED.findall(fixed)), len(_TAGGED.findall(fixed)), len(_ANSWERED.findall(fixed)))
    return max(as_messages, as_text)
