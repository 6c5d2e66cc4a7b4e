"""One workload once: a case and the memos that carry it are one row, however many files say it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from advisor.errors import BadInput
from advisor.report.carried.memo_reader import is_memo, load_case


def merged(files: Iterable[Path]) -> dict[Path, tuple[Path, ...]]:
    """Each file to decide, in order, and the others that carry the same workload.

    A case file stands for the memos beside it with its name, and for every memo that carries the same title and
    answers; of memos alone the first stands for the rest. Two case files are two workloads. Files that cannot be
    read stand for themselves, so that the error is said once for each.
    """
    every = list(files)
    cases = [f for f in every if not is_memo(f)]
    memos = [f for f in every if is_memo(f)]
    if not memos:
        return dict.fromkeys(every, ())
    stands_for: dict[Path, list[Path]] = {f: [] for f in cases}
    by_place = {(f.parent, _stem(f)): f for f in cases}
    by_text = {text: f for f in reversed(cases) if (text := _carried(f)) is not None}
    for memo in memos:
        text = _carried(memo)
        twin = by_place.get((memo.parent, _stem(memo))) or (by_text.get(text) if text is not None else None)
        if twin is not None:
            stands_for[twin].append(memo)
            continue
        stands_for[memo] = []
        if text is not None:
            by_text[text] = memo
    return {f: tuple(stands_for[f]) for f in every if f in stands_for}


def _stem(path: Path) -> str:
    return path.name.split(".")[0]


def _carried(path: Path) -> str | None:
    """The case in `path` as text; None if it cannot be read."""
    from advisor.case.case import dump

    try:
        case, _ = load_case(path)
        return dump(case)
    except BadInput:
        return None
