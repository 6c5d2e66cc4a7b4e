"""The interview: a checklist as data, a conversation over an append-only log, and a plain front."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from advisor.interview.conversation import Conversation
    from advisor.interview.question_prompt import Progress, QuestionPrompt
    from advisor.interview.reaction import Reaction
    from advisor.interview.transcript import ConversationTurn

_HOMES = {
    "Conversation": "conversation",
    "ConversationTurn": "transcript",
    "Progress": "question_prompt",
    "QuestionPrompt": "question_prompt",
    "Reaction": "reaction",
}
__all__ = ["Conversation", "ConversationTurn", "Progress", "QuestionPrompt", "Reaction"]


def __getattr__(name: str) -> Any:
    """A class of this package, imported when it is first asked for: the first screen is up before."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"advisor.interview.{_HOMES[name]}"), name)
