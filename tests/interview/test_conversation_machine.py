"""Any order of answer, skip, back, edit, set, undo and restart never loses or invents an answer."""

import json
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from interview_kit import CORE, MODELS, talk

from advisor.case.facts import ASKED, VOCABULARY

TEXTS = {
    "number": ("1", "2", "300", "50%", "1.5k", "2 to 4", "many", "-1"),
    "bool": ("yes", "no", "1", "2", "maybe"),
    "choices": ("1", "1 and 2", "none", "format", "wrong", "not the format"),
    "model": (*MODELS, "gpt-9"),
}


def texts(name):
    fact = VOCABULARY[name]
    return TEXTS.get(fact.kind) or (*fact.values, "1", "2", "nonsense")


class Interview(RuleBasedStateMachine):
    """The model: a stack of answers as they stood, one for each thing that can be undone."""

    @initialize()
    def start(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "log.jsonl"
        self.talk = talk(self.path)
        self.stack = [({}, frozenset())]

    def held(self):
        return self.stack[-1][0]

    def took(self, reaction, answered):
        """Push what the reaction says it changed, checked against what was there."""
        if reaction.facts:
            answers, skipped = dict(self.held()), set(self.stack[-1][1])
            now = self.everything()
            for name in reaction.facts:
                if answered and name in now:
                    answers[name] = now[name]
                    skipped.discard(name)
                else:
                    answers.pop(name, None)
                    skipped.add(name)
            self.stack.append((answers, frozenset(skipped)))

    def everything(self):
        """Every answer the log holds, those set aside included, from a replay of the file."""
        return talk(self.path).answers

    @rule(data=st.data())
    def answer(self, data):
        prompt = self.talk.current
        if prompt is None:
            return
        if len(prompt.facts) > 1:
            text = data.draw(st.sampled_from([CORE[0], "300k/day", "gpt-4o, 5 out", "rubbish"]))
        else:
            text = data.draw(st.sampled_from(texts(prompt.facts[0])))
        before = self.talk.transcript()
        reaction = self.talk.answer(text)
        opened = reaction.echo.endswith("left open")
        assert set(reaction.facts) <= {*prompt.facts, "serving_today"}  # a vendor's model tells who serves it
        assert bool(reaction.facts) or reaction.errors or reaction.proposal
        if not reaction.facts:
            assert self.talk.transcript() == before
        self.took(reaction, not opened)

    @rule(data=st.data(), name=st.sampled_from(ASKED))
    def set(self, data, name):
        reaction = self.talk.set(name, data.draw(st.sampled_from((*texts(name), "not sure"))))
        self.took(reaction, not reaction.echo.endswith("left open"))

    @rule()
    def accept(self):
        meant = self.talk.proposal
        reaction = self.talk.accept()
        assert reaction.facts == (tuple(meant.answers) if meant else ())
        self.took(reaction, True)

    @rule()
    def skip(self):
        self.took(self.talk.skip(), False)

    @rule()
    def back(self):
        self.talk.back()

    @rule(name=st.sampled_from(ASKED))
    def edit(self, name):
        self.talk.edit(name)
        assert self.talk.current.facts == (name,)

    @rule()
    def undo(self):
        reaction = self.talk.undo()
        assert bool(reaction.errors) == (len(self.stack) == 1)
        if len(self.stack) > 1:
            self.stack.pop()

    @rule()
    def restart(self):
        self.talk = talk(self.path)

    @precondition(lambda self: self.path.exists())
    @rule(cut=st.integers(1, 30))
    def killed_in_a_write(self, cut):
        whole = self.path.read_bytes()
        torn = json.dumps({"do": "said", "facts": {}, "text": "x" * 40}).encode()[:cut]
        self.path.write_bytes(whole + torn)
        self.talk = talk(self.path)

    @invariant()
    def answers_are_those_that_were_given(self):
        assert self.everything() == self.held()
        counted = self.talk.case().answers
        assert counted == {n: a for n, a in self.held().items() if n not in self.talk.aside}

    @invariant()
    def the_transcript_is_the_replay_of_the_log(self):
        again = talk(self.path)
        assert again.transcript() == self.talk.transcript()
        assert again.current == self.talk.current

    @invariant()
    def every_answer_that_holds_is_in_the_transcript(self):
        holding = {n for t in self.talk.transcript() if t.who == "you" and not t.replaced for n in t.facts}
        assert set(self.held()) <= holding

    def teardown(self):
        self.folder.cleanup()


Interview.TestCase.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
TestInterview = Interview.TestCase
