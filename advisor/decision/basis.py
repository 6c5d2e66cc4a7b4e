"""The rules and the knowledge that a decision is made with."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from advisor import knowledge
from advisor.files import paths

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge
    from advisor.rules import RuleSet


class DecisionBasis(Struct, frozen=True, dict=True):
    """Rules and knowledge, both fixed by their hashes."""

    rules: RuleSet
    knowledge: Knowledge

    @cached_property
    def own_rules(self) -> tuple[str, ...]:
        """Ids of the rules that are not the shipped ones, and names of the figures that are not."""
        shipped = f"{paths.RULES}{os.sep}"
        figures = (f.name for f in self.rules.figures.values() if not f.file.startswith(shipped))
        rules = (r.id for r in self.rules.rules if not r.file.startswith(shipped))
        return (*figures, *rules)


def load_basis(rules: Sequence[Path] = (), knowledge_folder: Path = paths.KNOWLEDGE) -> DecisionBasis:
    """The shipped rules and knowledge, with the user's own rules and the folders in `rules` added.

    Raises BadInput (file:line) for a file that cannot be used.
    """
    from advisor.rules.load import load, rule_folders

    return DecisionBasis(load(rule_folders(rules)), knowledge.load(knowledge_folder))
