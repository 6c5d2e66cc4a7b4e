"""Saved interviews: go on with one, duplicate it, or compare two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from advisor.case.fact_names import shown
from advisor.errors import BadInput
from advisor.interview import said_back
from advisor.report.what_moved import difference_lines
from advisor.text import words
from advisor.tui.keys import CASES_KEYS
from advisor.tui.screens.browser import Catalogue
from advisor.tui.text.styles import MUTED

if TYPE_CHECKING:
    from advisor.case.case import Case
    from advisor.decision.decision import Decision
    from advisor.interview.saved import Saved
    from advisor.tui.services import Services

_NAME, _SHORT = 28, 22


class CasesScreen(Catalogue):
    """Returns the log to go on with, or None."""

    HINT = "filter: part of a title"
    EMPTY = "No saved interview."
    KEYS: ClassVar[list[tuple[str, str]]] = [
        ("close", "back"),
        ("resume", "resume"),
        ("duplicate", "duplicate"),
        ("mark", "mark to compare"),
        ("app.command_palette", "more"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "close", "Close the cases", show=False),
        *CASES_KEYS,
    ]

    def __init__(self, core: Services) -> None:
        super().__init__()
        self._core = core
        self._saved: Mapping[str, Saved] = {}
        self._marked: str | None = None

    def heading(self) -> Content:
        """How many are saved, and what is marked."""
        self._saved = {str(s.path): s for s in self._core.saved()}
        marked = self._saved.get(self._marked or "")
        text = f"{len(self._saved)} saved interview{'s' if len(self._saved) != 1 else ''}"
        return Content(text + (f" · comparing with {self._title(marked)}" if marked else ""))

    def rows(self, filter_: str) -> Mapping[str, Content]:
        """Newest first, those whose title holds every word."""
        asked = filter_.lower().split()
        found = {p: s for p, s in self._saved.items() if all(w in self._title(s).lower() for w in asked)}
        return {path: self._row(path, saved) for path, saved in found.items()}

    def detail(self, id_: str) -> Content:
        """Answers and verdict of one; beside the marked one, what differs."""
        fault = self._saved[id_].fault
        if fault:
            return Content(f"Cannot be read: {fault}")
        try:
            case, decision = self._decided(id_)
            if self._marked and self._marked != id_ and self._marked in self._saved:
                return self._compared(*self._decided(self._marked), case, decision)
        except (BadInput, RuntimeError) as e:
            return Content(f"Cannot be decided: {e}")
        lines = [Content.styled(self._title(self._saved[id_]), "bold")]
        if decision is not None:
            lines += [Content(decision.verdict.headline), Content("")]
        lines += [
            Content.assemble((f"{shown(n):<{_NAME}}", MUTED), said_back.in_words(n, a))
            for n, a in case.answers.items()
        ]
        return Content("\n").join(lines)

    def action_resume(self) -> None:
        """Go on with the selected interview."""
        if self.selected and not self._saved[self.selected].fault:
            self.dismiss(self.selected)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter resumes."""
        self.action_resume()

    def action_duplicate(self) -> None:
        """A new interview with the same answers."""
        if self.selected and not self._saved[self.selected].fault:
            try:
                self._core.duplicate(self._saved[self.selected].path)
            except BadInput as e:
                self.notify(str(e), severity="error", markup=False)
            self.refill()

    def action_mark(self) -> None:
        """Mark the selected interview, or take the mark away."""
        self._marked = None if self._marked == self.selected else self.selected
        at = self.query_one(OptionList).highlighted
        self.refill()
        self.query_one(OptionList).highlighted = at

    def _decided(self, path: str) -> tuple[Case, Decision | None]:
        case = self._core.converse(self._saved[path].path).case()
        return case, self._core.decide(case) if case.answers else None

    def _row(self, path: str, saved: Saved) -> Content:
        mark = "◆ " if path == self._marked else "  "
        state = (
            "unreadable"
            if saved.fault
            else f"{saved.answers:>2} answers" + (", written" if saved.finished else "")
        )
        when = f"{saved.changed:%m-%d %H:%M}"
        room = _SHORT if 100 <= self.size.width < 116 else _NAME  # half a screen is less than a narrow one
        return Content.assemble(
            mark, f"{words.shortened(saved.called, room):<{room}} ", (f"{when}  {state}", MUTED)
        )

    @staticmethod
    def _title(saved: Saved) -> str:
        return words.shortened(saved.called, _NAME)

    def _compared(self, old: Case, was: Decision | None, new: Case, now: Decision | None) -> Content:
        lines = [Content.styled("Answers, marked → selected", "bold"), *_answers(old, new)]
        lines.append(Content.styled("\nVerdict and cost, marked → selected", "bold"))
        if was is None or now is None:
            lines.append(Content("One of them has no answers yet."))
        else:
            lines += [Content(line) for line in difference_lines(was, now)]
        return Content("\n").join(lines)


def _answers(old: Case, new: Case) -> Iterator[Content]:
    differing = 0
    for name in dict.fromkeys((*old.answers, *new.answers)):
        a, b = (c.answers.get(name) for c in (old, new))
        if (a and a.value) != (b and b.value):
            differing += 1
            yield Content(f"{shown(name)}: {said_back.in_words(name, a)} → {said_back.in_words(name, b)}")
    if not differing:
        yield Content("all the same")
