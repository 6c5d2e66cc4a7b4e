"""Every action with its key and binding id, and the user's own keymap file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from textual.binding import Binding

from advisor.errors import near

APP_KEYS = (
    Binding("ctrl+q", "leave", "Leave; everything is saved", id="leave", priority=True),
    Binding("f3", "open('rules')", "Rules: what fired on this case, and why", id="rules"),
    Binding("f4", "open('prices')", "Prices: values, dates, how old they are", id="prices"),
    Binding("f5", "open('cases')", "Cases: resume, duplicate, compare", id="cases"),
    Binding("f9", "open('costs')", "Costs: every line of every route with its formula", id="costs"),
    Binding("f11,ctrl+y", "open('sources')", "Sources: what every citation stands for", id="sources"),
    Binding("f12,ctrl+l", "open('outlook')", "Outlook: how sure, what would flip it", id="outlook"),
    Binding("ctrl+t", "next_theme", "Theme: dark, light or the terminal's own", id="theme"),
)

INTERVIEW_KEYS = (
    Binding("shift+tab", "back", "Back to the previous question", id="back", priority=True),
    Binding("f1", "help", "Help: commands and keys", id="help"),
    Binding("f2", "panel", "Show or hide the panel", id="panel"),
    Binding("f6,ctrl+o", "export", "Export memo or case to a file", id="export"),
    Binding("f7", "copy_verdict", "Copy the verdict", id="copy-verdict"),
    Binding("f8", "copy_memo", "Copy the whole memo", id="copy-memo"),
    Binding("f10", "review", "Your answers: said, assumed, measured; change one", id="review"),
    Binding("ctrl+r", "measure('usage')", "Read a usage export: volume, tokens, model", id="usage"),
    Binding("ctrl+g", "measure('prompt')", "Read sample prompts: tokens, examples", id="prompt"),
    Binding("pageup", "scroll('up')", "Scroll the talk up", id="scroll-up", priority=True),
    Binding("pagedown", "scroll('down')", "Scroll the talk down", id="scroll-down", priority=True),
    Binding("ctrl+up", "edit_last", "Pick an earlier answer to edit", id="edit"),
    Binding("ctrl+z", "undo", "Undo the last answer", id="undo", priority=True),
    Binding("escape", "escape", "Leave what is open", id="escape"),
    Binding("ctrl+n", "new", "Start another interview", id="new"),
)

CASES_KEYS = (
    Binding("f2", "resume", "Resume: go on with this interview", id="resume"),
    Binding("f6", "duplicate", "Duplicate this interview", id="duplicate"),
    Binding("f7", "mark", "Compare: mark one, then select the other", id="compare"),
)

RULES_KEYS = (Binding("f6", "effect", "Effect: the verdicts that an edit of the rules flips", id="effect"),)

IDS = frozenset(b.id for b in (*APP_KEYS, *INTERVIEW_KEYS, *CASES_KEYS, *RULES_KEYS) if b.id)


def keymap(path: Path) -> Mapping[str, str]:
    """The user's keys from `path`: action id -> keys, comma separated. Empty when absent. Raises BadInput."""
    if not path.is_file():
        return {}
    from advisor.files import yaml_file

    document = yaml_file.read(path)
    data = document.data or {}
    if not isinstance(data, dict):
        raise document.error((), "not a keymap", expected="lines of `action: key`")
    for name, keys in data.items():
        if name not in IDS:
            expected = ", ".join(sorted(IDS))
            raise document.error(
                (name,), "unknown action", text=name, expected=expected, near=near(name, IDS)
            )
        if not isinstance(keys, str) or not keys.strip():
            raise document.error((name,), "not a key", text=keys, expected="a key such as f2 or ctrl+o")
    return {str(n): str(k) for n, k in data.items()}
