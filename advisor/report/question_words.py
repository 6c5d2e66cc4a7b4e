"""The open questions of a decision in words, each of the model that it is about."""

from __future__ import annotations

import re

from advisor.case.facts import TRIED
from advisor.case.models_tried import ModelsTried
from advisor.decision.current_questions import current_questions, model_asked_about
from advisor.decision.decision import Decision
from advisor.text import fact_words, words
from advisor.text.value_labels import question_asked

_PROMPT = re.compile(r"the best prompt on today's model|your best prompt")
_ASKED_OF = 2
"""How many models a question names."""


def questions(decision: Decision) -> tuple[str, ...]:
    """The open questions in words, each once, in the decision's order."""
    return tuple(open_question(decision, f) for f in current_questions(decision))


def open_question(decision: Decision, fact: str) -> str:
    """An open question in words; what was answered of a model that ends is asked of the one in its place."""
    model = model_asked_about(decision)
    if fact not in decision.case.answers or model is None:
        return of_what_runs(decision, _asked(fact))
    if fact == TRIED:
        return _scores_asked(decision, model)
    return fact_words.asked_again(question_asked(fact), model)


def of_what_runs(decision: Decision, text: str) -> str:
    """A question about today's prompt, of what does the work where that is no language model."""
    if decision.facts.get("serving_today") != "not-an-llm":
        return text
    return _PROMPT.sub("what runs today", text)


def _scores_asked(decision: Decision, model: str) -> str:
    """What is asked of models: how the verdict's own scores, or where that is known, those worth measuring."""
    tried = decision.facts.get(TRIED)
    said = isinstance(tried, ModelsTried) and tried.gap(model) is not None
    known = said or any(r.model == model and r.measured is not None for r in decision.routes)
    if not known and model != decision.facts.get("model"):
        return f"What does {model} score on this task?"
    rows = (
        r for r in decision.routes if r.id == "other-model" and r.candidate and r.available and not r.doubt
    )
    names = [str(r.model) for r in rows][:_ASKED_OF]
    if not names:
        return "What do models that are not measured yet score on this task?"
    return f"What {'does' if len(names) == 1 else 'do'} {words.listed(names)} score on this task?"


def _asked(name: str) -> str:
    """A fact as the interview asks for it, without what is said behind; one that nobody asks by its name."""
    asked, mark, _ = question_asked(name).partition("?")
    if mark:
        return asked + mark
    text = fact_words.question(name)
    return f"{text[:1].upper()}{text[1:]}"
