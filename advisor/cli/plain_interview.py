"""The interview as plain lines: for screen readers, pipes and terminals that cannot show the app."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.case.case import Case
from advisor.case.fact_names import shown
from advisor.case.facts import TRIED
from advisor.cli import plain_files, plain_question
from advisor.cli.plain_lines import GREETING, InterviewLeft, PlainLines
from advisor.cli.plain_measuring import PlainMeasuring
from advisor.errors import UNWRITTEN, BadInput, EngineUnavailable
from advisor.evals.asked import Asked
from advisor.interview import commands, measured
from advisor.interview.beginning import NOTHING, Beginning
from advisor.interview.conversation import Conversation
from advisor.interview.proposed_title import proposed_title
from advisor.interview.question_prompt import QuestionPrompt
from advisor.interview.reaction import Proposal, Reaction
from advisor.interview.relevance import Needed, put_off
from advisor.interview.said_back import let_go, sentence
from advisor.interview.supposed import supposed

if TYPE_CHECKING:
    from advisor.decision.decision import Decision

Decide = Callable[[Case], "Decision"]


class PlainInterview:
    """One interview in `lines`; of what it begins with, the answers are in the conversation already.

    Records after `as_of` are set aside in exports. `needed` says what a decision still needs.
    """

    def __init__(
        self,
        conversation: Conversation,
        decide: Decide,
        lines: PlainLines,
        *,
        as_of: datetime.date | None = None,
        beginning: Beginning = NOTHING,
        needed: Callable[[Decision], Needed] | None = None,
    ) -> None:
        self.talk, self._decide, self._needed = conversation, decide, needed
        self._beginning, self._lines = beginning, lines
        self._files = PlainMeasuring(conversation.case, as_of or datetime.date.today(), self._lines)
        self._say, self._line, self._yes = self._lines.say, self._lines.line, self._lines.yes
        self._put_off, self._unresulted = set[str](), set[str]()
        self._over = False
        self._before: Decision | None = None
        self._unsaved: str | None = None

    def run(self, file: Path | None) -> int:
        """Ask all, write the case to `file` (None: named after the title), print the verdict; the exit code."""
        try:
            self._say(GREETING)
            if self._beginning.said and (prompt := self.talk.current) is not None:
                self._handle(prompt, self._beginning.said)
            if self._beginning.usage:
                self._measure(lambda: self._files.usage(self._beginning.usage))
            if self._beginning.evals:
                self._measure(lambda: self._files.results(self._beginning.evals, Asked()))
            self._ask_all()
            return self._finish(file)
        except (InterviewLeft, KeyboardInterrupt) as e:
            return self._leave(deliberate=isinstance(e, InterviewLeft) and e.said)

    # --- asking

    def _ask_all(self) -> None:
        refine = False
        while self.talk.current is not None:
            if not refine and self.talk.proposal is None and self._enough():
                refine = self._yes(plain_question.refine(self.talk), end=False, obeys=self._obeys)
                if not refine or self.talk.current is None:
                    return
            prompt = self.talk.current
            plain_question.show(prompt, self._before, self._lines)
            line = self._line("> ", end_is_fine=refine)
            if line is None:
                return
            self._handle(prompt, line)
            if self._over:
                return

    def _obeys(self, line: str) -> bool:
        """Obey a command that is said in place of a yes, or hear what else is; whether it ends the questions."""
        if (prompt := self.talk.current) is not None:
            self._handle(prompt, line, self._told)
        return self._over

    def _told(self, line: str) -> None:
        """Hear what is said where no question is put; what is read back is taken on a yes."""
        told = self.talk.tell(line)
        for remark in told.errors:
            self._say(f"  {remark}")
        if told.proposal is not None:
            taken = self._yes(f"{told.proposal.says}. Take that?", end=False)
            self._react(self.talk.accept()) if taken else self.talk.let_go()

    def _enough(self) -> bool:
        if not self.talk.open_core:
            return True
        if not self._lines.terminal:
            return False
        decision = self._decided(quiet=True)
        if decision is None or not self._settled(decision):
            return False
        self._say("\nNothing that is still open can change the verdict.")
        self._say(f"Not asked: {', '.join(map(shown, self.talk.open_core))}.")
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

    def _handle(self, prompt: QuestionPrompt, line: str, hear: Callable[[str], None] | None = None) -> None:
        """Obey a command; anything else answers the question, or is what `hear` makes of it."""
        try:
            command = commands.Command("why") if line.strip() == "?" else commands.parse(line)
        except BadInput as e:
            self._say(sentence(e))
            return
        if command is None and hear is not None:
            hear(line)
        elif command is None:
            waiting = self.talk.proposal
            self._react(self.talk.answer(plain_question.picked(prompt, line, self._before)), waiting)
        elif command.name == "finish":
            self._over = True
        else:
            self._command(prompt, command)

    def _react(self, reaction: Reaction, waiting: Proposal | None = None) -> None:
        if reaction.echo:
            self._say(f"  = {reaction.echo}")
        for remark in (*let_go(waiting, reaction), *reaction.errors):
            self._say(f"  {remark}")
        if reaction.proposal:
            several = ' "not 2": all but the second.' if len(reaction.proposal.each) > 1 else ""
            self._say(f"  = {reaction.proposal.says}? y takes it.{several}")
        if reaction.aside:
            self._say(f"  Set aside, no longer asked: {', '.join(map(shown, reaction.aside))}.")
        if reaction.restored:
            self._say(f"  Counts again: {', '.join(map(shown, reaction.restored))}.")
        if reaction.unsaved and reaction.unsaved != self._unsaved:
            self._say(f"  {reaction.unsaved}. The interview goes on.")
        self._unsaved = reaction.unsaved
        if reaction.facts:
            self._say_what_moved(reaction.facts)
        if TRIED in reaction.facts and (
            said := plain_question.ask_result(self.talk, self._lines, self._unresulted)
        ):
            self._react(self.talk.set(TRIED, said))

    def _say_what_moved(self, facts: Sequence[str]) -> None:
        """What an answer did to the bill, the verdict and what stands behind it, as the app says it."""
        from advisor.report.what_moved import reaction_lines

        after = self._decided(quiet=True)
        if after is None:
            return
        lines = reaction_lines(self._before, after, facts)
        if self._before is None:
            lines.append(f"Verdict so far: {after.verdict.headline}")
        known = self._lines.terminal or (self._before is not None and self._before.verdict.settled)
        if after.verdict.settled and not known:
            lines.append("Settled: nothing open can change the verdict. /finish ends here.")
        self._before = after
        for line in lines:
            self._say(f"  {line}")

    # --- commands

    def _command(self, prompt: QuestionPrompt, command: commands.Command) -> None:
        waiting = self.talk.proposal
        match command.name:
            case "why":
                self._say(prompt.why)
            case "skip" | "back" | "undo":
                self._react(getattr(self.talk, command.name)(), waiting)
            case "set":
                self._react(self.talk.set(command.fact, command.value), waiting)
            case "edit":
                self._react(self.talk.edit(command.fact), waiting)
            case "title":
                self._react(self.talk.name(command.value))
            case "usage" | "prompt" | "evals":
                self._measure(lambda: self._files.named(command.name, command.value))
            case "verdict":
                self._print_verdict()
                if waiting is not None:
                    self._say(f"  Not counted yet: {waiting.says}? y takes it.")
            case "whatif":
                self._what_if(command)
            case "export":
                self._export(command.value)
            case "help" | "sources":
                asked = command.name == "sources"
                self._say(plain_files.source(command.value) if asked else commands.help_text())
            case "quit":
                raise InterviewLeft(said=True)

    def _what_if(self, command: commands.Command) -> None:
        before = self._decided()
        try:
            then, said = supposed(command, self.talk.case())
            after = self._decide(then)
        except BadInput as e:
            self._say(sentence(e))
            return
        if before is not None:
            from advisor.report.what_moved import difference_lines, horizon_note

            self._say(f"  With {said} (nothing is changed{horizon_note(after)}):")
            self._say("\n".join(f"  {line}" for line in difference_lines(before, after)))

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
        if self._yes(f"Take these {found.count} answers?"):
            self._react(self.talk.measured(found))

    def _export(self, name: str) -> None:
        path = Path(name or self._line("Write to which file? ") or "")
        try:
            if plain_files.write(path, self.talk.case(), self._decided, self._lines):
                self._say(f"  Written: {path}")
        except BadInput as e:
            self._say(f"{sentence(e)} The interview goes on.")

    # --- the end

    def _finish(self, file: Path | None) -> int:
        """The verdict; then the case is written, on a terminal only to a file that was named or agreed on."""
        if (waiting := self.talk.proposal) is not None and self._yes(f"{waiting.says}?", end=False):
            self._react(self.talk.accept())
        if not self.talk.title:
            named = file.name.removesuffix(".yaml").removesuffix(".case") if file else None
            proposed = proposed_title(self.talk.case()) or "Untitled"
            self.talk.name(named or self._line(f"\nName this decision (else: {proposed}): ") or proposed)
        target = file or Path(f"{plain_files.slug(self.talk.title)}.case.yaml")
        wanted = (
            file is not None
            or not self._lines.terminal
            or self._yes(f"Write the case to {target}?", end=False)
        )
        written = self._save(target) if wanted else True
        if not wanted:
            self._say(self._resume())
        return 0 if self._print_verdict() and written else 2

    def _save(self, target: Path) -> bool:
        if (why := plain_files.save(target, self.talk.case(), self._lines)) is not None:
            self._say(f"{why} {self._resume()}")
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
