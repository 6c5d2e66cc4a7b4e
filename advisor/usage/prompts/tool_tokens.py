"""Tokens of tool definitions, by the rule that OpenAI gives for its models; other vendors' are near it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from advisor.files import yaml_file


def tool_tokens(tools: tuple[Mapping[str, Any], ...], count: Callable[[str], int]) -> int:
    """Tokens that these definitions add to a request; 0 for none."""
    if not tools:
        return 0
    rule: Mapping[str, int] = yaml_file.beside(__file__, "tokenizers.yaml")["tools"]["adds"]
    return sum(_function(t, count, rule) for t in tools) + rule["end"]


def _function(tool: Mapping[str, Any], count: Callable[[str], int], rule: Mapping[str, int]) -> int:
    schema: Any = next(
        (tool[k] for k in ("parameters", "input_schema", "inputSchema") if isinstance(tool.get(k), Mapping)),
        {},
    )
    schema = schema.get("json", schema)
    held = schema.get("properties") if isinstance(schema, Mapping) else None
    properties = held if isinstance(held, Mapping) else {}
    total = rule["function"] + count(f"{tool.get('name', '')}:{_described(tool)}")
    if properties:
        total += rule["properties"] + sum(_property(n, p, count, rule) for n, p in properties.items())
    return total


def _property(name: str, about: Any, count: Callable[[str], int], rule: Mapping[str, int]) -> int:
    if not isinstance(about, Mapping):
        return rule["property"]
    total = rule["property"] + count(f"{name}:{about.get('type', '')}:{_described(about)}")
    values = about.get("enum")
    if isinstance(values, list):
        total += rule["enum"] + sum(rule["enum_item"] + count(str(v)) for v in values)
    inner = about.get("properties")
    if isinstance(inner, Mapping):
        total += sum(_property(n, p, count, rule) for n, p in inner.items())
    return total


def _described(about: Mapping[str, Any]) -> str:
    return str(about.get("description") or "").removesuffix(".")
