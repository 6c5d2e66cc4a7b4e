"""The app: themes, screens, the command palette, and one way in."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import signal
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from advisor.errors import INTERNAL, BadInput, EngineUnavailable
from advisor.files import paths
from advisor.interview.beginning import NOTHING, Beginning
from advisor.tui import messages, theme_preference
from advisor.tui.keys import APP_KEYS, keymap
from advisor.tui.palette import Palette
from advisor.tui.screens.interview import InterviewScreen
from advisor.tui.services import Services
from advisor.tui.terminal_driver import lenient_driver
from advisor.tui.widgets.key_bar import pretty

if TYPE_CHECKING:
    pass

THEMES = ("textual-dark", "textual-light", "ansi-dark", "ansi-light")
READABLE = {
    "textual-light": {"text-success": "#1f6b35", "text-warning": "#7a4a00"},
    "ansi-dark": {"text-primary": "ansi_cyan", "text-error": "ansi_bright_red"},
    "ansi-light": {
        "text-success": "ansi_magenta",
        "text-secondary": "ansi_blue",
        "text-warning": "ansi_red",
    },
}
"""Colours in place of a theme's own that are too faint to read against its ground."""
KEYMAP = "keymap.yaml"


class AdvisorApp(App[int]):
    """Interview, rules, prices and cases over one core."""

    TITLE = "advisor"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = list(APP_KEYS)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012

    def __init__(self, core: Services, beginning: Beginning = NOTHING) -> None:
        super().__init__(driver_class=lenient_driver())
        self.core = core
        self._beginning = beginning
        self.theme = theme_preference.read(THEMES) or self.theme

    def get_default_screen(self) -> Screen[Any]:
        """The interview is the app's ground."""
        return InterviewScreen(self.core, self._beginning)

    def on_mount(self) -> None:
        """Take the user's keys, and leave the terminal as it was when told to end."""
        for name in ("SIGTERM", "SIGHUP"):
            self._end_on(getattr(signal, name))
        try:
            self.set_keymap(dict(keymap(paths.user_data() / KEYMAP)))
        except BadInput as e:
            self.notify(str(e), title="Your keymap was not read", severity="error", markup=False)

    def _end_on(self, sign: signal.Signals) -> None:
        """Close properly on this signal; where the loop takes no signals, the default holds."""
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            code = 128 + sign.value
            asyncio.get_running_loop().add_signal_handler(sign, lambda: self.exit(code, return_code=code))

    @property
    def interview(self) -> InterviewScreen:
        """The screen everything else is about."""
        ground = self.screen_stack[0]
        assert isinstance(ground, InterviewScreen)
        return ground

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every action that has a binding id, of the app and of the screen at hand."""
        keys = {b.binding.id: pretty(key) for key, b in screen.active_bindings.items()}
        for node in (screen, self):
            for binding in node.BINDINGS:
                if isinstance(binding, Binding) and binding.id:
                    title, _, more = binding.description.partition(": ")
                    help_ = " · ".join(filter(None, (more, keys.get(binding.id))))
                    yield SystemCommand(title, help_, self._runner(node, binding.action))
        for name in THEMES:
            yield SystemCommand(f"Theme {name}", "Colours of the whole app", self._theme_setter(name))

    def action_command_palette(self) -> None:
        """Every command, by what it does."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def action_help_quit(self) -> None:
        """What ctrl+c does: it says how to leave, since it also copies."""
        keys = (pretty(k) for k, b in self.screen.active_bindings.items() if b.binding.id == "leave")
        self.notify(messages.LEAVING.format(key=next(keys, "/quit")), timeout=4)

    def _runner(self, node: DOMNode, action: str) -> Callable[[], Awaitable[None]]:
        ran = False

        async def run_it() -> None:
            nonlocal ran
            if not ran:
                ran = True
                await self.run_action(action, node)

        return run_it

    def _theme_setter(self, name: str) -> Callable[[], None]:
        def set_it() -> None:
            self._choose_theme(name)

        return set_it

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, others where its own are too faint to read."""
        self.theme_variables = {**super().get_css_variables(), **READABLE.get(self.theme, {})}
        return self.theme_variables

    def action_next_theme(self) -> None:
        """The next theme of the list."""
        at = THEMES.index(self.theme) if self.theme in THEMES else -1
        self._choose_theme(THEMES[(at + 1) % len(THEMES)])

    def _choose_theme(self, name: str) -> None:
        self.theme = name
        self.notify(name, title="Theme", timeout=2)
        try:
            theme_preference.write(name)
        except BadInput as e:
            self.notify(str(e), title="The theme holds for this run only", severity="warning", markup=False)

    def _handle_exception(self, error: Exception) -> None:
        """Input that cannot be used, such as a broken knowledge file, ends the app with a sentence."""
        cause = getattr(error, "error", error)
        if isinstance(cause, BadInput | EngineUnavailable):
            self.exit(2, return_code=2, message=Text(f"advisor: {cause}\nEvery answer is kept."))
        else:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """An error of our own ends the app with a line that says where its log lies, as it ends a verb."""
        from advisor.files import crash_log

        assert self._exception is not None
        self.panic(Text(f"advisor: {crash_log.keep(self._exception)}\nEvery answer is kept."))

    def action_leave(self) -> None:
        """Close; answers are on disk already."""
        self.exit(0)

    def action_source(self, key: str) -> None:
        """Open the sources at this citation, over whatever cites it."""
        self.interview.action_show("sources", key)

    def action_open(self, name: str) -> None:
        """Open the rules, prices or cases screen over the interview."""
        if len(self.screen_stack) == 1:
            self.interview.action_show(name)


def run(beginning: Beginning = NOTHING, as_of: datetime.date | None = None) -> int:
    """Run the app until the user leaves, deciding on the day `as_of`; returns the exit code."""
    app = AdvisorApp(Services(as_of), beginning)
    app.run()
    return INTERNAL if app.return_code == 1 else app.return_code or 0
