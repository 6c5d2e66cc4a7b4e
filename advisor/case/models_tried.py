"""The untrained models that were measured on the task, each with how far it falls short of the bar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from advisor.errors import BadInput, near

GAPS = ("none", "small", "large")
"""How far a model falls short of the bar, the best first."""
SHORT = "short"
"""Stands for a gap that is one of the misses, of which it is not known which."""
MISSED = (*GAPS[1:], SHORT)
UNNAMED = "unnamed"
"""Stands for a model that was measured and not named."""

EXPECTED = f"model: {' or '.join(GAPS)}, such as gpt-6-luna: small"


class ModelsTried(Mapping[str, tuple[str, ...]]):
    """Model -> the gaps it may have, one where that is known. Plain, hashable, sorted by name."""

    def __init__(self, entries: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> None:
        self.entries = entries

    @classmethod
    def of(cls, given: Mapping[str, str | Sequence[str]]) -> ModelsTried:
        """From a mapping of names to a gap or several. Raises BadInput."""
        return cls(tuple(sorted((_name(name), _gaps(gaps)) for name, gaps in given.items())))

    @cached_property
    def _by_name(self) -> dict[str, tuple[str, ...]]:
        return dict(self.entries)

    def __getitem__(self, model: str) -> tuple[str, ...]:
        return self._by_name[model]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def gap(self, model: str) -> str | None:
        """The gap of `model`, SHORT for a miss of unknown size; None where it was not measured or may be good."""
        return gap_of(self.get(model, ()))

    @cached_property
    def best(self) -> str | None:
        """The smallest gap of all models; None while that is not decided, or none was measured."""
        firsts = [GAPS.index(gaps[0]) for gaps in self.values()]
        lasts = [GAPS.index(gaps[-1]) for gaps in self.values()]
        return GAPS[min(lasts)] if firsts and min(firsts) == min(lasts) else None

    def plain(self) -> dict[str, str | list[str]]:
        """As data: one gap as itself, several as a list."""
        return {name: gaps[0] if len(gaps) == 1 else list(gaps) for name, gaps in self.entries}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ModelsTried) and self.entries == other.entries

    def __hash__(self) -> int:
        return hash(self.entries)

    def __repr__(self) -> str:
        return f"ModelsTried({self.entries!r})"

    def __str__(self) -> str:
        return ", ".join(f"{name}: {' or '.join(gaps)}" for name, gaps in self.entries) or "none"


def gap_of(gaps: Sequence[str] | None) -> str | None:
    """The one gap of those that are possible, SHORT where each is a miss; None where none is told."""
    if gaps and len(gaps) == 1:
        return gaps[0]
    return SHORT if gaps and GAPS[0] not in gaps else None


def _name(name: object) -> str:
    if not isinstance(name, str) or not name.strip() or not name.isprintable() or len(name) > 200:
        raise BadInput("models_tried: not a model", text=name, expected=EXPECTED)
    return name


def _gaps(given: object) -> tuple[str, ...]:
    several = [given] if isinstance(given, str) else given
    if not isinstance(several, list | tuple) or not several:
        raise BadInput("models_tried: not a gap", text=given, expected=EXPECTED)
    for gap in several:
        if gap not in GAPS:
            close = near(gap, GAPS) if isinstance(gap, str) else None
            raise BadInput("models_tried: not a gap", text=gap, expected=" or ".join(GAPS), near=close)
    return tuple(g for g in GAPS if g in several)


def renamed(tried: ModelsTried | None, *, model: str | None = None, gap: str | None = None) -> ModelsTried:
    """`tried` with the one model of the former facts other_model and other_model_gap named or measured.

    Raises BadInput where several models were tried.
    """
    if tried is not None and len(tried) > 1:
        raise BadInput("several models were tried; say which", expected=f"models_tried = {EXPECTED}")
    name, gaps = tried.entries[0] if tried else (UNNAMED, GAPS)
    return ModelsTried.of({model or name: (gap,) if gap else gaps})
