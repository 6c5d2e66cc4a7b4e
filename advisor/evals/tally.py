"""Rows folded as they come: what each model scored on each example, and what it took; no row is kept."""

from __future__ import annotations

import array
import functools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from advisor.errors import BadInput
from advisor.evals.limits import LONGEST_NAME, MOST_EXAMPLES, MOST_MODELS
from advisor.evals.row import PASS, EvalRow
from advisor.text.escape import one_line

Key = tuple[str, str, str]


@functools.lru_cache(maxsize=1024)
def _name(text: str) -> str:
    return one_line(text, LONGEST_NAME)


@dataclass(slots=True)
class ExampleTally:
    """One example of one model: how often it ran, per metric the sum and number of scores, and what its calls took."""

    item: str
    cluster: str
    runs: int = 0
    failed: int = 0
    input: float | None = None
    output: float | None = None
    cached: float | None = None
    usd: float | None = None
    sums: dict[str, tuple[float, int]] = field(default_factory=dict)

    def took(self, row: EvalRow) -> None:
        """Add what one call took, where it tells."""
        self.input = _plus(self.input, row.tokens.input)
        self.output = _plus(self.output, row.tokens.output)
        self.cached = _plus(self.cached, row.tokens.cached)
        self.usd = _plus(self.usd, row.usd)

    def reading(self, metric: str) -> tuple[float | None, float, float]:
        """The mean score over the repeats, and the means with what is missing as failed and as passed."""
        total, n = self.sums.get(metric, (0.0, 0))
        known = n + self.failed
        missing = max(self.runs - known, 0)
        every = known + missing
        if not every:
            return None, 0.0, 1.0
        return (total / known if known else None), total / every, (total + missing) / every


def _plus(total: float | None, amount: float | None) -> float | None:
    return total if amount is None or amount < 0 else (total or 0.0) + amount


@dataclass
class Amounts:
    """What the calls of one model took, over the rows that tell: tokens, USD, milliseconds."""

    input: list[float] = field(default_factory=lambda: [0.0, 0])
    output: list[float] = field(default_factory=lambda: [0.0, 0])
    cached: list[float] = field(default_factory=lambda: [0.0, 0])
    usd: list[float] = field(default_factory=lambda: [0.0, 0])
    ms: array.array[float] = field(default_factory=lambda: array.array("d"))

    def add(self, row: EvalRow) -> None:
        """Count one row."""
        tokens = row.tokens
        for totals, amount in (
            (self.input, tokens.input), (self.output, tokens.output), (self.cached, tokens.cached), (self.usd, row.usd),
        ):  # fmt: skip
            if amount is not None and amount >= 0:
                totals[0] += amount
                totals[1] += 1
        if row.ms is not None and row.ms >= 0 and row.state == "scored":
            self.ms.append(row.ms)


@dataclass
class ModelTally:
    """All that was read of one model with one prompt. `fails`: rows that failed, by `causes` where the files tell."""

    model: str
    label: str
    prompt: str
    tools: set[str] = field(default_factory=set)
    runs: dict[str, None] = field(default_factory=dict)
    examples: dict[str, ExampleTally] = field(default_factory=dict)
    file: int = 0
    column: int = 0
    rows: int = 0
    failed: int = 0
    missing: int = 0
    fails: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)
    judges: dict[str, None] = field(default_factory=dict)
    snapshots: dict[str, None] = field(default_factory=dict)
    amounts: Amounts = field(default_factory=Amounts)


@dataclass
class Tally:
    """All models in the order in which they came, and the metrics in theirs."""

    models: dict[Key, ModelTally] = field(default_factory=dict)
    metrics: Counter[str] = field(default_factory=Counter)
    outside: dict[str, list[float]] = field(default_factory=dict)
    scale: tuple[float, float] = (0.0, 1.0)
    _seen: set[int] = field(default_factory=set)
    _slots: dict[int, bool] = field(default_factory=dict)

    def add(self, row: EvalRow, tool: str, run: str, file: int = 0) -> str:
        """Fold one row of the file of this number; why it was set aside, empty where it counts.

        Raises BadInput where there are too many models or examples.
        """
        if row.row_id:
            mark = hash((tool, row.row_id, row.model, row.label))
            if mark in self._seen and not row.again:
                return "the same as an earlier row"
            self._seen.add(mark)
        model = self._model(row, file)
        example = self._example(model, row)
        if row.copied and example.runs:
            return "a copy from the tool's own cache of an answer that was counted"
        if row.slot and (again := self._asked_again(model, example, row)):
            return again
        model.tools.add(tool)
        model.runs[run] = None
        self._count(model, example, row)
        return ""

    def _asked_again(self, model: ModelTally, example: ExampleTally, row: EvalRow) -> str:
        """Let an answer take the place of the same one lost in another file; why this row is the one to go."""
        slot = hash((row.slot, row.model))
        lost = self._slots.get(slot)
        if lost is False or (lost and row.state == "missing"):
            return "an attempt whose answer stands in another file"
        if lost:
            example.runs -= 1
            model.rows -= 1
            model.missing -= 1
        self._slots[slot] = row.state == "missing"
        return ""

    def _model(self, row: EvalRow, file: int) -> ModelTally:
        names = tuple(_name(n) for n in (row.model, row.label, row.prompt))
        key = (names[0], names[1], names[2])
        if key not in self.models:
            if len(self.models) >= MOST_MODELS:
                raise BadInput(f"more than {MOST_MODELS} models", text=row.model)
            self.models[key] = ModelTally(*key, file=file, column=row.column)
        return self.models[key]

    def _example(self, model: ModelTally, row: EvalRow) -> ExampleTally:
        key = row.content or row.item
        found = model.examples.get(key)
        if found is None:
            if len(model.examples) >= MOST_EXAMPLES:
                raise BadInput(f"more than {MOST_EXAMPLES:,} examples of one model", text=row.model)
            found = model.examples[key] = ExampleTally(row.item, row.cluster)
        return found

    def _count(self, model: ModelTally, example: ExampleTally, row: EvalRow) -> None:
        if not row.again:
            model.rows += 1
            example.runs += 1
            example.failed += row.state == "failed"
            model.failed += row.state == "failed"
            model.missing += row.state == "missing"
            model.amounts.add(row)
            example.took(row)
            model.fails += row.state == "failed" or bool(row.cause) or self._failed(row)
        for name, text in ((model.judges, row.judge), (model.snapshots, row.snapshot)):
            if text:
                name[_name(text)] = None
        if row.cause:
            model.causes[row.cause] += 1
        if row.why and row.state != "scored":
            model.reasons[one_line(row.why, 80)] += 1
        for metric, score in row.scores.items():
            self._score(example, _name(metric), score)

    def _failed(self, row: EvalRow) -> bool:
        """Whether nothing of an answer was right: no pass, or the lowest score."""
        first = next(iter(row.scores.values()), None)
        return row.scores[PASS] == 0 if PASS in row.scores else first == self.scale[0]

    def _score(self, example: ExampleTally, metric: str, score: float) -> None:
        low, high = self.scale
        self.metrics[metric] += 1
        share = score if metric == PASS else (score - low) / (high - low)
        if not -1e-9 <= share <= 1 + 1e-9:
            ends = self.outside.setdefault(metric, [score, score, 0])
            ends[0], ends[1], ends[2] = min(ends[0], score), max(ends[1], score), ends[2] + 1
            return
        total, n = example.sums.get(metric, (0.0, 0))
        example.sums[metric] = (total + min(max(share, 0.0), 1.0), n + 1)

    def __iter__(self) -> Iterator[ModelTally]:
        """The models as files and their columns have them: rows come in the order in which answers did."""
        return iter(sorted(self.models.values(), key=lambda m: (m.file, m.column)))
