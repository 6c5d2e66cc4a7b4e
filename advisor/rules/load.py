"""Folders of rule files -> one rule set, from what was read before where the files and the code are the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import BadInput
from advisor.files import paths
from advisor.files.compiled import kept
from advisor.rules.diagnostics import OnFault, refuse
from advisor.rules.engine_program import Program
from advisor.rules.parsing.listed_files import hash_of
from advisor.rules.rule import Conclude
from advisor.rules.rule_book import RuleBook
from advisor.rules.ruleset import RuleSet

if TYPE_CHECKING:
    from advisor.rules.parsing.rule_text import RuleText

KEPT = 4
CODE = ("case", "rules")
"""The folders whose code reads rules."""
_last: dict[tuple[Path, ...], RuleSet] = {}


def load(folders: Sequence[Path]) -> RuleSet:
    """The rules of all `folders`, or single files, in file order, policy last. Unchanged ones are read once a process.

    Raises BadInput with file:line for the first rule that cannot be read.
    """
    key = tuple(folders)
    found, digest = _last.pop(key, None), hash_of(folders)
    if found is None or found.sha256 != digest:
        found = _kept(folders, digest)
    _last[key] = found
    while len(_last) > KEPT:
        del _last[next(iter(_last))]
    return found


def rule_folders(more: Sequence[Path] = ()) -> list[Path]:
    """The folders rules are read from: the shipped ones, the user's own where there are any, and `more`."""
    own = [paths.user_rules()] if paths.user_rules().is_dir() else []
    return [paths.RULES, *own, *more]


def is_whole(folder: Path) -> bool:
    """Whether `folder` holds a policy of its own: it reads alone, concludes, and names the edges of the bands."""
    if not folder.is_dir():
        return False
    try:
        found = load([folder])
        return found.bands is not None and any(isinstance(r.then, Conclude) for r in found.rules)
    except BadInput:
        return False


def read_rules(folders: Sequence[Path], on_fault: OnFault) -> RuleSet:
    """The rule set of `folders`, parsed. Every fault goes to `on_fault`; a rule that cannot be read is left out."""
    from advisor.rules.parsing.parse_folders import parse

    book, sources = parse(folders, on_fault)
    return RuleSet(book.rules, book.levels, lambda: sources, book.terms, hash_of(folders))


def _kept(folders: Sequence[Path], digest: str) -> RuleSet:
    """The same where nothing is wrong; the files are parsed again only where somebody asks how a rule is written.

    Raises BadInput for the first fault.
    """

    def made() -> RuleBook:
        from advisor.rules.parsing.parse_folders import parse

        return parse(folders, refuse).book

    def sources() -> Mapping[str, RuleText]:
        from advisor.rules.parsing.parse_folders import parse

        return parse(folders, refuse).sources

    def program(make: Callable[[], Program]) -> Program:
        return kept(f"program of {name}", digest, Program, make, CODE)

    name = f"rules of {', '.join(map(str, folders))}"
    book = kept(name, digest, RuleBook, made, CODE)
    return RuleSet(book.rules, book.levels, sources, book.terms, digest, program)
