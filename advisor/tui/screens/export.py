"""Ask for a path and write the memo or the case there."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static

from advisor.errors import BadInput
from advisor.files import atomic
from advisor.interview.proposed_title import proposed_title
from advisor.tui.widgets.line_input import Field

if TYPE_CHECKING:
    from advisor.decision.decision import Decision

FORMATS: Mapping[str, str] = {
    ".md": "memo as Markdown",
    ".html": "memo as one HTML page",
    ".txt": "page one, for mail or chat",
    ".json": "decision as JSON",
    ".case.yaml": "the case, to decide again",
}


def ending(path: Path) -> str:
    """The ending of this path. Raises BadInput on one that means no format."""
    found = next((e for e in FORMATS if path.name.lower().endswith(e)), None)
    if found is None:
        raise BadInput(
            "this ending means no format", text=path.name, expected="a name ending in " + ", ".join(FORMATS)
        )
    return found


def rendered(decision: Decision, path: Path) -> str:
    """The text for this path, by its ending; takes up to a second for a memo. Raises BadInput."""
    match ending(path):
        case ".md":
            return memo(decision, "memo")
        case ".html":
            return memo(decision, "html")
        case ".txt":
            return memo(decision, "onepage")
        case ".json":
            from advisor.report import decision_json

            return decision_json.render(decision)
        case _:
            from advisor.case.case import dump

            return dump(decision.case)


def memo(decision: Decision, form: str) -> str:
    """The memo in one form of `advisor.report`, with how sure the verdict is. Raises BadInput."""
    from advisor.decision.basis import load_basis
    from advisor.report import rendered

    return rendered(decision, form, load_basis())


def file_name(title: str) -> str:
    """A memo's file name from a decision's title: letters, digits and hyphens."""
    slug = re.sub(r"[^a-z0-9]+", "-", title[:200].lower()).strip("-")[:60].strip("-")
    return f"{slug or 'decision'}.md"


class PathSuggester(Suggester):
    """Completes the first name in the folder that starts as typed, folders with a slash."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The whole value completed, or None."""
        head, slash, tail = value.rpartition("/")
        try:
            names = sorted(Path(head + slash or ".").expanduser().iterdir())
        except (OSError, RuntimeError, ValueError):
            return None
        for found in names:
            if tail and found.name.startswith(tail) and found.name != tail:
                return f"{head}{slash}{found.name}" + ("/" if found.is_dir() else "")
        return None


class ExportScreen(ModalScreen[str | None]):
    """Asks where; writes; says what went wrong and stays, or returns the path written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back without writing"),
        Binding("tab", "complete", "Complete the path", priority=True),
    ]

    def __init__(self, decision: Decision, path: str, named: Callable[[str], Decision]) -> None:
        super().__init__()
        self._decision, self._path, self._named = decision, path, named
        self._title = decision.title or proposed_title(decision.case)
        self._suggested = path or file_name(self._title)
        self._confirmed: Path | None = None

    def compose(self) -> ComposeResult:
        """A name where there is none yet, one proposed in it, a path, what the endings mean, and a line for trouble."""
        with Vertical(id="dialog"):
            yield Static("Export the decision", classes="dialog-title", markup=False)
            if not self._decision.title:
                empty = "it takes the one below" if self._title else "it stays untitled"
                yield Static(f"Its name (empty: {empty})", markup=False)
                yield Field(id="name", placeholder=self._title or "Ticket triage")
            yield Static("To which file? The ending says what is written.", markup=False)
            yield Field(self._suggested, id="path")
            yield Static(
                "\n".join(f"{e:<11} {says}" for e, says in FORMATS.items()), classes="muted", markup=False
            )
            yield Static(
                "enter writes   tab next line, completes a path   escape leaves",
                classes="muted",
                markup=False,
            )
            yield Static(id="trouble", markup=False)

    def on_mount(self) -> None:
        """Complete paths as they are typed; a path that came with the command is written at once."""
        path = self.query_one("#path", Field)
        path.suggester = PathSuggester()
        if self._path:
            path.focus()
            self.run_worker(self._write(self._path), group="write", exclusive=True)

    def action_cancel(self) -> None:
        """Leave without writing."""
        self.dismiss(None)

    def action_complete(self) -> None:
        """Take the suggestion."""
        path = self.query_one("#path", Field)
        if self.focused is path:
            path.action_cursor_right()
        else:
            path.focus()

    @on(Input.Changed, "#name")
    def _file_follows_name(self, event: Input.Changed) -> None:
        path = self.query_one("#path", Field)
        if path.value == self._suggested:
            self._suggested = path.value = file_name(event.value.strip() or self._title)
            path.cursor_position = len(path.value)

    @on(Input.Changed)
    def _asked_anew(self) -> None:
        self._confirmed = None
        self.query_one("#trouble", Static).update("")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        title = "".join(f.value.strip() for f in self.query("#name").results(Field)) or self._title
        if title and title != self._decision.title:
            self._decision = self._named(title)
        path = self.query_one("#path", Field).value.strip()
        self.run_worker(self._write(path), group="write", exclusive=True)

    async def _write(self, name: str) -> None:
        try:
            path = Path(name).expanduser()
            if not name:
                raise BadInput("no file name", expected="a name ending in " + ", ".join(FORMATS))
            if path.is_dir():
                raise BadInput("this is a folder", file=str(path))
            if path.exists() and self._confirmed != path:
                ending(path)
                self._confirmed = path
                self._say(f"{path.name} exists. Press enter again to overwrite it.")
                return
            self._say("Writing …")
            atomic.write(path, await asyncio.to_thread(rendered, self._decision, path))
        except (OSError, RuntimeError, ValueError) as e:
            self._say(f"Not written. {e}")
        else:
            self.dismiss(str(path))

    def _say(self, text: str) -> None:
        self.query_one("#trouble", Static).update(text)
