"""What result files of an evaluation said, kept in the case: scores with their bounds, pairs, and the files."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from advisor.errors import near
from advisor.files.yaml_file import Document, Place

E = TypeVar("E")


@dataclass(frozen=True)
class EvalFile:
    """One result file as it was read: its name, the tool, when it ran (as the tool says), and its hash."""

    file: str
    sha256: str
    kind: str = ""
    created: str = ""
    rows: float = 0


@dataclass(frozen=True)
class ScoredPairs:
    """One model less another on these `examples` that both were given, as a share of the scale, with its bounds.

    `gained`, `lost`: examples that only the first, or only the second passes (of graded scores the sums).
    """

    against: str
    examples: float
    difference: float
    low: float
    high: float
    gained: float = 0
    lost: float = 0


@dataclass(frozen=True)
class ScoredModel:
    """One model's mean score over these `examples` with its bounds, as shares of the scale.

    `model`: its id in the price book; `missing`: answers lost to errors; `judges`: models that scored it, unless
    people's labels corrected them.
    """

    name: str
    examples: float
    score: float
    low: float
    high: float
    model: str = ""
    missing: float = 0
    judges: tuple[str, ...] = ()
    pairs: ScoredPairs | None = None


@dataclass(frozen=True)
class EvalRecord:
    """One reading of result files: what was asked of them, and what they said. `bar` stands on the scale."""

    metric: str
    files: tuple[EvalFile, ...]
    models: tuple[ScoredModel, ...]
    bar: float | None = None
    margin: float | None = None
    baseline: str = ""
    low_end: float = 0
    high_end: float = 1
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def bar_share(self) -> float | None:
        """The bar as a share of the scale."""
        return None if self.bar is None else (self.bar - self.low_end) / (self.high_end - self.low_end)

    @property
    def judges(self) -> tuple[str, ...]:
        """The models that scored, each once."""
        return tuple(dict.fromkeys(j for m in self.models for j in m.judges))


def joined(before: tuple[EvalRecord, ...], new: EvalRecord) -> tuple[EvalRecord, ...]:
    """The records with one more; it takes the place of those whose models it measured anew."""
    models = {m.name for m in new.models}
    return (*(r for r in before if not {m.name for m in r.models} <= models), new)


def plain(record: object) -> Any:
    """A record as plain data, without what says nothing."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        found = {f.name: (getattr(record, f.name), f) for f in dataclasses.fields(record)}
        return {n: plain(v) for n, (v, f) in found.items() if v != _default(f)}
    if isinstance(record, tuple):
        return [plain(v) for v in record]
    return dict(record) if isinstance(record, Mapping) else record


def parse(document: Document, place: Place, data: object) -> tuple[EvalRecord, ...]:
    """The records of a case. Raises BadInput with the line of what is not as `plain` writes it."""
    if not isinstance(data, list):
        raise document.error(place, "not a list of evaluations", text=data, expected="- metric: ...")
    return tuple(_build(EvalRecord, document, (*place, i), d) for i, d in enumerate(data))


def _build(kind: type[E], document: Document, place: Place, data: object) -> E:
    hints = get_type_hints(kind)
    if not isinstance(data, dict):
        raise document.error(place, "not a mapping", text=data, expected=", ".join(hints))
    for key in data:
        if key not in hints:
            raise document.error((*place, key), "unknown key", text=key, expected=", ".join(hints),
                                 near=near(key, hints))  # fmt: skip
    missing = [f.name for f in dataclasses.fields(kind) if f.name not in data and _default(f) is _NOTHING]  # type: ignore[arg-type]
    if missing:
        raise document.error(place, "a key is missing", expected=", ".join(missing))
    return kind(**{k: _value(hints[k], document, (*place, k), v) for k, v in data.items()})


def _value(hint: Any, document: Document, place: Place, value: object) -> Any:
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise document.error(place, "not a list", text=value, expected="[...]")
        return tuple(_value(get_args(hint)[0], document, (*place, i), v) for i, v in enumerate(value))
    if get_origin(hint) is Mapping:
        if isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
            return value
        raise document.error(place, "not a mapping of texts", expected="key: text")
    wanted = next((a for a in get_args(hint) if a is not type(None)), hint)
    if isinstance(wanted, type) and dataclasses.is_dataclass(wanted):
        return _build(wanted, document, place, value)
    if wanted is str:
        # A time such as 2026-11-20 is a date to YAML.
        return str(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return value
    raise document.error(place, "not a number", text=value, expected="a number")


_NOTHING = object()


def _default(field_: dataclasses.Field[Any]) -> Any:
    if field_.default_factory is not dataclasses.MISSING:
        return field_.default_factory()
    return _NOTHING if field_.default is dataclasses.MISSING else field_.default
