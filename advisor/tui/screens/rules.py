"""Rule audit: every rule, what it did on this case, its YAML, its citations, its tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from advisor.errors import BadInput
from advisor.tui.keys import RULES_KEYS
from advisor.tui.screens.browser import Catalogue
from advisor.tui.text import rules_text

if TYPE_CHECKING:
    from advisor.decision.decision import Decision
    from advisor.knowledge.references import Reference
    from advisor.tui.services import Services


class RulesScreen(Catalogue):
    """Rules by state and theme on one decision."""

    HINT = "filter: fired, silent, open, conflicting, a theme, any word"
    EMPTY = "No rule matches."
    KEYS: ClassVar[list[tuple[str, str]]] = [
        ("close", "back"),
        ("to_filter", "filter"),
        ("sources", "sources"),
        ("effect", "effect of an edit"),
        ("app.command_palette", "more"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "close", "Close the rules", show=False),
        *RULES_KEYS,
    ]

    def __init__(self, decision: Decision, core: Services, start: str = "") -> None:
        super().__init__()
        self.start = start
        self._core, self._decision = core, decision
        self._rules, self._knowledge = core.basis.rules, core.basis.knowledge
        self._case = rules_text.audited(decision, self._rules)

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

    def cited(self, id_: str) -> tuple[Reference, ...]:
        """What the rule cites."""
        from advisor.knowledge.references import references

        return references(self._knowledge, self._rules.rule(id_).cites)

    def action_effect(self) -> None:
        """Beside the list: the verdicts that the rules as their files are now would flip."""
        try:
            told = self._core.effect_of_edit(self._decision.case)
        except BadInput as e:
            told = f"The rules in the files cannot be read: {e}"
        self.query_one("#detail", Static).update(Content(told))
        self.query_one("#detail-scroll").scroll_home(animate=False)
