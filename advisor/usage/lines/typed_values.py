"""JSON in which each value stands below the name of its type, as databases export it: brought to plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TYPES: Mapping[str, tuple[type, ...]] = {
    "$date": (str, int, dict),
    "$numberLong": (str,),
    "$numberInt": (str,),
    "$numberDouble": (str,),
    "$numberDecimal": (str,),
    "$oid": (str,),
    "S": (str,),
    "N": (str,),
    "BOOL": (bool,),
    "NULL": (bool,),
    "M": (dict,),
    "L": (list,),
    "string": (str,),
    "long": (int,),
    "int": (int,),
    "double": (int, float),
    "boolean": (bool,),
}
"""The names of types in exports of MongoDB, of DynamoDB and of Avro, each with what may stand below it."""
_DEPTH = 12


def holds_types(value: Any, depth: int = 0) -> bool:
    """Whether a value that a record holds stands below the name of its type."""
    if depth > _DEPTH:
        return False
    if isinstance(value, Mapping):
        return _typed(value) is not None or any(holds_types(v, depth + 1) for v in value.values())
    return isinstance(value, list) and any(holds_types(v, depth + 1) for v in value[:1])


def without_types(value: Any, depth: int = 0) -> Any:
    """The same with plain values."""
    if depth > _DEPTH:
        return value
    if isinstance(value, list):
        return [without_types(v, depth + 1) for v in value]
    if not isinstance(value, Mapping):
        return value
    name = _typed(value)
    if name is not None:
        return None if name == "NULL" else without_types(value[name], depth + 1)
    return {k: without_types(v, depth + 1) for k, v in value.items()}


def _typed(value: Mapping[str, Any]) -> str | None:
    """The name of the type, where an object holds nothing else."""
    name = next(iter(value), "")
    return name if len(value) == 1 and isinstance(value[name], _TYPES.get(name, ())) else None
