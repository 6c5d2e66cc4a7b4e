"""Rows folded as they come: what each model scored on each example, and what it took; no row is kept."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from advisor.errors import BadInput
from advisor.evals.limits import LONGEST_NAME, MOST_EXAMPLES, MOST_MODELS, MOST_REASONS
from advisor.evals.rows.example_store import ExampleStore, ExampleTally
from advisor.evals.rows.row import PASS, EvalRow, Share, Stars
from advisor.text.escape import one_line

Key = tuple[str, str, str]


@functools.lru_cache(maxsize=1024)
def _name(text: str) -> str:
    return one_line(text, LONGEST_NAME)


@dataclass
class Amounts:
    """What the calls of one model took, over the rows that tell: tokens and USD."""

    input: list[float] = field(default_factory=lambda: [0.0, 0])
    output: list[float] = field(default_factory=lambda: [0.0, 0])
    cached: list[float] = field(default_factory=lambda: [0.0, 0])
    usd: list[float] = field(default_factory=lambda: [0.0, 0])

    def add(self, row: EvalRow) -> None:
        """Count one row."""
        tokens = row.tokens
        for totals, amount in (
            (self.input, tokens.input), (self.output, tokens.output), (self.cached, tokens.cached), (self.usd, row.usd),
        ):  # fmt: skip
            if amount is not None and amount >= 0:
                totals[0] += amount
                totals[1] += 1


@dataclass
class ModelTally:
    """All that was read of one model with one prompt; its examples stand in `store` under `number`.

    `size`: how many they are; `scored`: metrics of which there is a score; `fails`: rows that failed, by `causes`
    where the files tell.
    """

    model: str
    label: str
    prompt: str
    store: ExampleStore
    number: int
    size: int = 0
    scored: set[str] = field(default_factory=set)
    tools: set[str] = field(default_factory=set)
    runs: dict[str, None] = field(default_factory=dict)
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

    def examples(self) -> Iterator[ExampleTally]:
        """Its examples in the order in which they came, read one by one."""
        return self.store.examples(self.number)


@dataclass
class Tally:
    """All models in the order in which they came, and the metrics in theirs.

    `metrics`: how many scores of each, 0 where all are unread; `unread`: what stood for a score of a metric and was
    none; `outside`: lowest, highest and number outside the scale.
    """

    models: dict[Key, ModelTally] = field(default_factory=dict)
    metrics: Counter[str] = field(default_factory=Counter)
    unread: dict[str, Counter[str]] = field(default_factory=dict)
    outside: dict[str, list[float]] = field(default_factory=dict)
    scale: tuple[float, float] = (0.0, 1.0)
    store: ExampleStore = field(default_factory=ExampleStore)

    @property
    def scored_metrics(self) -> tuple[str, ...]:
        """The metrics of which there is a score, in their order."""
        return tuple(m for m, n in self.metrics.items() if n)

    def add(self, row: EvalRow, tool: str, run: str, file: int = 0) -> str:
        """Fold one row of the file of this number; why it was set aside, empty where it counts.

        Raises BadInput where there are too many models or examples.
        """
        if row.row_id:
            mark = hash((tool, row.row_id, row.model, row.label))
            if self.store.see(mark) and not row.again:
                return "the same as an earlier row"
        self.keep_unread(row.unread)
        model = self._model(row, file)
        key = hash(row.content or row.item)
        known = self.store.get(model.number, key)
        example = known or ExampleTally(hash(row.item), hash(row.cluster))
        if row.copied and example.runs:
            return "a copy from the tool's own cache of an answer that was counted"
        if row.slot and (again := self._asked_again(model, example, row)):
            return again
        model.tools.add(tool)
        model.runs[run] = None
        self._count(model, example, row)
        self.store.put(model.number, key, example)
        model.size += known is None
        if model.size > MOST_EXAMPLES:
            raise BadInput(f"more than {MOST_EXAMPLES:,} examples of one model", text=row.model)
        return ""

    def keep_unread(self, unread: Mapping[str, str]) -> None:
        """Count what stood for scores and was none."""
        for metric, word in unread.items():
            self.metrics[_name(metric)] += 0
            if word:
                _count_reason(self.unread.setdefault(_name(metric), Counter()), one_line(word, 40))

    def _asked_again(self, model: ModelTally, example: ExampleTally, row: EvalRow) -> str:
        """Let an answer take the place of the same one lost in another file; why this row is the one to go."""
        slot = hash((row.slot, row.model))
        lost = self.store.lost(slot)
        if lost is False or (lost and row.state == "missing"):
            return "an attempt whose answer stands in another file"
        if lost:
            example.runs -= 1
            model.rows -= 1
            model.missing -= 1
        self.store.fill(slot, row.state == "missing")
        return ""

    def _model(self, row: EvalRow, file: int) -> ModelTally:
        names = tuple(_name(n) for n in (row.model, row.label, row.prompt))
        key = (names[0], names[1], names[2])
        if key not in self.models:
            if len(self.models) >= MOST_MODELS:
                raise BadInput(f"more than {MOST_MODELS} models", text=row.model)
            self.models[key] = ModelTally(*key, self.store, len(self.models), file=file, column=row.column)
        return self.models[key]

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
            if row.ms is not None and row.ms >= 0 and row.state == "scored":
                self.store.add_time(model.number, row.ms)
        for name, text in ((model.judges, row.judge), (model.snapshots, row.snapshot)):
            if text:
                name[_name(text)] = None
        if row.cause:
            model.causes[row.cause] += 1
        if row.why and row.state != "scored":
            _count_reason(model.reasons, one_line(row.why, 80))
        for metric, score in row.scores.items():
            self._score(model, example, _name(metric), score)

    def _failed(self, row: EvalRow) -> bool:
        """Whether nothing of an answer was right: no pass, or the lowest score."""
        first = next(iter(row.scores.values()), None)
        return row.scores[PASS] == 0 if PASS in row.scores else first == self.scale[0]

    def _score(self, model: ModelTally, example: ExampleTally, metric: str, score: float) -> None:
        self.metrics[metric] += 1
        share = self._share(metric, score)
        unsaid = isinstance(score, Stars) and max(self.scale) <= 1
        if unsaid or not -1e-9 <= share <= 1 + 1e-9:
            ends = self.outside.setdefault(metric, [score, score, 0])
            ends[0], ends[1], ends[2] = min(ends[0], score), max(ends[1], score), ends[2] + 1
            return
        model.scored.add(metric)
        total, n = example.sums.get(metric, (0.0, 0))
        example.sums[metric] = (total + min(max(share, 0.0), 1.0), n + 1)

    def _share(self, metric: str, score: float) -> float:
        """Where a score lies between the worst of the scale and its best, as a share of the way."""
        worst, best = self.scale
        if metric == PASS:
            return score
        if isinstance(score, Share):
            return 1 - score if worst > best else score
        return (score - worst) / (best - worst)

    def __iter__(self) -> Iterator[ModelTally]:
        """The models as files and their columns have them: rows come in the order in which answers did."""
        return iter(sorted(self.models.values(), key=lambda m: (m.file, m.column)))


def _count_reason(reasons: Counter[str], why: str) -> None:
    """Count a reason; where each has a number of its own, as of a request, the later ones are taken together."""
    reasons[why if why in reasons or len(reasons) < MOST_REASONS else "other errors"] += 1
