"""The interview: a checklist as data, a conversation over an append-only log, and a plain front."""

from advisor.interview.conversation import Conversation
from advisor.interview.question_prompt import Progress, QuestionPrompt
from advisor.interview.reaction import Reaction
from advisor.interview.transcript import ConversationTurn

__all__ = ["Conversation", "ConversationTurn", "Progress", "QuestionPrompt", "Reaction"]
