"""What a verb decides on: a case file, or the case that a memo carries."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import BadInput
from advisor.files import yaml_file

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.knowledge.store import Knowledge

_MODELS = ("model", "other_model")


def load(path: Path, knowledge: Knowledge) -> tuple[Case, datetime.date | None]:
    """The case in `path`, its models known to the price book, and the date a memo was decided on.

    Raises BadInput with file:line.
    """
    from advisor.report.memo_reader import load_case

    case, decided_on = load_case(path)
    for fact in _MODELS:
        if fact in case.answers and decided_on is None:
            try:
                knowledge.model(str(case.answers[fact].value))
            except BadInput as e:
                raise e.at(str(path), yaml_file.read(path).line(("answers", fact))) from None
    return case, decided_on
