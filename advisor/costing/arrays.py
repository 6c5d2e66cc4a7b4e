"""Arithmetic that takes plain numbers or numpy arrays alike; numpy is imported only when an array comes in.

Every function works element by element and never raises on zero: what cannot be divided is infinite.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Num: TypeAlias = float | NDArray[np.float64]
else:
    Num = Any


def is_plain(*values: Num) -> bool:
    """True when none of `values` is an array."""
    for value in values:  # noqa: SIM110 (twice as fast as all(...), and everything here calls it)
        if not isinstance(value, (float, int)):
            return False
    return True


def smaller(a: Num, b: Num) -> Num:
    """The smaller of two values."""
    if isinstance(a, (float, int)) and isinstance(b, (float, int)):
        return a if a <= b else b
    import numpy as np

    return np.minimum(a, b)


def larger(a: Num, b: Num) -> Num:
    """The larger of two values."""
    if isinstance(a, (float, int)) and isinstance(b, (float, int)):
        return a if a >= b else b
    import numpy as np

    return np.maximum(a, b)


def largest(a: Num) -> float:
    """The largest element of an array; a plain number itself."""
    if isinstance(a, int | float):
        return a
    import numpy as np

    return float(np.max(a))


def holds_in_all(condition: Any) -> bool:
    """Whether a comparison of two values holds in every sample."""
    return condition if isinstance(condition, bool) else bool(condition.all())


class Divided(Exception):
    """Samples that cannot be priced together: a condition holds for those in `where` and not for the others."""

    def __init__(self, where: NDArray[np.bool_]) -> None:
        super().__init__("priced apart")
        self.where = where


def one_value(value: Any) -> Any:
    """The value that all samples share, such as whether a way is open. Raises Divided if they differ."""
    if getattr(value, "ndim", 0) == 0:
        return value.item() if hasattr(value, "item") else value
    alike = value == value[0]
    if not alike.all():
        raise Divided(alike)
    return value[0].item()


def first_smallest(keys: Sequence[tuple[Num, ...]]) -> int:
    """The index of the smallest key. Raises Divided if it differs between samples."""
    return int(one_value(argmin(keys)))


def round_up(a: Num) -> Num:
    """The smallest whole number not below `a`; infinity stays infinity."""
    if isinstance(a, (float, int)):
        return float(math.ceil(a)) if math.isfinite(a) else a
    import numpy as np

    return np.ceil(a)


def divide(a: Num, b: Num) -> Num:
    """a / b; where b is zero or less: infinity (a quantity that is never reached)."""
    if isinstance(a, (float, int)) and isinstance(b, (float, int)):
        return a / b if b > 0 else math.inf
    import numpy as np

    positive = np.asarray(b) > 0
    if positive.all():
        return a / b
    return np.where(positive, np.asarray(a) / np.where(positive, b, 1.0), np.inf)


def where(condition: Any, then: Num, otherwise: Num) -> Num:
    """`then` where the condition holds, else `otherwise`; one boolean, also numpy's, decides for all samples."""
    if isinstance(condition, bool) or getattr(condition, "ndim", 1) == 0:
        return then if condition else otherwise
    import numpy as np

    return np.where(condition, then, otherwise)


def argmin(keys: Sequence[tuple[Num, ...]]) -> Any:
    """The index of the smallest key, compared part by part for each sample; the first of equal ones."""
    if all(is_plain(*key) for key in keys):
        return min(range(len(keys)), key=keys.__getitem__)
    import numpy as np

    at: Any = 0
    best = keys[0]
    for place, key in enumerate(keys[1:], 1):
        less: Any = False
        same: Any = True
        for mine, found in zip(key, best, strict=True):
            less = less | (same & np.less(mine, found))
            same = same & np.equal(mine, found)
        at = np.where(less, place, at)
        best = tuple(np.where(less, mine, found) for mine, found in zip(key, best, strict=True))
    return at
