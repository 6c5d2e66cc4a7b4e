"""Loads the case a verb works on: a case file, or the case that a memo carries."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.case.facts import TRIED
from advisor.cli import options
from advisor.errors import BadInput
from advisor.files import yaml_file
from advisor.text.escape import one_line

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.knowledge.store import Knowledge

_YAML = (".yaml", ".yml")


def load(path: Path, knowledge: Knowledge) -> tuple[Case, datetime.date | None]:
    """The case in `path` with model names resolved to ids, and the date of a memo (None for a case file).

    Raises BadInput with file:line.
    """
    from advisor.case.model_answers import name_models
    from advisor.costing.inputs import Inputs

    case, decided_on = _read(path)
    if decided_on is not None:
        return case, decided_on
    try:
        named, book = name_models(case, knowledge)
        Inputs(book, datetime.date.today(), {}, named.prices).check_negotiated_prices()
        return named, None
    except BadInput as e:
        document = yaml_file.read(path)
        raise e.at(str(path), document.line(_place(document.data, e))) from None


def load_on(path: Path, as_of: str | None, knowledge: Knowledge) -> tuple[Case, datetime.date]:
    """The case in `path` and the date to decide it on: `as_of`, else the date of the memo, else today.

    Raises BadInput.
    """
    case, decided_on = load(path, knowledge)
    return case, options.date(as_of) if as_of or decided_on is None else decided_on


def _read(path: Path) -> tuple[Case, datetime.date | None]:
    if path.suffix.lower() in _YAML:
        from advisor.case.case import load as load_file

        return load_file(path), None
    from advisor.report.carried.memo_reader import is_memo, load_case, read

    if not is_memo(path):
        return load_case(path)
    memo = read(path)
    if memo.edited:
        where = one_line(", ".join(memo.edited), 300)
        print(
            f"warning: {path} was edited by hand ({where}); this is decided from the case it carries, whatever its"
            " words say: `advisor check` names what was changed",
            file=sys.stderr,
        )
    return memo.case, memo.record.as_of


def _place(data: Any, error: BadInput) -> yaml_file.Place:
    """The place in the file of the model or price that `error` is about."""
    name = str(error.text)
    if not error.fact:
        prices: dict[str, Any] = data["prices"]
        return next((("prices", e, name) for e, rates in prices.items() if name in rates), ("prices", name))
    among = (TRIED, name), (TRIED, "value", name), (error.fact,), ("other_model",)
    return next(p for steps in among if _stands(data, p := ("answers", *steps)))


def _stands(data: Any, place: yaml_file.Place) -> bool:
    for step in place:
        if not isinstance(data, dict) or step not in data:
            return False
        data = data[step]
    return True
