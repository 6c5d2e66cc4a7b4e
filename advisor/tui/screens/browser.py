"""A screen to look things up in: a filter line, the rows that match, and the whole of the selected one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from advisor.tui.widgets.key_bar import KeyLine
from advisor.tui.widgets.line_input import Field
from advisor.tui.widgets.themed_list import RowList

if TYPE_CHECKING:
    from advisor.knowledge.references import Reference


class Catalogue(Screen[str | None]):
    """Subclasses give the heading, the rows for a filter, and the detail of one id."""

    HINT: ClassVar[str] = "filter"
    EMPTY: ClassVar[str] = "Nothing matches."
    KEYS: ClassVar[list[tuple[str, str]]] = [
        ("close", "back"),
        ("to_filter", "filter"),
        ("app.command_palette", "more"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("down", "to_list", "To the list", show=False),
        Binding("slash", "to_filter", "Filter", show=False),
        Binding("enter", "sources", "What the row rests on", show=False),
    ]

    start: str = ""
    """The id that is selected first."""

    def heading(self) -> Content:
        """The first line."""
        raise NotImplementedError

    def rows(self, filter_: str) -> Mapping[str, Content]:
        """Id -> row, for the filter typed."""
        raise NotImplementedError

    def detail(self, id_: str) -> Content:
        """Everything about one id."""
        raise NotImplementedError

    def cited(self, id_: str) -> tuple[Reference, ...]:
        """What the row rests on; Enter on it shows that."""
        return ()

    def compose(self) -> ComposeResult:
        """Heading, filter, list left and detail right, keys."""
        yield Static(id="heading", markup=False)
        yield Field(placeholder=self.HINT, id="filter")
        with Horizontal(id="halves"):
            yield RowList(id="rows", markup=False, compact=True)
            with VerticalScroll(id="detail-scroll"):
                yield Static(id="detail", markup=False)
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """List everything."""
        self.refill()
        self.query_one("#filter", Input).focus()

    def refill(self) -> None:
        """Read heading and rows again."""
        self.query_one("#heading", Static).update(self.heading())
        self._list(self.query_one("#filter", Input).value)

    @property
    def selected(self) -> str | None:
        """The id of the highlighted row."""
        option = self.query_one(OptionList).highlighted_option
        return option.id if option else None

    def action_close(self) -> None:
        """Back to the interview."""
        self.dismiss(None)

    def action_to_list(self) -> None:
        """From the filter to the list."""
        self.query_one(OptionList).focus()

    def action_to_filter(self) -> None:
        """Back to the filter."""
        self.query_one("#filter", Input).focus()

    def action_sources(self) -> None:
        """What the selected row rests on, on a screen of its own."""
        from advisor.tui.screens.sources import SourcesScreen

        if self.selected is not None and (found := self.cited(self.selected)):
            self.app.push_screen(SourcesScreen(found))

    def action_filter(self, words: str) -> None:
        """Filter by these words."""
        self.query_one("#filter", Input).value = words

    @on(Input.Changed, "#filter")
    def _filter(self, event: Input.Changed) -> None:
        self._list(event.value)

    @on(Input.Submitted, "#filter")
    def _filtered(self) -> None:
        self.action_to_list()

    @on(OptionList.OptionSelected, "#rows")
    def _opened(self) -> None:
        self.action_sources()

    @on(OptionList.OptionHighlighted)
    def _show(self, event: OptionList.OptionHighlighted) -> None:
        if event.option.id is not None and event.option.id == self.selected:  # not one of a filter before
            self.query_one("#detail", Static).update(self.detail(event.option.id))
            self.query_one("#detail-scroll").scroll_home(animate=False)

    def _list(self, filter_: str) -> None:
        listed = self.query_one(OptionList)
        rows = self.rows(filter_)
        listed.clear_options()
        listed.add_options([Option(row, id=id_) for id_, row in rows.items()])
        if rows:
            listed.highlighted = listed.get_option_index(self.start) if self.start in rows else 0
        else:
            self.query_one("#detail", Static).update(self.EMPTY)
