"""What is to be measured: which models, on which examples, held against what, at what price."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from advisor.errors import BadInput
from advisor.files import yaml_file

Check = Literal["exact", "json", "judge"]

BLANK = "REPLACE ME"
_REFERENCES = ("expected", "reference", "target", "label", "answer", "ground_truth", "output")
_IDS = ("id", "example_id", "item_id", "case_id")


@dataclass(frozen=True)
class SetupModel:
    """A model to run: what it is called in the results, its id, other names and provider, USD a call where known."""

    label: str
    id: str
    provider: str
    per_call_usd: float | None
    aliases: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name that the provider's API takes, as far as the price book has it."""
        called = tools()["providers"].get(self.provider, {}).get("called")
        found = next((a for a in self.aliases if called and re.search(called, a)), None)
        return found or self.id.removeprefix(f"{self.provider}/")


@dataclass(frozen=True)
class EvalPlan:
    """An evaluation before it is run. `examples`: how many would tell, as the two differ often or hardly ever.

    `prompt` and `tests`: the user's files; None where blanks are written.
    """

    title: str
    as_of: str
    models: tuple[SetupModel, ...]
    check: Check
    judge: SetupModel | None
    prompt: Path | None
    tests: Path | None
    examples: tuple[int, int]

    @property
    def per_example_usd(self) -> float | None:
        """What one example costs over all models; None where a price is not known."""
        prices = [m.per_call_usd for m in self.models]
        return None if None in prices else sum(p for p in prices if p is not None)


def tools() -> Mapping[str, Any]:
    """How tools name providers, and how tasks are checked."""
    return yaml_file.beside(__file__, "tools.yaml")


def check_of(task: str | None) -> Check:
    """How answers of this task are held against their references."""
    found: Check = tools()["checks"].get(task, "judge")
    return found


@dataclass(frozen=True)
class TestColumns:
    """The columns of a test set: what goes into the prompt, the reference, and the id of an example."""

    inputs: tuple[str, ...]
    reference: str | None
    id: str | None
    expects: bool


def test_columns(path: Path) -> TestColumns:
    """The columns of the user's CSV. Raises BadInput for what is no CSV with a header."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            header = next(csv.reader(handle), [])
    except FileNotFoundError:
        raise BadInput("no such file", file=str(path)) from None
    except (OSError, UnicodeDecodeError, csv.Error) as e:
        raise BadInput(f"not a CSV of tests ({e})", file=str(path)) from None
    names = [c.strip() for c in header if c.strip()]
    if len(names) < 2:
        raise BadInput("not a CSV of tests", file=str(path), line=1, expected="a header: input,expected,id")
    plain = [n for n in names if not n.startswith("__")]
    reference = next((n for r in _REFERENCES for n in plain if n.casefold() == r), None)
    id_ = next((n for i in _IDS for n in plain if n.casefold() == i), None)
    inputs = tuple(n for n in plain if n not in (reference, id_))
    return TestColumns(inputs, reference, id_, "__expected" in names)
