"""The interview as plain lines: for screen readers, pipes and terminals that cannot show the app."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from advisor.case import case as cases
from advisor.case.case import Case
from advisor.errors import UNWRITTEN, BadInput, EngineUnavailable
from advisor.evals.asked import Asked, read_bar, read_command
from advisor.interview import commands, measured
from advisor.interview.conversation import Conversation
from advisor.interview.measured_quality import measure_quality
from advisor.interview.question_prompt import QuestionPrompt
from advisor.interview.reaction import Reaction
from advisor.interview.relevance import Needed, put_off
from advisor.interview.said_back import sentence

if TYPE_CHECKING:
    from advisor.decision.decision import Decision

Decide = Callable[[Case], "Decision"]

GREETING = (
    'One question at a time, in your own words or by number. ? says why, "not sure" leaves it open, /help lists the\n'
    "commands.\n"
)
_LONGEST_LINE = 2 * 1024 * 1024
_FORMS = {".md": "memo", ".html": "html", ".json": "json", ".txt": "text"}


class _Left(Exception):
    """The user ended the interview before its end; `said` is whether in so many words."""

    def __init__(self, said: bool) -> None:
        self.said = said


class PlainInterview:
    """One interview on two text streams.

    `terminal`: a person types, so offers may be made in between. `usage`: exports to begin with, `evals`: results of
    evaluations; records after `as_of` are set aside in exports. `needed` says what a decision still needs.
    """

    def __init__(
        self,
        conversation: Conversation,
        decide: Decide,
        read: TextIO,
        write: TextIO,
        *,
        terminal: bool = False,
        as_of: datetime.date | None = None,
        usage: Sequence[Path] = (),
        evals: Sequence[Path] = (),
        needed: Callable[[Decision], Needed] | None = None,
    ) -> None:
        self.talk, self._decide, self._needed = conversation, decide, needed
        self._as_of, self._exports = as_of or datetime.date.today(), usage
        self._results = evals
        self._in, self._out, self._terminal = read, write, terminal
        self._put_off: set[str] = set()
        self._route = ""
        self._unsaved: str | None = None

    def run(self, file: Path | None) -> int:
        """Ask all, write the case to `file` (None: named after the title), print the verdict; the exit code."""
        try:
            self._say(GREETING)
            if self._exports:
                self._measure(lambda: self._usage(self._exports))
            if self._results:
                self._measure(lambda: self._evals(self._results, Asked()))
            self._ask_all()
            return self._finish(file)
        except (_Left, KeyboardInterrupt) as e:
            return self._leave(deliberate=isinstance(e, _Left) and e.said)

    # --- asking

    def _ask_all(self) -> None:
        refine = False
        while self.talk.current is not None:
            if not refine and self._enough():
                left = len({self.talk.checklist.question(n).id for n in self.talk.open_facts})
                refine = self._yes(f"Enough for a verdict. Refine it by {left} more questions?", end=False)
                if not refine:
                    return
            prompt = self.talk.current
            self._show(prompt)
            line = self._line("> ", end_is_fine=refine)
            if line is None:
                return
            self._handle(prompt, line)

    def _enough(self) -> bool:
        if self.talk.core_done:
            return True
        if not self._terminal:
            return False
        decision = self._decided(quiet=True)
        if decision is None or not self._settled(decision):
            return False
        self._say("\nNothing that is still open can change the verdict.")
        self._say(f"Not asked: {_names(self.talk.open_core)}.")
        return True

    def _settled(self, decision: Decision) -> bool:
        """Whether it is proven that no answer can change the verdict; what cannot change it yet is asked later."""
        if decision.verdict.settled or self._needed is None or not self.talk.answers:
            return decision.verdict.settled
        found = self._needed(decision)
        open_ = self.talk.open_facts
        self.talk.ask_later([] if found.settled else [n for n in open_ if n not in found.facts])
        if new := [n for n in self.talk.passed_over if n not in self._put_off]:
            self._put_off.update(new)
            self._say(f"\n{put_off(new)}")
        return found.settled

    def _show(self, prompt: QuestionPrompt) -> None:
        self._say(f"\n{prompt.progress} · {prompt.ask}")
        for number, label in enumerate(prompt.labels, 1):
            self._say(f"  {number} {label}")
        if prompt.example and not prompt.choices:
            self._say(f"  for example: {prompt.example}")
        if prompt.given is not None:
            self._say("  An empty line keeps the answer you gave.")
        elif prompt.default is not None:
            self._say(f"  left open: {prompt.default.text} is assumed ({prompt.default.says})")

    def _handle(self, prompt: QuestionPrompt, line: str) -> None:
        if line.strip() == "?":
            self._say(prompt.why)
            return
        try:
            command = commands.parse(line)
        except BadInput as e:
            self._say(sentence(e))
            return
        if command is None:
            self._react(self.talk.answer(line))
        else:
            self._command(prompt, command)

    def _react(self, reaction: Reaction) -> None:
        if reaction.echo:
            self._say(f"  = {reaction.echo}")
        for error in reaction.errors:
            self._say(f"  {error}")
        if reaction.proposal:
            self._say(f"  = {reaction.proposal.says}? y takes it.")
        if reaction.aside:
            self._say(f"  Set aside, no longer asked: {_names(reaction.aside)}.")
        if reaction.restored:
            self._say(f"  Counts again: {_names(reaction.restored)}.")
        if reaction.unsaved and reaction.unsaved != self._unsaved:
            self._say(f"  {reaction.unsaved}. The interview goes on.")
        self._unsaved = reaction.unsaved
        if reaction.facts:
            self._verdict_so_far()

    def _verdict_so_far(self) -> None:
        decision = self._decided(quiet=True)
        if decision is not None and decision.verdict.route != self._route:
            self._route = decision.verdict.route
            self._say(f"  Verdict so far: {self._route}. {decision.verdict.headline}")

    # --- commands

    def _command(self, prompt: QuestionPrompt, command: commands.Command) -> None:
        match command.name:
            case "why":
                self._say(prompt.why)
            case "skip" | "back" | "undo":
                self._react(getattr(self.talk, command.name)())
            case "set":
                self._react(self.talk.set(command.fact, command.value))
            case "edit":
                self._react(self.talk.edit(command.fact))
            case "title":
                self._react(self.talk.name(command.value))
            case "usage" | "prompt" | "evals":
                self._measure(lambda: self._read_files(command.name, command.value))
            case "verdict" | "finish":
                self._print_verdict()
            case "whatif":
                self._what_if(command)
            case "export":
                self._export(command.value)
            case "help":
                self._say(commands.help_text())
            case "quit":
                raise _Left(said=True)

    def _what_if(self, command: commands.Command) -> None:
        before = self._decided()
        try:
            after = self._decide(cases.set_answer(self.talk.case(), command.fact, command.value))
        except BadInput as e:
            self._say(sentence(e))
            return
        if before is not None:
            old, new = before.verdict.route, after.verdict.route
            moved = f"{new}, unchanged" if new == old else f"{old} -> {new}"
            self._say(f"  With {command.fact} {command.value}: {moved}. {after.verdict.headline}")

    def _measure(self, read: Callable[[], measured.MeasuredAnswers | None]) -> None:
        """Read, show what was measured, and take it over on a yes."""
        try:
            found = read()
        except BadInput as e:
            self._say(f"{sentence(e)} The interview goes on.")
            return
        if found is None:
            return
        self._say("\n".join(found.lines))
        if self._yes(f"Take these {len(found.answers)} answers?"):
            self._react(self.talk.measured(found))

    def _read_files(self, kind: str, named: str) -> measured.MeasuredAnswers | None:
        if kind == "evals":
            return self._evals(*read_command(named))
        if kind == "usage":
            return self._usage(measured.files(named))
        return measured.prompts(measured.files(named), self.talk.case())

    def _usage(self, paths: Sequence[Path]) -> measured.MeasuredAnswers | None:
        report = measured.usage(paths, self._as_of)
        self._say("\n".join(measured.summary(report)))
        names = measured.choices(report)
        at = 0
        if len(names) > 1:
            for number, (_, told) in enumerate(names, 1):
                self._say(f"  {number} {told}")
            said = (
                self._line("Which workload is this about? (a number; anything else: none) ") or ""
            ).strip()
            if not said.isdecimal() or not 1 <= int(said[:4]) <= len(names):
                self._say("  Nothing was taken.")
                return None
            at = int(said) - 1
        return measured.measured(report, names[at][0], paths, self.talk.case())

    def _evals(self, paths: Sequence[Path], asked: Asked) -> measured.MeasuredAnswers | None:
        if asked.bar is None:
            said = self._line(
                "Which score is good enough? (such as 90 %; empty: not known) ", end_is_fine=True
            )
            asked = replace(asked, bar=read_bar(said)) if said and said.strip() else asked
        found = measure_quality(paths, asked, self.talk.case(), self._as_of)
        self._say(found.shown)
        if found.measured.answers:
            return found.measured
        self._say("\n".join(found.measured.lines) or "  Nothing is settled by these files.")
        return None

    def _export(self, name: str) -> None:
        path = Path(name or self._line("Write to which file? ") or "")
        try:
            self._write(path)
        except BadInput as e:
            self._say(f"{sentence(e)} The interview goes on.")

    def _write(self, path: Path) -> None:
        if not path.name:
            raise BadInput("no file name", expected="/export memo.md")
        if exists(path) and not self._yes(f"{path} exists. Overwrite it?"):
            return
        if path.suffix in (".yaml", ".yml"):
            cases.save(self.talk.case(), path)
        elif path.suffix in _FORMS:
            from advisor.decision.basis import load_world
            from advisor.files import atomic
            from advisor.report import rendered

            decision = self._decided()
            if decision is None:
                return
            atomic.write(path, rendered(decision, _FORMS[path.suffix], load_world()))
        else:
            raise BadInput(
                "this ending means no format", text=path.name, expected=".md, .html, .json or .case.yaml"
            )
        self._say(f"  Written: {path}")

    # --- the end

    def _finish(self, file: Path | None) -> int:
        if not self.talk.title:
            named = file.name.removesuffix(".yaml").removesuffix(".case") if file else None
            title = named or self._line("\nName this decision: ")
            self.talk.name(title or "Untitled")
        target = file or Path(f"{slug(self.talk.title)}.case.yaml")
        written = self._save(target)
        return 0 if self._print_verdict() and written else 2

    def _save(self, target: Path) -> bool:
        try:
            if exists(target) and not self._yes(f"{target} exists. Overwrite it?", end=False):
                self._say(f"Not written. {self._resume()}")
                return False
            cases.save(self.talk.case(), target)
        except BadInput as e:
            self._say(f"{sentence(e)} {self._resume()}")
            return False
        self.talk.finish(str(target))
        self._say(f"\nWritten: {target}\n")
        return True

    def _leave(self, *, deliberate: bool) -> int:
        if not deliberate:
            self._say("\nThe input ended before the interview did.")
        self._say(self._resume())
        if self.talk.unsaved:
            return UNWRITTEN
        return 0 if deliberate else 2

    def _resume(self) -> str:
        if self.talk.unsaved or self.talk.log.path is None:
            return f"The answers are {self.talk.unsaved or 'kept in memory only'}."
        return (
            f"Every answer is kept. Go on with: advisor interview --plain --resume {self.talk.log.path.stem}"
        )

    def _print_verdict(self) -> bool:
        decision = self._decided()
        if decision is not None:
            from advisor.report import terminal as text

            self._say(text.render(decision).rstrip())
        return decision is not None

    def _decided(self, *, quiet: bool = False) -> Decision | None:
        try:
            return self._decide(self.talk.case())
        except (BadInput, EngineUnavailable) as e:
            if not quiet:
                self._say(sentence(e))
            return None

    # --- lines

    def _say(self, text: str) -> None:
        print(text, file=self._out, flush=True)

    def _line(self, prompt: str, *, end_is_fine: bool = False) -> str | None:
        """The next line; at the end of the input None, or the interview is left."""
        print(prompt, end="", file=self._out, flush=True)
        line = self._in.readline(_LONGEST_LINE)
        if not self._terminal:
            print(file=self._out)
        if not line:
            if end_is_fine:
                return None
            raise _Left(said=False)
        return line.rstrip("\r\n")

    def _yes(self, question: str, *, end: bool | None = None) -> bool:
        """A yes or no; anything else is no. At the end of the input `end`, or the interview is left."""
        line = self._line(f"\n{question} (yes or no) ", end_is_fine=end is not None)
        return bool(end) if line is None else line.strip().lower() in ("y", "yes", "1")


def exists(path: Path) -> bool:
    """Whether there is a file at `path`. Raises BadInput for a directory and for what names no file."""
    try:
        directory, found = path.is_dir(), path.exists()
    except (OSError, ValueError):
        raise BadInput("not a usable file name", text=str(path)) from None
    if "\0" in str(path):
        raise BadInput("not a usable file name", text=str(path))
    if directory:
        raise BadInput("this is a directory", text=str(path), expected="a file name")
    return found


def slug(title: str) -> str:
    """A file name made of a title."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()[:80]).strip("-") or "untitled"


def _names(facts: tuple[str, ...]) -> str:
    return ", ".join(f.replace("_", " ") for f in facts)
