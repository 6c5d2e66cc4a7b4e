"""The shapes in which people keep prompts, each made one sample: all that the model reads, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.errors import BadInput

_AROUND = (
    "body",
    "params",
    "request",
    "modelInput",
    "model_input",
    "kwargs",
    "payload",
    "input",
    "inputs",
    "input_data",
)
"""Keys under which a log keeps the request itself."""
_LISTS = ("messages", "conversations", "conversation", "contents", "input", "chat", "dialog", "prompt")
_LEADING = ("system", "instructions", "systemInstruction", "system_instruction", "system_prompt", "preamble")
_GIVEN = ("context", "passage", "document", "documents", "chat_history")
"""What a question is about, kept beside it."""
_TEXTS = (
    "prompt",
    "inputs",
    "inputText",
    "query",
    "question",
    "text",
    "user",
    "user_prompt",
    "message",
    "content",
    "input",
)
_CONTENT = (
    "content",
    "data",
    "text",
    "parts",
    "value",
    "toolResult",
    "output",
    "input_text",
    "arguments",
    "input",
    "result",
)
_IMAGES = ("image", "image_url", "input_image", "inlineData", "inline_data", "fileData", "file_data")
_ANSWERS = ("assistant", "model", "gpt", "bot", "chatbot", "ai")
_ASKS = ("user", "human")
_CALLS = ("tool_calls", "function_call", "functionCall", "toolUse", "functionResponse")
_MOST_NESTED = 8


@dataclass(frozen=True)
class SamplePrompt:
    """One sample: its text, the answers shown in it before the last question, its tools and its images.

    `tools`: definitions as they were given; `images`: how many the text leaves out.
    """

    text: str
    shown: tuple[str, ...] = ()
    tools: tuple[Mapping[str, Any], ...] = ()
    images: int = 0


def sample_of(data: Any, file: str, line: int | None) -> SamplePrompt:
    """A chat request, a list of messages, a row of a data set, or a mapping with a prompt. Raises BadInput."""
    body = _request(data)
    if isinstance(body, str):
        return SamplePrompt(body)
    found = _of_list(body, {}) if isinstance(body, list) else None
    if isinstance(body, Mapping):
        found = _of_request(body)
    if found is None:
        raise BadInput(
            "no prompt in this request", file=file, line=line, expected="messages with a role, or a prompt"
        )
    return found


def is_message(data: object) -> bool:
    """Whether this is one message of a conversation."""
    return isinstance(data, Mapping) and (_role(data) is not None or _is_item(data))


def is_request(data: Mapping[str, Any]) -> bool:
    """Whether this is one request, and no list of them under a key."""
    return _of_request(_request(data)) is not None if isinstance(_request(data), Mapping) else True


def _request(data: Any) -> Any:
    """The request inside of what a log keeps around it."""
    for _ in range(_MOST_NESTED):
        if not isinstance(data, Mapping) or any(isinstance(data.get(k), list) for k in _LISTS):
            return data
        inner = next((data[k] for k in _AROUND if isinstance(data.get(k), Mapping | list)), None)
        if inner is None:
            return data
        data = inner
    return data


def _of_request(body: Mapping[str, Any]) -> SamplePrompt | None:
    for key in _LISTS:
        value = body.get(key)
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], list):
            value = value[0]
        if isinstance(value, list) and value and all(is_message(m) for m in value):
            return _of_list(value, body)
    if isinstance(body.get("instruction"), str):
        parts = [body.get("system"), body["instruction"], body.get("input"), body.get("context")]
        return SamplePrompt("\n".join(p for p in parts if isinstance(p, str) and p), tools=_tools(body))
    leading = [t for k in (*_LEADING, *_GIVEN) if (t := _text(body.get(k)))]
    asked = next((t for k in _TEXTS if (t := _text(body.get(k)))), "")
    return SamplePrompt("\n".join([*leading, asked]), tools=_tools(body)) if asked else None


def _of_list(messages: Sequence[Any], body: Mapping[str, Any]) -> SamplePrompt | None:
    """A conversation up to its last answer: that one is what the model would write."""
    if not messages or not all(is_message(m) for m in messages):
        return None
    read = list(messages)
    while read and _role(read[-1]) in _ANSWERS:
        read.pop()
    leading = [_text(body[k]) for k in _LEADING if body.get(k)]
    last = max((i for i, m in enumerate(read) if _role(m) in _ASKS), default=len(read))
    shown = tuple(t for m in read[:last] if _role(m) in _ANSWERS and (t := _text(m)))
    parts = [p for p in (*leading, *map(_text, read)) if p]
    return SamplePrompt("\n".join(parts), shown, _tools(body), sum(map(_images, read)))


def _role(message: Any) -> str | None:
    if not isinstance(message, Mapping):
        return None
    role = message.get("role", message.get("from"))
    if role is None and isinstance(message.get("data"), Mapping):
        role = message.get("type")
    if role is None and isinstance(message.get("parts"), list):
        return "user"
    return role.lower() if isinstance(role, str) else None


def _is_item(message: Mapping[str, Any]) -> bool:
    """An item of a request to OpenAI's Responses API that carries no role: a call, its result, a text."""
    kind = message.get("type")
    return isinstance(kind, str) and ("call" in kind or kind.startswith(("input_", "message", "reasoning")))


def _text(content: Any, depth: int = 0) -> str:
    """The text of a message's content: a text, a list of parts, a call with its arguments, a result."""
    if depth > _MOST_NESTED:
        return ""
    if isinstance(content, list):
        return "\n".join(filter(None, (_text(c, depth + 1) for c in content)))
    if isinstance(content, Mapping):
        return "\n".join(filter(None, _parts(content, depth)))
    return content if isinstance(content, str) else ""


def _parts(content: Mapping[str, Any], depth: int) -> Iterator[str]:
    if (
        any(k in content for k in ("image_url", "inlineData", "inline_data"))
        or content.get("type") in _IMAGES
    ):
        return
    name = content.get("name")
    if isinstance(name, str) and (
        "arguments" in content or "args" in content or content.get("type") == "tool_use"
    ):
        yield name
    for key in ("args", "input"):
        if isinstance(content.get(key), Mapping):
            yield _compact(content[key])
    for key in _CONTENT:
        if key in content and not (key == "input" and isinstance(content[key], Mapping)):
            yield _text(content[key], depth + 1)
            break
    for key in ("function", *_CALLS):
        if isinstance(content.get(key), Mapping | list):
            yield _text(content[key], depth + 1)
    if isinstance(content.get("response"), Mapping):
        yield _compact(content["response"])


def _compact(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, default=str)


def _images(message: Any, depth: int = 0) -> int:
    if depth > _MOST_NESTED:
        return 0
    if isinstance(message, list):
        return sum(_images(m, depth + 1) for m in message)
    if not isinstance(message, Mapping):
        return 0
    if message.get("type") in _IMAGES or any(
        k in message for k in ("inlineData", "inline_data", "image_url")
    ):
        return 1
    return sum(_images(v, depth + 1) for k, v in message.items() if k in ("content", "parts", "image"))


def _tools(body: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The definitions of tools, of every vendor's shape: name, description, parameters."""
    held = body.get("tools") or body.get("functions") or []
    if isinstance(body.get("toolConfig"), Mapping):
        held = body["toolConfig"].get("tools") or held
    found: list[Mapping[str, Any]] = []
    for tool in held if isinstance(held, list) else []:
        if not isinstance(tool, Mapping):
            continue
        many = tool.get("functionDeclarations") or tool.get("function_declarations")
        inner = many if isinstance(many, list) else [tool.get("function") or tool.get("toolSpec") or tool]
        found += [t for t in inner if isinstance(t, Mapping)]
    return tuple(found)
