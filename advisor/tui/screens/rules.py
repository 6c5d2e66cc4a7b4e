"""Rule audit: every rule, what it did on this case, its YAML, its citations, its tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from advisor.tui.screens.browser import Catalogue
from advisor.tui.text import rules_text

if TYPE_CHECKING:
    from advisor.decision.decision import Decision
    from advisor.knowledge.store import Knowledge
    from advisor.rules import RuleSet


class RulesScreen(Catalogue):
    """Rules by state and theme on one decision."""

    HINT = "filter: fired, silent, open, conflicting, a theme, any word"
    EMPTY = "No rule matches."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f3", "close", "Close the rules", show=False)]

    def __init__(self, decision: Decision, rules: RuleSet, knowledge: Knowledge, start: str = "") -> None:
        super().__init__()
        self.start = start
        self._case, self._rules, self._knowledge = rules_text.audited(decision, rules), rules, knowledge

    def heading(self) -> Content:
        """How many rules are in each state; a click filters."""
        counted = rules_text.counts(self._rules.rules, self._case)
        parts = [Content(f"{len(self._rules.rules)} rules").stylize("@click=screen.filter('')")]
        parts += [Content(f"{n} {s}").stylize(f"@click=screen.filter('{s}')") for s, n in counted.items()]
        return Content(" · ").join(parts)

    def rows(self, filter_: str) -> Mapping[str, Content]:
        """The rules that match."""
        found = rules_text.kept(self._rules.rules, self._case, filter_)
        return {r.id: rules_text.row(r, self._case) for r in found}

    def detail(self, id_: str) -> Content:
        """The whole rule."""
        return rules_text.detail(self._rules.rule(id_), self._case, self._rules, self._knowledge)
