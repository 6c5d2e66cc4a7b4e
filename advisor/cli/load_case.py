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


def load(path: Path, knowledge: Knowledge) -> tuple[Case, datetime.date | None]:
    """The case in `path`, its models by their ids in the price book, and the date a memo was decided on.

    Raises BadInput with file:line.
    """
    from advisor.case.model_answers import name_models
    from advisor.report.memo_reader import load_case

    case, decided_on = load_case(path)
    if decided_on is not None:
        return case, decided_on
    try:
        return name_models(case, knowledge)[0], None
    except BadInput as e:
        place = ("answers", e.fact) if e.fact else ("prices", str(e.text))
        raise e.at(str(path), yaml_file.read(path).line(place)) from None
